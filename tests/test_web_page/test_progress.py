"""What the page keeps of a learner's answers, and what becomes of it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from browsing import ENTER, chromium, missing, needed
from click.testing import CliRunner
from making import rebuilt, replace
from paging import Page, alone, answer, conclude, type_in
from test_anki.conftest import ABOUT, BUILD, ITEMS

from quizgen.commands.history import command
from quizgen.interchange.fingerprint import key_hash
from quizgen.quiz.responses import TextEntry
from quizgen.quiz.rich import Text
from quizgen.study.history_file import open_history
from quizgen.study.schedule import study_day

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
        assert "does not let the page keep anything" in page.text("kept")
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
    assert "storage is full" in page.text("kept")


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
    page.open(beside=True)
    with page.another():
        page.click("reveal")
    page.click("reveal")
    assert len(page.log) == 2


def test_what_another_window_deleted_stays_deleted(page):
    page.open(beside=True)
    page.click("reveal")
    page.click("next")
    with page.another():
        page.click("delete")
        page.click("delete-yes")
    page.click("reveal")
    assert len(page.log) == 1


@pytest.mark.parametrize(("is_opened", "rating"), [(True, 2), (False, 3)])
def test_an_answer_after_a_hint_was_hard(page, is_opened, rating):
    (asked,) = alone("un.name").deck.items
    hinted = replace(asked, hint=(Text("In New York."),))
    page.open(rebuilt(BUILD, items=(hinted,)))
    if is_opened:
        page.all("#hint summary")[0].click()
    conclude(page, True, answer(page, True))
    assert [entry["rating"] for entry in page.log] == [rating]


def test_decks_keep_apart(page):
    page.open()
    page.click("reveal")
    page.open(rebuilt(BUILD, about=replace(ABOUT, uid="another000")), fresh=False)
    page.click("reveal")
    names = page.run("return Object.keys(localStorage).sort()")
    decks = ["quizgen another000", "quizgen k3v9q2m7xd"]
    kept = [f"{each}{number}" for each in decks for number in ("", " fresh", " length", " round")]
    assert names == kept
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
