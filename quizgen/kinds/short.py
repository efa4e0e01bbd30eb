"""A short answer, typed."""

from __future__ import annotations

from quizgen.deck.asked import Asked
from quizgen.kinds._typed import TYPED, match_of, strict_of
from quizgen.quiz.model import TextEntry
from quizgen.reading.fields import Field, ListOf
from quizgen.reading.scalars import TEXT

KEYS = (
    Field("key", TEXT, "The answer.", is_required=True, example="the answer"),
    Field("accept", ListOf(TEXT), "Other answers that are right."),
    *TYPED,
)


def respond(asked: Asked) -> TextEntry | None:
    node = asked.node("key")
    answer = asked.typed(node)
    if answer is None:
        return None
    return TextEntry(answer, asked.variants(node), match_of(asked.keys), strict_of(asked.keys))
