"""Folds away typography so that texts can be compared, and leads back to the original.

A quotation must be found although its quotation marks, dashes and spaces were typed another way,
but a match must be shown as the source has it. Therefore every offset of the folded text leads back
to an offset of the original. Case, digits, hyphens, % and $ are never touched: "3" and "-3" are
different facts.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

QUOTE = "'"

_QUOTES = "\"'`´«»‹›‘’‚‛“”„‟′″‴ʹʺʻʼʽ〝〞〟＂＇"
_DASHES = "-‐‑‒–—―⁃−﹘﹣－"
_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

_ONE_TO_ONE = (
    dict.fromkeys(map(ord, _QUOTES), QUOTE)
    | dict.fromkeys(map(ord, _DASHES), "-")
    | dict.fromkeys(map(ord, _SPACES), " ")
)
_SPELT_OUT = "…ﬀﬁﬂﬃﬄﬅﬆ"  # texts that were copied from a PDF file have ligatures
_LENGTH_CHANGING = re.compile(f"[ {_INVISIBLE}]{{2,}}|[{_INVISIBLE}]|[{_SPELT_OUT}]|-{{2,}}")

# No real text has longer runs of combining marks (UAX #15 allows 30), and it takes quadratic time
# to normalise them.
_LONGEST_CLUSTER = 32

# The characters from the first offset up to the second become the text.
_Change: TypeAlias = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is made of runs. Run i starts at `starts[i]`, and its first character comes from
    offset `origins[i]`. `widths[i]` is 0 if the run was copied one to one; otherwise it is the
    number of original characters that became this run."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    widths: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The original span of the folded characters from `start` up to `end`. It must not be
        empty."""
        first, last = self._run(start), self._run(end - 1)
        begins = self.origins[first] + (0 if self.widths[first] else start - self.starts[first])
        ends = self.origins[last] + (self.widths[last] or end - self.starts[last])
        return begins, ends

    def _run(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1


def fold(text: str) -> Folded:
    """Folds a text. Changes that keep its length are made first, and most texts need no others."""
    same_length = text.translate(_ONE_TO_ONE)
    changes = _changes(same_length)
    if not changes:
        return Folded(same_length, (0,), (0,), (0,))
    return _apply(same_length, changes)


def folded(text: str) -> str:
    """The folded text alone, without spaces around it."""
    return fold(text).text.strip(" ")


def shingles(text: str, step: int = 1) -> frozenset[str]:
    """Every `step`-th triple of letters. Similar texts share many of them and are found quickly
    so."""
    return frozenset([text[at : at + 3] for at in range(0, max(1, len(text) - 2), step)])


def _changes(text: str) -> list[_Change]:
    changes = [
        (found.start(), found.end(), _short(found[0])) for found in _LENGTH_CHANGING.finditer(text)
    ]
    if not unicodedata.is_normalized("NFC", text):
        changes = sorted(changes + list(_compositions(text)))
    return changes


def _short(run: str) -> str:
    if run in _SPELT_OUT:
        return unicodedata.normalize("NFKC", run)
    if run[0] == "-":
        return "-"  # typewriters have two hyphens for a dash
    return " " if " " in run else ""


def _apply(text: str, changes: list[_Change]) -> Folded:
    parts: list[str] = []
    runs: list[tuple[int, int, int]] = []
    length = done = 0
    for start, end, replacement in changes:
        if start < done:
            continue  # a composition inside a run of spaces
        for part, origin, width in ((text[done:start], done, 0), (replacement, start, end - start)):
            if part:
                parts.append(part)
                runs.append((length, origin, width))
                length += len(part)
        done = end
    if done < len(text) or not runs:
        parts.append(text[done:])
        runs.append((length, done, 0))
    starts, origins, widths = zip(*runs, strict=True)
    return Folded("".join(parts), starts, origins, widths)


def _compositions(text: str) -> Iterator[_Change]:
    """The changes of NFC, cluster by cluster, so that the place of each is known."""
    start = 0
    for end in (*_cluster_ends(text), len(text)):
        cluster = text[start:end]
        composed = unicodedata.normalize("NFC", cluster)
        if composed != cluster:
            yield start, end, composed
        start = end


def _cluster_ends(text: str) -> Iterator[int]:
    start = 0
    for position, character in enumerate(text):
        if position and (not _joins(character) or position - start >= _LONGEST_CLUSTER):
            yield position
            start = position


def _joins(character: str) -> bool:
    """Whether it may compose with the character before it: a mark, or a Hangul vowel or final."""
    if character < "\u0300":  # the first combining mark of Unicode
        return False
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"
