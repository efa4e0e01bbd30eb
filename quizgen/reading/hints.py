"""Hints that hold what the author wrote, for a value of the wrong shape."""

from __future__ import annotations

from dataclasses import replace

from quizgen.phrases import shortened
from quizgen.reading.nodes import Node, Value
from quizgen.reading.report import Hint, Report, Suggestion, as_yaml, cure_of, key_of


def labelled(node: Node, value: str, report: Report) -> Hint:
    key = key_of(node, report)
    said = f"write {key}: {value}" if key else f"write {value}"
    is_whole = isinstance(node.value, str) and "…" not in value
    return Suggestion(str(node.value), value, said) if is_whole else said


def as_list(node: Node, report: Report) -> Hint:
    """A text where a list belongs: its parts between commas, in brackets."""
    if isinstance(node.value, dict) and node.value:
        key, entry = min(node.value.items(), key=lambda each: each[1].key_start)
        value = f" {entry.value}" if isinstance(entry.value, str) else ""
        return f"begin each entry with a dash: - {key}:{shortened(value, SHORT)}"
    text = node.value if isinstance(node.value, str) else ""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts or len(text) > SHORT:
        return "write [one, two], or one line each: - one"
    return labelled(node, f"[{', '.join(map(as_yaml, parts))}]", report)


def withdraw_split_text(node: Node, report: Report) -> None:
    """The commas of what should have been a list are no mistake of their own."""
    end = node.start + (len(node.value) if isinstance(node.value, str) else 0)
    report.problems[:] = (
        problem
        for problem in report.problems
        if problem.code != "split-text" or not node.start < problem.where.start < end
    )


def with_ids(node: Node) -> str:
    if isinstance(node.value, list) and node.value:
        entry = node.value[0].value
        key = next(iter(entry), "") if isinstance(entry, dict) else ""
        first = f"first: {{{key}: …}}" if key else f"{_as_id(entry)}: …"
        return f"give each entry an id and a colon instead of its dash: {first}"
    return "write one line each: name: …"


def _as_id(entry: Value) -> str:
    return entry if isinstance(entry, str) and entry.isalnum() and len(entry) <= SHORT else "first"


def without_dashes(node: Node) -> str:
    """Two sides in each entry, as a mapping has them."""
    if not isinstance(node.value, list) or not node.value:
        return "write one line each: left: right"
    sides: list[Value] = []
    match node.value[0].value:
        case dict(entries) if len(entries) == 1:
            ((key, entry),) = entries.items()
            sides = [key, entry.value]
        case dict(entries):
            sides = [each.value for each in entries.values()]
        case list(entries):
            sides = [each.value for each in entries]
    texts = [as_yaml(each) for each in sides if isinstance(each, str) and len(each) <= SHORT]
    left, right = texts if len(texts) == 2 else ("left", "right")
    return f"write a line for each, without a dash: {left}: {right}"


def offer_list(node: Node, report: Report, before: int) -> None:
    """A text that is no number may have been meant as the only entry of a list."""
    is_number = str(node.value).lstrip("+-").isdecimal()
    if len(report.problems) > before and isinstance(node.value, str) and not is_number:
        last = report.problems[-1]
        listed = as_list(node, report)
        hint = f"{last.hint}, or a list: {str(listed).removeprefix('write ')}"
        report.problems[-1] = replace(last, hint=hint, cure=cure_of(listed, last.where))


SHORT = 80  # characters of a text that a hint repeats
