"""Reads and writes plain lines: nothing is redrawn, so pipes and screen readers work.

Everything shown passes through `clean`, since decks and answers are other people's text and a
terminal obeys what it is shown. Colour is only a second cue, and only if the command allows it.
"""

from __future__ import annotations

import sys
import textwrap
import unicodedata
from collections.abc import Callable
from typing import TextIO

from quizgen.diagnostics import printable_lines

NARROWEST, WIDEST = 20, 80  # columns; longer rows are hard to read
_BYTE_ORDER_MARK = "\ufeff"  # PowerShell begins a pipe with it
LONGEST_LINE = 2000  # characters of a typed answer, so that marking stays fast


def clean(text: str) -> str:
    """Removes characters that a terminal would obey. A learner has no use for their codes, so these
    are left out too."""
    return printable_lines(text, _shown)


def _shown(character: str) -> str:
    is_joiner = character in "\u200c\u200d"  # Persian and emoji need them
    is_obeyed = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    return character if is_joiner or not is_obeyed else ""


class Screen:
    """`columns` is called for every line, since a window can be resized. `has_echo` says whether
    typed text shows by itself, as on a terminal."""

    def __init__(
        self, output: TextIO, columns: Callable[[], int], has_colour: bool, has_echo: bool
    ) -> None:
        self._output = output
        self._columns = columns
        self._has_colour = has_colour
        self._has_echo = has_echo
        self._read: Callable[[str], str] | None = None

    def line(self, text: str = "", indent: str = "", weight: str = "") -> None:
        """Wraps the text. Rows after the first begin with `indent`."""
        width = min(WIDEST, max(NARROWEST, self._columns()))
        wrapper = textwrap.TextWrapper(width - 1, subsequent_indent=indent, break_on_hyphens=False)
        for part in clean(text).split("\n"):
            for row in wrapper.wrap(part) or [""]:
                print(self._painted(row, weight), file=self._output)
            wrapper.initial_indent = indent

    def ask(self, prompt: str) -> str:
        """Reads one line from the learner. Raises EOFError at the end of the input."""
        self._output.flush()
        reader = self._read = self._read or _line_reader()
        typed = reader(clean(prompt)).removeprefix(_BYTE_ORDER_MARK)[:LONGEST_LINE]
        if not self._has_echo:
            print(clean(typed), file=self._output)
        return typed

    def flush(self) -> None:
        self._output.flush()

    def _painted(self, row: str, weight: str) -> str:
        code = _CODES.get(weight) if self._has_colour else None
        return f"\x1b[{code}m{row}\x1b[0m" if code and row else row


_CODES = {"strong": "1", "correct": "1;32", "close": "1;33", "wrong": "1;31"}


def _line_reader() -> Callable[[str], str]:
    """Reads with line editing on a terminal, but without its memory, since the Up key must not show
    an earlier answer."""
    if sys.stdin is None:
        return _nothing
    if sys.stdin.isatty() and sys.stdout.isatty():
        try:
            import readline
        except ImportError:  # Windows, where the console edits lines
            return input
        readline.set_auto_history(False)
        readline.parse_and_bind("tab: self-insert")
    return input


def _nothing(prompt: str) -> str:
    raise EOFError
