"""Cards, one a line: a term and what it means, as Quizlet exports them.

Between the two is a tab, `---`, `::`, ` | `, ` - ` or ` = `, the same in all lines. Blocks
between lines of `---` are cards as well, with the term in the first line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.diagnostics import Diagnostic
from quizgen.importers._foreign_text import as_text
from quizgen.importers._imported import ForeignFile, Imported, Resemblance, on_line, unread

_BETWEEN = ("\t", "---", "|||", "::", " | ", "|", " – ", " — ", " - ", " = ", " : ")
_ONCE = ("\t", "|", " | ")  # more of them make a table
_RULE = re.compile(r"\s*-{3,}\s*")
_ENOUGH = 0.9  # of the lines have the same mark


def likeness(file: ForeignFile) -> Resemblance:
    lines = [line for line in _in_lines(file.text.text).split("\n") if line.strip()]
    is_parted = bool(_between(lines)) or sum(map(bool, map(_RULE.fullmatch, lines))) > 1
    return (
        Resemblance.STRONG if is_parted and file.ending not in ("csv", "tsv") else Resemblance.NONE
    )


def read(file: ForeignFile) -> Iterator[Imported | Diagnostic]:
    lines = _in_lines(file.text.text).split("\n")
    between = _between([line for line in lines if line.strip()])
    if between:
        for number, line in enumerate(lines, 1):
            if line.strip() and not _RULE.fullmatch(line):
                yield _card(file, number, *line.partition(between)[::2])
        return
    start = 0
    for end, line in enumerate([*lines, "---"]):
        if _RULE.fullmatch(line):
            block = [each for each in lines[start:end] if each.strip()]
            if block:
                yield _card(file, start + 1, block[0], "\n".join(block[1:]))
            start = end + 1


def _in_lines(text: str) -> str:
    """Cards that stand in one line with `---` or `;` between them, each in a line of its own."""
    for apart, between in (("---", "|"), (";", ",")):
        cards = [card.strip() for card in text.strip().split(apart) if card.strip()]
        is_one_line = "\n" not in text.strip() and len(cards) > 1
        if is_one_line and all(card.count(between) == 1 for card in cards):
            return "\n".join(cards).replace(between, "\t")
    return text


def _between(lines: list[str]) -> str:
    """The mark that parts nearly all lines into two. Lines of `---` may stand between them."""
    lines = [line for line in lines if not _RULE.fullmatch(line)]
    for mark in _BETWEEN:
        most = 1 if mark in _ONCE else 9
        parted = sum(
            line.count(mark) <= most and all(map(str.strip, line.partition(mark)[::2]))
            for line in lines
        )
        if parted and parted >= _ENOUGH * len(lines):
            return mark
    return ""


def _card(file: ForeignFile, number: int, term: str, meaning: str) -> Imported | Diagnostic:
    where = on_line(file.text, number)
    if not term.strip() or not meaning.strip():
        return unread(where, "the card has only one side")
    keys = {"stem": as_text(term.strip()), "key": as_text(meaning.strip())}
    return Imported(where, "flashcard", {**keys}, title=term)
