"""Renders a sheet as the bytes of a Word file."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.writers._sheet import Sheet
from quizgen.writers.docx.archive import new_document, packed
from quizgen.writers.docx.builder import Part, WordBuilder, language_tag
from quizgen.writers.docx.entries import write_entries
from quizgen.writers.docx.lists import Lists
from quizgen.writers.docx.measures import measure
from quizgen.writers.docx.page_setup import begin_columns, describe, set_footer, set_page
from quizgen.writers.docx.pictures import Picture
from quizgen.writers.docx.questions import write_head, write_questions
from quizgen.writers.docx.style_table import key_styles, paper_styles
from quizgen.writers.docx.styles import add_styles, indents


def render(sheet: Sheet, pictures: Mapping[str, Picture], modified: int) -> bytes:
    measures, data = measure(sheet), sheet.data
    tag, is_rtl = language_tag(data["language"]), data["direction"] == "rtl"
    document = new_document()
    describe(document, sheet, tag, modified)
    is_quiz = sheet.template == "quiz"
    table = paper_styles(measures) if is_quiz else key_styles(measures)
    add_styles(document, table, measures, tag, is_rtl)
    set_page(document, measures, is_rtl)
    set_footer(document, data["footer"], data["page"])
    lists = Lists(document, indents(table, measures)) if is_quiz else None
    builder = WordBuilder(document, measures, pictures, tag, is_rtl, lists)
    if is_quiz:
        _paper(builder, data)
    else:
        write_entries(builder, data)
        if data.get("paper"):
            _marked(builder, data["paper"])
    builder.end()
    return packed(document)


def _paper(builder: WordBuilder, data: Part) -> None:
    write_head(builder, data)
    begin_columns(builder.document, builder.measures)
    write_questions(builder, data)


def _marked(builder: WordBuilder, data: Part) -> None:
    """The marked paper begins on a page of its own behind the key."""
    title = write_head(builder, data, has_fields=False)
    title.paragraph_format.page_break_before = True
    write_questions(builder, data)
