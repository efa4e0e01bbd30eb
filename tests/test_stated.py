"""A statement that the text may not make, in every outlet: true, false or not stated."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from lint_questions import codes, quiz

from quizgen.__main__ import cli

KEYS = ["true", "false", "not stated"]
TEXT = "The library will open on Sundays from May, its director Ana Ruiz said.\n"
DECK = """\
quizgen: 1
deck: library
uid: l1brary000
title: The library
source: {file: library.txt, as: the report}
speakers: {ruiz: {name: Ana Ruiz}}
defaults: {speaker: ruiz}
claims: {opens: {quote: The library will open on Sundays from May}}
questions:
  days:  {kind: stated, claim: opens, stem: "{speaker} said it will open on Sundays.", key: true}
  month: {kind: stated, claim: opens, stem: "{speaker} said it will open from June.",
          key: false, why: She named May.}
  hours: {kind: stated, claim: opens, stem: "{speaker} said it will close at six.",
          key: not stated, why: She named no hour.}
"""


@pytest.fixture
def folder(tmp_path: Path, enter: Callable[[Path], None]) -> Path:
    (tmp_path / "decks").mkdir()
    (tmp_path / "source").mkdir()
    (tmp_path / "decks/library.yaml").write_text(DECK, "utf-8")
    (tmp_path / "source/library.txt").write_text(TEXT, "utf-8")
    enter(tmp_path)
    return tmp_path


def built(kind: str) -> Path:
    made = CliRunner().invoke(cli, ["build", "--to", kind, "-o", "out"])
    assert made.exit_code == 0, made.output
    return Path("out")


def test_in_gift_it_is_a_choice_of_three(folder: Path) -> None:
    text = (built("gift") / "library.gift").read_text("utf-8")
    assert "~[html]True#[html]She named no hour.\n~[html]False\n=[html]Not stated" in text


def test_in_a_table_it_is_read_back(folder: Path) -> None:
    rows = list(csv.DictReader((built("csv") / "library.csv").open(encoding="utf-8-sig")))
    assert [(row["kind"], row["key"]) for row in rows] == [
        ("stated", "true"), ("stated", "false"), ("stated", "not stated"),
    ]  # fmt: skip
    assert rows[2]["feedback"].startswith("She named no hour.")
    CliRunner().invoke(cli, ["import", "out/library.csv", "--name", "back"])
    back = (folder / "decks/back.yaml").read_text("utf-8")
    assert back.count("kind: stated") == 3
    assert "key: not stated" in back


@pytest.mark.parametrize("kind", ["html", "anki-text", "docx"])
def test_all_three_options_are_shown_in_their_order(folder: Path, kind: str) -> None:
    made = [path for path in built(kind).rglob("*") if path.is_file()]
    texts = []
    for path in made:
        if path.suffix == ".docx":
            texts.append(zipfile.ZipFile(path).read("word/document.xml").decode())
        else:
            texts.append(path.read_text("utf-8"))
    together = "\n".join(texts)
    assert together.count("Not stated") >= 3
    assert "She named no hour." in together
    after = together[together.index("True") :]
    assert after.index("False") < after.index("Not stated")


def test_check_is_content_and_its_statements_are_enemies(folder: Path) -> None:
    made = CliRunner().invoke(cli, ["check", "--strict"])
    assert made.exit_code == 0, made.output
    shown = CliRunner().invoke(cli, ["show", "month"])
    assert "one is true, one is false" in shown.output
    # nothing settles what the text does not say
    shown = CliRunner().invoke(cli, ["show", "hours"])
    assert "statements on one claim" not in shown.output


@pytest.mark.parametrize(("keys", "is_told"), [(["not stated"], True), (KEYS, False)])
def test_one_verdict_in_three_is_balanced(keys: list[str], is_told: bool) -> None:
    asked = [
        {"kind": "stated", "stem": f"Stall {number} is open.", "key": keys[number % len(keys)]}
        for number in range(9)
    ]
    assert ("true-false-balance" in codes(quiz(*asked))) is is_told
