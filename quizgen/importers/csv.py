"""Tables as text (CSV, TSV): a row for each question, columns in any order.

The first row names the columns, in any of many languages; there may be title rows above it. What is
not known can be named with `--heads`. Two columns without names are the sides of cards.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from quizgen.diagnostics import Diagnostic, TextFile
from quizgen.importers._foreign_file import ForeignFile, Resemblance
from quizgen.importers._imported import Imported, on_line, unread
from quizgen.importers._table import is_bank, questions
from quizgen.importers._table_row import TableRow
from quizgen.interchange.spreadsheet_cell import unguarded

_FIRST = 40  # rows, with the headings among them


def likeness(file: ForeignFile) -> Resemblance:
    if not file.text.text.strip():
        return Resemblance.NONE
    _, is_even = separator_of(file.text.text)
    found = islice(_rows_of(file), _FIRST)
    if is_bank([row for row in found if isinstance(row, TableRow)]):
        return Resemblance.CERTAIN
    if is_even:
        return Resemblance.STRONG
    return Resemblance.SLIGHT if file.ending in ("csv", "tsv") else Resemblance.NONE


def read(file: ForeignFile) -> Iterator[Imported | Diagnostic]:
    return questions(_rows_of(file), file.wishes)


def _rows_of(file: ForeignFile) -> Iterator[TableRow | Diagnostic]:
    separator, _ = separator_of(file.text.text)
    return rows(file.text, separator, first_line(file.text.text))


MOST_CELLS = 300  # in a row; more is damage
_MOST_LINES = 100  # in one row; if there are more, a quotation mark was not closed
_SAMPLE = 20_000  # characters; the separator is guessed from these
_EVEN = 0.8  # of the lines; prose has a comma in many
_QUOTED = re.compile(r'"[^"]*"')
_EXCEL_SAYS = re.compile(r"sep=(.)\n")


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
