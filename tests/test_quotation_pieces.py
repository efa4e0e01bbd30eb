"""Quotations in several pieces, with words left out between them."""

from __future__ import annotations

import pytest

from quizgen.source.evidence import Found, Miss, NotFound, locate
from quizgen.source.search import MOST_PIECES
from quizgen.source.text import SourceText

SAID = SourceText(("“Apples came first,” she said. “Pears came next.”",))


@pytest.mark.parametrize(
    ("quote", "is_direct"),
    [
        ("Apples … first", True),
        ("Apples … Pears", True),
        ("Apples … she said", False),
        ("she said … Pears", False),
    ],
)
def test_words_are_a_speaker_s_own_if_every_piece_is(quote: str, is_direct: bool) -> None:
    outcome = locate(SAID, quote)
    assert isinstance(outcome, Found)
    assert outcome.is_direct == is_direct


def test_a_quotation_has_no_more_pieces_than_can_be_searched_for() -> None:
    words = [f"word{number}" for number in range(MOST_PIECES + 1)]
    source = SourceText((" and ".join(words),))
    assert isinstance(locate(source, " … ".join(words[:-1])), Found)
    assert isinstance(locate(source, " … ".join(words)), NotFound)


def test_a_capital_is_changed_in_brackets_only() -> None:
    assert isinstance(locate(SAID, "[a]pples came first"), Found)
    outcome = locate(SAID, "apples came first")
    assert isinstance(outcome, NotFound)
    assert outcome.why is Miss.CASE
