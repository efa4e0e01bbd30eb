"""Orders in which no question gives away one that comes after it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heappop, heappush

from quizgen.quiz.enemy import NO_ENEMIES, Enemies
from quizgen.quiz.model import Item


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


NO_SPOILERS = Spoilers(NO_ENEMIES, ())


class Shown:
    """The questions that have been shown."""

    def __init__(self, spoilers: Spoilers, names: Iterable[str] = ()) -> None:
        self._spoilers = spoilers
        self._names: set[str] = set()
        self._groups: defaultdict[str, list[str]] = defaultdict(list)
        for name in names:
            self.add(name)

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
    """What has to come after each, since it gives it away. Two that give each other away are in no
    order; where such steps lead round in a circle, one of them is left out."""
    there = frozenset(names)
    found = {
        name: [
            each for each in spoilers.of(name) if each in there and name not in spoilers.of(each)
        ]
        for name in names
    }
    places = {name: at for at, name in enumerate(ordered(names, found))}
    return {
        name: [each for each in later if places[each] > places[name]]
        for name, later in found.items()
    }


def ordered(names: Sequence[str], later: Mapping[str, list[str]]) -> list[str]:
    """`names` in their order, but each before those in `later` that have to come after it."""
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
        for each in later[name]:
            waiting[each] -= 1
            if not waiting[each]:
                heappush(ready, places[each])
    return list(found)
