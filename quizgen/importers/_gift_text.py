"""Reads the texts of GIFT with their escapes, in the four formats that they can have."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.deck.markup import parse_inline
from quizgen.importers._foreign_html import rich_of, tree
from quizgen.importers._prose import as_prose, in_lines
from quizgen.quiz.rich import Rich, plain
from quizgen.reading.characters import REPLACEMENT, without_refused

_ESCAPE = re.compile(r"\\([~=#{}:\\n])")
_IS_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as it is written, with its escapes. `format` is empty if the text names none."""

    text: str
    format: str = ""


def unescaped(text: str) -> str:
    r"""Replaces `\~ \= \# \{ \} \: \\` by the character itself, and `\n` by a line break."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[1], text)


def first_unescaped(wanted: str, text: str, start: int = 0) -> int:
    """The first place of the character without a backslash before it; -1 if there is none."""
    for found in re.finditer(r"\\.|[^\\]", text[start:], re.DOTALL):
        if found[0] == wanted:
            return start + found.start()
    return -1


def as_written(formatted: Formatted) -> tuple[str, list[str]]:
    """The text as a deck has it, and what is lost of it."""
    words = without_refused(unescaped(formatted.text)).replace(REPLACEMENT, "").strip()
    rich, lost = _rich(words, formatted.format)
    written, is_whole = as_prose(rich)
    return written, [*lost, *([] if is_whole else ["emphasis that Markdown cannot say"])]


def words_alone(formatted: Formatted) -> str:
    """The text without its markup."""
    return plain(_rich(unescaped(formatted.text), formatted.format)[0])


def _rich(words: str, form: str) -> tuple[Rich, tuple[str, ...]]:
    """Reads the text as Moodle does: without a format, tags and entities make it HTML, and
    otherwise its lines are kept."""
    if form == "html" or (form in ("", "moodle") and _IS_HTML.search(words)):
        return rich_of(tree(words))
    if form == "markdown":
        return parse_inline(words), ()
    return in_lines(words), ()
