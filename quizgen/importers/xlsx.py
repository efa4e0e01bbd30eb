"""Workbooks (XLSX): the same tables as CSV; every sheet with headings is read.

Cells count as they are shown, and of a formula the value that was last saved: nothing is computed.
What a workbook may unpack to is bounded before it is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.importers._foreign_file import ForeignFile, Resemblance
from quizgen.importers._imported import Imported, not_kept, on_line, unread
from quizgen.importers._other_formats import members
from quizgen.importers._rows import TableRow
from quizgen.importers._sheets import WorkbookSheet, open_sheets
from quizgen.importers._table import has_headings, questions
from quizgen.phrases import count
from quizgen.reading.safe_files import Undecodable


def likeness(file: ForeignFile) -> Resemblance:
    is_workbook = "xl/workbook.xml" in members(file.content)
    return Resemblance.CERTAIN if is_workbook else Resemblance.NONE


def read(file: ForeignFile) -> Iterator[Imported | Diagnostic]:
    sheets, place = open_sheets(file.content), Location(TextFile(file.text.name, ""))
    if isinstance(sheets, Undecodable):
        yield unread(place, sheets.message, sheets.hint)
        return
    if sheets.is_cut:
        yield unread(place, "there are rows far below the others; they are left out")
    inside = members(file.content)
    if pictures := sum(name.startswith("xl/media/") for name in inside):
        message = f"not kept: the pictures in the workbook ({pictures})"
        yield not_kept(place, message, "name them in a column")
    is_one = len(sheets.all) == 1
    tables = [
        (sheet, _rows(file.text.name, "" if is_one else sheet.name, sheet.rows))
        for sheet in sheets.all
    ]
    asked = [rows for _, rows in tables if has_headings(rows)]
    for sheet, rows in tables:
        if rows in asked or not asked:
            yield from _without_values(rows, sheet)
            yield from questions(rows, file.wishes)
        elif rows:
            yield not_kept(rows[0].where, f"the sheet “{sheet.name}” has no headings of questions")


def _rows(name: str, sheet: str, rows: Sequence[tuple[str, ...]]) -> list[TableRow]:
    """The rows in a text that has a line for each of them, to point at."""
    lines = ["\t".join(" ".join(cell.split()) for cell in cells) for cells in rows]
    shown = TextFile(f"{name}[{sheet}]" if sheet else name, "\n".join(lines))
    return [
        TableRow(on_line(shown, number), tuple(cell.strip() for cell in cells))
        for number, cells in enumerate(rows, 1)
        if any(cell.strip() for cell in cells)
    ]


def _without_values(rows: list[TableRow], sheet: WorkbookSheet) -> Iterator[Diagnostic]:
    if rows and sheet.unknown_formulas:
        where = on_line(rows[0].where.file, sheet.unknown_formulas[0])
        many = count(len(sheet.unknown_formulas), "formula")
        message = f"{many} without a saved value: left out, since nothing is computed"
        yield not_kept(where, message, "open the workbook in its program and save it again")
