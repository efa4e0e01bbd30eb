"""What one item tells of what another one asks: a rule for each way to tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from math import log2
from typing import NamedTuple, TypeAlias

from quizgen.compiling.contents import Bag, Contents
from quizgen.quiz.enemy import How
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, TextEntry

# The thresholds were found on one deck of 103 items, which a reader had judged pair by pair.
_COMMON = 12  # items of a block, or as many in a hundred: a word that more of them have is common
_FEW = 4  # items, in a deck that has hardly more
# Thousandths of a bit: sums of whole numbers are the same in whatever order a set is read.
MUCH = 4000  # what a word says that 6 items in 100 have
_SOME = 2500


class Weights:
    """How much a word says among these items, in thousandths of a bit; common ones say nothing.
    `shared` are the words that several of them have."""

    def __init__(self, contents: Sequence[Contents]) -> None:
        counts = Counter(chain.from_iterable([each.printed for each in contents]))
        unshown = frozenset().union(*[each.evidence for each in contents]) - counts.keys()
        counts.update(unshown)  # no item shows it yet: nothing is rarer
        self.shared = frozenset(word for word, n in counts.items() if n > 1)
        common = max(_FEW, min(_COMMON, _COMMON * len(contents) / 100))
        self.of: Mapping[str, int] = {
            word: round(1000 * log2(100 / n)) for word, n in counts.items() if n <= common
        }
        self.rare = frozenset(self.of)
        self._wholes: dict[Bag, int] = {}

    def weight(self, bag: Bag) -> int:
        return sum(map(self.of.__getitem__, bag & self.rare))

    def whole(self, bag: Bag) -> int:
        """The same for what is weighed again and again."""
        if bag not in self._wholes:
            self._wholes[bag] = self.weight(bag)
        return self._wholes[bag]


class Case(NamedTuple):  # made so often that a dataclass would show
    """Whether `one` tells what `other` asks; `bits` are what it shows of the theme of that."""

    weights: Weights
    one: Contents
    other: Contents
    is_near: bool
    bits: int

    def has(self, share: float, wanted: Bag, shown: Bag) -> bool:
        """Whether that share of what is wanted is shown; of common words all."""
        if wanted <= shown:
            return True
        weight = self.weights.whole(wanted)
        return weight > 0 and self.weights.weight(wanted & shown) >= share * weight


Told: TypeAlias = tuple[How, str]  # with the words that tell it


def told(case: Case) -> Told | None:
    """What the first rule finds."""
    for rule in _rules(case.other):
        if found := rule(case):
            return found
    return None


def _rules(other: Contents) -> tuple[Callable[[Case], Told | None], ...]:
    """The rules for what the other item asks, in the order of how surely they tell it."""
    match other.item.response:
        case Choice() if other.truth is not None:
            return _settles, _repeats
        case Choice() if other.is_chosen:
            return _prints, _tells, _repeats
        case TextEntry() | Gaps() | Numeric():
            return _prints, _repeats
        case Open():
            return _states, _repeats
        case Matching():
            return _pairs, _repeats
        case _:
            return (_repeats,)


def _prints(case: Case) -> Told | None:
    """A key needs words beside it that say what it answers; for one that has to be typed, they may
    stand anywhere in the item."""
    keys = [key for key in case.other.keys if _is_printed(key[1], case.one.shown, case)]
    if not keys:
        return None
    for shown, is_asserted in case.one.segments:
        for text, key in keys:
            if _is_printed(key, shown, case) and _is_clear(key, shown, is_asserted, case):
                return How.PRINTS, text
    return None


def _is_printed(key: Bag, shown: Bag, case: Case) -> bool:
    """A part of it is enough where the rest of it is known from the same words."""
    if key <= shown:
        return case.weights.whole(key) > 0 or case.one.item.claim == case.other.item.claim
    return case.is_near and case.has(0.4, key, shown)


def _is_clear(key: Bag, shown: Bag, is_asserted: bool, case: Case) -> bool:
    other = case.other
    if case.weights.weight(shown & (other.stem | other.evidence) - key) >= _SOME:
        return True
    if other.is_typed and case.bits - case.weights.weight(key & case.one.shown) >= _SOME:
        return True
    return is_asserted and case.is_near and case.weights.whole(key) > 0 and key <= shown


def _states(case: Case) -> Told | None:
    for text, point in case.other.points:
        if not case.weights.whole(point) or not case.has(0.5, point, case.one.shown):
            continue
        for shown, is_asserted in case.one.segments:
            both = shown & point
            bits = case.weights.weight(both)
            several = len(both) >= (2 if is_asserted else 3)
            is_much = case.is_near or (bits >= MUCH and several)
            if is_much and case.has(0.5, point, shown):
                return How.STATES, text
    return None


def _pairs(case: Case) -> Told | None:
    for (left, lefts), (right, rights) in case.other.pairs:
        for shown, _ in case.one.segments:
            has_both = case.has(2 / 3, lefts, shown) and case.has(2 / 3, rights, shown)
            if has_both and case.weights.weight((lefts | rights) & shown) >= MUCH:
                return How.PAIRS, f"{left}: {right}"
    return None


def _settles(case: Case) -> Told | None:
    """Half of a statement's words settle it; a false one needs a word that it should have, too."""
    other, weight = case.other, case.weights.weight
    stem, asked = other.stem & other.source, (other.stem | other.evidence) & case.weights.rare
    for shown, _ in case.one.segments if weight(stem) else ():
        both = shown & asked
        is_much = len(both) >= (2 if case.is_near else 3) and weight(both) >= MUCH
        if is_much and case.has(0.5, stem, shown) and (other.truth or weight(shown & other.hidden)):
            return How.SETTLES, ""
    return None


def _tells(case: Case) -> Told | None:
    """A key in the author's words follows from the evidence, or from its being quoted."""
    other = case.other
    if not (case.is_near and case.weights.whole(other.evidence)):
        return None
    if any(key & other.evidence for _, key in other.keys):
        return None
    shown = case.one.asserted
    if case.weights.whole(other.hidden) and case.has(2 / 3, other.hidden, shown):
        return How.TELLS, ""
    if not other.quoted & other.evidence and case.has(0.5, other.evidence, case.one.quoted):
        return How.QUOTES, ""
    return None


def _repeats(case: Case) -> Told | None:
    one, other = case.one, case.other
    both = one.answer & other.answer
    weight = case.weights.weight
    if weight(both) < (_SOME if case.is_near else MUCH):
        return None
    if not case.is_near and weight((one.evidence & other.evidence) - both) < _SOME:
        return None
    is_same = any(case.has(0.5, each.answer, both) for each in (one, other))
    return (How.REPEATS, "") if is_same else None
