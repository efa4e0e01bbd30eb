"""Which item a problem is about, whatever its sentence says."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import replace, try_deck

from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.lint import lint
from quizgen.pages.preview import problems_by_item
from quizgen.project.compiled import compile_deck
from quizgen.writers.anki import problems as check_for_anki

DECK = """
claims:
  a: {speaker: reporter, quote: The market opened on May 3, slots: {day: May 3}}
  b: {speaker: reporter, quote: with 14 stalls, slots: {day: 14}}
templates:
  when: {kind: choice, stem: "When, says the report?", key: "{day}", distractors: ["{day}", late]}
questions:
  no-gap: {kind: cloze, claim: a, stem: "The market opened, says the report."}
  foe: {kind: short, claim: a, stem: "What opened, says the report?", key: market, enemies: [x]}
  fine: {kind: short, claim: a, stem: "What is new, says the report?", key: market}
quizzes:
  test: {title: Test, sections: [{items: [fine, fine]}]}
"""


def test_a_problem_names_the_item_that_it_is_about() -> None:
    found = {problem.code: problem.item for problem in try_deck(DECK).problems}
    assert found == {
        "key-among-distractors": "a.when",
        "no-gap": "no-gap",
        "unknown-item": "foe",
        "item-twice": "fine",
    }


def test_advice_names_its_item() -> None:
    made = try_deck(
        """
claims: {a: {speaker: reporter, quote: The market opened on May 3}}
questions:
  q:
    {kind: choice, claim: a, stem: "What, says the report, happened on that day?",
     key: the market with its many stalls opened at last, distractors: [nothing, rain, snow]}
"""
    )
    assert made.deck is not None
    advice = {each.code: each.item for each in lint(made.deck, made.expansion)}
    assert advice["longest-is-key"] == "q"


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "test.yaml"
    (tmp_path / "text.txt").write_text("The market opened on May 3.", "utf-8")
    path.write_text(
        """\
quizgen: 1
deck: test
uid: abcdefghij
title: A test
source: {file: text.txt, as: the report}
claims:
  a: {speaker: reporter, quote: The market opened on May 3}
questions:
  one: {kind: short, claim: a, stem: "What opened, says the report?", key: market}
  two: {kind: short, claim: a, stem: "What is new, says the report?", key: market}
quizzes: {two: {title: Two, sections: [{items: [one]}]}}
""",
        "utf-8",
    )
    return path


def test_what_a_writer_finds_stands_at_its_item(deck: Path) -> None:
    made = compile_deck(deck)
    assert made.build is not None
    items = tuple(replace(item, tags=("::",)) for item in made.build.deck.items)
    deck_of_tags = replace(made.build.deck, items=items)
    found = list(check_for_anki(replace(made.build, deck=deck_of_tags)))
    placed = [made.placed(problem).where for problem in found]
    assert [where.file.line_and_column(where.start)[0] for where in placed] == [9, 10]


def test_a_quiz_that_is_called_like_an_item_is_none(deck: Path) -> None:
    made = compile_deck(deck)
    nowhere = Location(TextFile("test", ""))
    problem = Diagnostic(nowhere, "unprintable", "quiz `two` cannot be printed")
    assert made.deck is not None
    # it concerns the deck's file as a whole
    assert made.placed(problem).where == Location(made.deck.file)
    assert made.expansion is not None
    assert problems_by_item([problem], made.deck, made.expansion) == {}
