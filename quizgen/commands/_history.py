"""Opens the learner's history for the commands, and keeps it up with a deck.

A problem with the file gets a sentence and no traceback: it is the user's to mend, and no bug.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import click

from quizgen.commands._input import ANY_FILE
from quizgen.interchange.fingerprint import key_hash, keys_digest
from quizgen.quiz.model import CompiledDeck
from quizgen.study.history import History
from quizgen.study.history_file import UnusableError, open_history, open_to_read
from quizgen.study.schedule import DESIRED_RETENTION, LEAST_RETENTION, MOST_RETENTION

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
