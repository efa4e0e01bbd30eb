"""How a quiz is laid out on pages: nothing is split, cut off or too small."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from printing import (
    BARE,
    CHOICE,
    EVERY_KIND,
    TOWNS,
    Printer,
    assert_inside_the_margins,
    build_of,
    edition_of,
    form_of,
    glued,
    item,
    laid_bare,
    rich,
    text_of,
)

from quizgen.diagnostics import Severity
from quizgen.quiz.layout import Layout, Style
from quizgen.quiz.model import FormSection, Image, Passage, Placed
from quizgen.quiz.responses import Choice, Matching, Open, Option, Pair
from quizgen.quiz.rich import Code, Strong, Text
from quizgen.writers import File


@pytest.fixture
def printed(tmp_path: Path) -> Printer:
    return Printer(tmp_path)


def test_a_word_wider_than_its_line_is_cut_and_stays_whole(printed: Printer) -> None:
    word = "".join(chr(ord("a") + i % 26) for i in range(10_000))
    wide = "W" * 300
    pairs = Matching((Pair(rich(wide), rich(wide.lower())), Pair(rich("x"), rich("y"))))
    options = Choice((Option(rich(wide), True), Option(rich("no"))))
    asked = [item("a", word, options), item("b", "Match.", pairs)]
    files, problems = printed(build_of(form_of(*asked)))
    assert {problem.code for problem in problems} == {"taller-than-a-page", "wider-than-a-line"}
    assert [p.message[:12] for p in problems if p.code == "wider-than-a-line"] == [
        "question `a`",
        "question `a`",
        "question `b`",
    ]
    for file in (each for name, each in files.items() if "grid" not in name):
        words = glued(text_of(file)).replace("1point", "").replace("/1", "")
        edges = r"(Answerkey:)?Ten-minutecheck·Edition\w{6}Page\dof\d(Name)?"
        without_footers = re.sub(edges, "", words)
        assert word in without_footers
        assert wide in without_footers
        assert_inside_the_margins(file)


def test_a_question_taller_than_a_page_is_reported_and_whole(printed: Printer) -> None:
    steps = [item(f"q{i}", "Which town?", CHOICE) for i in range(2)]
    tall = item("essay", "Write.", Open(rich("No."), lines=65))
    files, problems = printed(build_of(form_of(*steps, tall)))
    assert [(p.code, p.severity) for p in problems] == [("taller-than-a-page", Severity.WARNING)]
    assert "`essay`" in problems[0].message
    assert files["harbour-check-a.pdf"].contains == "3 questions, 3 points, 3 pages"


def test_no_question_is_split_and_no_heading_left_behind(printed: Printer) -> None:
    sections = tuple(
        FormSection(f"Section {s}", rich(f"Instructions {s}"), tuple(
            Placed(s * 4 + i, f"q{s}{i}", (0, 1, 2, 3), 1.0)
            for i in range(1, 5)
        ))
        for s in range(9)
    )  # fmt: skip
    names = [placed.item for section in sections for placed in section.placed]
    items = [item(name, f"Question {name[1:]}?", CHOICE) for name in names]
    files, _ = printed(build_of(form_of(*items, sections=sections)))
    document = pypdfium2.PdfDocument(files["harbour-check-a.pdf"].content)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    assert len(pages) > 2
    for page in pages:
        assert page.count("Question ") * 4 == sum(page.count(town) for town in TOWNS)
    for s in range(9):
        (home,) = (page for page in pages if f"Section {s}" in page)
        assert f"Instructions {s}" in home
        assert f"Question {s}1?" in home


def test_every_page_tells_form_edition_page_and_whose_it_is(printed: Printer) -> None:
    forms = [
        form_of(*EVERY_KIND, *EVERY_KIND, letter=letter, layout=Layout(answer_sheet=True))
        for letter in "AB"
    ]
    files, _ = printed(build_of(*forms))
    del files["harbour-check-grid.pdf"]
    assert len(files) == 8
    for name, file in files.items():
        form = forms[name.split("-")[2][0] == "b"]
        document = pypdfium2.PdfDocument(file.content)
        for number, page in enumerate(document, 1):
            words = page.get_textpage().get_text_range().replace("\N{NO-BREAK SPACE}", " ")
            foot = f"Ten-minute check · Form {form.letter} · Edition {edition_of(form)}"
            assert foot in words
            assert f"Page {number} of {len(document)}" in words
            is_for_learners = name.endswith(("-a.pdf", "-b.pdf", "-answer-sheet.pdf"))
            assert len(re.findall("Name(?! the| all)", words)) == is_for_learners


def test_large_print_is_large(printed: Printer) -> None:
    form = form_of(*EVERY_KIND, layout=Layout(style=Style.LARGE_PRINT, columns=2))
    files, _ = printed(build_of(form))
    for name in ("harbour-check-a.pdf", "harbour-check-a-feedback.pdf"):
        page = pypdfium2.PdfDocument(files[name].content)[0]
        words = page.get_textpage()
        at = words.get_text_range().index("Which town?")
        assert pypdfium2.raw.FPDFText_GetFontSize(words, at) == 18


def test_a_picture_is_made_no_larger_than_a_third_of_the_page(printed: Printer) -> None:
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d'><path d='M0 0h9v9z'/></svg>"
    for width, height in ((9, 9), (3000, 40), (40, 3000), (3000, 3000)):
        image = Image("map.svg", "a map", svg % (width, height))
        files, problems = printed(build_of(form_of(item("q", "?", CHOICE, image=image))))
        assert problems == []
        assert_inside_the_margins(files["harbour-check-a.pdf"])
        assert files["harbour-check-a.pdf"].contains.endswith("1 page")


def test_only_shipped_fonts_are_used(printed: Printer) -> None:
    mixed = item("q", (Text("Привет, Әлем, αβγ, "), Code("x = 1"), Strong(rich("b"))), CHOICE)
    files, _ = printed(build_of(form_of(mixed, *EVERY_KIND)))
    for file in files.values():
        fonts = set(re.findall(r"/BaseFont ?/[A-Z]{6}\+([\w-]+)", laid_bare(file.content)))
        assert fonts
        assert all(font.startswith(("NotoSans", "DejaVuSansMono")) for font in fonts), fonts


@pytest.mark.parametrize("layout", [BARE, Layout(columns=2), Layout(half_sheet=True)])
def test_long_titles_and_instructions_go_on_over_pages(printed: Printer, layout: Layout) -> None:
    words = " ".join(f"word{n}" for n in range(900))
    title = " ".join(f"title{n}" for n in range(60)) + " " + "W" * 90
    sections = (FormSection(title, rich(words), (Placed(1, "q", (0, 1, 2, 3), 1.0),)),)
    asked = item("q", "Which town?", CHOICE)
    form = form_of(asked, title=title, instructions=rich(words), sections=sections, layout=layout)
    files, _ = printed(build_of(form))
    file = files["harbour-check-a.pdf"]
    assert text_of(file).count("word899") == 2
    for page in pypdfium2.PdfDocument(file.content):
        shown = page.get_textpage()
        boxes = [shown.get_charbox(at) for at in range(shown.count_chars())]
        assert min(bottom for _, bottom, _, _ in boxes) > 15
        assert max(right for _, _, right, _ in boxes) < page.get_width() - 14


@pytest.mark.parametrize("paragraphs", range(14, 30, 3))
def test_the_credit_of_a_text_stands_with_its_heading(printed: Printer, paragraphs: int) -> None:
    """At the end it could come to stand on a page of its own."""
    text = tuple((number, "All is well in the harbour. " * 9) for number in range(paragraphs))
    form = form_of(item("q", "Which town?", CHOICE), passage=Passage(text))
    pages = pypdfium2.PdfDocument(printed(build_of(form))[0]["harbour-check-a.pdf"].content)
    words = [page.get_textpage().get_text_range() for page in pages]
    (home,) = [each for each in words if "Rights in the text" in each]
    assert "Read the text" in home
    assert "All is well" in home


@pytest.mark.parametrize("style", [Style.STANDARD, Style.LARGE_PRINT])
def test_what_is_said_of_an_answer_may_go_on_over_the_next_page(
    printed: Printer, style: Style
) -> None:
    """Large type would leave a third of the paper empty. Question and answer stay together."""
    why = rich("It is the only port that has a quay and a crane. " * 16)
    asked = [item(f"q{n}", f"Question {n}?", CHOICE, rationale=why) for n in range(16)]
    form = form_of(*asked, layout=Layout(style=style, marked=False))
    file = printed(build_of(form))[0]["harbour-check-a-feedback.pdf"]
    *pages, _ = pypdfium2.PdfDocument(file.content)
    for page in pages:
        words = page.get_textpage()
        text = words.get_text_range()
        assert text.count("?") == text.count("C Sundby")
        feet = [words.get_charbox(at)[1] / page.get_height() for at in range(len(text))]
        assert min(foot for foot in feet if foot > 0.08) < 0.2, "below it stands the footer"


def test_a_page_that_evens_out_the_forms_says_that_it_is_empty(printed: Printer) -> None:
    """Learners would think that the printer had failed."""
    tall, small = Open((), lines=13), Open((), lines=8)
    a, b, c, d = (
        item(name, "Why?", room) for name, room in zip("abcd", (tall, small) * 2, strict=True)
    )
    one, other = form_of(a, b, c, d), form_of(a, c, b, d, letter="B")
    files, problems = printed(build_of(one, other))
    assert problems == []
    pages = [pages_of(files[f"harbour-check-{letter}.pdf"]) for letter in "ab"]
    assert len(pages[0]) == len(pages[1])
    says_so = [["This page is left empty." in page for page in each] for each in pages]
    assert says_so == [[False, False, True], [False, False, False]]
    assert "Name" in pages[0][2]
    assert "Page 3 of 3" in pages[0][2]


def pages_of(file: File) -> list[str]:
    document = pypdfium2.PdfDocument(file.content)
    return [page.get_textpage().get_text_range() for page in document]
