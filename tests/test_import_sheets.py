"""Workbooks: what a cell shows, several sheets, and files made to do harm."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import CliRunner
from importing import foreign, read_file
from making import replace
from openpyxl import Workbook
from test_import_shapes import SHAPES, told

from quizgen.__main__ import cli
from quizgen.importers import ForeignFile, Imported, Resemblance
from quizgen.importers.csv import separator_of
from quizgen.importers.xlsx import likeness

HEADS = ("question", "A", "B", "C", "key")


def workbook(*rows: Sequence[object], **sheets: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def file_of(content: bytes) -> ForeignFile:
    return replace(foreign("", "q.xlsx"), content=content)


def read(content: bytes) -> tuple[list[Imported], list[str]]:
    return read_file("xlsx", file_of(content))


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed, or added."""
    buffer = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for each in {*old.namelist(), name}:
            data = old.read(each) if each in old.namelist() else b""
            new.writestr(each, change(data) if each == name else data)
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_workbook_is_read_like_a_table() -> None:
    content = workbook(("My quiz",), (), HEADS, ("Capital of Italy?", "Oslo", "Rome", "Bonn", "B"))
    found, said = read(content)
    assert [(each.kind, dict(each.keys)) for each in found] == [
        ("choice", {"stem": "Capital of Italy?", "key": "Rome", "distractors": ["Oslo", "Bonn"]})
    ]
    assert said == ["1: what stands above the headings is left out"]


@pytest.mark.parametrize("shape", [each for each in SHAPES if each != "Excel's own separator"])
def test_every_shape_is_read_in_a_workbook_too(shape: str) -> None:
    text, wanted = SHAPES[shape]
    separator, _ = separator_of(text)
    found, _ = read(workbook(*csv.reader(StringIO(text), delimiter=separator)))
    assert tuple(told(each.kind, {**each.keys}) for each in found) == wanted


def test_a_row_that_cannot_be_read_is_named_by_its_number() -> None:
    found, said = read(workbook(HEADS, ("a", 1, 2, 3, "A"), ("b", 1, 2, 3, "Q"), ("c", 1, 2, 3, 3)))
    assert [each.keys["stem"] for each in found] == ["a", "c"]
    assert said == ["3: the key “Q” is not one of the options"]


@pytest.mark.parametrize(
    ("value", "pattern", "shown"),
    [
        (3.5, "General", "3.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1822, "General", "1822"),
        (2.0, "General", "2"),
        (3.5, "0.00", "3.50"),
        (0.25, "0%", "25%"),
        (0.125, "0.0%", "12.5%"),
        (14000, "#,##0", "14,000"),
        (9.9, '"$"#,##0.00', "$9.90"),
        (5, '0" km"', "5 km"),
        (-3, "0;[Red]-0", "-3"),
        (602e21, "0.00E+00", "6.02e+23"),
        (True, "General", "TRUE"),
        (date(2025, 12, 31), "dd.mm.yyyy", "31.12.2025"),
        (date(2025, 3, 1), "d mmmm yyyy", "1 March 2025"),
        (date(2025, 3, 1), "mm-dd-yy", "2025-03-01"),
        (datetime(2025, 3, 1, 9, 5), "yyyy-mm-dd hh:mm", "2025-03-01 09:05"),
        (time(14, 30), "h:mm AM/PM", "2:30 PM"),
        ("a_x000D_\nb", "General", "a\\\nb"),
        ("x=1", "@", "x=1"),
    ],
)
def test_a_cell_counts_as_it_is_shown(value: object, pattern: str, shown: str) -> None:
    book = Workbook()
    book.active.append(("question", "answer"))
    cell = book.active.cell(2, 2, value)
    cell.data_type = "s" if isinstance(value, str) else cell.data_type
    cell.number_format = pattern
    book.active.cell(2, 1, "What?")
    ((question,), said) = read(saved(book))
    assert question.keys.get("key") == (shown if shown != "TRUE" else True)
    assert said == []


def test_every_sheet_with_headings_is_read() -> None:
    content = workbook(
        HEADS, ("a", 1, 2, 3, "A"),
        More=(HEADS, ("b", 1, 2, 3, "B"), ("c", 1, 2, 3, "X")), Notes=(("read me",),),
    )  # fmt: skip
    found, said = read(content)
    assert [each.keys["stem"] for each in found] == ["a", "b"]
    assert [each.where.file.name for each in found] == ["file[Sheet]", "file[More]"]
    assert said == [
        "3: the key “X” is not one of the options",
        "1: the sheet “Notes” has no headings of questions",
    ]


def test_hidden_sheets_and_sheets_without_any_cell_are_nothing() -> None:
    book = Workbook()
    book.active.append(("question", "answer"))
    book.create_sheet("Empty")
    hidden = book.create_sheet("Old")
    hidden.append(("question", "answer"))
    hidden.append(("a", "b"))
    hidden.sheet_state = "hidden"
    assert read(saved(book)) == ([], [])


def test_a_formula_counts_as_its_saved_value_and_is_never_computed() -> None:
    content = workbook(
        ("question", "answer"), ("Sum?", "=1+1"), ("=cmd|' /C calc'!A0", "x"), ("Who?", "She")
    )
    unsaved, value = re.compile(rb"<f>1\+1</f><v(?: ?/>|></v>)"), b"<f>1+1</f><v>2</v>"
    found, said = read(with_part(content, SHEET, lambda xml: unsaved.sub(value, xml)))
    assert [(each.keys["stem"], each.keys["key"]) for each in found] == [
        ("Sum?", "2"),
        ("Who?", "She"),
    ]
    assert said == [
        "3: 1 formula without a saved value: left out, since nothing is computed",
        "3: the question of the row is missing",
    ]


def test_pictures_in_a_workbook_are_said_to_be_lost() -> None:
    content = workbook(("question", "answer"), ("a", "b"))
    with_picture = with_part(content, "xl/media/image1.png", lambda _: b"x")
    assert read(with_picture)[1] == ["1: not kept: the pictures in the workbook (1)"]


# --- Harm -----------------------------------------------------------------------------------

TABLE = workbook(("question", "answer"), ("a", "b"))
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def bombs() -> Iterator[tuple[str, bytes, str]]:
    zeros = b"0" * 50_000_000
    yield "one large part", with_part(TABLE, "xl/x.xml", lambda _: zeros), "it unpacks to 50 MB"
    yield "many parts", many_parts(), "it unpacks to 0 MB"
    yield "entities", with_part(TABLE, SHEET, lambda xml: ENTITIES + xml), "declares entities"
    yield "UTF-16", with_part(TABLE, SHEET, lambda xml: xml.decode().encode("utf-16")), "entities"
    cells = b'<row r="3">' + b"<c/>" * 30_000 + b"</row></sheetData>"
    wide = with_part(TABLE, SHEET, lambda xml: xml.replace(b"</sheetData>", cells))
    yield "a wide row", wide, "more cells than can be read"
    rows = b"<row><c/></row>" * 600_000 + b"</sheetData>"
    tall = with_part(TABLE, SHEET, lambda xml: xml.replace(b"</sheetData>", rows))
    yield "a tall sheet", tall, "more cells than can be read"
    yield "cut in half", TABLE[: len(TABLE) // 2], "no workbook that can be read"
    yield "no XML", with_part(TABLE, "xl/workbook.xml", lambda _: b"<"), "no workbook"


def many_parts() -> bytes:
    buffer = BytesIO(TABLE)
    with ZipFile(buffer, "a") as parts:
        for number in range(6_000):
            parts.writestr(f"x{number}", b"")
    return buffer.getvalue()


@pytest.mark.parametrize(("content", "said"), [pytest.param(*b[1:], id=b[0]) for b in bombs()])
def test_what_would_take_all_memory_is_not_opened(content: bytes, said: str) -> None:
    found, messages = read(content)
    assert found == []
    assert said in messages[0]


@pytest.mark.parametrize("ref", ["A1:XFD1048576", "A1", "ZZZ9:A1", "x", ""])
def test_what_a_sheet_says_of_its_size_does_not_count(ref: str) -> None:
    content = with_part(
        TABLE,
        SHEET,
        lambda xml: re.sub(rb'dimension ref="[^"]*"', f'dimension ref="{ref}"'.encode(), xml),
    )
    assert [each.keys["key"] for each in read(content)[0]] == ["b"]


def test_cells_far_below_and_far_right_are_left_out_and_said() -> None:
    far = b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>'
    content = with_part(TABLE, SHEET, lambda xml: xml.replace(b"</sheetData>", far))
    found, said = read(content)
    assert [each.keys["key"] for each in found] == ["b"]
    assert said == ["1: there are rows far below the others; they are left out"]


# --- By content -----------------------------------------------------------------------------


def test_a_workbook_is_known_by_its_content(tmp_path: Path, enter: Callable[[Path], None]) -> None:
    """An .xlsx that was renamed .csv, and the reverse."""
    enter(tmp_path)
    (tmp_path / "a.csv").write_bytes(TABLE)
    (tmp_path / "b.xlsx").write_bytes(b"question,answer\na,b\n")
    for name in ("a.csv", "b.xlsx"):
        result = CliRunner().invoke(cli, ["import", name], prog_name="quizgen")
        assert result.stdout.splitlines()[-1] == "1 read, 0 not read.", result.output


def test_another_archive_is_no_workbook() -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as parts:
        parts.writestr("word/document.xml", "<x/>")
    assert likeness(file_of(buffer.getvalue())) is Resemblance.NONE
