"""Rows of a text with separators, each with the line that it begins in."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.diagnostics import Diagnostic, TextFile
from quizgen.importers._imported import not_kept, on_line


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: tuple[str, ...]


def rows(file: TextFile, first_line: int, separator: str) -> Iterator[Row | Diagnostic]:
    """From a line on, counted from 1; empty ones are none. A quotation mark without a partner
    would swallow the rest of the file: reading ends there, and that is said."""
    lines = file.text.split("\n")[first_line - 1 :]
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator, strict=True)
    while True:
        begins = first_line + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            message = f"this row and what follows cannot be read: {fault}"
            hint = 'a cell that holds " is put between ", and its own are doubled'
            yield not_kept(on_line(file, begins), message, hint)
            return
        if any(cell.strip() for cell in cells):
            yield Row(begins, tuple(cells))
