"""The page's marking, held against a careful teacher's verdicts and the terminal's marks.

The page leaves most typed answers to their learner. What it does call right or wrong must be so.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from grading_cases import FOLDER, Case, read_cases
from msgspec import to_builtins
from paging import Page

from quizgen.quiz.notation import in_code
from quizgen.quiz.responses import Response

MARKING = files("quizgen").joinpath("data/html/self-test/marking.js").read_text("utf-8")
RUN = """const deck = {articles: arguments[1]};
return arguments[0].map(([response, typed]) => {
  const {mark, isOpen} = markAnswer(response, typed);
  return isOpen ? "open" : mark;
});"""


def marked(page: Page, given: list[tuple[Response, list[str]]], has_articles: bool) -> Any:
    pairs = [(to_builtins(in_code(response)), typed) for response, typed in given]
    return page.run(MARKING + RUN, pairs, has_articles)


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.yaml")))
def test_the_page_never_contradicts_a_teacher(page: Page, name: str) -> None:
    """A list stands in the first of its boxes, as some type it."""
    cases = read_cases(name)
    found: dict[str, str] = {}
    for is_english in (True, False):
        some = [case for case in cases if case.lexicon.code.startswith("en") is is_english]
        marks = marked(page, [(case.response, [case.typed]) for case in some], is_english)
        found |= {case.id: mark for case, mark in zip(some, marks, strict=True)}
    lenient = [case for case in cases if case.verdicts == {"wrong"} and found[case.id] == "correct"]
    strict = [case for case in cases if found[case.id] == "wrong" and is_right(case)]
    assert not lenient, "\n".join(map(str, lenient))
    assert not strict, "\n".join(map(str, strict))


def is_right(case: Case) -> bool:
    """By the teacher and by the terminal."""
    return "wrong" not in case.verdicts and case.marked().is_right
