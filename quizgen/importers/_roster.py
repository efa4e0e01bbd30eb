"""Reads a list of students from a workbook, or from the CSV that a spreadsheet saves.

Columns are known by their headings, in any of the languages. One or more hold the name, and there
may be one for the class and one for the id. The separator is the one that occurs most often in the
heading line, since a Russian or Kazakh spreadsheet writes semicolons.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from quizgen.diagnostics import Diagnostic, Location, TextFile, count, has_errors
from quizgen.importers._headings import words
from quizgen.importers._imported import bare
from quizgen.importers._table_row import TableRow
from quizgen.importers.xlsx import open_sheets
from quizgen.quiz.layout import Student
from quizgen.reading.nodes import Report, did_you_mean, refused_characters
from quizgen.reading.safe_files import Undecodable, decode

_ID = "id"
_MOST = 5000  # students, as many as --copies
_LONGEST = 80  # characters that a line can hold in small type
_LONGEST_HEADING = 24  # characters that leave room for the line beside it


def roster_text(content: bytes) -> str | Undecodable:
    """The list as CSV. Of a workbook, it must be the only sheet that has any rows."""
    if not content.startswith(b"PK"):
        return decode(content)
    sheets = open_sheets(content)
    if isinstance(sheets, Undecodable):
        return sheets
    filled = [sheet for sheet in sheets.all if sheet.rows]
    if len(filled) > 1:
        listed = ", ".join(f"“{sheet.name}”" for sheet in filled)
        hint = "save the sheet of the class as a workbook of its own, or as CSV"
        return Undecodable(f"several of its sheets have rows ({listed})", hint)
    text = StringIO()
    for sheet in filled:
        csv.writer(text, lineterminator="\n").writerows(sheet.rows)
    return text.getvalue()


def read_roster(
    file: TextFile, show: Sequence[str] = ()
) -> tuple[tuple[Student, ...], list[Diagnostic]]:
    """`show` names further columns to print. There are no students if there is an error, so that
    no teacher prints half a class."""
    report = Report(file)
    report.problems += refused_characters(file)
    rows = list(_rows(file, report))
    if not rows:
        if not report.problems:
            report.error(Location(file), "roster-empty", "the list is empty", _EXAMPLE)
        return (), report.problems
    if len(rows) - 1 > _MOST:
        message = f"{len(rows) - 1:,} students are in the list; one print run takes {_MOST:,}"
        report.error(rows[_MOST + 1].where, "roster-too-long", message, "split the list")
        return (), report.problems
    columns = _columns(rows[0], show, report)
    students = () if columns is None else tuple(_students(rows[1:], columns, report))
    if not students and not report.problems:
        message = "the list has headings and no students"
        report.error(rows[0].where, "roster-empty", message, _EXAMPLE)
    return (() if has_errors(report.problems) else students), report.problems


_EXAMPLE = "write a line of headings, such as name,class,id, and a line for each student"


def _rows(file: TextFile, report: Report) -> Iterator[TableRow]:
    """Yields the rows that are not empty. A cell may span several lines of the file."""
    reader = csv.reader(
        StringIO(file.text, newline=""), delimiter=max(",;\t", key=file.line(1).count), strict=True
    )
    last = 0
    try:
        for cells in reader:
            where = _lines(file, last, reader.line_num)
            last = reader.line_num
            if any(cell.strip() for cell in cells):
                yield TableRow(where, tuple(" ".join(cell.split()) for cell in cells))
    except csv.Error as error:
        where = _lines(file, last, reader.line_num)
        hint = "a quotation mark inside a cell is written twice"
        report.error(where, "roster-damaged", f"this line is not CSV: {error}", hint)


def _lines(file: TextFile, before: int, last: int) -> Location:
    starts = file.line_starts
    end = starts[last] - 1 if last < len(starts) else len(file.text)
    return Location(file, starts[min(before, len(starts) - 1)], end)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The indexes of the cells in a row."""

    headings: tuple[str, ...]
    names: tuple[int, ...]
    group: int | None
    id: int | None
    shown: tuple[int, ...]


def _columns(row: TableRow, show: Sequence[str], report: Report) -> _Columns | None:
    headings, meant = [bare(heading) for heading in row.cells], words("students")
    names = tuple(at for at, heading in enumerate(headings) if heading in meant["name"])
    groups = [at for at, heading in enumerate(headings) if heading in meant["class"]]
    ids = [headings.index(_ID)] if _ID in headings else []
    if not names:
        listed = ", ".join(f"“{cell}”" for cell in row.cells)
        message = f"no column has names; the columns are {listed}"
        report.error(row.where, "roster-column", message, "give one of them the heading `name`")
        return None
    shown = dict.fromkeys([*ids, *(_column(name, row, report) for name in show)])
    found = [at for at in shown if at is not None]
    for heading in (row.cells[at] for at in found):
        _check_length(heading, _LONGEST_HEADING, row, report)
    used = {*names, *groups[:1], *found}
    unused = [f"“{cell}”" for at, cell in enumerate(row.cells) if cell and at not in used]
    if unused and not report.problems:
        message = f"not printed: {', '.join(unused)}"
        report.info(row.where, "roster-column", message, "name a column with --show to print it")
    return _Columns(
        headings=row.cells,
        names=names,
        group=next(iter(groups), None),
        id=next(iter(ids), None),
        shown=tuple(found),
    )


def _column(name: str, row: TableRow, report: Report) -> int | None:
    headings = [heading.casefold() for heading in row.cells]
    if name.casefold() in headings:
        return headings.index(name.casefold())
    message = f"there is no column “{name}” to print"
    report.error(row.where, "roster-column", message, did_you_mean(name, row.cells))
    return None


def _students(rows: Sequence[TableRow], columns: _Columns, report: Report) -> Iterator[Student]:
    seen: dict[str, TableRow] = {}
    alike: dict[tuple[object, ...], TableRow] = {}
    for row in rows:
        cells = (*row.cells, *[""] * (len(columns.headings) - len(row.cells)))
        name = " ".join(filter(None, (cells[at] for at in columns.names)))
        _check(row, name, columns, report)
        if columns.id is not None and (own := cells[columns.id]):
            first = seen.setdefault(own, row)
            if first is not row:
                line, _ = report.file.line_and_column(first.where.start)
                message = f"the student in line {line} also has the id {own}"
                report.error(row.where, "roster-same-id", message, "correct one, or remove it")
        group = cells[columns.group] if columns.group is not None else ""
        shown = tuple((columns.headings[at], cells[at]) for at in columns.shown)
        if (first := alike.setdefault((name, group, shown), row)) is not row and name:
            line, _ = report.file.line_and_column(first.where.start)
            message = f"the paper of “{name}” looks like that of the student in line {line}"
            hint = "add a column `id`, or one that tells them apart, and print it with --show"
            report.warning(row.where, "roster-same-name", message, hint)
        yield Student(name=name, group=group, shown=shown, where=row.where)


def _check(row: TableRow, name: str, columns: _Columns, report: Report) -> None:
    if len(row.cells) > len(columns.headings):
        headings = count(len(columns.headings), "heading")
        message = f"this row has {len(row.cells)} cells below {headings}"
        hint = "a cell that holds a separator needs quotation marks"
        report.error(row.where, "roster-damaged", message, hint)
    elif not name:
        report.error(row.where, "roster-no-name", "this student has no name", "write one")
    longest = max((name, *row.cells), key=len)
    _check_length(longest, _LONGEST, row, report)


def _check_length(cell: str, most: int, row: TableRow, report: Report) -> None:
    if len(cell) > most:
        message = f"“{cell[:20]}…” has {len(cell)} characters; a paper has room for {most} here"
        report.error(row.where, "roster-too-long", message, "shorten it")
