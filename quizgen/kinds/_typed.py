"""The keys that say how a typed answer is marked, shared by the kinds that ask for one."""

from __future__ import annotations

from quizgen.deck.written import Keys
from quizgen.quiz.model import Match, Strict
from quizgen.reading.fields import Field, ListOf
from quizgen.reading.scalars import OneOf

TYPED = (
    Field(
        "match",
        OneOf(tuple(Match), "unknown-match", "match"),
        "How it is marked: as text, as a name, as a date, or exactly as written.",
        default="text",
    ),
    Field(
        "strict",
        ListOf(OneOf(tuple(Strict), "unknown-word")),
        "What must not be missing: `accents`.",
        default="accents are forgiven",
    ),
)


def match_of(keys: Keys) -> Match:
    return Match(keys.get("match", Match.TEXT))


def strict_of(keys: Keys) -> tuple[Strict, ...]:
    return tuple(map(Strict, keys.get("strict", ())))
