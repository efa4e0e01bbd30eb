"""What `check --format json` says to a program that mends decks: cures, and the nearest passage."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from making import SOURCE, Folder, try_deck

from quizgen.__main__ import cli
from quizgen.compiling.assemble import assemble
from quizgen.compiling.expand import expand
from quizgen.diagnostics import Diagnostic, TextFile, as_json
from quizgen.load import load
from quizgen.project.compiled import DeckFolder

DECKS = Path(__file__).parent / "decks"
CLAIMS = "claims:\n  a: {speaker: reporter, quote: opened on May 3}\n"


def as_data(problems: Sequence[Diagnostic]) -> list[dict[str, Any]]:
    """As a program reads them."""
    found: list[dict[str, Any]] = json.loads(as_json(problems))
    return found


def applied(text: str, cure: dict[str, Any]) -> str:
    lines = text.split("\n")

    def offset(line: int, column: int) -> int:
        return sum(len(each) + 1 for each in lines[: line - 1]) + column - 1

    start = offset(cure["line"], cure["column"])
    end = offset(cure["end_line"], cure["end_column"])
    return text[:start] + cure["replacement"] + text[end:]


# --- Every deck of the corpus --------------------------------------------------------------------


def told(path: Path, text: str) -> list[dict[str, Any]]:
    """What is said of a text in the place of a deck."""
    deck, problems = load(TextFile(str(path), text), DeckFolder(path), "zzzzzzzzzz")
    if deck is not None:
        expansion, more = expand(deck)
        problems = [*problems, *more, *assemble(deck, expansion)[1]]
    return as_data(problems)


TOLD = [
    (path, each)
    for path in sorted(DECKS.glob("*/*.yaml"))
    if path.parent.name != "advice"
    for each in told(path, path.read_text("utf-8"))
]
CURED = [(path, each) for path, each in TOLD if each["cure"]]


@pytest.mark.parametrize(
    ("path", "problem"), CURED, ids=[f"{path.stem}:{each['line']}" for path, each in CURED]
)
def test_the_cure_of_a_problem_makes_it_vanish(path: Path, problem: dict[str, Any]) -> None:
    after = told(path, applied(path.read_text("utf-8"), problem["cure"]))
    kept = ("code", "message", "line", "column")
    assert [problem[key] for key in kept] not in [[each[key] for key in kept] for each in after]


def test_there_are_many() -> None:
    assert len(CURED) > 50
    assert len({each["code"] for _, each in CURED}) > 15


def test_who_is_meant_is_nearly_always_a_cure() -> None:
    meant = [each for _, each in TOLD if "did you mean" in each["hint"] and not each["cure"]]
    assert [each["message"] for each in meant] == [
        "unknown key `steem` in a short template",  # beside `stem`
        "unknown key `colums` in a layout",  # beside `columns`
    ]


# --- Case by case --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "replacement"),
    [
        ("{knd: open, claim: a, stem: Why?, key: x}", "kind"),
        ('{"knd": open, claim: a, stem: Why?, key: x}', "kind"),
        ("{kind: opne, claim: a, stem: Why?, key: x}", "open"),
        ("{kind: 'opne', claim: a, stem: Why?, key: x}", "open"),
        ("{kind: open, claim: aa, stem: Why?, key: x}", "a"),
        ("{kind: open, claim: a, stem: 'What of {qoute}?', key: x}", "quote"),
        ("{kind: open, claim: a, stem: 'What of {quote|cpa}?', key: x}", "cap"),
        ("{kind: short, claim: a, stem: Why?, key: x, accept: 'y, z'}", "[y, z]"),
        ('{kind: short, claim: a, stem: Why?, key: x, accept: "y"}', "[y]"),
        ("{kind: open, quote: Opened on May 3, stem: Why?, key: x}", "opened on May 3"),
    ],
)
def test_a_cure(question: str, replacement: str) -> None:
    head = CLAIMS + "questions:\n  b: {kind: open, claim: a, stem: What?, key: y}\n  q: "
    (problem,) = try_deck(head + question + "\n").problems
    (found,) = as_data([problem])
    assert found["cure"]["replacement"] == replacement
    whole = applied(problem.where.file.text, found["cure"])
    deck, problems = load(TextFile("d", whole), Folder({"text.txt": SOURCE.encode()}), "zzzzzzzzzz")
    assert deck is not None
    assert not problems
    assert not expand(deck)[1]


@pytest.mark.parametrize(
    "question",
    [
        '{kind: open, claim: "a\\u0061", stem: Why?, key: x}',  # written in another form
        "{kind: open, claim: zzz, stem: Why?, key: x}",  # like nothing
        "{kind: open, claim: a, stem: Why?, steem: x, key: x}",
    ],
)
def test_no_cure_where_one_change_will_not_do(question: str) -> None:
    (problem,) = try_deck(CLAIMS + f"questions:\n  q: {question}\n").problems
    assert as_data([problem])[0]["cure"] is None


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("stem: Why: what?", 'stem: "Why: what?"'),
        ('stem: "Why" was it?   # a note', 'stem: "\\"Why\\" was it?"   # a note'),
        ("stem: 'Why the town's?'", 'stem: "Why the town\'s?"'),
        ("stem: Was #1 first?", 'stem: "Was #1 first?"'),
        ("stem: *What* opened?", 'stem: "*What* opened?"'),
        ("stem: {quote}", 'stem: "{quote}"'),
    ],
)
def test_a_text_that_yaml_would_misread_is_quoted(line: str, mended: str) -> None:
    head = CLAIMS + "questions:\n  q:\n    kind: open\n    claim: a\n    key: x\n    "
    problem = try_deck(head + line + "\n").problems[0]
    whole = applied(problem.where.file.text, as_data([problem])[0]["cure"])
    assert whole.endswith(f"    {mended}\n")


@pytest.mark.parametrize(
    "lines",
    [
        "stem: Why: what\n      was it?",  # the text goes on
        'stem: "Why \\"so\\" x" y',  # it has escapes
    ],
)
def test_a_text_whose_end_is_not_sure_is_not_quoted(lines: str) -> None:
    head = CLAIMS + "questions:\n  q:\n    kind: open\n    claim: a\n    key: x\n    "
    problem = try_deck(head + lines + "\n").problems[0]
    assert as_data([problem])[0]["cure"] is None


def test_a_deck_without_a_uid_gets_one() -> None:
    head = "# A deck\nquizgen: 1\ndeck: d\ntitle: D\nsource: {file: text.txt}\n"
    (problem,) = try_deck(CLAIMS + "questions: {q: {kind: open, claim: a, stem: Why?, key: x}}\n",
                          head=head).problems  # fmt: skip
    whole = applied(head, as_data([problem])[0]["cure"])
    assert whole == head.replace("quizgen: 1", "uid: zzzzzzzzzz\nquizgen: 1")


def test_the_second_deck_with_a_uid_gets_another(project: Path) -> None:
    first = project / "decks/orchids.yaml"
    second = project / "decks/roses.yaml"
    second.write_text(first.read_text("utf-8").replace("deck: orchids", "deck: roses"), "utf-8")
    result = CliRunner().invoke(cli, ["check", "--format", "json"], prog_name="quizgen")
    (problem,) = (each for each in json.loads(result.output) if each["code"] == "uid-in-use")
    second.write_text(applied(second.read_text("utf-8"), problem["cure"]), "utf-8")
    assert CliRunner().invoke(cli, ["check", "--strict"], prog_name="quizgen").exit_code == 0


# --- The nearest passage -------------------------------------------------------------------------


def test_words_that_are_not_in_the_source_come_with_the_nearest_passage() -> None:
    quote = (
        "questions:\n  q: {kind: open, quote: opened on May 4 with 14 stalls, stem: Why?, key: x}\n"
    )
    (found,) = as_data(try_deck(quote).problems)
    assert (found["code"], found["cure"]) == ("quotation-not-found", None)
    assert found["nearest"] == {
        "source": "", "paragraph": 1, "text": "opened on May 3 with 14 stalls"
    }  # fmt: skip


def test_invented_words_come_with_the_nearest_passage() -> None:
    stem = "Who said “trade needs peace, trust and money”?"
    question = f'questions:\n  q: {{kind: open, claim: a, stem: "{stem}", key: x}}\n'
    (found,) = as_data(try_deck(CLAIMS + question).problems)
    assert found["code"] == "invented-quotation"
    assert found["nearest"]["paragraph"] == 3
    assert found["nearest"]["text"] == "trade needs peace, trust and time"
    far = question.replace("trade needs peace, trust and money", "zzzz")
    (found,) = as_data(try_deck(CLAIMS + far).problems)
    assert found["nearest"] is None


# --- Renamed questions ---------------------------------------------------------------------------

RENAMED = [("  how-many:\n", "  how-few:\n"), ("  half:\n", "  halves:\n")]


def renames_told() -> list[dict[str, Any]]:
    result = CliRunner().invoke(cli, ["check", "--format", "json"], prog_name="quizgen")
    found: list[dict[str, Any]] = json.loads(result.output)
    return [each for each in found if each["code"] == "renamed-without-was"]


@pytest.mark.parametrize(("old", "new"), RENAMED, ids=["question", "claim"])
def test_the_line_for_a_renamed_question_is_put_in(project: Path, old: str, new: str) -> None:
    deck = project / "decks/orchids.yaml"
    CliRunner().invoke(cli, ["build", "--to", "anki", "--release"], prog_name="quizgen")
    deck.write_text(deck.read_text("utf-8").replace(old, new), "utf-8")
    (problem,) = renames_told()
    deck.write_text(applied(deck.read_text("utf-8"), problem["cure"]), "utf-8")
    assert "was: [" in deck.read_text("utf-8")
    assert renames_told() == []
