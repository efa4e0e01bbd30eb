"""Finds words in the folded source: as a whole, in pieces, or around a gap.

A place is a tuple of spans in `SourceText.searchable`, one for each piece. Only whole words match:
neither "art" in "part", nor "5" in "3.5", nor "can" in "can't" is a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import TypeAlias

from quizgen.reading.boundaries import is_boundary, is_wordy
from quizgen.source.folding import QUOTE
from quizgen.source.quotation_marks import Span
from quizgen.source.source_text import SourceText

Place: TypeAlias = tuple[Span, ...]

_NUMBER_PARTS = re.compile(r"\d[.,:]\d")
# A minus belongs to its number; the hyphen in “G-20” does not.
_SIGNED = re.compile(r"(?<!\w)-\d")
_NOT = re.compile(rf"n{QUOTE}t(?!\w)", re.IGNORECASE)
# A gap never reaches into the next paragraph, which is the next line of the searched text.
_NEXT_WORD = re.compile(r"[^\w\n]*\w+")

# No real quotation reaches these limits, which keep the search linear.
MOST_PIECES = 20
_MOST_STARTS = 10_000
_MOST_IN_A_PARAGRAPH = 2
_LONGEST_GAP = 240


def whole(source: SourceText, words: str, bounds: Span) -> Iterator[Place]:
    """Every place between the bounds that has exactly these words, which are folded and not
    empty."""
    text, (start, end) = source.searchable, bounds
    while (at := _find(text, words, start, end)) >= 0:
        yield ((at, at + len(words)),)
        start = at + 1


def in_order(source: SourceText, pieces: Sequence[str], bounds: Span) -> Iterator[Place]:
    """Places where the pieces follow each other in one paragraph, as closely as possible. No more
    than two are given for a paragraph, since two are already ambiguous."""
    text, (start, end) = source.searchable, bounds
    if not 0 < len(pieces) <= MOST_PIECES:
        return
    paragraph = count = 0
    while (at := _find(text, pieces[0], start, end)) >= 0:
        if source.paragraph_at(at) != paragraph:
            paragraph, count = source.paragraph_at(at), 0
        stop = min(end, source.bounds(paragraph)[1])
        starts = _following(text, pieces, at, stop)
        count += 1
        start = stop
        if starts:
            place = _closest(text, pieces, starts)
            yield place
            start = place[0][0] + 1 if count < _MOST_IN_A_PARAGRAPH else stop


def around_gaps(source: SourceText, pieces: Sequence[str]) -> Iterator[Place]:
    """Places where the pieces have one or more words of the same sentence between them."""
    if not 0 < len(pieces) <= MOST_PIECES:
        return
    starts = whole(source, pieces[0], (0, len(source.searchable)))
    for first in islice(starts, _MOST_STARTS):
        place = list(first)
        for piece in pieces[1:]:
            at = _past_gap(source, piece, place[-1][1])
            if at is None:
                break
            place.append((at, at + len(piece)))
        else:
            yield tuple(place)


def _following(text: str, pieces: Sequence[str], at: int, stop: int) -> list[int]:
    """The earliest place where each piece can start; empty if a piece is missing."""
    starts = [at]
    for before, piece in pairwise(pieces):
        at = _find(text, piece, at + len(before), stop)
        if at < 0:
            return []
        starts.append(at)
    return starts


def _closest(text: str, pieces: Sequence[str], starts: list[int]) -> Place:
    """The place with each piece as near as possible to the one after it."""
    spans = [(starts[-1], starts[-1] + len(pieces[-1]))]
    for piece, earliest in zip(pieces[-2::-1], starts[-2::-1], strict=True):
        at = _last(text, piece, earliest, spans[-1][0])
        spans.append((at, at + len(piece)))
    return tuple(reversed(spans))


def _last(text: str, piece: str, at: int, end: int) -> int:
    """The last place of the piece before `end`; it is at `at` at least. (`str.rfind` would take
    quadratic time in a text that repeats itself.)"""
    while (later := _find(text, piece, at + 1, end)) >= 0:
        at = later
    return at


def _past_gap(source: SourceText, piece: str, end: int) -> int | None:
    text = source.searchable
    word = _NEXT_WORD.match(text, end)
    if word is None:
        return None
    number = source.paragraph_at(end - 1)
    at = _find(text, piece, word.end(), min(source.bounds(number)[1], end + _LONGEST_GAP))
    if at < 0:
        return None
    gap = source.original(number, end - 1, at + 1)
    return at if len(source.sentences_touched(number, (gap,))) == 1 else None


def _find(text: str, words: str, start: int, end: int) -> int:
    while (at := text.find(words, start, end)) >= 0:
        if _is_boundary(text, at) and _is_boundary(text, at + len(words)):
            return at
        start = at + 1
    return -1


def _is_boundary(text: str, at: int) -> bool:
    """Whether no word or number continues from the character before `at` to the one there."""
    before, after = text[at - 1 : at], text[at : at + 1]
    if before in " \n" or after in " \n":  # at the ends of the text they are empty
        return True
    if not is_boundary(text, at):
        return False
    if is_wordy(before) and is_wordy(after):
        return True
    if before.isdigit() or after.isdigit():
        return not _is_inside_number(text, at)
    if QUOTE in (before, after):
        return not any(_NOT.match(text, start) for start in (at - 1, at - 2) if start >= 0)
    return True


def _is_inside_number(text: str, at: int) -> bool:
    return bool(
        any(_NUMBER_PARTS.match(text, start) for start in (at - 1, at - 2) if start >= 0)
        or _SIGNED.match(text, at - 1)
    )
