"""Cards that tell of each other are exchanged between days."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import combinations

import pytest

from quizgen.writers.anki.mended_days import mended


def told_of(pairs: set[frozenset[int]]) -> Callable[[int, int], bool]:
    return lambda one, other: frozenset((one, other)) in pairs


def clashes(order: list[int], day: int, pairs: set[frozenset[int]]) -> list[int]:
    """The number on each day."""
    days = (order[start : start + day] for start in range(0, len(order), day))
    return [sum(frozenset(pair) in pairs for pair in combinations(each, 2)) for each in days]


def test_an_order_without_clashes_stays() -> None:
    assert mended(50, 20, told_of({frozenset((0, 20)), frozenset((19, 39))})) == [*range(50)]


def test_two_of_a_day_come_on_two_days() -> None:
    pairs = {frozenset((0, 1))}
    order = mended(40, 20, told_of(pairs))
    assert sorted(order) == [*range(40)]
    assert clashes(order, 20, pairs) == [0, 0]
    assert sum(place != card for place, card in enumerate(order)) == 2, "no more than it takes"


@pytest.mark.parametrize("seed", range(5))
def test_what_can_be_kept_apart_is(seed: int) -> None:
    """Each claim has four cards, one for each day."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    claims = [card % 20 for card in range(80)]
    chance.shuffle(claims)
    pairs = {
        frozenset(two) for two in combinations(range(80), 2) if claims[two[0]] == claims[two[1]]
    }
    assert sum(clashes([*range(80)], 20, pairs)) > 8
    assert clashes(mended(80, 20, told_of(pairs)), 20, pairs) == [0, 0, 0, 0]


def test_what_cannot_be_kept_apart_comes_late() -> None:
    """Ten cards tell of each other, and there are four days."""
    pairs = {frozenset(two) for two in combinations(range(10), 2)}
    found = clashes(mended(80, 20, told_of(pairs)), 20, pairs)
    assert found[0] == 0
    assert found == sorted(found)


def test_only_the_first_days_of_a_large_deck_are_mended() -> None:
    asked = []

    def is_told(one: int, other: int) -> bool:
        asked.append(max(one, other))
        return one + 1 == other

    order = mended(1000, 20, is_told)
    assert max(asked) == 199
    assert order[200:] == [*range(200, 1000)]
    assert sorted(order) == [*range(1000)]


@pytest.mark.parametrize("size", [0, 1, 19, 20, 21])
def test_a_deck_of_any_size_is_ordered(size: int) -> None:
    assert sorted(mended(size, 20, lambda one, other: True)) == [*range(size)]
