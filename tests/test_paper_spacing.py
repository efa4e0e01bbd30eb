"""Where questions and the boxes for their points stand on the paper."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from printing import Printer, build_of, form_of, item

from quizgen.quiz.layout import Layout, Style
from quizgen.quiz.responses import Gap, Gaps, Numeric, TextEntry
from quizgen.quiz.rich import Blank, Text

MILLIMETRE = 72 / 25.4
LONG = (Text("First of all, " + "and so on and on, " * 6), Blank(0), Text(" and then at last."))


def page_of(folder: Path, layout: Layout, *items: object) -> pypdfium2.PdfPage:
    files, _ = Printer(folder)(build_of(form_of(*items, layout=layout)))
    return pypdfium2.PdfDocument(files["harbour-check-a.pdf"].content)[0]


def height(page: pypdfium2.PdfPage, words: str) -> float:
    """How far above the foot of the page the words stand, in millimetres."""
    text = page.get_textpage()
    return text.get_charbox(text.get_text_range().index(words))[1] / MILLIMETRE


def test_questions_are_further_apart_than_the_lines_of_one(tmp_path: Path) -> None:
    gap = Gaps((Gap("hand"),))
    asked = (item("a", LONG, gap), item("b", "Zebras?", TextEntry("x")), item("c", "Yaks?", gap))
    page = page_of(tmp_path, Layout(), *asked)
    first, second = height(page, "First"), height(page, "Zebras")
    last_line = height(page, "at last")
    assert 7 < first - last_line < last_line - second


def test_a_line_for_an_answer_is_as_far_from_its_question_as_handwriting_needs(
    tmp_path: Path,
) -> None:
    """It took 2 mm more, and a list of words on half a sheet a page more."""
    words = [item(f"q{n}", f"Zebra{n:02}", TextEntry("x")) for n in range(9)]
    page = page_of(tmp_path, Layout(half_sheet=True), *words)
    first, second = height(page, "Zebra00"), height(page, "Zebra01")
    answer = height(page, "Answer")
    assert 7.5 < first - answer < 9
    assert first - answer < answer - second


@pytest.mark.parametrize("unit", ["m", "kilometres an hour on a good road in fine weather"])
def test_a_long_unit_leaves_room_for_the_number(tmp_path: Path, unit: str) -> None:
    """In a column, it left 3 mm."""
    number = Numeric(Decimal(3), "3", unit=unit)
    page = page_of(tmp_path, Layout(columns=2), item("a", "How fast?", number))
    text = page.get_textpage()
    words = text.get_text_range()
    at = words.index("Answer:") + len("Answer")
    colon, begun = (text.get_charbox(place) for place in (at, words.index(unit[:3], at)))
    is_below = begun[1] < colon[1] - 5
    assert is_below or begun[0] - colon[2] > 20 * MILLIMETRE
    assert is_below is (len(unit) > 9)


@pytest.mark.parametrize(
    "layout",
    [Layout(), Layout(style=Style.LARGE_PRINT), Layout(style=Style.DYSLEXIA)],
    ids=["standard", "large", "dyslexia"],
)
def test_boxes_for_points_keep_ten_millimetres_from_the_edge(
    tmp_path: Path, layout: Layout
) -> None:
    page = page_of(tmp_path, layout, item("a", "Which?", TextEntry("x")))
    drawn = [each.get_bounds() for each in page.get_objects(max_depth=6)]
    assert max(right for _, _, right, _ in drawn) / MILLIMETRE < page.get_width() / MILLIMETRE - 9.9
