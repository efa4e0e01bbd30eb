"""Reads the rows of a table in a text file, each with the line in which it begins."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.diagnostics import Diagnostic, Severity, TextFile
from quizgen.importers._imported import on_line


@dataclass(frozen=True, slots=True)
class TableRow:
    line: int
    cells: tuple[str, ...]


def rows(file: TextFile, first_line: int, separator: str) -> Iterator[TableRow | Diagnostic]:
    """From a line on, counted from 1; empty ones are left out. A row that cannot be read, such as
    one with a quotation mark that has no partner, is reported, and the next line begins a row."""
    lines = [f"{line}\n" for line in file.text.split("\n")[first_line - 1 :]]
    at = 0
    while at < len(lines):
        reader = csv.reader(lines[at : at + _MOST_LINES], delimiter=separator, strict=True)
        try:
            cells = next(reader)
        except csv.Error as fault:
            hint = 'put a cell that has a " between quotation marks, and double each " inside it'
            where = on_line(file, first_line + at)
            message = f"this row cannot be read: {fault}"
            yield Diagnostic(where, "row-not-read", message, hint, Severity.WARNING)
            at += 1
            continue
        if any(cell.strip() for cell in cells):
            yield TableRow(first_line + at, tuple(cells))
        at += reader.line_num


_MOST_LINES = 100  # in one row; if there are more, a quotation mark was not closed
