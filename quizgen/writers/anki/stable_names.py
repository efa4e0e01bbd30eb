"""Names and numbers that Anki keeps for ever, and names that it would otherwise rewrite.

Everything here follows from the deck's uid and the item's id alone. Like Anki's own ids, numbers
look like times in milliseconds, of the years 2001 to 2010: Anki would replace a number of the
future or zero, or fail to import it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from struct import Struct
from zlib import crc32

from genanki.util import BASE91_TABLE

from quizgen.reading.characters import normalised

CARDS_A_NOTE = 512  # room between note ids for the ids of their cards; Anki's limit is 500
_FIRST_ID = 1_000_000_000_000
_NOTE_SLOTS = 1 << 29  # with the cards of each note they reach into 2010


def stable_id(*names: str) -> int:
    """The id of a deck or a note type."""
    return _FIRST_ID + int.from_bytes(_digest(names)[:8], "big") % (CARDS_A_NOTE * _NOTE_SLOTS)


_FIVE_NUMBERS = Struct(">5H")
_DIGITS: list[str] = [one + other for one in BASE91_TABLE for other in BASE91_TABLE]
_PAIRS = [_DIGITS[number % len(_DIGITS)] for number in range(1 << 16)]


def guid(uid: str, item_id: str, family: str) -> str:
    """Ten digits in base 91, as in Anki's own guids; each 16 bits of the hash give two. The family
    is part of it because a note can never change its type: when an item becomes another kind of
    question, it becomes another note."""
    a, b, c, d, e = _FIVE_NUMBERS.unpack_from(_digest((uid, item_id, family)))
    return "".join((_PAIRS[a], _PAIRS[b], _PAIRS[c], _PAIRS[d], _PAIRS[e]))


def numbered(guids: Iterable[str]) -> list[tuple[int, str]]:
    """Each guid with the id of its note, sorted by id. When several guids fall on one slot, they
    take the next free slots in alphabetical order, so the order of the input does not matter."""
    slots = sorted((crc32(name.encode()) % _NOTE_SLOTS, name) for name in guids)
    found, free = [], 0
    for slot, name in slots:
        free = max(free, slot)
        found.append((_FIRST_ID + free * CARDS_A_NOTE, name))
        free += 1
    return found


def tag(*parts: str) -> str:
    """One tag, with its parts joined by `::`. Spaces become hyphens, since Anki splits at them;
    empty parts are left out, since Anki writes `blank` for them."""
    return "::".join(filter(None, map(tag_part, parts)))


@lru_cache(4096)
def tag_part(name: str) -> str:
    levels = (_SPACES.sub("-", level.strip(": ")) for level in _normal(name).split("::"))
    return "::".join(filter(None, levels))


def deck_name(title: str, subdeck: str = "") -> str:
    """`Title::Sub`. The title is always one level, even with colons in it; a subdeck may have
    further levels. Colons at the edge of a level would move the border between two levels."""
    levels = [_COLONS.sub(":", title), *subdeck.split("::", _DEEPEST)]
    levels[-1] = _COLONS.sub(":", levels[-1])
    shown = (" ".join(_normal(level).split()).strip(": ") for level in levels)
    return "::".join(level for level in shown if level)


_DEEPEST = 20  # levels; any deeper ones become part of the last name
_COLONS = re.compile(r":{2,}")
_SPACES = re.compile(r"\s+")
# Tabs and line ends are not among these, since they count as spaces.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def _normal(name: str) -> str:
    return _CONTROLS.sub("", normalised("NFC", name))


def _digest(names: tuple[str, ...]) -> bytes:
    # A deck refuses U+001F in any text, so no two lists of names are joined to the same.
    return sha256("\x1f".join(names).encode()).digest()
