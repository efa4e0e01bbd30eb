"""Workbooks (XLSX): the same tables as CSV; every sheet with headings is read.

Cells count as they are shown, and of a formula the value that was last saved: nothing is computed.
What a workbook may unpack to is bounded before it is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings
from zipfile import ZipFile

from quizgen.diagnostics import Diagnostic, Location, TextFile, count
from quizgen.importers._imported import (
    ForeignFile,
    Imported,
    Resemblance,
    members,
    not_kept,
    on_line,
    unread,
)
from quizgen.importers._table_row import TableRow
from quizgen.importers.csv import MOST_CELLS, has_headings, questions
from quizgen.reading.safe_files import Undecodable

if TYPE_CHECKING:
    from openpyxl import Workbook


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
    of_values, of_formulas = (_cells(each) for each in (values, formulas))
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


def _cells(sheet: Any) -> Iterable[tuple[Any, ...]]:
    """What a sheet says of its own size may be anything."""
    sheet.reset_dimensions()
    rows: Iterable[tuple[Any, ...]] = sheet.iter_rows(max_row=_MOST_ROWS, max_col=MOST_CELLS)
    return rows


_LONGEST_PATTERN = 200  # characters
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
_NOISE = re.compile(r"\[[^\]]*\]|_.|\*.")  # colours, locales, blanks as wide as a sign
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?")
_DATE_PART = re.compile(r'yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|AM/PM|"[^"]*"|\\.|.', re.I)
_PATTERNS = {
    "yyyy": "%Y", "yy": "%y", "mmmm": "%B", "mmm": "%b", "mm": "%m", "dddd": "%A", "ddd": "%a",
    "dd": "%d", "hh": "%H", "ss": "%S", "am/pm": "%p",
}  # fmt: skip
# Excel shows these by the settings of each computer, so no way of writing is that of the author.
_BY_LOCALE = frozenset({"mm-dd-yy", "m/d/yy", "m/d/yyyy", "general"})


def shown(cell: Any) -> str:
    """`cell` is one of openpyxl's."""
    try:
        return _shown(cell.value, str(cell.number_format or "General")[:_LONGEST_PATTERN])
    except (ArithmeticError, ValueError):  # a number with thousands of digits, or a year 0
        return ""


def _shown(value: Any, pattern: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case int() | float():
            return _number(value, pattern)
        case datetime() | date() | time():
            return _moment(value, pattern)
        case _:
            return str(value).replace("_x000D_", "")


def _number(value: float, pattern: str) -> str:
    section = _NOISE.sub("", (_SECTION.match(pattern) or [""])[0])
    core = _DIGITS.search(_LITERAL.sub(lambda found: " " * len(found[0]), section))
    if core is None or "/" in section or "E" in section.upper().replace("GENERAL", ""):
        # eleven digits, as a cell has room for; so 0.1 + 0.2 is 0.3
        is_whole = isinstance(value, int) or (value.is_integer() and abs(value) < 1e15)
        return str(int(value)) if is_whole else f"{value:.11g}"
    scaled = value * 100 if "%" in section else value
    decimals = len(core[0].partition(".")[2])
    grouped = "," if "," in core[0] else ""
    number = f"{scaled:{grouped}.{decimals}f}"
    before, after = (
        _LITERAL.sub(lambda found: found[1] or found[2] or "", part)
        for part in (section[: core.start()], section[core.end() :])
    )
    return f"{before}{number}{after}".strip()


def _moment(value: date | time, pattern: str) -> str:
    bare = _NOISE.sub("", pattern.partition(";")[0])
    if bare.lower() in _BY_LOCALE:
        is_midnight = isinstance(value, datetime) and value.time() == time()
        return (value.date() if is_midnight and isinstance(value, datetime) else value).isoformat()
    parts = _DATE_PART.findall(bare)
    has_halves = any(part.lower() == "am/pm" for part in parts)
    written: list[str] = []
    is_after_hour = False
    for part in parts:
        written.append(_date_part(value, part, is_after_hour, has_halves))
        if part.isalpha():
            is_after_hour = part.lower() in ("h", "hh")
    return "".join(written).strip()


def _date_part(value: Any, part: str, is_minute: bool, has_halves: bool) -> str:
    lowered = part.lower()
    if part.startswith(('"', "\\")):
        return part.strip('"\\')
    if lowered in ("m", "mm") and (is_minute or isinstance(value, time)):
        return f"{value.minute:0{len(part)}d}"
    if lowered in ("h", "hh"):
        hour = (value.hour - 1) % 12 + 1 if has_halves else value.hour
        return f"{hour:0{len(part)}d}"
    if lowered in ("d", "m", "s"):
        return str({"d": value.day, "m": value.month, "s": value.second}[lowered])
    return str(value.strftime(_PATTERNS[lowered])) if lowered in _PATTERNS else part
