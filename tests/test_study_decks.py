"""A session over several decks: of a project, or named one by one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizgen.commands.study import command
from quizgen.study.plan import Amounts

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


def asked(result: Result) -> list[tuple[str, int]]:
    """The titles with the number of questions that stand under each."""
    events = [json.loads(line) for line in result.stdout.splitlines()]
    return [(each["title"], each["questions"]) for each in events if each["event"] == "session"]


ANSWERS = '{"answer": "UN"}\n{"command": "next"}\n' * 40


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), [("gate", 4), ("moss", 3), ("ship", 2)]),
        (("ship", "moss"), [("ship", 2), ("moss", 6)]),
        (("ship", "ship"), [("ship", 2)]),
        (("--limit", "4"), [("gate", 2), ("moss", 1), ("ship", 1)]),
        (("--limit", "1"), [("gate", 1)]),
        (("--new", "20"), [("gate", 6), ("moss", 6), ("ship", 2)]),
        (("--tag", "blue"), [("gate", 4), ("ship", 2)]),
        (("--cram",), [("gate", 6), ("moss", 6), ("ship", 2)]),
        (("--cram", "--limit", "2", "moss", "ship"), [("moss", 1), ("ship", 1)]),
    ],
)
def test_several_decks_are_asked_one_after_another(
    study: Callable[..., Result], arguments: tuple[str, ...], expected: list[tuple[str, int]]
) -> None:
    result = study("--json", *arguments, typed=ANSWERS)
    assert (result.exit_code, result.stderr) == (0, "")
    assert asked(result) == [(f"All about {name}", many) for name, many in expected]


def test_new_ones_are_counted_over_all_decks_of_the_day(study: Callable[..., Result]) -> None:
    study("--json", typed=ANSWERS)
    assert asked(study("--json", typed=ANSWERS)) == [("All about gate", 1)]
    assert asked(study("--json", "moss", typed=ANSWERS)) == [("All about moss", 3)]
    assert study("--due").stdout == "0\n"


def test_quitting_ends_them_all(study: Callable[..., Result]) -> None:
    shown = study(typed="UN\n\n/quit\n").stdout
    assert "All about gate" in shown
    assert "All about moss" not in shown


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


@pytest.mark.parametrize("decks", [1, 2, 3, 7])
def test_no_share_is_lost(decks: int) -> None:
    rest = Amounts(new=10, limit=25)
    for left in range(decks, 0, -1):
        share = rest.share(left)
        rest = rest.without(share.limit or 0, share.new)
    assert (rest.new, rest.limit) == (0, 0)
