"""Pieces of the program's own sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quizgen.diagnostics import count, numbered


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [
        (0, ("card",), "0 cards"),
        (1, ("card",), "1 card"),
        (1234, ("note type",), "1,234 note types"),
        (2, ("entry", "entries"), "2 entries"),
        (Decimal("1"), ("point",), "1 point"),
        (Decimal("0.5"), ("point",), "0.5 points"),
    ],
)
def test_a_number_and_its_noun(number: int | Decimal, words: tuple[str, ...], said: str) -> None:
    assert count(number, *words) == said


@pytest.mark.parametrize(
    ("numbers", "said"), [((2,), "paragraph 2"), ((2, 5), "paragraphs 2, 5"), ((), "paragraph ")]
)
def test_numbers_of_paragraphs(numbers: tuple[int, ...], said: str) -> None:
    assert numbered("paragraph", numbers) == said
