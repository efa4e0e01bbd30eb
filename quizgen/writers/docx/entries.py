"""The entries of an answer key or a feedback sheet: questions, answers and evidence."""

from __future__ import annotations

from quizgen.writers._paper.records import AnswerKey, KeyEntry, KeyNote, KeyQuotation
from quizgen.writers.docx.builder import WordBuilder
from quizgen.writers.docx.questions import write_head
from quizgen.writers.docx.style_table import QUESTION, SECTION


def write_entries(builder: WordBuilder, key: AnswerKey) -> None:
    write_head(builder, key.head)
    builder.paragraph("Credit", key.credit)
    for section in key.sections:
        if section.title:
            builder.paragraph(SECTION, section.title)
        for entry in section.entries:
            _entry(builder, entry)


def _entry(builder: WordBuilder, entry: KeyEntry) -> None:
    stem = builder.labelled(QUESTION, f"{entry.number}.", None)
    builder.write(stem, entry.stem, gaps=entry.key)
    if entry.id:
        builder.say(stem, "  ")
        builder.write(stem, entry.id, "Question Id")
    builder.points(stem, entry.points)
    for part in entry.key:
        builder.write(builder.labelled("Key", part.label, None), part.content)
    for remark in entry.remarks:
        match remark:
            case KeyNote():
                _note(builder, remark)
            case KeyQuotation():
                _quotation(builder, remark)
    builder.end_question()


def _note(builder: WordBuilder, note: KeyNote) -> None:
    if note.parts:
        builder.say(builder.paragraph("Key Label"), note.label)
        for part in note.parts:
            builder.write(builder.labelled("Key List", part.label, None), part.content)
        return
    row = builder.paragraph("Key Note")
    if note.label:
        builder.say(row, note.label, "Label")
        builder.say(row, "  ")
    builder.write(row, note.content)


def _quotation(builder: WordBuilder, found: KeyQuotation) -> None:
    row = builder.paragraph("Key Evidence")
    builder.say(row, found.label, "Label")
    builder.say(row, "  ")
    builder.write_foreign(row, found.quote, found.language)
    builder.say(row, " — ")
    builder.write(row, found.whose)
    if found.translation:
        row.add_run().add_break()
        builder.write(row, found.translation)
