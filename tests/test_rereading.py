"""Answers that are wrong as they stand, and say the same when they are read in another way."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import compile_lexicon
from quizgen.grade.marking import grade
from quizgen.quiz.responses import Match, Numeric, TextEntry


def is_right(typed: str, key: str, language: str = "en", stem: str = "", rival: str = "") -> bool:
    entry = TextEntry(key)
    others = [TextEntry(rival)] if rival else []
    lexicon = compile_lexicon(language, [entry, *others], ())
    return grade(entry, Typed((typed,)), lexicon, stem).is_right


def is_right_number(typed: str, value: str, unit: str = "", language: str = "en") -> bool:
    numeric = Numeric(Decimal(value), value, unit=unit)
    return grade(numeric, Typed((typed,)), compile_lexicon(language, [numeric], ())).is_right


@pytest.mark.parametrize(
    ("typed", "key", "language"),
    [
        ("the city of Canberra", "Canberra", "en"),
        ("Miss Jane Austen", "Jane Austen", "en"),
        ("die Stadt München", "München", "de"),
        ("г. Астана", "Астана", "ru"),
        ("Астана қаласы", "Астана", "kk"),
        ("м. Київ", "Київ", "uk"),
        ("two hrs", "two hours", "en"),
        ("2h", "two hours", "en"),
        ("for about two hours", "two hours", "en"),
        ("120 min", "two hours", "en"),
        ("09:30", "9.30 a.m.", "en"),
        ("9:30", "9:30 p.m.", "en"),
        ("21:30", "9:30 p.m.", "en"),
        ("0:30", "12:30 a.m.", "en"),
        ("9.30 Uhr", "9:30", "de"),
        ("UN", "the United Nations", "en"),
        ("C.E.O.", "chief executive officer", "en"),
        ("ООН", "Организация Объединённых Наций", "ru"),
        ("N. Ireland", "Northern Ireland", "en"),
    ],
)
def test_the_same_in_another_way_is_right(typed, key, language):
    assert is_right(typed, key, language)


@pytest.mark.parametrize(
    ("typed", "key", "language"),
    [
        ("the city of Sydney", "Canberra", "en"),
        ("Canberra city of", "Canberra", "en"),
        ("Mexico City", "Mexico", "en"),
        ("город мастеров", "город", "ru"),
        ("two days", "two hours", "en"),
        ("two", "two hours", "en"),
        ("12 h", "two hours", "en"),
        ("9:30 p.m.", "9:30 a.m.", "en"),
        ("21:30", "9:30 a.m.", "en"),
        ("21:30", "9:30", "en"),
        ("9:30 p.m.", "9:30", "en"),
        ("12:30 a.m.", "12:30 p.m.", "en"),
        ("10:30", "9:30 a.m.", "en"),
        ("UNO", "the United Nations", "en"),
        ("un", "the United Nations", "en"),
        ("S. Ireland", "Northern Ireland", "en"),
    ],
)
def test_what_only_looks_like_it_is_wrong(typed, key, language):
    assert not is_right(typed, key, language)


def test_initials_that_the_question_gives_are_no_answer():
    assert not is_right("UN", "the United Nations", stem="What does UN stand for?")


def test_initials_that_fit_another_answer_too_are_no_answer():
    assert not is_right("CFO", "chief financial officer", rival="chief fire officer")
    assert is_right("CFO", "chief financial officer", rival="chief executive officer")


def test_a_sentence_with_the_words_of_the_question_is_right():
    stem = "What do plants take in from the air?"
    assert is_right("they take in carbon dioxide", "carbon dioxide", stem=stem)
    assert not is_right("they take in no carbon dioxide", "carbon dioxide", stem=stem)


@pytest.mark.parametrize(
    ("typed", "value", "unit", "language"),
    [
        ("a quarter", "25", "%", "en"),
        ("0.25", "25", "%", "en"),
        ("25 %", "0.25", "", "en"),
        ("6.022e23", "602200000000000000000000", "", "en"),
        ("6,022 · 10²³", "602200000000000000000000", "", "de"),
        ("1.6×10^-3", "0.0016", "", "en"),
        ("12,500 inhabitants", "12500", "", "en"),
        ("12 500 жителей", "12500", "", "ru"),
        ("12.500", "12500", "", "fr"),
        ("約206", "206", "", "ja"),
        ("9.81 m s⁻²", "9.81", "m/s²", "en"),
        ("6️⃣", "6", "", "en"),
    ],
)
def test_the_same_number_is_right(typed, value, unit, language):
    assert is_right_number(typed, value, unit, language)


@pytest.mark.parametrize(
    ("typed", "value", "unit", "language"),
    [
        ("2.5", "25", "%", "en"),
        ("0.25 %", "25", "%", "en"),
        ("6.022e22", "602200000000000000000000", "", "en"),
        ("1.6×10^3", "0.0016", "", "en"),
        ("1e99999", "1", "", "en"),
        ("12,500 houses", "12500", "", "en"),
        ("12 people", "12", "km", "en"),
        ("12.500", "12500", "", "en"),
        ("9.81 m s⁻¹", "9.81", "m/s²", "en"),
    ],
)
def test_another_number_is_wrong(typed, value, unit, language):
    assert not is_right_number(typed, value, unit, language)


def test_a_name_may_be_spelled_as_another_name_that_sounds_the_same():
    entry = TextEntry("Johann Sebastian Bach", match=Match.NAME)
    lexicon = compile_lexicon("en", [entry], ())
    assert grade(entry, Typed(("Johan Sebastian Bach",)), lexicon).is_right
    assert not grade(entry, Typed(("Joan Sebastian Beck",)), lexicon).is_right


def test_accents_of_another_word_are_wrong_and_none_at_all_are_forgiven():
    pytest.importorskip("wordfreq")
    assert not is_right("çiğ", "çığ", "tr")
    assert is_right("cig", "çığ", "tr")


@pytest.mark.parametrize(
    ("stem", "key", "right", "wrong", "language"),
    [
        ("Who defeated Napoleon?", "Wellington", "Wellington defeated Napoleon",
         "Napoleon defeated Wellington", "en"),
        ("What lies north of the river?", "the market", "The market lies north of the river.",
         "The river lies north of the market.", "en"),
        ("Wer besiegte Napoleon?", "Wellington", "Wellington besiegte Napoleon",
         "Napoleon besiegte Wellington", "de"),
        ("Qui a battu Napoléon ?", "Wellington", "Wellington a battu Napoléon",
         "Napoléon a battu Wellington", "fr"),
        ("Кто победил Наполеона?", "Веллингтон", "Наполеона победил Веллингтон",
         "Наполеон победил Веллингтона", "ru"),
        ("谁打败了拿破仑？", "威灵顿", "威灵顿打败了拿破仑", "拿破仑打败了威灵顿", "zh"),
        ("中国的首都是哪里？", "北京", "中国的首都是北京。", "中国的首都不是北京", "zh"),
        ("What is the capital of Australia?", "Canberra", "The capital of Australia is Canberra.",
         "The capital of Australia is not Canberra.", "en"),
        ("What is the capital of Australia?", "Canberra", "Canberra is the capital of Australia.",
         "The capital of Canberra is Australia.", "en"),
    ],
)  # fmt: skip
def test_words_of_the_question_keep_who_does_what(stem, key, right, wrong, language):
    assert is_right(right, key, language, stem)
    assert not is_right(wrong, key, language, stem)


@pytest.mark.parametrize(
    ("key", "right", "wrong"),
    [
        ("Jane Austen", "Austen", "Austin"),
        ("Henry VIII", "Henry VIII", "VIII"),
        ("Elizabeth II", "Elizabeth II", "II"),
        ("Martin Luther", "Luther", "Martin"),
    ],
)
def test_a_last_name_alone_is_close(key, right, wrong):
    entry = TextEntry(key, match=Match.NAME)
    lexicon = compile_lexicon("en", [entry], ())
    assert grade(entry, Typed((right,)), lexicon).is_right
    assert not grade(entry, Typed((wrong,)), lexicon).is_right
