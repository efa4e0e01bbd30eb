"""`quizgen study`: ask what is due, then new questions; mark, explain and remember."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Sequence
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from quizgen.diagnostics import Diagnostic, as_text
from quizgen.interchange.reading import CompiledDeck, open_deck
from quizgen.model import Outlet
from quizgen.study.history import History
from quizgen.study.history_file import UnusableError, open_history
from quizgen.study.place import Place
from quizgen.study.schedule import study_day
from quizgen.study.screen import Screen
from quizgen.study.session import Amounts, Known, Turn, plan
from quizgen.study.terminal import Ending, Session

if TYPE_CHECKING:
    from quizgen.study.cache import Outcome

_EXAMPLES = """\b
Examples:
  quizgen study                         the deck of the project you are in
  quizgen study middle-powers --new 5
  quizgen study dist/middle-powers.json
  quizgen study --due                   for a prompt or a timer
"""


@click.command(epilog=_EXAMPLES)
@click.argument("deck", required=False)
@click.option("--limit", type=click.IntRange(1), help="At most so many questions.")
@click.option(
    "--new", type=click.IntRange(0), default=10, show_default=True, help="New ones a day."
)
@click.option("--tag", multiple=True, help="Only questions with this tag; may be repeated.")
@click.option("--seed", help="Decides the order; the day does unless it is given.")
@click.option(
    "--db", type=click.Path(path_type=Path, dir_okay=False), help="Where answers are kept."
)
@click.option("--due", "only_count", is_flag=True, help="Print how many are due, and end.")
@click.pass_context
def command(
    context: click.Context,
    deck: str | None,
    limit: int | None,
    new: int,
    tag: tuple[str, ...],
    seed: str | None,
    db: Path | None,
    only_count: bool,
) -> None:
    """Asks what is due, then new questions; marks, explains, and remembers.

    DECK is a deck's name, its file, or a compiled deck (.json).
    """
    _make_streams_safe()
    try:
        decks = _open_decks(context, deck)
        history = open_history(db or _usual_place())
        now = _now()
        if only_count:
            click.echo(sum(_count_due(each, history, now, tag) for each in decks))
            return
        chosen = _one(decks)
        turns = _turns(chosen, history, now, Amounts(new, limit), tag, seed)
        place = Place(chosen, history, _screen(), _now, _seed(seed, now))
        _end(context, Session(place, turns))
    except UnusableError as fault:
        raise click.UsageError(str(fault)) from fault
    except sqlite3.Error as fault:
        raise click.ClickException(f"the answer could not be kept: {fault}") from fault


def _end(context: click.Context, session: Session) -> None:
    match session.run():
        case Ending.INTERRUPTED:
            context.exit(130)
        case Ending.END_OF_INPUT if not session.answered and not _is_terminal(sys.stdin):
            click.echo("quizgen study: needs a terminal, or answers line by line", err=True)
            context.exit(2)
        case _:
            return


def _open_decks(context: click.Context, name: str | None) -> list[CompiledDeck]:
    """Problems are printed, and end the command if no deck is left."""
    decks: list[CompiledDeck] = []
    failed = False
    for path in _deck_files(name):
        deck, problems = _open_deck(path)
        failed = failed or deck is None
        if deck is None:
            click.echo("\n".join(map(as_text, problems)), err=True)
        elif name is None or _is_path(name) or name in (path.stem, deck.about.name):
            decks.append(deck)
    if failed and not decks:
        context.exit(1)
    if not decks:
        raise click.UsageError(f"no deck here is called `{name}`")
    return decks


def _deck_files(name: str | None) -> list[Path]:
    """Those whose file has that name, or all, since a deck's own name is inside the file."""
    if name and _is_path(name):
        if not Path(name).is_file():
            raise click.UsageError(f"there is no file {name}")
        return [Path(name)]
    from quizgen.project_folder import find_decks

    found = find_decks(Path.cwd())
    if not found:
        raise click.UsageError("there is no folder `decks` here or above; name a deck's file")
    return [path for path in found if path.stem == name] or found


def _is_path(name: str) -> bool:
    return name.endswith((".json", ".yaml", ".yml"))


def _open_deck(path: Path) -> tuple[CompiledDeck | None, Sequence[Diagnostic]]:
    if path.suffix == ".json":
        try:
            return open_deck(path.read_bytes(), str(path))
        except OSError as fault:
            raise click.UsageError(f"{path} cannot be read: {fault.strerror}") from fault
    from platformdirs import user_cache_dir

    from quizgen.study.cache import load_compiled

    return load_compiled(path, Path(user_cache_dir("quizgen", False)), _compile)


def _compile(path: Path) -> Outcome:
    from quizgen.project import compile_deck

    compiled = compile_deck(path)
    return compiled.build, compiled.problems, compiled.inputs


def _one(decks: list[CompiledDeck]) -> CompiledDeck:
    if len(decks) == 1:
        return decks[0]
    names = ", ".join(sorted(deck.about.name for deck in decks))
    raise click.UsageError(f"name one of these decks: {names}")


def _turns(
    deck: CompiledDeck,
    history: History,
    now: datetime,
    amounts: Amounts,
    tags: tuple[str, ...],
    seed: str | None,
) -> tuple[Turn, ...]:
    day = study_day(now)
    _check_tags(deck, tags)
    names = _names(deck, tags)
    _honour_renames(deck, history)
    uid = deck.about.uid
    known = Known(
        day, history.due_days(uid), history.introduced(uid, day), history.unlearned(uid, day)
    )
    return plan(names, known, amounts, _seed(seed, now), deck.claim)


def _count_due(deck: CompiledDeck, history: History, now: datetime, tags: tuple[str, ...]) -> int:
    _honour_renames(deck, history)
    days = history.due_days(deck.about.uid)
    today = study_day(now)
    return sum(days.get(name, today + 1) <= today for name in _names(deck, tags))


def _names(deck: CompiledDeck, tags: tuple[str, ...]) -> tuple[str, ...]:
    names = deck.ids_for(Outlet.STUDY)
    return tuple(name for name in names if deck.tags(name).issuperset(tags)) if tags else names


def _check_tags(deck: CompiledDeck, tags: tuple[str, ...]) -> None:
    if not tags:
        return
    known = {tag for name in deck.ids_for(Outlet.STUDY) for tag in deck.tags(name)}
    for tag in tags:
        if tag not in known:
            from quizgen.report import did_you_mean

            hint = did_you_mean(tag, known, f"there are {len(known)} others")
            raise click.UsageError(f"no question has the tag `{tag}`; {hint}")


def _honour_renames(deck: CompiledDeck, history: History) -> None:
    """An old id that is an item's again stays that item's."""
    if deck.renames:
        living = frozenset(deck.ids)
        renames = {
            new: [old for old in was if old not in living] for new, was in deck.renames.items()
        }
        history.rename(deck.about.uid, renames)


def _usual_place() -> Path:
    named = os.environ.get("QUIZGEN_DB")
    if named:
        return Path(named)
    from platformdirs import user_data_dir

    return Path(user_data_dir("quizgen", False)) / "history.sqlite"


def _now() -> datetime:
    return datetime.now().astimezone()


def _seed(seed: str | None, now: datetime) -> str:
    """The same session all day: what was cut off goes on in the same order."""
    return str(study_day(now)) if seed is None else seed


def _screen() -> Screen:
    is_terminal = _is_terminal(sys.stdout)
    is_plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return Screen(
        sys.stdout,
        lambda: shutil.get_terminal_size().columns,
        has_colour=is_terminal and not is_plain and "ACCESSIBLE" not in os.environ,
        has_echo=_is_terminal(sys.stdin),
    )


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _make_streams_safe() -> None:
    """Bytes that are no UTF-8 and characters that the terminal lacks become question marks; the
    verdict is in words that every code page has."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
