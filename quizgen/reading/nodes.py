"""Values that know their place in the file, and the problems that are found there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

from msgspec import Struct

from quizgen.diagnostics import Cure, Diagnostic, Location, Severity, TextFile
from quizgen.phrases import shortened

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
    "quotation": ("quote",),
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
