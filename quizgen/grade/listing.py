"""Several answers in any order: all of them, each once, and nothing else.

They may come one by one or in one line. A line is taken apart at commas and semicolons, and at
"and" only where the whole is no answer by itself: Trinidad and Tobago is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.grade.answer import Mark, Part, Reason
from quizgen.grade.lexicon import Lexicon
from quizgen.grade.likeness import LONGEST_TYPED
from quizgen.grade.text import grade_text
from quizgen.model import Gap


def pieces(texts: Sequence[str], gaps: Sequence[Gap], lexicon: Lexicon) -> tuple[str, ...]:
    """What was typed, one by one; what is missing comes at the end, empty."""
    given = [piece for text in texts for piece in _taken_apart(text, gaps, lexicon)]
    return (*given, *[""] * (len(gaps) - len(given)))


def grade_list(given: Sequence[str], gaps: Sequence[Gap], lexicon: Lexicon) -> tuple[Part, ...]:
    """One piece for one gap: the largest assignment, so that an answer that would fit two gaps
    does not rob another of its only one (augmenting paths)."""
    graded = [[grade_text(text, gap, lexicon) for gap in gaps] for text in given]
    taken: dict[int, int] = {}
    for at in range(len(given)):
        _assign(at, graded, taken, set())
    by_text = {text: gap for gap, text in taken.items()}
    return tuple(_assigned_part(row, by_text.get(at)) for at, row in enumerate(graded))


_MOST_PIECES = 50
_BETWEEN = re.compile(r"\s*(?:[,;\n،、；，]|\s[-–—•]\s)\s*")


def _taken_apart(text: str, gaps: Sequence[Gap], lexicon: Lexicon) -> list[str]:
    if len(text) > LONGEST_TYPED * len(gaps) or _is_answer(text, gaps, lexicon):
        return [text]
    pieces = [piece for piece in _BETWEEN.split(text) if piece.strip()][:_MOST_PIECES]
    parts = [part for piece in pieces for part in _without_and(piece, gaps, lexicon)]
    if len(parts) == 1 and all(" " not in gap.answer.strip() for gap in gaps):
        return parts[0].split()[:_MOST_PIECES] or [text]
    return parts or [text]


def _without_and(piece: str, gaps: Sequence[Gap], lexicon: Lexicon) -> Iterator[str]:
    conjunction = re.escape(lexicon.tongue.conjunction or "&")
    bare = re.sub(rf"^(?:{conjunction}|&)\s+", "", piece.strip(), flags=re.IGNORECASE)
    if _is_answer(bare, gaps, lexicon):
        yield bare
        return
    yield from re.split(rf"\s+(?:{conjunction}|&|\+)\s+", bare, flags=re.IGNORECASE)


def _is_answer(text: str, gaps: Sequence[Gap], lexicon: Lexicon) -> bool:
    return any(grade_text(text, gap, lexicon).is_right for gap in gaps)


def _assign(text: int, graded: list[list[Part]], taken: dict[int, int], tried: set[int]) -> bool:
    for gap, part in enumerate(graded[text]):
        if not part.is_right or gap in tried:
            continue
        tried.add(gap)
        if gap not in taken or _assign(taken[gap], graded, taken, tried):
            taken[gap] = text
            return True
    return False


def _assigned_part(row: list[Part], gap: int | None) -> Part:
    if gap is not None:
        return row[gap]
    if any(part.is_right for part in row):
        return Part(Mark.WRONG, Reason.NAMED_TWICE)
    return row[0]
