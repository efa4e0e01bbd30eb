"""Several answers in any order: all of them, each once, and nothing else.

They may come one by one or in one line. A line is taken apart at commas and semicolons, and at
"and" only where the whole is no answer by itself: Trinidad and Tobago is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from heapq import nsmallest

from quizgen.grade.answer import Mark, Part, Reason
from quizgen.grade.lexicon import Lexicon, letters_of
from quizgen.grade.likeness import LONGEST_TYPED
from quizgen.grade.phrase import read_phrase
from quizgen.grade.text import grade_text
from quizgen.model import Gap


def pieces(texts: Sequence[str], gaps: Sequence[Gap], lexicon: Lexicon) -> tuple[str, ...]:
    """What was typed, one by one; what is missing comes at the end, empty."""
    keys = _Keys(gaps, lexicon)
    given = [piece for text in texts for piece in _taken_apart(text, keys)]
    return (*given, *[""] * (len(gaps) - len(given)))


def grade_list(given: Sequence[str], gaps: Sequence[Gap], lexicon: Lexicon) -> tuple[Part, ...]:
    """One piece for one gap: the largest assignment, so that an answer that would fit two gaps
    does not rob another of its only one (augmenting paths)."""
    keys = _Keys(gaps, lexicon)
    graded = [keys.graded(text) for text in given]
    taken: dict[int, int] = {}
    for at in range(len(given)):
        _assign(at, graded, taken, set())
    by_text = {text: gap for gap, text in taken.items()}
    return tuple(_assigned_part(row, by_text.get(at)) for at, row in enumerate(graded))


class _Keys:
    """The gaps of one list. A text that is written as a key is held against those that are written
    so, any other in a long list against the most like: against all of them, four hundred answers
    would take half a minute."""

    def __init__(self, gaps: Sequence[Gap], lexicon: Lexicon) -> None:
        self.gaps = gaps
        self.lexicon = lexicon
        self._written: dict[str, list[int]] = {}
        self._read: dict[str, list[int]] = {}  # by what is left without case and accents
        for at, gap in enumerate(gaps):
            for form in dict.fromkeys(form.strip() for form in (gap.answer, *gap.accepted)):
                self._written.setdefault(form, []).append(at)
                self._read.setdefault(lexicon.phrase(form).joined, []).append(at)
        self._letters = [letters_of(gap.answer.casefold()) for gap in gaps]

    def graded(self, text: str) -> dict[int, Part]:
        """The marks of the text by gap, for the gaps that it may be meant for."""
        likely = self._written.get(text.strip()) or self._most_like(text)
        return {at: grade_text(text, self.gaps[at], self.lexicon) for at in likely}

    def has(self, text: str) -> bool:
        return text.strip() in self._written or any(
            part.is_right for part in self.graded(text).values()
        )

    def _most_like(self, text: str) -> Sequence[int]:
        everything = range(len(self.gaps))
        if len(everything) <= _SHORT:
            return everything
        read = read_phrase(text[:LONGEST_TYPED], self.lexicon.tongue).joined
        if read in self._read:
            return self._read[read]
        letters = letters_of(text.casefold())

        def unlikeness(at: int) -> int:
            return (letters ^ self._letters[at]).bit_count()

        return nsmallest(_MOST_LIKELY, everything, key=unlikeness)


_SHORT = 20  # keys: so few are all tried
_MOST_LIKELY = 5
_MOST_PIECES = 50
_BETWEEN = re.compile(r"\s*(?:[,;\n،、；，]|\s[-–—•]\s)\s*")


def _taken_apart(text: str, keys: _Keys) -> list[str]:
    if len(text) > LONGEST_TYPED * len(keys.gaps) or keys.has(text):
        return [text]
    pieces = [piece for piece in _BETWEEN.split(text) if piece.strip()][:_MOST_PIECES]
    parts = [part for piece in pieces for part in _without_and(piece, keys)]
    if len(parts) == 1 and all(" " not in gap.answer.strip() for gap in keys.gaps):
        return parts[0].split()[:_MOST_PIECES] or [text]
    return parts or [text]


def _without_and(piece: str, keys: _Keys) -> Iterator[str]:
    conjunction = re.escape(keys.lexicon.tongue.conjunction or "&")
    bare = re.sub(rf"^(?:{conjunction}|&)\s+", "", piece.strip(), flags=re.IGNORECASE)
    if keys.has(bare):
        yield bare
        return
    yield from re.split(rf"\s+(?:{conjunction}|&|\+)\s+", bare, flags=re.IGNORECASE)


def _assign(
    text: int, graded: list[dict[int, Part]], taken: dict[int, int], tried: set[int]
) -> bool:
    for gap, part in graded[text].items():
        if not part.is_right or gap in tried:
            continue
        tried.add(gap)
        if gap not in taken or _assign(taken[gap], graded, taken, tried):
            taken[gap] = text
            return True
    return False


def _assigned_part(row: dict[int, Part], gap: int | None) -> Part:
    if gap is not None:
        return row[gap]
    if any(part.is_right for part in row.values()):
        return Part(Mark.WRONG, Reason.NAMED_TWICE)
    return next(iter(row.values()))
