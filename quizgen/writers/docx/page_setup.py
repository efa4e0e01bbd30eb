"""The page setup of a Word file: size, columns and footer, and the properties of the file."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph

from quizgen.quiz.layout import POINTS_A_MILLIMETRE
from quizgen.writers._paper.records import LearnerLines, SheetProperties
from quizgen.writers.docx.measures import COLUMN_GAP, Measures
from quizgen.writers.docx.styles import style_id
from quizgen.writers.docx.word_file import element, twips

_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def set_page(document: Document, measures: Measures, is_rtl: bool) -> None:
    section = document.sections[0]
    width, height = measures.page
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.left_margin = section.right_margin = Pt(measures.side)
    shrunk = 0.75 if measures.layout.half_sheet else 1
    section.top_margin = Pt(16 * POINTS_A_MILLIMETRE * shrunk)
    section.bottom_margin = Pt(20 * POINTS_A_MILLIMETRE * shrunk)
    section.header_distance = section.footer_distance = Pt(10 * POINTS_A_MILLIMETRE * shrunk)
    section.gutter = Length(0)
    if is_rtl:
        section._sectPr.append(element("bidi"))


def begin_columns(document: Document, measures: Measures) -> None:
    """Columns begin behind the head, so that the head spans all of them."""
    if measures.columns == 1:
        return
    section = document.add_section(WD_SECTION.CONTINUOUS)
    columns = element("cols", num=measures.columns, space=twips(COLUMN_GAP))
    margins = section._sectPr.find(qn("w:pgMar"))
    margins.addnext(columns)  # Word reads them only there


def set_header(document: Document, learner: LearnerLines | None) -> None:
    """A line for the learner's name on every page but the first, which has one in its head."""
    if learner:
        section = document.sections[0]
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = style_id("Header")
        paragraph.add_run(f"{learner.words['name']} \t")


def set_footer(document: Document, properties: SheetProperties) -> None:
    """The places for the page and for their number become fields that Word fills in."""
    section = document.sections[0]
    # A first page with a header of its own has a footer of its own too.
    has_first = section.different_first_page_header_footer
    for footer in (section.footer, section.first_page_footer) if has_first else (section.footer,):
        _write_footer(footer.paragraphs[0], properties)


def _write_footer(paragraph: Paragraph, properties: SheetProperties) -> None:
    paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = style_id("Footer")
    paragraph.add_run(f"{properties.footer}\t")
    for part in re.split(r"(\{pages?\})", properties.page):
        if part in _FIELDS:
            text = element("t")
            text.text = "1"  # shown until Word has counted the pages
            field = element("fldSimple", element("r", text), instr=_FIELDS[part])
            paragraph._p.append(field)
        elif part:
            paragraph.add_run(part)


def describe(document: Document, given: SheetProperties, tag: str, modified: int) -> None:
    """`modified` is in seconds since 1970."""
    properties, when = document.core_properties, datetime.fromtimestamp(modified, UTC)
    # python-docx refuses longer ones.
    properties.title = given.metadata[:255]
    properties.author = "; ".join(given.authors)[:255]
    properties.language = tag
    properties.created = properties.modified = when.replace(tzinfo=None)
    if tag:
        speech = element("themeFontLang", val=tag, bidi=tag)
        document.settings.element.append(speech)
