"""Items that ask about the same thing: those of one claim, and questions on overlapping words.

They are kept apart wherever items follow or stand beside each other. A question that names no claim
is a claim of its own, so only its words tell what else asks about them. Two claims that share words
were parted by their author, and stay two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from itertools import product
from typing import NamedTuple

from quizgen.quiz.model import Item


class Words(NamedTuple):
    """What an item rests on: source, paragraph, start and end of each piece. Thousands of items may
    rest on the same. `claim` is empty for a question that is its own claim."""

    pieces: tuple[tuple[str, int, int, int], ...]
    claim: str


class Siblings:
    """The words are cut when somebody asks: a session asks about few items of a large deck."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = {item.id: item for item in items}
        # A cache on the method itself would keep every instance alive.
        self.overlapping = cache(self._overlapping)

    def among(self, names: Iterable[str]) -> Siblings:
        """The siblings that the items with these ids are of each other."""
        return Siblings(map(self._items.__getitem__, names))

    def claim(self, name: str) -> str:
        return self._items[name].claim

    def are(self, one: str, other: str) -> bool:
        """Whether the items with these ids are siblings."""
        both = self.among((one, other))
        is_one_claim = self.claim(one) == self.claim(other)
        return is_one_claim or both.words[other] in both.overlapping(both.words[one])

    @cached_property
    def words(self) -> Mapping[str, Words]:
        return {name: words_of(item) for name, item in self._items.items()}

    @cached_property
    def _places(self) -> Mapping[tuple[bool, str, int], list[tuple[int, int, Words]]]:
        """Pieces in their order by whether a claim rests on them, source and paragraph."""
        places: defaultdict[tuple[bool, str, int], list[tuple[int, int, Words]]] = defaultdict(list)
        for words in dict.fromkeys(self.words.values()):
            for source, paragraph, start, end in words.pieces:
                places[bool(words.claim), source, paragraph].append((start, end, words))
        for pieces in places.values():
            pieces.sort()
        return places

    def _overlapping(self, words: Words) -> frozenset[Words]:
        """What overlaps with these words, where one of the two is of a question of its own."""
        found: set[Words] = set()
        for (source, paragraph, start, end), is_of_claim in product(words.pieces, (False, True)):
            if not (words.claim and is_of_claim):
                pieces = self._places.get((is_of_claim, source, paragraph), [])
                # The words that begin where these end do not overlap with them.
                before = pieces[: bisect_left(pieces, (end,))]
                found.update(other for _, reaches, other in before if reaches > start)
        return frozenset(found)


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


def words_of(item: Item) -> Words:
    pieces = [(each.source, each.paragraph, *span) for each in item.evidence for span in each.spans]
    return Words(tuple(pieces), "" if item.claim == item.id else item.claim)
