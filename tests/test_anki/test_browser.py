"""The cards in a real browser, on the page that Anki's reviewer builds around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from browsing import (
    ALT,
    CTRL,
    DOWN,
    ENTER,
    LEFT,
    RIGHT,
    SPACE,
    TAB,
    UP,
    axe_source,
    chromium,
    missing,
    needed,
)
from making import rebuilt, replace
from test_anki.conftest import BUILD, Anki, item, words, written
from test_anki.reviewer import (
    ANDROID,
    DARK,
    DESKTOP,
    IPHONE,
    Card,
    Reviewer,
    cards_of,
)

from quizgen.quiz.build import AnkiNote, Build, Releases
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import (
    Choice,
    Gap,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Text,
    TextEntry,
)
from quizgen.writers.anki.notetypes import FAMILIES

DAYS = [f"2024-10-{day}" for day in range(10, 20)]
NIGHT = " nightMode night_mode"

Cards = Mapping[tuple[str, int], Card]


# --- The page ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def imported(tmp_path_factory) -> Iterator[Callable[[Build], tuple[Anki, Cards]]]:
    """Cards as the real Anki renders them after an import."""
    needed(missing("anki"))
    opened: list[Anki] = []

    def take(build: Build) -> tuple[Anki, Cards]:
        folder = tmp_path_factory.mktemp("anki")
        (file,) = written(build, folder)
        anki = Anki(folder)
        opened.append(anki)
        anki.take(file)
        return anki, cards_of(anki.collection)

    yield take
    for anki in opened:
        anki.collection.close()


@pytest.fixture(scope="module")
def deck(imported) -> tuple[Anki, Cards]:
    return imported(BUILD)


@pytest.fixture(scope="module")
def cards(deck) -> Cards:
    return deck[1]


@pytest.fixture(scope="module")
def browser(deck, tmp_path_factory) -> Iterator[Reviewer]:
    """One for all tests; it lies beside the pictures, as Anki's page does."""
    collection = deck[0].collection
    with chromium(tmp_path_factory.mktemp("browser")) as driver:
        yield Reviewer(driver, Path(collection.media.dir()), collection)


@pytest.fixture
def page(browser) -> Iterator[Reviewer]:
    """A new page on a desktop; nothing may go wrong in it."""
    browser.size(1000)
    browser.open()
    browser.driver.get_log("browser")
    yield browser
    assert browser.failures() == []


# --- Choice ------------------------------------------------------------------------------


def test_a_click_chooses_one(page, cards):
    page.front(cards["un.complete", 0])
    buttons = page.all(".options button")
    assert [button.get_attribute("aria-pressed") for button in buttons] == ["false"] * 4
    for name in ("NATO", "the United Nations"):
        _button(page, name).click()
        assert page.pressed() == [name]
    _button(page, "the United Nations").click()
    assert page.pressed() == ["the United Nations"], "a second press changes nothing"


def test_clicks_choose_several_and_take_back(page, cards):
    page.front(cards["plans", 0])
    for name in ("Brazil", "China", "Russia", "China"):
        _button(page, name).click()
    assert sorted(page.pressed()) == ["Brazil", "Russia"]


def test_tab_and_arrows_choose(page, cards):
    """Up and down go, sideways presses: space and enter are Anki's."""
    page.front(cards["plans", 0])
    shown = page.texts(".options .text")
    page.press(TAB, RIGHT, DOWN, DOWN, LEFT)
    assert page.pressed() == [shown[0], shown[2]]
    page.press(UP, UP, RIGHT, UP, RIGHT)
    assert page.pressed() == [shown[2], shown[3]], "and go round"
    assert page.run("return taken") == []
    assert {was for key, was in page.run("return plain") if key != "Tab"} == {True}, "no scroll"


def test_tab_goes_through_the_options_and_on_to_the_hint(page, cards):
    page.front(cards["un.complete", 0])
    page.press(*[TAB] * 5)
    assert page.run("return document.activeElement.tagName") == "SUMMARY"


def test_focus_can_be_seen(page, cards):
    page.front(cards["un.complete", 0])
    page.press(TAB)
    style = "return getComputedStyle(document.activeElement).outlineStyle"
    assert page.run(style) == "solid"


@pytest.mark.parametrize("name", ["un.complete", "plans", "who", "steps"])
def test_alt_and_a_digit_press(page, cards, name):
    page.front(cards[name, 0])
    page.press("2", holding=ALT)
    (number,) = {"who": page.all(".rights button[aria-pressed=true] .badge")}.get(
        name, page.all("button[aria-pressed=true] .badge")
    )
    assert number.text == ("1" if name == "steps" else "2")
    assert page.run("return plain[plain.length - 1]") == ["2", True], "the browser has it no more"
    page.press("9", holding=ALT)  # there is no ninth: nothing happens
    page.press("1", holding=CTRL + ALT)  # which is AltGr
    assert len(page.all(".rights button[aria-pressed=true], .options [aria-pressed=true]")) <= 1


@pytest.mark.parametrize("name", ["un.complete", "plans", "who", "steps", "war"])
def test_the_keys_of_anki_reach_anki(page, cards, name):
    """Also with the focus on an option, on either side, and after a flip and a new card."""
    page.front(cards["plans", 0])
    page.flip(cards["plans", 0])
    page.front(cards[name, 0])
    page.press(TAB, "1", "2", "3", "4", SPACE, ENTER)
    assert page.run("return taken") == ["1", "2", "3", "4", " ", "Enter"]
    assert [each for each in page.pressed() if each not in page.texts(".lefts .text")] == []
    page.flip(cards[name, 0])
    page.press("1", "4", SPACE)
    assert page.run("return taken.slice(6)") == ["1", "4", " "]


@pytest.mark.parametrize("name", ["un.complete", "plans", "who", "steps"])
def test_the_card_lets_every_plain_key_pass(page, cards, name):
    """Where a client listens on the document, it must find the event as it was."""
    page.run("isTaking = false")
    page.front(cards[name, 0])
    page.press(TAB, "1", "2", "3", "4", "5", "e", SPACE, ENTER)
    seen = page.run("return plain.slice(1)")
    assert seen == [[key, False] for key in ("1", "2", "3", "4", "5", "e", " ", "Enter")]


@pytest.mark.parametrize("key", [ENTER, SPACE])
def test_the_key_after_a_click_does_not_press_again(page, cards, key):
    """Where the page has the key as well as Anki, the answer must stand."""
    page.run("isTaking = false")
    page.front(cards["plans", 0])
    _button(page, "China").click()
    page.press(key)
    assert page.pressed() == ["China"]


def test_arrows_scroll_as_long_as_no_option_has_the_focus(page, cards):
    page.front(cards["plans", 0])
    page.press(DOWN, UP, RIGHT)
    assert page.pressed() == []
    assert {prevented for _, prevented in page.run("return plain")} == {False}


def test_keys_do_nothing_to_a_card_that_is_gone(page, cards):
    page.front(cards["plans", 0])
    _button(page, "China").click()
    page.flip(cards["plans", 0])
    kept = page.run("return JSON.stringify(sessionStorage)")
    page.press("1", "2", holding=ALT)
    assert page.run("return JSON.stringify(sessionStorage)") == kept


# --- The back ----------------------------------------------------------------------------


def test_the_verdict_is_in_words_and_signs(page, cards):
    for name, verdict in (("the United Nations", "✓ Right"), ("NATO", "✗ Not right")):
        page.front(cards["un.complete", 0])
        _button(page, name).click()
        page.flip(cards["un.complete", 0])
        assert page.texts(".verdict") == [verdict]
        (chosen,) = [text for text in page.texts(".verdicts li") if "Your answer" in text]
        assert name in chosen
        signs = {_sign(text): text for text in page.texts(".verdicts li")}
        assert "the United Nations\nso the quotation says" in signs["✓"]
        labels = page.run(
            "return Array.from(document.querySelectorAll('.verdicts li'),"
            " e => [e.querySelector('.mark').getAttribute('aria-label'), e.className])"
        )
        assert all(("key" in classes) == (label == "Right") for label, classes in labels)


@pytest.mark.parametrize(
    ("chosen", "verdict"),
    [
        (["Brazil", "China"], "✓ Right"),
        (["Brazil"], "✗ Not right"),
        (["Brazil", "China", "Russia"], "✗ Not right"),
    ],
)
def test_several_are_right_together_only(page, cards, chosen, verdict):
    page.front(cards["plans", 0])
    for name in chosen:
        _button(page, name).click()
    page.flip(cards["plans", 0])
    assert page.texts(".verdict") == [verdict]


@pytest.mark.parametrize("name", ["un.complete", "plans", "who", "steps", "un.name", "years"])
def test_without_an_answer_there_is_no_verdict(page, cards, name):
    page.front(cards[name, 0])
    page.flip(cards[name, 0])
    assert page.texts(".verdict") == [""]
    assert "Your answer" not in page.texts("#qa")[0]


@pytest.mark.parametrize("name", ["un.complete", "who", "steps", "un.name"])
def test_an_answer_is_forgotten_with_the_card_and_with_the_session(page, cards, name):
    def answer() -> None:
        page.front(cards[name, 0])
        if name == "un.name":
            page.press("UN")
        for button in page.all("button"):
            button.click()
        page.flip(cards[name, 0])
        assert page.texts(".verdict") != [""]

    answer()
    page.front(cards[name, 0])
    page.flip(cards[name, 0])
    assert page.texts(".verdict") == [""], "the card came again"
    answer()
    page.open()
    page.flip(cards[name, 0])
    assert page.texts(".verdict") == [""], "Anki was closed between"


def test_no_storage_costs_the_verdict_only(page, cards):
    page.run(
        "Object.defineProperty(window, 'sessionStorage',"
        " {get() { throw new Error('denied'); }, configurable: true})"
    )
    page.front(cards["un.complete", 0])
    shown = page.texts(".options .text")
    page.all("button")[0].click()
    page.flip(cards["un.complete", 0])
    assert page.texts(".verdicts .content") == shown
    assert page.texts(".verdict") == [""]


# --- Order -------------------------------------------------------------------------------


def test_the_order_is_new_each_day_and_the_same_on_both_sides(page, cards):
    orders = set()
    for day in DAYS:
        page.open(today=day)
        page.front(cards["un.complete", 0])
        front = page.texts(".options .text")
        page.front(cards["un.complete", 0])
        assert page.texts(".options .text") == front, "and the same all day"
        page.flip(cards["un.complete", 0])
        assert page.texts(".verdicts .content") == front
        assert front[-1] == "none of these", "which has to be last"
        orders.add(tuple(front))
    assert len(orders) >= 4
    assert len({order[0] for order in orders}) == 3, "each comes first on some day"


@pytest.mark.parametrize(("name", "selector"), [("steps", ".steps"), ("who", ".rights")])
def test_what_is_to_be_arranged_is_shuffled_too(page, cards, name, selector):
    orders = set()
    for day in DAYS:
        page.open(today=day)
        page.front(cards[name, 0])
        orders.add(tuple(page.texts(f"{selector} .text")))
    assert len(orders) >= 4
    assert page.texts(".lefts .text") in ([], ["Tokayev", "Scholz", "Putin"])


def test_a_fixed_order_is_kept(page, cards):
    for day in DAYS[:4]:
        page.open(today=day)
        page.front(cards["un.said", 0])
        assert page.texts(".options .text") == ["True", "False"]
        page.flip(cards["un.said", 0])
        assert page.texts(".verdicts .content") == ["True", "False"]


# --- Ordering, matching, typing ------------------------------------------------------------

STEPS = ["middle powers", "the UN", "the war", "Asia"]
OFFICES = ["president of Kazakhstan", "chancellor", "president of Russia"]


def test_steps_are_numbered_by_clicks(page, cards):
    page.front(cards["steps", 0])
    for name in (*STEPS, STEPS[3], STEPS[1], STEPS[3]):
        _button(page, name).click()
    badges = dict(zip(page.texts(".steps .text"), page.texts(".steps .badge"), strict=True))
    assert badges == {"middle powers": "1", "the war": "2", "Asia": "3", "the UN": ""}
    _button(page, "the UN").click()
    page.flip(cards["steps", 0])
    assert page.texts(".verdict") == ["✗ Not right"]
    marks = page.run(
        "return Array.from(document.querySelectorAll('.sequence .mark'),"
        " e => e.textContent + e.getAttribute('aria-label'))"
    )
    assert marks == ["✓Right", "✗Not right", "✗Not right", "✗Not right"]
    assert page.texts(".sequence .yours") == [
        f"Your answer: {name}" for name in ("the war", "Asia", "the UN")
    ]


def test_steps_are_put_in_order_by_keys(page, cards):
    page.front(cards["steps", 0])
    shown = page.texts(".steps .text")
    page.press(TAB)
    at = 0
    for name in STEPS:
        page.press(*[DOWN] * ((shown.index(name) - at) % 4), RIGHT)
        at = shown.index(name)
    page.flip(cards["steps", 0])
    assert page.texts(".verdict") == ["✓ Right"]


def test_matching_by_clicks(page, cards):
    page.front(cards["who", 0])
    assert page.pressed() == ["Tokayev"], "the first waits for its match"
    for name in OFFICES:
        _button(page, name).click()
    page.flip(cards["who", 0])
    assert page.texts(".verdict") == ["✓ Right"]


def test_matching_by_keys_in_any_order_and_again(page, cards):
    page.front(cards["who", 0])
    numbers = {name: str(at) for at, name in enumerate(page.texts(".rights .text"), 1)}
    page.press(TAB, DOWN, DOWN, RIGHT)  # Putin first
    assert page.pressed() == ["Putin"]
    page.press(numbers["secretary-general"], holding=ALT)
    assert page.pressed()[0] == "Tokayev", "then the next that is open"
    for name in OFFICES[:2]:
        page.press(numbers[name], holding=ALT)
    lefts = page.texts(".lefts .badge")
    assert lefts == [numbers[name] for name in (*OFFICES[:2], "secretary-general")]
    page.flip(cards["who", 0])
    assert page.texts(".verdict") == ["✗ Not right"]
    assert page.texts(".pairs .yours") == ["Your answer: secretary-general"]


@pytest.mark.parametrize(
    ("name", "typed", "is_right"),
    [
        ("un.name", "the United Nations", True),
        ("un.name", " The united  nations", True),
        ("un.name", "un", True),
        ("un.name", "the EU", False),
        ("years", "10", True),
        ("years", "10,5", True),
        ("years", "9.5", True),
        ("years", "11", False),
        ("years", "ten", False),
        ("years", "10,000", False),
    ],
)
def test_typing(page, cards, name, typed, is_right):
    """What Anki's comparison cannot know is told; the comparison stands in all other cases."""
    page.front(cards[name, 0])
    assert page.run("return document.activeElement.id") == "typeans"
    page.press(typed)
    page.flip(cards[name, 0], typed)
    assert page.texts(".verdict") == (["✓ Right"] if is_right else [""])
    assert len(page.all("code#typeans")) == (0 if is_right else 1)
    key = "the United Nations" if name == "un.name" else "10 years"
    assert page.texts(".key") == [key]


# --- All cards -----------------------------------------------------------------------------


@pytest.mark.parametrize("classes", [DESKTOP, ANDROID, IPHONE + NIGHT])
def test_nothing_stands_out_at_the_side_of_a_small_screen(page, cards, classes):
    page.size(320)
    page.open(classes)
    for card in cards.values():
        page.front(card)
        assert page.overflow() <= 0
        page.flip(card, "an answer that is long enough to break " * 3)
        page.run("document.querySelectorAll('details').forEach(e => e.open = true)")
        assert page.overflow() <= 0


SIZES = """
return Array.from(document.querySelectorAll("button, summary, input"), function (each) {
  return [each.textContent, each.offsetWidth, each.offsetHeight];
}).filter(function (each) { return each[2] > 0; });
"""


def test_what_is_tapped_is_large_enough(page, cards):
    page.size(320)
    page.open(ANDROID)
    for card in cards.values():
        for show in (page.front, page.flip):
            show(card)
            sizes = page.run(SIZES)
            assert [each for each in sizes if min(each[1:]) < 44] == []


def test_the_night_is_dark(page, cards):
    for classes in (DARK, ANDROID + NIGHT):
        page.open(classes)
        page.front(cards["plans", 0])
        colours = page.run(
            "var s = getComputedStyle(document.body); return [s.backgroundColor, s.color]"
        )
        assert colours == ["rgb(28, 31, 36)", "rgb(233, 236, 240)"]


def test_keys_are_told_to_those_who_have_them(page, cards):
    page.front(cards["plans", 0])
    assert page.texts(".keys") == ["Alt + 1 … 4Tab ↑ ↓→ ✓"]
    page.open(ANDROID)
    page.front(cards["plans", 0])
    assert page.texts(".keys") == [""]


def test_the_evidence_is_folded_until_wanted_and_the_note_never(page, cards):
    card = cards["un.complete", 0]
    page.flip(card)
    (quotation,), (note,) = page.all("blockquote"), page.all(".note > div")
    assert not quotation.is_displayed()
    assert note.is_displayed()
    assert page.texts(".why")[0]
    page.all(".evidence > summary")[0].click()
    assert quotation.is_displayed()
    assert page.all(".whose")[0].is_displayed()
    assert not page.run("return document.querySelector('.note').closest('details')")


def test_ids_and_contact_stand_small_on_the_back_only(page, cards):
    for (name, _), card in cards.items():
        if "." in name:  # other ids are words of the questions
            assert name not in card.question
        assert "teacher@example.org" not in card.question
        page.flip(card)
        (footer,) = page.all("footer")
        assert footer.text == f"{name} Mistakes and questions: teacher@example.org"
        size = page.run("return parseFloat(getComputedStyle(arguments[0]).fontSize)", footer)
        assert size <= 14


def test_a_key_shows_on_the_front_in_no_way(page, cards):
    """Neither in words nor in the markup: whoever looks at the source learns nothing."""
    for name in ("un.complete", "plans"):
        html = cards[name, 0].question.partition("<script>")[0]
        body = html.partition("</style>")[2]
        assert not re.search(r"key|right|correct|why", re.sub(r"Which.*?</h1>", "", body)), body


@pytest.mark.parametrize("side", ["front", "back"])
def test_without_scripts_everything_can_be_read(page, cards, side):
    with page.without_scripts():
        for card in cards.values():
            html = card.question if side == "front" else card.answer
            page.open_fixed(html)
            assert page.all("button") == []
            assert page.overflow() <= 0
        for name in ("un.complete", "plans", "un.said", "who", "steps"):
            card = cards[name, 0]
            page.open_fixed(card.question if side == "front" else card.answer)
            shown = page.texts("li .content, .options li")
            assert shown
            assert all(shown)
        if side == "back":
            assert page.texts(".sequence .content") == STEPS
            page.open_fixed(cards["un.complete", 0].answer)
            marks = [_sign(text) for text in page.texts(".verdicts li")]
            assert marks == ["✗", "✗", "✓", "✗"]
            assert page.all(".note > div")[0].is_displayed()
            page.all(".evidence > summary")[0].click()
            assert page.all("blockquote")[0].is_displayed()
            assert page.all(".verdict")[0].is_displayed() is False
    page.open()


def test_a_withdrawn_question_says_so_in_every_family(page, imported):
    notes = tuple(
        AnkiNote(f"gone.{family.name}", family.name, f"guid {family.name}", 1_700_000_000, 1)
        for family in FAMILIES
    )
    _, shown = imported(rebuilt(BUILD, releases=Releases(withdrawn=notes)))
    gone = [card for (name, _), card in shown.items() if name.startswith("gone.")]
    assert len(gone) == len(FAMILIES)
    for card in gone:
        page.front(card)
        assert page.all("button, input") == []
        assert "withdrawn" in page.texts(".question")[0]
        page.flip(card)
        assert page.all(".note code")[0].text == "tag:quizgen::retired"
        assert page.all(".verdict:not(:empty)") == []


# --- Right to left -------------------------------------------------------------------------


def test_a_deck_from_right_to_left(page, imported):
    about = replace(BUILD.about, language="he", title="מבחן")
    question = words("איזה גוף הוא “the UN” לדבריו?")
    options = Choice((Option(words("האו״ם"), True), Option(words("NATO"), False)))
    steps = Ordering((words("ראשון"), words("שני"), words("שלישי")))
    pairs = Matching((Pair(words("א"), words("ב")), Pair(words("ג"), words("ד"))))
    items = (
        item("a.one", "choice", question, options),
        item("a.two", "ordering", words("סדרו"), steps),
        item("a.three", "matching", words("התאימו"), pairs),
    )
    _, shown = imported(rebuilt(BUILD, about=about, items=items))
    page.size(360)
    for card in shown.values():
        page.open(ANDROID)
        page.front(card)
        assert (
            page.run("return getComputedStyle(document.querySelector('main')).direction") == "rtl"
        )
        assert page.overflow() <= 0
        for badge, text in zip(page.all("button .badge"), page.all("button .text"), strict=True):
            assert badge.location["x"] > text.location["x"], "the number stands at the right"
        page.all("button")[0].click()
        page.flip(card)
        assert page.overflow() <= 0
        edges = page.run(
            "return Array.from(document.querySelectorAll('blockquote'), e =>"
            " getComputedStyle(e).direction)"
        )
        assert edges == ["ltr"], "a quotation runs as its own language does"
        for mark in page.all("li > .mark"):
            assert mark.location["x"] > 180


def test_languages_without_a_file_know_their_direction():
    assert [load_language(code).direction for code in ("ar", "fa-IR", "he", "de", "ru")] == [
        *("rtl", "rtl", "rtl", "auto", "ltr")
    ]


# --- Hostile text --------------------------------------------------------------------------

LONG = "Слово, которое 🦊 повторяется. " * 350
HOSTILE = (
    "<script>window.failures.push('ran')</script><img src=x onerror=failures.push('ran')>",
    "{{c1::x}} {{Answer}} ]]> <!-- </style></script></main>",
    "\u200fשלום עולם\u200e <b>مرحبا</b> مرحبا 👩\u200d👩\u200d👧\u200d👦🇰🇿",
    "W" * 400,
    LONG,
)


def _hostile(typed: str) -> Build:
    said, other = (Text(typed),), words("other")
    responses = {
        "choice": Choice((Option(said, True, said), Option(other, False, said))),
        "typed": TextEntry(typed, (typed + "!",)),
        "numeric": Numeric(Decimal(1), "1", unit=typed[:200]),
        "list": Gaps((Gap(typed, (typed,)),), is_ordered=False),
        "matching": Matching((Pair(said, said), Pair(other, other))),
        "ordering": Ordering((said, other)),
        "open": Open(said, (said,)),
    }
    items = tuple(
        item(kind, kind, said, response, rationale=said, note=said, hint=said)
        for kind, response in responses.items()
    )
    return rebuilt(BUILD, about=replace(BUILD.about, contact=typed), items=items)


@pytest.mark.parametrize("typed", HOSTILE, ids=["script", "braces", "bidi", "wide", "long"])
def test_hostile_text_is_shown_as_typed(page, imported, typed):
    seen = " ".join(typed.split())
    page.size(320)
    _, shown = imported(_hostile(typed))
    page.open()
    for card in shown.values():
        page.front(card)
        assert _spaced(page, ".question") == seen
        for button in page.all("button"):
            button.click()
        page.press("x")
        assert page.overflow() <= 0
        page.flip(card, "x")
        assert _spaced(page, ".question") == seen
        assert _spaced(page, ".note > div") == seen
        assert page.overflow() <= 0
        assert len(page.all("main")) == 1
        assert page.all("#qa b, #qa img, main script, main style") == []


def _spaced(page: Reviewer, selector: str) -> str:
    found = page.run("return document.querySelector(arguments[0]).textContent", selector)
    return " ".join(found.split())


# --- Accessibility -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def axe() -> str:
    return axe_source()


@pytest.mark.parametrize("classes", [DESKTOP, ANDROID + NIGHT])
def test_axe_finds_nothing(page, cards, axe, classes):
    page.open(classes)
    for card in cards.values():
        page.front(card)
        for button in page.all("button")[:2]:
            button.click()
        page.press("x")
        assert page.violations(axe) == []
        page.flip(card, "x")
        page.run("document.querySelectorAll('details').forEach(e => e.open = true)")
        assert page.violations(axe) == []


def _button(page: Reviewer, name: str):
    (found,) = [each for each in page.all("button") if each.text.split("\n")[-1] == name]
    return found


def _sign(text: str) -> str:
    return text[:1]
