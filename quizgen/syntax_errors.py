"""What an author most likely meant where libyaml stops: from the look of the line to a cure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.diagnostics import Diagnostic, Location, TextFile

_QUOTE_IT = 'put the whole text in quotation marks: "…" (a " inside is written \\")'

# Where a value starts: after a key, on a line of its own or inside {…}.
_AFTER_KEY = r"(?:^\s*(?:- )?[^\s:\"'{\[][^:]*:\s+|[{,]\s*[\w.-]+:\s+)"
_VALUE = rf"(?:{_AFTER_KEY}|^\s*- )"
_QUOTED = r"(?P<mark>[\"'])(?:(?!(?P=mark)).)*(?P=mark)"
_LONGEST = 2000  # characters of a line that are looked at; the patterns backtrack

# What the offending line looks like → code, sentence, hint. The first that fits is used. `at` is
# the character to point at, where it is not the one at which the parser stopped.
_SYNTAX_HINTS: tuple[tuple[re.Pattern[str], str, str, str], ...] = (
    (re.compile(r"^[ ]*\t"), "tab", "a tab indents this line", "indent with spaces"),
    (
        re.compile(r"^\s*\u00a0|^ *[\u2000-\u200a]"),
        "invisible-indent",
        "a non-breaking space indents this line",
        "indent with ordinary spaces",
    ),
    (
        re.compile(_VALUE + r"(?P<at>\{)(?![^{}]*:\s)"),
        "text-like-yaml",
        "text that starts with { is read as a mapping",
        _QUOTE_IT,
    ),
    (
        re.compile(_VALUE + r"(?P<at>\[)(?:[^\]]*\]\s*[^\s,}\]#]|[^\]]*$)"),
        "text-like-yaml",
        "text that starts with [ is read as a list",
        _QUOTE_IT,
    ),
    (
        re.compile(_VALUE + r"(?P<at>[*&!%@`|>])"),
        "text-like-yaml",
        "text that starts with this character means something else in YAML",
        _QUOTE_IT,
    ),
    (
        re.compile(
            _VALUE + r"(?P<mark>[\"'])(?:(?!(?P=mark)).)*(?P=mark)\s*(?P<at>[^\s#,\]}:\"'])"
        ),
        "text-like-yaml",
        "the text goes on after its closing quotation mark",
        'put the whole text in quotation marks and write \\" for those inside, or use “ and ”',
    ),
    (
        re.compile(_AFTER_KEY + r"[^\s{}\[\],\"'#][^{},]*?(?P<at>:)(?:\s|$)"),
        "text-like-yaml",
        "a colon followed by a space starts a new key",
        _QUOTE_IT,
    ),
    (
        re.compile(r"[{,]\s*[\w.-]+:\s+[^\s{}\[\],\"'][^{}\[\],#]*(?P<at>[{\[])"),
        "text-like-yaml",
        "inside {…} a text with a bracket needs quotation marks",
        _QUOTE_IT,
    ),
    (
        re.compile(r"(?P<at>\{)[^{}]*(?:\{[^{}]*\}[^{}]*)*$"),
        "syntax",
        "this { is not closed",
        "close it with } where the mapping ends",
    ),
    (
        re.compile(_VALUE + r"(?P<at>(?P<mark>[\"']))(?:(?!(?P=mark)).)*$"),
        "syntax",
        "this quotation mark is not closed",
        "close it where the text ends",
    ),
)


def explain_syntax_error(file: TextFile, places: Sequence[int], problem: str) -> Diagnostic:
    """`places` are the offset where the parser stopped and the one where what it could not
    finish began; `problem` is its own sentence, for a line that no hint fits."""
    for place in places:
        number, _ = file.line_and_column(place)
        line = file.line(number)[:_LONGEST]
        for pattern, code, message, hint in _SYNTAX_HINTS:
            if found := pattern.search(line):
                indent = len(line) - len(line.lstrip())
                start = file.line_starts[number - 1]
                if "at" in pattern.groupindex:
                    start += found.start("at")
                else:
                    start = place if place == places[0] else start + indent
                return Diagnostic(Location(file, start, start + 1), code, message, hint)
    start = places[0]
    message = f"YAML cannot be read here: {problem}"
    hint = "look at the indentation of this line and of the one before it"
    return Diagnostic(Location(file, start, start + 1), "syntax", message, hint)
