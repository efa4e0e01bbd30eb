"""Shows on a terminal what is being made, if it takes long enough to make a user wonder."""

from __future__ import annotations

import itertools
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from quizgen.diagnostics import printable
from quizgen.phrases import count

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
