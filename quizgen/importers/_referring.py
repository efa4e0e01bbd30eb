"""Options that speak of the others: “None of these” stays last, and “Both A and B” fixes the order.

The data has the words of which such options are made, in all languages together. An option that
has any other word is an ordinary one, so “All of them” is found, and “All of Spain” is not.
"""

from __future__ import annotations

import re

from quizgen.importers._headings import words
from quizgen.importers._imported import bare

_WORD = re.compile(r"\w+")
_LETTERS = frozenset("abcdefghабвгдежз")
_NUMBERS = frozenset("123456")
_JOINED = re.compile(r"\W*\w(?:\W*[,;&+/]\W*\w)+\W*")  # A, B


def stays_last(option: str) -> bool:
    """Whether it is “All of the above”, “Neither” or the like."""
    said, referring = _words(option), words("referring")
    has_amount = len(said) > 1 and not said.isdisjoint(referring["amounts"])
    is_made_so = has_amount and said <= referring["amounts"] | referring["beside"]
    return is_made_so or (bool(said) and said <= referring["alone"])


def names_letters(option: str) -> bool:
    """Whether it is “A and C”, “only B”, “Options 1 and 2” or the like. A letter alone may be a
    blood group, and numbers with nothing but “and” are mostly numbers."""
    said, referring = _words(option), words("referring")
    letters, numbers = said & _LETTERS, said & _NUMBERS
    rest = said - letters - numbers
    if not rest <= frozenset().union(*referring.values()):
        return False
    if letters:
        return bool(rest or _JOINED.fullmatch(option)) or len(letters) > 2  # “A e B”
    return bool(numbers and rest - referring["and"])


def _words(option: str) -> frozenset[str]:
    return frozenset(map(bare, _WORD.findall(option.casefold())))
