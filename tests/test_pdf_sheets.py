"""The sheets that go with a quiz: key, feedback, answer sheet, table of answers."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from making import replace
from printing import (
    BARE,
    CHOICE,
    EVERY_KIND,
    Printer,
    build_of,
    edition_of,
    form_of,
    item,
    rich,
    text_of,
)

from quizgen.quiz.layout import Layout
from quizgen.quiz.model import Build, FormSection, Placed
from quizgen.quiz.responses import Choice, Gap, Gaps, Open


@pytest.fixture
def printed(tmp_path: Path) -> Printer:
    return Printer(tmp_path)


def text_of_sheet(printed: Printer, name: str, build: Build) -> str:
    files, problems = printed(build)
    assert problems == []
    return text_of(files[f"harbour-check-{name}.pdf"])


def test_the_key_has_the_paper_with_its_answers(printed: Printer) -> None:
    whole = form_of(*EVERY_KIND, layout=Layout())
    key = text_of_sheet(printed, "a-key", build_of(whole))
    _, paper = key.split("With the answers: Ten-minute check")
    for answer in (
        "Answer: the council",
        "Answer: 9.5 fathoms",
        "Dug by hand.",
        "1. iron 2. wool",
        "C 1 quay B 2 crane",
        "3 A open 2 B build 1 C dredge",
        "Because it paid.",
    ):
        assert answer in paper


def test_learners_get_the_answers_with_the_words_of_the_source(printed: Printer) -> None:
    whole = form_of(*EVERY_KIND, layout=Layout())
    text = text_of_sheet(printed, "a-feedback", build_of(whole))
    for told in (
        "Answers: Ten-minute check",
        "C Sundby — Sundby has its reason",
        "A Ostby — Ostby has its reason",
        "Why The only port.",
        "Note Her own words.",
        "“It paid for the school” — Mayor Lind, quoted in the report, par. 2",
        "Answer: hand",
        "A: 3 open B: 2 build C: 1 dredge",
    ):
        assert told in text
    assert "all right options ticked" not in text
    assert "Marking points" not in text


def test_all_forms_stand_in_one_table(printed: Printer) -> None:
    first = form_of(*EVERY_KIND)
    second = form_of(*reversed(EVERY_KIND), letter="B")
    files, _ = printed(build_of(first, second))
    text = text_of(files["harbour-check-grid.pdf"])
    assert f"Question Form A {edition_of(first)} Form B {edition_of(second)}" in text
    answers = ["the council (also right: council)", "9.5 fathoms", "hand", "iron; wool"]
    cells = ["C", "B C", *answers, "1C 2B", "A3 B2 C1", "—"]
    rows = zip(range(1, 10), cells, reversed(cells), strict=True)
    assert " ".join(f"{number} {one} {two}" for number, one, two in rows) in text
    assert "→" not in text
    assert "Marking table: Ten-minute check Form A–B · " in text


def test_the_table_has_whole_lists_and_says_what_the_brackets_are(printed: Printer) -> None:
    elements = ("independence", "multilateralism", "regional stability", "diplomacy")
    named = item("named", "Name all.", Gaps(tuple(map(Gap, elements)), is_ordered=False))
    placed = (Placed(1, "named", (), 2.0), Placed(2, EVERY_KIND[0].id, (0, 1, 2, 3), 1.0))
    form = form_of(named, EVERY_KIND[0], sections=(FormSection("Facts", (), placed),))
    text = text_of_sheet(printed, "grid", build_of(form))
    assert "3 points; in brackets, those of each question" in text
    assert "1 independence; multilateralism; regional stability; diplomacy (2) 2 B (1)" in text


def test_the_table_of_one_form_points_to_a_long_answer_by_its_question(printed: Printer) -> None:
    long = item("long", "Which?", Gaps((Gap("the council " * 8),)))
    text = text_of_sheet(printed, "grid", build_of(form_of(*EVERY_KIND[:2], long)))
    assert "3 →3" in text
    assert "→3 the council the council" in text


def test_an_answer_sheet_has_the_letters_of_the_form(printed: Printer) -> None:
    whole = form_of(*EVERY_KIND, layout=Layout(answer_sheet=True, marked=False, feedback=False))
    text = text_of_sheet(printed, "a-answer-sheet", build_of(whole))
    rows = "1. A B C D", "2. A B C", "3.", "4.", "5.", "6. 1. 2.", "7. 1 2", "8. A B C", "9."
    assert " ".join(f"{row} / 1" for row in rows) in text
    assert "Name" in text
    assert "Which town?" not in text


@pytest.mark.parametrize(
    ("questions", "pages", "columns"), [(10, 1, 1), (24, 1, 1), (60, 1, 2), (100, 2, 2)]
)
def test_an_answer_sheet_fills_its_page(
    printed: Printer, questions: int, pages: int, columns: int
) -> None:
    """Two columns are of one height, and whoever marks has a box for each question."""
    asked = [item(f"q{number}", "Which?", CHOICE) for number in range(questions)]
    form = form_of(*asked, layout=replace(BARE, answer_sheet=True))
    sheet = printed(build_of(form))[0]["harbour-check-a-answer-sheet.pdf"]
    found = pypdfium2.PdfDocument(sheet.content)
    assert len(found) == pages
    words = found[0].get_textpage()
    places = re.finditer(r"(?m)^\d+\. ", words.get_text_range())
    boxes = [words.get_charbox(each.start()) for each in places]
    lefts = {round(left / 100) for left, _, _, _ in boxes}
    assert len(lefts) == columns
    feet = [min(foot for left, foot, _, _ in boxes if round(left / 100) == at) for at in lefts]
    assert max(feet) - min(feet) < 25
    assert len(re.findall(r"/\s1\b", text_of(sheet))) == questions


def test_an_answer_sheet_has_lines_for_open_questions(printed: Printer) -> None:
    asked = [item(f"q{number}", "Which?", CHOICE) for number in range(40)]
    essay = item("essay", "Why?", Open(rich("So."), lines=6))
    form = form_of(essay, *asked, layout=replace(BARE, answer_sheet=True))
    sheet = printed(build_of(form))[0]["harbour-check-a-answer-sheet.pdf"]
    (page,) = pypdfium2.PdfDocument(sheet.content)
    bounds = (each.get_bounds() for each in page.get_objects(max_depth=6))
    lines = [right - left for left, foot, right, head in bounds if head - foot < 2]
    assert sum(line > 400 for line in lines) >= 6


def test_the_edition_is_that_of_what_is_asked_and_what_is_right() -> None:
    form = form_of(*EVERY_KIND)
    assert re.fullmatch("[2-9A-HJ-NP-Z]{6}", edition_of(form))
    assert edition_of(form) == edition_of(form_of(*EVERY_KIND))
    changed = [
        form_of(*reversed(EVERY_KIND)),
        replace(form, letter="B"),
        replace(form, title="Other"),
        form_of(*EVERY_KIND, instructions=rich("Read.")),
        form_of(replace(EVERY_KIND[0], stem=rich("Which town then?")), *EVERY_KIND[1:]),
        form_of(item("q", "Which town?", other_key(CHOICE)), *EVERY_KIND[1:]),
    ]
    assert len({edition_of(each) for each in (form, *changed)}) == 7
    reworded = replace(EVERY_KIND[0], rationale=rich("Another reason."), evidence=())
    assert edition_of(form_of(reworded, *EVERY_KIND[1:])) == edition_of(form)
    assert edition_of(replace(form, layout=Layout(columns=2))) == edition_of(form)


def other_key(choice: Choice) -> Choice:
    options = tuple(replace(each, is_key=not each.is_key) for each in choice.options)
    return replace(choice, options=options)
