"""Items that ask about the same thing: those of one claim, and questions on overlapping words.

They are kept apart wherever items follow or stand beside each other. A question that names no claim
is a claim of its own, so only its words tell what else asks about them. Two claims that share words
were parted by their author, and stay two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from quizgen.quiz.model import Item


class Words(NamedTuple):
    """What an item rests on: source, paragraph, start and end of each piece. Thousands of items may
    rest on the same. `claim` is empty for a question that is its own claim."""

    pieces: tuple[tuple[str, int, int, int], ...]
    claim: str


class Siblings:
    def __init__(self, items: Iterable[Item]) -> None:
        mixed = list(items)
        self._claims = {item.id: item.claim for item in mixed}
        self.words = {item.id: _words(item) for item in mixed}
        self._places: defaultdict[tuple[str, int], list[tuple[int, int, Words]]] = defaultdict(list)
        for words in dict.fromkeys(self.words.values()):
            for source, paragraph, start, end in words.pieces:
                self._places[source, paragraph].append((start, end, words))
        for pieces in self._places.values():
            pieces.sort()
        self.overlapping = cache(self._overlapping)

    def claim(self, name: str) -> str:
        return self._claims[name]

    def are(self, one: str, other: str) -> bool:
        """Whether the items with these ids are siblings."""
        is_one_claim = self._claims[one] == self._claims[other]
        return is_one_claim or self.words[other] in self.overlapping(self.words[one])

    def _overlapping(self, words: Words) -> frozenset[Words]:
        """What overlaps with these words, where one of the two is of a question of its own."""
        found: set[Words] = set()
        for source, paragraph, start, end in words.pieces:
            pieces = self._places[source, paragraph]
            before = pieces[: bisect_left(pieces, (end,))]
            found.update(other for _, reaches, other in before if reaches > start)
        return frozenset(other for other in found if not (words.claim and other.claim))


class CountedSiblings:
    """How many siblings of an item have been added."""

    def __init__(self, siblings: Siblings) -> None:
        self.among = siblings
        self._claims: Counter[str] = Counter()
        self._words: Counter[Words] = Counter()

    def add(self, item: Item) -> None:
        self._claims[item.claim] += bool(item.claim)
        self._words.update(self.among.overlapping(self.among.words[item.id]))

    def of(self, item: Item) -> int:
        return self._claims[item.claim] + self._words[self.among.words[item.id]]


def _words(item: Item) -> Words:
    pieces = [(each.source, each.paragraph, *span) for each in item.evidence for span in each.spans]
    return Words(tuple(pieces), "" if item.claim == item.id else item.claim)
