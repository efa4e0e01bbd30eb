"""Measures how much of the source is asked about.

A sentence counts as covered if a quotation touches it, since no program can say whether a question
exhausts it. The quoted words are counted too, so that one word of every sentence does not pass for
the whole text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quizgen.quiz.model import Evidence
from quizgen.reading.characters import masked
from quizgen.source.line_ends import on_one_line
from quizgen.source.punctuation import Span
from quizgen.source.source_text import SourceText

_WORD = re.compile(r"\w+(?:[-'‘’‑]\w+)*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`number` counts from 1 within the paragraph. Some quotation has `words_quoted` of the
    sentence's `words`."""

    paragraph: int
    number: int
    text: str
    is_covered: bool
    words: int
    words_quoted: int
    source: str = ""  # the id of the text, where there are several

    @property
    def place(self) -> tuple[str, int, int]:
        return self.source, self.paragraph, self.number


@dataclass(frozen=True, slots=True)
class Coverage:
    sentences: tuple[Sentence, ...]

    @property
    def covered(self) -> tuple[Sentence, ...]:
        return tuple(sentence for sentence in self.sentences if sentence.is_covered)

    @property
    def untouched_paragraphs(self) -> Mapping[str, tuple[int, ...]]:
        """The paragraphs that have no covered sentence, by text."""
        touched = {sentence.place[:2] for sentence in self.covered}
        found: dict[str, tuple[int, ...]] = {}
        for source, number in dict.fromkeys(each.place[:2] for each in self.sentences):
            if (source, number) not in touched:
                found[source] = (*found.get(source, ()), number)
        return found

    @property
    def share(self) -> float:
        """The share of sentences that are covered, from 0 to 1."""
        return len(self.covered) / len(self.sentences) if self.sentences else 0.0

    @property
    def word_share(self) -> float:
        words = sum(sentence.words for sentence in self.sentences)
        return sum(sentence.words_quoted for sentence in self.sentences) / words if words else 0.0


def coverage(texts: Mapping[str, SourceText], evidence: Iterable[Evidence]) -> Coverage:
    """Measures that of several texts together, by their ids. Skipped paragraphs and evidence
    without spans do not count."""
    spans: defaultdict[tuple[str, int], list[Span]] = defaultdict(list)
    for piece in evidence:
        spans[piece.source, piece.paragraph] += piece.spans
    return Coverage(
        tuple(
            sentence
            for name, text in texts.items()
            for number in text.shown
            for sentence in _sentences(name, text, number, spans[name, number])
        )
    )


def _sentences(
    name: str, text: SourceText, number: int, spans: Iterable[Span]
) -> Iterator[Sentence]:
    paragraph = text.paragraph(number)
    quoted = bytearray(len(paragraph))  # 1 for each character that stands in a quotation
    for start, end in spans:
        quoted[start:end] = b"\1" * (end - start)
    for index, (start, end) in enumerate(text.sentences[number - 1], 1):
        sentence = paragraph[start:end]
        words = [found.span() for found in _WORD.finditer(masked(sentence))]
        yield Sentence(
            paragraph=number,
            number=index,
            text=on_one_line(sentence),
            is_covered=any(quoted[start:end]),
            words=len(words),
            # at least in part: “Kazakhstan” in “Kazakhstan’s” counts
            words_quoted=sum(any(quoted[start + first : start + last]) for first, last in words),
            source=name,
        )
