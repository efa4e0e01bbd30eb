"""The order in which Anki introduces new cards.

A learner meets about twenty a day. A question comes before those that give it away, and two of
which one gives the other away, or that ask about one claim, come on different days if that can be.
What is hardest to place comes first; otherwise the last days would hold all that was put off.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

from quizgen.quiz.model import CompiledDeck, Item, Outlet
from quizgen.quiz.order import Shown, Spoilers, asked_first, tellers
from quizgen.quiz.siblings import CountedSiblings, Siblings

_A_DAY = 20  # new cards, as Anki has it unless a learner says otherwise
PLANNED = 3000  # items laid out by days, which takes as long as writing them; the others come after
# 150 days, in the order of their claims
_NEAR = 100  # items that a day is chosen from, so that a large deck keeps its author's order


def in_order(deck: CompiledDeck) -> list[Item]:
    """All items for Anki."""
    items = deck.items_for(Outlet.ANKI)
    spoilers = Spoilers(deck.enemies, items)
    names = asked_first([item.id for item in in_turn(items)], spoilers)
    planned, later = names[:PLANNED], names[PLANNED:]
    by_days = [deck.by_id[name] for name in planned]
    calendar = _Calendar(by_days, spoilers, tellers(planned, spoilers))
    waiting = deque(by_days)
    found: list[Item] = []
    while waiting:
        near = [waiting.popleft() for _ in range(min(_NEAR, len(waiting)))]
        day = calendar.day(near)
        found += [item for item in near if item.id in day]
        waiting.extendleft(item for item in reversed(near) if item.id not in day)
    return found + [deck.by_id[name] for name in later]


def in_turn(items: Iterable[Item]) -> list[Item]:
    """The first item of each claim, then the second of each, and so on. So the first cards cover
    the whole text, and two questions on the same words do not follow each other."""
    rounds: defaultdict[int, list[Item]] = defaultdict(list)
    mixed = list(items)
    seen = CountedSiblings(Siblings(mixed))
    for item in mixed:
        rounds[seen.of(item)].append(item)
        seen.add(item)
    return [item for turn in sorted(rounds) for item in rounds[turn]]


class _Calendar:
    """What has to come before or beside each item that is not placed yet."""

    def __init__(
        self, items: Sequence[Item], spoilers: Spoilers, later: Mapping[str, list[str]]
    ) -> None:
        there = frozenset(item.id for item in items)
        self.spoilers = spoilers
        self.siblings = Siblings(items)
        self.beside: defaultdict[str, set[str]] = defaultdict(set)
        for name in there:
            for teller in there.intersection(spoilers.of(name)):
                self.beside[name].add(teller)
                self.beside[teller].add(name)
        self._beside_left = Counter({name: len(beside) for name, beside in self.beside.items()})
        self._later = later
        self.too_early = Counter(each for found in later.values() for each in found)
        self._siblings = CountedSiblings(self.siblings)
        for item in items:
            self._siblings.add(item)

    def day(self, near: Sequence[Item]) -> set[str]:
        day = _Day(self)
        for item in sorted(near, key=self._ties, reverse=True):
            if len(day.names) < _A_DAY and not any(day.against(item)):
                day.add(item)
        while len(day.names) < min(_A_DAY, len(near)):
            day.add(min((each for each in near if each.id not in day.names), key=day.against))
        return day.names

    def _ties(self, item: Item) -> int:
        return self._beside_left[item.id] + self._siblings.of(item)

    def place(self, name: str) -> None:
        self._beside_left.subtract(self.beside[name])
        self.too_early.subtract(self._later[name])


class _Day:
    def __init__(self, calendar: _Calendar) -> None:
        self.names: set[str] = set()
        self._calendar = calendar
        self._shown = Shown(calendar.spoilers)
        self._siblings = CountedSiblings(calendar.siblings)

    def against(self, item: Item) -> tuple[bool, int, int]:
        """What speaks against the item today, the worst first."""
        name, calendar = item.id, self._calendar
        told = len(calendar.beside[name] & self.names) + self._shown.spoils(name)
        return calendar.too_early[name] > 0, told, self._siblings.of(item)

    def add(self, item: Item) -> None:
        self.names.add(item.id)
        self._shown.add(item.id)
        self._siblings.add(item)
        self._calendar.place(item.id)
