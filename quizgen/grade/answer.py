"""What a learner gives, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Chosen:
    """Indices into `Choice.options`."""

    options: frozenset[int]


@dataclass(frozen=True, slots=True)
class Typed:
    """One text, or one for each gap; an empty one is a gap left open."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """For each left-hand side an index into `Matching.rights`, or None where it was left open."""

    rights: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Ordered:
    """Indices into `Ordering.steps`, in the order given."""

    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the learner made of an answer of their own."""

    is_right: bool


Answer: TypeAlias = Chosen | Typed | Matched | Ordered | Judged


class Mark(StrEnum):
    CORRECT = "correct"
    CLOSE = "close"  # counts as right; the right form is shown
    WRONG = "wrong"


class Reason(StrEnum):
    """Why; empty where the mark says it all."""

    NONE = ""
    VARIANT = "variant"  # one of the accepted variants
    NO_ANSWER = "no-answer"
    NOT_A_NUMBER = "not-a-number"
    NUMBER_DIFFERS = "number-differs"
    UNIT = "unit"
    NAMED_TWICE = "named-twice"
    SOME_WRONG = "some-wrong"  # some parts right, some not
    SOME_MISSING = "some-missing"  # nothing wrong among what was given
    OWN_JUDGEMENT = "own-judgement"
    TYPO = "typo"
    TYPOS = "typos"
    FORM = "form"  # another case, number or gender of the word
    SPELLING = "spelling"  # another spelling of a name
    LETTERS = "letters"  # another alphabet, or a keyboard that lacks some letters
    ACCENTS = "accents"  # asked for, and missing
    NOT_EXACT = "not-exact"  # right, were it not to be exactly as written
    OTHER_ANSWER = "other-answer"  # it answers another question of the deck
    OTHER_WORD = "other-word"  # a word of the text, not a slip
    CONTRARY = "contrary"
    DATE_DIFFERS = "date-differs"
    DATE_ORDER = "date-order"  # can be read as another date, too
    LESS_PRECISE = "less-precise"


@dataclass(frozen=True, slots=True)
class Part:
    """One option chosen, one gap, one pair, one step."""

    mark: Mark
    reason: Reason = Reason.NONE

    @property
    def is_right(self) -> bool:
        return self.mark is not Mark.WRONG


@dataclass(frozen=True, slots=True)
class Verdict:
    """`parts` stand in the order of what was given; `possible` is how many right parts there
    could be. What was left open is a wrong part with the reason NO_ANSWER. `pieces` are the texts
    of the parts where several answers may be typed in one line; empty elsewhere."""

    mark: Mark
    reason: Reason
    parts: tuple[Part, ...]
    possible: int
    pieces: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        return self.mark is not Mark.WRONG
