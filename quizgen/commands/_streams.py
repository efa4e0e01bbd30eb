"""Prepares standard input and output for the self-test."""

from __future__ import annotations

import os
import shutil
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

import click

from quizgen.diagnostics import printable_lines

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
