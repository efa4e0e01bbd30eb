"""Styles, pages and parts of a Word file."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from making import HEAD
from word_files import W, built, in_column, in_language, parts, read, written

from quizgen.quiz.layout import Paper, Style
from quizgen.writers import File


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, File]:
    return written(in_column(), tmp_path_factory.mktemp("docx"))


@pytest.fixture(scope="module")
def quiz(files: dict[str, File]) -> File:
    return files["test-check-a.docx"]


def test_the_look_is_in_the_styles(quiz: File) -> None:
    """No paragraph is formatted directly, but for its list, the place of points and the end of a
    question."""
    body = parse_xml(parts(quiz)["word/document.xml"].encode())
    direct = {child.tag for found in body.iter(f"{W}pPr") for child in found}
    assert direct == {f"{W}{tag}" for tag in ("pStyle", "numPr", "keepNext", "spacing", "framePr")}
    assert {child.tag for found in body.iter(f"{W}rPr") for child in found} == {f"{W}rStyle"}
    used = {found.get(f"{W}val") for found in body.iter() if found.tag.endswith("Style")}
    assert used <= {style.style_id for style in read(quiz).styles}


def test_a_question_stays_on_its_page(quiz: File) -> None:
    """Every paragraph keeps with the next and is kept whole, but for the last of a question."""
    document = read(quiz)
    ends = [
        paragraph.text
        for paragraph in document.paragraphs
        if paragraph.paragraph_format.keep_with_next is False
    ]
    assert len(ends) == 8  # the ninth ends in a table
    styles = {str(p.style and p.style.name) for p in document.paragraphs} - {
        "Summary", "Particulars", "Opening", "Passage", "Credit",
    }  # fmt: skip
    for style in styles | {"Matching Left", "Matching Right"}:
        looks = document.styles[style].paragraph_format  # type: ignore[attr-defined]  # paragraphs
        assert looks.keep_with_next
        assert looks.keep_together
    last = document.tables[0].rows[-1]
    kept = [cell.paragraphs[0].paragraph_format.keep_with_next for cell in last.cells]
    assert kept == [False, False]


def test_the_foot_of_a_page_has_fields(quiz: File) -> None:
    footer = next(text for name, text in parts(quiz).items() if "footer" in name)
    assert re.findall(r'w:instr="(\w+)"', footer) == ["PAGE", "NUMPAGES"]
    words = read(quiz).sections[0].footer.paragraphs[0].text
    assert re.fullmatch(r"Market check · Edition\s\w{6}\tPage  of ", words)


def test_every_page_has_a_line_for_the_name(files: dict[str, File], quiz: File) -> None:
    """The first page has it in its head, and needs no other."""
    section = read(quiz).sections[0]
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].text == "Name \t"
    feet = [each.paragraphs[0].text for each in (section.footer, section.first_page_footer)]
    assert feet[0] == feet[1] != ""
    assert read(files["test-check-a-key.docx"]).sections[0].header.is_linked_to_previous


def test_the_file_says_what_it_is(quiz: File) -> None:
    properties = read(quiz).core_properties
    assert re.fullmatch(r"Market check · Edition\s\w{6}", properties.title)
    assert properties.language == "en-US"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created == properties.modified
    assert 'w:lang w:val="en-US"' in parts(quiz)["word/styles.xml"]
    assert "PDF" in quiz.advice


def test_the_same_input_gives_the_same_bytes(files: dict[str, File], tmp_path: Path) -> None:
    assert written(in_column(), tmp_path) == files
    with zipfile.ZipFile(io.BytesIO(files["test-check-a.docx"].content)) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)


# In the order of the standard, which Word insists on.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr tabs bidi "
    "spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs spacing position sz szCs u bdr vertAlign rtl lang",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg bidi",
    "style": "name aliases basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
    "tblPr": "bidiVisual tblW tblInd tblBorders tblLayout tblCellMar",
    "lvl": "start numFmt suff lvlText lvlJc pPr rPr",
    "numbering": "abstractNum num",
}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_parts_stand_in_the_order_of_the_standard(language: str, tmp_path: Path) -> None:
    head = HEAD.replace("language: en", f"language: {language}")
    for file in written(built(head=head, columns=2), tmp_path).values():
        for name, text in parts(file).items():
            if name.startswith("word/") and name.endswith(".xml"):
                for found in parse_xml(text.encode()).iter():
                    assert_in_order(found)


def assert_in_order(found: BaseOxmlElement) -> None:
    order = ORDERS.get(found.tag.removeprefix(W))
    if order is None:
        return
    places = [order.split().index(child.tag.removeprefix(W)) for child in found]
    assert places == sorted(places), found.tag


def test_the_page_follows_the_layout(tmp_path: Path) -> None:
    quiz = in_language("en", tmp_path, paper=Paper.LETTER, columns=2, size=12)
    first, second = read(quiz).sections
    assert (first.page_width and first.page_width.mm) == pytest.approx(215.9, abs=0.1)
    assert (second.page_height and second.page_height.mm) == pytest.approx(279.4, abs=0.1)
    assert 'w:num="2"' in parts(quiz)["word/document.xml"]
    sizes = re.findall(r'w:sz w:val="(\d+)"', parts(quiz)["word/styles.xml"])
    assert sizes[0] == "24"


@pytest.mark.parametrize(
    ("layout", "size", "width"),
    [
        ({"style": Style.LARGE_PRINT}, "36", 210),
        ({"style": Style.DYSLEXIA}, "26", 210),
        ({"half_sheet": True}, "18", 148.5),
    ],
)
def test_styles_and_half_sheets(
    layout: dict[str, object], size: str, width: float, tmp_path: Path
) -> None:
    quiz = in_language("en", tmp_path, **layout)
    assert re.findall(r'w:sz w:val="(\d+)"', parts(quiz)["word/styles.xml"])[0] == size
    page = read(quiz).sections[0]
    assert (page.page_width and page.page_width.mm) == pytest.approx(width, abs=0.1)
