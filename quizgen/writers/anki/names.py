"""Names and numbers that Anki keeps for ever, and names that it would otherwise rewrite.

Everything here follows from the deck's uid and the item's id alone. Numbers look like times in
milliseconds of the years 2001 to 2010, as Anki's own ids do: in the future or at zero they
would be replaced, or break the import.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from struct import Struct
from zlib import crc32

from genanki.util import BASE91_TABLE

from quizgen.reading.normal_form import normalised

CARDS_A_NOTE = 512  # room between note ids for the ids of their cards; Anki's limit is 500
_FIRST_ID = 1_000_000_000_000
_NOTE_SLOTS = 1 << 29


def stable_id(*names: str) -> int:
    """An id for a deck or a note type."""
    return _FIRST_ID + int.from_bytes(_digest(names)[:8], "big") % (CARDS_A_NOTE * _NOTE_SLOTS)


_FIVE_NUMBERS = Struct(">5H")
_DIGITS: list[str] = [one + other for one in BASE91_TABLE for other in BASE91_TABLE]
_PAIRS = [_DIGITS[number % len(_DIGITS)] for number in range(1 << 16)]


def guid(uid: str, item_id: str, family: str) -> str:
    """Ten digits in base 91, as Anki's own have, two from each 16 bits of the hash. The family is
    part of it because a note can never change its type: the same id as another kind of question
    is another note."""
    a, b, c, d, e = _FIVE_NUMBERS.unpack_from(_digest((uid, item_id, family)))
    return "".join((_PAIRS[a], _PAIRS[b], _PAIRS[c], _PAIRS[d], _PAIRS[e]))


def numbered(guids: Iterable[str]) -> list[tuple[int, str]]:
    """Each guid with the id of its note, in the order of the ids. Guids that fall on one slot
    take the next free ones in the order of their letters, whatever order they came in."""
    slots = sorted((crc32(name.encode()) % _NOTE_SLOTS, name) for name in guids)
    found, free = [], 0
    for slot, name in slots:
        free = max(free, slot)
        found.append((_FIRST_ID + free * CARDS_A_NOTE, name))
        free += 1
    return found


def tag(*parts: str) -> str:
    """One tag, its parts joined by `::`; spaces become hyphens, and parts without a character
    are left out, since Anki splits at the first and writes `blank` for the second."""
    return "::".join(filter(None, map(_tag_part, parts)))


@lru_cache(4096)
def _tag_part(name: str) -> str:
    levels = (_SPACES.sub("-", level.strip(": ")) for level in _normal(name).split("::"))
    return "::".join(filter(None, levels))


def deck_name(title: str, subdeck: str = "") -> str:
    """`Title::Sub`. The title is one level, whatever it holds; the author of a subdeck may
    write further levels. Colons at the edge of a level would move the border between two."""
    levels = [_COLONS.sub(":", title), *subdeck.split("::", _DEEPEST)]
    levels[-1] = _COLONS.sub(":", levels[-1])
    shown = (" ".join(_normal(level).split()).strip(": ") for level in levels)
    return "::".join(level for level in shown if level)


def with_parents(name: str) -> list[str]:
    levels = name.split("::")
    return ["::".join(levels[: count + 1]) for count in range(len(levels))]


_DEEPEST = 20  # levels; what goes on below is part of the last one's name
_COLONS = re.compile(r":{2,}")
_SPACES = re.compile(r"\s+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def _normal(name: str) -> str:
    return _CONTROLS.sub("", normalised("NFC", name))


def _digest(names: tuple[str, ...]) -> bytes:
    return sha256("\x1f".join(names).encode()).digest()
