"""Measures how much of the source is asked about.

A sentence counts as covered if a quotation touches it, since no program can say whether a question
exhausts it. The quoted words are counted too, so that one word of every sentence does not pass for
the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quizgen.quiz.model import Evidence
from quizgen.reading.characters import masked
from quizgen.source.paragraphs import on_one_line
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
    def words(self) -> int:
        return sum(sentence.words for sentence in self.sentences)

    @property
    def words_quoted(self) -> int:
        return sum(sentence.words_quoted for sentence in self.sentences)

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
        return self.words_quoted / self.words if self.words else 0.0


def coverage(texts: Mapping[str, SourceText], evidence: Iterable[Evidence]) -> Coverage:
    """Measures that of several texts together, by their ids. Skipped paragraphs and evidence
    without spans do not count."""
    pieces = tuple(evidence)
    return Coverage(
        tuple(
            sentence
            for name, text in texts.items()
            for number, spans in enumerate(_spans_by_paragraph(name, text, pieces), 1)
            for sentence in _sentences(name, text, number, _merged(spans))
        )
    )


def _sentences(
    name: str, source: SourceText, number: int, quoted: tuple[Span, ...]
) -> Iterator[Sentence]:
    touched = set(source.sentences_touched(number, quoted))
    for index, (start, end) in enumerate(source.sentences[number - 1]):
        text = source.paragraph(number)[start:end]
        words = [
            (start + found.start(), start + found.end()) for found in _WORD.finditer(masked(text))
        ]
        yield Sentence(
            paragraph=number,
            number=index + 1,
            text=on_one_line(text),
            is_covered=index in touched,
            words=len(words),
            words_quoted=sum(_is_inside(word, quoted) for word in words),
            source=name,
        )


def _spans_by_paragraph(
    name: str, source: SourceText, evidence: Iterable[Evidence]
) -> list[list[Span]]:
    spans: list[list[Span]] = [[] for _ in source.paragraphs]
    for piece in evidence:
        if piece.source == name and piece.paragraph not in source.skipped:
            spans[piece.paragraph - 1].extend(piece.spans)
    return spans


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _is_inside(word: Span, spans: tuple[Span, ...]) -> bool:
    """Whether at least part of the word is quoted: “Kazakhstan” in “Kazakhstan’s” counts."""
    last = bisect_right(spans, word[1] - 1, key=lambda span: span[0]) - 1
    return last >= 0 and spans[last][1] > word[0]
