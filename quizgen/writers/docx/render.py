"""Renders a sheet as the bytes of a Word file, with its page, its footer and its properties."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from docx.document import Document
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph

from quizgen.quiz.layout import POINTS_A_MILLIMETRE
from quizgen.writers._paper.every_sheet import ISOLATE
from quizgen.writers._paper.records import (
    AnswerKey,
    LearnerLines,
    QuizPaper,
    Sheet,
    SheetProperties,
)
from quizgen.writers.docx.builder import Lists, WordBuilder, language_tag
from quizgen.writers.docx.measures import Measures, measure
from quizgen.writers.docx.paper_and_key import write_key, write_paper
from quizgen.writers.docx.styles import add_styles, indents, key_styles, paper_styles, style_id
from quizgen.writers.docx.word_file import Picture, element, new_document, packed


def render(sheet: Sheet, pictures: Mapping[str, Picture], modified: int) -> bytes:
    measures, properties = measure(sheet), sheet.properties
    tag, is_rtl = language_tag(properties.language), properties.direction == "rtl"
    document = new_document()
    _describe(document, properties, tag, modified)
    is_quiz = sheet.template == "quiz"
    table = paper_styles(measures) if is_quiz else key_styles(measures)
    add_styles(document, table, measures, tag, is_rtl)
    _set_page(document, measures, is_rtl)
    _set_header(document, sheet.content.head.learner)
    _set_footer(document, properties)
    lists = Lists(document, indents(table, measures)) if is_quiz else None
    builder = WordBuilder(document, measures, pictures, tag=tag, is_rtl=is_rtl, lists=lists)
    match sheet.content:
        case QuizPaper() as paper:
            write_paper(builder, paper)
        case AnswerKey() as key:
            write_key(builder, key)
    builder.end()
    return packed(document)


_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def _set_page(document: Document, measures: Measures, is_rtl: bool) -> None:
    section = document.sections[0]
    width, height = measures.page
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.left_margin = section.right_margin = Pt(measures.side)
    shrunk = 0.75 if measures.layout.half_sheet else 1
    section.top_margin = Pt(16 * POINTS_A_MILLIMETRE * shrunk)
    section.bottom_margin = Pt(16 * POINTS_A_MILLIMETRE * shrunk)
    section.header_distance = section.footer_distance = Pt(8 * POINTS_A_MILLIMETRE * shrunk)
    section.gutter = Length(0)
    if is_rtl:
        section._sectPr.append(element("bidi"))


def _set_header(document: Document, learner: LearnerLines | None) -> None:
    """A line for the learner's name on every page but the first, which has one in its head."""
    if learner:
        section = document.sections[0]
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = style_id("Header")
        paragraph.add_run(f"{learner.words['name']} \t")


def _set_footer(document: Document, properties: SheetProperties) -> None:
    """The places for the page and for their number become fields that Word fills in."""
    section = document.sections[0]
    # A first page with a header of its own has a footer of its own too.
    has_first = section.different_first_page_header_footer
    for footer in (section.footer, section.first_page_footer) if has_first else (section.footer,):
        _write_footer(footer.paragraphs[0], properties)


def _write_footer(paragraph: Paragraph, properties: SheetProperties) -> None:
    paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = style_id("Footer")
    paragraph.add_run(f"{properties.footer}\t")
    # LibreOffice takes a field out of an isolate: “2 Page 1 of”. Marks hold it.
    page = ISOLATE.sub("\N{LEFT-TO-RIGHT MARK}", properties.page)
    for part in re.split(r"(\{pages?\})", page):
        if part in _FIELDS:
            text = element("t")
            text.text = "1"  # shown until Word has counted the pages
            field = element("fldSimple", element("r", text), instr=_FIELDS[part])
            paragraph._p.append(field)
        elif part:
            paragraph.add_run(part)


def _describe(document: Document, given: SheetProperties, tag: str, modified: int) -> None:
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
