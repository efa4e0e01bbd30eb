"""An answer key or a sheet for learners: questions, answers, and where the source says so."""

from __future__ import annotations

from quizgen.writers.docx.looks import QUESTION, SECTION
from quizgen.writers.docx.manuscript import Manuscript, Part
from quizgen.writers.docx.questions import write_head


def write_entries(sheet: Manuscript, data: Part) -> None:
    write_head(sheet, data, has_fields=False)
    sheet.paragraph("Credit", data["credit"])
    for section in data["sections"]:
        if section["title"]:
            sheet.paragraph(SECTION, section["title"])
        for keyed in section["entries"]:
            _entry(sheet, keyed)


def _entry(sheet: Manuscript, keyed: Part) -> None:
    stem = sheet.labelled(QUESTION, f"{keyed['number']}.", None)
    sheet.write(stem, keyed["stem"])
    if keyed["id"]:
        sheet.say(stem, "  ")
        sheet.write(stem, keyed["id"], "Question Id")
    sheet.points(stem, keyed["points"])
    for part in keyed["key"]:
        sheet.write(sheet.labelled("Key", part["label"], None), part["content"])
    _group(sheet, keyed["marking"])
    for part in keyed["notes"]:
        _note(sheet, part)
    _group(sheet, keyed["against"])
    for found in keyed["evidence"]:
        _evidence(sheet, found)
    for part in keyed["remarks"]:
        _note(sheet, part)
    sheet.end_question()


def _group(sheet: Manuscript, listed: Part | None) -> None:
    if listed is None:
        return
    sheet.say(sheet.paragraph("Key Label"), listed["label"])
    for part in listed["parts"]:
        sheet.write(sheet.labelled("Key List", part["label"], None), part["content"])


def _note(sheet: Manuscript, part: Part) -> None:
    row = sheet.paragraph("Key Note")
    if part["label"]:
        sheet.say(row, part["label"], "Label")
        sheet.say(row, "  ")
    sheet.write(row, part["content"])


def _evidence(sheet: Manuscript, found: Part) -> None:
    row = sheet.paragraph("Key Evidence")
    sheet.say(row, found["label"], "Label")
    sheet.say(row, "  ")
    sheet.write_foreign(row, found["quote"], found["tongue"])
    sheet.say(row, " — ")
    sheet.write(row, found["place"])
    if found["translation"]:
        row.add_run().add_break()
        sheet.write(row, found["translation"])
