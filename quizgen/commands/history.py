"""`quizgen history`: exports and imports a learner's answers, and lists flagged questions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from quizgen.commands import _streams
from quizgen.commands._self_test import DB_OPTION, opened, opened_to_read, warn_of_unreadable_rows
from quizgen.commands._streams import ANY_FILE, content_of, write_file
from quizgen.diagnostics import count, printable
from quizgen.interchange.history import Entry, Suspension, UnreadableError, entries, lines
from quizgen.study.history import History, contents, flags, merge
from quizgen.study.session_context import milliseconds

_EXAMPLES = """\b
Examples:
  quizgen history export answers.jsonl    write all answers, for another machine
  quizgen history import answers.jsonl    add them there; nothing is added twice
  quizgen history flags                   list the questions that were flagged
  quizgen history resume un.complete      ask a suspended question again
  quizgen history rebuild                 recompute the schedule from the log
"""


@click.group(epilog=_EXAMPLES)
def command() -> None:
    """Exports and imports answers, and lists or resumes questions."""
    _streams.make_safe()


@command.command("export", epilog="Example: quizgen history export answers.jsonl")
@click.argument("file", required=False, type=ANY_FILE)
@DB_OPTION
def export(file: Path | None, db: Path | None) -> None:
    """Writes all answers as JSON lines.

    They go to FILE, or else to standard output.
    """
    with opened_to_read(db) as history:
        warn_of_unreadable_rows(history)
        if file is None:
            _print(contents(history))
            return
        content = "".join(f"{line}\n" for line in lines(contents(history)))
        write_file(file, content.encode())


def _print(found: Iterable[Entry]) -> None:
    _streams.use_utf_8()
    for line in lines(found):
        click.echo(line)


@command.command("import", epilog="Example: quizgen history import answers.jsonl")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@DB_OPTION
@click.pass_context
def import_(context: click.Context, files: tuple[Path, ...], db: Path | None) -> None:
    """Adds the answers in FILES.

    The files come from `quizgen history export` or from a web page. Answers that are there
    already are not added again. A line that cannot be read is named and left out; the exit code
    is 1 then.
    """
    # a wrong name is noticed before anything is added
    found = {file: content_of(file, click.UsageError) for file in files}
    with opened(db) as history:
        are_whole = [_add(history, file, content) for file, content in found.items()]
    if not all(are_whole):
        context.exit(1)


def _add(history: History, file: Path, content: bytes) -> bool:
    """Adds what can be read, and says what cannot. Returns whether everything could."""
    try:
        found, bad = entries(content)
    except UnreadableError as fault:
        _streams.say(f"error: {file}: {fault}; nothing was added from it", err=True)
        return False
    for sentence in bad:
        _streams.say(f"warning: {file}: {sentence}; it is left out", err=True)
    left_out = f"; left out: {count(len(bad), 'line')}" if bad else ""
    fresh = merge(history, found)
    _streams.say(f"{file}: {count(len(found), 'line')}, {fresh:,} of them new{left_out}")
    return not bad


@command.command(epilog="Example: quizgen history rebuild")
@DB_OPTION
def rebuild(db: Path | None) -> None:
    """Recomputes the schedule."""
    with opened(db) as history:
        warn_of_unreadable_rows(history)
        click.echo(f"{count(history.rebuild(), 'question')} rescheduled")


@command.command("flags", epilog="Example: quizgen history flags")
@click.option("--json", "is_json", is_flag=True, help="Print lines of JSON.")
@DB_OPTION
def list_flags(is_json: bool, db: Path | None) -> None:
    """Lists flagged questions with remarks."""
    with opened_to_read(db) as history:
        warn_of_unreadable_rows(history)
        if is_json:
            _print(flags(history))
            return
        for flag in flags(history):
            day = datetime.fromtimestamp(flag.at / 1000, UTC).date().isoformat()
            click.echo(printable(f"{flag.deck}  {flag.item}  {day}  {flag.remark}".rstrip()))


@command.command(epilog="Example: quizgen history suspended")
@DB_OPTION
def suspended(db: Path | None) -> None:
    """Lists suspended questions."""
    with opened_to_read(db) as history:
        for deck in history.decks():
            for item in sorted(history.suspended(deck)):
                click.echo(printable(f"{deck}  {item}"))


@command.command(epilog="Example: quizgen history resume un.complete")
@click.argument("items", nargs=-1, required=True, metavar="ITEM...")
@DB_OPTION
def resume(items: tuple[str, ...], db: Path | None) -> None:
    """Lets suspended questions be asked again."""
    with opened(db) as history:
        # one id may be suspended in several decks; then it is asked again in all of them
        away = {(deck, item) for deck in history.decks() for item in history.suspended(deck)}
        absent = sorted(set(items) - {item for _, item in away})
        if absent:
            raise click.UsageError(f"`{absent[0]}` is not suspended; see quizgen history suspended")
        for deck, item in sorted(away):
            if item in items:
                now = milliseconds(datetime.now().astimezone())
                history.add(Suspension(now, deck, item, is_suspended=False))
                click.echo(printable(f"{item} is asked again"))
