"""What a quiz says of its level, its time and its aids, from the deck to the paper."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from making import as_file, make_deck, replace, try_deck
from printing import CHOICE, Printer, build_of, edition_of, form_of, item

from quizgen.__main__ import cli
from quizgen.quiz.model import About
from quizgen.writers.docx import write as write_docx

DECK = """\
quizgen: 1
deck: stalls
uid: abcdefghij
title: Stalls
source: none
questions:
  fruit: {kind: short, stem: "Which fruit is blue?", key: plum}
quizzes:
  test:
    title: A test
    level: B1
    time: 25
    aids: a *dictionary*
    sections: [{items: [fruit]}]
  bare: {title: Another, sections: [{items: [fruit]}]}
"""
TOLD = form_of(item("q", "Which town?", CHOICE))
TOLD = replace(TOLD, level="B1\nor B2", time=1, aids=("a dictionary",))


def test_a_deck_gives_them_to_the_forms_of_the_quiz() -> None:
    told, bare = make_deck(DECK, head="").forms
    assert (told.level, told.time, [type(each).__name__ for each in told.aids]) == (
        "B1",
        25,
        ["str", "Emphasis"],
    )
    assert (bare.level, bare.time, bare.aids) == ("", 0, ())


def test_the_compiled_deck_has_them_where_they_are_said() -> None:
    (form,) = json.loads(as_file(build_of(TOLD)))["forms"]
    assert (form["level"], form["time"], form["aids"]) == ("B1\nor B2", 1, ["a dictionary"])
    (bare,) = json.loads(as_file(build_of(form_of(item("q", "Which town?", CHOICE)))))["forms"]
    assert not {"level", "time", "aids"} & bare.keys()


@pytest.mark.parametrize("wrong", ["0", "half an hour", "1:30", "2.5", "1441"])
def test_a_time_is_a_number_of_minutes(wrong: str) -> None:
    assert try_deck(DECK.replace("25", wrong), head="").codes == ["expected-number"]


@pytest.mark.parametrize(
    ("language", "summary", "aids"),
    [
        ("en", "Level: B1 or B2 · 1 question · 1 point · 1 minute ·", "Allowed aids: a dictionary"),
        ("ru", "Уровень: B1 or B2 · 1 вопрос", "Разрешённые пособия: a dictionary"),
        ("kk", "Деңгейі: B1 or B2 · 1 сұрақ", "Рұқсат етілген құралдар: a dictionary"),
    ],
)
def test_a_paper_tells_them(language: str, summary: str, aids: str, tmp_path: Path) -> None:
    about = replace(build_of(TOLD).about, language=language)
    quiz, key = Printer(tmp_path).texts(build_of(TOLD, about=about))
    assert summary in quiz
    assert summary in key
    assert aids in quiz
    assert all(each in in_word(about, tmp_path) for each in (summary, aids))


def in_word(about: About, folder: Path) -> str:
    quiz, *_ = (file for file in write_docx(build_of(TOLD, about=about), folder))
    paragraphs = docx.Document(io.BytesIO(quiz.content)).paragraphs
    return " ".join(each.text for each in paragraphs)


def test_the_key_of_a_paper_fits_whatever_time_it_takes() -> None:
    assert edition_of(TOLD) == edition_of(form_of(item("q", "Which town?", CHOICE)))


@pytest.mark.parametrize(
    ("quiz", "given", "minutes"),
    [("test", (), 25), ("test", ("--minutes", "10"), 10), ("bare", (), None)],
)
def test_an_exam_takes_the_time_of_its_quiz(
    quiz: str, given: tuple[str, ...], minutes: int | None, tmp_path: Path
) -> None:
    deck = tmp_path / "stalls.yaml"
    deck.write_text(DECK, "utf-8")
    how = ["study", str(deck), "--exam", quiz, *given, "--json", "--db", str(tmp_path / "h")]
    said = CliRunner().invoke(cli, how, input='{"command": "quit"}\n').stdout
    assert json.loads(said.splitlines()[0]).get("minutes") == minutes
