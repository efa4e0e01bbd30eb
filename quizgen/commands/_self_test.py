"""Opens what a self-test needs: compiled decks, and the learner's history.

A problem with a file gets a sentence and no traceback: it is the user's to mend, and no bug.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.commands._streams import ANY_FILE, content_of
from quizgen.diagnostics import Diagnostic, as_text
from quizgen.interchange.compiled import read
from quizgen.interchange.fingerprint import key_hash, keys_digest
from quizgen.quiz.layout import NOTHING_PRINTED, Printing, QuizzesSeen
from quizgen.quiz.model import CompiledDeck
from quizgen.study.history import History
from quizgen.study.history_file import UnusableError, open_history, open_to_read
from quizgen.study.schedule import DESIRED_RETENTION, LEAST_RETENTION, MOST_RETENTION

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
    from quizgen.commands._shared import find_decks  # a compiled file needs no project

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


DB_OPTION = click.option("--db", type=ANY_FILE, help="Keep answers in this file.")


@contextmanager
def opened(
    db: Path | None,
    failure: str = "the history cannot be used",
    opener: Callable[[Path], History] = open_history,
) -> Iterator[History]:
    """Opens the history that `--db` names, or else the user's own."""
    try:
        with closing(opener(db or _usual_place())) as history:
            yield history
    except UnusableError as fault:
        raise click.UsageError(str(fault)) from fault
    except (sqlite3.Error, UnicodeDecodeError) as fault:  # the last: its own words are damaged
        is_gone = "no such" in str(fault)  # a table, or a column
        cure = "; quizgen history rebuild makes again what can be derived" if is_gone else ""
        raise click.ClickException(f"{failure}: {fault}{cure}") from fault


opened_to_read = partial(opened, opener=open_to_read)


def warn_of_unreadable_rows(history: History) -> None:
    """Prints to standard error, so that a pipe gets only what was asked for."""
    for sentence in history.unreadable_rows():
        click.echo(f"warning: {sentence}", err=True)


def keep_up(deck: CompiledDeck, history: History, retention: float | None = None) -> None:
    """Tells the history about the deck's renames, its keys and the retention that it aims at."""
    renames = {item.id: item.was for item in deck.items if item.was}
    if renames:
        history.rename(deck.about.uid, renames, frozenset(deck.by_id))

    def key_of(name: str) -> str:
        item = deck.by_id.get(name)
        return key_hash(item.response) if item else ""

    digest = deck.digest or keys_digest(deck.items)
    history.keep_up(deck.about.uid, digest, aim(deck, retention), key_of)


def aim(deck: CompiledDeck, retention: float | None = None) -> float:
    """The retention that the schedule aims at: as typed, or as the deck says, or the usual one."""
    wanted = retention or deck.about.retention or DESIRED_RETENTION
    return min(max(wanted, LEAST_RETENTION), MOST_RETENTION)


def _usual_place() -> Path:
    named = os.environ.get("QUIZGEN_DB")  # for whoever keeps histories in a synchronised folder
    if named:
        return Path(named)
    from platformdirs import user_data_dir

    return Path(user_data_dir("quizgen", False)) / "history.sqlite"
