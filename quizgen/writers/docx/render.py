"""Renders a sheet as the bytes of a Word file."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.writers._paper.records import AnswerKey, QuizPaper, Sheet
from quizgen.writers.docx.archive import new_document, packed
from quizgen.writers.docx.builder import WordBuilder, language_tag
from quizgen.writers.docx.entries import write_entries
from quizgen.writers.docx.lists import Lists
from quizgen.writers.docx.measures import measure
from quizgen.writers.docx.page_setup import begin_columns, describe, set_footer, set_page
from quizgen.writers.docx.pictures import Picture
from quizgen.writers.docx.questions import write_head, write_questions
from quizgen.writers.docx.style_table import key_styles, paper_styles
from quizgen.writers.docx.styles import add_styles, indents


def render(sheet: Sheet, pictures: Mapping[str, Picture], modified: int) -> bytes:
    measures, properties = measure(sheet), sheet.properties
    tag, is_rtl = language_tag(properties.language), properties.direction == "rtl"
    document = new_document()
    describe(document, properties, tag, modified)
    is_quiz = sheet.template == "quiz"
    table = paper_styles(measures) if is_quiz else key_styles(measures)
    add_styles(document, table, measures, tag, is_rtl)
    set_page(document, measures, is_rtl)
    set_footer(document, properties)
    lists = Lists(document, indents(table, measures)) if is_quiz else None
    builder = WordBuilder(document, measures, pictures, tag, is_rtl, lists)
    match sheet.content:
        case QuizPaper() as paper:
            write_head(builder, paper.head)
            begin_columns(document, measures)
            write_questions(builder, paper)
        case AnswerKey() as key:
            write_entries(builder, key)
            if key.paper:
                _marked(builder, key.paper)
    builder.end()
    return packed(document)


def _marked(builder: WordBuilder, paper: QuizPaper) -> None:
    """The marked paper begins on a page of its own behind the key."""
    title = write_head(builder, paper.head)
    title.paragraph_format.page_break_before = True
    write_questions(builder, paper)
