"""A free answer that people mark: a model answer and marking points."""

from __future__ import annotations

from quizgen.deck.asked import Asked
from quizgen.quiz.model import Open
from quizgen.reading.fields import Field, ListOf
from quizgen.reading.scalars import RICH, Integer

KEYS = (
    Field("key", RICH, "A model answer.", is_required=True, example="a model answer"),
    Field("points", ListOf(RICH), "What an answer is marked on."),
    Field("lines", Integer(1, 40), "Lines to write on, on paper.", default="fitted to the answer"),
)


def respond(asked: Asked) -> Open | None:
    answer = asked.rich(asked.node("key"))
    points = asked.riches(asked.keys.get("points", ()))
    if answer is None or points is None:
        return None
    return Open(answer, points, asked.keys.get("lines"))
