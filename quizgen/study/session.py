"""What is asked, in which order: pure, so that the same day and seed give the same session.

Due first, then new ones, then what was missed earlier the same day. New ones are taken in the
author's order, one of each claim before a second of any. Nothing about a session is stored: the
log says what was answered today, and a session that was cut off goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, repeat
from typing import NamedTuple

from quizgen.chance import shuffled


class Stage(StrEnum):
    DUE = "due"
    NEW = "new"
    AGAIN = "again"  # missed today: asked until right, without being scheduled


class Turn(NamedTuple):
    item: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Amounts:
    """`new` is a day's, `limit` the session's; None is no limit."""

    new: int
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the history says of a deck's items on a day. `introduced`: answered for the first
    time today; `unlearned`: missed today and not put right."""

    day: int
    due_days: Mapping[str, int]
    introduced: frozenset[str] = frozenset()
    unlearned: Sequence[str] = ()


ClaimOf = Callable[[str], str]


def plan(
    names: Sequence[str], known: Known, amounts: Amounts, seed: str, claim_of: ClaimOf
) -> tuple[Turn, ...]:
    """`names` are the ids of the items that may be asked, in the author's order."""
    there = frozenset(names)
    days = known.due_days
    due = shuffled((name for name in days if days[name] <= known.day and name in there), str, seed)
    due.sort(key=days.__getitem__)
    unseen = (name for name in names if name not in days)
    wanted = amounts.new - len(known.introduced & there)
    new = _one_of_each_claim(unseen, max(0, wanted), claim_of)
    missed = (name for name in known.unlearned if name in there)
    stages = ((due, Stage.DUE), (shuffled(new, str, seed), Stage.NEW), (missed, Stage.AGAIN))
    turns = (map(Turn._make, zip(items, repeat(stage))) for items, stage in stages)
    return tuple(chain.from_iterable(turns))[: amounts.limit]


def next_turn(waiting: Sequence[Turn], previous_claim: str, claim_of: ClaimOf) -> int:
    """The index of the turn to take: the first, unless it is about the claim just asked about
    and another of its stage is not."""
    stage = waiting[0].stage
    for index, turn in enumerate(waiting[:_LOOK_AHEAD]):
        if turn.stage is stage and claim_of(turn.item) != previous_claim:
            return index
    return 0


def come_back(waiting: Sequence[Turn], item: str) -> tuple[Turn, ...]:
    """A missed item returns after three others, or at the end."""
    return (*waiting[:_APART], Turn(item, Stage.AGAIN), *waiting[_APART:])


_APART = 3
_LOOK_AHEAD = 20
_LOOKED_AT = 200  # items searched for other claims: with one huge claim there is nothing to find


def _one_of_each_claim(unseen: Iterator[str], wanted: int, claim_of: ClaimOf) -> list[str]:
    chosen: list[str] = []
    passed: list[str] = []
    claims: set[str] = set()
    for looked_at, name in enumerate(unseen):
        if len(chosen) == wanted or looked_at > _LOOKED_AT + wanted:
            break
        claim = claim_of(name)
        (passed if claim in claims else chosen).append(name)
        claims.add(claim)
    return (chosen + passed)[:wanted]
