"""Items that are kept apart: siblings, which ask about the same thing, and those that spoil others.

Siblings are the items of one claim, and questions on overlapping words. A question that names no
claim is a claim of its own, so only its words tell what else asks about them. Two claims that share
words were parted by their author, and stay two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property
from heapq import heappop, heappush
from itertools import product
from typing import NamedTuple

from quizgen.quiz.enemy import Enemies
from quizgen.quiz.model import Item


class Words(NamedTuple):
    """What an item rests on: source, paragraph, start and end of each piece. Thousands of items may
    rest on the same. `claim` is empty for a question that is its own claim."""

    pieces: tuple[tuple[str, int, int, int], ...]
    claim: str


class Siblings:
    """The words are cut when somebody asks: a session asks about few items of a large deck."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = tuple(items)
        # A cache on the method itself would keep every instance alive.
        self.overlapping = cache(self._overlapping)

    @cached_property
    def words(self) -> Mapping[str, Words]:
        return {item.id: words_of(item) for item in self._items}

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


class Spoilers:
    """What spoils a question when it is seen before: those that give it away, those that its author
    keeps apart from it, and any of a group of which one is enough, unless the two are friends."""

    def __init__(self, enemies: Enemies, items: Iterable[Item]) -> None:
        self._enemies = enemies
        self._of: defaultdict[str, set[str]] = defaultdict(set)
        self._friends: set[frozenset[str]] = set()
        for each in enemies.pairs:
            self._of[each.asked].add(each.teller)
        for item in items:
            for name in item.friends:
                self._friends.add(frozenset((item.id, name)))
            for name in item.enemies:
                self._of[item.id].add(name)
                self._of[name].add(item.id)

    def of(self, name: str) -> Collection[str]:
        return self._of.get(name, ())

    def groups(self, name: str) -> list[str]:
        return [each.name for each in self._enemies.groups_of(name)]

    def are_friends(self, one: str, other: str) -> bool:
        return frozenset((one, other)) in self._friends


class Shown:
    """The questions that have been shown."""

    def __init__(self, spoilers: Spoilers) -> None:
        self._spoilers = spoilers
        self._names: set[str] = set()
        self._groups: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, name: str) -> None:
        self._names.add(name)
        for group in self._spoilers.groups(name):
            self._groups[group].append(name)

    def spoils(self, name: str) -> bool:
        if not self._names.isdisjoint(self._spoilers.of(name)):
            return True
        alike = (each for group in self._spoilers.groups(name) for each in self._groups[group])
        return any(not self._spoilers.are_friends(each, name) for each in alike)


def asked_first(names: Sequence[str], spoilers: Spoilers) -> list[str]:
    """`names` in their order, but each before what gives it away."""
    return ordered(names, tellers(names, spoilers))


def tellers(names: Sequence[str], spoilers: Spoilers) -> Mapping[str, list[str]]:
    """What has to come after each that can be given away, since it does so. Two that give each
    other away are in no order; where such steps lead round in a circle, one is left out."""
    there = frozenset(names)
    found = {
        name: [each for each in told if each in there and name not in spoilers.of(each)]
        for name in names
        if (told := spoilers.of(name))
    }
    places = {name: at for at, name in enumerate(ordered(names, found))}
    return {
        name: [each for each in later if places[each] > places[name]]
        for name, later in found.items()
    }


def ordered(names: Sequence[str], later: Mapping[str, list[str]]) -> list[str]:
    """`names` in their order, but each before those in `later` that have to come after it."""
    if not later:
        return list(names)
    places = {name: at for at, name in enumerate(names)}
    waiting = Counter(each for found in later.values() for each in found)
    ready = [at for name, at in places.items() if not waiting[name]]
    found: dict[str, None] = {}
    # In a circle no question is ever ready; then the first one that is left is taken.
    left = (at for at, name in enumerate(names) if name not in found)
    while len(found) < len(places):
        name = names[heappop(ready) if ready else next(left)]
        if name in found:
            continue
        found[name] = None
        for each in later.get(name, ()):
            waiting[each] -= 1
            if not waiting[each]:
                heappush(ready, places[each])
    return list(found)
