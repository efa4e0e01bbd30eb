"""The keys that say how a typed answer is marked, shared by the kinds that ask for one."""

from __future__ import annotations

from quizgen.quiz.responses import Match, Strict
from quizgen.reading.declaration import declared
from quizgen.reading.fields import listed
from quizgen.reading.scalars import OneOf

MATCH: Match = declared(
    OneOf(tuple(Match), "unknown-match", "match"),
    "How it is marked: as text, as a name, as a date, or exactly as written.",
    absent=Match.TEXT,
    default="text",
)
STRICT: tuple[Strict, ...] = listed(
    OneOf(tuple(Strict), "unknown-word"),
    "What must not be missing: `accents`.",
    default="accents are forgiven",
)
