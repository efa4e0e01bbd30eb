"""Tables as text (CSV, TSV): a row for each question, columns in any order.

The first row names the columns, in any of many languages; there may be title rows above it. What is
not known can be named with `--heads`. Two columns without names are the sides of cards.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from quizgen.diagnostics import Diagnostic, TextFile
from quizgen.importers import _imported
from quizgen.importers._headings import Column, columns_of, names_truths, wished
from quizgen.importers._imported import ForeignFile, Imported, Resemblance, Wishes
from quizgen.importers._language import language_named, language_of
from quizgen.importers._table_question import question
from quizgen.importers._table_row import (
    KeyCell,
    KeyNaming,
    TableQuestion,
    TableRow,
    naming_of,
    right_options,
    states_options,
)
from quizgen.interchange.spreadsheet_cell import unguarded
from quizgen.quiz.languages import FALLBACK

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
    is_named = _EXCEL_SAYS.match(file.text.text)  # in a line of its own
    return rows(file.text, separator, 2 if is_named else 1)


MOST_CELLS = 300  # in a row; more is damage
_MOST_LINES = 100  # in one row; if there are more, a quotation mark was not closed
_SAMPLE = 20_000  # characters; the separator is guessed from these
_EVEN = 0.8  # of the lines; prose has a comma in many
_CITED = re.compile(r'"[^"]*"')
_EXCEL_SAYS = re.compile(r"sep=(.)\n")


def rows(file: TextFile, separator: str, first_line: int = 1) -> Iterator[TableRow | Diagnostic]:
    """From a line on, counted from 1; empty ones are left out. A row that cannot be read, such as
    one with a quotation mark that has no partner, is reported, and the next line begins a row."""
    lines = [f"{line}\n" for line in file.text.split("\n")[first_line - 1 :]]
    at = 0
    while at < len(lines):
        where = _imported.on_line(file, first_line + at)
        reader = csv.reader(lines[at : at + _MOST_LINES], delimiter=separator, strict=True)
        try:
            cells = next(reader)
        except csv.Error as fault:
            hint = 'put a cell that has a " between quotation marks, and double each " inside it'
            yield _imported.unread(where, f"this row cannot be read: {fault}", hint)
            at += 1
            continue
        if len(cells) > MOST_CELLS:
            yield _imported.unread(
                where, f"the row has {len(cells):,} cells; {MOST_CELLS} are read"
            )
        elif any(cell.strip() for cell in cells):
            yield TableRow(where, tuple(unguarded(cell.strip()) for cell in cells))
        at += reader.line_num


def separator_of(text: str, among: Sequence[str] = (",", ";", "\t", "|")) -> tuple[str, bool]:
    """Guesses what parts the cells, and says whether that parts nearly all lines alike. Text
    between quotation marks does not count; of several marks, the one in the first line counts."""
    said = _EXCEL_SAYS.match(text)
    if said:
        return said[1], True
    lines = [line for line in _CITED.sub("", text[:_SAMPLE]).split("\n") if line.strip()] or [""]

    def evenness(mark: str) -> tuple[bool, int, int]:
        number, times = Counter(line.count(mark) for line in lines).most_common(1)[0]
        return mark in lines[0], times if number else 0, number

    best = max(among, key=evenness)
    _, times, _ = evenness(best)
    return best, times >= _EVEN * len(lines)


_MOST_ROWS = 20_000
_HIGHEST_HEADINGS = 30  # rows; Kahoot has seven above them
_ADVICE = re.compile(r"\((?:required|optional|default)", re.IGNORECASE)  # in Wayground's sheet
_ENOUGH = 0.8  # of the rows without headings must fit the guess


@dataclass(frozen=True, slots=True)
class _QuestionTable:
    """The rows below the headings. `headings` are empty where the file has none."""

    columns: tuple[Column, ...]
    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]


def questions(
    found: Iterable[TableRow | Diagnostic], wishes: Wishes
) -> Iterator[Imported | Diagnostic]:
    rows: list[TableRow] = []
    for each in found:
        if isinstance(each, Diagnostic):
            yield each
        elif len(rows) == _MOST_ROWS:
            yield _imported.unread(
                each.where, f"here and below, more than {_MOST_ROWS:,} rows are left out"
            )
            break
        else:
            rows.append(each)
    table = _with_headings(rows, wishes) or _without_headings(rows, wishes)
    if table is None:
        if rows:
            yield _no_headings(rows[0], wishes)
        return
    yield from _unknown(table, rows)
    yield from _read(table, wishes)


def has_headings(rows: Sequence[TableRow]) -> bool:
    return _with_headings(rows, Wishes()) is not None


def is_bank(rows: Sequence[TableRow]) -> bool:
    """Whether it has headings, or else a key in each row that names one of the other cells."""
    table = _with_headings(rows, Wishes()) or _without_headings(rows, Wishes())
    return table is not None and len(table.columns) + len(table.headings) > 2


def _with_headings(rows: Sequence[TableRow], wishes: Wishes) -> _QuestionTable | None:
    if wishes.heads and "=" not in wishes.heads:
        return None  # in their order, whatever the first row says
    for at, row in enumerate(rows[:_HIGHEST_HEADINGS]):
        columns = wished(wishes.heads, row.cells) if wishes.heads else columns_of(row.cells)
        meanings = {column.meaning for column in columns or ()}
        if columns and "stem" in meanings and meanings & _TELLING:
            return _QuestionTable(tuple(columns), row.cells, tuple(rows[at + 1 :]))
    return None


_TELLING = {"key", "option", "options", "distractors", "kind"}


def _without_headings(rows: Sequence[TableRow], wishes: Wishes) -> _QuestionTable | None:
    if wishes.heads:
        columns = wished(wishes.heads, ())
        if columns is None or "stem" not in {column.meaning for column in columns}:
            return None
        first = columns_of(rows[0].cells) if rows else []
        has_first = "stem" in {column.meaning for column in first}
        return _QuestionTable(tuple(columns), (), tuple(rows[has_first:]))
    counts = Counter(len(row.cells) for row in rows).most_common(1)
    width = counts[0][0] if counts else 0
    if width == 2:
        return _QuestionTable((Column("stem"), Column("key")), (), tuple(rows))
    same_width = [row for row in rows if len(row.cells) == width]
    for key in (width - 1, 1):
        if width > 3 and (_fits(same_width, key) or _fits(same_width[1:], key)):
            options = [Column("option", number) for number in range(1, width - 1)]
            columns = [Column("stem"), *options[: key - 1], Column("key"), *options[key - 1 :]]
            is_headed = _has_words(same_width[0], key) and rows[0] is same_width[0]
            return _QuestionTable(tuple(columns), (), tuple(rows[is_headed:]))
    return None


def _has_words(row: TableRow, key: int) -> bool:
    """Whether the key is more than a letter or number, and names nothing, as a heading does."""
    return len(row.cells[key]) > 2 and not _fits([row], key)


def _fits(rows: Sequence[TableRow], key: int) -> bool:
    """Whether the cell at this place names one of the others, in nearly all rows."""
    cells = [KeyCell(row.cells[key], row.cells[1:key] + row.cells[key + 1 :]) for row in rows]
    naming, _ = naming_of(cells)
    return sum(bool(right_options(cell, naming)) for cell in cells) >= max(1, _ENOUGH * len(cells))


def _no_headings(row: TableRow, wishes: Wishes) -> Diagnostic:
    if "=" in wishes.heads:
        message = "no row has the headings of --heads, with one for the question among them"
        return _imported.unread(row.where, message, "write them as they stand in the table")
    hint = (
        "name them in the first line, or with --heads, for instance --heads question,A,B,C,D,key\n"
        "or, where they are named in another way, --heads Kysymys=question,Oikea=key"
    )
    return _imported.unread(row.where, "the table does not say which column is the question", hint)


def _unknown(table: _QuestionTable, rows: Sequence[TableRow]) -> Iterator[Diagnostic]:
    """Names the columns that are left out, and what stands above the headings."""
    above = len(rows) - len(table.rows) - 1
    where = rows[max(above, 0)].where
    if not table.headings:
        meanings = (each.meaning for each in table.columns)
        shown = ", ".join("question" if each == "stem" else each for each in meanings)
        known = "without headings" if len(table.rows) == len(rows) else "apart from the first row"
        yield _imported.changed(where, f"{known}, it is read as {shown}")
        return
    if above > 0:
        yield _imported.changed(rows[0].where, "what stands above the headings is left out")
    for heading, column in zip(table.headings, table.columns, strict=True):
        if not column.meaning and heading:
            shown = " ".join(heading.split())
            message = f"the column “{shown}” is not known"
            yield _imported.not_kept(where, message, "say what it means with --heads")


_RULE = re.compile(r"(?::?-+:?)?")
_EMPTY = ("", "number")  # a row with nothing else is one of a form that was not filled in


def _read(table: _QuestionTable, wishes: Wishes) -> Iterator[Imported | Diagnostic]:
    read: list[TableQuestion] = []
    for row in table.rows:
        if row.cells == table.headings or all(map(_RULE.fullmatch, row.cells)):
            continue  # of two tables that were put together, or of one in Markdown
        if row is table.rows[0] and sum(map(bool, map(_ADVICE.search, row.cells))) > 1:
            yield _imported.changed(row.where, "the advice below the headings is left out")
            continue
        filled = [at for at, cell in enumerate(row.cells) if cell]
        if all(at < len(table.columns) and table.columns[at].meaning in _EMPTY for at in filled):
            continue
        if filled[-1] >= len(table.columns):
            count = f"{filled[-1] + 1} cells where {len(table.columns)} columns are named"
            yield _imported.unread(row.where, count)
        else:
            read.append(_question_row(table, row))
    read = _with_options(_without_numbers(read))
    asked = [each.key_cell for each in read if states_options(each)]
    naming, said = naming_of(asked)
    if wishes.key:
        naming, said = KeyNaming(wishes.key), ""
    if said and asked:
        hint = "if that is wrong: --key letter, text, from-0 or from-1"
        yield _imported.changed(read[0].where, said, hint)
    language = _language(table, read)
    for each in read:
        for found in question(each, naming):
            yield replace(found, language=language) if isinstance(found, Imported) else found


def _language(table: _QuestionTable, read: Sequence[TableQuestion]) -> str:
    """The language that a heading names for the questions, or else the one that all headings are
    in, unless the questions show another. English headings tell nothing: programs write them."""
    headed = zip(table.columns, table.headings, strict=False)
    asked = (heading for column, heading in headed if column.meaning == "stem")
    named = next(filter(None, map(language_named, asked)), "")
    headings = language_of(table.headings)
    if named or not headings.is_sure or headings.tag == FALLBACK:
        return named
    stems = language_of(each.one("stem") for each in read)
    return headings.tag if headings.tag in stems.possible else ""


def _question_row(table: _QuestionTable, row: TableRow) -> TableQuestion:
    cells: dict[str, tuple[str, ...]] = {}
    numbered: dict[str, dict[int, tuple[str, str]]] = {"option": {}, "why": {}, "key": {}}
    headings = table.headings or ("",) * len(table.columns)
    for column, cell, heading in zip(table.columns, row.cells, headings, strict=False):
        if column.meaning in numbered and column.ordinal:
            numbered[column.meaning][column.ordinal] = (cell, heading)
        if column.meaning != "option" and cell:
            cells[column.meaning] = (*cells.get(column.meaning, ()), cell)
    cells.setdefault("kind", tuple(filter(names_truths, headings)))
    options = [numbered["option"][at] for at in sorted(numbered["option"])]
    while options and not options[-1][0]:
        options.pop()
    reasons = {
        place: numbered["why"][at][0]
        for place, at in enumerate(sorted(numbered["option"]))
        if at in numbered["why"] and numbered["why"][at][0]
    }
    return TableQuestion(
        where=row.where,
        cells=cells,
        options=without_letters([option for option, _ in options]),
        headings=tuple(heading for _, heading in options),
        reasons=reasons,
        flags=tuple(numbered["key"][at][0] for at in sorted(numbered["key"])),
        distractors=tuple(
            part.strip()
            for cell in cells.get("distractors", ())
            for part in cell.split("|")
            if part.strip()
        ),
        has_option_columns=bool(numbered["option"]),
    )


_NUMBER = re.compile(r"(?:Q|Question)?\s*(\d{1,4})\s*[.):]\s+(?=\S)", re.IGNORECASE)


def _without_numbers(read: list[TableQuestion]) -> list[TableQuestion]:
    """The questions without the numbers before them, if these count the rows."""
    found = [match for each in read if (match := _NUMBER.match(each.one("stem")))]
    numbers = [int(each[1]) for each in found]
    first = numbers[0] if numbers else 0
    if len(read) < 2 or numbers != list(range(first, first + len(read))):
        return read
    stems = ((each.one("stem")[match.end() :],) for each, match in zip(read, found, strict=True))
    return [
        replace(each, cells={**each.cells, "stem": stem})
        for each, stem in zip(read, stems, strict=True)
    ]


def _with_options(read: list[TableQuestion]) -> list[TableQuestion]:
    """Adds the options, and the wrong ones, that stand together in one cell."""
    together = options_in([each.one("options") for each in read])
    wrong = options_in([" ".join(each.distractors[:1]) for each in read])
    are_together = all(len(each.distractors) < 2 for each in read)
    return [
        replace(
            each,
            options=options or each.options,
            distractors=distractors if are_together else each.distractors,
            has_option_columns=each.has_option_columns or bool(options),
        )
        for each, options, distractors in zip(read, together, wrong, strict=True)
    ]


_MARKS = ("\n", "|", ";", "//", " / ", "/", ",")
_LETTERED = re.compile(r"(?:^|(?<=[\s;,|]))\(?([A-Ja-j1-9])[).:]\s*")
_LIST = re.compile(r"\[\s*(['\"]).*\1\s*\]", re.DOTALL)
_QUOTED = re.compile(r"\"((?:\\.|[^\"\\])*)\"|'((?:\\.|[^'\\])*)'")


def options_in(cells: Sequence[str]) -> list[tuple[str, ...]]:
    """The options of each cell. One mark parts all of them: the first that parts every cell."""
    filled = [cell for cell in cells if cell.strip()]
    split = next((mark for mark in _MARKS if all(mark in cell for cell in filled)), "")
    return [without_letters(_parts(cell, split or _own_mark(cell))) for cell in cells]


def _own_mark(cell: str) -> str:
    return next((mark for mark in _MARKS if mark in cell), "\n")


def _parts(cell: str, mark: str) -> list[str]:
    if _LIST.fullmatch(cell.strip()):
        found = [double or single for double, single in _QUOTED.findall(cell)]
        return [re.sub(r"\\(.)", r"\1", each).strip() for each in found]
    lettered = list(_LETTERED.finditer(cell))
    if len(lettered) > 1 and cell[: lettered[0].start()].strip() == "" and _in_turn(lettered):
        ends = [*(found.start() for found in lettered[1:]), len(cell)]
        pairs = zip(lettered, ends, strict=True)
        return [cell[found.end() : end].strip(" \n\t;,|") for found, end in pairs]
    return [part.strip() for part in cell.split(mark) if part.strip()]


def _in_turn(found: Sequence[re.Match[str]]) -> bool:
    signs = [each[1].lower() for each in found]
    return signs in (list("abcdefghij")[: len(signs)], list("123456789")[: len(signs)])


_LETTER = re.compile(r"\s*\(?([A-Ja-j1-9])[).:]\s+(?=\S)")


def without_letters(options: Sequence[str]) -> tuple[str, ...]:
    """The options without the letters before them, if each has the letter of its place."""
    found = [each for each in map(_LETTER.match, options) if each]
    if len(options) < 2 or len(found) < len(options) or not _in_turn(found):
        return tuple(options)
    return tuple(option[each.end() :] for option, each in zip(options, found, strict=True))
