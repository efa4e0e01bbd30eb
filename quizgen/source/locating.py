"""Finds a quotation in the source, or the passage that is most like it.

A quotation is matched literally first, so that “[German] Chancellor” and “issues. … I think”
are found if the source itself has brackets and dots. Only then does “ / ” stand for the end of a
line of verse, and …, [...] and [words] for words left out. Nothing is ever matched roughly: a wrong
word is a miss, and only whole words match: neither "art" in "part", nor "5" in "3.5", nor "can" in
"can't" is a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import accumulate, chain, islice, pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from quizgen.diagnostics import SimilarText, numbered
from quizgen.quiz.model import Evidence
from quizgen.reading.characters import is_boundary, is_wordy, replaced
from quizgen.source.line_ends import key_of_cut, on_one_line
from quizgen.source.punctuation import QUOTATION_MARKS, Span, trimmed
from quizgen.source.source_text import QUOTE, SourceText, folded

if TYPE_CHECKING:
    from quizgen.source.nearest import NearestPassage


# A span in `SourceText.searchable` for each piece.
_Place: TypeAlias = tuple[Span, ...]

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


BLANK = "\u2423"  # stands for a gap in the words that are searched for

_ELISION = re.compile(r"\[[^\[\]]*\]|…|\.{3,}")
_CHANGED_CAPITAL = re.compile(r"\[([^\W\d_])\](?=\w)")
_LINE_END = re.compile(r"\s+//?\s+")
_MAYBE_CUT = re.compile(r"\w+(?:(?:- ?|')\w+)*")
_WORD = re.compile(r"\w")
_AROUND = " .,;:…'\"“”„«»‹›‘’‚"


@dataclass(frozen=True, slots=True)
class Several:
    """The source has the quotation more than once. `paragraphs` lists each paragraph once. If there
    is only one, only a longer quotation can tell the places apart."""

    paragraphs: tuple[int, ...]

    @property
    def hint(self) -> str:
        if len(self.paragraphs) == 1:
            return "quote more words, so that the paragraph has them only once"
        return f"add `par: {self.paragraphs[0]}`, or quote more words"


class Miss(StrEnum):
    WORDS = "words"  # the source has other words
    CASE = "case"  # the words are there with other capitals
    ELSEWHERE = "elsewhere"  # the words are there, but in another paragraph than the one named
    MARKS = "marks"  # the words are there, but not in quotation marks
    SKIPPED = "skipped"  # the words are there, but in a paragraph that is skipped
    ORDER = "order"  # the pieces are there, but not in this order within one paragraph
    EMPTY = "empty"  # no words are quoted


@dataclass(frozen=True, slots=True)
class NotFound:
    """`nearest` is None if nothing is similar. `diff` has lines to show below the message."""

    why: Miss
    hint: str
    nearest: NearestPassage | None = None
    diff: tuple[str, ...] = ()

    def similar(self, source: str) -> SimilarText | None:
        """What comes nearest, for a diagnostic; `source` is the id of the text."""
        found = self.nearest
        return SimilarText(source, found.paragraph, found.text) if found else None


Outcome: TypeAlias = Evidence | Several | NotFound


def locate(source: SourceText, quote: str, par: int | None = None) -> Outcome:
    """Searches the source, or only the paragraph `par`, which must exist."""
    if not _WORD.search(quote):
        return NotFound(Miss.EMPTY, "quote the words of the source that say this")
    bounds = (0, len(source.searchable)) if par is None else source.bounds(par)
    places = _places(source, quote, bounds)
    if not places:
        return _miss(source, quote, par)
    if len(places) > 1:
        return Several(_numbers(source, places))
    return _found(source, places[0])


def is_quoted(source: SourceText, words: str) -> Literal["direct", "reported"] | None:
    """Whether the source has the words, and whether it has them inside quotation marks. Each
    BLANK is a gap of one or more words of the same sentence. A full stop, a comma or a quotation
    mark at either end does not count, since print moves them in and out of the quotation marks."""
    places = _quoted(source, words)
    if not places:
        return None
    is_direct = any(_is_direct(source, *_original(source, place)) for place in places)
    return "direct" if is_direct else "reported"


def _quoted(source: SourceText, words: str) -> list[_Place]:
    words = words.strip(_AROUND + BLANK)
    if not _WORD.search(words):
        return []
    if BLANK not in words:
        return _places(source, words, (0, len(source.searchable)))
    pieces = [piece for part in words.split(BLANK) for piece in _pieces(part)]
    return list(_freely(source, pieces, partial(_around_gaps, source)))


def spoken_by(source: SourceText, words: str) -> frozenset[str]:
    """The ids of those who speak throughout where the words stand; "" stands for a report."""
    if not source.speaker and not source.labels:
        return frozenset(("",))
    return frozenset(map(source.owner, _numbers(source, _quoted(source, words))))


def _places(source: SourceText, quote: str, bounds: Span) -> list[_Place]:
    """The quotation as it is typed comes first, then what else it can mean."""
    places = list(_whole(source, folded(quote), bounds))
    if places or not (_ELISION.search(quote) or _LINE_END.search(quote) or source.cut_words):
        return places
    pieces = _pieces(quote) if _ELISION.search(quote) else [quote]
    return list(_freely(source, pieces, partial(_in_order, source, bounds=bounds)))


def _freely(
    source: SourceText, pieces: Sequence[str], search: Callable[[Sequence[str]], Iterable[_Place]]
) -> Iterator[_Place]:
    """Places where each “ / ” meets the end of a line. A word that the source cuts at a line's
    end may have its hyphen or not."""
    verses = [[folded(line) for line in _LINE_END.split(piece)] for piece in pieces]
    words = [_mended(source, " ".join(lines)) for lines in verses]
    for place in search(words) if all(words) else ():
        starts = [start for start, _ in place]
        if all(map(partial(_ends_lines, source), starts, verses)):
            yield place


def _ends_lines(source: SourceText, start: int, lines: Sequence[str]) -> bool:
    """Whether each of the lines but the last, from the start on, ends where one of the source's
    does."""
    ends = accumulate(len(line) + 1 for line in lines[:-1])
    return all(source.ends_line(start + end - 1) for end in ends)


def _mended(source: SourceText, words: str) -> str:
    if not source.cut_words:
        return words
    return replaced(_MAYBE_CUT, lambda word: source.cut_words.get(key_of_cut(word), word), words)


def _pieces(quote: str) -> list[str]:
    """The texts between elisions. “[T]here” means that the source has a small t."""
    unchanged = _CHANGED_CAPITAL.sub(lambda found: found[1].swapcase(), quote)
    return [piece for piece in _ELISION.split(unchanged) if _WORD.search(piece)]


def _found(source: SourceText, place: _Place) -> Evidence:
    """The source's own characters; `spans` has one span for each piece."""
    number, spans = _original(source, place)
    paragraph = source.paragraph(number)
    return Evidence(
        quote=on_one_line(" … ".join([paragraph[start:end] for start, end in spans])),
        paragraph=number,
        is_direct=_is_direct(source, number, spans),
        context=_context(source, number, spans),
        spans=spans,
    )


def _original(source: SourceText, place: _Place) -> tuple[int, tuple[Span, ...]]:
    number = source.paragraph_at(place[0][0])
    return number, tuple([source.original(number, start, end) for start, end in place])


def _is_direct(source: SourceText, number: int, spans: tuple[Span, ...]) -> bool:
    """Whether every piece is inside quotation marks, apart from marks and stops at its ends."""
    cores = (trimmed(source.paragraph(number), span, _AROUND) for span in spans)
    return all(source.is_quoted_span(number, core) for core in cores)


def _context(source: SourceText, number: int, spans: tuple[Span, ...]) -> str:
    """The sentences that are quoted from, with … for those that are left out between them."""
    paragraph, sentences = source.paragraph(number), source.sentences[number - 1]
    touched = source.sentences_touched(number, spans)
    between = (" " if after == before + 1 else " … " for before, after in pairwise(touched))
    whole = (paragraph[slice(*sentences[index])] for index in touched)
    return on_one_line("".join(chain.from_iterable(zip(("", *between), whole, strict=False))))


def _miss(source: SourceText, quote: str, par: int | None) -> NotFound:
    if par is not None and (elsewhere := _paragraphs(source, quote)):
        return NotFound(Miss.ELSEWHERE, f"the words are in {numbered('paragraph', elsewhere)}")
    if source.skipped and (skipped := _paragraphs(source.of_skipped, quote)):
        are = "are" if len(skipped) > 1 else "is"
        places = f"{numbered('paragraph', skipped)}, which {are} skipped"
        return NotFound(Miss.SKIPPED, f"the words are in {places}, as headings and notes are")
    bare = quote.strip(QUOTATION_MARKS)
    if bare != quote and _paragraphs(source, bare):
        hint = "the words are there, but not in quotation marks: leave out the marks"
        return NotFound(Miss.MARKS, hint)
    missing = _first_missing(source, quote)
    if missing is None:
        hint = "the pieces must be in this order in one paragraph; quote them separately"
        return NotFound(Miss.ORDER, hint)
    return _unlike(source, missing)


def _unlike(source: SourceText, words: str) -> NotFound:
    from quizgen.source.nearest import compared, nearest  # most quotations are found

    passage = nearest(source, words)
    if passage is None:
        return NotFound(Miss.WORDS, "the source has nothing similar; quote it word for word")
    diff, inserted = compared(passage, words)
    why, hint = Miss.WORDS, "quote the source word for word; … stands for words left out"
    if folded(words).casefold() == folded(passage.text).casefold():
        why, hint = Miss.CASE, "only capitals differ: write them as the source does"
    elif inserted:
        hint = f"“{inserted}” interrupts the words there: write … in its place"
    return NotFound(why=why, hint=hint, nearest=passage, diff=diff)


def _paragraphs(source: SourceText, quote: str) -> tuple[int, ...]:
    return _numbers(source, _places(source, quote, (0, len(source.searchable))))


def _numbers(source: SourceText, places: Iterable[_Place]) -> tuple[int, ...]:
    return tuple(sorted({source.paragraph_at(place[0][0]) for place in places}))


def _first_missing(source: SourceText, quote: str) -> str | None:
    """The first piece that the source does not have, or the whole quotation if nothing is left
    out."""
    everywhere = (0, len(source.searchable))
    pieces = _pieces(quote)[:MOST_PIECES] if _ELISION.search(quote) else [quote]
    for piece in pieces:
        if not _places(source, piece, everywhere):
            return piece
    return None


# --- The search for words in the folded source --------------------------------------------


def _whole(source: SourceText, words: str, bounds: Span) -> Iterator[_Place]:
    """Every place between the bounds that has exactly these words, which are folded and not
    empty."""
    text, (start, end) = source.searchable, bounds
    while (at := _next(text, words, start, end)) >= 0:
        yield ((at, at + len(words)),)
        start = at + 1


def _in_order(source: SourceText, pieces: Sequence[str], bounds: Span) -> Iterator[_Place]:
    """Places where the pieces follow each other in one paragraph, as closely as possible. No more
    than two are given for a paragraph, since two are already ambiguous."""
    text, (start, end) = source.searchable, bounds
    if not 0 < len(pieces) <= MOST_PIECES:
        return
    paragraph = count = 0
    while (at := _next(text, pieces[0], start, end)) >= 0:
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


def _around_gaps(source: SourceText, pieces: Sequence[str]) -> Iterator[_Place]:
    """Places where the pieces have one or more words of the same sentence between them."""
    if not 0 < len(pieces) <= MOST_PIECES:
        return
    starts = _whole(source, pieces[0], (0, len(source.searchable)))
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
        at = _next(text, piece, at + len(before), stop)
        if at < 0:
            return []
        starts.append(at)
    return starts


def _closest(text: str, pieces: Sequence[str], starts: list[int]) -> _Place:
    """The place with each piece as near as possible to the one after it."""
    spans = [(starts[-1], starts[-1] + len(pieces[-1]))]
    for piece, earliest in zip(pieces[-2::-1], starts[-2::-1], strict=True):
        at = earliest
        # `str.rfind` would take quadratic time in a text that repeats itself.
        while (later := _next(text, piece, at + 1, spans[-1][0])) >= 0:
            at = later
        spans.append((at, at + len(piece)))
    return tuple(reversed(spans))


def _past_gap(source: SourceText, piece: str, end: int) -> int | None:
    text = source.searchable
    word = _NEXT_WORD.match(text, end)
    if word is None:
        return None
    number = source.paragraph_at(end - 1)
    at = _next(text, piece, word.end(), min(source.bounds(number)[1], end + _LONGEST_GAP))
    if at < 0:
        return None
    gap = source.original(number, end - 1, at + 1)
    return at if len(source.sentences_touched(number, (gap,))) == 1 else None


def _next(text: str, words: str, start: int, end: int) -> int:
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
        return not (_is_inside(_NUMBER_PARTS, text, at) or _SIGNED.match(text, at - 1))
    return QUOTE not in (before, after) or not _is_inside(_NOT, text, at)


def _is_inside(parts: re.Pattern[str], text: str, at: int) -> bool:
    return any(parts.match(text, start) for start in (at - 1, at - 2) if start >= 0)
