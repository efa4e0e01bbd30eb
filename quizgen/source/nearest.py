"""Finds the passage that is most like words that the source does not have, and shows a word diff.

Sentences that share many letter triples with the words are compared with them word by word. This
needs only the standard library, and is fast enough for every miss.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, takewhile
from typing import TypeAlias

from quizgen.reading.characters import masked
from quizgen.source.line_ends import on_one_line
from quizgen.source.punctuation import Span
from quizgen.source.source_text import SourceText, folded, shingles

_CANDIDATES = 3
_NEAR = 0.4  # the share of characters that must be in equal words
_NEAR_WORD = 0.7  # the share of equal characters in one or two misspelt words
_LONGEST = 600  # characters; only the beginning of a longer quotation is compared
_ENOUGH_SHINGLES = 200  # more would take longer and find nothing else
_SHORT = 3  # tokens
_KEPT = 6  # so many equal words are shown beside a difference

_SEVERAL = 2  # tokens
_LONGEST_INTERRUPTION = 8  # words: “said the mayor of the old town Lind”
_LONGEST_CLAUSE = 15  # tokens shown on either side
_MARKS = frozenset(",;:.!?()[]…'-/")  # as folded text has them

_TOKEN = re.compile(r"\w+(?:[-'‘’‑]\w+)*|[^\w\s]")

# Where equal tokens begin in the source, where in the words, and how many they are.
_Block: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class NearestPassage:
    """`before` and `after` are the rest of the clause around the text."""

    paragraph: int
    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class _LocatedToken:
    key: str
    start: int
    end: int


def nearest(source: SourceText, words: str) -> NearestPassage | None:
    """The most similar passage; None if nothing in the source is like the words."""
    words = words[:_LONGEST]
    wanted = shingles(folded(words), step=1 + len(words) // _ENOUGH_SHINGLES)
    pieces, holding = source.shingled
    shared = Counter(chain.from_iterable(holding.get(gram, ()) for gram in wanted))
    scored = ((count, -pieces[at][0], *pieces[at][1:]) for at, count in shared.items())
    likeliest = heapq.nlargest(_CANDIDATES, scored)
    yours = _tokens(words)
    candidates = [_in_sentence(source, yours, number, span) for *_, number, span in likeliest]
    score, passage = max(candidates, key=lambda found: found[0], default=(0.0, None))
    return passage if score >= _NEAR else None


def compared(passage: NearestPassage, words: str) -> tuple[tuple[str, str], str]:
    """Two lines, with the words that differ between >> and <<, and what the source has between
    marks in the middle of the words, such as “he wrote”, or "". The rest of the clause is shown
    without >> and <<, since an author may leave it out."""
    words = words[:_LONGEST]
    theirs, yours = _tokens(passage.text), _tokens(words)
    codes = _matcher(theirs, yours).get_opcodes()
    source = _marked(passage.text, [(tag, theirs[i:j]) for tag, i, j, _, _ in codes])
    before = "" if source.startswith("… ") else passage.before
    after = "" if source.endswith(" …") else passage.after
    written = _marked(words, [(tag, yours[i:j]) for tag, _, _, i, j in codes])
    inserted = (
        _inserted(passage.text, theirs, start, stop)
        for tag, start, stop, begin, end in codes
        if tag != "equal" and not any(map(_is_word, yours[begin:end]))
    )
    lines = (f"source: {before}{source}{after}", f"yours:  {written}")
    return lines, next(filter(None, inserted), "")


def _inserted(text: str, tokens: Sequence[_LocatedToken], start: int, stop: int) -> str:
    inner = [at for at in range(start, stop) if _is_word(tokens[at])]
    if not 0 < len(inner) <= _LONGEST_INTERRUPTION or start == 0 or stop == len(tokens):
        return ""
    first, last = inner[0], inner[-1]
    is_marked = tokens[first - 1].key in _MARKS and tokens[last + 1].key in _MARKS
    return _slice(text, tokens[first : last + 1]) if is_marked else ""


def _in_sentence(
    source: SourceText, yours: Sequence[_LocatedToken], number: int, sentence: Span
) -> tuple[float, NearestPassage | None]:
    """The most similar passage in and around the sentence, about as long as the words."""
    paragraph, length = source.paragraph(number), yours[-1].end
    start = paragraph.rfind(" ", 0, max(0, sentence[0] - length)) + 1
    end = paragraph.find(" ", sentence[1] + length)
    theirs = _tokens(paragraph, start, len(paragraph) if end < 0 else end)
    blocks = _near_the_longest(_matcher(theirs, yours).get_matching_blocks(), len(yours))
    if not blocks:
        return _misspelt(source, number, theirs, yours)
    first, last = blocks[0], blocks[-1]
    begin = max(0, first[0] - first[1])
    stop = min(len(theirs), last[0] + len(yours) - last[1])
    equal = sum(_length(theirs[i : i + size]) for i, _, size in blocks)
    score = 2 * equal / (_length(theirs[begin:stop]) + _length(yours))
    return score, _passage(source, number, theirs, (begin, stop))


def _passage(
    source: SourceText, number: int, tokens: Sequence[_LocatedToken], chosen: tuple[int, int]
) -> NearestPassage:
    """The chosen tokens, and their clause."""
    paragraph, (begin, stop) = source.paragraph(number), chosen
    start, end = tokens[begin].start, tokens[stop - 1].end
    ahead = list(takewhile(_is_word, tokens[:begin][::-1][:_LONGEST_CLAUSE]))
    behind = list(takewhile(_is_word, tokens[stop:][:_LONGEST_CLAUSE]))
    before = paragraph[ahead[-1].start : start] if ahead else ""
    after = paragraph[end : behind[-1].end] if behind else ""
    return NearestPassage(number, *map(on_one_line, (paragraph[start:end], before, after)))


def _is_word(token: _LocatedToken) -> bool:
    return token.key not in _MARKS


def _near_the_longest(blocks: Iterable[_Block], length: int) -> list[_Block]:
    """The blocks near the longest one. A "the" or a comma far from it is equal only by chance;
    several words may be further away, behind an inserted “he wrote”."""
    real = [block for block in blocks if block[2]]
    theirs, yours, _ = max(real, key=lambda block: block[2], default=(0, 0, 0))
    near = max(3, length // 2)
    far = max(near, _LONGEST_INTERRUPTION + 4)
    return [
        (start, at, size)
        for start, at, size in real
        if abs(start - at - (theirs - yours)) <= (near if size < _SEVERAL else far)
    ]


def _misspelt(
    source: SourceText, number: int, theirs: Sequence[_LocatedToken], yours: Sequence[_LocatedToken]
) -> tuple[float, NearestPassage | None]:
    """Finds a short quotation that is misspelt, so that none of its words is equal."""
    if len(yours) > _SHORT:
        return 0.0, None
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(_letters(yours))
    best, passage = _NEAR_WORD, None
    for begin in range(len(theirs) - len(yours) + 1):
        window = theirs[begin : begin + len(yours)]
        matcher.set_seq1(_letters(window))
        # The quick ratio is never too small, and spares most windows the slow one.
        if matcher.real_quick_ratio() >= best and matcher.ratio() > best:
            best = matcher.ratio()
            passage = _passage(source, number, theirs, (begin, begin + len(yours)))
    return (best, passage) if passage else (0.0, None)


def _letters(tokens: Iterable[_LocatedToken]) -> str:
    return " ".join(token.key for token in tokens)


def _tokens(text: str, start: int = 0, end: int | None = None) -> list[_LocatedToken]:
    found = _TOKEN.finditer(masked(text[start:end]))
    spans = [(start + token.start(), start + token.end()) for token in found]
    return [_LocatedToken(folded(text[slice(*span)]), *span) for span in spans]


def _matcher(
    theirs: Sequence[_LocatedToken], yours: Sequence[_LocatedToken]
) -> SequenceMatcher[str]:
    # With autojunk, difflib would pass over the frequent words of a long passage.
    return SequenceMatcher(
        None, [token.key for token in theirs], [token.key for token in yours], autojunk=False
    )


def _length(tokens: Iterable[_LocatedToken]) -> int:
    return sum(len(token.key) for token in tokens)


def _marked(text: str, runs: Sequence[tuple[str, Sequence[_LocatedToken]]]) -> str:
    """A long run of equal words is shortened to those beside a difference."""
    marked = ""
    done = len(text)
    for position, (tag, tokens) in enumerate(runs):
        if not tokens:
            continue
        shown = _slice(text, tokens)
        head = tokens[:_KEPT] if position else ()
        tail = tokens[-_KEPT:] if position < len(runs) - 1 else ()
        if tag != "equal":
            shown = f">>{shown}<<"
        elif len(tokens) > len(head) + len(tail) + 1:
            shown = " ".join(filter(None, (_slice(text, head), "…", _slice(text, tail))))
        marked += f" {shown}" if tokens[0].start > done else shown
        done = tokens[-1].end
    return marked


def _slice(text: str, tokens: Sequence[_LocatedToken]) -> str:
    """The text from the first token to the last, on one line."""
    return " ".join(text[tokens[0].start : tokens[-1].end].split()) if tokens else ""
