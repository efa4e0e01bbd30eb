"""Puts a text between quotation marks where YAML would take it for something else.

Only a text that stands on one line is quoted; where it ends on another, nobody can tell here.
"""

from __future__ import annotations

import json
import re

from quizgen.diagnostics import Cure, Location, TextFile
from quizgen.reading.indentation import LONGEST, indent_of

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
