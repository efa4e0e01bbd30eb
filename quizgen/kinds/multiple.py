"""Several right answers among the options."""

from __future__ import annotations

from quizgen.deck.asked import Asked
from quizgen.kinds._options import DISTRACTORS, OPTIONS, ORDER, compile_choice, written_options
from quizgen.quiz.model import Choice
from quizgen.reading.fields import Field
from quizgen.reading.scalars import OneOf

KEYS = (
    Field(
        "keys",
        OPTIONS,
        "The right answers: a list, or a slot with several values.",
        is_required=True,
        example="[one, two]",
    ),
    Field(
        "distractors",
        DISTRACTORS.type,
        DISTRACTORS.about,
        is_required=True,
        example=DISTRACTORS.example,
    ),
    Field(
        "announce",
        OneOf(("all", "number"), "unknown-word"),
        "Says “all that apply”, or how many.",
        default="all",
    ),
    ORDER,
)


def respond(asked: Asked) -> Choice | None:
    return compile_choice(asked, written_options(asked.keys["keys"]), is_multiple=True)
