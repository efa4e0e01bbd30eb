"""What a first-time author types, and what comes: one of each thing, a mistake in a draft, a broken
deck beside a good one, a renamed question, a project within a project."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizgen.__main__ import cli

ONE = """\
quizgen: 1
deck: one
uid: aaaaaaaaaa
title: One
source: {file: t.txt, as: the report}
questions:
  q: {kind: short, quote: The market opened, stem: What opened?, key: the market}
quizzes:
  z: {title: Z, sections: [{draw: DRAW}]}
"""
BROKEN = """\
quizgen: 1
deck: broken
uid: bbbbbbbbbb
title: T
source: {file: t.txt, as: the report}
questions: {r: {kind: short, quote: nowhere, stem: R?, key: A}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("decks", "source"):
        (tmp_path / name).mkdir()
    (tmp_path / "source/t.txt").write_text("The market opened on May 3.\n", "utf-8")
    (tmp_path / "decks/one.yaml").write_text(ONE.replace("DRAW", "1"), "utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> Result:
    deck = [str(folder / "decks/one.yaml")] if arguments[0] in ("check", "build") else []
    to = ["-o", str(folder / "dist")] if arguments[0] == "build" else []
    return CliRunner().invoke(cli, [*arguments, *deck, *to], prog_name="quizgen")


def test_one_of_each_is_one(folder: Path) -> None:
    said = "".join(
        run(folder, *each).output
        for each in (["check"], ["build"], ["coverage", str(folder / "decks/one.yaml")])
    )
    for words in ("1 deck, 1 item:", "1 quotation found", "1 question, 1 point, 1 page", "1 note, ",
                  "1 of them is asked about, by 1 item."):  # fmt: skip
        assert words in said
    for things in ("deck", "item", "quotation", "question", "point", "page", "note", "card"):
        assert f"1 {things}s" not in said.replace("1 of 1 sentences", "")


def test_a_section_that_wants_more_than_one(folder: Path) -> None:
    (folder / "decks/one.yaml").write_text(ONE.replace("DRAW", "2"), "utf-8")
    assert "draws 2 items and can have 1: 1 is there" in run(folder, "check").output


@pytest.mark.parametrize(
    "draft",
    [
        "kind: short, quote: nowhere to be found, stem: What?, key: x",
        "kind: nonsense, claim: nothing, stem: What?",
        "kind: choice, quote: The market opened, stem: 'What, {nobody}?', key: x, distractors: [x]",
        "kind: list, quote: The market, stem: Which?, keys: ['']",
        "quote: The market",
    ],
)
def test_a_draft_with_a_mistake_blocks_nothing(folder: Path, draft: str) -> None:
    questions = f"questions:\n  bad: {{{draft}, draft: true}}\n"
    deck = ONE.replace("DRAW", "1").replace("questions:\n", questions)
    (folder / "decks/one.yaml").write_text(deck, "utf-8")
    checked, built = run(folder, "check", "--strict"), run(folder, "build")
    assert (checked.exit_code, built.exit_code) == (0, 0)
    assert " info[" in checked.output
    assert "1 draft left out; problems in 1 draft" in built.output
    assert (folder / "dist/one.apkg").exists()


@pytest.mark.parametrize("broken", [BROKEN, "deck: [\n", "", "\x00", "quizgen: 99\n"])
@pytest.mark.parametrize(
    "command",
    [["show", "q"], ["coverage", "DECK"], ["stats", "DECK"], ["study", "DECK", "--due"]],
)
def test_a_broken_deck_stops_no_other(
    folder: Path, broken: str, command: list[str], enter: Callable[[Path], None]
) -> None:
    (folder / "decks/broken.yaml").write_text(broken, "utf-8")
    enter(folder)
    deck = str(folder / "decks/one.yaml")
    db = ["--db", str(folder / "db")] if command[0] in ("stats", "study") else []
    result = run(folder, *[deck if each == "DECK" else each for each in command], *db)
    assert "Traceback" not in result.output
    if command[0] == "show":
        assert "What opened?" in result.output
    else:
        assert result.exit_code == 0, result.output


@pytest.mark.parametrize("renamed", ["what", "quest", "z", "q2"])
def test_a_question_renamed_after_a_release_stops_and_shows_the_line(
    folder: Path, renamed: str
) -> None:
    assert run(folder, "build", "--release").exit_code == 0
    deck = folder / "decks/one.yaml"
    deck.write_text(ONE.replace("DRAW", "1").replace("  q: {", f"  {renamed}: {{"), "utf-8")
    for command in (["check"], ["build", "--release"]):
        result = run(folder, *command)
        assert result.exit_code == 1
        assert "error[renamed-without-was]" in result.output
        assert "was: [q]" in result.output
    text = deck.read_text("utf-8").replace("{kind", "{was: [q], kind")
    deck.write_text(text, "utf-8")
    assert run(folder, "check").exit_code == 0


@pytest.mark.parametrize("name", ["My Quiz", "Anna’s", "a b", "q&a", "ünï"])
def test_the_folder_to_go_to_is_quoted_where_it_must_be(
    tmp_path: Path, name: str, enter: Callable[[Path], None]
) -> None:
    enter(tmp_path)
    result = CliRunner().invoke(cli, ["new", name], prog_name="quizgen")
    assert result.exit_code == 0, result.output
    line = next(row for row in result.output.split("\n") if row.startswith("Next: cd "))
    assert shlex.split(line.removeprefix("Next: ").partition(",")[0])[1] == name
    enter(tmp_path / name)
    inner = CliRunner().invoke(cli, ["new", "Inner"], prog_name="quizgen")
    assert "Traceback" not in inner.output
    assert not list(Path(tmp_path / name).rglob("Inner/decks"))  # no project within a project
