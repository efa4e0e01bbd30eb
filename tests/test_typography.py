"""Quotation marks and decimal marks are those of the deck's language, in every outlet."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from making import HEAD, as_build, make_deck
from msgspec.json import encode

from quizgen.grade.answer import Mark, Reason, Typed, Verdict
from quizgen.grade.lexicon import compile_lexicon
from quizgen.grade.marking import grade
from quizgen.pages.as_text import as_prompt
from quizgen.quiz.languages import known, load_language
from quizgen.quiz.model import Item
from quizgen.quiz.notation import written_number
from quizgen.study.feedback import show_paper
from quizgen.study.frontend import Opening
from quizgen.study.screen import Marked, MarkedQuestion, Screen, ShownItem
from quizgen.study.terminal import Terminal
from quizgen.writers._paper.answer_key import key_sheet

BODY = """
questions:
  price: {kind: numeric, quote: Die Karte kostet 4.50 Euro, stem: Wie viel?, key: 4.5, points: 1.5}
"""
SOURCE = "Die Karte kostet 4.50 Euro.\n"


@pytest.mark.parametrize(
    ("language", "quoted"),
    [
        ("de", "„Die Karte kostet 4.50 Euro“"),
        ("de-AT", "„Die Karte kostet 4.50 Euro“"),
        ("de-CH", "«Die Karte kostet 4.50 Euro»"),
        ("fr", "«\u00a0Die Karte kostet 4.50 Euro\u00a0»"),
        ("pl", "„Die Karte kostet 4.50 Euro”"),
        ("hi", "“Die Karte kostet 4.50 Euro”"),
        ("en", "“Die Karte kostet 4.50 Euro”"),
        ("ru", "«Die Karte kostet 4.50 Euro»"),
    ],
)
def test_evidence_stands_in_marks_of_the_language(language: str, quoted: str) -> None:
    made = make_deck(BODY, SOURCE, HEAD.replace("language: en", f"language: {language}"))
    assert made.deck is not None
    build = as_build(made.deck.about, tuple(made.items.values()), made.forms)
    assert quoted in as_prompt(made.items["price"], build.deck)
    sheet = encode(key_sheet(build.deck, made.forms[0]).content).decode()
    assert quoted in sheet


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("de", "4,5"),
        ("de-CH", "4.5"),
        ("es", "4,5"),
        ("es-MX", "4.5"),
        ("ja", "4.5"),
        ("kk", "4,5"),
    ],
)
def test_numbers_have_the_decimal_mark_of_the_language(language: str, shown: str) -> None:
    assert written_number(Decimal("4.5"), load_language(language)) == shown
    made = make_deck(BODY, SOURCE, HEAD.replace("language: en", f"language: {language}"))
    for typed in ("4,5", "4.5", "4,50"):
        assert marked(made.items["price"], typed, language) is Mark.CORRECT


def marked(item: Item, typed: str, language: str) -> Mark:
    lexicon = compile_lexicon(language, [item.response], ())
    return grade(item.response, Typed((typed,)), lexicon).mark


@pytest.mark.parametrize("language", ["de-CH", "zh", "hi", "", "xx"])
def test_a_language_that_is_not_listed_is_written_as_english_is(language: str) -> None:
    assert written_number(Decimal("4.5"), load_language(language)) == "4.5"


def test_a_language_with_a_file_says_itself_what_it_writes() -> None:
    for code in known():
        assert "{text}" in load_language(code).words["print.quoted"]


@pytest.mark.parametrize(("language", "shown"), [("en", "1.5"), ("ru", "1,5"), ("kk", "1,5")])
def test_an_exam_in_the_terminal_writes_points_as_the_language_does(
    language: str, shown: str
) -> None:
    made = make_deck(BODY, SOURCE, HEAD.replace("language: en", f"language: {language}"))
    assert made.deck is not None
    build = as_build(made.deck.about, tuple(made.items.values()), made.forms)
    item, words = made.items["price"], load_language(language)
    output = io.StringIO()
    screen = Screen(output, lambda: 80, has_colour=False, has_echo=False)
    Terminal(screen, words).begin(Opening([build.deck], 1, "exam", exam="T", points=1.5))
    unanswered = Verdict(Mark.WRONG, Reason.NO_ANSWER, (), 1)
    marked_item = Marked(ShownItem(item, (), build.deck), None, unanswered)
    show_paper([MarkedQuestion(1, marked_item, 0.5, 1.5)], words, screen)
    points = [row for row in output.getvalue().split("\n") if shown in row]
    assert len(points) == 3  # before it begins, beside the question, and for the whole
    assert sum(shown.replace("1", "0") in row for row in points) == 2
