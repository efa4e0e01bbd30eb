"""Quizzes, keys and feedback sheets as Word files, for teachers who want to edit them.

The look of a Word file depends on the fonts and the program of each computer. For printing
without changes there is the PDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.diagnostics import Diagnostic, Location, Severity, TextFile
from quizgen.quiz.model import Build, CompiledDeck, Form
from quizgen.writers import File
from quizgen.writers._paper.answer_key import feedback_sheet, key_sheet
from quizgen.writers._paper.quiz_paper import image_name, quiz_sheet
from quizgen.writers._paper.records import Sheet
from quizgen.writers.pdf.typesetter import Typesetter

if TYPE_CHECKING:
    from quizgen.writers.docx.word_file import Picture

IS_DEFAULT = False
_FOR_EDITING = (
    "For editing in Word or LibreOffice. What you change here, change in its key as well; to "
    "print it as it is, take the PDF (--to pdf)."
)


def write(build: Build, scratch: Path) -> Iterator[File | Diagnostic]:
    where = Location(TextFile(build.about.name, ""))
    with closing(Typesetter()) as typesetter:
        for form in build.deck.forms:
            problems, pictures = _pictures(build.deck, form, scratch, where, typesetter)
            yield from problems
            if problems:
                continue
            feedback = (feedback_sheet,) if form.layout.feedback else ()
            for make in (quiz_sheet, key_sheet, *feedback):
                yield _file(make(build.deck, form), form, pictures, build.modified)


def _pictures(
    deck: CompiledDeck, form: Form, scratch: Path, where: Location, typesetter: Typesetter
) -> tuple[list[Diagnostic], Mapping[str, Picture]]:
    # python-docx takes long to load, so it is loaded only where a Word file is written.
    from quizgen.writers.docx.measures import measure
    from quizgen.writers.docx.word_file import picture
    from quizgen.writers.pdf.press import UndrawableError

    measures = measure(quiz_sheet(deck, form))
    pictures: dict[str, Picture] = {}
    problems: list[Diagnostic] = []
    for item in deck.items_on(form):
        if item.image is None:
            continue
        try:
            pictures[image_name(item.image)] = picture(item.image, measures, scratch, typesetter)
        except UndrawableError as error:
            message = f"question `{item.id}` cannot be printed: {error}"
            problems.append(Diagnostic(where, "unprintable", message, item=item.id))
        except ImportError as error:
            message = "no Word file was made, since only the typst package can draw the image of "
            message += f"`{item.id}`, and it cannot be loaded ({error})"
            hint, warning = "python -m pip install typst", Severity.WARNING
            problems.append(Diagnostic(where, "no-typst", message, hint, warning, item=item.id))
    return problems, pictures


def _file(sheet: Sheet, form: Form, pictures: Mapping[str, Picture], modified: int) -> File:
    from quizgen.writers.docx.render import render

    return File(
        name=f"{sheet.name}.docx",
        content=render(sheet, pictures, modified),
        contains=sheet.contains,
        advice=_FOR_EDITING if sheet.template == "quiz" else sheet.advice,
        forms=(form.name,),
    )
