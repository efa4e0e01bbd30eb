"""Finds characters that no text may hold, blanks that only look like an indent, and dashes that
only look like a list.

Characters are looked for in the file, and again in its values, since an escape such as "\\e" can
bring one in that the file itself does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.reading.nodes import Node

REPLACEMENT = "\ufffd"  # stands for a refused character, so that the rest can be read

_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters except tab and line feed
    "\u2028\u2029"  # line separators, which end a line for YAML but which the author cannot see
    "\u202a-\u202e\u2066-\u2069"  # bidirectional overrides, which hide what is really written
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters of Unicode
    "\ud800-\udfff"  # surrogates, which are only half a character
    "\U000f0000-\U0010ffff]"  # private use, since these stand for placeholders within the program
)
# YAML has more escapes, such as \t and \n, which bring in nothing that is refused.
_ESCAPE = re.compile(r"\\[0abefrvxuULNP]")
_BLANKS = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_BLANK_INDENT = re.compile(f"^ *[{_BLANKS}]", re.MULTILINE)


def without_refused(text: str) -> str:
    """Replaces refused characters one by one, so that every offset stays valid."""
    return _REFUSED.sub(REPLACEMENT, text)


def refused_characters(file: TextFile) -> Iterator[Diagnostic]:
    for found in _REFUSED.finditer(file.text):
        yield _refused(Location(file, found.start(), found.end()), found.group())


def escaped_characters(file: TextFile, root: Node) -> Iterator[Diagnostic]:
    """Reports refused characters that come from escapes, and replaces them in the values."""
    if not _ESCAPE.search(file.text):
        return
    for node in _below(root):
        if isinstance(node.value, str):
            found = _REFUSED.search(node.value)
            if found:
                node.value = without_refused(node.value)
                yield _refused(_escape_after(file, node.start), found.group())
        elif isinstance(node.value, dict) and _REFUSED.search("".join(node.value)):
            for key, entry in node.value.items():
                if found := _REFUSED.search(key):
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
