"""Marking on the page, held against the terminal's."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from making import rebuilt, replace
from msgspec import to_builtins
from paging import Page, alone, type_in
from test_anki.conftest import ABOUT, BUILD

from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import compile_lexicon
from quizgen.grade.marking import grade
from quizgen.quiz.responses import Gap, Gaps, Match, Numeric, Response, TextEntry

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
