"""Words that are credited to the wrong person, or quoted wrongly, are shown where they stand."""

from __future__ import annotations

from making import HEAD, try_deck

from quizgen.diagnostics import Diagnostic

SOURCE = """\
Ann Lee said that the bridge opened in 1931. “It cost two million pounds,” said Ann Lee.

“I paid,” he said. Bob Fox nodded.
"""
SPEAKERS = "speakers: {lee: {name: Ann Lee}, fox: {name: Bob Fox}}\n"


def found(body: str) -> list[tuple[str, str, str]]:
    """(the code, the text that is pointed at, the message)."""
    problems = try_deck(SPEAKERS + body, SOURCE, HEAD).problems
    return [(each.code, _pointed_at(each), each.message) for each in problems]


def _pointed_at(problem: Diagnostic) -> str:
    where = problem.where
    return where.file.text[where.start : where.end]


WHO_SAID = """
questions:
  w:
    kind: matching
    stem: Who said what?
    quote: [{quote: It cost two million pounds, speaker: lee}, {quote: I paid, speaker: lee}]
    pairs: {“It cost two million pounds”: Ann Lee, “I paid”: Bob Fox}
"""


def test_a_pair_that_names_another_is_pointed_at() -> None:
    message = "`w` gives “I paid”, words of Ann Lee, to Bob Fox"
    assert found(WHO_SAID) == [("wrong-speaker", "“I paid”", message)]


def test_the_other_way_round() -> None:
    turned = WHO_SAID.replace(
        "{“It cost two million pounds”: Ann Lee, “I paid”: Bob Fox}",
        "{Ann Lee: “It cost two million pounds”, Bob Fox: “I paid”}",
    )
    assert [pointed for _, pointed, _ in found(turned)] == ["“I paid”"]


TEMPLATE = """
defaults: {speaker: lee}
claims:
  open: {quote: the bridge opened in 1931, text: the bridge opened in 1931}
templates:
  ask: {kind: open, stem: "What does {speaker} say with “{quote}”?", key: "{text}"}
"""


def test_marks_around_a_placeholder_are_the_templates() -> None:
    stem = '"What does {speaker} say with “{quote}”?"'
    assert [(code, at) for code, at, _ in found(TEMPLATE)] == [("not-their-words", stem)]


def test_words_that_are_quoted_as_they_stand_are_pointed_at() -> None:
    body = TEMPLATE.replace("{quote}”?", "the bridge opened in 1931”?")
    words = "the bridge opened in 1931"
    assert [(code, at) for code, at, _ in found(body)] == [("not-their-words", words)]
