"""Writes rich text as the inline Markdown of decks, so that it reads back as the same text.

Whatever is written is read back first. If markup would be misread (for example emphasis that begins
in the middle of a word), the words are kept without it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.deck.markup import joined
from quizgen.deck.placeholders import Prose, parse_prose
from quizgen.diagnostics import TextFile
from quizgen.quiz.rich import (
    Blank,
    Block,
    Break,
    Code,
    Emphasis,
    Inline,
    Link,
    Listing,
    NewParagraph,
    Rich,
    Strong,
    Styled,
    Subscript,
    Superscript,
    Table,
    Text,
    plain,
)
from quizgen.reading.nodes import Node, Report

_SPECIAL = re.compile(r"([\\*_`\[\]~^|])")
_MARKS = {Strong: "**", Emphasis: "*", Subscript: "~", Superscript: "^"}


def as_prose(rich: Rich) -> tuple[str, bool]:
    """The text, and whether all markup is in it."""
    rich = joined(list(rich))
    for is_careful in (False, True):
        written = _written(rich, is_careful)
        if _reads_as(written, rich):
            return written, True
    return _written((Text(plain(rich)),), True), False


def side_by_side(written: Sequence[str]) -> str:
    """Texts of a deck in one. A sign at the end of one makes no markup with a sign of the next."""
    read = [_read(each, Report(TextFile("", each))).rich for each in written]
    parts = [part for rich in read for part in (Text(" "), *rich)]
    return as_prose(tuple(parts[1:]))[0] if len(written) > 1 else "".join(written)


def as_text(words: str) -> str:
    """Writes plain words so that nothing is read as markup or a placeholder. Lines are kept."""
    return as_prose(in_lines(words))[0]


def as_typed(words: str) -> str:
    """Writes a key that learners type, in which only braces have a meaning."""
    return _braces(" ".join(words.split()))


def in_lines(words: str) -> Rich:
    lines = [" ".join(line.split()) for line in words.split("\n")]
    parts = [part for line in lines if line for part in (Break(), Text(line))]
    return joined(list(parts[1:]))


def _reads_as(written: str, rich: Rich) -> bool:
    report = Report(TextFile("", written))
    prose = _read(written, report)
    return not (report.problems or prose.holes or prose.gaps) and prose.rich == rich


def _read(written: str, report: Report) -> Prose:
    return parse_prose(Node(written, 0), report)


def _written(rich: Rich, is_careful: bool) -> str:
    return "".join(_node(node, is_careful) for node in rich).strip("\n")


def _node(node: Inline, is_careful: bool) -> str:
    match node:
        case Text(words):
            return _escaped(words, is_careful)
        case Styled(children):
            mark = _MARKS[type(node)]
            return f"{mark}{_written(children, is_careful)}{mark}"
        case Code(words):
            return f"`{_braces(words)}`"
        case Link(children, url):
            return f"[{_written(children, is_careful)}](<{_braces(url)}>)"
        case Break():
            return "\\\n"
        case Blank():
            return "\\_\\_\\_"
        case Listing() | Table() | NewParagraph():
            return f"\n\n{_block(node, is_careful)}\n\n"


def _block(block: Block, is_careful: bool) -> str:
    match block:
        case Listing(words):
            bar = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", words)), 0)
            return f"{bar}\n{words}\n{bar}"
        case Table(rows):
            head, *body = [_row(row, is_careful) for row in rows]
            return "\n".join([head, "|---" * len(rows[0]) + "|", *body])
        case NewParagraph():
            return ""


def _row(cells: tuple[Rich, ...], is_careful: bool) -> str:
    written = (_written(cell, is_careful).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(written)} |"


def _escaped(words: str, is_careful: bool) -> str:
    return in_gap(_SPECIAL.sub(r"\\\1", words) if is_careful else words)


def in_gap(words: str) -> str:
    """What is left open is typed, so that no sign in it is markup."""
    return _braces(words).replace("==", "\\=\\=")


def _braces(words: str) -> str:
    return words.replace("{", "{{").replace("}", "}}")
