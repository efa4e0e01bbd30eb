"""Writes a paper with room to answer, or with the answers marked, and the entries of a key."""

from __future__ import annotations

import io
from itertools import zip_longest
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
    PrintedPart,
    PrintedPassage,
    PrintedQuestion,
    QuizPaper,
    SheetHead,
    ShortKey,
)
from quizgen.writers.docx.builder import WordBuilder
from quizgen.writers.docx.styles import LETTERS_A_ROW, QUESTION, SECTION, TITLE

_TO_MARK = "___ / "  # for whoever marks
_SHAPES = {"circle": ("○", "●"), "square": ("□", "■")}


def write_paper(builder: WordBuilder, paper: QuizPaper) -> None:
    _opened(builder, paper)
    builder.begin_columns()
    _questions(builder, paper)


def write_key(builder: WordBuilder, key: AnswerKey) -> None:
    _head(builder, key.head)
    if key.short:
        _short_key(builder, key.short)
    if key.sections:
        opening = [builder.paragraph("Opening", each) for each in key.head.opening]
        opening[0].paragraph_format.page_break_before = bool(key.short and key.short.fills_page)
        if key.credit:
            builder.paragraph("Credit", key.credit)
    for section in key.sections:
        if section.title:
            builder.paragraph(SECTION, section.title)
        for entry in section.entries:
            _entry(builder, entry)
    if key.paper:
        title = _opened(builder, key.paper)
        title.paragraph_format.page_break_before = True
        _questions(builder, key.paper)


def _head(builder: WordBuilder, head: SheetHead) -> Paragraph:
    """Writes what the sheet is, and returns the paragraph of the title."""
    title = builder.paragraph(TITLE, head.title)
    builder.paragraph("Summary", (head.summary,))
    if head.learner:
        _learner_lines(builder, head.learner)
    return title


def _opened(builder: WordBuilder, paper: QuizPaper) -> Paragraph:
    """Below the head, the sentences follow one another, as in the PDF."""
    title = _head(builder, paper.head)
    if opening := paper.head.opening:
        row = builder.paragraph("Opening")
        for each in opening:
            row = builder.write(row, (*each, " ") if each is not opening[-1] else each)
    return title


def _short_key(builder: WordBuilder, key: ShortKey) -> None:
    for block in key.letters:
        builder.paragraph("Key Label", (block.label,))
        for start in range(0, len(block.parts), LETTERS_A_ROW):
            row = builder.paragraph("Key Letters")
            for place, part in enumerate(block.parts[start : start + LETTERS_A_ROW]):
                builder.say(row, ("\t" if place else "") + f"{part.label} ")
                builder.write(row, part.content, "Strong")
    for note in key.written:
        _note(builder, note)


def _learner_lines(builder: WordBuilder, learner: LearnerLines) -> None:
    name, date, group, score = (learner.words[word] for word in ("name", "date", "class", "score"))
    is_one = builder.measures.has_wide_page
    rows = [[name, group, date, score]] if is_one else [[name, date], [group, score]]
    for row in rows:
        of = learner.of if row[-1] == score else ""
        builder.paragraph("Particulars", (" \t  ".join(row) + f" \t{of}",))


def _questions(builder: WordBuilder, paper: QuizPaper) -> None:
    for passage in paper.passages:
        _passage(builder, passage)
    asked = [asked for section in paper.sections for asked in section.questions]
    numbers = builder.list_of(QUESTION, [PrintedPart(str(each.number)) for each in asked], "%1.")
    for section in paper.sections:
        if section.title:
            title = builder.paragraph(SECTION, section.title)
            if len(paper.sections) > 1 and section.worth:
                builder.points(title, title, _TO_MARK + section.worth)
        if section.instructions:
            builder.paragraph("Instructions", section.instructions)
        for each in section.questions:
            _question(builder, each, numbers, paper.words["answer"])


def _passage(builder: WordBuilder, passage: PrintedPassage) -> None:
    builder.paragraph(SECTION, (passage.heading,))
    builder.paragraph("Credit", passage.credit)
    for part in passage.paragraphs:
        # The numbers are typed, since the key uses them even when a teacher cuts paragraphs.
        row = builder.labelled("Passage", part.label, None)
        builder.write_foreign(row, part.content, passage.language)


def _question(
    builder: WordBuilder, asked: PrintedQuestion, numbers: int | None, answer_word: str
) -> None:
    first, room = builder.labelled(QUESTION, f"{asked.number}.", numbers), asked.room
    stem = builder.write(first, asked.stem, gaps=room.parts)
    is_choice = room.kind == "choice"
    if is_choice and asked.task:
        builder.say(stem, " ")
        builder.say(stem, asked.task, "Emphasis")
    if asked.worth:
        builder.points(first, stem, _TO_MARK + asked.worth)
    if asked.image:
        picture = builder.pictures[asked.image.file]
        run = builder.paragraph("Picture").add_run()
        shape = run.add_picture(io.BytesIO(picture.content), Pt(picture.width), Pt(picture.height))
        shape._inline.docPr.set("descr", asked.image.alt)  # for screen readers
        for side in ("distT", "distB", "distL", "distR"):
            shape._inline.set(side, "0")  # LibreOffice would set it 3 mm in, over the margin
    if asked.task and not is_choice:
        builder.say(builder.paragraph("Task"), asked.task, "Emphasis")
    _answer(builder, room, answer_word)
    builder.end_question()


def _answer(builder: WordBuilder, room: AnswerRoom, answer_word: str) -> None:
    match room.kind:
        case "choice":
            _options(builder, room)
        case "entry":
            _line(builder, room, answer_word)
        case "lines":
            list_id = builder.list_of("Answer List", room.parts, "%1.")
            for part in room.parts:
                row = builder.labelled("Answer List", f"{part.label}.", list_id)
                builder.answer(row, part.written, "\t")
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
    across = builder.measures.options_in_a_row([part.content for part in room.parts])
    style = "Short Option" if across > 1 else "Option"
    list_id = builder.list_of(style, room.parts, f"{empty} %1")
    homes = builder.cells(len(room.parts), across) if across > 1 else [None] * len(room.parts)
    for part, home in zip(room.parts, homes, strict=True):
        label = f"{ticked if part.is_key else empty} {part.label}"
        row = builder.labelled(style, label, list_id, home)
        builder.write(row, part.content, *(("Answer Given",) if part.is_key else ()))


def _line(builder: WordBuilder, room: AnswerRoom, answer_word: str) -> None:
    row, rule = (
        builder.paragraph("Answer", (f"{answer_word}: ",)),
        "_" * builder.measures.rule_signs,
    )
    builder.answer(row, room.written, rule if room.is_number else "\t")
    if room.unit:
        builder.say(row, f"\N{NO-BREAK SPACE}{room.unit}")


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
        builder.paragraph("Writing Line", ("\t",))


def _matching(builder: WordBuilder, room: AnswerRoom) -> None:
    rows = max(len(room.parts), len(room.rights))
    is_long = rows > builder.measures.pairs_on_a_page
    cells = builder.cells(2 * rows, 2)
    columns = (("Matching Left", room.parts), ("Matching Right", room.rights))
    for column, (style, parts) in enumerate(columns):
        list_id = builder.list_of(style, parts)
        for cell, part in zip_longest(cells[column::2], parts):
            if part is None:
                builder.paragraph(style, home=cell)
                continue
            paragraph = builder.labelled(style, part.label, list_id, cell)
            # What is longer than a page would begin on a new one if it had to stay together.
            paragraph.paragraph_format.keep_with_next = False if is_long else None
            if style == "Matching Left":
                builder.answer_box(paragraph, part.written)
            builder.write(paragraph, part.content)


def _entry(builder: WordBuilder, entry: KeyEntry) -> None:
    first = builder.labelled(QUESTION, f"{entry.number}.", None)
    stem = builder.write(first, entry.stem, gaps=entry.key)
    if entry.id:
        builder.say(stem, "  ")
        builder.write(stem, entry.id, "Question Id")
    builder.points(first, stem, entry.points)
    for part in entry.key:
        builder.write(builder.labelled("Key", part.label, None), part.content)
    for remark in entry.remarks:
        if isinstance(remark, KeyNote):
            _note(builder, remark)
        else:
            _quotation(builder, remark)
    builder.end_question()


def _note(builder: WordBuilder, note: KeyNote) -> None:
    if note.parts:
        builder.paragraph("Key Label", (note.label,))
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
