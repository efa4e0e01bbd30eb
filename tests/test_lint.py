"""How lint reports: once for a template, with its level, and not where it is allowed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from making import HEAD, SOURCE, make_deck

from quizgen.__main__ import cli
from quizgen.diagnostics import Diagnostic, Severity
from quizgen.lint import lint, rules

# Three items of one template: two of them have a key that is far longer than the rest.
DECK = """\
speakers: {anna: {name: Anna Berg}}
claims:
  luck: {speaker: anna, quote: trade needs peace, slots: {k: peace}, CLAIM}
  more: {speaker: anna, quote: trade needs luck, slots: {k: luck}}
  few: {speaker: anna, quote: "peace, trust and time", slots: {k: trust}}
templates:
  need:
    kind: choice
    stem: "What, Anna Berg said, is needed? {quote|gap k}"
    key: "{k} more than anything else"
    distractors: [rain, sun]
    TEMPLATE
questions:
  luck.need: {stem: "What, said Anna Berg, is needed first? {quote|gap k}", QUESTION}
DECK
"""
ALLOWANCES = ("unused-allowance", "unknown-rule")


def found(**allowed: str) -> list[Diagnostic]:
    text = DECK
    for place in ("CLAIM", "TEMPLATE", "QUESTION", "DECK"):
        codes = allowed.get(place.lower(), "")
        text = text.replace(place, f"lint: {{allow: [{codes}]}}" if codes else "")
    made = make_deck(text.replace(", }", "}"))
    assert made.deck is not None
    problems = lint(made.deck, made.expansion, made.forms)
    return [each for each in problems if each.code in ("longest-is-key", *ALLOWANCES)]


def codes(**allowed: str) -> list[str]:
    return [each.code for each in found(**allowed)]


def test_a_template_is_told_once_with_the_number_of_its_items() -> None:
    of_question, of_template = sorted(found(), key=lambda each: -each.where.start)
    assert of_template.message.startswith("`more.need`: the key has ")
    assert of_template.message.endswith(" (and 1 more like it)")
    assert of_question.message.startswith("`luck.need`: the key has ")
    assert of_template.hint == "quizgen explain longest-is-key"
    assert of_template.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("allowed", "left"),
    [
        ({}, ["longest-is-key", "longest-is-key"]),
        ({"question": "longest-is-key"}, ["longest-is-key"]),
        ({"claim": "longest-is-key"}, ["longest-is-key"]),
        ({"template": "longest-is-key"}, []),
        ({"deck": "longest-is-key"}, []),
        # Twice, and the outer one is needed as well:
        ({"question": "longest-is-key", "template": "longest-is-key"}, []),
        # Twice, and the outer one allows nothing that the inner one does not:
        ({"claim": "longest-is-key", "question": "longest-is-key"},
         ["longest-is-key", "unused-allowance"]),
        ({"question": "all-of-the-above"},
         ["longest-is-key", "longest-is-key", "unused-allowance"]),
        ({"deck": "longest-key"}, ["longest-is-key", "longest-is-key", "unknown-rule"]),
    ],
)  # fmt: skip
def test_what_is_allowed(allowed: dict[str, str], left: list[str]) -> None:
    assert sorted(codes(**allowed)) == left


def test_a_misspelt_code_is_suggested() -> None:
    (problem,) = (each for each in found(deck="longest-key") if each.code == "unknown-rule")
    assert problem.message == "there is no lint rule `longest-key`"
    assert problem.hint == "did you mean `longest-is-key`?"


@pytest.mark.parametrize("code", ["key-lengths", "gives-another-away", "odd-option"])
def test_a_deck_may_still_allow_a_rule_that_was_dropped(code: str) -> None:
    assert codes(deck=code) == codes()


def test_allowances_of_drafts_are_not_judged() -> None:
    text = "questions: {q: {kind: flashcard, claim: a, stem: What?, key: x, draft: true,\n"
    made = make_deck(
        "claims: {a: {speaker: reporter, quote: The market opened}}\n"
        f"{text}lint: {{allow: [long-answer]}}}}}}\n"
    )
    assert made.deck is not None
    assert lint(made.deck, made.expansion) == []


QUIZ = """\
claims: {c: {speaker: reporter, quote: "needs … time", CLAIM}}
speakers: {anna: {name: Anna Berg}}
questions:
  who: {kind: short, claim: c, stem: "Who often become mediators?", key: middle powers}
  what: {kind: short, claim: c, stem: "What do middle powers often do?", key: talk,
         quote: "trade … and time", QUESTION}
quizzes: {test: {title: Test, sections: [{items: [who, what]}], QUIZ}}
"""


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("QUIZ", "listed-enemies"),
        ("CLAIM", "dropped-negation"),
        ("QUESTION", "dropped-negation"),
    ],
)
def test_quizzes_and_quotations_have_their_own_allowances(place: str, code: str) -> None:
    source = "She said that trade needs not luck, peace, and time. Trade is not luck and time.\n"
    left = []
    for allowed in ("", f"lint: {{allow: [{code}]}}"):
        text = QUIZ.replace(place, allowed, 1) if place != "QUIZ" else QUIZ
        text = text.replace(", QUIZ}", f", {allowed}}}" if place == "QUIZ" else "}")
        for other in ("CLAIM", "QUESTION"):
            text = text.replace(other, "")
        made = make_deck(text.replace(", }", "}"), source)
        assert made.deck is not None
        left.append(sorted(each.code for each in lint(made.deck, made.expansion, made.forms)))
    before, after = left
    assert sorted([*after, code]) == before
    assert "unused-allowance" not in after


# --- On the command line -----------------------------------------------------------------------

ADVISED = """\
speakers: {anna: {name: Anna Berg}}
claims: {luck: {speaker: anna, quote: trade needs peace}}
questions:
  q: {kind: choice, claim: luck, stem: "What, Anna Berg said, is needed most of all?",
      key: KEY, distractors: [rain, wind]}
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    (tmp_path / "text.txt").write_text(SOURCE, "utf-8")
    path = tmp_path / "test.yaml"
    path.write_text(HEAD + ADVISED.replace("KEY", "peace among all who trade"), "utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_warnings_fail_only_where_asked(deck: Path) -> None:
    assert run("check", deck).exit_code == 0
    assert "1 warning. More about one: quizgen explain longest-is-key" in run("check", deck).output
    assert run("check", "--strict", deck).exit_code == 1
    deck.write_text(HEAD + ADVISED.replace("KEY", "peace"), "utf-8")
    assert run("check", "--strict", deck).exit_code == 0


def test_info_is_shown_counted_apart_and_fails_nothing(deck: Path) -> None:
    text = ADVISED.replace("KEY", "often rain").replace("[rain, wind]", "[rain and sun]")
    deck.write_text(HEAD + text, "utf-8")
    result = run("check", "--strict", deck)
    assert result.exit_code == 0, result.output
    assert "info[hedged-key]" in result.output
    assert "2 infos. More about one: quizgen explain hedged-key" in result.output
    assert "1 deck, 1 item: no problems" in result.output
    levels = {
        each["code"]: each["severity"]
        for each in json.loads(run("check", deck, "--format", "json").output)
    }
    assert levels == {"hedged-key": "info", "option-count": "info"}
    assert "::notice file=" in run("check", deck, "--format", "github").output


def test_a_build_gives_no_advice(deck: Path, tmp_path: Path) -> None:
    """It takes as long as compiling; `check` is for that."""
    built = run("build", deck, "--to", "json", "-o", tmp_path / "out")
    assert (built.exit_code, "longest-is-key" in built.output) == (0, False)


@pytest.mark.parametrize("code", rules())
def test_the_manual_of_a_rule(code: str) -> None:
    """Why, where that is known from, and an example; and how to keep what it finds."""
    page = run("explain", code).output
    first, *_, last = page.rstrip().split("\n")
    assert first.endswith(".")
    assert len(first) <= 100
    assert "\nSource: " in page
    assert "\nFound: " in page
    assert "\nBetter: " in page
    assert (
        last
        == f"Level: {rules()[code].severity}. Where it does not hold: lint: {{allow: [{code}]}}"
    )
