"""Finds decks, prints problems and sets exit codes for several commands."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from quizgen.diagnostics import (
    Diagnostic,
    Severity,
    as_github,
    as_json,
    as_text,
    count,
    has_errors,
    in_reading_order,
    printable,
)
from quizgen.quiz.layout import NOTHING_PRINTED, Printing

if TYPE_CHECKING:
    from quizgen.project.compiled import Compiled

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="Print problems in this format.",
)


def find_decks(start: Path) -> list[Path]:
    """The decks of the project around `start`: `decks/*.yaml` there, or in the nearest folder
    above that has any."""
    for folder in (start, *start.parents):
        found = sorted((folder / "decks").glob("*.yaml"))
        if found:
            return found
    return []


def _deck_names(_context: object, _parameter: object, typed: str) -> list[CompletionItem]:
    """What Tab offers: the decks of the project, or a file."""
    names = [path.stem for path in find_decks(Path.cwd()) if path.stem.startswith(typed)]
    return [*map(CompletionItem, names), CompletionItem(typed, type="file")]


decks_argument = click.argument(
    "decks",
    nargs=-1,
    type=click.Path(path_type=Path),
    metavar="[DECK]...",
    shell_complete=_deck_names,
)


def chosen_decks(named: tuple[Path, ...]) -> list[Path]:
    """The named decks, each a file or the file name of a deck of the project. If none is named, all
    decks of the project around the working directory."""
    project = find_decks(Path.cwd())
    if not named:
        if not project:
            raise click.UsageError(
                "there are no decks here: no decks/*.yaml in this folder or one above.\n"
                "Name a deck file, or make a project: quizgen new my-quiz"
            )
        return [from_here(path) for path in project]
    return [from_here(_one(name, project)) for name in named]


def compile_all(
    paths: Iterable[Path],
    modified: int | None = None,
    printing: Printing = NOTHING_PRINTED,
    *,
    has_advice: bool = False,
) -> tuple[list[Compiled], list[Diagnostic]]:
    """Compiles every deck, and puts the problems of all of them in reading order. Advice on item
    writing takes as long as compiling, so a build leaves it out, and the problems of drafts too."""
    from quizgen.project.compiled import compile_deck, duplicate_names  # not to find decks

    with collector_paused():
        compiled = [compile_deck(path, modified, printing) for path in paths]
        problems = [problem for each in compiled for problem in each.problems]
        if has_advice:
            problems += [found for each in compiled for found in each.draft_problems]
            problems += [found for each in compiled for found in _advice(each)]
    return compiled, in_reading_order([*problems, *duplicate_names(compiled)])


@contextmanager
def collector_paused() -> Iterator[None]:
    """Compiling makes values that stay, and no cycles. On a large deck, the garbage collector would
    take a quarter of the time and find nothing, also when it is on again."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _advice(compiled: Compiled) -> list[Diagnostic]:
    """Lints a deck that has no errors; an author should mend those first."""
    if compiled.build is None or compiled.deck is None or compiled.expansion is None:
        return []
    from quizgen.lint import lint  # a build gives no advice

    return lint(compiled.deck, compiled.expansion, compiled.build.deck.forms)


def print_problems(problems: list[Diagnostic], form: str) -> None:
    """Prints text to standard error, but JSON and GitHub commands to standard output."""
    if form == "json":
        click.echo(as_json(problems))
        return
    for problem in problems:
        click.echo(as_github(problem) if form == "github" else as_text(problem) + "\n",
                   err=form == "text")  # fmt: skip
    if problems and form == "text":
        click.echo(_tally(problems), err=True)


def end(problems: list[Diagnostic], *, is_strict: bool = False) -> None:
    """Ends with exit code 1 if there are errors, or warnings while `is_strict`."""
    if has_errors(problems) or (is_strict and has_warnings(problems)):
        raise SystemExit(1)


def with_problems(problems: Iterable[Diagnostic]) -> int:
    """Counts the drafts with problems."""
    return len({(problem.where.file.name, problem.draft) for problem in problems if problem.draft})


def has_warnings(problems: Iterable[Diagnostic]) -> bool:
    return any(problem.severity is Severity.WARNING for problem in problems)


def _one(name: Path, project: list[Path]) -> Path:
    if name.is_file():
        return name
    for path in project:
        if path.stem == str(name) or path.name == str(name):
            return path
    known = ", ".join(printable(path.stem) for path in project)
    raise click.UsageError(
        f"there is no deck `{name}`" + (f"; decks here: {known}" if known else "")
    )


def from_here(path: Path) -> Path:
    """Makes the path relative to the working directory, if it lies below that."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _tally(problems: list[Diagnostic]) -> str:
    # one code is named, so that a beginner meets the manual; `min` makes it the same every time
    severities = Counter(problem.severity for problem in problems)
    parts = [count(severities[each], each) for each in Severity if severities[each]]
    worst = next(each for each in Severity if severities[each])
    code = min(problem.code for problem in problems if problem.severity is worst)
    return f"{', '.join(parts)}. More about one: quizgen explain {code}"
