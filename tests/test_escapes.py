"""Names of files, decks and answers that a terminal would obey: none gets there as it is."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizgen.__main__ import cli
from quizgen.diagnostics import printable_lines
from quizgen.interchange.history import Flag, lines
from quizgen.study.history_file import open_history
from quizgen.study.screen import clean

HOSTILE = "a\x1b[2J\x1b]0;x\x07\x9b31m\u202eb"
DECK = """\
quizgen: 1
deck: gate
uid: abcdefghij
title: The gate
source: {file: gate.txt, as: the text}
claims:
  open: {speaker: reporter, quote: Ann Lee opened the gate}
questions:
  who: {kind: short, claim: open, stem: "Who, says the text, opened the gate?", key: Ann Lee}
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    for folder in ("decks", "source"):
        (tmp_path / folder).mkdir()
    (tmp_path / "source/gate.txt").write_text("Ann Lee opened the gate.", "utf-8")
    path = tmp_path / f"decks/{HOSTILE}.yaml"
    path.write_text(DECK, "utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)), prog_name="quizgen")


def assert_harmless(result: Result) -> None:
    said = result.output.replace("\n", "")
    assert said.isprintable(), [each for each in said if not each.isprintable()]


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "--format", "json"),
        ("check", "--format", "github"),
        ("build", "--to", "json"),
        ("preview",),
        ("coverage",),
    ],
)
def test_the_name_of_a_deck_file(deck: Path, arguments: tuple[str, ...]) -> None:
    assert run(arguments[0], deck, *arguments[1:]).exit_code == 0
    assert_harmless(run(arguments[0], deck, *arguments[1:]))
    deck.write_text(DECK.replace("kind: short", f"kind: {HOSTILE[:1]}\u202e"), "utf-8")
    assert_harmless(run(arguments[0], deck, *arguments[1:]))


@pytest.mark.parametrize(
    "arguments",
    [
        ("history", "import", HOSTILE),
        ("history", "export", "--db", f"/dev/null/{HOSTILE}"),
        ("stats", HOSTILE),
        ("study", f"{HOSTILE}.json"),
        ("show", HOSTILE),
        ("import", HOSTILE),
        ("explain", HOSTILE),
        ("verify", HOSTILE, HOSTILE),
        (HOSTILE,),
    ],
)
def test_a_name_that_stands_for_nothing(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code != 0
    assert result.output
    assert_harmless(result)


def test_a_history_of_that_name_and_with_such_words(tmp_path: Path) -> None:
    db, file = tmp_path / "history.db", tmp_path / f"{HOSTILE}.jsonl"
    history = open_history(db)
    flag = Flag(1, "uid", "item", HOSTILE)
    history.add(flag)
    history.close()
    exported = run("history", "export", "--db", db)
    assert_harmless(exported)
    assert json.loads(exported.output.splitlines()[1])["remark"] == HOSTILE
    assert_harmless(run("history", "flags", "--json", "--db", db))
    assert_harmless(run("history", "flags", "--db", db))
    file.write_text("\n".join(lines([flag])), "utf-8")
    again = tmp_path / "again.db"
    assert_harmless(run("history", "import", file, "--db", again))
    with sqlite3.connect(again) as connection:
        assert connection.execute("SELECT value FROM event").fetchall() == [(HOSTILE,)]


@pytest.mark.parametrize(
    ("text", "for_authors", "for_learners"),
    [
        ("a\x1b[2Jb\x9bc", "a<U+001B>[2Jb<U+009B>c", "a[2Jbc"),
        ("a\u202eb\u00adc\ud800", "a<U+202E>b<U+00AD>c<U+D800>", "abc"),
        ("5\u00a0%", "5<U+00A0>%", "5\u00a0%"),
        ("ی\u200cک", "ی<U+200C>ک", "ی\u200cک"),
        ("one\ttwo\r\nthree", "one two<U+000D>\nthree", "one two\nthree"),
    ],
)
def test_authors_see_codes_and_learners_nothing(
    text: str, for_authors: str, for_learners: str
) -> None:
    assert (printable_lines(text), clean(text)) == (for_authors, for_learners)
