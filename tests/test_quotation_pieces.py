"""Quotations in several pieces, with words left out between them."""

from __future__ import annotations

import pytest

from quizgen.quiz.model import Evidence
from quizgen.source.locating import MOST_PIECES, Miss, NotFound, locate
from quizgen.source.source_text import SourceText

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
    assert isinstance(outcome, Evidence)
    assert outcome.is_direct == is_direct


def test_a_quotation_has_no_more_pieces_than_can_be_searched_for() -> None:
    words = [f"word{number}" for number in range(MOST_PIECES + 1)]
    source = SourceText((" and ".join(words),))
    assert isinstance(locate(source, " … ".join(words[:-1])), Evidence)
    assert isinstance(locate(source, " … ".join(words)), NotFound)


def test_a_capital_is_changed_in_brackets_only() -> None:
    assert isinstance(locate(SAID, "[a]pples came first"), Evidence)
    outcome = locate(SAID, "apples came first")
    assert isinstance(outcome, NotFound)
    assert outcome.why is Miss.CASE


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("The first office was in the affluent flat", "The ﬁrst oﬃce was in the aﬄuent ﬂat"),
        ("ﬁrst office", "ﬁrst oﬃce"),
        ("first", "ﬁrst"),
        ("o…ce", None),
        ("irst oﬃce", None),  # half a word
        ("The fist office", None),
        ("ice was", None),
    ],
)
def test_ligatures_of_a_copied_text_are_letters(quote: str, shown: str | None) -> None:
    outcome = locate(SourceText(("The ﬁrst oﬃce was in the aﬄuent ﬂat.",)), quote)
    assert (outcome.quote if isinstance(outcome, Evidence) else None) == shown


@pytest.mark.parametrize("dash", ["--", "–", "—", "-", "---", "‒-"])
def test_two_hyphens_are_a_dash(dash: str) -> None:
    source = SourceText(("We can not dedicate -- we can not consecrate--this ground.",))
    for quote in (f"dedicate {dash} we can", f"consecrate{dash}this ground"):
        assert isinstance(locate(source, quote), Evidence), quote
    assert isinstance(locate(source, f"dedicate{dash}we can"), NotFound)
    assert isinstance(locate(source, "dedicate we can"), NotFound)
