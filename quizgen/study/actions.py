"""What a learner can do at a prompt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from quizgen.grade.answer import Answer


class Command(Enum):
    HINT = auto()
    REVEAL = auto()  # shows the answer; counts as not known
    SKIP = auto()
    UNDO = auto()  # takes the last answer, or suspension, back
    SUSPEND = auto()  # is not asked again
    QUIT = auto()
    RIGHT = auto()  # overrules the verdict just given
    WRONG = auto()
    NEXT = auto()


@dataclass(frozen=True, slots=True)
class Remark:
    """The question is bad; the text is for its author, and may be empty."""

    text: str


@dataclass(frozen=True, slots=True)
class Given:
    answer: Answer
    is_hinted: bool = False


Action: TypeAlias = Command | Remark
