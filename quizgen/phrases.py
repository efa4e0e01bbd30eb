"""Parts of the program's own sentences, which are English in every deck."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

# A draft has these in place of words that only its author knows. They must never be printed.
PLACEHOLDER = "Put the text here that the questions ask about."
NO_KEY = "To be written."  # imports once wrote it where a question had no key
SOMEONE = "Someone"  # the speaker of words in quotation marks

# What authors and other programs put where something is still to be written; it is the whole text.
_UNWRITTEN = re.compile(
    r"(?:put|insert|enter|type|write|add|paste) (?:the|an?|your|another) (?:\w+ ){0,2}?"
    r"(?:question|stem|key|answer|option|distractor|statement|text|words|hint|reason|note)s?"
    r"(?: text)? here|todo|tbd|fixme|lorem ipsum.*|the right answer|a wrong answer"
)

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def leftover(text: str) -> str:
    """The placeholder that the text still has or is, or "". The long one is found anywhere, but the
    short one only as a sentence, since a letter may have “to be written”."""
    words = " ".join(text.casefold().split())
    if _bare(PLACEHOLDER) in words:
        return PLACEHOLDER
    if _UNWRITTEN.fullmatch(_bare(words)):
        return text
    sentences = map(_bare, _SENTENCE_END.split(words))
    return NO_KEY if _bare(NO_KEY) in sentences else ""


def is_nobody(name: str) -> bool:
    return _bare(name) == _bare(SOMEONE)


def may_hold_leftovers(file: str) -> bool:
    """Whether a file may have a placeholder. This quick look settles it for most files."""
    lowered = file.lower()
    wanted = (PLACEHOLDER, NO_KEY)
    is_ours = any(all(word in lowered for word in _bare(each).split()) for each in wanted)
    return is_ours or any(word in lowered for word in _OF_UNWRITTEN)


_OF_UNWRITTEN = (" here", "todo", "tbd", "fixme", "lorem", "right answer", "wrong answer")


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!?…\"'“”«»*_")


def count(number: int | Decimal, one: str, many: str = "") -> str:
    """ "1 deck", "2 decks"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def numbered(one: str, numbers: Collection[int]) -> str:
    """ "paragraph 2", "paragraphs 2, 5"."""
    return f"{one}{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"


def shortened(text: str, most: int = 40) -> str:
    """Shortens the text to so many characters. An ellipsis stands for what is cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
