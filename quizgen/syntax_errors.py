"""What an author most likely meant where libyaml stops: from the look of the line to a cure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.diagnostics import Diagnostic, Location, TextFile

_QUOTE_IT = 'put the whole text in quotation marks: "…" (a " inside is written \\")'

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
        re.compile(r"^\s*(?:- )?(?:[^\s:\"'][^:]*:\s+)?(?P<at>\{)"),
        "text-like-yaml",
        "text that starts with { is read as a mapping",
        _QUOTE_IT,
    ),
    (
        re.compile(r"^\s*(?:- )?(?:[^\s:\"'][^:]*:\s+)?(?P<at>\[)"),
        "text-like-yaml",
        "text that starts with [ is read as a list",
        _QUOTE_IT,
    ),
    (
        re.compile(r"^\s*(?:- )?(?:[^\s:\"'][^:]*:\s+)?(?P<at>[*&!%@`|>])"),
        "text-like-yaml",
        "text that starts with this character means something else in YAML",
        _QUOTE_IT,
    ),
    (
        re.compile(r"^\s*(?:- )?(?:[^\s:\"'][^:]*:\s+)?(?P<mark>[\"']).*(?P=mark)\s*[^\s#,\]}:]"),
        "text-like-yaml",
        "the text goes on after its closing quotation mark",
        'put the whole text in quotation marks and write \\" for those inside, or use “ and ”',
    ),
    (
        re.compile(r"^\s*(?:- )?[^\s:\"'][^:]*:\s+\S.*:(?:\s|$)"),
        "text-like-yaml",
        "a colon followed by a space starts a new key",
        _QUOTE_IT,
    ),
)


def explain_syntax_error(file: TextFile, places: Sequence[int], problem: str) -> Diagnostic:
    """`places` are the offset where the parser stopped and the one where what it could not
    finish began; `problem` is its own sentence, for a line that no hint fits."""
    for place in places:
        number, _ = file.line_and_column(place)
        line = file.line(number)
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
