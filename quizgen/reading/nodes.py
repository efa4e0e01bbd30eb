"""Values that know their place in the file, and the problems that are found there.

The last part finds what YAML reads otherwise than its author meant: blanks that only look like an
indent, dashes that only look like a list, characters that nobody can see, texts without quotation
marks. Characters are looked for in the file, and again in its values, since an escape such as "\\e"
can bring one in that the file itself does not have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

from msgspec import Struct

from quizgen.diagnostics import Cure, Diagnostic, Location, Severity, TextFile, shortened
from quizgen.reading.characters import REFUSED, without_refused

Value: TypeAlias = "str | list[Node] | dict[str, Node]"


class Node(Struct, eq=False, gc=False):
    """A value and its place. `start` and `key_start` are offsets into the file's text; `key_start`
    is -1 if the value has no key. This is no dataclass, which would be slower to make: a large deck
    has 100,000 nodes, and the collector would look at each of them again and again."""

    value: Value
    start: int
    key_start: int = -1

    @property
    def entries(self) -> dict[str, Node]:
        """The values of a mapping by their keys; none where there is something else."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def text(self) -> str:
        return str(self.value)

    @property
    def shown(self) -> str:
        """The value as a message words it."""
        if isinstance(self.value, str):
            return f"`{shortened(self.value)}`" if self.value else "nothing"
        return "a list" if isinstance(self.value, list) else "a mapping"

    def entries_at(self, key: str) -> dict[str, Node]:
        """The mapping that the file has at a key, read or not."""
        return self.entries[key].entries if key in self.entries else {}

    def at(self, *path: str) -> Node:
        """The value at these keys, or the deepest one on the way that the file has. The last step
        may be a text in a list."""
        node = self
        for step in path:
            found = node.entries.get(step)
            if isinstance(node.value, list):
                found = next((each for each in node.value if each.value == step), None)
            if found is None:
                return node
            node = found
        return node

    def __repr__(self) -> str:
        return f"Node({self.value!r}, {self.start})"


def location(file: TextFile, node: Node) -> Location:
    """The place of a value; the range covers the text on its first line."""
    if isinstance(node.value, str):
        first_line = node.value.partition("\n")[0]
        quoted = file.text[node.start : node.start + 1] in ("'", '"')
        return Location(file, node.start, node.start + len(first_line) + 2 * quoted)
    return Location(file, node.start, node.start + 1)


def key_location(file: TextFile, key: str, node: Node) -> Location:
    """The place of the key of a value."""
    start = node.key_start if node.key_start >= 0 else node.start
    quoted = file.text[start : start + 1] in ("'", '"')
    return Location(file, start, start + len(key) + 2 * quoted)


def part_location(file: TextFile, node: Node, part: str) -> Location:
    """The place of `part` in the text of a value, or of the whole value if the part cannot be found
    (it may have an escape or a folded line inside)."""
    start = file.text.find(part, node.start)
    # escapes and indents can make the written text longer than the value
    end = node.start + 2 * len(node.text) + 1000
    if part and 0 <= start < end:
        return Location(file, start, start + len(part))
    return location(file, node)


# --- Problems and hints ---


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A hint that names what to write instead of what the author wrote."""

    wrong: str
    right: str
    said: str = ""

    def __str__(self) -> str:
        return self.said or f"did you mean `{self.right}`?"


Hint: TypeAlias = str | Suggestion
Place: TypeAlias = Node | Location


def cure_of(hint: Hint, where: Location) -> Cure | None:
    """None where the file has the words in another form, with escapes or over several lines."""
    if isinstance(hint, str):
        return None
    text = where.file.text
    start = text.find(hint.wrong, where.start, where.end)
    end = start + len(hint.wrong)
    if start < 0 or start == end:
        return None
    is_value = hint.right[:1] in "[{"
    replacement = hint.right if is_value else as_yaml(hint.right)
    if replacement != hint.right or is_value:  # it brings its own marks, or may have none
        is_quoted = text[start - 1 : start] in ('"', "'") and text[start - 1] == text[end : end + 1]
        start, end = start - is_quoted, end + is_quoted
    return Cure(Location(where.file, start, end), replacement)


class Report:
    """Collects the problems of one file. `at` is the value that a problem is about."""

    def __init__(self, file: TextFile) -> None:
        self.file = file
        self.problems: list[Diagnostic] = []
        self._item = ""

    def about(self, item: str) -> Report:
        """What is reported in this context is about the item. A generator would take longer than
        many an item."""
        self._item = item
        return self

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self._item = ""

    def error(
        self,
        at: Place,
        code: str,
        message: str,
        hint: Hint = "",
        severity: Severity = Severity.ERROR,
        *,
        key: str | None = None,
        part: str = "",
    ) -> None:
        """`at` is the value that the problem is about, unless it is about its `key`, or about a
        `part` of its text."""
        if isinstance(at, Node):
            at = self.part(at, part) if key is None else self.key(key, at)
        cure = cure_of(hint, at)
        problem = Diagnostic(at, code, message, str(hint), severity, item=self._item, cure=cure)
        self.problems.append(problem)

    def warning(self, at: Place, code: str, message: str, hint: Hint = "", key: str = "") -> None:
        self.error(at, code, message, hint, Severity.WARNING, key=key or None)

    def info(self, at: Place, code: str, message: str, hint: Hint = "", key: str = "") -> None:
        self.error(at, code, message, hint, Severity.INFO, key=key or None)

    def key(self, name: str, node: Node) -> Location:
        return key_location(self.file, name, node)

    def opening(self, node: Node) -> Location:
        """The place of the key of a mapping, or of its first character if it has no key."""
        if node.key_start < 0:
            return Location(self.file, node.start, node.start + 1)
        end = self.file.text.find(":", node.key_start)
        return Location(self.file, node.key_start, max(end, node.key_start + 1))

    def part(self, node: Node, part: str) -> Location:
        return part_location(self.file, node, part)


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> Hint:
    """Suggests the most similar known name. If none is similar, it lists the names if they are
    few."""
    candidates = sorted(set(known))
    if len(candidates) > _MANY:
        candidates = _alike(name, candidates)
    near = get_close_matches(name.lower(), [c.lower() for c in candidates], n=1, cutoff=0.6)
    if near:
        return Suggestion(name, next(c for c in candidates if c.lower() == near[0]))
    if otherwise:
        return otherwise
    return f"known here: {', '.join(candidates)}" if 0 < len(candidates) <= 24 else ""


_MANY = 200  # names; to compare more of them letter by letter takes noticeable time


def _alike(name: str, candidates: list[str]) -> list[str]:
    """The candidates of about the same length with the same first two or last two letters."""
    start, end, length = name[:2].lower(), name[-2:].lower(), len(name)
    return [
        each
        for each in candidates
        if abs(len(each) - length) <= 2 and (each[:2].lower() == start or each[-2:].lower() == end)
    ][:_MANY]


# Other programs have these words for keys, so authors write them here.
_RIGHT = ("answer", "correct", "correct_answer", "right", "solution")
_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_RIGHT, ("key", "keys")),
    "answers": ("keys", "key"),
    "back": ("key",),
    **dict.fromkeys(("wrong", "wrong_answers", "options", "choices"), ("distractors",)),
    **dict.fromkeys(("items", "sequence"), ("steps",)),
    **dict.fromkeys(("question", "prompt", "front"), ("stem",)),
    **dict.fromkeys(("explanation", "feedback"), ("rationale",)),
    **dict.fromkeys(("synonyms", "alternatives"), ("accept",)),
    "type": ("kind",),
    **dict.fromkeys(("quotation", "text", "words"), ("quote",)),
    "paragraph": ("par",),
    "author": ("authors",),
}


def meant_key(key: str, known: Collection[str]) -> str:
    """The known key that the author means, with other capitals, another word or a typing error."""
    lower = key.lower()
    for candidate in (lower, *_SYNONYMS.get(lower, ())):
        if candidate in known:
            return candidate
    near = get_close_matches(lower, sorted(known), n=1, cutoff=0.6)
    return near[0] if near else ""


def report_unpaired(text: str, node: Place, report: Report) -> None:
    message = f"“{text}” has a quotation mark without its partner"
    report.error(node, "unpaired-mark", message, "add the other mark, or remove this one")


def as_yaml(text: str) -> str:
    """Writes a text so that it can be pasted into a deck, also between brackets."""
    if re.fullmatch(r"[\w(“«][^,:#\[\]{}\n\"']*", text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


# --- What YAML reads otherwise than its author meant ---

# YAML has more escapes, such as \t and \n, which bring in nothing that is refused.
_ESCAPE = re.compile(r"\\[0abefrvxuULNP]")
_BLANKS = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_BLANK_INDENT = re.compile(f"^ *[{_BLANKS}]", re.MULTILINE)


def refused_characters(file: TextFile) -> Iterator[Diagnostic]:
    """A character is told once a line, since a damaged file may be full of them."""
    told: set[tuple[int, str]] = set()
    for found in REFUSED.finditer(file.text):
        place = file.line_and_column(found.start())[0], found.group()
        if place not in told:
            told.add(place)
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
    for node in _below(root) if is_blank or _DASH_AT_WORD.search(file.text) else ():
        at = node.key_start
        if is_blank and at >= 0 and _BLANK_INDENT.match(file.text, _line_start(file, at), at + 1):
            message = "a non-breaking space indents this line"
            where, hint = Location(file, at, at + 1), "indent with ordinary spaces"
            return Diagnostic(where, "invisible-indent", message, hint)
        line_start = _line_start(file, node.start)
        found = _BARE_DASH.match(file.text, line_start)
        if found and found.start("mark") == node.start and isinstance(node.value, str):
            line = file.line(file.line_and_column(node.start)[0])
            where = Location(file, node.start, node.start + 1)
            hint = f"- {line[found.end() - line_start :].strip()[:40]}"
            message = "a space is missing after this dash"
            message = message if found["mark"] == "-" else f"a list has -, not {found['mark']}"
            return Diagnostic(where, "syntax", message, hint)
    return None


_BARE_DASH = re.compile(
    r"^[ ]+(?P<mark>-(?=[^\W\d_])|(?P<bullet>[–—•‣·])(?= .*\n[ ]+(?P=bullet) ))", re.MULTILINE
)
# anywhere in a line, which is found sooner
_DASH_AT_WORD = re.compile(r" -(?=[^\W\d_])|\n +[–—•‣·] ")


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
