"""Whose words an answer rests on."""

import pytest

from quizgen.languages import load_language
from quizgen.model import Evidence, Item, Source, Speaker, Status, Text, TextEntry
from quizgen.provenance import around, opinion, voice

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
