"""How an answer in several parts is scored, and that the paper and its key say so."""

from __future__ import annotations

import pytest
from making import HEAD, Made, as_build, make_deck

from quizgen.grade.answer import Answer, Matched, Ordered, Typed
from quizgen.grade.lexicon import EMPTY
from quizgen.grade.marking import grade, score
from quizgen.writers._paper.answer_key import key_sheet
from quizgen.writers._paper.quiz_paper import quiz_sheet
from quizgen.writers._paper.records import AnswerKey, KeyNote, QuizPaper

MULTIPLE = ("multiple", "keys: [a, b], distractors: [c, d]")
LIST = ("list", "keys: [Ann, Bo, Cy]")
PAIRS = ("matching", "pairs: {a: one, b: two, c: three, d: four}")
STEPS = ("ordering", "steps: [one, two, three]")
SHORT = ("short", "key: a")


def made_of(kind: str, keys: str, more: str) -> Made:
    body = f"questions:\n  why: {{kind: {kind}, stem: Why so?, {keys}, {more}}}\n"
    return make_deck(body, head=HEAD.replace("{file: text.txt, as: the report}", "none"))


@pytest.mark.parametrize(
    ("body", "answer", "points"),
    [
        (LIST, Typed(("Ann", "Zoe", "Max")), 1),
        (LIST, Typed(("Ann", "Bo", "")), 2),
        (PAIRS, Matched((0, 2, 1, None)), 0.75),
        (STEPS, Ordered((0, 2, 1)), 1),
        (STEPS, Ordered((1, 2, 0)), 0),
    ],
)
def test_a_wrong_part_that_is_no_tick_takes_nothing_off(
    body: tuple[str, str], answer: Answer, points: float
) -> None:
    item = made_of(*body, "scoring: parts").items["why"]
    assert score(item, grade(item.response, answer, EMPTY), 3) == points


@pytest.mark.parametrize(
    ("body", "scoring", "rule"),
    [
        (MULTIPLE, "parts", "1.5 points for each right part; right minus wrong, never below 0"),
        (LIST, "parts", "1 point for each right part"),
        (PAIRS, "parts", "0.75 points for each right part"),
        (STEPS, "parts", "1 point for each right part"),
        (MULTIPLE, "all", "every part right, or no points"),
        (STEPS, "all", "every part right, or no points"),
        (SHORT, "parts", ""),
    ],
)
def test_the_paper_and_the_key_state_the_rule(
    body: tuple[str, str], scoring: str, rule: str
) -> None:
    made = made_of(*body, f"scoring: {scoring}, points: 3")
    assert made.deck is not None
    (form,) = made.forms
    deck = as_build(made.deck.about, tuple(made.items.values()), made.forms, 1_700_000_000).deck
    paper, key = quiz_sheet(deck, form).content, key_sheet(deck, form).content
    assert isinstance(paper, QuizPaper)
    assert isinstance(key, AnswerKey)
    (question,) = paper.sections[0].questions
    (entry,) = key.sections[0].entries
    told = [remark for remark in entry.remarks if remark.label == "Scoring"]
    assert told == ([KeyNote("Scoring", (rule,))] if rule else [])
    assert question.task.endswith(f"Scoring: {rule}." if rule else "")
    assert ("Scoring" in question.task) is bool(rule)
