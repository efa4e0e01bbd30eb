"""Slips in punctuation and shape: one message each, at its place, with the line to type."""

from __future__ import annotations

import json

import pytest
from making import HEAD, try_deck

from quizgen.quiz.responses import Gaps

KINDS = {
    "pairs": "kind: matching, claim: c, stem: Match these.",
    "steps": "kind: ordering, claim: c, stem: Order these.",
}
CLAIM = "claims: {c: {quote: The market opened on May 3}}\n"
LIST = "questions:\n  q:\n    kind: list\n    claim: c\n    stem: Name them.\n"
PAIRS = LIST.replace("list", "matching") + "    pairs:\n      one: two\n      three: four\n"

# What is written, where it is blamed, and what is to be typed.
SLIPS = [
    (f"{PAIRS}      Jon Rask = the ship\n", "syntax", "=", "Jon Rask: the ship"),
    (f"{PAIRS}      Jon Rask -> the ship\n", "syntax", "->", "Jon Rask: the ship"),
    (f"{PAIRS}      Jon Rask; the ship\n", "syntax", ";", "Jon Rask: the ship"),
    (f"{LIST}    keys:\n      – one\n      – two\n", "syntax", "–", "- one"),
    (f"{LIST}    keys:\n      * one\n      * two\n", "syntax", "*", "write - and a space"),
    (f"{LIST}    keys:\u00a0one\n    hint: x\n", "syntax", "keys", "keys: one"),
    (
        f"questions: {{q: {{{KINDS['steps']}, steps: [one, two, one]}}}}\n",
        "too-few",
        "steps",
        "add or reword a step",
    ),
    (
        f"questions: {{q: {{{KINDS['pairs']}, pairs: {{one: two}}}}}}\n",
        "too-few",
        "pairs",
        "add a pair",
    ),
    (
        "questions: {q: {kind: open, claim: c, stem: [Why?], key: X}}\n",
        "expected-text",
        "[",
        "write Why?, without brackets",
    ),
    (
        "questions: {q: {kind: open, claim: c, stem: Why?, key: X}}\n"
        "speakers: {anna: {name: Anna Berg, full name: Anna: Berg}}\n",
        "text-like-yaml",
        ":",
        "put the whole text in quotation marks",
    ),
    (f"{LIST}    keys: [a, b, c\n    points: 2\n", "syntax", "[", "close it with ] where"),
    (f"{LIST}    keys:\n  - a\n  - b\n", "syntax", "-", "rest of the list by 6 spaces"),
    (
        f"questions: {{q: {{{KINDS['steps']}, steps: {{1: one, 2: two, 3: three}}}}}}\n",
        "expected-list",
        "{",
        "write steps: [one, two, three]",
    ),
    (
        f"questions: {{q: {{{KINDS['steps']}, steps: {{first: one, then: two}}}}}}\n",
        "expected-list",
        "{",
        "begin each entry with a dash: - first: one",
    ),
    (
        "questions: {q: {kind: open, claim: c, stem: Why?, key: X, points: 2 points}}\n",
        "expected-number",
        "2 points",
        "write 2, without a unit",
    ),
    (
        "questions: {q: {kind: open, claim: d, stem: Why?, key: X}}\n",
        "unknown-claim",
        "d",
        "write it under `claims:`, or remove it here",
    ),
]


@pytest.mark.parametrize(("body", "code", "blamed", "hint"), SLIPS, ids=[each[1] for each in SLIPS])
def test_a_slip_is_told_once(body: str, code: str, blamed: str, hint: str) -> None:
    claims = "" if code == "unknown-claim" else CLAIM
    (problem,) = try_deck(claims + body, head=HEAD).problems
    text = problem.where.file.text
    assert problem.code == code
    assert text[problem.where.start : problem.where.end] == blamed
    assert hint in problem.hint


def test_a_sign_in_place_of_a_colon_has_a_cure() -> None:
    (problem,) = try_deck(f"{CLAIM}{PAIRS}      Jon Rask => the ship\n").problems
    assert problem.cure is not None
    text, at = problem.where.file.text, problem.cure.where
    assert text[: at.start].endswith("Jon Rask")
    assert text[at.start : at.end] == " =>"
    assert problem.cure.replacement == ":"


def question(name: str, rest: str) -> str:
    return f"  {name}: {rest}{{kind: open, claim: c, stem: Why?, key: X}}\n"


def test_what_is_repeated_by_an_anchor_is_told_once() -> None:
    again = "  r: {kind: open, claim: c, stem: *why, key: X}\n"
    body = f"{CLAIM}questions:\n{question('q', '').replace('Why', '&why Why')}{again}"
    assert try_deck(body).codes == ["alias"]
    merging = "  r: {<<: *q, kind: open, claim: c, stem: How?, key: Y}\n"
    body = f"{CLAIM}questions:\n{question('q', '&q ')}{merging}"
    assert try_deck(body).codes == ["merge-key"]
    body = f"{CLAIM}questions:\n{question('q', '&q ')}  r: {{<<: [*q, *q], stem: How?}}\n"
    assert "merge-key" in try_deck(body).codes
    body = f"{CLAIM}questions:\n{question('q', '&q ')}"
    assert try_deck(body).codes == ["anchor"]


@pytest.mark.parametrize("gap", ["== island ==", "==island ==", "==  island=="])
def test_blanks_at_the_edge_of_a_gap_are_no_part_of_its_answer(gap: str) -> None:
    stem = f'"The report says “The market opened on {gap.replace("island", "May 3")}”."'
    made = try_deck(f"{CLAIM}questions: {{q: {{kind: cloze, claim: c, stem: {stem}}}}}\n")
    assert made.codes == []
    response = made.items["q"].response
    assert isinstance(response, Gaps)
    assert [each.answer for each in response.gaps] == ["May 3"]


def test_a_former_id_that_is_in_use_is_blamed_where_it_is_said() -> None:
    other = "  r: {kind: open, claim: c, stem: How?, key: Y, was: [q]}\n"
    body = f"{CLAIM}questions:\n{question('q', '')}{other}"
    (problem,) = try_deck(body).problems
    at = problem.where
    assert (problem.code, at.file.text[at.start - 1 : at.end + 1]) == ("id-in-use", "[q]")


def test_words_of_one_of_several_quotations_are_blamed_there() -> None:
    source = "The market opened on May 3. Anna Berg said that it will close in June."
    body = """speakers: {anna: {name: Anna Berg}}
questions:
  q: {kind: open, quote: [The market opened on May 3, it will close in June], stem: Why?, key: X}
"""
    (problem,) = try_deck(body, source).problems
    at = problem.where
    assert problem.code == "whose-words"
    assert at.file.text[at.start : at.end] == "it will close in June"
    assert "{quote: …, speaker: anna}" in problem.hint


def test_a_line_full_of_what_nobody_sees_is_told_once() -> None:
    codes = try_deck("# " + "b\0" * 500 + "\n# c\0d\ufffe\0\n").codes
    assert codes == ["control-character"] * 3


def test_an_entry_without_its_id_is_told_once() -> None:
    second = "    # r:\n    kind: open\n    stem: How?\n    key: Y\n"
    body = f"{CLAIM}questions:\n  q:\n    kind: open\n    claim: c\n    stem: Why?\n    key: X\n"
    (problem,) = try_deck(body + second).problems
    assert problem.code == "duplicate-key"
    assert "its id is missing" in problem.hint


def test_a_text_may_begin_with_a_dash() -> None:
    question = "    kind: open\n    claim: c\n    stem:\n      – Why,\n      then?\n    key: X\n"
    body = f"{CLAIM}questions:\n  q:\n{question}"
    assert try_deck(body).codes == []


def test_a_gap_as_in_anki_is_told_how_it_is_written_here() -> None:
    stem = "The ==report== says “The market opened on {{c1::May 3}}”."
    body = f"{CLAIM}questions: {{q: {{kind: cloze, claim: c, stem: {json.dumps(stem)}}}}}\n"
    assert "==words==" in try_deck(body).problems[0].hint
