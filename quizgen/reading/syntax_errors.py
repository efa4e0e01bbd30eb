"""Guesses from the look of the lines what an author meant where libyaml stops.

libyaml's own sentences are for programmers, and it stops late: it notices a missing colon or
quotation mark only some lines below. Here its sentences only decide what to look for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from quizgen.diagnostics import Cure, Diagnostic, Location, TextFile, count, shortened
from quizgen.reading.indents import (
    KEY_LINE,
    STEP,
    child_beside_parent,
    entry_outside,
    lines_above,
    open_indents,
    shifted_child,
    uncommented,
)
from quizgen.reading.nodes import LONGEST, indent_of, quoting

_QUOTE_IT = 'put the whole text in quotation marks: "…" (a " inside is written \\")'

_NEW_KEY = "a colon followed by a space starts a new key"
_NOT_CLOSED, _CLOSE_IT = "this quotation mark is not closed", "close it where the text ends"

# A value starts after a key, which has a line of its own or is inside {…}.
_AFTER_KEY = r"(?:^\s*(?:- )?[^\s:\"'{\[][^:]*:\s+|[{,]\s*[^\s:,{}\[\]\"'][^:,{}\[\]\"']*:\s+)"
_VALUE = rf"(?:{_AFTER_KEY}|^\s*- )"

_Look: TypeAlias = tuple[re.Pattern[str], str, str, str]


def _look(pattern: str, message: str, hint: str = _QUOTE_IT, code: str = "text-like-yaml") -> _Look:
    return re.compile(pattern), code, message, hint


# Each row has the look of a line, a message, a hint and a code. The first that fits is used. The
# group `at` is the character to point at, unless it is the one at which the parser stopped.
_SYNTAX_HINTS = (
    _look(r"^[ ]*\t", "a tab indents this line", "indent with spaces", "tab"),
    _look(
        r"^\s*\u00a0|^ *[\u2000-\u200a]",
        "a non-breaking space indents this line",
        "indent with ordinary spaces",
        "invisible-indent",
    ),
    _look(_VALUE + r"(?P<at>\{)(?![^{}]*:\s)", "text that starts with { is read as a mapping"),
    _look(
        _VALUE + r"(?P<at>\[)[^\]]*,[^\]]*$",
        "this [ is not closed",
        "close it with ] where the list ends; a text that starts with [ needs quotation marks",
        "syntax",
    ),
    _look(
        _VALUE + r"(?P<at>\[)(?:[^\]]*\]\s*[^\s,}\]#]|[^\]]*$)",
        "text that starts with [ is read as a list",
    ),
    _look(r"^\s*(?P<at>\*) ", "a list entry begins with a dash", "write - and a space", "syntax"),
    _look(
        rf"(?:{_VALUE}|^\s*|[\[{{,]\s*)(?P<at>[*&!%@`]|"
        r"[|>](?!(?:[-+]?[1-9]?|[1-9][-+])\s*(?:#.*)?$))",
        "text that starts with this character means something else in YAML",
    ),
    _look(
        _VALUE + r"'[^']*(?:''[^']*)*'(?!')\s*(?P<at>[^\s#,\]}:\"'])",
        "the text continues after its closing quotation mark",
        "write '' for the ' inside, or put the whole text in \"…\"",
    ),
    _look(
        _VALUE + r'"(?:[^"\\]|\\.)*"\s*(?P<at>[^\s#,\]}:\"\'])',
        "the text continues after its closing quotation mark",
        'put the whole text in quotation marks and write \\" for those inside, or use “ and ”',
    ),
    _look(_AFTER_KEY + r"[^\s{}\[\],\"'#][^{},]*?(?P<at>:)(?:\s|$)", _NEW_KEY),
    _look(
        r"[{,]\s*[\w.-]+:\s+(?P<at>[“”„])[^{}\[\],#]*[{\[]",
        "this mark is part of the text, and a text with a bracket needs straight ones around it",
        'put straight quotation marks around the whole text: "…"',
    ),
    _look(
        r"[{,]\s*[\w.-]+:\s+[^\s{}\[\],\"'][^{}\[\],#]*(?P<at>[{\[])",
        "inside {…} a text with a bracket needs quotation marks",
    ),
    _look(
        r"(?P<at>\{)[^{}]*(?:\{[^{}]*\}[^{}]*)*$",
        "this { is not closed",
        "close it with } where the mapping ends",
        "syntax",
    ),
    _look(
        _VALUE + r"(?P<at>(?P<mark>[\"']))(?:(?!(?P=mark)).)*$", _NOT_CLOSED, _CLOSE_IT, "syntax"
    ),
)


def explain_syntax_error(file: TextFile, places: Sequence[int], problem: str) -> Diagnostic:
    """`places` are the offset where the parser stopped and the one where the value began that it
    could not finish. `problem` is the parser's own sentence."""
    stopped, began = places[0], places[-1]
    guess = _unclosed_quotation(file, stopped) or _key_after_key(file, stopped)
    guess = guess or _by_look(file, places)
    if guess is None and "mapping values" in problem:
        guess = _stray_colon(file, stopped)
    elif guess is None and "expected ':'" in problem:
        guess = _missing_colon(file, file.line_and_column(began)[0])
    elif guess is None and ("expected key" in problem or "'-' indicator" in problem):
        guess = _misplaced(file, stopped)
    if guess is not None:
        return guess
    for words, message, hint in _SENTENCES:
        if words in problem:
            return _syntax(file, stopped, 1, message, hint)
    message = "the file cannot be read from here on: this does not fit what is before it"
    hint = "look at the indentation and the quotation marks of this line and of the one before it"
    return _syntax(file, stopped, 1, message, hint)


# Each row has words of the parser's sentence, a message and a hint. They serve if no look fits.
_SENTENCES = (
    ("',' or '}'", "a comma or } is missing before this", "separate entries by commas; end with }"),
    ("',' or ']'", "a comma or ] is missing before this", "separate entries by commas; end with ]"),
    ("node content", "a value is missing before this", "remove the character, or quote the text"),
    ("escape character", 'after \\ inside "…", this letter means nothing', "write \\\\ for one \\"),
    ("block sequence entries", "a list with dashes cannot start here", "start it on its own line"),
    ("<document start>", "this line starts further left than the first", "indent both lines alike"),
    ("end of stream", "the file ends inside a text or a bracket", "close it where it should end"),
)


_KEY_AFTER_KEY = re.compile(r"\s*[\w.-]+:(?P<gap>\s+)(?P<key>[a-z][\w.-]*):\s+(?P<value>\S.*)")


def _key_after_key(file: TextFile, place: int) -> Diagnostic | None:
    """Reports a key that follows another on its line. It is no text with a colon inside if it has
    braces, or other keys stand after it or below it."""
    number, _ = file.line_and_column(place)
    line = uncommented(file.line(number)[:LONGEST])
    found = _KEY_AFTER_KEY.match(line)
    if found is None:
        return None
    indent, key = indent_of(line), found["key"]
    below = file.line(number + 1) if number < len(file.line_starts) else ""
    has_keys_below = indent_of(below) > indent and KEY_LINE.match(below[:LONGEST])
    start = file.line_starts[number - 1]
    message = f"`{key}:` cannot follow another key on its line"
    problem = _syntax(file, start + found.start("key"), len(key), message, "")
    if has_keys_below or found["value"].startswith("{"):
        spaces = indent_of(below) if has_keys_below else indent + 2
        hint = f"begin a new line before `{key}:`, and indent it by {count(spaces, 'space')}"
        gap = Location(file, start + found.start("gap"), start + found.end("gap"))
        return replace(problem, hint=hint, cure=Cure(gap, "\n" + " " * spaces))
    if re.search(r", [a-z_]+:\s", found["value"]):
        rest = shortened(line[found.start("key") :])
        return replace(problem, hint=f"put braces around the keys: {{{rest}}}")
    return None


def _by_look(file: TextFile, places: Sequence[int]) -> Diagnostic | None:
    for place in places:
        number, _ = file.line_and_column(place)
        line = uncommented(file.line(number)[:LONGEST])
        for pattern, code, message, hint in _SYNTAX_HINTS:
            if found := pattern.search(line):
                start = file.line_starts[number - 1]
                if "at" in pattern.groupindex:
                    start += found.start("at")
                else:
                    start = place if place == places[0] else start + indent_of(line)
                cure = quoting(file, start) if code == "text-like-yaml" else None
                where = Location(file, start, start + 1)
                return Diagnostic(where, code, message, hint, cure=cure)
    return None


def _syntax(file: TextFile, start: int, length: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Location(file, start, start + length), "syntax", message, hint)


_OPENED = re.compile(_VALUE + "$")


def _unclosed_quotation(file: TextFile, stopped: int) -> Diagnostic | None:
    """Reports a quotation mark that was not closed. Its text ends only where the next one opens,
    some lines below."""
    text = file.text
    second = len(text[max(0, stopped - LONGEST) : stopped].rstrip()) + max(0, stopped - LONGEST)
    second -= 1
    mark = text[second : second + 1]
    first = text.rfind(mark, 0, second) if mark and mark in "\"'" else -1
    if first < 0 or "\n" not in text[first:second]:
        return None
    if not (_opens(text, second) and _opens(text, first)):
        return None
    return _syntax(file, first, 1, _NOT_CLOSED, _CLOSE_IT)


def _opens(text: str, place: int) -> bool:
    """Whether a quotation mark stands where a value starts."""
    line_start = text.rfind("\n", 0, place) + 1
    return bool(_OPENED.search(text[max(line_start, place - LONGEST) : place]))


_SECOND_COLON = re.compile(r"\s*(?:- +)*[^\s:\"'{\[#][^:]*:\s+\S")
_WORD = re.compile(
    r"\s*(?:- +)*(?P<word>[^\s:]+)(?P<colon>:?)\s*(?P<rest>[^#]*?|.*?)\s*(?:(?<=\s)#.*)?$"
)


def _stray_colon(file: TextFile, place: int) -> Diagnostic | None:
    """Reports a colon inside what the parser takes for one text. It is the second colon of its
    line, or its line continues the text of the line before."""
    number, column = file.line_and_column(place)
    if _SECOND_COLON.match(file.line(number)[: column - 1][-LONGEST:]):
        return _quote_the_colon(file, place)
    first = None
    for above, line in lines_above(file, number):
        found = KEY_LINE.match(line[:LONGEST])
        if found is None:
            first = above, line
            continue
        if first and (
            not (found["value"] or "").partition(" #")[0].strip()
            or indent_of(first[1]) <= indent_of(line)
        ):
            return _missing_colon(file, first[0])
        return _quote_the_colon(file, place) if first else _misplaced(file, place, _OR_QUOTE)
    return _missing_colon(file, first[0]) if first else None


def _quote_the_colon(file: TextFile, place: int) -> Diagnostic:
    where, cure = Location(file, place, place + 1), quoting(file, place)
    return Diagnostic(where, "text-like-yaml", _NEW_KEY, _QUOTE_IT, cure=cure)


def _missing_colon(file: TextFile, number: int) -> Diagnostic | None:
    line = file.line(number)[:LONGEST]
    found = _WORD.match(line)
    if found is None:
        return None
    word, rest = shortened(found["word"]), shortened(found["rest"])
    start = file.line_starts[number - 1] + found.start("word")
    end = start + len(found["word"])
    if other := _OTHER_SIGN.match(line):
        sign, at = other["sign"] or ";", file.line_starts[number - 1]
        gap, missing = (at + other.end(1), at + other.start(3) - 1), ":"
        start, end = gap[1] - len(sign), gap[1]
        message, hint = f"a colon belongs here, not `{sign}`", other.expand(r"\1: \3")
    elif re.match(r"-[^\W\d_]", word):
        message, hint = "a space is missing after this dash", f"- {word[1:]} {rest}".rstrip()
        gap, missing = (start + 1, start + 1), " "
    elif found["colon"] and rest:
        message, hint = f"a space is missing after the colon of `{word}`", f"{word}: {rest}"
        gap, missing = (end + 1, end + 1), " "
    else:
        message, hint = f"a colon is missing after `{word}`", f"{word}: {rest}".rstrip()
        gap, missing = (end, end), ":"
    problem = _syntax(file, start, end - start, message, hint)
    return replace(problem, cure=Cure(Location(file, *gap), missing))


_OTHER_SIGN = re.compile(r"\s*([^\s:=;\"'\[{][^:=;]*?)(?: (?P<sign>=|->|=>|→)|;) (\S.*)")
_OR_QUOTE = "; if it continues a text, put the whole text in quotation marks"


def _misplaced(file: TextFile, place: int, otherwise: str = "") -> Diagnostic | None:
    """Reports a line that is indented unlike any line around it, or a dash among keys."""
    number, _ = file.line_and_column(place)
    line = file.line(number)[:LONGEST]
    indent = indent_of(line)
    start = file.line_starts[number - 1] + indent
    other = shifted_child(file, number) or child_beside_parent(file, number)
    if other := other or entry_outside(file, number):
        return _shifted(file, other, indent, line.strip())
    starts = open_indents(file, number)
    above, text = next(lines_above(file, number), (0, ""))
    is_entry = line.lstrip().startswith("- ")
    if is_entry and indent_of(text) > indent and uncommented(text).endswith(":"):
        message = f"this line is indented less than `{text.strip()}`, whose list it begins"
        spaces = count(indent_of(text) + STEP, "space")
        return _syntax(file, start, 1, message, f"indent it and the rest of the list by {spaces}")
    if indent in starts:
        message = "lines with a dash and lines with a key are mixed here"
        hint = "claims, questions and the like have an id and a colon each, and no dash: first: …"
        if is_entry or starts[indent].startswith("- "):
            return _syntax(file, start, 1, message, hint)
        has_key = KEY_LINE.match(text[:LONGEST])
        return None if has_key or indent_of(text) != indent else _missing_colon(file, above)
    if not starts:
        return None
    nearest = min(starts, key=lambda each: (abs(each - indent), -each))
    like = f"like `{shortened(starts[nearest])}`"
    message = f"this line is indented by {count(indent, 'space')}, unlike any line around it"
    cure = f"indent it by {count(nearest, 'space')}" if nearest else "do not indent it"
    return _syntax(file, start, 1, message, f"{cure}, {like}{otherwise}")


def _shifted(file: TextFile, number: int, indent: int, like: str) -> Diagnostic:
    own = indent_of(file.line(number))
    line = f"this line is indented by {count(own, 'space')}"
    message = f"{line}, but the lines that belong beside it are not"
    hint = f"indent it by {count(indent, 'space')}, like `{shortened(like)}`"
    return _syntax(file, file.line_starts[number - 1] + own, 1, message, hint)
