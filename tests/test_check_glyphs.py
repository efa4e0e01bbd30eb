"""A deck that `check` passes can be printed: letters that the fonts lack are found by it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from making import as_build, try_deck

from quizgen.__main__ import cli
from quizgen.quiz.layout import PRINTED
from quizgen.writers.pdf.press import Press
from quizgen.writers.pdf.print_problems import _missing
from quizgen.writers.pdf.typesetter import RefusedError, Typesetter

DECK = """\
quizgen: 1
deck: gate
uid: abcdefghij
title: The gate
source: {{file: gate.txt, as: the text}}
claims:
  open: {{speaker: reporter, quote: Ann Lee opened the gate}}
questions:
  who: {{kind: choice, claim: open, stem: "Who, says the text, opened the gate{extra}?",
         key: Ann Lee, distractors: [Bo, Cy, Di]}}
{quizzes}
"""
QUIZZES = "quizzes:\n  check: {title: A check, sections: [{items: [who]}]}\n"


def run(tmp_path: Path, command: str, extra: str, quizzes: str = QUIZZES) -> Result:
    for folder in ("decks", "source"):
        (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / "source/gate.txt").write_text("Ann Lee opened the gate.", "utf-8")
    deck = tmp_path / "decks/gate.yaml"
    deck.write_text(DECK.format(extra=extra, quizzes=quizzes), "utf-8")
    to = ["--to", "pdf", "-o", str(tmp_path / "dist")] if command == "build" else []
    return CliRunner().invoke(cli, [command, str(deck), *to], prog_name="quizgen")


@pytest.mark.parametrize(
    ("extra", "named"),
    [
        ("漢", "“漢” (U+6F22, CJK UNIFIED IDEOGRAPH-6F22)"),
        ("राम्", "“◌्” (U+094D, DEVANAGARI SIGN VIRAMA)"),
        ("ไทย", "(U+0E44, THAI CHARACTER SARA AI MAIMALAI)"),
    ],
)
def test_check_says_what_build_would(tmp_path: Path, extra: str, named: str) -> None:
    checked, built = run(tmp_path, "check", extra), run(tmp_path, "build", extra)
    assert (checked.exit_code, built.exit_code) == (1, 1)
    assert "gate.yaml:12:3: error[missing-glyph]: quiz `check` has characters" in checked.output
    assert named in checked.output
    assert "error[missing-glyph]" in built.output


@pytest.mark.parametrize("extra", ["", " – so", "ا", "Ğ", "Қазақстан", "αβγ", "≥ 5 €", "é"])
def test_what_can_be_printed_passes_both(tmp_path: Path, extra: str) -> None:
    assert "missing-glyph" not in run(tmp_path, "check", extra).output
    assert run(tmp_path, "build", extra).exit_code == 0


def test_letters_stop_no_deck_that_names_no_quiz(tmp_path: Path) -> None:
    for command in ("check", "build"):
        result = run(tmp_path, command, "漢", "")
        assert "info[missing-glyph]" in result.output
        assert result.exit_code == 0


def test_the_letters_that_are_taken_for_granted_are_there(tmp_path: Path) -> None:
    made = try_deck("claims:\n  c: {speaker: reporter, quote: trade needs luck}\n")
    assert made.deck is not None
    build = as_build(made.deck.about, (), (), 1_700_000_000)
    with closing(Typesetter()) as typesetter:
        press = Press(build, (), tmp_path, typesetter)
        try:
            press.try_letters("".join(sorted(PRINTED)))
        except RefusedError as error:
            lacking = _missing(error.complaint)
            raise AssertionError([f"{ord(each):04X}" for each in lacking]) from error
