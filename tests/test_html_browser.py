"""The web page in a real browser: by the keyboard alone, judged by axe-core, with scripts off."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from browsing import (
    ENTER,
    SHIFT,
    TAB,
    axe_source,
    chromium,
    missing,
    needed,
)
from click.testing import CliRunner
from making import rebuilt, replace
from msgspec import to_builtins
from paging import STEMS, Page, answer, choose, conclude, type_in
from test_anki.conftest import ABOUT, BUILD, ITEMS, item, words
from test_html import EVIL, evil_build

from quizgen.commands.history import command
from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import compile_lexicon
from quizgen.grade.marking import grade
from quizgen.interchange.fingerprint import key_hash
from quizgen.quiz.build import Build
from quizgen.quiz.model import (
    Choice,
    Gap,
    Gaps,
    Match,
    Matching,
    Numeric,
    Option,
    Ordering,
    Pair,
    Response,
    TextEntry,
)
from quizgen.study.history_file import open_history
from quizgen.study.schedule import study_day
from quizgen.writers.html import write

MIXED = "abcdefghijkl"


@pytest.fixture(scope="module")
def driver(tmp_path_factory) -> Iterator[Any]:
    needed(missing())
    with chromium(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.fixture
def page(driver, tmp_path) -> Iterator[Page]:
    """Nothing may go wrong in it."""
    made = Page(driver, tmp_path)
    made.size(1000)
    made.scheme("light")
    driver.get_log("browser")
    yield made
    assert driver.get_log("browser") == []


@pytest.fixture(scope="module")
def axe() -> str:
    return axe_source()


# --- By the keyboard alone ---------------------------------------------------------------


def test_a_whole_session_of_every_kind_by_the_keyboard_alone(page):
    """Every second question is missed first, and comes back until it is right."""
    page.open()
    page.press(TAB)
    missed: list[str] = []
    asked: list[str] = []
    while page.shown("asking"):
        name = page.item.id
        is_right = name in asked or len(set(asked)) % 2 == 0
        asked.append(name)
        conclude(page, is_right, answer(page, is_right))
        if not is_right:
            missed.append(name)
        page.tab_to("#next")
        page.press(ENTER)
        assert page.focus() in ("stem", "finished")
    assert sorted(set(asked)) == sorted(each.id for each in ITEMS)
    assert len(missed) == 6
    assert len(asked) == len(ITEMS) + len(missed)
    assert page.text("finished") == "All 12 questions are done. Right at the first try: 6."
    page.tab_to("#again")
    page.press(ENTER)
    assert page.text("place") == "Done: 0 of 12"


def test_enter_in_a_box_checks(page):
    page.open(alone("un.name"))
    page.tab_to("#field-1")
    page.press("un", ENTER)
    assert page.text("verdict") == "✓ Right. Another wording that counts."


def test_the_focus_goes_back_as_well_and_can_be_seen(page):
    page.open()
    page.tab_to("#download")
    page.tab_to("#ways .main", SHIFT + TAB)
    style = "return getComputedStyle(document.activeElement).outlineStyle"
    assert page.run(style) == "solid"


# --- What is kept ------------------------------------------------------------------------


def alone(name: str, build: Build = BUILD) -> Build:
    (only,) = [each for each in build.deck.items if each.id == name]
    return rebuilt(build, items=(only,))


ANSWERS = {
    "un.complete": ['["the United Nations"]', '["NATO"]'],
    "un.said": ['["True"]', '["False"]'],
    "plans": ['["Brazil","China"]', '["Germany","Russia"]'],
    "un.name": ['["the United Nations"]', '["something else"]'],
    "years": ['["10 years"]', '["12"]'],
    "war": ['["mutual extermination","abyss"]', '["no","no"]'],
    "who": [
        '[["Tokayev","president of Kazakhstan"],["Scholz","chancellor"],'
        '["Putin","president of Russia"]]',
        '[["Tokayev","president of Russia"],["Scholz","chancellor"],'
        '["Putin","president of Kazakhstan"]]',
    ],
    "steps": ['["middle powers","the UN","the war","Asia"]', None],
    "why": ["true", "false"],
}


@pytest.mark.parametrize("is_right", [True, False])
@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_kept_as_the_history_wants_it(page, name, is_right):
    page.open(alone(name))
    before = datetime.now(UTC)
    judged = answer(page, is_right)
    conclude(page, is_right, judged)
    (kept,) = page.log
    at = datetime.fromisoformat(kept["at"])
    assert abs((at - before).total_seconds()) < 60  # the browser has a clock of its own
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", kept.pop("at"))
    assert kept.pop("session") <= at.timestamp() * 1000
    assert 0 <= kept.pop("took") < 60_000
    local = datetime.fromordinal(study_day(at.astimezone()))
    given = ANSWERS[name][0 if is_right else 1]
    assert given is None or json.loads(kept["answer"]) == json.loads(given)
    del kept["answer"]
    (asked,) = alone(name).deck.items
    assert kept == {
        "type": "review",
        "deck": "k3v9q2m7xd",
        "item": name,
        "day": local.date().isoformat(),
        "mark": "correct" if is_right else "wrong",
        "reason": "own-judgement" if judged else ("" if is_right else kept["reason"]),
        "rating": 3 if is_right else 1,
        "key": key_hash(asked.response),
    }


def test_only_the_first_answer_of_a_day_schedules(page):
    page.open(alone("un.name"))
    page.click("reveal")
    page.click("next")
    assert page.text("place") == "Done: 0 of 1 (again)"
    type_in(page, ["UN"])
    page.check()
    assert [(each["mark"], each["rating"]) for each in page.log] == [
        ("wrong", 1),
        ("correct", None),
    ]
    assert [json.loads(each["answer"]) for each in page.log] == [None, ["UN"]]
    assert page.log[0]["reason"] == "no-answer"


def test_the_day_begins_at_four(page):
    for now, day in (("2026-03-01T03:59:00", "2026-02-28"), ("2026-03-01T04:00:00", "2026-03-01")):
        page.open(alone("un.name"), now=now)
        page.click("reveal")
        assert page.log[-1]["day"] == day  # the first answer may have been kept


def test_what_is_done_stays_done_after_a_reload_and_the_rest_goes_on(page):
    page.open()
    done = []
    for _ in range(3):
        done.append(page.item.id)
        conclude(page, True, answer(page, True))
        page.click("next")
    page.open(fresh=False)
    assert page.text("place") == "Done: 3 of 12"
    rest = []
    for _ in range(9):
        rest.append(page.item.id)
        page.click("skip")
    assert sorted(done + rest) == sorted(each.id for each in ITEMS)


def test_a_changed_key_asks_anew_and_a_renamed_question_does_not(page):
    page.open(alone("un.name"))
    type_in(page, ["UN"])
    page.check()
    (only,) = alone("un.name").deck.items
    renamed = replace(only, id="un.body", was=("un.name",))
    page.open(rebuilt(BUILD, items=(renamed,)), fresh=False)
    assert page.text("finished").startswith("All 1 questions")
    changed = replace(only, response=TextEntry("NATO"))
    page.open(rebuilt(BUILD, items=(changed,)), fresh=False)
    assert page.text("place").startswith("Done: 0 of 1")


def test_a_restart_of_the_browser_keeps_the_progress(tmp_path):
    needed(missing())
    for done in (0, 1, 2):
        with chromium(tmp_path) as driver:
            page = Page(driver, tmp_path)
            page.open(fresh=False)
            assert page.text("place") == f"Done: {done} of 12"
            conclude(page, True, answer(page, True))
            assert len(page.log) == done + 1


def test_where_nothing_may_be_kept_the_page_says_so_and_goes_on(tmp_path):
    needed(missing())
    block = {"profile.default_content_setting_values.cookies": 2}
    with chromium(tmp_path, **block) as driver:
        page = Page(driver, tmp_path)
        page.open(fresh=False)
        assert page.run("try { localStorage; return false; } catch (refused) { return true; }")
        assert "lets the page keep nothing" in page.text("kept")
        for done in range(2):
            assert page.text("place") == f"Done: {done} of 12"
            conclude(page, True, answer(page, True))
            page.click("next")
        assert page.text("place") == "Done: 2 of 12"


def test_a_full_storage_is_told_when_it_is_full(page):
    page.open()
    assert "kept in this browser" in page.text("kept")
    page.run(
        "Storage.prototype.setItem = function () { throw new DOMException('', "
        "'QuotaExceededError'); }"
    )
    conclude(page, True, answer(page, True))
    assert "lets the page keep nothing" in page.text("kept")


@pytest.mark.parametrize(
    "spoilt",
    [
        "",
        "{",
        "null",
        "[]",
        '{"quizgen-history": 1}\nnull\n1\n"x"\n{"type": "review"}',
        "\0\n" * 99,
    ],
)
def test_a_spoilt_storage_starts_afresh(page, spoilt):
    page.open()
    page.run(
        "localStorage.setItem('quizgen k3v9q2m7xd', arguments[0]);"
        "localStorage.setItem('quizgen k3v9q2m7xd round', arguments[0]);",
        spoilt,
    )
    page.open(fresh=False)
    assert page.text("place") == "Done: 0 of 12"
    conclude(page, True, answer(page, True))
    assert len(page.log) == 1


SPOILT = [
    {"at": "2026-01-01"}, {"at": "2026-13-01T00:00:00.000Z"}, {"day": "today"}, {"item": ""},
    {"day": "2026-02-40"}, {"day": "2026-02-30"}, {"at": "2026-02-30T00:00:00.000Z"},
    {"mark": "right"}, {"rating": 5}, {"took": -1}, {"session": 1.5},
    {"key": None}, {"answer": []}, {"reason": 1}, {"type": "void"}, {"deck": "another"},
]  # fmt: skip


def test_a_line_that_the_history_would_refuse_is_left_out(page):
    page.open(alone("un.name"))
    page.click("reveal")
    (line,) = page.log
    spoilt = "\n".join(json.dumps(line | each) for each in SPOILT)
    page.run(
        "const name = 'quizgen k3v9q2m7xd';"
        "localStorage.setItem(name, arguments[0] + '\\n' + localStorage.getItem(name));",
        spoilt,
    )
    page.open(alone("un.name"), fresh=False)
    assert page.log == [line]


def test_lines_that_can_be_read_outlive_those_that_cannot(page):
    page.open()
    conclude(page, True, answer(page, True))
    page.run(
        "const name = 'quizgen k3v9q2m7xd';"
        'localStorage.setItem(name, localStorage.getItem(name) + \'{"type": "rev\');'
    )
    page.open(fresh=False)
    assert page.text("place") == "Done: 1 of 12"


def test_two_windows_lose_nothing_of_each_other(page):
    page.open()
    first = page.driver.current_window_handle
    page.driver.switch_to.new_window("tab")
    page.driver.get((page.folder / "page.html").as_uri())
    page.click("reveal")
    page.driver.close()
    page.driver.switch_to.window(first)
    page.click("reveal")
    assert len(page.log) == 2


def test_decks_keep_apart(page):
    page.open()
    page.click("reveal")
    page.open(rebuilt(BUILD, about=replace(ABOUT, uid="another000")), fresh=False)
    page.click("reveal")
    names = page.run("return Object.keys(localStorage).sort()")
    assert [name for name in names if "round" not in name] == [
        "quizgen another000",
        "quizgen k3v9q2m7xd",
    ]
    assert len(page.log) == 1


def test_deleting_asks_first(page):
    page.open()
    conclude(page, True, answer(page, True))
    page.tab_to("#delete")
    page.press(ENTER)
    assert page.focus() == "delete-no"
    page.press(ENTER)
    assert page.focus() == "delete"
    assert len(page.log) == 1
    page.press(ENTER)
    page.tab_to("#delete-yes")
    page.press(ENTER)
    assert page.log == []
    assert page.text("place") == "Done: 0 of 12"
    assert page.focus() == "stem"


def downloaded(page: Page, folder: Path) -> Path:
    page.devtools("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
    page.click("download")
    path = folder / "middle-powers.jsonl"
    for _ in range(200):
        if path.is_file():
            break
        page.driver.execute_async_script("setTimeout(arguments[0], 25)")
    return path


def history(*arguments: object) -> str:
    done = CliRunner().invoke(command, [str(each) for each in arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_download_is_what_the_history_imports(page, tmp_path):
    page.open()
    for turn in range(14):
        is_right = turn % 3 > 0
        conclude(page, is_right, answer(page, is_right))
        page.click("next")
    file, database = downloaded(page, tmp_path), tmp_path / "history.sqlite"
    assert "14 lines, 14 of them new" in history("import", file, "--db", database)
    assert "14 lines, 0 of them new" in history("import", file, "--db", database)
    exported = history("export", "--db", database).splitlines()
    assert list(map(json.loads, exported)) == [{"quizgen-history": 1}, *page.log]
    opened = open_history(database)
    assert opened.due_days("k3v9q2m7xd").keys() == {each["item"] for each in page.log}
    opened.close()


# --- The session -------------------------------------------------------------------------


def order_of(page: Page) -> list[str]:
    names = []
    for _ in ITEMS:
        names.append(page.item.id)
        page.click("skip")
    return names


def test_the_order_is_new_each_day_and_the_same_all_day(page):
    orders = set()
    for day in (1, 2, 3):
        page.open(now=f"2026-03-0{day}T12:00:00")
        first = order_of(page)
        page.open(now=f"2026-03-0{day}T23:00:00")
        assert order_of(page) == first
        orders.add(tuple(first))
    assert len(orders) == 3


def test_questions_on_one_claim_stand_apart(page):
    claims = {each.id: each.claim for each in ITEMS}
    for day in (1, 2, 3, 4):
        page.open(now=f"2026-03-0{day}T12:00:00")
        asked = [claims[name] for name in order_of(page)]
        assert all(one != other for one, other in pairwise(asked[:8]))


def test_what_was_missed_comes_back_after_three_others(page):
    page.open()
    missed = page.item.id
    page.click("reveal")
    page.click("next")
    following = []
    while page.item.id != missed:
        following.append(page.item.id)
        conclude(page, True, answer(page, True))
        page.click("next")
    assert len(following) == 3
    assert page.text("place").endswith("(again)")


def test_whoever_misses_everything_still_sees_every_question(page):
    page.open()
    asked = []
    for _ in range(5 * len(ITEMS)):
        asked.append(page.item.id)
        page.click("reveal")
        page.click("next")
    assert set(asked) == {each.id for each in ITEMS}
    assert all(one != following for one, following in pairwise(asked))


def test_options_are_mixed_each_day_but_for_what_has_its_place(page):
    firsts, orders = set(), set()
    for day in range(1, 9):
        page.open(alone("un.complete"), now=f"2026-03-0{day}T12:00:00")
        shown = page.texts("#room .option .text")
        assert shown[-1] == "none of these"
        firsts.add(shown[0])
        page.open(alone("un.said"), now=f"2026-03-0{day}T12:00:00")
        assert page.texts("#room .option .text") == ["True", "False"]
        page.open(alone("steps"), now=f"2026-03-0{day}T12:00:00")
        steps = page.texts("#room .order .text")
        assert steps != ["middle powers", "the UN", "the war", "Asia"]
        orders.add(tuple(steps))
    assert len(firsts) == 3
    assert len(orders) > 3


def test_two_steps_never_stand_in_their_right_order(page):
    """By chance they would on every second day."""
    steps = Ordering((words("first"), words("second")))
    build = rebuilt(BUILD, items=(item("two", "ordering", words("Order?"), steps),))
    for day in range(1, 9):
        page.open(build, now=f"2026-03-0{day}T12:00:00")
        assert page.texts("#room .order .text") == ["second", "first"]


def test_an_answer_that_cannot_be_marked_is_asked_again(page):
    for name, slip in (
        ("un.complete", "Choose an answer first."),
        ("plans", "Choose 2."),
        ("un.name", "Type an answer first."),
        ("years", "Type an answer first."),
        ("who", "Choose one for each first."),
    ):
        page.open(alone(name))
        page.check()
        assert page.text("slip") == slip
        assert page.run("return document.activeElement.closest('#room') !== null")
        assert page.log == []


# --- Feedback ----------------------------------------------------------------------------


def test_the_feedback_tells_all_that_there_is(page):
    page.open(alone("un.complete"))
    choose(page, ["NATO"])
    page.check()
    assert page.all("#verdict")[0].get_attribute("role") == "status"
    feedback = page.text("feedback")
    for told in (
        "Answer: the United Nations",
        "NATO: an alliance of its members",
        "the United Nations: so the quotation says",
        "Why: He said so twice.",
        "Note: The report quotes no other view.",
        "the role of the United Nations as the only universal organization",
        "— President Tokayev, quoted in the report, par. 3",
        "Context: “Therefore, we strongly support the role",
        "This is what President Tokayev said; the question asks what was said",
    ):
        assert told in feedback
    assert page.texts(".option.right .remark") == ["✓ Right answer"]
    assert page.texts(".option.wrong .remark") == ["✗ Your answer"]


def test_what_was_given_stands_beside_the_key_where_it_was_wrong(page):
    page.open(alone("who"))
    conclude(page, False, answer(page, False))
    assert page.texts("#feedback .parts li") == [
        "Tokayev – president of Kazakhstan (your answer: president of Russia)",
        "Scholz – chancellor",
        "Putin – president of Russia (your answer: president of Kazakhstan)",
    ]
    assert page.texts("#room .remark") == ["✗", "✓", "✗"]
    spoken = [each.get_attribute("aria-label") for each in page.all("#room .remark")]
    assert spoken == ["Wrong.", "Right.", "Wrong."]


def test_the_key_is_nowhere_before_the_answer(page):
    page.open(alone("un.complete"))
    shown = page.run("return document.getElementById('asking').innerHTML")
    assert "so the quotation says" not in shown
    assert not page.shown("list")


# --- Marking, held against the terminal's ------------------------------------------------

MARKING = files("quizgen").joinpath("data/html/self-test/marking.js").read_text("utf-8")
LEXICON = compile_lexicon("en", (), ())
NATIONS = TextEntry("the United Nations", ("UN",))
TEXTS = [
    (NATIONS, "the United Nations", "correct"),
    (NATIONS, "  The united   nations. ", "correct"),
    (NATIONS, "“UN”", "correct"),
    (NATIONS, "ＵＮ", "correct"),
    (NATIONS, "un\u200b", "correct"),
    (NATIONS, "United Nation", None),
    (NATIONS, "Europe", None),
    (TextEntry("Straße"), "STRASSE", "correct"),
    (TextEntry("Сәуір"), "сәуір", "correct"),
    (TextEntry("café"), "cafe\u0301", "correct"),
    (TextEntry("rock ‘n’ roll"), "rock 'n' roll", "correct"),
    (TextEntry("1990–1995"), "1990-1995", "correct"),
    (TextEntry("ὀδυσσεύς"), "ὈΔΥΣΣΕΎΣ", "correct"),
    (TextEntry("the"), "the", "correct"),
    (TextEntry("…"), "!", None),
    (TextEntry("a b"), "a\u00a0b", "correct"),
    (TextEntry("MySQL", match=Match.EXACT), " MySQL ", "correct"),
    (TextEntry("MySQL", match=Match.EXACT), "mysql", "wrong"),
    (TextEntry("-5"), "“-5”", None),
    (TextEntry("n!"), "n", None),
    (TextEntry("f'"), "f", None),
    (TextEntry("!=null"), "=null", None),
    (TextEntry("__init__"), "__init__", "correct"),
    (TextEntry("`ls -l`"), "`ls -l`", "correct"),
    (TextEntry("a*b*c"), "abc", None),
]
NUMBERS = [
    ("10", "correct"), ("10 years", "correct"), ("10.5", "correct"), ("10,5", "correct"),
    ("9.5", "correct"), ("9.49", "wrong"), ("-10", "wrong"), ("+10", "correct"),
    ("10 Years.", "correct"), ("1 000", "wrong"), ("1,000,000", "wrong"), ("1 0", None),
    ("10.000", None), ("10,000", None), ("1,000", "wrong"), ("10 days", None), ("1e1", None),
    ("ten", None), ("1,2,3", None), ("10 of 12", None), ("9 1/2", None), ("10 million", None),
]  # fmt: skip


def marked(page: Page, response: Response, typed: Sequence[str]) -> Any:
    run = "const deck = {articles: true}; return markAnswer(arguments[0], arguments[1]);"
    return page.run(MARKING + run, to_builtins(response), typed)


@pytest.mark.parametrize(("entry", "typed", "mark"), TEXTS)
def test_typed_text_is_marked_as_in_the_terminal(page, entry, typed, mark):
    """What the page calls right or wrong, the terminal does too; of the rest it does not judge."""
    found = marked(page, entry, [typed])
    assert (None if found["isOpen"] else found["mark"]) == mark
    if mark:
        assert grade(entry, Typed((typed,)), LEXICON).is_right == (mark == "correct")


@pytest.mark.parametrize(("typed", "mark"), NUMBERS)
def test_numbers_are_marked_as_in_the_terminal(page, typed, mark):
    """1,000 may be a thousand or one: where that decides, the learner does."""
    numeric = Numeric(Decimal(10), "10", Decimal("0.5"), "years")
    found = marked(page, numeric, [typed])
    assert (None if found.get("isOpen") else found["mark"]) == mark
    if mark:
        assert grade(numeric, Typed((typed,)), LEXICON).is_right == (mark == "correct")


def test_articles_are_nothing_in_english_decks_only(page):
    for language, verdict in (("en", "✓ Right."), ("ru", "Сравните")):
        page.open(alone("un.name", rebuilt(BUILD, about=replace(ABOUT, language=language))))
        type_in(page, ["a United Nations"])
        page.check()
        assert page.text("verdict").startswith(verdict)


def test_an_exact_answer_tells_when_it_was_nearly_so(page):
    found = marked(page, TextEntry("MySQL", match=Match.EXACT), ["mysql"])
    assert found["reason"] == "not-exact"


def test_tolerances_are_exact(page):
    key = Numeric(Decimal("10.3"), "10.3", Decimal("0.3"))
    assert [marked(page, key, [typed])["mark"] for typed in ("10.0", "10.6", "10.61")] == [
        "correct", "correct", "wrong",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "tolerance", "typed", "mark"),
    [
        ("1E+2", "0", "100", "correct"),
        ("1E+2", "0", "10", "wrong"),
        ("-1.25E+4", "1E+1", "-12510", "correct"),
        ("-1.25E+4", "1E+1", "-12511", "wrong"),
        ("1.5E-7", "0", "0.00000015", "correct"),
        ("-1.5E-7", "0E-9", "-0.00000015", "correct"),
        ("1E-7", "1E-8", "0.00000012", "wrong"),
    ],
)
def test_exponents_are_digits(page, value, tolerance, typed, mark):
    key = Numeric(Decimal(value), value, Decimal(tolerance))
    assert marked(page, key, [typed])["mark"] == mark
    assert grade(key, Typed((typed,)), LEXICON).is_right == (mark == "correct")


THREE = (Gap("independence"), Gap("multilateralism", ("many sides",)), Gap("diplomacy"))
LISTS = [
    (("diplomacy", "independence", "many sides"), "correct"),
    (("diplomacy", "diplomacy", "independence"), "wrong"),
    (("diplomacy", "", ""), "wrong"),
    (("diplomacy", "x", "independence"), None),
    (("", "", ""), "wrong"),
]


@pytest.mark.parametrize(("typed", "mark"), LISTS)
@pytest.mark.parametrize("is_ordered", [True, False])
def test_several_texts_are_marked_as_in_the_terminal(page, typed, mark, is_ordered):
    found = marked(page, Gaps(THREE, is_ordered), typed)
    if not found["isOpen"]:
        verdict = grade(Gaps(THREE, is_ordered), Typed(typed), LEXICON)
        assert (found["mark"], found["reason"]) == (verdict.mark, verdict.reason)
    if not is_ordered:
        assert (None if found["isOpen"] else found["mark"]) == mark


def test_an_answer_that_fits_two_gaps_does_not_rob_another(page):
    gaps = (Gap("a", ("b",)), Gap("b", ("c",)), Gap("c", ("a",)))
    for typed in (("a", "b", "c"), ("b", "c", "a"), ("c", "a", "b")):
        found = marked(page, Gaps(gaps, is_ordered=False), typed)
        assert found["mark"] == "correct"


# --- Nothing runs, nothing is loaded -----------------------------------------------------


def test_hostile_text_is_inert(page):
    page.open(evil_build())
    seen = " ".join(EVIL.split())
    for _ in range(len(evil_build().deck.items)):
        assert seen in " ".join(page.text("stem").split())
        page.click("reveal")
        assert seen in " ".join(page.text("feedback").split())
        assert page.all("main img, main script, main b") == []
        assert page.overflow() <= 0
        page.click("next")
    assert page.run("return document.title") == " ".join(EVIL.split())
    with pytest.raises(Exception, match="no such alert"):
        _ = page.driver.switch_to.alert.text


def test_a_hostile_storage_is_inert(page):
    """Any other local page can write there."""
    page.open()
    conclude(page, True, answer(page, True))
    (line,) = page.log
    bad = [line | {"item": name, "key": EVIL, "answer": EVIL} for name in (EVIL, "__proto__")]
    page.run(
        "localStorage.setItem('quizgen k3v9q2m7xd', arguments[0])",
        "\n".join(map(json.dumps, bad)),
    )
    page.open(fresh=False)
    assert page.text("place") == "Done: 0 of 12"
    conclude(page, True, answer(page, True))
    assert page.text("place") == "Done: 0 of 12"
    assert page.log[:2] == bad


def test_the_page_asks_for_nothing_but_itself(page):
    page.driver.get_log("performance")
    page.open()
    page.click("reveal")
    asked = set()
    for entry in page.driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            asked.add(message["params"]["request"]["url"])
    own = (page.folder / "page.html").as_uri()
    assert {url for url in asked if not url.startswith(("data:image/png", "chrome:"))} == {own}


def test_the_policy_refuses_what_is_not_the_page_s_own(page):
    page.open()
    page.run(
        "const made = document.createElement('img');"
        "made.setAttribute('onerror', 'window.ran = 1');"
        "made.src = 'x.png'; document.body.append(made);"
        "const script = document.createElement('script'); script.textContent = 'window.ran = 2';"
        "document.body.append(script);"
    )
    page.driver.execute_async_script("setTimeout(arguments[0], 50)")
    assert page.run("return window.ran") is None
    assert page.driver.get_log("browser") != [], "and the console tells of it"


# --- Without scripts ---------------------------------------------------------------------


@pytest.fixture
def still(page) -> Iterator[Page]:
    with page.without_scripts():
        page.open(fresh=False)
        yield page


def test_without_scripts_the_questions_can_be_read_and_the_answers_opened(still):
    assert not still.shown("session")
    assert len(still.texts("article .stem")) == len(ITEMS)
    assert all(still.texts("article .stem"))
    first = still.all("article")[0]
    assert "so the quotation says" not in first.text
    still.all("article:first-of-type .answer > summary")[0].click()
    assert "so the quotation says" in first.text
    assert "quoted in the report, par. 3" in first.text
    still.size(320)
    assert still.overflow() <= 0


def test_without_scripts_by_the_keyboard(still):
    for _ in range(3):
        still.press(TAB)
    still.press(TAB, ENTER)
    assert len(still.all("details[open]")) == 1


def test_a_program_that_fails_leaves_the_questions(page):
    """As an old browser would do, which does not understand the script."""
    (file,) = write(BUILD, page.folder)
    broken = file.content.replace(b"listen();\nbegin(false);", b"throw new Error();begin(false);")
    assert broken != file.content
    path = page.folder / "broken.html"
    path.write_bytes(re.sub(rb"script-src [^;]+;", b"script-src 'unsafe-inline';", broken))
    page.driver.get(path.as_uri())
    assert page.shown("list")
    assert not page.shown("session")
    page.driver.get_log("browser")


def test_on_paper_stand_the_questions_with_their_answers(page):
    page.open()
    printed = base64.b64decode(page.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    document = pypdfium2.PdfDocument(printed)
    words_ = " ".join(each.get_textpage().get_text_range() for each in document)
    text = "".join(words_.split())
    for stem in STEMS:
        assert "".join(stem.partition("_")[0].split()) in text
    assert text.count("PresidentTokayev,quotedinthereport,par.3") == len(ITEMS) - 1
    assert "Downloadmyanswers" not in text


# --- For everybody -----------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, axe, scheme):
    page.open()
    page.scheme(scheme)
    seen: set[str] = set()
    while page.shown("asking"):
        seen.add(page.item.id)
        is_right = len(seen) % 2 == 0
        assert page.violations(axe) == []
        judged = answer(page, is_right)
        page.check()
        assert page.violations(axe) == []
        if judged:
            page.click("was-right")
            assert page.violations(axe) == []
        page.click("next")
        if len(seen) == len(ITEMS):
            break
    page.click("delete")
    assert page.violations(axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_the_end(page, axe, scheme):
    page.open(alone("un.name"))
    page.scheme(scheme)
    type_in(page, ["UN"])
    page.check()
    page.click("next")
    assert page.text("finished") == "All 1 questions are done. Right at the first try: 1."
    assert page.violations(axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_list(page, axe, scheme):
    """The list that stands there without scripts; axe is one itself."""
    page.open()
    page.scheme(scheme)
    page.run(
        "document.documentElement.className = '';"
        "document.getElementById('session').hidden = true;"
        "document.querySelectorAll('details').forEach(each => { each.open = true; });"
    )
    assert page.shown("list")
    assert page.violations(axe) == []


def test_nothing_stands_out_at_the_side_of_a_small_screen(page):
    page.size(320)
    long = words("W" * 300)
    items = (*ITEMS, item("w", "choice", long, Choice((Option(long, True), Option(words("x"))))))
    page.open(rebuilt(BUILD, items=items, about=replace(ABOUT, title="W" * 200)))
    while page.shown("asking"):
        assert page.overflow() <= 0
        page.click("reveal")
        assert page.overflow() <= 0
        sizes = page.run(
            "return Array.from(document.querySelectorAll('button, input, select, summary'))"
            ".filter(e => e.offsetHeight).map(e => (e.closest('label') || e).offsetHeight)"
        )
        assert min(sizes) >= 44
        page.click("next")
        if page.text("place").endswith("(again)"):
            break


def test_from_right_to_left(page):
    about = replace(ABOUT, language="he", title="מבחן")
    options = Choice((Option(words("האו״ם"), True), Option(words("NATO"), False)))
    pairs = Matching((Pair(words("א"), words("ב")), Pair(words("ג"), words("ד"))))
    items = (
        item("a.one", "choice", words("איזה גוף הוא “the UN” לדבריו?"), options),
        item("a.two", "ordering", words("סדרו"), Ordering((words("ראשון"), words("שני")))),
        item("a.three", "matching", words("התאימו"), pairs),
    )
    page.size(360)
    page.open(rebuilt(BUILD, about=about, items=items))
    for _ in items:
        assert page.run("return getComputedStyle(document.body).direction") == "rtl"
        assert page.overflow() <= 0
        page.click("reveal")
        edges = page.run(
            "return Array.from(document.querySelectorAll('#feedback blockquote'),"
            " e => getComputedStyle(e).direction)"
        )
        assert edges == ["ltr"], "a quotation runs as its own language does"
        page.click("next")


def test_motion_is_reduced_where_asked_for(page):
    page.open()
    assert page.run(
        "return getComputedStyle(document.querySelector('button.main')).transitionDuration"
    ) in ("0s", "")
