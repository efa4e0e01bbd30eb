"""CSV that `build --to csv` writes, as a spreadsheet reads it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from bank_items import ABOUT, EVERY, hostile_items, item, options
from click.testing import CliRunner
from making import as_build, replace

from quizgen.__main__ import cli
from quizgen.deck.placeholders import parse_prose
from quizgen.diagnostics import Diagnostic, TextFile
from quizgen.interchange.spreadsheet_cell import guarded, unguarded
from quizgen.quiz.model import Item, Scoring
from quizgen.quiz.responses import Choice, Gap, Gaps, Matching, Open, Pair, TextEntry
from quizgen.quiz.rich import Blank, Break, Rich, Text, plain
from quizgen.reading.nodes import Node, Report
from quizgen.writers import File
from quizgen.writers import csv as csv_writer

FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def written(items: Iterable[Item], folder: Path) -> tuple[str, list[Diagnostic]]:
    made = list(csv_writer.write(as_build(ABOUT, tuple(items)), folder))
    files = [each for each in made if isinstance(each, File)]
    content = files[0].content if files else b""
    assert content.startswith(b"\xef\xbb\xbf"), "Excel would take it for another encoding"
    return content.decode("utf-8-sig"), [each for each in made if isinstance(each, Diagnostic)]


def cells(text: str) -> dict[str, dict[str, str]]:
    """The cells that are filled, by the questions' ids and the headings."""
    rows = csv.DictReader(StringIO(text, newline=""), strict=True)
    return {
        row["id"]: {heading: cell for heading, cell in row.items() if cell and heading != "id"}
        for row in rows
    }


def test_every_response_is_a_row(tmp_path: Path) -> None:
    text, problems = written(EVERY, tmp_path)
    assert text.split("\r\n")[0] == (
        "question,kind,option 1,option 2,option 3,key,accept,tolerance,measured in,feedback,tags,"
        "topic,id"
    )
    found = cells(text)
    for row in found.values():
        assert row.pop("feedback").endswith(
            "Evidence: “opened on May 3”\n— the report, in its own words, par. 1"
        )
    assert found == {
        "one": {"question": "Which?", "kind": "choice", "option 1": "A", "option 2": "B",
                "option 3": "C", "key": "option 1", "tags": "core", "topic": "days"},
        "all": {"question": "Which two?", "kind": "multiple", "option 1": "A", "option 2": "B",
                "option 3": "C", "key": "option 1 | option 2"},
        "statement": {"question": "The market opened.", "kind": "truefalse", "key": "true"},
        "silence": {"question": "It rained.", "kind": "stated", "key": "not stated"},
        "word": {"question": "What opened?", "kind": "short", "key": "the market",
                 "accept": "market | a market"},
        "number": {"question": "How many?", "kind": "numeric", "key": "1.5", "tolerance": "0.5",
                   "measured in": "km"},
        "gap": {"question": "It opened on _____ 3.", "kind": "short", "key": "May",
                "accept": "may"},
        "pairs": {"question": "Match.", "kind": "matching", "option 1": "a -> b",
                  "option 2": "c -> d", "option 3": "'->e"},
        "why": {"question": "Why?", "kind": "any", "key": "For trade."},
        "emphasis": {"question": "Who else?", "kind": "choice", "option 1": "A", "option 2": "B",
                     "key": "option 1"},
        "steps": {"question": "Put in order.", "kind": "ordering", "option 1": "a",
                  "option 2": "b"},
        "two-gaps": {"question": "'==a====b==", "kind": "cloze"},
        "names": {"question": "Name two.", "kind": "list", "option 1": "a", "option 2": "b"},
        "arrow": {"question": "Type an arrow.", "kind": "short", "key": "a -> b"},
    }  # fmt: skip
    assert [(each.severity, each.message, *each.details) for each in problems] == [
        ("info", "CSV has no form for emphasis, code and links: 1 question goes without",
         "emphasis")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("response", "thing"),
    [
        (Matching((Pair(("1:2",), ("b",)), Pair(("c",), ("d",)))),
         "“=”, “:” or an arrow on the left of a pair"),
        (Gaps((Gap("a"), Gap("[b]"))), "“==” or a bracket beside gaps"),
    ],
)  # fmt: skip
def test_what_csv_cannot_hold_is_counted_and_named(
    tmp_path: Path, response: Matching | Gaps, thing: str
) -> None:
    items = (item("odd", (Blank(0), Blank(1)), response), EVERY[0])
    text, problems = written(items, tmp_path)
    assert list(cells(text)) == ["one"]
    (problem,) = problems
    assert problem.message == f"CSV has no form for {thing}: 1 question is left out"
    assert problem.details == ("odd",)


def test_reasons_and_parts_of_points(tmp_path: Path) -> None:
    choice = options(["A", "B"], ["C"], is_multiple=True)
    _, problems = written((item("m", "Which?", choice, scoring=Scoring.PARTS),), tmp_path)
    assert [each.message for each in problems] == [
        "CSV has no form for points for a part of the right options: 1 question goes without"
    ]
    (first, *_) = (each for each in hostile_items(1))
    assert "option 2 feedback" in cells(written((first,), tmp_path)[0])["q0"]


# --- Hostile signs -------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", FORMULAS)
def test_no_cell_is_run_as_a_formula(sign: str) -> None:
    assert guarded(f"{sign}1") == f"'{sign}1"


@pytest.mark.parametrize("text", [*FORMULAS, "'", "''=1", "'=1", "=1", "a=1", "", "' =", "'word'"])
def test_a_guarded_text_is_read_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("cell", ["'", "'word'", "''", "a", "5'", "' -"])
def test_an_apostrophe_of_a_text_stays(cell: str) -> None:
    assert unguarded(cell) == guarded(cell) == cell


def test_no_sign_is_damaged(tmp_path: Path) -> None:
    hostile = hostile_items(600)
    text, problems = written(hostile, tmp_path)
    (left_out,) = (each.details[0].split(", ") for each in problems if each.severity == "warning")
    found = cells(text)
    assert set(found) == {each.id for each in hostile} - set(left_out)
    for each in hostile:
        if each.id in left_out:
            assert isinstance(each.response, Matching)
            continue
        row = found[each.id]
        assert not any(cell.startswith(FORMULAS) for cell in row.values())
        read = {heading: unguarded(cell) for heading, cell in row.items()}
        assert read["question"] == lines(each.stem)
        assert lines(each.rationale) in read["feedback"]
        assert answers(each, read) == meant(each)


def lines(rich: Rich) -> str:
    return plain(tuple(Text("\n") if isinstance(node, Break) else node for node in rich))


def meant(each: Item) -> list[str]:
    match each.response:
        case Choice(options=found, keys=keys):
            reasons = [lines(option.rationale) for option in found if option.rationale]
            return [lines(found[key].content) for key in keys] + reasons
        case TextEntry(answer=answer, accepted=accepted):
            return [answer, *accepted]
        case Matching(pairs=pairs):
            return [f"{plain(pair.left)} -> {plain(pair.right)}" for pair in pairs]
        case Open(answer=answer):
            return [lines(answer)]
        case _:
            return []


def answers(each: Item, read: dict[str, str]) -> list[str]:
    listed = [
        cell for heading, cell in read.items() if heading in ("option 1", "option 2", "option 3")
    ]
    match each.response:
        case Choice():
            keys = [read[heading] for heading in read["key"].split(" | ")]
            return keys + [cell for heading, cell in read.items() if heading.endswith(" feedback")]
        case TextEntry() if "key" in read:
            return [read["key"], *read["accept"].split(" | ")]
        case Open():
            return [read["key"]]
        case _:
            return listed


# --- Read back -----------------------------------------------------------------------------------


def imported(text: str) -> dict[str, dict[str, Any]]:
    """The questions of the deck that `quizgen import` makes, by their ids."""
    Path("bank.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    result = CliRunner().invoke(cli, ["import", "bank.csv"], prog_name="quizgen")
    assert result.exit_code == 0, result.output
    assert ", 0 not" in result.output, result.output
    deck = yaml.load(Path("decks/bank.yaml").read_bytes(), yaml.CBaseLoader)  # noqa: S506
    found: dict[str, dict[str, Any]] = deck["questions"]
    return found


def prose(written: str) -> str:
    return lines(parse_prose(Node(written, 0), Report(TextFile("", written))).rich)


def test_import_reads_every_response_back(tmp_path: Path, enter: Callable[[Path], None]) -> None:
    enter(tmp_path)
    items = [replace(each, kind="open") if each.id == "why" else each for each in EVERY]
    found = imported(written(items, tmp_path)[0])
    for question in found.values():
        question.pop("rationale")
        question.pop("source", None)
    assert found == {
        "one": {"kind": "choice", "stem": "Which?", "key": "A", "distractors": ["B", "C"],
                "tags": ["core"], "topic": "days"},
        "all": {"kind": "multiple", "stem": "Which two?", "keys": ["A", "B"],
                "distractors": ["C"]},
        "statement": {"kind": "truefalse", "stem": "The market opened.", "key": "true"},
        "word": {"kind": "short", "stem": "What opened?", "key": "the market",
                 "accept": ["market", "a market"]},
        "number": {"kind": "numeric", "stem": "How many?", "key": "1.5", "tolerance": "0.5",
                   "unit": "km"},
        "gap": {"kind": "short", "stem": "It opened on _____ 3.", "key": "May",
                "accept": ["may"]},
        "pairs": {"kind": "matching", "stem": "Match.", "pairs": {"a": "b", "c": "d"},
                  "extras": ["e"]},
        "why": {"kind": "open", "stem": "Why?", "key": "For trade."},
        "emphasis": {"kind": "choice", "stem": "Who else?", "key": "A", "distractors": ["B"]},
        "steps": {"kind": "ordering", "stem": "Put in order.", "steps": ["a", "b"]},
        "silence": {"kind": "stated", "stem": "It rained.", "key": "not stated"},
        "two-gaps": {"kind": "cloze", "stem": "==a====b=="},
        "names": {"kind": "list", "stem": "Name two.", "keys": ["a", "b"]},
        "arrow": {"kind": "short", "stem": "Type an arrow.", "key": "a -> b"},
    }  # fmt: skip


def test_import_damages_no_sign(tmp_path: Path, enter: Callable[[Path], None]) -> None:
    enter(tmp_path)
    hostile = [
        replace(each, kind="open") if isinstance(each.response, Open) else each
        for each in hostile_items(600)
    ]
    text, _ = written(hostile, tmp_path)
    found = imported(text)
    assert len(found) == len(cells(text))
    for each in (each for each in hostile if each.id in found):
        question = found[each.id]
        assert prose(question["stem"]) == lines(each.stem)
        assert lines(each.rationale) in prose(question["rationale"])
        assert read_back(question) == wanted(each), question


def read_back(question: dict[str, Any]) -> list[str]:
    match question["kind"]:
        case "choice":
            wrong = question["distractors"]
            reasons = [each["why"] for each in wrong]
            return [
                prose(each) for each in (question["key"], *(w["text"] for w in wrong), *reasons)
            ]
        case "multiple":
            return [prose(each) for each in (*question["keys"], *question["distractors"])]
        case "short":
            return [typed(question["key"]), *question["accept"]]
        case "matching":
            return [f"{typed(a)} -> {prose(b)}" for a, b in question["pairs"].items()]
        case _:
            return [prose(question["key"])]


def typed(written: str) -> str:
    return written.replace("{{", "{").replace("}}", "}")


def wanted(each: Item) -> list[str]:
    if isinstance(each.response, Choice):
        found = each.response.options
        reasons = (option.rationale for option in found[1:] if option.rationale)
        return [lines(each) for each in (*(option.content for option in found), *reasons)]
    return meant(each)
