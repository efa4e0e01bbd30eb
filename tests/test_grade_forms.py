"""Answers that are right only in some forms: long ones, and those with their accents."""

from __future__ import annotations

import pytest

from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import EMPTY
from quizgen.grade.likeness import LONGEST_TYPED
from quizgen.grade.marking import grade
from quizgen.quiz.responses import Strict, TextEntry

LONG = "word " * LONGEST_TYPED


def told(typed: str, entry: TextEntry) -> tuple[str, str]:
    verdict = grade(entry, Typed((typed,)), EMPTY)
    return str(verdict.mark), str(verdict.reason)


@pytest.mark.parametrize(
    ("entry", "typed", "wanted"),
    [
        (TextEntry(LONG), LONG.upper(), ("correct", "")),
        (TextEntry("short", (LONG,)), LONG.upper(), ("correct", "variant")),
        (TextEntry("short"), LONG, ("wrong", "")),
        (TextEntry("café", strict=(Strict.ACCENTS,)), "Café", ("correct", "")),
        (TextEntry("café", strict=(Strict.ACCENTS,)), "cafe", ("wrong", "accents")),
        (TextEntry("café"), "cafe", ("correct", "")),
    ],
)
def test_a_form(entry: TextEntry, typed: str, wanted: tuple[str, str]) -> None:
    assert told(typed, entry) == wanted
