"""Short options stand side by side, and `build` names a setting that saves a page."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from printing import BARE, CHOICE, TOWNS, Printer, build_of, form_of, item, laid_bare, rich

from quizgen.quiz.layout import Layout, Options, Style
from quizgen.quiz.responses import Choice, Open, Option
from quizgen.writers import File


@pytest.fixture
def printed(tmp_path: Path) -> Printer:
    return Printer(tmp_path)


def ending(words: str) -> Choice:
    return Choice(tuple(Option(rich(f"{town}{words}"), town == "Sundby") for town in TOWNS))


ASKED = (
    item("short", "Which?", CHOICE),
    item("longer", "Which?", ending(" and all that lies near it")),
    item("long", "Which?", ending(" or so" * 20)),
)


def columns(file: File) -> list[int]:
    """In how many columns the options of each question stand."""
    lefts: list[list[int]] = [[] for _ in ASKED]
    for town in TOWNS:
        found = (
            place for page in pypdfium2.PdfDocument(file.content) for place in places(page, town)
        )
        for question, left in zip(lefts, found, strict=False):
            question.append(left)
    return [len(set(question)) for question in lefts]


def places(page: pypdfium2.PdfPage, word: str) -> list[int]:
    """How far from the left a word begins, in steps wider than a letter."""
    words = page.get_textpage()
    starts = [found.start() for found in re.finditer(word, words.get_text_range())]
    return [round(words.get_charbox(at)[0] / 20) for at in starts]


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (BARE, [4, 2, 1]),
        (Layout(options=Options.COLUMN), [1, 1, 1]),
        (Layout(style=Style.LARGE_PRINT), [2, 1, 1]),
        (Layout(half_sheet=True), [4, 2, 1]),
        (Layout(columns=2), [2, 1, 1]),
    ],
)
def test_options_stand_side_by_side_where_they_fit_on_one_line(
    printed: Printer, layout: Layout, expected: list[int]
) -> None:
    files, problems = printed(build_of(form_of(*ASKED, layout=layout)))
    assert problems == []
    quiz = files["harbour-check-a.pdf"]
    if layout.text_columns == 1:
        assert columns(quiz) == expected
    assert len(re.findall(r"/S/LI\b", laid_bare(quiz.content))) == 2 * 12  # it is read twice


def test_no_option_is_broken_because_another_has_a_wider_label(printed: Printer) -> None:
    """Beside the label C, the longest would fit into half of the page; the label D is wider."""
    said = (
        "a press without any type",
        "type without any press",
        "a broken press and one worn set of type",
        "two new presses and much type",
    )
    options = Choice(tuple(Option(rich(each), number == 2) for number, each in enumerate(said)))
    quiz = printed(build_of(form_of(item("font", "What?", options))))[0]["harbour-check-a.pdf"]
    words = pypdfium2.PdfDocument(quiz.content)[0].get_textpage().get_text_range()
    assert [each for each in said if each not in words] == []


def test_a_build_names_the_setting_that_saves_a_page(printed: Printer) -> None:
    asked = [item(f"q{n}", "Which?", CHOICE) for n in range(20)]
    lined = form_of(*asked, layout=Layout(options=Options.COLUMN))
    shown = printed(build_of(lined))[0]["harbour-check-a.pdf"].contains
    assert shown == "20 questions, 20 points, 3 pages (2 with layout: {options: auto})"


def test_a_build_names_no_setting_where_none_saves_a_page(printed: Printer) -> None:
    asked = [item(f"q{n}", "Why?", Open(rich("So."), lines=9)) for n in range(4)]
    shown = printed(build_of(form_of(*asked)))[0]["harbour-check-a.pdf"].contains
    assert shown == "4 questions, 4 points, 2 pages"


def test_all_forms_have_as_many_pages(printed: Printer) -> None:
    """Where pages break depends on the order of the questions."""
    lined = [item(f"w{n}", "Why?", Open(rich("So."), lines=11 + n % 5 * 3)) for n in range(7)]
    orders = (lined, sorted(lined, key=lambda each: each.response.lines or 0))
    alone = [printed(build_of(form_of(*order)))[0]["harbour-check-a.pdf"] for order in orders]
    assert len({file.contains for file in alone}) == 2
    forms = [form_of(*order, letter=letter) for order, letter in zip(orders, "AB", strict=True)]
    files, problems = printed(build_of(*forms))
    assert problems == []
    found = [pypdfium2.PdfDocument(files[f"harbour-check-{name}.pdf"].content) for name in "ab"]
    assert len(found[0]) == len(found[1])
    (padded,) = (
        one
        for one, file in zip(found, alone, strict=True)
        if len(one) != len(pypdfium2.PdfDocument(file.content))
    )
    last = padded[len(padded) - 1].get_textpage().get_text_range()
    assert "Name" in last
    assert f"Page {len(padded)} of {len(padded)}" in last.replace("\N{NO-BREAK SPACE}", " ")
