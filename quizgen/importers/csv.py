"""Tables as text (CSV, TSV): a row for each question, columns in any order.

The first row names the columns, in any of many languages; there may be title rows above it. What is
not known can be named with `--heads`. Two columns without names are the sides of cards.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from quizgen.diagnostics import Diagnostic
from quizgen.importers._foreign_file import ForeignFile, Resemblance
from quizgen.importers._imported import Imported
from quizgen.importers._rows import TableRow, first_line, rows, separator_of
from quizgen.importers._table import is_bank, questions

_FIRST = 40  # rows, with the headings among them


def likeness(file: ForeignFile) -> Resemblance:
    if not file.text.text.strip():
        return Resemblance.NONE
    _, is_even = separator_of(file.text.text)
    found = islice(_rows(file), _FIRST)
    if is_bank([row for row in found if isinstance(row, TableRow)]):
        return Resemblance.CERTAIN
    if is_even:
        return Resemblance.STRONG
    return Resemblance.SLIGHT if file.ending in ("csv", "tsv") else Resemblance.NONE


def read(file: ForeignFile) -> Iterator[Imported | Diagnostic]:
    return questions(_rows(file), file.wishes)


def _rows(file: ForeignFile) -> Iterator[TableRow | Diagnostic]:
    separator, _ = separator_of(file.text.text)
    return rows(file.text, separator, first_line(file.text.text))
