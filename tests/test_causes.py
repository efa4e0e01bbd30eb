"""One cause, one diagnostic."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from making import HEAD, SOURCE, try_deck

from quizgen.__main__ import cli
from quizgen.diagnostics import Diagnostic, Location, TextFile, once_a_cause

FILE = TextFile("deck.yaml", "one: two\n")


def at(start: int, code: str, message: str) -> Diagnostic:
    return Diagnostic(Location(FILE, start, start + 3), code, message)


def test_a_place_and_a_code_are_a_cause() -> None:
    found = once_a_cause(
        [at(0, "a", "x"), at(5, "a", "x"), at(0, "b", "y"), at(0, "a", "z"), at(0, "b", "y")]
    )
    assert [(each.where.start, each.code, each.message) for each in found] == [
        (0, "a", "x (and 1 more like it)"),
        (5, "a", "x"),
        (0, "b", "y"),  # what says the same is not counted
    ]


def test_without_a_place_only_the_same_words_are_one() -> None:
    nowhere = Location(TextFile("deck", ""))
    problems = [Diagnostic(nowhere, "a", message) for message in ("x", "y", "x")]
    assert [each.message for each in once_a_cause(problems)] == ["x", "y"]


WITHOUT_UID = HEAD.replace("uid: abcdefghij\n", "")
CLAIM = "claims: {a: {speaker: reporter, quote: The market closed}}\n"


def test_a_deck_without_a_uid_is_checked_to_its_end() -> None:
    made = try_deck(CLAIM, head=WITHOUT_UID)
    assert made.codes == ["missing-uid", "quotation-not-found"]
    assert made.problems[0].hint == "uid: zzzzzzzzzz"


def test_a_miswritten_key_is_not_a_missing_one() -> None:
    made = try_deck(CLAIM, head=HEAD.replace("uid:", "Uid:"))
    assert made.codes == ["unknown-key", "quotation-not-found"]


def test_the_lock_gives_a_lost_uid_back(tmp_path: Path) -> None:
    deck = tmp_path / "test.yaml"
    (tmp_path / "text.txt").write_text(SOURCE, "utf-8")
    (tmp_path / "test.lock").write_text("deck\t1\ttest\tabcdefghij\n", "utf-8")
    deck.write_text(WITHOUT_UID + CLAIM, "utf-8")
    said = CliRunner().invoke(cli, ["check", str(deck)]).output
    assert "error[missing-uid]" in said
    assert "put `uid: abcdefghij` back" in said
