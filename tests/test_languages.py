"""The language files: every word in every language, and their rules."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest

from quizgen.quiz.languages import FALLBACK, known, load_language
from quizgen.quiz.notation import read_number, written_number

WORDS = ("common", "anki", "print", "study", "page", "stats")
LANGUAGES = {
    code: tomllib.loads(files("quizgen").joinpath(f"data/languages/{code}.toml").read_text("utf-8"))
    for code in known()
}
OTHERS = sorted(LANGUAGES.keys() - {FALLBACK})


def places(text: str) -> list[str]:
    return sorted(re.findall(r"\{[^{}]*\}", text))


def test_three_languages_have_a_file() -> None:
    assert known() == ("en", "kk", "ru")


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_has_every_word_that_english_has(code: str) -> None:
    language, english = LANGUAGES[code], LANGUAGES[FALLBACK]
    assert language.keys() == english.keys()
    for section in WORDS:
        assert language[section].keys() == english[section].keys(), section


@pytest.mark.parametrize("code", OTHERS)
def test_a_sentence_has_the_same_places_in_every_language(code: str) -> None:
    for section in WORDS:
        for word, text in LANGUAGES[FALLBACK][section].items():
            assert places(LANGUAGES[code][section][word]) == places(text), f"{section}.{word}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_word_is_empty_or_has_stray_braces(code: str) -> None:
    for section in WORDS:
        for word, text in LANGUAGES[code][section].items():
            assert text == text.strip(), f"{section}.{word}"
            assert text, f"{section}.{word}"
            bare = re.sub(r"\{[a-z]+\}", "", text)
            assert not {"{", "}"} & set(bare), f"{section}.{word}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_letters_and_direction(code: str) -> None:
    data: dict[str, Any] = LANGUAGES[code]
    assert data["direction"] in ("ltr", "rtl")
    assert len(data["letters"]) == len(set(data["letters"])) >= 26
    assert data["letters"].isupper()


@pytest.mark.parametrize("code", LANGUAGES)
def test_twelve_months_and_none_twice(code: str) -> None:
    months = LANGUAGES[code]["months"]
    assert len(months) == 12
    names = [name for each in months for name in each]
    assert len(names) == len(set(names))
    assert all(name == name.casefold() for name in names)
    assert load_language(code).months[months[9][0]] == 10


@pytest.mark.parametrize("code", LANGUAGES)
def test_phrases_are_there_once_and_have_no_space_around(code: str) -> None:
    phrases = load_language(code).attributing
    assert len(phrases) == len(set(phrases)) > 70
    assert all(phrase == phrase.strip() == phrase.casefold() for phrase in phrases)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("thing", ["points", "questions"])
def test_numbers_take_their_form(code: str, thing: str) -> None:
    """The plural rule of each language: one, few, many."""
    forms = {
        "en": {"1": "one", "2": "many", "0": "many", "21": "many", "0.5": "many"},
        "ru": {
            "1": "one", "21": "one", "2": "few", "24": "few", "5": "many", "11": "many",
            "12": "many", "111": "many", "0": "many", "0,5": "few",
        },
        "kk": {"1": "one", "2": "many", "5": "many"},
    }  # fmt: skip
    words = LANGUAGES[code]["common"]
    for number, form in forms[code].items():
        found = next((name for name in ("one", "few") if re.search(words[name], number)), "many")
        assert found == form, number
        assert "{number}" in words[f"{thing}-{form}"]


def test_words_are_said_with_their_values() -> None:
    english = load_language("en")
    assert english.say("common.and") == "and"
    assert english.say("common.choose-number", number=2) == "Choose 2."
    assert english.say("common.opening", sentence="{x} {sentence}") == (
        "The source opens: “{x} {sentence}”"
    )


def test_a_value_is_never_looked_into_for_places() -> None:
    said = load_language("en").say("common.direct", speaker="{source}", source="the report")
    assert said == "{source}, quoted in the report"


def test_a_regional_language_is_its_language() -> None:
    assert load_language("en-GB").words == load_language("en").words
    assert load_language("ru-KZ").attributing == load_language("ru").attributing


def test_a_language_without_a_file_says_it_in_english_and_knows_no_phrases() -> None:
    german = load_language("de")
    marks = {key: german.words[key] for key in ("print.quoted", "study.quoted")}
    assert german.words == {**load_language("en").words, **marks}
    assert (german.attributing, german.filters, german.months) == ((), {}, {})
    assert german.letters == load_language("en").letters


# --- Filters ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "possessive"),
    [
        ("Tokayev", "Tokayev’s"),
        ("the United Nations", "the United Nations’"),
        ("China", "China’s"),
        ("the US", "the US’"),
    ],
)
def test_possessives(value: str, possessive: str) -> None:
    assert load_language("en").filters["poss"](value) == possessive


@pytest.mark.parametrize(
    "phrase",
    [
        "a report", "an apple", "an Italian", "a European", "a university", "a union", "a unit",
        "an uninvited guest", "an unimportant one", "an unidentified one", "a user", "a useful one",
        "an usher", "an hour", "an honest one", "an heir", "a house", "a one-day trip", "an oncer",
        "a UN report", "a US report", "a UK report", "an EU report", "an 8", "an 80-year plan",
        "an 11", "an 18", "a 1", "a 10", "a 110", "an 11,000th", "a 118",
    ],
)  # fmt: skip
def test_indefinite_articles(phrase: str) -> None:
    _, _, value = phrase.partition(" ")
    assert load_language("en").filters["a"](value) == phrase


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_filter_s_rules_are_patterns_and_shapes(code: str) -> None:
    for name, rules in LANGUAGES[code].get("filters", {}).items():
        assert re.fullmatch(r"[a-z][\w-]*", name)
        for pattern, shape in rules:
            re.compile(pattern)
            assert shape.count("{}") == 1
        assert rules[-1][0] == "", f"{name}: the last rule takes what is left"


# --- What lint rules look for ----------------------------------------------------------------


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_has_every_word_list(code: str) -> None:
    assert load_language(code).cues.keys() == load_language(FALLBACK).cues.keys()


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_word_of_a_list_is_there_twice_or_in_capitals(code: str) -> None:
    for name, words in load_language(code).cues.items():
        assert sorted(words) == sorted(set(words)), name
        assert [word for word in words if word != word.casefold()] == [], name


def test_a_language_without_a_file_has_no_word_lists() -> None:
    assert load_language("de").cues == {}


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("en", "0.50", "0.5"),
        ("ru", "0.50", "0,5"),
        ("kk", "350.0", "350"),
        ("ru", "14000", "14000"),
        ("en", "1E+3", "1000"),
    ],
)
def test_a_number_is_written_as_it_is_read(code: str, value: str, words: str) -> None:
    language = load_language(code)
    assert written_number(Decimal(value), language) == words
    assert read_number(words, language) == Decimal(value)
