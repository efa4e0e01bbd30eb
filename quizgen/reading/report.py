"""Collects the problems of a deck as it is read, and words their quotations and suggestions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

from quizgen.diagnostics import Cure, Diagnostic, Location, Severity, TextFile
from quizgen.phrases import shortened
from quizgen.reading.nodes import Node, key_location, location, part_location


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A hint that names what to write instead of what the author wrote."""

    wrong: str
    right: str
    said: str = ""

    def __str__(self) -> str:
        return self.said or f"did you mean `{self.right}`?"


Hint: TypeAlias = str | Suggestion


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
        """What is reported in this context is about the item."""
        self._item = item
        return self

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self._item = ""

    def error(self, at: Node | Location, code: str, message: str, hint: Hint = "") -> None:
        self._add(at, code, message, hint, Severity.ERROR)

    def warning(self, at: Node | Location, code: str, message: str, hint: Hint = "") -> None:
        self._add(at, code, message, hint, Severity.WARNING)

    def info(self, at: Node | Location, code: str, message: str, hint: Hint = "") -> None:
        self._add(at, code, message, hint, Severity.INFO)

    def _add(
        self, at: Node | Location, code: str, message: str, hint: Hint, severity: Severity
    ) -> None:
        where = at if isinstance(at, Location) else location(self.file, at)
        cure = cure_of(hint, where)
        problem = Diagnostic(where, code, message, str(hint), severity, item=self._item, cure=cure)
        self.problems.append(problem)

    def key(self, name: str, node: Node) -> Location:
        return key_location(self.file, name, node)

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
_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "answer": ("key", "keys"),
    "answers": ("keys", "key"),
    "correct": ("key", "keys"),
    "correct_answer": ("key", "keys"),
    "right": ("key", "keys"),
    "solution": ("key", "keys"),
    "back": ("key",),
    "wrong": ("distractors",),
    "wrong_answers": ("distractors",),
    "options": ("distractors",),
    "items": ("steps",),
    "sequence": ("steps",),
    "choices": ("distractors",),
    "question": ("stem",),
    "prompt": ("stem",),
    "front": ("stem",),
    "explanation": ("rationale",),
    "feedback": ("rationale",),
    "type": ("kind",),
    "quotation": ("quote",),
    "paragraph": ("par",),
    "author": ("authors",),
    "synonyms": ("accept",),
    "alternatives": ("accept",),
}


def meant_key(key: str, known: Collection[str]) -> str:
    """The known key that the author means, with other capitals, another word or a typing error."""
    lower = key.lower()
    for candidate in (lower, *_SYNONYMS.get(lower, ())):
        if candidate in known:
            return candidate
    near = get_close_matches(lower, sorted(known), n=1, cutoff=0.6)
    return near[0] if near else ""


def report_unpaired(text: str, node: Node | Location, report: Report) -> None:
    message = f"“{text}” has a quotation mark without its partner"
    report.error(node, "unpaired-mark", message, "add the other mark, or remove this one")


def key_of(node: Node, report: Report) -> str:
    """The key of a value, as it is written in the file; empty in a list."""
    where = opening(node, report)
    return report.file.text[where.start : where.end].strip("\"'") if node.key_start >= 0 else ""


def as_yaml(text: str) -> str:
    """Writes a text so that it can be pasted into a deck, also between brackets."""
    if re.fullmatch(r"[\w(“«][^,:#\[\]{}\n\"']*", text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def opening(node: Node, report: Report) -> Location:
    """The place of the key of a mapping, or of its first character if it has no key."""
    if node.key_start < 0:
        return Location(report.file, node.start, node.start + 1)
    end = report.file.text.find(":", node.key_start)
    return Location(report.file, node.key_start, max(end, node.key_start + 1))


def shown(node: Node) -> str:
    """Words the value for a message."""
    if isinstance(node.value, str):
        return f"`{shortened(node.value)}`" if node.value else "nothing"
    return "a list" if isinstance(node.value, list) else "a mapping"
