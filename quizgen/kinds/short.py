"""A short answer, typed."""

from __future__ import annotations

from quizgen.asked import Asked
from quizgen.fields import Field, ListOf
from quizgen.model import Match, TextEntry
from quizgen.scalars import TEXT, OneOf

KEYS = (
    Field("key", TEXT, "The answer.", is_required=True, example="the answer"),
    Field("accept", ListOf(TEXT), "Other answers that are right."),
    Field(
        "match",
        OneOf(tuple(Match), "unknown-match", "match"),
        "How it is marked: as text, as a name, as a date, or exactly as written.",
        default="text",
    ),
)


def respond(asked: Asked) -> TextEntry | None:
    node = asked.node("key")
    answer = asked.text(node)
    if answer is None:
        return None
    return TextEntry(answer, asked.variants(node), Match(asked.keys.get("match", Match.TEXT)))
