"""Reads the printing options of `quizgen build`, which override what the deck says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from quizgen import registry, writers
from quizgen.commands._shared import end, print_problems
from quizgen.commands._streams import ANY_FILE
from quizgen.diagnostics import Diagnostic, Location, TextFile, has_errors
from quizgen.project.compiled import Compiled
from quizgen.quiz.layout import Key, Paper, Printing, QuizzesSeen, Student, Style
from quizgen.reading.nodes import did_you_mean
from quizgen.reading.safe_files import Undecodable, read_ordinary

Function = TypeVar("Function", bound=Callable[..., Any])
_FONTS = (".ttf", ".otf", ".ttc", ".otc")
# Options that the deck can set under `layout:` as well; one that was not typed leaves it alone.
_LAYOUT = ("columns", "size", "sides", "half_sheet", "answer_sheet")
_WORDS = (("paper", Paper), ("style", Style), ("key", Key))

_OPTIONS = (
    click.option("--quiz", "quizzes", multiple=True, metavar="ID", help="Print only this quiz."),
    click.option(
        "--forms", type=click.IntRange(1, 26), help="Make this many forms, each with its key."
    ),
    click.option(
        "--copies",
        type=click.IntRange(1, 5000),
        help="Join this many papers, with the forms in turn, into one file.",
    ),
    click.option(
        "--students",
        type=ANY_FILE,
        help="Print a named paper for each student in a CSV or XLSX file with a column `name`.",
    ),
    click.option("--show", multiple=True, metavar="COLUMN", help="Print this column as well."),
    click.option(
        "--paper", type=click.Choice([str(paper) for paper in Paper]), help="Default: a4."
    ),
    click.option("--columns", type=click.IntRange(1, 2), help="Set this many columns."),
    click.option("--size", type=click.IntRange(7, 36), help="Set this type size, in points."),
    click.option(
        "--large-print", "style", flag_value=str(Style.LARGE_PRINT), help="Use 18 points."
    ),
    click.option(
        "--dyslexia", "style", flag_value=str(Style.DYSLEXIA), help="Use 13 points, set wide."
    ),
    click.option("--sides", type=click.IntRange(1, 2), help="Print on this many sides."),
    click.option(
        "--half-sheet",
        is_flag=True,
        default=None,
        help="Put two half-size papers on a sheet, with a line to cut at.",
    ),
    click.option(
        "--key",
        type=click.Choice([str(key) for key in Key]),
        help="Set how much a key holds: short is one page.",
    ),
    click.option("--answer-sheet", is_flag=True, default=None, help="Add a sheet of letters."),
    click.option(
        "--font-path",
        "font_paths",
        multiple=True,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Take characters that the built-in fonts lack from fonts in this folder.",
    ),
)


def print_options(function: Function) -> Function:
    for option in reversed(_OPTIONS):  # a decorator puts its option before those already there
        function = option(function)
    return function


def printing_of(given: Mapping[str, Any], formats: tuple[str, ...], form: str) -> Printing:
    """`given` has the values of the options above. A list of students with mistakes ends the
    command, since no paper should be printed with a wrong name."""
    if given["copies"] and given["students"]:
        raise click.UsageError("--copies and --students exclude each other: choose one")
    if given["show"] and not given["students"]:
        raise click.UsageError("--show names a column of the list of --students")
    if (given["copies"] or given["students"]) and "pdf" not in formats:
        raise click.UsageError("only PDF files can be printed: add --to pdf")
    for folder in given["font_paths"]:
        if not any(path.suffix.lower() in _FONTS for path in folder.rglob("*")):
            raise click.UsageError(f"there are no fonts in {folder}")
    layout = {key: given[key] for key in _LAYOUT if given[key] is not None}
    layout |= {key: word(given[key]) for key, word in _WORDS if given[key]}
    students, problems = _read(given["students"], given["show"]) if given["students"] else ((), [])
    if has_errors(problems) or (problems and form != "json"):  # more JSON follows
        print_problems(problems, form)
        end(problems)
    return Printing(
        forms=given["forms"],
        quizzes=given["quizzes"],
        layout=layout,
        copies=given["copies"] or 0,
        students=students,
        font_paths=given["font_paths"],
        shown=QuizzesSeen.ALL
        if any(is_so(name, "SHOWS_FORMS", True) for name in formats)
        else QuizzesSeen.NONE,
    )


def is_so(name: str, trait: str, otherwise: bool) -> bool:
    """What a format says of itself; most say nothing."""
    return bool(getattr(registry.load(writers, name), trait, otherwise))


def check_quizzes(printing: Printing, compiled: list[Compiled]) -> None:
    known = {name for each in compiled if each.deck for name in each.deck.blueprints}
    for name in printing.quizzes:
        if name not in known and all(each.deck for each in compiled):
            hint = did_you_mean(name, known)
            raise click.UsageError(f"there is no quiz `{name}`" + (f"; {hint}" if hint else ""))


def _read(path: Path, show: tuple[str, ...]) -> tuple[tuple[Student, ...], list[Diagnostic]]:
    from quizgen.importers._roster import read_roster, roster_text  # few builds name students

    where = Location(TextFile(str(path), ""))
    try:
        text = roster_text(read_ordinary(path))
    except OSError as error:
        message = f"the list cannot be read: {error.strerror}"
        return (), [Diagnostic(where, "unreadable", message)]
    if isinstance(text, Undecodable):
        hint = "in a spreadsheet, save it as .xlsx or as “CSV UTF-8”"
        return (), [Diagnostic(where, "not-utf-8", text.message, hint)]
    return read_roster(TextFile(str(path), text), show)
