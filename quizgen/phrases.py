"""Pieces of the program's own sentences, which are English in every deck."""

from __future__ import annotations

import re
from decimal import Decimal

# What a draft holds in place of words that only its author knows. Nothing of it may be printed.
PLACEHOLDER = "Put the text here that the questions ask about."
NO_KEY = "To be written."  # where a key is needed and an imported file has none
SOMEONE = "Someone"  # who speaks in quotation marks

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def leftover(text: str) -> str:
    """The placeholder that the text still holds, if any. The long one is found anywhere; the
    short one only as a sentence, since a letter may have “to be written”."""
    words = " ".join(text.casefold().split())
    if _bare(PLACEHOLDER) in words:
        return PLACEHOLDER
    sentences = map(_bare, _SENTENCE_END.split(words))
    return NO_KEY if _bare(NO_KEY) in sentences else ""


def is_nobody(name: str) -> bool:
    return _bare(name) == _bare(SOMEONE)


def may_hold_leftovers(file: str) -> bool:
    """A quick look at a whole file, which settles most."""
    lowered = file.lower()
    wanted = (PLACEHOLDER, NO_KEY)
    return any(all(word in lowered for word in _bare(each).split()) for each in wanted)


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!?…\"'“”«»*_")


def count(number: int | Decimal, one: str, many: str = "") -> str:
    """ "1 deck", "2 decks"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shortened(text: str, most: int = 40) -> str:
    """At most so many characters; an ellipsis stands for what is cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
