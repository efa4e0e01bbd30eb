"""Names and numbers that Anki keeps for ever, and names that it would otherwise rewrite.

Everything here follows from the deck's uid and the item's id alone. Numbers look like times in
milliseconds of the years 2001 to 2010, as Anki's own ids do: in the future or at zero they
would be replaced, or break the import.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from zlib import crc32

from genanki.util import BASE91_TABLE

CARDS_A_NOTE = 512  # room between note ids for the ids of their cards; Anki's limit is 500
_FIRST_ID = 1_000_000_000_000
_NOTE_SLOTS = 1 << 29


def stable_id(*names: str) -> int:
    """An id for a deck or a note type."""
    return _FIRST_ID + _number(names) % (CARDS_A_NOTE * _NOTE_SLOTS)


_PAIRS: list[str] = [one + other for one in BASE91_TABLE for other in BASE91_TABLE]


def guid(uid: str, item_id: str, family: str) -> str:
    """64 bits as ten digits in base 91, two at a time; Anki's own are like it. The family is part
    of it because a note can never change its type: the same id as another kind of question is
    another note."""
    rest = _number((uid, item_id, family))
    rest, fifth = divmod(rest, len(_PAIRS))
    rest, fourth = divmod(rest, len(_PAIRS))
    rest, third = divmod(rest, len(_PAIRS))
    first, second = divmod(rest, len(_PAIRS))
    return _PAIRS[first] + _PAIRS[second] + _PAIRS[third] + _PAIRS[fourth] + _PAIRS[fifth]


def note_ids(guids: Iterable[str]) -> dict[str, int]:
    """An id for each guid. Of two that fall on one slot the smaller guid has it, the other the
    next free one, whatever order they came in."""
    taken: set[int] = set()
    slots: dict[str, int] = {}
    for name in sorted(guids):
        slot = crc32(name.encode()) % _NOTE_SLOTS
        while slot in taken:
            slot = (slot + 1) % _NOTE_SLOTS
        taken.add(slot)
        slots[name] = _FIRST_ID + slot * CARDS_A_NOTE
    return slots


def tag(*parts: str) -> str:
    """One tag, its parts joined by `::`; spaces become hyphens, and parts without a character
    are left out, since Anki splits at the first and writes `blank` for the second."""
    path = (part for name in parts for part in _normal(name).split("::"))
    safe = (_SPACES.sub("-", part.strip(": ")) for part in path)
    return "::".join(part for part in safe if part)


def deck_name(title: str, subdeck: str = "") -> str:
    """`Title::Sub`. The title is one level, whatever it holds; the author of a subdeck may
    write further levels. Colons at the edge of a level would move the border between two."""
    levels = [_COLONS.sub(":", title), *subdeck.split("::")]
    shown = (" ".join(_normal(level).split()).strip(": ") for level in levels)
    return "::".join(level for level in shown if level)


def with_parents(name: str) -> list[str]:
    levels = name.split("::")
    return ["::".join(levels[: count + 1]) for count in range(len(levels))]


_COLONS = re.compile(r":{2,}")
_SPACES = re.compile(r"\s+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def _normal(name: str) -> str:
    return _CONTROLS.sub("", unicodedata.normalize("NFC", name))


def _number(names: tuple[str, ...]) -> int:
    return int.from_bytes(sha256("\x1f".join(names).encode()).digest()[:8], "big")
