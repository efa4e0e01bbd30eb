"""Whose words an answer rests on."""

import pytest
from making import as_build, make_deck, replace

from quizgen.quiz.languages import load_language
from quizgen.quiz.model import About, Evidence, Item, Source, Speaker, Status
from quizgen.quiz.responses import TextEntry
from quizgen.quiz.rich import Text
from quizgen.source.provenance import Proof, explain
from quizgen.source.speech import is_narration

ENGLISH = load_language("en")
REPORT = Source("a.txt", "the report", "en", ("Ruiz said: “It floods in May.”",))
RUIZ = Speaker("ruiz", "Ana Ruiz", "Ana Maria Ruiz")
DECK = as_build(About("deck", "uid", "A deck", "en", REPORT), (), speakers=(RUIZ,)).deck


def item(speaker: str, status: Status = Status.FACT) -> Item:
    stem, response = (Text("When?"),), TextEntry("May")
    found = (piece("in May"),)
    return Item("q", "short", stem, response, "c", found, status=status, speaker=speaker)


def proof(piece: Evidence, asked: Item) -> Proof:
    (found,) = explain(replace(asked, evidence=(piece,)), DECK, ENGLISH).proofs
    return found


def piece(quote: str, is_direct: bool = True) -> Evidence:
    return Evidence(quote, 1, is_direct, "“It floods in May.”")


@pytest.mark.parametrize(
    ("speaker", "is_direct", "words"),
    [
        ("ruiz", True, "Ana Ruiz, quoted in the report"),
        ("ruiz", False, "Ana Ruiz, reported in the report"),
        ("", True, "the report, in its own words"),
    ],
)
def test_words_are_the_speakers_or_the_sources(speaker: str, is_direct: bool, words: str) -> None:
    assert proof(piece("in May", is_direct), item(speaker)).voice == words


@pytest.mark.parametrize(("speaker", "name"), [("ruiz", "Ana Ruiz"), ("", "the report")])
def test_an_opinion_is_said_to_be_one_whoever_holds_it(speaker: str, name: str) -> None:
    said = explain(item(speaker, Status.OPINION), DECK, ENGLISH).opinion
    assert said.startswith(f"The question asks what {name} said,")
    assert explain(item(speaker), DECK, ENGLISH).opinion == ""


@pytest.mark.parametrize(
    ("quote", "context", "around"),
    [
        ("in May", "“It floods in May.”", "“It floods in May.”"),
        ("It floods in May", "“It floods in May.”", ""),  # marks at the ends are nothing
        ("“It floods in May.”", "", ""),
    ],
)
def test_what_stands_around_a_quotation(quote: str, context: str, around: str) -> None:
    found = proof(piece(quote), item("ruiz"))
    assert (found.context, found.around) == (context, around)


def test_where_the_words_stand() -> None:
    found = proof(piece("in May", is_direct=False), item(""))
    assert found.whose == "the report, in its own words, par. 1"
    assert found.whose_line == "The report, in its own words, par. 1"


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
    assert is_narration(Evidence(quote, 1, False, quote), speaker, language)
    assert not is_narration(Evidence(quote, 1, True, quote), speaker, language)


def test_what_is_said_of_the_speaker_is_credited_to_the_source() -> None:
    narrated = replace(piece("Ruiz said that it floods", is_direct=False), is_narration=True)
    assert proof(narrated, item("ruiz")).voice == "the report, in its own words"


@pytest.mark.parametrize(
    "quote",
    [
        "it floods in May",
        "the town has said so for years",  # others speak in what she says
        "Ruizville floods in May",  # part of a word is no name
    ],
)
def test_what_is_reported_of_the_speaker_stays_the_speakers(quote: str) -> None:
    assert not is_narration(Evidence(quote, 1, False, quote), RUIZ, "en")


def test_the_compiler_finds_out_who_says_a_sentence() -> None:
    made = make_deck(
        """
speakers: {ruiz: {name: Ana Ruiz, aka: [Ruiz]}}
claims: {rain: {speaker: ruiz, quote: [Ruiz said that it rains, the river floods in May]}}
questions: {q: {kind: open, claim: rain, stem: "What, according to {speaker}, happens?", key: A}}
""",
        source="Ruiz said that it rains. In her view the river floods in May.",
    )
    assert [each.is_narration for each in made.items["q"].evidence] == [True, False]
