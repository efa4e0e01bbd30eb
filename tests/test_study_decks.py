"""A session over several decks: of a project, or named one by one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quizgen.commands.study import command

DECK = """\
quizgen: 1
deck: {name}
uid: aaaaaa{name}
title: All about {name}
language: en
source: none
questions:
{questions}
"""
QUESTION = """\
  {id}:
    kind: short
    stem: "{name} {id}?"
    key: UN
    tags: [{tag}]
"""


def written(folder: Path, name: str, many: int, tag: str) -> None:
    """A deck; all decks have the same ids."""
    questions = "".join(QUESTION.format(id=f"q{n}", name=name, tag=tag) for n in range(many))
    (folder / f"{name}.yaml").write_text(DECK.format(name=name, questions=questions))


@pytest.fixture
def study(
    tmp_path: Path, enter: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    enter(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "decks").mkdir()
    for name, many, tag in (("moss", 6, "green"), ("ship", 2, "blue"), ("gate", 6, "blue")):
        written(tmp_path / "decks", name, many, tag)

    def run(*arguments: str, typed: str = "/quit\n") -> Result:
        db = str(tmp_path / "history.sqlite")
        return CliRunner().invoke(command, [*arguments, "--db", db], input=typed)

    return run


def events(result: Result, kind: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in result.stdout.splitlines()]
    return [each for each in found if each["event"] == kind]


def asked(result: Result) -> Counter[str]:
    """How many questions of each deck were asked."""
    return Counter(each["deck"].removeprefix("aaaaaa") for each in events(result, "question"))


ANSWERS = '{"answer": "UN"}\n{"command": "next"}\n' * 40


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), {"gate": 4, "moss": 4, "ship": 2}),
        (("ship", "moss"), {"ship": 2, "moss": 6}),
        (("ship", "ship"), {"ship": 2}),
        (("--limit", "4"), {"gate": 2, "moss": 1, "ship": 1}),
        (("--limit", "1"), {"gate": 1}),
        (("--new", "20"), {"gate": 6, "moss": 6, "ship": 2}),
        (("--tag", "blue"), {"gate": 6, "ship": 2}),
        (("--cram",), {"gate": 6, "moss": 6, "ship": 2}),
        (("--cram", "--limit", "2", "ship"), {"ship": 2}),
    ],
)
def test_a_session_mixes_several_decks(
    study: Callable[..., Result], arguments: tuple[str, ...], expected: dict[str, int]
) -> None:
    result = study("--json", *arguments, typed=ANSWERS)
    assert (result.exit_code, result.stderr) == (0, "")
    assert asked(result) == expected
    (session,) = events(result, "session")
    assert {uid.removeprefix("aaaaaa") for uid in session["decks"]} == set(expected)
    assert session["title"].count("All about") == len(expected)


def test_new_ones_are_counted_over_all_decks_of_the_day(study: Callable[..., Result]) -> None:
    study("--json", "--limit", "9", typed=ANSWERS)
    assert asked(study("--json", typed=ANSWERS)) == {"gate": 1}
    assert asked(study("--json", "moss", typed=ANSWERS)) == {"moss": 3}
    assert study("--due").stdout == "0\n"


def test_the_question_says_which_deck_it_is_of(study: Callable[..., Result]) -> None:
    shown = study(typed="UN\n\n/quit\n").stdout
    assert shown.startswith("All about gate; All about moss; All about ship\n")
    assert "Question 1 of 10 (new). All about gate\n" in shown
    assert "Question 2 of 10 (new). All about moss\n" in shown
    assert "Question 1 of 2 (new)\n" in study("ship").stdout


def test_an_answer_is_taken_back_across_decks(study: Callable[..., Result]) -> None:
    shown = study(typed="UN\n\n/undo\nNATO\n\n/quit\n").stdout
    assert "Answers kept: 1. Right at the first try: 0 of 1." in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--exam", "test"), "name one of these decks: gate, moss, ship"),
        (("moss", "gone"), "no deck here is called `gone`"),
        (("--tag", "gren"), "did you mean `green`"),
        (("--tag", "green", "ship"), "no question has the tag `green`"),
    ],
)
def test_what_cannot_be_asked_is_said(
    study: Callable[..., Result], arguments: tuple[str, ...], said: str
) -> None:
    result = study(*arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
