"""The clause that comes nearest to a quotation, and what interrupts the words there."""

from __future__ import annotations

import pytest

from quizgen.quiz.model import Evidence
from quizgen.source.locating import NotFound, locate
from quizgen.source.source_text import SourceText

SAYING = SourceText(
    (
        "“The market is open,” he wrote, “and nobody will close it before winter.” The mayor of "
        "Alder, who came late, was in favour, said Lind, the baker, of a larger one.",
        "«Торговля растёт, — сказал Линд, — и будет расти дальше».",
        "“Is it?” asked the mayor. “It is – for all I know – open to all.”",
    )
)


def missed(quote: str) -> NotFound:
    outcome = locate(SAYING, quote)
    assert isinstance(outcome, NotFound), outcome
    return outcome


@pytest.mark.parametrize(
    ("quote", "inserted"),
    [
        ("The market is open, and nobody will close it", "he wrote"),
        ("The market is open and nobody will close it before summer", "he wrote"),
        ("Торговля растёт и будет расти", "сказал Линд"),
        ("in favour of a larger one", "said Lind, the baker"),
        ("It is open to all", "for all I know"),
        ("The market is open, and nobody can close it", "he wrote"),
        ("the market was open", ""),
        ("nobody will ever close it", ""),
        ("nobody close it", ""),  # words are left out, but nothing interrupts there
    ],
)
def test_words_that_interrupt_a_quotation_are_named(quote: str, inserted: str) -> None:
    hint = missed(quote).hint
    assert hint.startswith(f"“{inserted}” interrupts") if inserted else "interrupts" not in hint


def test_what_is_advised_is_located() -> None:
    for quote in ("The market is open … and nobody", "Торговля растёт … и будет расти"):
        found = locate(SAYING, quote)
        assert isinstance(found, Evidence)
        assert found.is_direct


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("nobody can close it", "source: and nobody >>will<< close it before winter"),
        ("who come late", "source: who >>came<< late"),  # a clause of the sentence
        ("larger two", "source: of a larger >>one<<"),
        ("The market was open", "source: The market >>is<< open"),
    ],
)
def test_the_nearest_passage_is_a_whole_clause(quote: str, line: str) -> None:
    assert missed(quote).diff[0] == line
