"""Finds the line at fault where indentation breaks, which is often above the one that is refused.

Lines are counted from 1, and 0 means that no line was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from quizgen.diagnostics import TextFile
from quizgen.reading.nodes import LONGEST, indent_of

KEY_LINE = re.compile(r"\s*(?:- +)*[^\s#][^#]*?:(?P<value>[ \t].*)?$")
STEP = 2  # spaces, as decks are mostly written


def shifted_child(file: TextFile, number: int) -> int:
    """The first entry below a key, if it is indented differently from all that follow. The parser
    stops only at the second entry. 0 if the first is not at fault."""
    indent = indent_of(file.line(number))
    first = alike = 0
    own = parent = -1
    for above, line in lines_above(file, number):
        at = indent_of(line)
        if alike == 1 and at < min(own, indent) and uncommented(line).endswith(":"):
            parent = at
            break
        if not first or at <= own:
            first, alike, own = above, alike + 1 if at == own else 1, at
    is_alone = first and alike == 1 and parent >= 0 and own != indent
    return first if is_alone and _agrees(file, number, indent, parent) else 0


def _agrees(file: TextFile, number: int, indent: int, parent: int) -> bool:
    """Whether the next line that is not deeper is indented like this one. If there is none, this
    one must be indented by the usual step."""
    for below in range(number + 1, len(file.line_starts) + 1):
        line = file.line(below)
        at = indent_of(line)
        if line.strip() and not line.lstrip().startswith("#") and at <= indent:
            return at == indent or (at <= parent and indent - parent == STEP)
    return indent - parent == STEP


def child_beside_parent(file: TextFile, number: int) -> int:
    """The line above, if it should be below the key before it, which has no value otherwise, while
    this line is indented correctly. 0 if that is not so."""
    above = list(islice(lines_above(file, number), 2))
    if len(above) < 2:
        return 0
    (child, line), (_, parent) = above
    is_beside = indent_of(line) == indent_of(parent) == indent_of(file.line(number)) - STEP
    is_left = uncommented(parent).endswith(":") and not uncommented(line).endswith(":")
    return child if is_beside and is_left and KEY_LINE.match(line[:LONGEST]) else 0


def entry_outside(file: TextFile, number: int) -> int:
    """The entry above, if it starts further left than this one, its next neighbour, although the
    lines below it are indented as below the others. 0 if that is not so."""
    indent = indent_of(file.line(number))
    entry, below = 0, -1
    for above, line in lines_above(file, number):
        at = indent_of(line)
        if entry:
            is_among_others = at == indent + STEP and below == at
            return entry if is_among_others else 0
        if at < indent:
            if not uncommented(line).endswith(":"):
                return 0
            entry = above
        else:
            below = at
    return 0


def open_indents(file: TextFile, number: int) -> dict[int, str]:
    """The indents that a line can have here, each with a line above that has it."""
    found: dict[int, str] = {}
    least = LONGEST
    for _, line in lines_above(file, number):
        indent = indent_of(line)
        if indent < least:
            text = line.strip()
            if text.startswith("- "):
                found.setdefault(indent + 2, text[2:].strip())
            found[indent] = text
            least = indent
    return found


def lines_above(file: TextFile, number: int) -> Iterator[tuple[int, str]]:
    """The lines above that are not empty or comments, nearest first."""
    for above in range(number - 1, max(0, number - LONGEST), -1):
        line = file.line(above)
        if line.strip() and not line.lstrip().startswith("#"):
            yield above, line


def uncommented(line: str) -> str:
    """Strips a trailing comment, whose colons and brackets do not count. A # inside quotation marks
    does not start one."""
    at = line.find(" #")
    while at >= 0 and line.count('"', 0, at) % 2:
        at = line.find(" #", at + 1)
    return line.rstrip() if at < 0 else line[:at].rstrip()
