"""Reads and writes the streams and files that a user names; no text commands a terminal.

Files are written beside their places and renamed: all of them, or none.
"""

from __future__ import annotations

import glob
import itertools
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from quizgen.diagnostics import count, printable, printable_lines
from quizgen.reading.safe_files import read_ordinary, write_beside

if TYPE_CHECKING:
    from quizgen.study.screen import Screen
    from quizgen.writers import File


def make_safe() -> None:
    """Bytes that are not UTF-8, and characters that the terminal lacks, become question marks. The
    verdict stays readable, since it is in words that every code page has."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def screen() -> Screen:
    from quizgen.study.screen import Screen

    has_terminal = is_terminal(sys.stdout)
    # The conventions of no-color.org and of terminals without colour.
    is_plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return Screen(
        sys.stdout,
        _columns,
        has_colour=has_terminal and not is_plain and "ACCESSIBLE" not in os.environ,
        has_echo=is_terminal(sys.stdin),
    )


def _columns() -> int:
    """The width that `shutil` would tell, which takes 2 ms to load before the first question."""
    said = os.environ.get("COLUMNS", "")
    columns = int(said) if said.isdecimal() and len(said) < 6 else 0
    with suppress(ValueError, OSError):  # the output is no terminal, or closed
        columns = columns or os.get_terminal_size(sys.stdout.fileno()).columns
    return columns or 80


def use_utf_8() -> None:
    """JSON is always UTF-8, whatever the code page of the terminal."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")


def read_line() -> str:
    """Reads a line for `--json`. Raises EOFError at the end of the input."""
    line = sys.stdin.readline(_LONGEST_LINE) if sys.stdin else ""
    if not line:
        raise EOFError
    return line.removeprefix("\ufeff")  # PowerShell begins a pipe with it


def say(text: str, *, err: bool = False) -> None:
    """Prints text with names of files, decks or items, none of which may command a terminal."""
    click.echo(printable_lines(text), err=err)


def is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


_LONGEST_LINE = 100_000  # characters: room for a long answer, but not for all of the memory


EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
ANY_FILE = click.Path(dir_okay=False, path_type=Path)


def content_of(path: Path, fault: type[click.ClickException] = click.ClickException) -> bytes:
    try:
        return read_ordinary(path)
    except OSError as error:
        raise fault(f"{path} cannot be read: {error.strerror}") from error


_SOON = 0.7  # seconds
_WIDTH = 76  # a longer line would wrap, and could not be written over


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Gives a function that takes the name of each file made. It rewrites one line on standard
    error, which is wiped at the end, and writes nothing if that is not a terminal."""
    is_shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    began, number = time.monotonic(), itertools.count(1)

    def made(name: str) -> None:
        shown = printable(f"{count(next(number), 'file')}, just made: {name}")[:_WIDTH]
        if is_shown and time.monotonic() - began > _SOON:
            _write(shown)

    try:
        yield made
    finally:
        if is_shown:
            _write("")


def _write(text: str) -> None:
    sys.stderr.write(f"\r{text:{_WIDTH}}\r{text}")
    sys.stderr.flush()


_LONG_AGO = 3600  # seconds
_TRIES = 5
_PAUSE = 0.2  # seconds; a virus scanner or a sync client lets go within a second


def usual_folder(deck: Path, name: str) -> Path:
    """The folder for what is built from the deck of that name: its own one in `dist/`, which lies
    beside `decks/`, or else here. A link that leads out of the project is followed only if the user
    names it, since a project from elsewhere could otherwise overwrite the user's own files."""
    beside = deck.parent
    folder = (beside.parent if beside.name == "decks" else Path()) / "dist" / name
    if not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(folder.parent.parent)):
        raise click.ClickException(
            f"{folder} leads out of the project; to write there, name the folder with --output"
        )
    return folder


def write_files(files: Iterable[File], folder: Path) -> list[Path]:
    """Returns the paths written. Every file is complete on disk before the first one takes its
    place. If another program holds a target open, a few more tries follow before the error."""
    waiting: list[tuple[Path, Path]] = []
    target = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            target = folder / file.name
            _clear_up(target)
            waiting.append((write_beside(target, file.content), target))
        for beside, target in waiting:
            _replace(beside, target)
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written: {error.strerror}") from error
    finally:
        for beside, _ in waiting:
            with suppress(OSError):  # a name too long for the disk, already reported above
                beside.unlink(missing_ok=True)
    return [written for _, written in waiting]


def write_file(path: Path, content: bytes) -> None:
    from quizgen.writers import File  # a session writes no files

    write_files([File(path.name, content, "")], path.parent)


def _clear_up(target: Path) -> None:
    """Removes what a killed run left beside the target. A young file may belong to a live one."""
    for left in target.parent.glob(f".{glob.escape(target.name)}.*.part"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LONG_AGO:
                left.unlink()


def _replace(beside: Path, target: Path) -> None:
    for attempt in range(1, _TRIES + 1):
        try:
            os.replace(beside, target)
        except PermissionError:
            if attempt == _TRIES:
                raise click.ClickException(
                    f"{target} is open in another program; close it and try again"
                ) from None
            time.sleep(_PAUSE)
        else:
            return
