"""Plans which questions a session asks, and in which order.

The plan is pure: the same day and seed give the same session. Questions that are due come first,
then new ones, then those missed earlier the same day. New ones are taken claim by claim in the
author's order (in a large deck, by chance), one of each claim before a second of any; a question on
words that another asks about waits like a second. A session stores no plan: the log says what was
answered today, so a session that was cut off goes on there. How far it has come is a value, so that
an undo returns to an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain, repeat, zip_longest
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from quizgen.quiz.chance import shuffled
from quizgen.quiz.order import NO_SPOILERS, Spoilers, apart
from quizgen.quiz.siblings import Siblings, Words


class Stage(StrEnum):
    DUE = "due"
    NEW = "new"
    PRACTICE = "practice"  # asked whatever the schedule says, which it leaves alone
    AGAIN = "again"  # missed today, so asked until it is right, without being scheduled


class Turn(NamedTuple):
    item: str
    stage: Stage


class Amounts(Struct, frozen=True):
    """`new` is the number of new items a day, `limit` the most questions of one session, and
    `most_due` the most due ones without a limit: thousands would only be put off as a whole."""

    new: int
    limit: int | None = None
    most_due: int = 100

    @property
    def due(self) -> int:
        return self.most_due if self.limit is None else self.limit

    def new_beside(self, due: int) -> int:
        """Each new item comes back about ten times in its first year, so new ones become fewer as
        due ones pile up, and stop before the pile is more than one session."""
        return min(self.new, 2 * self.new * max(0, self.most_due - due) // self.most_due)

    def share(self, decks: int) -> Amounts:
        """What one of so many decks may take, rounded up."""
        limit = None if self.limit is None else -(-self.limit // decks)
        return Amounts(-(-self.new // decks), limit, -(-self.most_due // decks))

    def without(self, asked: int, new: int) -> Amounts:
        """What is left for other decks."""
        limit = None if self.limit is None else self.limit - asked
        return Amounts(self.new - new, limit, max(1, self.most_due - asked))


class KnownItems(Struct, frozen=True):
    """What the history says about a deck's items on a day: those `introduced` were answered for the
    first time that day, those `unlearned` were missed that day and not put right."""

    day: int
    due_days: Mapping[str, int]
    introduced: frozenset[str] = frozenset()
    unlearned: Sequence[str] = ()


def plan(
    names: Sequence[str],
    known: KnownItems,
    amounts: Amounts,
    seed: str,
    siblings: Siblings,
    spoilers: Spoilers = NO_SPOILERS,
) -> tuple[Turn, ...]:
    """`names` are the ids of the items that may be asked, in the author's order. A question comes
    before those that give it away, or last; a new one on another day, if there are others."""
    there = frozenset(names)
    days = known.due_days
    # Sorted by id first: the same history must give the same order, whatever order SQLite gave.
    due = sorted(sorted(due_of(names, known)), key=days.__getitem__)
    wanted = max(0, amounts.new_beside(len(due)) - len(known.introduced & there))
    mixed = sorted(shuffled(due[:_SHUFFLED], str, seed), key=days.__getitem__)
    due = [*apart(mixed, spoilers), *due[_SHUFFLED:]][: amounts.due]
    shown = [*due, *known.introduced]
    unseen = [name for name in names if name not in days]
    new = apart(_one_of_each_claim(unseen, wanted, siblings, seed), spoilers, shown)[:wanted]
    new = apart(shuffled(new, str, seed), spoilers, shown)
    missed = (name for name in known.unlearned if name in there)
    stages = ((due, Stage.DUE), (new, Stage.NEW), (missed, Stage.AGAIN))
    turns = (map(Turn._make, zip(items, repeat(stage))) for items, stage in stages)
    return tuple(chain.from_iterable(turns))[: amounts.limit]


def due_of(names: Sequence[str], known: KnownItems) -> list[str]:
    days, later = known.due_days, known.day + 1
    return [name for name in names if days.get(name, later) < later]


def practice(names: Sequence[str], limit: int | None, seed: str) -> tuple[Turn, ...]:
    """Plans all of `names` in a random order."""
    return tuple(Turn(name, Stage.PRACTICE) for name in shuffled(names, str, seed))[:limit]


class Progress(Struct, frozen=True):
    """`answered` counts committed answers, `tries` first tries and `right` those of them that were
    right. `before` is the item asked last; `misses` says how often each was missed."""

    waiting: tuple[Turn, ...]
    before: str = ""
    number: int = 0
    answered: int = 0
    tries: int = 0
    right: int = 0
    misses: Mapping[str, int] = field(default_factory=dict)

    def step(self, siblings: Siblings, spoilers: Spoilers = NO_SPOILERS) -> tuple[Turn, Progress]:
        """The turn to take, and the progress while its question is unanswered."""
        index = next_turn(self.waiting, self.before, siblings, spoilers)
        turn = self.waiting[index]
        rest = (*self.waiting[:index], *self.waiting[index + 1 :])
        return turn, replace(self, waiting=rest, before=turn.item, number=self.number + 1)

    def marked(self, turn: Turn, is_right: bool) -> Progress:
        """The progress after an answer. A missed item comes back later."""
        is_first = turn.stage is not Stage.AGAIN
        progress = replace(
            self,
            answered=self.answered + 1,
            tries=self.tries + is_first,
            right=self.right + (is_first and is_right),
        )
        return progress if is_right else progress._missed(turn.item)

    def without(self, item: str) -> Progress:
        """The progress after `item` was suspended, so that it does not come back."""
        return replace(self, waiting=tuple(turn for turn in self.waiting if turn.item != item))

    def _missed(self, item: str) -> Progress:
        misses = self.misses.get(item, 0) + 1
        waiting = come_back(self.waiting, item, misses)
        return replace(self, waiting=waiting, misses={**self.misses, item: misses})


def next_turn(
    waiting: Sequence[Turn], before: str, siblings: Siblings, spoilers: Spoilers = NO_SPOILERS
) -> int:
    """Returns the index of the first turn that is no sibling of the item asked just now, or 0. It
    looks only at turns of the first turn's stage, and passes over none that this turn gives
    away."""
    stage = waiting[0].stage
    passed: set[str] = set()  # what gives those away that are passed over
    for index, turn in enumerate(waiting[:_LOOK_AHEAD]):
        is_free = turn.stage is stage and turn.item not in passed
        if is_free and not (before and siblings.are(turn.item, before)):
            return index
        passed.update(spoilers.of(turn.item))
    return 0


def come_back(waiting: Sequence[Turn], item: str, misses: int = 1) -> tuple[Turn, ...]:
    """A missed item returns after three others, then six, then twelve, or at the end. At a fixed
    distance, four missed items would go round for ever and keep the rest waiting."""
    place = _APART * 2 ** (misses - 1)
    return (*waiting[:place], Turn(item, Stage.AGAIN), *waiting[place:])


_APART = 3
_LOOK_AHEAD = 20
_SHUFFLED = 1000  # due items; more than anybody answers in a day
_LOOKED_AT = 200  # items; a larger deck is sampled evenly, so that planning stays fast


def _one_of_each_claim(
    unseen: Sequence[str], wanted: int, siblings: Siblings, seed: str
) -> list[str]:
    """All that can be picked, the best first. A claim's item is picked at random, because the first
    items often come from one template, and ten statements that are all true teach little."""
    by_claim: dict[str, list[str]] = {}
    sample = _sample(unseen, _LOOKED_AT + wanted, seed)
    for name in sample:
        by_claim.setdefault(siblings.claim(name), []).append(name)
    mixed = [shuffled(names, str, seed) for names in by_claim.values()]
    rounds = chain.from_iterable(zip_longest(*mixed))
    return list(
        _on_other_words((name for name in rounds if name is not None), siblings.among(sample))
    )


def _on_other_words(names: Iterable[str], siblings: Siblings) -> Iterator[str]:
    """Those on overlapping words come after all others, as the second of a claim does."""
    taken: set[Words] = set()
    later: list[str] = []
    for name in names:
        if taken.isdisjoint(siblings.overlapping(siblings.words[name])):
            taken.add(siblings.words[name])
            yield name
        else:
            later.append(name)
    yield from later


def _sample(names: Sequence[str], size: int, seed: str) -> Sequence[str]:
    if len(names) <= size:
        return names
    return shuffled(names[:: len(names) // size], str, seed)
