"""Exchanges cards between days until none of a day tell of each other, the first days first.

Laying out one card after the other leaves some without a good place. This is a tabu search: the
best exchange is made even where it makes matters worse, and what was moved stays for a while, now
longer and now shorter, so that the search does not go round in a circle. The best state that was
met is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from random import Random

_MOST_CARDS = 200  # the first ten days; nobody notices the others for weeks
_MOST_EXCHANGES = 200_000  # looked at, which takes a tenth of a second
_STAY = 7  # exchanges, at least, for which a card stays where it has come
_WORSE = 4.0  # so much a neighbour on one day counts more than on the next day

Told = Callable[[int, int], bool]


def mended(size: int, day: int, is_told: Told) -> list[int]:
    """The places of an order of `size` cards, each with the number of the card that comes there.
    `day` is the length of a day, and `is_told` whether two cards, by number, should be apart."""
    days = _Days(min(size, _MOST_CARDS), day, is_told)
    days.search()
    return [*days.best, *range(len(days.best), size)]


class _Days:
    def __init__(self, size: int, day: int, is_told: Told) -> None:
        self.best = list(range(size))
        self._at = list(range(size))  # by place
        self._days = [place // day for place in range(size)]
        self._near: list[set[int]] = [set() for _ in range(size)]
        for one, other in combinations(range(size), 2):
            if is_told(one, other):
                self._near[one].add(other)
                self._near[other].add(one)
        count = -(-size // day)
        self._weights = [_WORSE**-number for number in range(count)]
        self._told = [[0] * count for _ in range(size)]  # neighbours of a card on each day
        for card, near in enumerate(self._near):
            for each in near:
                self._told[card][self._days[each]] += 1
        self._stays = [0] * size  # until which exchange
        self._place = list(range(size))  # by card

    def search(self) -> None:
        cost = least = self._cost()
        looked, step = 0, 0
        chance = Random(0)  # noqa: S311  # no secret: the same deck has the same order
        while (bad := self._bad()) and looked < _MOST_EXCHANGES:
            looked += len(bad) * len(self._days)
            step += 1
            found = self._best_exchange(bad, step, least - cost)
            if found is None:  # all of them stay for now
                continue
            change, one, other = found
            self._exchange(one, other)
            self._stays[one] = self._stays[other] = step + _STAY + chance.randrange(_STAY)
            cost += change
            if cost < least - _EPSILON:
                least, self.best = cost, list(self._at)

    def _cost(self) -> float:
        told = zip(self._told, self._days, strict=True)
        return sum(counts[day] * self._weights[day] for counts, day in told) / 2

    def _bad(self) -> list[int]:
        return [card for card, day in enumerate(self._days) if self._told[card][day]]

    def _best_exchange(
        self, bad: Sequence[int], step: int, wanted: float
    ) -> tuple[float, int, int] | None:
        """A card that stays is moved only if that is better than all before."""
        found: tuple[float, int, int] | None = None
        for one in bad:
            for other, day in enumerate(self._days):
                if day == self._days[one]:
                    continue
                change = self._change(one, other)
                stays = max(self._stays[one], self._stays[other]) >= step
                if stays and change >= wanted - _EPSILON:
                    continue
                if found is None or change < found[0] - _EPSILON:
                    found = change, one, other
        return found

    def _change(self, one: int, other: int) -> float:
        here, there = self._days[one], self._days[other]
        both = other in self._near[one]
        mine, theirs = self._told[one], self._told[other]
        arriving = self._weights[there] * (mine[there] - theirs[there] - both)
        return arriving + self._weights[here] * (theirs[here] - mine[here] - both)

    def _exchange(self, one: int, other: int) -> None:
        for card, partner in ((one, other), (other, one)):
            for each in self._near[card]:
                self._told[each][self._days[card]] -= 1
                self._told[each][self._days[partner]] += 1
        for numbers in (self._days, self._place):
            numbers[one], numbers[other] = numbers[other], numbers[one]
        self._at[self._place[one]], self._at[self._place[other]] = one, other


_EPSILON = 1e-9
