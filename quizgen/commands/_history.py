"""The learner's history, as the commands open it: where it is, and kept up with a deck.

What is wrong with the file is said in a sentence: it is the user's to mend, and no bug.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from quizgen.interchange.reading import CompiledDeck
from quizgen.study.history import History
from quizgen.study.history_file import UnusableError, open_history
from quizgen.study.schedule import DESIRED_RETENTION, LEAST_RETENTION, MOST_RETENTION

DB_OPTION = click.option(
    "--db", type=click.Path(path_type=Path, dir_okay=False), help="Where answers are kept."
)


@contextmanager
def opened(db: Path | None, failure: str = "the history cannot be used") -> Iterator[History]:
    """The history that `--db` names, or this user's."""
    try:
        history = open_history(db or _usual_place())
    except UnusableError as fault:
        raise click.UsageError(str(fault)) from fault
    except sqlite3.Error as fault:
        raise click.ClickException(f"{failure}: {fault}") from fault
    try:
        yield history
    except sqlite3.Error as fault:
        raise click.ClickException(f"{failure}: {fault}") from fault
    finally:
        history.close()


def say_unsound(history: History) -> None:
    """On standard error, so that what is piped on stays as it is."""
    for sentence in history.unsound_rows():
        click.echo(f"warning: {sentence}", err=True)


def keep_up(deck: CompiledDeck, history: History, retention: float | None = None) -> None:
    """The history follows the deck: its renames, its keys, what it aims at."""
    if deck.renames:
        history.rename(deck.about.uid, deck.renames, frozenset(deck.ids))
    history.keep_up(deck.about.uid, deck.keys, aim(deck, retention), deck.key)


def aim(deck: CompiledDeck, retention: float | None = None) -> float:
    """The retention that the schedule aims at: what was typed, what the deck says, or the usual."""
    wanted = retention or deck.about.retention or DESIRED_RETENTION
    return min(max(wanted, LEAST_RETENTION), MOST_RETENTION)


def _usual_place() -> Path:
    named = os.environ.get("QUIZGEN_DB")
    if named:
        return Path(named)
    from platformdirs import user_data_dir

    return Path(user_data_dir("quizgen", False)) / "history.sqlite"
