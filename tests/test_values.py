"""What a text says, whatever its typography: numbers, dates, texts that say the same."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quizgen.quiz.languages import load_language
from quizgen.quiz.notation import read_date, read_number, same


@pytest.mark.parametrize(
    ("code", "text", "number"),
    [
        ("en", "5", "5"),
        ("en", "+5", "5"),
        ("en", "-5", "-5"),
        ("en", "−5", "-5"),
        ("en", "--5", None),
        ("en", "1,000", "1000"),
        ("en", "1,000.5", "1000.5"),
        ("en", "1.000.000", "1000000"),
        ("en", "1,2,3", None),
        ("ru", "1,5", "1.5"),
        ("ru", "1 000,5", "1000.5"),
        ("ru", "1,000,000", "1000000"),
        ("ru", "1,000", "1.000"),
    ],
)
def test_a_number(code: str, text: str, number: str | None) -> None:
    assert read_number(text, load_language(code)) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("code", "text", "date"),
    [
        ("en", "May 3, 1904", (1904, 5, 3)),
        ("en", "3 May", (0, 5, 3)),
        ("en", "May", (0, 5, 0)),
        ("en", "1904", None),
        ("en", "May be 3", None),
        ("ru", "3 мая 1904 года", (1904, 5, 3)),
        ("ru", "3 мая вечером", None),
    ],
)
def test_a_date(code: str, text: str, date: tuple[int, int, int] | None) -> None:
    assert read_date(text, load_language(code)) == date


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("Pears", "pears.", True),
        ("“pears”", "pears", True),
        ("two  pears", "two pears", True),
        ("５", "5", True),
        ("-5", "5", False),
        ("−5", "5", False),
        ("5%", "5", False),
    ],
)
def test_what_says_the_same(one: str, other: str, are_same: bool) -> None:
    assert (same(one) == same(other)) == are_same
