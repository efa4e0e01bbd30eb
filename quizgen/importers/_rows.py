"""Reads the rows of a table in a text file, each with the place where it begins."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.importers._imported import on_line, unread
from quizgen.interchange.spreadsheet_cell import unguarded

MOST_CELLS = 300  # in a row; more is damage
_MOST_LINES = 100  # in one row; if there are more, a quotation mark was not closed
_SAMPLE = 20_000  # characters; the separator is guessed from these
_EVEN = 0.8  # of the lines; prose has a comma in many
_QUOTED = re.compile(r'"[^"]*"')
_EXCEL_SAYS = re.compile(r"sep=(.)\n")


@dataclass(frozen=True, slots=True)
class TableRow:
    """`cells` have no blanks around them."""

    where: Location
    cells: tuple[str, ...]


def rows(file: TextFile, separator: str, first_line: int = 1) -> Iterator[TableRow | Diagnostic]:
    """From a line on, counted from 1; empty ones are left out. A row that cannot be read, such as
    one with a quotation mark that has no partner, is reported, and the next line begins a row."""
    lines = [f"{line}\n" for line in file.text.split("\n")[first_line - 1 :]]
    at = 0
    while at < len(lines):
        where = on_line(file, first_line + at)
        reader = csv.reader(lines[at : at + _MOST_LINES], delimiter=separator, strict=True)
        try:
            cells = next(reader)
        except csv.Error as fault:
            hint = 'put a cell that has a " between quotation marks, and double each " inside it'
            yield unread(where, f"this row cannot be read: {fault}", hint)
            at += 1
            continue
        if len(cells) > MOST_CELLS:
            yield unread(where, f"the row has {len(cells):,} cells; {MOST_CELLS} are read")
        elif any(cell.strip() for cell in cells):
            yield TableRow(where, tuple(unguarded(cell.strip()) for cell in cells))
        at += reader.line_num


def separator_of(text: str, among: Sequence[str] = (",", ";", "\t", "|")) -> tuple[str, bool]:
    """Guesses what parts the cells, and says whether that parts nearly all lines alike. Text
    between quotation marks does not count; of several marks, the one in the first line counts."""
    said = _EXCEL_SAYS.match(text)
    if said:
        return said[1], True
    lines = [line for line in _QUOTED.sub("", text[:_SAMPLE]).split("\n") if line.strip()] or [""]

    def evenness(mark: str) -> tuple[bool, int, int]:
        number, times = Counter(line.count(mark) for line in lines).most_common(1)[0]
        return mark in lines[0], times if number else 0, number

    best = max(among, key=evenness)
    _, times, _ = evenness(best)
    return best, times >= _EVEN * len(lines)


def first_line(text: str) -> int:
    """The line with the first row: behind the `sep=;` that Excel may write."""
    return 2 if _EXCEL_SAYS.match(text) else 1
