"""Finds what YAML reads otherwise than its author meant: blanks that only look like an indent,
dashes that only look like a list, characters that nobody can see, texts without quotation marks.

Characters are looked for in the file, and again in its values, since an escape such as "\\e" can
bring one in that the file itself does not have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

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


def misindented(file: TextFile, root: Node) -> Diagnostic | None:
    """Reports a key that is indented with a non-breaking space, which YAML takes for a part of the
    key, and so the key for one of the whole file; or list entries that are written `-this`, which
    YAML takes all for one text."""
    is_blank = any(blank in file.text for blank in _BLANKS)  # most files have none
    is_blank = is_blank and bool(_BLANK_INDENT.search(file.text))
    for node in _below(root) if is_blank or _BARE_DASH.search(file.text) else ():
        at = node.key_start
        if is_blank and at >= 0 and _BLANK_INDENT.match(file.text, _line_start(file, at), at + 1):
            message = "a non-breaking space indents this line"
            where, hint = Location(file, at, at + 1), "indent with ordinary spaces"
            return Diagnostic(where, "invisible-indent", message, hint)
        line_start = _line_start(file, node.start)
        found = _BARE_DASH.match(file.text, line_start)
        if found and found.end() == node.start + 1 and isinstance(node.value, str):
            line = file.line(file.line_and_column(node.start)[0])
            where = Location(file, node.start, node.start + 1)
            hint = f"- {line[found.end() - line_start :].strip()[:40]}"
            return Diagnostic(where, "syntax", "a space is missing after this dash", hint)
    return None


_BARE_DASH = re.compile(r"^[ ]+-(?=[^\W\d_])", re.MULTILINE)


def _line_start(file: TextFile, at: int) -> int:
    return file.text.rfind("\n", 0, max(at, 0)) + 1


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
    text = found["value"]
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]  # the marks were meant to go around it
    # A text in JSON is one in YAML too.
    return Cure(where, json.dumps(text, ensure_ascii=False))


def _goes_on(file: TextFile, number: int) -> bool:
    """Whether the next line may continue the text."""
    if number >= len(file.line_starts):
        return False
    below = file.line(number + 1)
    return bool(below.strip()) and indent_of(below) > indent_of(file.line(number))


LONGEST = 2000  # characters; the rest of a line is not looked at, since the patterns backtrack


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
