"""Newspapers name a speaker with an office or a title; the name is found in all these forms."""

from __future__ import annotations

import pytest
from making import try_deck

from quizgen.quiz.languages import load_language
from quizgen.source.named_speaker import named_for
from quizgen.source.source_text import QuotedParagraph

OAKES = """
“We have waited,” said the mayor, Martin Oakes, after the vote.
“We have waited,” said the mayor, Martin Oakes.
“We have waited,” said the mayor of the town, Martin Oakes.
“We have waited,” Martin Oakes, the mayor, said after the vote.
“We have waited,” Martin Oakes, the mayor of New Millbrook, later said.
“We have waited,” Martin Oakes, who leads the council, said.
“We have waited,” the mayor, Martin Oakes, said.
“We have waited,” said head teacher Martin Oakes.
“We have waited,” said the new head teacher Martin Oakes.
“We have waited,” its director Martin Oakes said.
“We have waited,” said Martin Oakes, the mayor.
“We have waited?” Martin Oakes asked.
The mayor, Martin Oakes, said: “We have waited.”
Martin Oakes, the mayor, said: “We have waited.”
Head teacher Martin Oakes said: “We have waited.”
Martin Oakes told the meeting: “We have waited.”
Martin Oakes said: “We have waited.” Susan Adeyemi said: “It rained.”
Head teacher Martin Oakes welcomed the plan. “We have waited,” she said.
The head teacher, Martin Oakes, welcomed the plan. “We have waited,” she said.
Councillor Martin Oakes, who voted against it, said that rain came in. “We have waited,” he said.
“Since January it was cold,” said Martin Oakes. “We have waited.”
“We have waited so long,” said the mayor, Martin Oakes, “and it was cold.”
Martin Oakes disagreed: “We have waited.”
Asked by Lee, Martin Oakes shook his head: “We have waited.”
“We have waited,” beamed Martin Oakes.
Martin Oakes’s answer was short: “We have waited.”
“We have waited,” the mayor of Alder, Martin Oakes, would often say.
But Martin Oakes would not hear of it: “We have waited.”
"""
NOBODY = """
“We have waited,” said the mayor of New York.
“We have waited,” said the mayor in Oakley, North Dakota.
“We have waited,” said a friend of Martin Oakes.
“We have waited,” said a man who knows Martin Oakes.
“We have waited,” said the mayor, Martin Oakes's friend.
“We have waited,” said a spokesman for the mayor, Martin Oakes.
“We have waited,” said the wife of the mayor, Martin Oakes.
“We have waited,” said the report in the Oakley News.
The mayor, Martin Oakes, praised her cousin. “We have waited,” he said.
“We have waited,” the mayor told Martin Oakes.
“We have waited,” she told the mayor, Martin Oakes.
“We have waited,” he and Martin Oakes said.
“We have waited,” the United Nations said.
“We have waited,” said the friend to the mayor, Martin Oakes.
“We have waited.” Martin Oakes said nothing.
Martin Oakes said that the mayor replied: “We have waited.”
A friend of Martin Oakes said: “We have waited.”
Head teacher Martin Oakes welcomed Ann Lee. “We have waited,” she said.
Head teacher Martin Oakes welcomed the mayor. “We have waited,” she said.
Head teacher Martin Oakes welcomed it. The mayor sighed. “We have waited,” she said.
Susan Adeyemi and Martin Oakes welcomed it. “We have waited,” she said.
The Town Council welcomed it. “We have waited,” they said.
The Town Council welcomed it. “We have waited,” she said.
“Since January it was cold,” said Martin Oakes. “We have waited,” she replied.
“Was it cold?” said Martin Oakes. “We have waited.”
“We have waited,” said a guest whom Martin Oakes knows.
Martin Oakes had learnt it from Lee: “We have waited.”
Martin Oakes received a letter: “We have waited.”
Chapter Two: “We have waited.”
New Year passed quietly: “We have waited.”
South Station looked empty: “We have waited.”
They greeted Martin Oakes: “We have waited.”
They greeted Martin Oakes warmly: “We have waited.”
A friend of Martin Oakes disagreed: “We have waited.”
Martin Oakes was silent: “We have waited,” the crowd sang.
Martin Oakes was silent: “We have waited,” she said.
"""
RUSSIAN = """
«Мы ждали», — сказал мэр города Мартин Оукс.
«Мы ждали», — сказал мэр, Мартин Оукс.
«Мы ждали», — сказал Мартин Оукс, мэр города.
Мартин Оукс, мэр города, сказал: «Мы ждали».
Мэр города Мартин Оукс сказал: «Мы ждали».
"""
KAZAKH = """
«Біз күттік», — деді қала әкімі Мартин Оукс.
«Біз күттік», — деді Мартин Оукс.
"""


def named(text: str, language: str, words: str) -> str:
    paragraph = QuotedParagraph.of(text)
    found = (span for span in paragraph.quoted if words in text[slice(*span)].casefold())
    return named_for(paragraph, next(found), load_language(language)).removeprefix("Councillor ")


def lines(text: str) -> list[str]:
    return text.strip().split("\n")


@pytest.mark.parametrize("text", lines(OAKES))
@pytest.mark.parametrize("name", ["Martin Oakes", "Dr. Martin Oakes", "Anna-Maria O’Neill"])
def test_whoever_is_named_says_it(text: str, name: str) -> None:
    assert named(text.replace("Martin Oakes", name), "en", "we have waited") == name


@pytest.mark.parametrize("text", lines(NOBODY))
def test_nobody_is_guessed(text: str) -> None:
    assert named(text, "en", "we have waited") == ""


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [*((text, "ru", "мы ждали") for text in lines(RUSSIAN))]
    + [(text, "kk", "біз күттік") for text in lines(KAZAKH)],
)
def test_other_languages_with_verbs_of_saying(text: str, language: str, words: str) -> None:
    assert named(text, language, words) == "Мартин Оукс"


@pytest.mark.parametrize(
    "text",
    [
        "Лене Мур ответили: «Мы ждали».",
        "«Мы ждали», — сказал директор мэру Анне Беловой.",
        "«Мы ждали», — сказал он в Москве.",
    ],
)
def test_who_is_told_it_does_not_say_it(text: str) -> None:
    assert named(text, "ru", "мы ждали") == ""


# --- A deck that credits somebody else -----------------------------------------------------------

ADEYEMI = "adeyemi: {name: Susan Adeyemi}"
LUND = "lund: {name: Peter Lund}"


def problems(text: str, people: str, credited: str = "adeyemi") -> list[tuple[str, str]]:
    body = f"""speakers: {{{people}}}
questions:
  q:
    kind: cloze
    speaker: {credited}
    stem: "{{speaker}} said: “We have ==waited==”."
"""
    head = "quizgen: 1\ndeck: test\nuid: aaaaaaaaaa\ntitle: A\nlanguage: en\n"
    made = try_deck(body, text, f"{head}source: {{file: text.txt}}\n")
    return [(each.code, str(each.hint)) for each in made.problems]


@pytest.mark.parametrize("text", lines(OAKES))
def test_words_are_not_credited_to_somebody_else(text: str) -> None:
    ((code, hint),) = problems(text, ADEYEMI)
    assert code == "wrong-speaker"
    assert "speaker: martin-oakes, and under speakers: martin-oakes: {name: Martin Oakes}" in hint
    ((code, hint),) = problems(text, f"{ADEYEMI}, mayor: {{name: Dr. Martin Oakes}}")
    assert (code, "speaker: mayor" in hint) == ("wrong-speaker", True)


@pytest.mark.parametrize("text", lines(OAKES))
def test_words_are_credited_to_whoever_is_named(text: str) -> None:
    for name in ("Martin Oakes", "Mr. Oakes", "Oakes"):
        assert problems(text, f"{ADEYEMI}, o: {{name: {name}}}", "o") == []


def test_a_title_that_two_people_have_names_neither() -> None:
    text = "“We have waited,” said Dr. Martin Oakes."
    ((code, _),) = problems(text, "adeyemi: {name: Dr. Susan Adeyemi}")
    assert code == "wrong-speaker"
