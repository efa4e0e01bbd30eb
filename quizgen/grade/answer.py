"""The answer that a learner gives, and the verdict on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Chosen:
    """`options` are indices into `Choice.options`."""

    options: frozenset[int]


@dataclass(frozen=True, slots=True)
class Typed:
    """One text, or one for each gap. An empty text means that the gap was left open."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """`rights` has, for each left-hand side, an index into `Matching.rights`, or None if that side
    was left open."""

    rights: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Ordered:
    """`steps` are indices into `Ordering.steps`, in the order that the learner gave."""

    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The learner compared their own answer with the model answer and judged it."""

    is_right: bool


Answer: TypeAlias = Chosen | Typed | Matched | Ordered | Judged


class Mark(StrEnum):
    CORRECT = "correct"
    CLOSE = "close"  # counts as right; the right form is shown
    WRONG = "wrong"


class Reason(StrEnum):
    """Why the mark was given; empty if the mark says everything."""

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
    ACCENTS = "accents"  # the question asks for them, and they are missing
    NOT_EXACT = "not-exact"  # it would be right if it did not have to match exactly
    OTHER_ANSWER = "other-answer"  # it answers another question of the deck
    OTHER_WORD = "other-word"  # it is a word of the text, so it is not a slip
    CONTRARY = "contrary"
    DATE_DIFFERS = "date-differs"
    DATE_ORDER = "date-order"  # it can also be read as another date
    LESS_PRECISE = "less-precise"


@dataclass(frozen=True, slots=True)
class Part:
    """The mark of one part of an answer: an option that was chosen, a gap, a pair or a step."""

    mark: Mark
    reason: Reason = Reason.NONE

    @property
    def is_right(self) -> bool:
        return self.mark is not Mark.WRONG


@dataclass(frozen=True, slots=True)
class Verdict:
    """`parts` are in the order in which they were given, and `possible` is how many of them could
    be right. A part that was left open is wrong, with the reason NO_ANSWER. `pieces` are the texts
    of the parts if several answers may be typed on one line; otherwise there are none."""

    mark: Mark
    reason: Reason
    parts: tuple[Part, ...]
    possible: int
    pieces: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        return self.mark is not Mark.WRONG


UNANSWERED = Verdict(Mark.WRONG, Reason.NO_ANSWER, parts=(), possible=1)
NOT_JUDGED = Verdict(Mark.WRONG, Reason.OWN_JUDGEMENT, parts=(), possible=1)
