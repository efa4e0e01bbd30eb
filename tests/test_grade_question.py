"""Marking of what repeats the question: its noun beside a number, its words around the key."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import compile_lexicon
from quizgen.grade.marking import grade
from quizgen.quiz.responses import Match, Numeric, TextEntry

VOLUNTEERS = "How many volunteers helped in the town of Astana?"
DEGREES = "How many degrees was it outside?"
OWN_NOUN = [
    (VOLUNTEERS, "12", "", "12 volunteers"),
    (VOLUNTEERS, "12", "", "twelve volunteers"),
    (VOLUNTEERS, "12", "", "Twelve Volunteers."),
    (VOLUNTEERS, "1", "", "one volunteer"),
    (VOLUNTEERS, "12", "", "12 of the volunteers"),
    (DEGREES, "-5", "", "-5 degrees"),
    (DEGREES, "-5", "", "−5°"),
    (DEGREES, "-5", "", "minus five degrees"),
    ("How many km is it?", "5", "", "5 kilometres"),
    ("What percent agreed?", "40", "", "40%"),
    ("How many key elements did he name?", "4", "elements", "4 key elements"),
    ("How many people live there?", "12", "million", "12 million"),
    ("How many people live there?", "12", "million", "12,000,000"),
    ("How many people live there?", "12", "million", "12 million people"),
    ("How much was it?", "1.5", "million tenge", "1.5 million tenge"),
    ("How many were there?", "2", "dozen", "2 dozen"),
]
OTHER_NOUN = [
    (VOLUNTEERS, "12", "", "13 volunteers"),
    (VOLUNTEERS, "12", "", "12%"),
    (VOLUNTEERS, "12", "", "12 inches"),
    (VOLUNTEERS, "12", "", "12 million"),
    (VOLUNTEERS, "12", "", "12 million volunteers"),
    (DEGREES, "-5", "", "5 degrees"),
    ("How many hours did the volunteers work?", "12", "hours", "12 volunteers"),
    ("How many minutes of those 5 hours?", "12", "minutes", "12 hours"),
    ("How many people live there?", "12", "million", "12 thousand"),
    ("How many people live there?", "12", "million", "12 people"),
    ("How much was it?", "1.5", "million tenge", "1.5 million dollars"),
]
SIGN = "Isolation, she said, is a sign of what in a state?"
AROUND = [
    (SIGN, "weakness", "a sign of weakness"),
    (SIGN, "weakness", "Isolation is a sign of weakness."),
    (SIGN, "weakness", "a sign of weakness in a state"),
    (SIGN, "weakness", "weakness in a state"),
]
NOT_AROUND = [
    (SIGN, "weakness", "a sign of strength"),
    (SIGN, "weakness", "a sign of"),
    (SIGN, "weakness", "no sign of weakness"),
    (SIGN, "weakness", "strength, weakness"),
    ("What is not a sign of strength?", "weakness", "not weakness"),
    ("Was it peace or war?", "war", "peace or war"),
    ("Was it peace or war?", "war", "peace war"),
    ("In which of the 14 towns was it?", "Almaty", "14 Almaty"),
]


def is_right(stem: str, key: str, unit: str, typed: str) -> bool:
    numeric = Numeric(Decimal(key), key, unit=unit)
    return grade(numeric, Typed((typed,)), compile_lexicon("en", (), ()), stem).is_right


def is_right_text(stem: str, key: str, typed: str, match: Match = Match.TEXT) -> bool:
    entry = TextEntry(key, match=match)
    lexicon = compile_lexicon("en", [entry, TextEntry("a sign of weakness")], ())
    return grade(entry, Typed((typed,)), lexicon, stem).is_right


@pytest.mark.parametrize(("stem", "key", "unit", "typed"), OWN_NOUN)
def test_the_noun_of_the_question_beside_the_number(
    stem: str, key: str, unit: str, typed: str
) -> None:
    assert is_right(stem, key, unit, typed)


@pytest.mark.parametrize(("stem", "key", "unit", "typed"), OTHER_NOUN)
def test_another_number_or_unit_is_wrong(stem: str, key: str, unit: str, typed: str) -> None:
    assert not is_right(stem, key, unit, typed)


@pytest.mark.parametrize(("stem", "key", "typed"), AROUND)
def test_words_of_the_question_around_the_key(stem: str, key: str, typed: str) -> None:
    assert is_right_text(stem, key, typed)
    assert not is_right_text(stem, key, typed, Match.EXACT)


@pytest.mark.parametrize(("stem", "key", "typed"), NOT_AROUND)
def test_words_around_the_key_that_say_something_else(stem: str, key: str, typed: str) -> None:
    assert not is_right_text(stem, key, typed)
