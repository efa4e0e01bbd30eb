"""One cause, one diagnostic."""

from __future__ import annotations

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
