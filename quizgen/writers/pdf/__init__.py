"""Printable quizzes, keys and their other sheets as tagged PDF/UA-1, laid out by Typst.

The joined files of a print run are not tagged: they are for a printer, and people who read on a
screen have the file of each form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace as dataclass_replace
from itertools import groupby
from pathlib import Path

from msgspec.structs import replace

from quizgen.diagnostics import Diagnostic, Location, TextFile, has_errors
from quizgen.phrases import count
from quizgen.quiz.layout import Layout, Options, Style
from quizgen.quiz.model import Build, Form
from quizgen.writers import File
from quizgen.writers._paper.answer_key import feedback_sheet, key_sheet
from quizgen.writers._paper.quiz_paper import answer_sheet, quiz_sheet
from quizgen.writers._paper.records import MakeSheet, QuizPaper, Sheet
from quizgen.writers._paper.right_answers import grid_sheet
from quizgen.writers.pdf import print_problems
from quizgen.writers.pdf.press import Press, Printed
from quizgen.writers.pdf.print_run import is_wanted, padded, print_run
from quizgen.writers.pdf.typesetter import BrokenError, RefusedError, Typesetter

_LITTLE = 0.5  # of a page
_LEAST_SIZE = 9  # points


def write(build: Build, scratch: Path) -> Iterator[File | Diagnostic]:
    # A writer does not know where things were written; whoever calls it finds the item's place.
    where = Location(TextFile(build.about.name, ""))
    if not build.deck.forms:
        return
    items = (item for form in build.deck.forms for item in build.deck.items_on(form))
    with closing(Typesetter()) as typesetter:
        press = print_problems.started(build, items, scratch, typesetter, where)
        if isinstance(press, Diagnostic):
            yield press
            return
        problems: list[Diagnostic] = []
        try:
            for made in _print_quizzes(press, where, problems):
                yield made
                problems += [] if isinstance(made, File) else [made]
        except BrokenError:  # whatever breaks the compiler would break it again at every form
            if not has_errors(problems):
                yield print_problems.broken(where, f"deck `{build.about.name}`")


def _print_quizzes(
    press: Press, where: Location, problems: Sequence[Diagnostic]
) -> Iterator[File | Diagnostic]:
    """`problems` are the ones found so far. With an error among them, no print run is made, and no
    grid of a quiz that has one."""
    yield from print_problems.unprintable_names(press, where)
    for _, quiz in groupby(press.build.deck.forms, lambda form: form.quiz):
        forms, before = tuple(quiz), len(problems)
        papers: dict[str, Printed] = {}
        # A paper that cannot be printed is left out, since that is reported when its turn comes.
        with suppress(RefusedError, BrokenError):
            sheets = [quiz_sheet(press.build.deck, form) for form in forms if len(forms) > 1]
            papers = {sheet.name: press.print(sheet) for sheet in sheets}
        # Papers of one length can be counted, stapled and handed out in one stack.
        pages = max((paper.pages for paper in papers.values()), default=0)
        missing = {name: pages - paper.pages for name, paper in papers.items()}
        whole = {name: paper for name, paper in papers.items() if not missing[name]}
        for form in forms:
            for make in _sheets_of(form.layout, missing):
                yield from _print(press, make, form, where, whole)
        if not has_errors(problems[before:]):
            grid = grid_sheet(press.build.deck, forms)
            yield _file(grid, forms, press.print(grid).content, "")
        if is_wanted(press.build.printing, forms[0].layout) and not has_errors(problems):
            yield from print_run(press, forms, missing)


def _sheets_of(layout: Layout, missing: Mapping[str, int]) -> Iterator[MakeSheet]:
    yield padded(missing)
    if layout.answer_sheet:
        yield answer_sheet
    yield key_sheet
    if layout.feedback:
        yield feedback_sheet


def _print(
    press: Press, make: MakeSheet, form: Form, where: Location, whole: Mapping[str, Printed]
) -> Iterator[File | Diagnostic]:
    sheet = make(press.build.deck, form)
    try:
        printed = whole.get(sheet.name) or press.print(sheet)
    except (RefusedError, BrokenError) as error:
        parts = print_problems.parts(press.build.deck, make, form)
        yield from print_problems.refused(press, parts, f"quiz `{form.quiz}`", where, error)
        if isinstance(error, BrokenError):
            raise
        return
    pages = f", {count(printed.pages, 'page')}"
    if isinstance(sheet.content, QuizPaper) and form.letter == "A":
        pages += _with_a_page_less(press, sheet, printed)
    yield _file(sheet, (form,), printed.content, pages)
    if isinstance(sheet.content, QuizPaper):
        yield from print_problems.too_tall(form, printed.taller, where)
        yield from print_problems.cut_words(sheet.content, form, printed.wider, where)


def _with_a_page_less(press: Press, sheet: Sheet, printed: Printed) -> str:
    """Which setting would save the last page, where little stands on it. Large print and dyslexia
    serve readers who need their room."""
    layout = sheet.layout
    if printed.pages == 1 or printed.filled > _LITTLE or layout.style is not Style.STANDARD:
        return ""
    others = {
        "options: auto": replace(layout, options=Options.AUTO),
        f"size: {layout.points - 1:g}": replace(layout, size=layout.points - 1),
        "columns: 2": replace(layout, columns=layout.columns if layout.half_sheet else 2),
    }
    for setting, other in others.items():
        if other != layout and other.points >= _LEAST_SIZE:
            pages = press.print(dataclass_replace(sheet, layout=other)).pages
            if pages < printed.pages:
                return f" ({pages} with layout: {{{setting}}})"
    return ""


def _file(sheet: Sheet, forms: tuple[Form, ...], content: bytes, pages: str) -> File:
    return File(
        name=f"{sheet.name}.pdf",
        content=content,
        contains=f"{sheet.contains}{pages}",
        advice=sheet.advice,
        forms=tuple(form.name for form in forms),
    )
