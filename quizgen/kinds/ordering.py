"""Put steps in their order."""

from __future__ import annotations

from quizgen.deck.asked import Asked
from quizgen.quiz.model import Ordering, Rich, Text, plain
from quizgen.quiz.values import same
from quizgen.reading.fields import ByShape, Field, ListOf
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import RICH

KEYS = (
    Field(
        "steps",
        ByShape(scalar=RICH, sequence=ListOf(RICH)),
        "The steps in their right order: a list, or a slot with several values.",
        is_required=True,
        example="[first, then, last]",
    ),
)


def respond(asked: Asked) -> Ordering | None:
    written = asked.keys["steps"]
    steps: tuple[Rich, ...] | None
    if isinstance(written, Node):
        texts = asked.spread(written)
        steps = None if texts is None else tuple((Text(text),) for text in texts)
    else:
        steps = asked.riches(written)
    if steps is None:
        return None
    if len(steps) < 2 or len({same(plain(step)) for step in steps}) < len(steps):
        message = f"the steps of `{asked.id}` must be two or more, and all different"
        asked.report.error(asked.node("stem"), "too-few", message, "add or reword a step")
        return None
    return Ordering(steps)
