"""Standard input and output as the self-test needs them."""

from __future__ import annotations

import os
import shutil
import sys
from io import TextIOWrapper
from typing import TextIO

import click

from quizgen.diagnostics import printable_lines
from quizgen.study.screen import Screen


def make_safe() -> None:
    """Bytes that are no UTF-8 and characters that the terminal lacks become question marks; the
    verdict is in words that every code page has."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def screen() -> Screen:
    has_terminal = is_terminal(sys.stdout)
    is_plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return Screen(
        sys.stdout,
        lambda: shutil.get_terminal_size().columns,
        has_colour=has_terminal and not is_plain and "ACCESSIBLE" not in os.environ,
        has_echo=is_terminal(sys.stdin),
    )


def use_utf_8() -> None:
    """JSON is UTF-8 whatever the terminal's code page is."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")


def read_line() -> str:
    """EOFError at the end of the input."""
    line = sys.stdin.readline(_LONGEST_LINE) if sys.stdin else ""
    if not line:
        raise EOFError
    return line.removeprefix("\ufeff")


def say(text: str, *, err: bool = False) -> None:
    """What holds the name of a file, a deck or an item: nobody's name commands a terminal."""
    click.echo(printable_lines(text), err=err)


def write_line(line: str) -> None:
    print(line, flush=True)


def is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


_LONGEST_LINE = 100_000
