"""One right answer among several options."""

from __future__ import annotations

from quizgen.deck.asked import Asked
from quizgen.kinds._options import DISTRACTORS, ORDER, Written, compile_choice
from quizgen.quiz.model import Choice
from quizgen.reading.fields import Field, ListOf
from quizgen.reading.scalars import RICH, TEXT

KEYS = (
    Field("key", RICH, "The right answer.", is_required=True, example="the right answer"),
    Field(
        "distractors",
        DISTRACTORS.type,
        DISTRACTORS.about,
        is_required=True,
        example=DISTRACTORS.example,
    ),
    Field("accept", ListOf(TEXT), "Variants of the key: never drawn as distractors."),
    ORDER,
)


def respond(asked: Asked) -> Choice | None:
    return compile_choice(asked, [Written(asked.node("key"))], is_multiple=False)
