"""What is being made, on a terminal, while it takes long enough to wonder."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType

from quizgen.diagnostics import printable
from quizgen.phrases import count

_SOON = 0.7  # seconds
_WIDTH = 76


class Progress:
    """A line on standard error that is written over and wiped at the end; nothing where that is
    no terminal."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._began = time.monotonic()
        self._made = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._write("")

    def made(self, name: str) -> None:
        self._made += 1
        if time.monotonic() - self._began > _SOON:
            self._write(printable(f"{count(self._made, 'file')}, just made: {name}")[:_WIDTH])

    def _write(self, text: str) -> None:
        if self._is_shown:
            sys.stderr.write(f"\r{text:{_WIDTH}}\r{text}")
            sys.stderr.flush()
