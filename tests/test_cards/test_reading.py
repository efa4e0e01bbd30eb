"""Cards in a real browser: every card can be read, in any direction, by anybody."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from making import rebuilt, replace
from test_anki.conftest import BUILD, item, words
from test_anki.reviewer import ANDROID, DARK, DESKTOP, IPHONE, Reviewer

from quizgen.quiz.languages import load_language
from quizgen.quiz.model import AnkiNote, Build, Releases
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    TextEntry,
)
from quizgen.quiz.rich import Text
from quizgen.writers.anki.notetypes import FAMILIES

NIGHT = " nightMode night_mode"
STEPS = ["middle powers", "the UN", "the war", "Asia"]


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
    """They are put away until they are asked for."""
    page.front(cards["plans", 0])
    assert page.texts(".keys") == ["⌨"]
    page.all(".keys > summary")[0].click()
    assert page.texts(".keys") == ["⌨Alt + 1 … 4Tab ↑ ↓→ ✓"]
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


def _sign(text: str) -> str:
    return text[:1]
