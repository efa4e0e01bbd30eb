"""What a screen reader finds in the PDF."""

from __future__ import annotations

import ctypes
import re
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from printing import CHOICE, EVERY_KIND, SQUARE, Printer, build_of, form_of, item, laid_bare, rich

from quizgen.quiz.layout import Layout, Paper, Style
from quizgen.quiz.model import Image
from quizgen.quiz.responses import Choice, Gap, Gaps, Option
from quizgen.quiz.rich import Blank, Text
from quizgen.writers import File


@pytest.fixture
def printed(tmp_path: Path) -> Printer:
    return Printer(tmp_path)


def test_the_files_are_tagged_and_declare_pdf_ua(printed: Printer) -> None:
    stem = (Text("The "), Blank(), Text(" port."))
    asked = item("q", stem, CHOICE, image=Image("map.svg", "A map of the port", SQUARE))
    files, problems = printed(build_of(form_of(asked)))
    assert problems == []
    assert len(files) == 3
    for file in files.values():
        inside = laid_bare(file.content)
        assert "/StructTreeRoot" in inside
        assert "pdfuaid:part>1<" in inside
        assert "/Lang (en)" in inside or "/Lang(en)" in inside
        tags = ("/H1", "/H2", "/H3", "/L", "/LI", "/Lbl", "/LBody")
        for tag in ("/H1", "/Table", "/TH", "/TD") if "grid" in file.name else tags:
            assert re.search(rf"/S ?{tag}\b", inside), tag
    quiz = laid_bare(files["harbour-check-a.pdf"].content)
    assert "A map of the port" in quiz
    assert "(blank)" in quiz


def test_the_tags_are_those_that_a_screen_reader_expects(printed: Printer) -> None:
    """The flag alone is no accessibility: a valid file can be a soup of Div and Span."""
    stem = (Text("The "), Blank(), Text(" port."))
    two = Choice((Option(rich("yes"), True), Option(rich("no"))))
    files, _ = printed(build_of(form_of(item("q", stem, two))))
    page = pypdfium2.PdfDocument(files["harbour-check-a.pdf"].content)[0]
    tree = pypdfium2.raw.FPDF_StructTree_GetForPage(page)
    (document,) = (
        pypdfium2.raw.FPDF_StructTree_GetChildAtIndex(tree, i)
        for i in range(pypdfium2.raw.FPDF_StructTree_CountChildren(tree))
    )
    option = "LI(Lbl(Span)LBody(P))"
    assert tags_of(document).endswith(f"H2H3P(Figure)L({option * 2}))")


def test_an_item_of_a_list_to_fill_in_says_that_it_is_blank(printed: Printer) -> None:
    """A screen reader would find items with nothing in them."""
    names = Gaps((Gap("wool"), Gap("iron"), Gap("hand")), is_ordered=False)
    file = printed(build_of(form_of(item("q", "Name them.", names))))[0]["harbour-check-a.pdf"]
    (tags,) = trees(file)
    assert tags.count("LBody(Figure)") == 3
    assert "(blank)" in laid_bare(file.content)


@pytest.mark.parametrize(
    "layout",
    [
        Layout(columns=2),
        Layout(style=Style.LARGE_PRINT),
        Layout(style=Style.DYSLEXIA),
        Layout(paper=Paper.LETTER, half_sheet=True),
    ],
    ids=["columns", "large", "dyslexia", "half"],
)
def test_a_question_is_a_heading_and_its_options_are_a_list(
    printed: Printer, layout: Layout
) -> None:
    files, problems = printed(build_of(form_of(*EVERY_KIND, layout=layout)))
    assert problems == []
    tags = "".join(trees(files["harbour-check-a.pdf"]))
    assert tags.count("H1") == 1
    assert tags.count("H2") == 1
    assert tags.count("H3") == len(EVERY_KIND)
    questions = tags.split("H3")[1:]
    assert ["Div" in question for question in questions[:6] + questions[7:]] == [False] * 8
    lists = [question.count("L(") for question in questions]
    assert lists == [1, 1, 0, 0, 0, 1, 2, 1, 0]
    options = [question.count("Lbl") for question in questions]
    assert options == [4, 3, 0, 0, 0, 2, 5, 3, 0]


def tags_of(element: Any) -> str:
    raw = pypdfium2.raw
    buffer = ctypes.create_string_buffer(64)
    size = raw.FPDF_StructElement_GetType(element, buffer, 64)
    name = buffer.raw[: size - 2].decode("utf-16-le")
    count = raw.FPDF_StructElement_CountChildren(element)
    children = (raw.FPDF_StructElement_GetChildAtIndex(element, i) for i in range(count))
    inside = "".join(tags_of(child) for child in children if child)
    return f"{name}({inside})" if inside else name


def trees(file: File) -> list[str]:
    """The tags of each page."""
    raw = pypdfium2.raw
    found = []
    for page in pypdfium2.PdfDocument(file.content):
        tree = raw.FPDF_StructTree_GetForPage(page)
        count = raw.FPDF_StructTree_CountChildren(tree)
        tops = (raw.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(count))
        found.append("".join(tags_of(top) for top in tops))
    return found
