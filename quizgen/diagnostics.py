"""A problem is a value that says where it is, what it is, and what to type instead.

Beside it stand parts of the sentences that say so, which are English in every deck.

A diagnostic keeps its place as a range of characters. The line, the column and the excerpt are
computed only when it is printed, so that the many places that never get a diagnostic cost nothing.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class TextFile:
    """The text of a file, which can turn an offset into a line and a column."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    @cached_property
    def line_starts(self) -> list[int]:
        starts = [0]
        find, position = self.text.find, -1
        while (position := find("\n", position + 1)) >= 0:
            starts.append(position + 1)
        return starts

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """The line and the column, which both count from 1. Columns count characters."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        starts = self.line_starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


@dataclass(frozen=True, slots=True)
class Location:
    """The characters of `file` from `start` up to `end`."""

    file: TextFile
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Cure:
    """What to write instead of the characters at `where`, which may be none: then it is added."""

    where: Location
    replacement: str


@dataclass(frozen=True, slots=True)
class SimilarText:
    """What a source has that is most like words which it does not have. `source` is its id, empty
    where there is only one; `paragraph` counts all, as `par:` does."""

    source: str
    paragraph: int
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """`code` is a word that never changes; `message` quotes the author; `hint` says what to
    type, and `cure` the same to a program, where one change will do. `details` are further lines to
    show, already laid out (a word diff, for instance). `draft` names the unfinished entry that it
    is about, and then nothing waits for the cure. `item` is the id of the item that it is about,
    where it is about one."""

    where: Location
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    details: tuple[str, ...] = ()
    draft: str = ""
    item: str = ""
    cure: Cure | None = None
    nearest: SimilarText | None = None

    def as_of_draft(self, name: str) -> Diagnostic:
        return replace(self, severity=Severity.INFO, draft=self.draft or name)


def has_errors(problems: Iterable[Diagnostic]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def in_reading_order(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted(problems, key=lambda p: (p.where.file.name, p.where.start, p.code))


def more_like_it(same: Sequence[Diagnostic]) -> str:
    return f" (and {len(same) - 1} more like it)"


def once_a_cause(
    problems: Iterable[Diagnostic], more: Callable[[list[Diagnostic]], str] = more_like_it
) -> list[Diagnostic]:
    """One cause, one diagnostic: of several with one code at one place, as a template or the
    forms of a quiz make them, the first; `more` ends its sentence where the others differ."""
    causes: dict[tuple[Location, str, str], list[Diagnostic]] = {}
    for problem in problems:
        placeless = "" if problem.where.end else problem.message
        causes.setdefault((problem.where, problem.code, placeless), []).append(problem)
    return [_first(same, more) for same in causes.values()]


def _first(same: list[Diagnostic], more: Callable[[list[Diagnostic]], str]) -> Diagnostic:
    first = same[0]
    if all(problem.message == first.message for problem in same):
        return first
    return replace(first, message=first.message + more(same))


def as_text(problem: Diagnostic) -> str:
    """Words the problem for people: place, message, the author's line with a caret, and hint."""
    where = problem.where
    line, column = where.file.line_and_column(where.start)
    head = f"{printable(where.file.name)}:{line}:{column}: {problem.severity}[{problem.code}]: "
    rows = [head + printable(problem.message)]
    if where.file.text:
        rows += _excerpt(where, line, column)
    rows += [f"  {printable(row)}" for row in problem.details]
    if problem.hint:
        first, *rest = problem.hint.split("\n")
        rows.append(f"  hint: {printable(first)}")
        rows += [f"        {printable(row)}" for row in rest]
    return "\n".join(rows)


def as_mapping(problem: Diagnostic) -> Mapping[str, object]:
    """The problem for JSON, with its place from line and column to end_line and end_column."""
    cure, nearest = problem.cure, problem.nearest
    return {
        "file": problem.where.file.name,
        **_span(problem.where),
        "severity": str(problem.severity),
        "code": problem.code,
        "message": problem.message,
        "details": list(problem.details),
        "hint": problem.hint,
        "cure": {**_span(cure.where), "replacement": cure.replacement} if cure else None,
        "nearest": asdict(nearest) if nearest else None,
    }


def _span(where: Location) -> Mapping[str, int]:
    line, column = where.file.line_and_column(where.start)
    end_line, end_column = where.file.line_and_column(max(where.start, where.end))
    return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}


def as_json(problems: Iterable[Diagnostic]) -> str:
    """The problems as a list in JSON."""
    return printable_json(
        json.dumps([as_mapping(p) for p in problems], ensure_ascii=False, indent=2)
    )


def printable_json(text: str) -> str:
    """Escapes in JSON what a terminal would obey, also where JSON would allow it."""
    if text.replace("\n", "").isprintable():
        return text
    return "".join(c if c == "\n" or c.isprintable() else json.dumps(c)[1:-1] for c in text)


def as_github(problem: Diagnostic) -> str:
    """Words the problem as a GitHub Actions workflow command, which marks the line in a pull
    request. It is escaped as in the toolkit's `command.ts`: %, CR and LF in data, and : and , as
    well in properties."""
    place = as_mapping(problem)
    properties = {
        "file": printable(problem.where.file.name),
        "line": place["line"],
        "col": place["column"],
        "title": problem.code,
    }
    escaped = {key: _escape_data(str(value)) for key, value in properties.items()}
    listed = ",".join(
        f"{key}={value.replace(':', '%3A').replace(',', '%2C')}" for key, value in escaped.items()
    )
    said = problem.message + (f" Hint: {problem.hint}" if problem.hint else "")
    rows = (said, *problem.details)
    body = "\n".join(printable(row.replace("\n", " ")) for row in rows)
    level = "notice" if problem.severity is Severity.INFO else problem.severity
    return f"::{level} {listed}::{_escape_data(body)}"


def code_of(character: str) -> str:
    """The code of a character, by which an author can find it."""
    return f"<U+{ord(character):04X}>"


def printable(text: str, instead: Callable[[str], str] = code_of) -> str:
    """One line of anybody's text, safe to print: a space stands for a tab, and what `instead`
    gives for each character that a terminal may obey or nobody can see."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else instead(c) for c in text.replace("\t", " "))


def printable_lines(text: str, instead: Callable[[str], str] = code_of) -> str:
    return "\n".join(printable(line, instead) for line in text.split("\n"))


def count(number: int | Decimal, one: str, many: str = "") -> str:
    """ "1 deck", "2 decks"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def numbered(one: str, numbers: Collection[int]) -> str:
    """ "paragraph 2", "paragraphs 2, 5"."""
    return f"{one}{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"


def shortened(text: str, most: int = 40) -> str:
    """Shortens the text to so many characters. An ellipsis stands for what is cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


_EXCERPT_WIDTH = 88  # columns, so that an excerpt and its line number fit in 100


def _excerpt(where: Location, line: int, column: int) -> list[str]:
    text = where.file.line(line)
    left = max(0, column - 1 - _EXCERPT_WIDTH // 2) if len(text) > _EXCERPT_WIDTH else 0
    shown = text[left : left + _EXCERPT_WIDTH]
    before = text[left : column - 1]
    marked = shown[len(before) :][: max(1, where.end - where.start)]
    lead = "… " if left else ""
    caret = "^" * max(1, _width(printable(marked)))
    gutter = f"{line:>4}"
    return [
        f"{gutter} │ {lead}{printable(shown)}",
        f"{' ' * len(gutter)} │ {' ' * (len(lead) + _width(printable(before)))}{caret}",
    ]


def _width(text: str) -> int:
    """The columns that a text takes in a terminal. East Asian wide characters take two."""
    if text.isascii():
        return len(text)
    # a combining character is drawn on the one before it
    drawn = (each for each in text if not unicodedata.combining(each))
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in drawn)


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
