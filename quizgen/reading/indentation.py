"""Which line is indented out of place, from how the lines around it stand.

Where indentation breaks, the parser stops at a line that is often right: the one at fault may stand
above it. Lines are counted from 1; 0 is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from quizgen.diagnostics import TextFile

LONGEST = 2000  # characters of a line that are looked at; the patterns backtrack
KEY_LINE = re.compile(r"\s*(?:- +)*[^\s#][^#]*?:(?P<value>\s.*)?$")


def shifted_child(file: TextFile, number: int) -> int:
    """The parser stops at the second entry below a key where the first is indented in another
    way. The first is at fault if it stands alone against those from here on; 0 if not."""
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
    """Whether the next line that is no deeper stands as this one; after the last, whether this
    one is as far in as is usual."""
    for below in range(number + 1, len(file.line_starts) + 1):
        line = file.line(below)
        at = indent_of(line)
        if line.strip() and not line.lstrip().startswith("#") and at <= indent:
            return at == indent or (at <= parent and indent - parent == _STEP)
    return indent - parent == _STEP


def child_beside_parent(file: TextFile, number: int) -> int:
    """The line above, where it belongs below the key before it, which is left without a value,
    and this one is indented as it should be; 0 if not."""
    above = list(islice(lines_above(file, number), 2))
    if len(above) < 2:
        return 0
    (child, line), (_, parent) = above
    is_beside = indent_of(line) == indent_of(parent) == indent_of(file.line(number)) - _STEP
    is_left = uncommented(parent).endswith(":") and not uncommented(line).endswith(":")
    return child if is_beside and is_left and KEY_LINE.match(line[:LONGEST]) else 0


def entry_outside(file: TextFile, number: int) -> int:
    """The entry above, where it starts further left than this one, the next of its kind, and
    what is below it is indented as below the others; 0 if not."""
    indent = indent_of(file.line(number))
    entry, below = 0, -1
    for above, line in lines_above(file, number):
        at = indent_of(line)
        if entry:
            is_among_others = at == indent + _STEP and below == at
            return entry if is_among_others else 0
        if at < indent:
            if not uncommented(line).endswith(":"):
                return 0
            entry = above
        else:
            below = at
    return 0


_STEP = 2  # spaces, as decks are mostly written


def open_indents(file: TextFile, number: int) -> dict[int, str]:
    """Where a line can start here: the indents of the lines above that it is not below, each
    with such a line."""
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
    """Those that hold something, the nearest first."""
    for above in range(number - 1, max(0, number - LONGEST), -1):
        line = file.line(above)
        if line.strip() and not line.lstrip().startswith("#"):
            yield above, line


def uncommented(line: str) -> str:
    """Without a comment, whose colons and brackets are nobody's; a # inside quotation marks is
    none."""
    at = line.find(" #")
    while at >= 0 and line.count('"', 0, at) % 2:
        at = line.find(" #", at + 1)
    return line.rstrip() if at < 0 else line[:at].rstrip()


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
