"""Writes a paper with room to answer, or with the answers marked, and the entries of a key."""

from __future__ import annotations

import io
from typing import assert_never

from docx.shared import Pt
from docx.text.paragraph import Paragraph

from quizgen.writers._paper.records import (
    AnswerKey,
    AnswerRoom,
    KeyEntry,
    KeyNote,
    KeyQuotation,
    LearnerLines,
    PrintedImage,
    PrintedPart,
    PrintedPassage,
    PrintedQuestion,
    QuizPaper,
    SheetHead,
)
from quizgen.writers.docx.builder import WordBuilder
from quizgen.writers.docx.page_setup import begin_columns
from quizgen.writers.docx.style_table import QUESTION, SECTION, TITLE

_SHAPES = {"circle": ("○", "●"), "square": ("□", "■")}


def write_paper(builder: WordBuilder, paper: QuizPaper) -> None:
    _head(builder, paper.head)
    begin_columns(builder.document, builder.measures)
    _questions(builder, paper)


def write_key(builder: WordBuilder, key: AnswerKey) -> None:
    _head(builder, key.head)
    builder.paragraph("Credit", key.credit)
    for section in key.sections:
        if section.title:
            builder.paragraph(SECTION, section.title)
        for entry in section.entries:
            _entry(builder, entry)
    if key.paper:
        title = _head(builder, key.paper.head)
        title.paragraph_format.page_break_before = True
        _questions(builder, key.paper)


def _head(builder: WordBuilder, head: SheetHead) -> Paragraph:
    """Writes everything above the first question, and returns the paragraph of the title."""
    title = builder.paragraph(TITLE, head.title)
    builder.say(builder.paragraph("Summary"), head.summary)
    if head.learner:
        _learner_lines(builder, head.learner)
    for rich in head.opening:
        builder.paragraph("Opening", rich)
    return title


def _learner_lines(builder: WordBuilder, learner: LearnerLines) -> None:
    words = learner.words
    rows = [(words["name"], words["date"], ""), (words["class"], words["score"], learner.of)]
    for left, right, after in rows:
        builder.say(builder.paragraph("Particulars"), f"{left} \t  {right} \t{after}")


def _questions(builder: WordBuilder, paper: QuizPaper) -> None:
    for passage in paper.passages:
        _passage(builder, passage)
    asked = [asked for section in paper.sections for asked in section.questions]
    numbers = builder.list_of(QUESTION, [PrintedPart(str(each.number)) for each in asked], "%1.")
    for section in paper.sections:
        if section.title:
            builder.paragraph(SECTION, section.title)
        if section.instructions:
            builder.paragraph("Instructions", section.instructions)
        for each in section.questions:
            _question(builder, each, numbers, paper.words["answer"])


def _passage(builder: WordBuilder, passage: PrintedPassage) -> None:
    builder.say(builder.paragraph(SECTION), passage.heading)
    for part in passage.paragraphs:
        # The numbers are typed, since the key uses them even when a teacher cuts paragraphs.
        row = builder.labelled("Passage", part.label, None)
        builder.write_foreign(row, part.content, passage.language)
    builder.paragraph("Credit", passage.credit)


def _question(
    builder: WordBuilder, asked: PrintedQuestion, numbers: int | None, answer_word: str
) -> None:
    stem, room = builder.labelled(QUESTION, f"{asked.number}.", numbers), asked.room
    stem = builder.write(stem, asked.stem, gaps=room.parts)
    is_choice = room.kind == "choice"
    if is_choice and asked.task:
        builder.say(stem, " ")
        builder.say(stem, asked.task, "Emphasis")
    builder.points(stem, asked.points)
    if asked.image:
        _picture(builder, asked.image)
    if asked.task and not is_choice:
        builder.say(builder.paragraph("Task"), asked.task, "Emphasis")
    _answer(builder, room, answer_word)
    builder.end_question()


def _picture(builder: WordBuilder, shown: PrintedImage) -> None:
    picture = builder.pictures[shown.file]
    run = builder.paragraph("Picture").add_run()
    shape = run.add_picture(io.BytesIO(picture.content), Pt(picture.width), Pt(picture.height))
    shape._inline.docPr.set("descr", shown.alt)  # for screen readers


def _answer(builder: WordBuilder, room: AnswerRoom, answer_word: str) -> None:
    match room.kind:
        case "choice":
            _options(builder, room)
        case "entry":
            _line(builder, room, answer_word)
        case "lines":
            _numbered_lines(builder, room)
        case "matching":
            _matching(builder, room)
        case "ordering":
            _steps(builder, room)
        case "open":
            _writing_lines(builder, room)
        case "stem":
            return
        case _ as never:
            assert_never(never)


def _options(builder: WordBuilder, room: AnswerRoom) -> None:
    empty, ticked = _SHAPES[room.shape]
    list_id = builder.list_of("Option", room.parts, f"{empty} %1")
    for part in room.parts:
        label = f"{ticked if part.is_key else empty} {part.label}"
        row = builder.labelled("Option", label, list_id)
        builder.write(row, part.content, *(("Answer Given",) if part.is_key else ()))


def _line(builder: WordBuilder, room: AnswerRoom, answer_word: str) -> None:
    row = builder.paragraph("Answer")
    builder.say(row, f"{answer_word}: ")
    if room.written:
        builder.write(row, room.written, "Answer Given")
    elif room.is_number:
        builder.say(row, "_" * builder.measures.rule_signs, "Blank")
    else:
        builder.say(row, "\t")
    if room.unit:
        builder.say(row, f"\N{NO-BREAK SPACE}{room.unit}")


def _numbered_lines(builder: WordBuilder, room: AnswerRoom) -> None:
    list_id = builder.list_of("Answer List", room.parts, "%1.")
    for part in room.parts:
        row = builder.labelled("Answer List", f"{part.label}.", list_id)
        if part.written:
            builder.write(row, part.written, "Answer Given")
        else:
            builder.say(row, "\t")


def _matching(builder: WordBuilder, room: AnswerRoom) -> None:
    rows = max(len(room.parts), len(room.rights))
    table = builder.table(rows, [builder.measures.column] * 2)
    columns = (("Matching Left", room.parts), ("Matching Right", room.rights))
    for column, (style, parts) in enumerate(columns):
        list_id = builder.list_of(style, parts)
        for place, row in enumerate(table.rows):
            cell = row.cells[column]
            cell._tc.remove(cell._tc.p_lst[0])
            if place >= len(parts):
                builder.paragraph(style, home=cell)
                continue
            paragraph = builder.labelled(style, parts[place].label, list_id, cell)
            if style == "Matching Left":
                builder.answer_box(paragraph, parts[place].written)
            builder.write(paragraph, parts[place].content)


def _steps(builder: WordBuilder, room: AnswerRoom) -> None:
    list_id = builder.list_of("Ordering Step", room.parts)
    for part in room.parts:
        row = builder.labelled("Ordering Step", part.label, list_id)
        builder.answer_box(row, part.written)
        builder.write(row, part.content)


def _writing_lines(builder: WordBuilder, room: AnswerRoom) -> None:
    if room.written:
        builder.write(builder.paragraph("Answer"), room.written, "Answer Given")
        return
    for _ in range(room.height):
        builder.say(builder.paragraph("Writing Line"), "\t")


def _entry(builder: WordBuilder, entry: KeyEntry) -> None:
    stem = builder.labelled(QUESTION, f"{entry.number}.", None)
    stem = builder.write(stem, entry.stem, gaps=entry.key)
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
