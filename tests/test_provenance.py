"""Whose words an answer rests on."""

import pytest

from quizgen.quiz.languages import load_language
from quizgen.quiz.model import Evidence, Item, Source, Speaker, Status, Text, TextEntry
from quizgen.source.provenance import around, opinion, voice

ENGLISH = load_language("en")
REPORT = Source("a.txt", "the report", "en", ("Ruiz said: “It floods in May.”",))
RUIZ = Speaker("ruiz", "Ana Ruiz", "Ana Maria Ruiz")


def item(speaker: Speaker | None, status: Status = Status.FACT) -> Item:
    stem, response = (Text("When?"),), TextEntry("May")
    return Item("q", "short", stem, response, "c", (), status=status, speaker=speaker)


def piece(quote: str, is_direct: bool = True) -> Evidence:
    return Evidence(quote, 1, is_direct, "“It floods in May.”")


@pytest.mark.parametrize(
    ("speaker", "is_direct", "words"),
    [
        (RUIZ, True, "Ana Ruiz, quoted in the report"),
        (RUIZ, False, "Ana Ruiz, reported in the report"),
        (None, True, "the report, in its own words"),
    ],
)
def test_words_are_the_speakers_or_the_sources(
    speaker: Speaker | None, is_direct: bool, words: str
) -> None:
    assert voice(piece("in May", is_direct), item(speaker), REPORT, ENGLISH) == words


@pytest.mark.parametrize(("speaker", "name"), [(RUIZ, "Ana Ruiz"), (None, "the report")])
def test_an_opinion_is_said_to_be_one_whoever_holds_it(speaker: Speaker | None, name: str) -> None:
    said = opinion(item(speaker, Status.OPINION), REPORT, ENGLISH)
    assert said.startswith(f"This is what {name} said;")
    assert opinion(item(speaker), REPORT, ENGLISH) == ""


def test_marks_alone_are_nothing_around_a_quotation() -> None:
    assert around(piece("It floods in May")) == ""
    assert around(piece("in May")) == "“It floods in May.”"


@pytest.mark.parametrize(
    ("quote", "language"),
    [
        ("Ruiz said that it floods", "en"),
        ("Ana Ruiz also stressed that it floods", "en"),
        ("it floods, said Ruiz", "en"),
        ("the director of the library told the town", "en"),  # her role
        ("she said that it floods", "en"),
        ("she also said that it floods", "en"),
        ("according to Ruiz", "en"),
        ("Руис сказала, что будет паводок", "ru"),
        ("она сказала, что будет паводок", "ru"),
        ("Руис мырза су басады деді", "kk"),
        ("Ruiz sagte, es werde Hochwasser geben", "de"),  # her name, in a language without words
    ],
)
def test_a_sentence_about_the_speaker_is_the_sources_own(quote: str, language: str) -> None:
    speaker = Speaker("ruiz", "Ana Ruiz", "Ana Ruiz", "library", ("Ruiz", "Руис"))
    source = Source("a.txt", "the report", language, ("x",))
    reported = Evidence(quote, 1, False, quote)
    assert voice(reported, item(speaker), source, ENGLISH) == "the report, in its own words"
    direct = Evidence(quote, 1, True, quote)
    assert voice(direct, item(speaker), source, ENGLISH) == "Ana Ruiz, quoted in the report"


@pytest.mark.parametrize(
    "quote",
    [
        "it floods in May",
        "the town has said so for years",  # others speak in what she says
        "Ruizville floods in May",  # part of a word is no name
    ],
)
def test_what_is_reported_of_the_speaker_stays_the_speakers(quote: str) -> None:
    reported = Evidence(quote, 1, False, quote)
    said = voice(reported, item(RUIZ), REPORT, ENGLISH)
    assert said == "Ana Ruiz, reported in the report"
