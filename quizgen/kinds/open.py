"""A free answer that people mark: a model answer and marking points."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.deck.raw_item import RawItem
from quizgen.quiz.model import Open
from quizgen.reading.fields import declared, listed, needed
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import RICH, Integer


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenKeys:
    key: Node = needed(RICH, "A model answer.", "a model answer")
    points: tuple[Node, ...] = listed(RICH, "What an answer is marked on.")
    lines: int | None = declared(
        Integer(1, 40), "Lines to write on, on paper.", default="fitted to the answer"
    )


KEYS = OpenKeys


def respond(raw: RawItem, keys: OpenKeys) -> Open | None:
    answer = raw.rich(keys.key)
    points = raw.riches(keys.points)
    if answer is None or points is None:
        return None
    return Open(answer, points, keys.lines)
