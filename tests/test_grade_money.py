"""Amounts of money as text: the currency may be left out, and may not be another."""

from __future__ import annotations

import pytest

from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import EMPTY, compile_lexicon
from quizgen.grade.marking import grade
from quizgen.quiz.responses import TextEntry


def mark(key: str, typed: str) -> str:
    return str(grade(TextEntry(key), Typed((typed,)), EMPTY).mark)


@pytest.mark.parametrize(
    ("key", "typed", "wanted"),
    [
        ("£180,000", "180000", "close"),
        ("£180,000", "180,000", "close"),
        ("£180,000", "180 000", "close"),
        ("£180,000", "180 000 pounds", "correct"),
        ("£180,000", "£180000", "correct"),
        ("£180,000", "GBP 180,000", "correct"),
        ("£180,000", "€180,000", "wrong"),
        ("£180,000", "180,000 dollars", "wrong"),
        ("£180,000", "18,000", "wrong"),
        ("$5 million", "5 million", "close"),
        ("$5 million", "5", "wrong"),
        ("3.75 euros", "3.75", "close"),
        ("3.75 euros", "3.75 pounds", "wrong"),
        ("two hours", "2", "wrong"),  # the unit says what is meant
        ("180 volunteers", "180", "wrong"),
    ],
)
def test_an_amount(key: str, typed: str, wanted: str) -> None:
    assert mark(key, typed) == wanted


def test_a_bare_amount_that_is_another_answer_of_the_deck_is_wrong() -> None:
    price, number = TextEntry("£180"), TextEntry("180")
    lexicon = compile_lexicon("en", [price, number], [])
    assert str(grade(price, Typed(("180",)), lexicon).mark) == "wrong"
