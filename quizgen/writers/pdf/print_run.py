"""A print run joins papers for the printer: of all forms in turn, or one for each student.

Every form is laid out once. Its pages are then placed on sheets as often as needed, and names are
written on their lines. So 300 papers cost little more time, memory and bytes than one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from typing import Any

from msgspec import to_builtins

from quizgen.phrases import count
from quizgen.quiz.layout import POINTS_A_MILLIMETRE, Layout, Printing, Student
from quizgen.quiz.model import CompiledDeck, Form
from quizgen.writers import File
from quizgen.writers._paper.every_sheet import line
from quizgen.writers._paper.quiz_paper import answer_sheet, quiz_sheet
from quizgen.writers._paper.records import MakeSheet, Sheet
from quizgen.writers.pdf.press import FormField, Press

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
        return replace(sheet, added_pages=missing.get(sheet.name, 0))

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
            yield replace(each, student=student)
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
