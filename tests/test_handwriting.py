"""Learners have room to write by hand, and more of it in large type."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from printing import Printer, build_of, form_of, item

from quizgen.quiz.layout import Layout, Style
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Gap, Gaps, Open, TextEntry
from quizgen.quiz.rich import Blank, Text

MILLIMETRE = 72 / 25.4
LINE = 124  # millimetres beside “Answer:”
TEXT = tuple(part for at in range(9) for part in (Text(" and by "), Blank(at)))
GAPS = Gaps(tuple(Gap(f"hand {n}") for n in range(9)))
LIST = Gaps(tuple(Gap(f"name {n}") for n in range(5)), is_ordered=False)
ENTRIES = tuple(item(f"e{n}", "Which?", TextEntry("a")) for n in range(3))
LINES = {
    "blanks": (item("g", TEXT, GAPS),),
    "a list": (item("l", "Name them.", LIST),),
    "entries": ENTRIES,
    "an essay": (item("o", "Why?", Open((Text("So."),), lines=5)),),
}
LAYOUTS = {
    "standard": (Layout(), 8),
    "half": (Layout(half_sheet=True), 8),
    "columns": (Layout(columns=2), 8),
    "dyslexia": (Layout(style=Style.DYSLEXIA), 8.7),
    "large": (Layout(style=Style.LARGE_PRINT), 12),
}


@pytest.fixture
def printed(tmp_path: Path) -> Printer:
    return Printer(tmp_path)


def lines(printed: Printer, items: tuple[Item, ...], layout: Layout) -> list[tuple[float, float]]:
    """The height and the length of each line below the head, from top to bottom, in millimetres."""
    files, _ = printed(build_of(form_of(*items, layout=layout)))
    page = pypdfium2.PdfDocument(files["harbour-check-a.pdf"].content)[0]
    words = page.get_textpage()
    top = words.get_charbox(words.get_text_range().index("Facts"))[1]
    drawn = (each.get_bounds() for each in page.get_objects(max_depth=6))
    flat = {
        (round(foot / MILLIMETRE, 1), round((right - left) / MILLIMETRE, 1))
        for left, foot, right, head in drawn
        if head - foot < 8 and right - left > 60 and 50 < foot < top
    }
    return sorted(flat, reverse=True)


@pytest.mark.parametrize("kind", LINES)
@pytest.mark.parametrize("name", LAYOUTS)
def test_lines_are_as_far_apart_as_handwriting_needs(
    printed: Printer, kind: str, name: str
) -> None:
    layout, wanted = LAYOUTS[name]
    found = lines(printed, LINES[kind], layout)
    assert len(found) >= 3
    assert all(one - other >= wanted - 0.11 for (one, _), (other, _) in pairwise(found)), found


def test_blanks_and_lines_are_longer_in_large_type(printed: Printer) -> None:
    for kind, least in (("blanks", 32), ("entries", 90)):
        (_, small), (_, large) = (
            lines(printed, LINES[kind], layout)[0] for layout in (Layout(), LAYOUTS["large"][0])
        )
        assert small == pytest.approx(least, abs=1)
        assert large == pytest.approx(min(least * 18 / 10.5, LINE), abs=1)


def test_the_answers_on_a_marked_paper_stand_on_lines_of_their_own(printed: Printer) -> None:
    form = form_of(*LINES["a list"], layout=Layout())
    key = printed(build_of(form))[0]["harbour-check-a-key.pdf"]
    words = list(pypdfium2.PdfDocument(key.content))[-1].get_textpage()
    text = words.get_text_range()
    feet = [words.get_charbox(text.index(f"name {n}"))[1] for n in range(5)]
    assert all(one - other > 10 for one, other in pairwise(feet)), feet


ESSAYS = [item(f"e{n}", "Why did it pay?", Open((Text("So."),), lines=9)) for n in range(5)]


def filled(printed: Printer, layout: Layout, items: list[Item]) -> list[int]:
    """How many lines to write on stand on each page."""
    file = printed(build_of(form_of(*items, layout=layout)))[0]["harbour-check-a.pdf"]
    wide = 90 if layout.half_sheet else 130
    pages = []
    for page in pypdfium2.PdfDocument(file.content):
        drawn = (each.get_bounds() for each in page.get_objects(max_depth=6))
        rules = {round(foot) for left, foot, right, _ in drawn if right - left > wide * MILLIMETRE}
        pages.append(len([foot for foot in rules if 60 < foot < page.get_height() - 60]))
    return pages


@pytest.mark.parametrize("name", ["large", "half"])
def test_lines_go_on_over_the_page_where_a_question_takes_half_of_one(
    printed: Printer, name: str
) -> None:
    """Every question had a page of its own, half of it empty."""
    found = filled(printed, LAYOUTS[name][0], ESSAYS)
    assert len(found) == 3
    assert min(found) > 9
    assert sum(found) == 45


@pytest.mark.parametrize("name", ["standard", "columns", "dyslexia"])
def test_elsewhere_a_question_stays_on_its_page(printed: Printer, name: str) -> None:
    found = filled(printed, LAYOUTS[name][0], [*ESSAYS[:2], *ESSAYS[3:]])
    assert all(number % 9 == 0 for number in found), found


@pytest.mark.parametrize("questions", [1, 2, 3, 4, 5])
def test_no_page_has_but_the_last_two_lines(printed: Printer, questions: int) -> None:
    for lines in (6, 7, 8, 9, 10):
        items = [item(f"e{n}", "Why?", Open((), lines=lines)) for n in range(questions)]
        assert filled(printed, LAYOUTS["large"][0], items)[-1] > 2, lines
