"""Finds what YAML reads otherwise than its author meant: blanks that only look like an indent,
dashes that only look like a list, characters that nobody can see, texts without quotation marks,
lines that are indented unlike those around them.

Characters are looked for in the file, and again in its values, since an escape such as "\\e" can
bring one in that the file itself does not have.

If indentation breaks, the parser often stops at a line that is right, and the line at fault is
above it. Lines are counted from 1, and 0 means that no line was found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice

from quizgen.diagnostics import Cure, Diagnostic, Location, TextFile
from quizgen.reading.characters import REFUSED, without_refused
from quizgen.reading.nodes import Node

# YAML has more escapes, such as \t and \n, which bring in nothing that is refused.
_ESCAPE = re.compile(r"\\[0abefrvxuULNP]")
_BLANKS = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_BLANK_INDENT = re.compile(f"^ *[{_BLANKS}]", re.MULTILINE)


def refused_characters(file: TextFile) -> Iterator[Diagnostic]:
    for found in REFUSED.finditer(file.text):
        yield _refused(Location(file, found.start(), found.end()), found.group())


def escaped_characters(file: TextFile, root: Node) -> Iterator[Diagnostic]:
    """Reports refused characters that come from escapes, and replaces them in the values."""
    if not _ESCAPE.search(file.text):
        return
    for node in _below(root):
        if isinstance(node.value, str):
            found = REFUSED.search(node.value)
            if found:
                node.value = without_refused(node.value)
                yield _refused(_escape_after(file, node.start), found.group())
        elif isinstance(node.value, dict) and REFUSED.search("".join(node.value)):
            for key, entry in node.value.items():
                if found := REFUSED.search(key):
                    yield _refused(_escape_after(file, entry.key_start), found.group())
            node.value = {without_refused(key): entry for key, entry in node.value.items()}


def blank_indent(file: TextFile, root: Node) -> Diagnostic | None:
    """Reports a key that is indented with a non-breaking space. YAML takes the blank for a part of
    the key, and so the key for one of the whole file."""
    is_there = any(blank in file.text for blank in _BLANKS)  # most files have none
    if not is_there or not _BLANK_INDENT.search(file.text):
        return None
    for node in _below(root):
        line_start = file.text.rfind("\n", 0, max(node.key_start, 0)) + 1
        if node.key_start >= 0 and _BLANK_INDENT.match(file.text, line_start, node.key_start + 1):
            where = Location(file, node.key_start, node.key_start + 1)
            message = "a non-breaking space indents this line"
            return Diagnostic(where, "invisible-indent", message, "indent with ordinary spaces")
    return None


_BARE_DASH = re.compile(r"^[ ]+-(?=[^\W\d_])", re.MULTILINE)


def bare_dash(file: TextFile, root: Node) -> Diagnostic | None:
    """Reports list entries that are written `-this`. YAML takes them all for one text."""
    if not _BARE_DASH.search(file.text):
        return None
    for node in _below(root):
        line_start = file.text.rfind("\n", 0, max(node.start, 0)) + 1
        found = _BARE_DASH.match(file.text, line_start)
        if found and found.end() == node.start + 1 and isinstance(node.value, str):
            line = file.line(file.line_and_column(node.start)[0])
            where = Location(file, node.start, node.start + 1)
            hint = f"- {line[found.end() - line_start :].strip()[:40]}"
            return Diagnostic(where, "syntax", "a space is missing after this dash", hint)
    return None


def _below(node: Node) -> Iterator[Node]:
    yield node
    children = node.value.values() if isinstance(node.value, dict) else node.value
    if not isinstance(children, str):
        for child in children:
            yield from _below(child)


def _escape_after(file: TextFile, start: int) -> Location:
    found = _ESCAPE.search(file.text, start)
    return Location(file, *found.span()) if found else Location(file, start, start + 1)


def _refused(where: Location, character: str) -> Diagnostic:
    message = f"the character U+{ord(character):04X} cannot be seen and is not allowed"
    hint = "remove it (retype the line if you cannot see it)"
    return Diagnostic(where, "control-character", message, hint)


# A # right before a word was meant as text, so a comment has a space on both sides.
_COMMENT = re.compile(r"\s+#(?=\s|$)")
_ON_A_LINE = re.compile(r"\s*(?:- +)*(?:[\w.-]+:\s+)?(?P<value>\S.*)$")
# Inside {…}, a text ends before the next key or the last bracket.
_IN_BRACES = re.compile(r"[{,]\s*[\w.-]+:\s+(?P<value>\S.*?)(?=,\s*[\w.-]+:\s|\}\s*$)")
_IS_MAPPING = re.compile(r"\{\s*[\w.-]+:\s")


def quoting(file: TextFile, place: int) -> Cure | None:
    """The whole text at a place, in quotation marks."""
    number, column = file.line_and_column(place)
    line = _COMMENT.split(file.line(number)[:LONGEST])[0]
    found = _ON_A_LINE.match(line)
    if found and _IS_MAPPING.match(found["value"]):
        inside = (each for each in _IN_BRACES.finditer(line) if each.end() >= column)
        found = next(inside, None)
    elif _goes_on(file, number):
        return None
    if found is None or found.start("value") >= column:
        return None
    if found["value"].startswith('"') and "\\" in found["value"]:
        return None  # it has escapes, which must not be escaped again
    start = file.line_starts[number - 1]
    where = Location(file, start + found.start("value"), start + found.end("value"))
    # A text in JSON is one in YAML too.
    return Cure(where, json.dumps(_unquoted(found["value"]), ensure_ascii=False))


def _goes_on(file: TextFile, number: int) -> bool:
    """Whether the next line may continue the text."""
    if number >= len(file.line_starts):
        return False
    below = file.line(number + 1)
    return bool(below.strip()) and indent_of(below) > indent_of(file.line(number))


def _unquoted(text: str) -> str:
    """The text without the marks that were meant to go around it."""
    is_quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
    return text[1:-1] if is_quoted else text


LONGEST = 2000  # characters; the rest of a line is not looked at, since the patterns backtrack
KEY_LINE = re.compile(r"\s*(?:- +)*[^\s#][^#]*?:(?P<value>\s.*)?$")


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
            return at == indent or (at <= parent and indent - parent == _STEP)
    return indent - parent == _STEP


def child_beside_parent(file: TextFile, number: int) -> int:
    """The line above, if it should be below the key before it, which has no value otherwise, while
    this line is indented correctly. 0 if that is not so."""
    above = list(islice(lines_above(file, number), 2))
    if len(above) < 2:
        return 0
    (child, line), (_, parent) = above
    is_beside = indent_of(line) == indent_of(parent) == indent_of(file.line(number)) - _STEP
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


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
