"""The entries of an answer key or a feedback sheet: questions, answers and evidence."""

from __future__ import annotations

from quizgen.writers.docx.builder import Part, WordBuilder
from quizgen.writers.docx.questions import write_head
from quizgen.writers.docx.style_table import QUESTION, SECTION


def write_entries(builder: WordBuilder, data: Part) -> None:
    write_head(builder, data, has_fields=False)
    builder.paragraph("Credit", data["credit"])
    for section in data["sections"]:
        if section["title"]:
            builder.paragraph(SECTION, section["title"])
        for keyed in section["entries"]:
            _entry(builder, keyed)


def _entry(builder: WordBuilder, keyed: Part) -> None:
    stem = builder.labelled(QUESTION, f"{keyed['number']}.", None)
    builder.write(stem, keyed["stem"])
    if keyed["id"]:
        builder.say(stem, "  ")
        builder.write(stem, keyed["id"], "Question Id")
    builder.points(stem, keyed["points"])
    for part in keyed["key"]:
        builder.write(builder.labelled("Key", part["label"], None), part["content"])
    _group(builder, keyed["marking"])
    for part in keyed["notes"]:
        _note(builder, part)
    _group(builder, keyed["against"])
    for found in keyed["evidence"]:
        _evidence(builder, found)
    for part in keyed["remarks"]:
        _note(builder, part)
    builder.end_question()


def _group(builder: WordBuilder, listed: Part | None) -> None:
    if listed is None:
        return
    builder.say(builder.paragraph("Key Label"), listed["label"])
    for part in listed["parts"]:
        builder.write(builder.labelled("Key List", part["label"], None), part["content"])


def _note(builder: WordBuilder, part: Part) -> None:
    row = builder.paragraph("Key Note")
    if part["label"]:
        builder.say(row, part["label"], "Label")
        builder.say(row, "  ")
    builder.write(row, part["content"])


def _evidence(builder: WordBuilder, found: Part) -> None:
    row = builder.paragraph("Key Evidence")
    builder.say(row, found["label"], "Label")
    builder.say(row, "  ")
    builder.write_foreign(row, found["quote"], found["language"])
    builder.say(row, " — ")
    builder.write(row, found["place"])
    if found["translation"]:
        row.add_run().add_break()
        builder.write(row, found["translation"])
