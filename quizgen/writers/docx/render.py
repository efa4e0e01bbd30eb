"""Renders a sheet as the bytes of a Word file."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from quizgen.quiz.layout import Key
from quizgen.writers._paper.records import AnswerKey, QuizPaper, Sheet
from quizgen.writers.docx.builder import Lists, WordBuilder, language_tag
from quizgen.writers.docx.measures import measure
from quizgen.writers.docx.page_setup import describe, set_footer, set_header, set_page
from quizgen.writers.docx.paragraphs import write_key, write_paper
from quizgen.writers.docx.styles import add_styles, indents, key_styles, paper_styles
from quizgen.writers.docx.word_file import Picture, new_document, packed


def render(sheet: Sheet, pictures: Mapping[str, Picture], modified: int) -> bytes:
    measures, properties = measure(sheet), sheet.properties
    tag, is_rtl = language_tag(properties.language), properties.direction == "rtl"
    document = new_document()
    describe(document, properties, tag, modified)
    is_quiz = sheet.template == "quiz"
    table = paper_styles(measures) if is_quiz else key_styles(measures)
    add_styles(document, table, measures, tag, is_rtl)
    set_page(document, measures, is_rtl)
    set_header(document, sheet.content.head.learner)
    set_footer(document, properties)
    lists = Lists(document, indents(table, measures)) if is_quiz else None
    builder = WordBuilder(document, measures, pictures, tag=tag, is_rtl=is_rtl, lists=lists)
    match sheet.content:
        case QuizPaper() as paper:
            write_paper(builder, paper)
        case AnswerKey() as key if key.short and sheet.layout.key is Key.SHORT:
            write_key(builder, replace(key, sections=(), paper=None))
        case AnswerKey() as key:
            write_key(builder, key)
    builder.end()
    return packed(document)
