"""Printable quizzes, keys and their other sheets as tagged PDF/UA-1, laid out by Typst.

A print run joins papers: of all forms in turn, or one for each student. Every form is laid out
once. Its pages are then placed on sheets as often as needed, and names are written on their lines.
So 300 papers cost little more time, memory and bytes than one. These files are not tagged: they are
for a printer, and people who read on a screen have the file of each form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from dataclasses import replace as dataclass_replace
from itertools import cycle, groupby, islice
from pathlib import Path
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace

from quizgen.diagnostics import Diagnostic, Location, TextFile, count, has_errors
from quizgen.quiz.layout import POINTS_A_MILLIMETRE, Layout, Options, Printing, Student, Style
from quizgen.quiz.model import Build, CompiledDeck, Form
from quizgen.writers import File
from quizgen.writers._paper.answer_key import feedback_sheet, key_sheet
from quizgen.writers._paper.every_sheet import line
from quizgen.writers._paper.quiz_paper import answer_sheet, quiz_sheet
from quizgen.writers._paper.records import MakeSheet, QuizPaper, Sheet
from quizgen.writers._paper.right_answers import grid_sheet
from quizgen.writers.pdf import print_problems
from quizgen.writers.pdf.press import FormField, Press, Printed
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


_PAPERS_IN_A_FILE = 50
_LISTED = 6  # letters of forms; more are given as a span
Page = dict[str, Any]


def is_wanted(printing: Printing, layout: Layout) -> bool:
    return bool(printing.copies or printing.students or layout.half_sheet)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One page of a file; `number` counts from 1."""

    file: str
    number: int
    fields: tuple[FormField, ...]

    def placed(self, left: float, student: Student | None) -> Page:
        words = list(self._words(student)) if student else []
        return {"file": self.file, "page": self.number, "left": left, "words": words}

    def _words(self, student: Student) -> Iterator[dict[str, Any]]:
        values = {"name": student.name, "class": student.group}
        values |= {str(place): value for place, (_, value) in enumerate(student.shown)}
        for field in self.fields:
            if values.get(field.name):
                yield to_builtins(field) | {"text": values[field.name]}


@dataclass(frozen=True, slots=True)
class _PrintedPaper:
    """All pages of a form and then of its answer sheet; None is a back that stays empty."""

    form: Form
    leaves: tuple[_Leaf | None, ...]
    student: Student | None = None


def padded(missing: Mapping[str, int]) -> MakeSheet:
    """Makes papers with as many pages more as their names say."""

    def make(deck: CompiledDeck, form: Form) -> Sheet:
        sheet = quiz_sheet(deck, form)
        return dataclass_replace(sheet, added_pages=missing.get(sheet.name, 0))

    return make


def print_run(press: Press, forms: Sequence[Form], missing: Mapping[str, int]) -> Iterator[File]:
    """Each file has at most fifty papers. All `forms` belong to one quiz."""
    layout = forms[0].layout
    laid_out = [_lay_out(press, form, place, padded(missing)) for place, form in enumerate(forms)]
    papers = list(_papers(laid_out, press.build.printing))
    starts = range(0, len(papers), _PAPERS_IN_A_FILE)
    for number, start in enumerate(starts, 1):
        part = papers[start : start + _PAPERS_IN_A_FILE]
        pages = list(_pages(part, layout))
        name = f"{press.build.about.name}-{forms[0].quiz}-print"
        name += f"-{number:0{len(str(len(starts)))}}" if len(starts) > 1 else ""
        yield File(
            name=f"{name}.pdf",
            content=press.impose(pages),
            contains=_contains(part, len(pages), layout),
            advice=_advice(layout),
            forms=tuple(form.name for form in forms),
            is_print_run=True,
        )


def _lay_out(press: Press, form: Form, place: int, paper: MakeSheet) -> _PrintedPaper:
    makes = (paper, answer_sheet) if form.layout.answer_sheet else (paper,)
    leaves: list[_Leaf | None] = []
    for make in makes:
        # The answer sheet begins on a front of its own, to be handed out by itself.
        leaves += [None] * (len(leaves) % form.layout.sides)
        sheet = make(press.build.deck, form)
        leaves += _leaves(press, sheet, f"run-{form.quiz}-{place}-{sheet.template}.pdf")
    return _PrintedPaper(form, tuple(leaves))


def _leaves(press: Press, sheet: Sheet, file: str) -> Iterator[_Leaf]:
    students = press.build.printing.students
    headings = [line(heading) for heading, _ in students[0].shown] if students else []
    printed = press.print_bare(sheet, headings)
    (press.scratch / file).write_bytes(printed.content)
    for number in range(1, printed.pages + 1):
        yield _Leaf(file, number, tuple(each for each in printed.fields if each.page == number))


def _papers(laid_out: list[_PrintedPaper], printing: Printing) -> Iterator[_PrintedPaper]:
    """The forms alternate, so that neighbours get different ones."""
    if printing.students:
        for student, each in zip(printing.students, cycle(laid_out), strict=False):
            yield dataclass_replace(each, student=student)
        return
    forms = len(laid_out)
    # Without a number, every form comes once; half sheets are cut, so their number is even.
    yield from islice(cycle(laid_out), printing.copies or forms + forms % 2)


def _pages(papers: Sequence[_PrintedPaper], layout: Layout) -> Iterator[Page]:
    """When both sides are printed, every paper begins on a front. The right halves go on where the
    left ones end, so both stacks lie in order when cut, and the forms alternate within each."""
    width, height = (length * POINTS_A_MILLIMETRE for length in layout.sheet)
    if layout.half_sheet:
        width, height = height, width
    lefts = -(-len(papers) // 2) if layout.half_sheet else len(papers)
    for group in (papers[place::lefts] for place in range(lefts)):
        longest = max(len(paper.leaves) for paper in group)
        for page in range(1, longest + longest % layout.sides + 1):
            placed = list(_placed(group, page, layout, width))
            yield {"width": width, "height": height, "cut": layout.half_sheet, "placed": placed}


def _placed(
    group: Sequence[_PrintedPaper], page: int, layout: Layout, width: float
) -> Iterator[Page]:
    """On a sheet turned over its short edge, the back of the left half is at the right."""
    is_back = layout.sides == 2 and page % 2 == 0
    for place, paper in enumerate(group):
        is_right = (place == 1) != (is_back and layout.half_sheet)
        leaf = paper.leaves[page - 1] if page <= len(paper.leaves) else None
        if leaf:
            yield leaf.placed(width / 2 if is_right else 0, paper.student)


def _contains(papers: Sequence[_PrintedPaper], pages: int, layout: Layout) -> str:
    letters = sorted({paper.form.letter for paper in papers})
    listed = " ".join(letters) if len(letters) <= _LISTED else f"{letters[0]} to {letters[-1]}"
    kind = count(len(papers), "named paper" if papers[0].student else "paper")
    turns = f", forms {listed} in turn" if len(letters) > 1 else ""
    sheets = -(-pages // layout.sides)
    kind += " with answer sheets" if layout.answer_sheet else ""
    return f"{kind}{turns}, on {count(sheets, 'sheet')}"


def _advice(layout: Layout) -> str:
    edge = "short" if layout.half_sheet else "long"
    how = "on one side" if layout.sides == 1 else f"on both sides, turned over the {edge} edge"
    cut = " Then cut the sheets along their line, and lay the left stack on the right one."
    cut = cut if layout.half_sheet else ""
    return f"Print it once, {how}: each paper begins on a fresh sheet.{cut}"
