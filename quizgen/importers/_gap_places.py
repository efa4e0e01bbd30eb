"""Keeps the places of gaps while a text is converted: each is a character of the private plane,
which no text may hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.importers._prose import in_gap

MOST = 500
_FIRST = 0xE000
_PLACE = re.compile("[\ue000-\uf8ff]")


def place(number: int) -> str:
    return chr(_FIRST + number)


def without_places(text: str) -> str:
    return _PLACE.sub("", text)


def in_places(written: str, gaps: Sequence[str], after: Sequence[str] = ()) -> str:
    """The written text with its gaps, and what stands behind each."""

    def gap(found: re.Match[str]) -> str:
        number = ord(found[0]) - _FIRST
        return f"=={in_gap(gaps[number])}=={after[number] if after else ''}"

    return _PLACE.sub(gap, written)
