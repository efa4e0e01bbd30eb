"""Items that ask about the same thing: those of one claim, and questions on overlapping words.

They are kept apart wherever items follow or stand beside each other. A question that names no claim
is a claim of its own, so only its words tell what else asks about them. Two claims that share words
were parted by their author, and stay two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from quizgen.quiz.model import Item


class Siblings:
    def __init__(self, items: Iterable[Item]) -> None:
        self._items = {item.id: item for item in items}
        self._pieces: defaultdict[tuple[str, int], list[tuple[int, int, str]]] = defaultdict(list)
        if any(map(_is_own_claim, self._items.values())):
            for item in self._items.values():
                for place, start, end in _pieces(item):
                    self._pieces[place].append((start, end, item.id))
        for pieces in self._pieces.values():
            pieces.sort()
        self.overlapping = cache(self._overlapping)

    def claim(self, name: str) -> str:
        return self._items[name].claim

    def are(self, one: str, other: str) -> bool:
        """Whether the items with these ids are siblings."""
        return self.claim(one) == self.claim(other) or other in self.overlapping(one)

    def _overlapping(self, name: str) -> frozenset[str]:
        """The items of other claims on overlapping words, where one of the two is its own claim."""
        item = self._items[name]
        found: set[str] = set()
        for place, start, end in _pieces(item):
            before = self._pieces[place][: bisect_left(self._pieces[place], (end,))]
            found.update(other for _, reaches, other in before if reaches > start)
        others = (self._items[other] for other in found)
        return frozenset(
            other.id
            for other in others
            if other.claim != item.claim and (_is_own_claim(item) or _is_own_claim(other))
        )


class CountedSiblings:
    """How many siblings of an item have been added."""

    def __init__(self, siblings: Siblings) -> None:
        self._siblings = siblings
        self._claims: Counter[str] = Counter()
        self._overlapping: Counter[str] = Counter()

    def add(self, item: Item) -> None:
        self._claims[item.claim] += bool(item.claim)
        self._overlapping.update(self._siblings.overlapping(item.id))

    def of(self, item: Item) -> int:
        return self._claims[item.claim] + self._overlapping[item.id]


def _is_own_claim(item: Item) -> bool:
    return item.claim == item.id


def _pieces(item: Item) -> Iterator[tuple[tuple[str, int], int, int]]:
    for each in item.evidence:
        yield from (((each.source, each.paragraph), start, end) for start, end in each.spans)
