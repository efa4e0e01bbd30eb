"""What is asked, in which order: pure, so that the same day and seed give the same session.

Due first, then new ones, then what was missed earlier the same day. New ones are taken claim by
claim in the author's order (in a large deck by chance), one of each before a second of any.
Nothing about a session is stored: the log says what was answered today, and a session that was
cut off goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice, repeat, zip_longest
from typing import NamedTuple

from quizgen.quiz.chance import shuffled
from quizgen.quiz.model import CompiledDeck


class Stage(StrEnum):
    DUE = "due"
    NEW = "new"
    PRACTICE = "practice"  # asked whatever the schedule says, which it leaves alone
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
class KnownItems:
    """What the history says of a deck's items on a day. `introduced`: answered for the first
    time today; `unlearned`: missed today and not put right."""

    day: int
    due_days: Mapping[str, int]
    introduced: frozenset[str] = frozenset()
    unlearned: Sequence[str] = ()


ClaimOf = Callable[[str], str]


def claim_of(deck: CompiledDeck) -> ClaimOf:
    """The claim of an item of the deck, by the item's id."""
    return lambda name: deck.by_id[name].claim


def plan(
    names: Sequence[str], known: KnownItems, amounts: Amounts, seed: str, claim_of: ClaimOf
) -> tuple[Turn, ...]:
    """`names` are the ids of the items that may be asked, in the author's order."""
    there = frozenset(names)
    days = known.due_days
    due = sorted(name for name in days if days[name] <= known.day and name in there)
    due.sort(key=days.__getitem__)
    due[:_SHUFFLED] = sorted(shuffled(due[:_SHUFFLED], str, seed), key=days.__getitem__)
    unseen = [name for name in names if name not in days]
    wanted = amounts.new - len(known.introduced & there)
    new = _one_of_each_claim(unseen, max(0, wanted), claim_of, seed)
    missed = (name for name in known.unlearned if name in there)
    stages = ((due, Stage.DUE), (shuffled(new, str, seed), Stage.NEW), (missed, Stage.AGAIN))
    turns = (map(Turn._make, zip(items, repeat(stage))) for items, stage in stages)
    return tuple(chain.from_iterable(turns))[: amounts.limit]


def practice(names: Sequence[str], limit: int | None, seed: str) -> tuple[Turn, ...]:
    """All of `names`, in an order of chance."""
    return tuple(Turn(name, Stage.PRACTICE) for name in shuffled(names, str, seed))[:limit]


def next_turn(waiting: Sequence[Turn], previous_claim: str, claim_of: ClaimOf) -> int:
    """The index of the turn to take: the first, unless it is about the claim just asked about
    and another of its stage is not."""
    stage = waiting[0].stage
    for index, turn in enumerate(waiting[:_LOOK_AHEAD]):
        if turn.stage is stage and claim_of(turn.item) != previous_claim:
            return index
    return 0


def come_back(waiting: Sequence[Turn], item: str, misses: int = 1) -> tuple[Turn, ...]:
    """A missed item returns after three others, then six, then twelve, or at the end: at one
    distance, four that are missed would go round for ever and keep the rest waiting."""
    place = _APART * 2 ** (misses - 1)
    return (*waiting[:place], Turn(item, Stage.AGAIN), *waiting[place:])


_APART = 3
_LOOK_AHEAD = 20
_SHUFFLED = 1000  # of what is due: more than anybody answers in a day
_LOOKED_AT = 200  # of a larger deck, so many items from all over it stand for all


def _one_of_each_claim(
    unseen: Sequence[str], wanted: int, claim_of: ClaimOf, seed: str
) -> list[str]:
    """Which of a claim's items is chance: the first ones are apt to be of the same template, and
    ten statements that are all true teach little."""
    by_claim: dict[str, list[str]] = {}
    for name in _sample(unseen, _LOOKED_AT + wanted, seed):
        by_claim.setdefault(claim_of(name), []).append(name)
    mixed = [shuffled(names, str, seed) for names in by_claim.values()]
    rounds = chain.from_iterable(zip_longest(*mixed))
    return list(islice((name for name in rounds if name is not None), min(wanted, len(unseen))))


def _sample(names: Sequence[str], size: int, seed: str) -> Sequence[str]:
    if len(names) <= size:
        return names
    return shuffled(names[:: len(names) // size], str, seed)
