"""Options that stand together in one cell: parted by a mark, a line's end, or letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARKS = ("\n", "|", ";", "//", " / ", "/", ",")
_LETTERED = re.compile(r"(?:^|(?<=[\s;,|]))\(?([A-Ja-j1-9])[).:]\s*")
_LIST = re.compile(r"\[\s*(['\"]).*\1\s*\]", re.DOTALL)
_QUOTED = re.compile(r"\"((?:\\.|[^\"\\])*)\"|'((?:\\.|[^'\\])*)'")


def options_in(cells: Sequence[str]) -> list[tuple[str, ...]]:
    """The options of each cell. One mark parts all of them: the first that parts every cell."""
    filled = [cell for cell in cells if cell.strip()]
    split = next((mark for mark in _MARKS if all(mark in cell for cell in filled)), "")
    return [without_letters(_parts(cell, split or _own_mark(cell))) for cell in cells]


def _own_mark(cell: str) -> str:
    return next((mark for mark in _MARKS if mark in cell), "\n")


def _parts(cell: str, mark: str) -> list[str]:
    if _LIST.fullmatch(cell.strip()):
        found = [double or single for double, single in _QUOTED.findall(cell)]
        return [re.sub(r"\\(.)", r"\1", each).strip() for each in found]
    lettered = list(_LETTERED.finditer(cell))
    if len(lettered) > 1 and cell[: lettered[0].start()].strip() == "" and _in_turn(lettered):
        ends = [*(found.start() for found in lettered[1:]), len(cell)]
        pairs = zip(lettered, ends, strict=True)
        return [cell[found.end() : end].strip(" \n\t;,|") for found, end in pairs]
    return [part.strip() for part in cell.split(mark) if part.strip()]


def _in_turn(found: Sequence[re.Match[str]]) -> bool:
    signs = [each[1].lower() for each in found]
    return signs in (list("abcdefghij")[: len(signs)], list("123456789")[: len(signs)])


_LETTER = re.compile(r"\s*\(?([A-Ja-j1-9])[).:]\s+(?=\S)")


def without_letters(options: Sequence[str]) -> tuple[str, ...]:
    """The options without the letters before them, if each has the letter of its place."""
    found = [each for each in map(_LETTER.match, options) if each]
    if len(options) < 2 or len(found) < len(options) or not _in_turn(found):
        return tuple(options)
    return tuple(option[each.end() :] for option, each in zip(options, found, strict=True))
