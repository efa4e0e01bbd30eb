"""Reads the streams and files that a user names, and prints so that no terminal obeys."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from quizgen.diagnostics import printable, printable_lines
from quizgen.phrases import count
from quizgen.reading.safe_files import read_ordinary

if TYPE_CHECKING:
    from quizgen.study.screen import Screen


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
        lambda: shutil.get_terminal_size().columns,
        has_colour=has_terminal and not is_plain and "ACCESSIBLE" not in os.environ,
        has_echo=is_terminal(sys.stdin),
    )


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


def write_line(line: str) -> None:
    print(line, flush=True)


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
