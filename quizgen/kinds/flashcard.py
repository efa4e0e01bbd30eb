"""A question on the front, its answer on the back; the learner judges."""

from __future__ import annotations

from quizgen.deck.asked import Asked
from quizgen.quiz.model import Open
from quizgen.reading.fields import Field
from quizgen.reading.scalars import RICH

KEYS = (
    Field("key", RICH, "The back of the card.", is_required=True, example="the back of the card"),
)

IS_BARE = True


def respond(asked: Asked) -> Open | None:
    answer = asked.rich(asked.node("key"))
    return None if answer is None else Open(answer)
