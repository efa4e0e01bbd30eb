"""The share of the source that is asked about."""

from __future__ import annotations

import pytest

from quizgen.quiz.model import Evidence
from quizgen.source.covered_sentences import coverage
from quizgen.source.locating import locate
from quizgen.source.source_text import SourceText

SOURCE = SourceText(
    (
        "One two three. “Four five six,” he said.",
        "Seven isn’t eight. Nine ten.",
        "Photo: somebody.",
    ),
    frozenset({3}),
)


def quoting(*quotes: str) -> list[Evidence]:
    outcomes = [locate(SOURCE, quote) for quote in quotes]
    return [outcome for outcome in outcomes if isinstance(outcome, Evidence)]


@pytest.mark.parametrize(
    ("quotes", "sentences", "words"),
    [
        ((), [], 0),
        (("two",), [(1, 1)], 1),
        (("two", "One two", "two three"), [(1, 1)], 3),  # no word counts twice
        (("One two three", "two"), [(1, 1)], 3),
        (("three. “Four",), [(1, 1), (1, 2)], 2),
        (("One … six",), [(1, 1), (1, 2)], 2),
        (("isn’t", "Nine ten"), [(2, 1), (2, 2)], 3),
    ],
)
def test_sentences_and_words_quoted(
    quotes: tuple[str, ...], sentences: list[tuple[int, int]], words: int
) -> None:
    measured = coverage({"": SOURCE}, quoting(*quotes))
    assert [(each.paragraph, each.number) for each in measured.covered] == sentences
    assert sum(each.words_quoted for each in measured.sentences) == words
    assert sum(each.words for each in measured.sentences) == 13
    assert measured.share == len(sentences) / 4
    assert measured.word_share == words / 13


def test_says_what_is_left_out() -> None:
    measured = coverage({"": SOURCE}, quoting("two"))
    assert [each.text for each in measured.sentences if not each.is_covered] == [
        "“Four five six,” he said.",
        "Seven isn’t eight.",
        "Nine ten.",
    ]
    assert measured.untouched_paragraphs == {"": (2,)}


def test_a_source_without_text_has_no_share() -> None:
    measured = coverage({"": SourceText(("Photo",), frozenset({1}))}, [])
    assert (measured.share, measured.word_share, measured.sentences) == (0.0, 0.0, ())


def test_evidence_from_a_skipped_paragraph_counts_for_nothing() -> None:
    photo = Evidence("Photo", 3, False, "Photo: somebody.", ((0, 5),))
    assert coverage({"": SOURCE}, [photo]).word_share == 0
