"""How an answer in several parts is scored, and that the paper and its key say so."""

from __future__ import annotations

import pytest
from making import HEAD, Made, as_build, make_deck

from quizgen.grade.answer import Answer, Matched, Ordered, Typed
from quizgen.grade.lexicon import EMPTY
from quizgen.grade.marking import grade, score
from quizgen.quiz.languages import load_language
from quizgen.quiz.rich import plain
from quizgen.writers._paper.answer_key import key_sheet
from quizgen.writers._paper.quiz_paper import quiz_sheet
from quizgen.writers._paper.records import AnswerKey, KeyNote, QuizPaper

MULTIPLE = ("multiple", "keys: [a, b], distractors: [c, d], announce: number")
LIST = ("list", "keys: [Ann, Bo, Cy]")
PAIRS = ("matching", "pairs: {a: one, b: two, c: three, d: four}")
STEPS = ("ordering", "steps: [one, two, three]")
SHORT = ("short", "key: a")
SEVEN = ("list", "keys: [Ann, Bo, Cy, Di, Ed, Flo, Guy]")
GAPS = ("cloze", "stem: ==Ann== met ==Bo==.")
ONE_GAP = ("cloze", "stem: ==Ann== met Bo.")
CHOICE = ("choice", "key: a, distractors: [b, c]")
OPEN = ("open", "key: Because., marking: {a: 1, b: 2}")
NUMBER = ("numeric", "key: 7")


def made_of(kind: str, keys: str, more: str, language: str = "en") -> Made:
    stem = "" if kind == "cloze" else "stem: Why so?, "
    body = f"questions:\n  why: {{kind: {kind}, {stem}{keys}, {more}}}\n"
    head = HEAD.replace("{file: text.txt, as: the report}", "none")
    return make_deck(body, head=head.replace("language: en", f"language: {language}"))


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


TICKS = "1.5 points for each right tick, as much off for each wrong one, never below 0"
ALIKE = (
    "the same share of the points for each right tick, as much off for each wrong one, never below"
    " 0"
)


@pytest.mark.parametrize(
    ("body", "scoring", "rule"),
    [
        (MULTIPLE, "parts", TICKS),
        (LIST, "parts", "1 point for each right answer"),
        (GAPS, "parts", "1.5 points for each right answer"),
        (PAIRS, "parts", "0.75 points for each right pair"),
        (STEPS, "parts", "1 point for each step in its place"),
        (SEVEN, "parts", "≈\N{NO-BREAK SPACE}0.43 points for each right answer"),
        (MULTIPLE, "all", "all right options ticked and no wrong one, or no points"),
        (GAPS, "all", "every part right, or no points"),
        (LIST, "all", "every part right, or no points"),
        (PAIRS, "all", "every part right, or no points"),
        (STEPS, "all", "every part right, or no points"),
        (SHORT, "parts", ""),
        (ONE_GAP, "parts", ""),
        (CHOICE, "parts", ""),
        (CHOICE, "all", ""),
        (OPEN, "parts", ""),
        (NUMBER, "parts", ""),
    ],
)
def test_the_paper_and_the_key_state_the_rule(
    body: tuple[str, str], scoring: str, rule: str
) -> None:
    assert told(body, scoring) == (rule, rule)


@pytest.mark.parametrize("scoring", ["parts", "all"])
def test_a_paper_does_not_tell_how_many_options_are_right(scoring: str) -> None:
    """What one is worth would tell it, unless the task already does."""
    kind, keys = MULTIPLE
    (paper, key), (other, _) = (
        told((kind, each.replace("number", "all")), scoring)
        for each in (keys, keys.replace("[a, b]", "[a, b, e]"))
    )
    assert paper == other
    assert (paper, key) == ((ALIKE, TICKS) if scoring == "parts" else (paper, paper))


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_rule_has_words_of_its_own_in_every_language(language: str) -> None:
    bodies = [MULTIPLE, LIST, PAIRS, STEPS]
    rules = [told(each, "parts", language)[0] for each in bodies]
    rules += [told(each, "all", language)[0] for each in bodies[:2]]
    assert len(set(rules)) == 6
    assert ("point" in "".join(rules)) is (language == "en")


def told(body: tuple[str, str], scoring: str, language: str = "en") -> tuple[str, str]:
    """The rule on the paper and in the key, "" for none."""
    made = made_of(*body, f"scoring: {scoring}, points: 3", language)
    assert made.deck is not None
    (form,) = made.forms
    deck = as_build(made.deck.about, tuple(made.items.values()), made.forms, 1_700_000_000).deck
    paper, key = quiz_sheet(deck, form).content, key_sheet(deck, form).content
    assert isinstance(paper, QuizPaper)
    assert isinstance(key, AnswerKey)
    (question,) = paper.sections[0].questions
    (entry,) = key.sections[0].entries
    label = load_language(language).say("print.partial")
    notes = [each for each in entry.remarks if isinstance(each, KeyNote) and each.label == label]
    in_key = "".join(plain(each.content) for each in notes)
    return question.task.partition(f"{label}: ")[2].rstrip("."), in_key
