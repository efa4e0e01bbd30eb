"""The sheets of a workbook, as texts. openpyxl reads them, after a look at what they unpack to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings
from zipfile import ZipFile

from quizgen.importers._cell_values import shown
from quizgen.importers._rows import MOST_CELLS
from quizgen.reading.safe_files import Undecodable

if TYPE_CHECKING:
    from openpyxl import Workbook

_MOST_PARTS = 5_000
_MOST_SHEETS = 50
_MOST_ROWS = 20_100  # more than a table may have
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")
_UNPACKED = 200_000_000  # bytes, most of them pictures
_UNPACKED_XML = 40_000_000
_MOST_TAGS = 1_500_000  # 300,000 cells
_MOST_TAGS_OF_A_ROW = 20_000
_ROW_ENDS = re.compile(rb"</(?:\w+:)?row>")
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\b[^>]*?\sr=\"(\d+)")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)|\x00")  # entities, or XML in UTF-16


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """`unknown_formulas` are the rows, from 1, with a formula that has no saved value."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    unknown_formulas: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sheets:
    """`is_cut` says that there are cells below the last row that is read."""

    all: tuple[WorkbookSheet, ...]
    is_cut: bool


def open_sheets(content: bytes) -> Sheets | Undecodable:
    """The sheets that can be seen; not those for charts or macros."""
    try:
        with ZipFile(BytesIO(content)) as parts:
            if problem := _too_large(parts):
                return problem
            written = [parts.read(name) for name in parts.namelist() if _SHEET.match(name)]
        has_formulas = any(map(_FORMULA.search, written))
        values = _opened(content, values=True)
        formulas = _opened(content, values=False) if has_formulas else values
        pairs = zip(values.worksheets[:_MOST_SHEETS], formulas.worksheets, strict=False)
        sheets = [_sheet(*pair) for pair in pairs if pair[0].sheet_state == "visible"]
        return Sheets(tuple(sheets), is_cut=any(map(_goes_on, written)))
    # What is damaged fails in zipfile, in the XML parser or in openpyxl, each in its own ways.
    except Exception as fault:
        hint = "open it in its program and save it again as .xlsx, or as CSV"
        return Undecodable(f"no workbook that can be read ({type(fault).__name__})", hint)


def _too_large(parts: ZipFile) -> Undecodable | None:
    entries = parts.infolist()
    xml = [each for each in entries if each.filename.endswith((".xml", ".rels"))]
    unpacked = sum(each.file_size for each in entries)
    size = sum(each.file_size for each in xml)
    hint = "save the sheet with the questions as a workbook of its own, or as CSV"
    if len(entries) > _MOST_PARTS or unpacked > _UNPACKED or size > _UNPACKED_XML:
        return Undecodable(f"it unpacks to {unpacked // 1_000_000} MB, which is too much", hint)
    tags = 0
    for each in xml:
        data = parts.read(each)
        if _DECLARES.search(data):
            return Undecodable("its XML declares entities, as no program writes it", hint)
        rows = [row.count(b"<") for row in _ROW_ENDS.split(data)]
        tags += data.count(b"<")
        is_sheet = _SHEET.match(each.filename)
        if tags > _MOST_TAGS or (is_sheet and max(rows) > _MOST_TAGS_OF_A_ROW):
            return Undecodable("it has more cells than can be read", hint)
    return None


def _goes_on(sheet: bytes) -> bool:
    """Whether a row below those that are read has a value."""
    return any(
        int(found[1][:12]) >= _MOST_ROWS and (b"v>" in row or b"is>" in row)
        for row in _ROW_ENDS.split(sheet)
        if (found := _ROW_NUMBER.search(row))
    )


def _opened(content: bytes, *, values: bool) -> Workbook:
    from openpyxl import load_workbook

    with catch_warnings(action="ignore"):  # of what it cannot write back, which nobody asks for
        return load_workbook(BytesIO(content), read_only=True, data_only=values)


def _sheet(values: Any, formulas: Any) -> WorkbookSheet:
    """Both are the same sheet of openpyxl: with the saved values, and with the formulas."""
    rows: list[tuple[str, ...]] = []
    unknown: list[int] = []
    of_values, of_formulas = (_rows(each) for each in (values, formulas))
    for number, (cells, written) in enumerate(zip_longest(of_values, of_formulas), 1):
        rows.append(_without_end(map(shown, cells or ())))
        lost = [
            each
            for cell, each in zip(cells or (), written or (), strict=False)
            if cell.value is None and each.data_type == "f"
        ]
        unknown += [number] * len(lost)
    while rows and not rows[-1]:
        rows.pop()
    return WorkbookSheet(str(values.title), tuple(rows), tuple(unknown))


def _without_end(cells: Iterable[str]) -> tuple[str, ...]:
    """The cells up to the last that has something."""
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _rows(sheet: Any) -> Iterable[tuple[Any, ...]]:
    """What a sheet says of its own size may be anything."""
    sheet.reset_dimensions()
    rows: Iterable[tuple[Any, ...]] = sheet.iter_rows(max_row=_MOST_ROWS, max_col=MOST_CELLS)
    return rows
