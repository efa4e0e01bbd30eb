"""Finds compiled decks for the self-test: decks of the project, or compiled files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.commands._input import content_of
from quizgen.diagnostics import Diagnostic, as_text
from quizgen.interchange.compiled import read
from quizgen.quiz.layout import NOTHING_PRINTED, Printing, QuizzesSeen
from quizgen.quiz.model import CompiledDeck

if TYPE_CHECKING:
    from quizgen.study.cache import Outcome


@contextmanager
def open_decks(
    context: click.Context, name: str | None, printing: Printing = NOTHING_PRINTED
) -> Iterator[list[CompiledDeck]]:
    """Gives the deck of that name, or all decks that can be read. If a deck was named, problems of
    others are not printed. Printed problems end the command with exit code 1, at once if no deck is
    left. A deck with damaged items goes on with its other items. `printing` says which quizzes it
    is to have."""
    decks: list[CompiledDeck] = []
    problems: list[Diagnostic] = []
    damage: list[Diagnostic] = []
    for path in _deck_files(name):
        deck, found = _open_deck(path, printing)
        if deck is None:
            problems += found
        elif name is None or _is_path(name) or name in (path.stem, deck.about.name):
            damage += found
            decks.append(deck)
    if name is not None and decks:
        problems = []  # of decks that the learner did not name
    problems += damage
    if problems:
        click.echo("\n".join(map(as_text, problems)), err=True)
    elif not decks:
        raise click.UsageError(f"no deck here is called `{name}`")
    if not decks:
        context.exit(1)
    yield decks
    if problems:
        context.exit(1)


@contextmanager
def open_all(
    context: click.Context, names: Sequence[str], printing: Printing = NOTHING_PRINTED
) -> Iterator[list[CompiledDeck]]:
    """Opens each named deck once, or all decks of the project."""
    wanted: Sequence[str | None] = names or (None,)
    with ExitStack() as stack:
        found = [
            deck
            for name in wanted
            for deck in stack.enter_context(open_decks(context, name, printing))
        ]
        yield list({deck.about.uid: deck for deck in found}.values())


def only(decks: list[CompiledDeck]) -> CompiledDeck:
    if len(decks) == 1:
        return decks[0]
    names = ", ".join(sorted(deck.about.name for deck in decks))
    raise click.UsageError(f"name one of these decks: {names}")


def _deck_files(name: str | None) -> list[Path]:
    """The decks whose file has that name, or else all: a deck's own name is inside its file."""
    if name and _is_path(name):
        if not Path(name).is_file():
            raise click.UsageError(f"there is no file {name}")
        return [Path(name)]
    from quizgen.project.folder import find_decks  # a compiled file needs no project

    found = find_decks(Path.cwd())
    if not found:
        raise click.UsageError("there is no folder `decks` here or above; name a deck's file")
    return [path for path in found if path.stem == name] or found


def _is_path(name: str) -> bool:
    return name.endswith((".json", ".yaml", ".yml"))


def _open_deck(path: Path, printing: Printing) -> tuple[CompiledDeck | None, Sequence[Diagnostic]]:
    if path.suffix == ".json":
        return read(content_of(path, click.UsageError), str(path))
    from platformdirs import user_cache_dir

    from quizgen.study.cache import load_compiled

    folder = Path(user_cache_dir("quizgen", False))
    if printing.shown is QuizzesSeen.ALL:
        folder /= "exams"  # a deck that names no quiz is larger there
    return load_compiled(path, folder, partial(_compile, printing))


def _compile(printing: Printing, path: Path) -> Outcome:
    from quizgen.project.compiled import compile_deck

    compiled = compile_deck(path, printing=printing)
    build = compiled.with_enemies
    return build.deck if build else None, compiled.problems, compiled.inputs
