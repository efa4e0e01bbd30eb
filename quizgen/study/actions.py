"""Names what a learner can do at a prompt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from quizgen.grade.answer import Answer


class Command(Enum):
    HINT = auto()
    REVEAL = auto()  # shows the answer, and counts as a wrong one
    SKIP = auto()
    UNDO = auto()  # takes back the last answer or suspension
    SUSPEND = auto()  # keeps the question out of later sessions
    QUIT = auto()
    RIGHT = auto()  # overrules the verdict just given, as WRONG does
    WRONG = auto()
    NEXT = auto()


@dataclass(frozen=True, slots=True)
class Remark:
    """Flags the question as faulty. The text is for its author, and may be empty."""

    text: str


@dataclass(frozen=True, slots=True)
class Given:
    answer: Answer
    is_hinted: bool = False


Action: TypeAlias = Command | Remark
