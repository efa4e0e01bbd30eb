"""Marking whatever is typed: it never fails, never takes long, and always knows the answer."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from quizgen.grade.answer import Mark, Reason, Typed
from quizgen.grade.lexicon import compile_lexicon
from quizgen.grade.likeness import distance
from quizgen.grade.marking import grade
from quizgen.grade.marking_language import known, load_marking_language
from quizgen.grade.phrase import read_phrase
from quizgen.quiz.languages import known as known_languages
from quizgen.quiz.responses import Gap, Gaps, Match, Numeric, Response, Strict, TextEntry

DECK = [TextEntry("Astana", ("Nur-Sultan",)), TextEntry("17 October 2024"), TextEntry("қазан")]
COMMON = ("de", "fr", "es", "it", "pt", "nl", "pl", "uk", "tr", "ar", "fa", "hi", "ko", "zh", "ja")
LEXICONS = {
    code: compile_lexicon(code, DECK, ["The president spoke in Almaty."])
    for code in (*known(), *COMMON, "qqq")
}
LANGUAGES = some.sampled_from(sorted(LEXICONS))
ALPHABET = "abñéßzZ ÀабёйқҚ019.,-–/十百万億一二分之오만'&%$()\u0301\u200b\n"
TEXTS = some.text(max_size=60) | some.text(ALPHABET, max_size=40)
ANSWERS = TEXTS.filter(lambda text: bool(text.strip()))
HOSTILE = [
    "x" * 10_000,
    "Astana" * 2_000,
    " " * 10_000,
    "a\u0301" * 5_000,
    "A" + "\u0301" * 10_000,
    "\u0301" * 10_000,
    "1" * 10_000,
    "one " * 2_500,
    "million " * 2_000,
    "1/" * 5_000,
    "I" * 10_000,
    "-" * 10_000,
    "(" * 10_000,
    "a.b." * 2_500,
    ", and " * 2_000,
    "\x1b[" * 5_000,
    "\x1b]" + "0" * 10_000,
    "\ud800" * 10_000,
    "\ud800",
    "\x00\x07\x1b",
    "\u202e\u2066\u200b",
    "",
    "???",
    "\u0301",
    "𝟙" * 10_000,
    "﷽" * 3_000,
    "‰" * 10_000,
    "Astana\n" * 1_000,
]


def entries(answer: str) -> list[Response]:
    return [TextEntry(answer, (), match) for match in Match] + [
        TextEntry("something else", (answer,)),
        TextEntry(answer, strict=(Strict.ACCENTS,)),
        Gaps((Gap(answer), Gap("Astana")), is_ordered=False),
        Numeric(Decimal(17), "17", unit="km"),
    ]


@settings(max_examples=300)
@given(answer=ANSWERS, typed=TEXTS, language=LANGUAGES)
@example(answer="1/0", typed="1/0 1/0", language="en")
@example(answer="I", typed="", language="en")
def test_marking_never_fails(answer: str, typed: str, language: str) -> None:
    for response in entries(answer):
        verdict = grade(response, Typed((typed,)), LEXICONS[language])
        assert verdict.is_right or verdict.mark is Mark.WRONG


@settings(max_examples=300)
@given(answer=ANSWERS, language=LANGUAGES, match=some.sampled_from(Match))
@example(answer="Astana or Almaty", language="en", match=Match.DATE)
@example(answer="\u200b", language="en", match=Match.TEXT)
def test_the_answer_itself_is_right(answer: str, language: str, match: Match) -> None:
    lexicon = LEXICONS[language]
    for strict in ((), (Strict.ACCENTS,)):
        entry = TextEntry(answer, (), match, strict)
        assert grade(entry, Typed((answer,)), lexicon).mark is Mark.CORRECT
    both = Gaps((Gap(answer), Gap("certainly another")), is_ordered=False)
    assert grade(both, Typed(("certainly another", answer)), lexicon).is_right


@settings(max_examples=200)
@given(number=some.decimals(-1_000_000, 1_000_000, places=2), language=LANGUAGES)
def test_a_number_is_right_in_its_own_digits(number, language) -> None:
    answer = Numeric(number, str(number), unit="km")
    for typed in (str(number), f"{number} km", f"  {number}km."):
        assert grade(answer, Typed((typed,)), LEXICONS[language]).mark is Mark.CORRECT


@settings(max_examples=300)
@given(one=TEXTS, other=TEXTS, language=LANGUAGES)
def test_saying_the_same_is_mutual(one: str, other: str, language: str) -> None:
    first, second = (read_phrase(text, load_marking_language(language)) for text in (one, other))
    assert first.is_same(second) == second.is_same(first)
    assert first.is_same(first)


@settings(max_examples=300)
@given(one=some.text("abc", max_size=8), other=some.text("abc", max_size=8))
def test_a_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other, 8) == distance(other, one, 8)
    assert (distance(one, other, 8) == 0) == (one == other)
    assert distance(one, other, 1) == min(distance(one, other, 8), 2)


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_is_never_right(typed: str) -> None:
    lexicon = LEXICONS["en"]
    for response in (*entries("Astana"), *entries("the role of the United Nations")):
        assert not grade(response, Typed((typed,)), lexicon).is_right


def test_an_empty_answer_is_none() -> None:
    for typed in ("", " ", "\u200b", "\x00", "\ud800"):
        part = grade(TextEntry("Astana"), Typed((typed,)), LEXICONS["en"])
        assert (part.mark, part.reason) == (Mark.WRONG, Reason.NO_ANSWER)


def test_every_language_with_fixed_words_has_tables() -> None:
    assert known() == known_languages()
