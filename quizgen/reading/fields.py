"""Keys are read, checked, suggested and documented from one declaration.

A `Field` names a key, and a `Type` says what its value may be. Reading reports every problem at its
place and returns what could be read, so that one run shows all problems. The JSON Schema for
editors and the tables of `decks/README.md` are made from the same declarations.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from quizgen.phrases import shortened
from quizgen.reading.nodes import Node, key_location
from quizgen.reading.report import Report, as_yaml, key_of, meant_key, opening, shown
from quizgen.reading.scalars import (
    TEXT,
    Integer,
    Schema,
    editors_pattern,
    is_identifier,
    report_bad_identifier,
)


class Type(Protocol):
    """Says what the value of a key may be. `read` returns None if the value cannot be used."""

    @property
    def label(self) -> str: ...

    def read(self, node: Node, report: Report) -> Any: ...

    def schema(self) -> Schema: ...


@dataclass(frozen=True, slots=True)
class Field:
    """Declares one key. `example` is YAML for its value, as the reference shows it."""

    name: str
    type: Type
    about: str
    is_required: bool = False
    default: str = ""
    example: str = ""


# --- Hints that hold what the author wrote ---------------------------------------------------


def _labelled(node: Node, value: str, report: Report) -> str:
    key = key_of(node, report)
    return f"write {key}: {value}" if key else f"write {value}"


def _as_list(node: Node, report: Report) -> str:
    """Suggests a list for a text that stands in its place: the parts between commas, in
    brackets."""
    if isinstance(node.value, dict) and node.value:
        key, entry = min(node.value.items(), key=lambda each: each[1].key_start)
        value = f" {entry.value}" if isinstance(entry.value, str) else ""
        return f"begin each entry with a dash: - {key}:{shortened(value, _SHORT)}"
    text = node.value if isinstance(node.value, str) else ""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts or len(text) > _SHORT:
        return "write [one, two], or one line each: - one"
    return _labelled(node, f"[{', '.join(map(as_yaml, parts))}]", report)


def _withdraw_split_text(node: Node, report: Report) -> None:
    """Takes back what was said of commas in a text that should have been a list."""
    end = node.start + (len(node.value) if isinstance(node.value, str) else 0)
    report.problems[:] = (
        problem
        for problem in report.problems
        if problem.code != "split-text" or not node.start < problem.where.start < end
    )


def _with_ids(node: Node, report: Report) -> str:
    if isinstance(node.value, list) and node.value:
        entry = node.value[0].value
        key = next(iter(entry), "") if isinstance(entry, dict) else ""
        rest = f" {{{key}: …}}" if key else " …"
        return f"give each entry an id and a colon in place of its dash: first:{rest}"
    return "write one line each: name: …"


def _as_keys(node: Node, record: Record, report: Report) -> str:
    """Suggests the required keys, with what is written as the value of the first one."""
    needed = [each for each in record.fields if each.is_required]
    is_short = isinstance(node.value, str) and 0 < len(node.value) <= _SHORT
    if not needed or not is_short or node.key_start < 0:
        return f"{record.what} has keys, one line each: {', '.join(list(record.by_name)[:4])} …"
    rest = "".join(f", {each.name}: {each.example or '…'}" for each in needed[1:])
    return _labelled(node, f"{{{needed[0].name}: {as_yaml(str(node.value))}{rest}}}", report)


def _offer_list(node: Node, report: Report, before: int) -> None:
    """Suggests a list as well, since a text that is not a number may be its only entry."""
    is_number = str(node.value).lstrip("+-").isdecimal()
    if len(report.problems) > before and isinstance(node.value, str) and not is_number:
        last = report.problems[-1]
        hint = _as_list(node, report).removeprefix("write ")
        report.problems[-1] = replace(last, hint=f"{last.hint}, or a list: {hint}")


_SHORT = 80  # characters; a hint does not repeat a longer text


# --- Types ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListOf:
    of: Type
    least: int = 1

    @property
    def label(self) -> str:
        return f"list of {self.of.label}"

    def read(self, node: Node, report: Report) -> tuple[Any, ...] | None:
        if not isinstance(node.value, list):
            _withdraw_split_text(node, report)
            message = f"a list is expected here, not {shown(node)}"
            report.error(node, "expected-list", message, _as_list(node, report))
            return None
        if len(node.value) < self.least:
            report.error(node, "too-few", "the list is empty", "write an entry, or remove the key")
            return None
        entries = [self.of.read(entry, report) for entry in node.value]
        return tuple([entry for entry in entries if entry is not None])

    def schema(self) -> Schema:
        return {"type": "array", "items": self.of.schema(), "minItems": self.least}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a mapping whose keys are ids or texts, with its key, value and place."""

    key: str
    value: Any
    node: Node


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping whose keys the author chooses: ids, which are checked, or any text."""

    of: Type
    has_ids: bool = True
    dots: bool = False  # an id may be `claim.template`

    @property
    def label(self) -> str:
        return f"{'id' if self.has_ids else 'text'}: {self.of.label}"

    def read(self, node: Node, report: Report) -> dict[str, Entry] | None:
        if not isinstance(node.value, dict):
            report.error(
                node,
                "expected-mapping",
                f"entries are expected here, not {shown(node)}",
                _with_ids(node, report),
            )
            return None
        entries: dict[str, Entry] = {}
        for key, value_node in node.value.items():
            if not self._check(key, value_node, report):
                continue
            value = self.of.read(value_node, report)
            if value is not None:
                entries[key] = Entry(key, value, value_node)
        return entries

    def _check(self, key: str, node: Node, report: Report) -> bool:
        if not self.has_ids:
            return TEXT.read(Node(key, node.key_start, node.key_start), report) is not None
        if is_identifier(key, dots=self.dots):
            return True
        report_bad_identifier(key, key_location(report.file, key, node), report, dots=self.dots)
        return False

    def schema(self) -> Schema:
        names = {"propertyNames": {"pattern": editors_pattern(self.dots)}} if self.has_ids else {}
        return {"type": "object", "additionalProperties": self.of.schema(), **names}


@dataclass(frozen=True, slots=True)
class ByShape:
    """Has different types for a text, a list and a mapping: `quote:` takes one text or several."""

    scalar: Type | None = None
    sequence: Type | None = None
    mapping: Type | None = None

    @property
    def label(self) -> str:
        return " or ".join(t.label for t in (self.scalar, self.sequence, self.mapping) if t)

    def read(self, node: Node, report: Report) -> Any:
        shape = {str: self.scalar, list: self.sequence, dict: self.mapping}[type(node.value)]
        if shape is None:
            expected = self.scalar or self.sequence or self.mapping
            shape = expected if expected is not None else TEXT
        before = len(report.problems)
        value = shape.read(node, report)
        if shape is self.scalar and self.sequence and isinstance(shape, Integer):
            _offer_list(node, report, before)
        return value

    def schema(self) -> Schema:
        shapes = (self.scalar, self.sequence, self.mapping)
        return {"anyOf": [shape.schema() for shape in shapes if shape]}


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with the keys of `fields`. `what` names it in messages ("a claim"). If it
    `is_whole`, it is read with all its required keys or not at all."""

    what: str
    fields: tuple[Field, ...]
    is_whole: bool = False
    by_name: Mapping[str, Field] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {each.name: each for each in self.fields})

    @property
    def label(self) -> str:
        return self.what

    def read(self, node: Node, report: Report) -> dict[str, Any] | None:
        if not isinstance(node.value, dict):
            hint = _as_keys(node, self, report)
            message = f"the keys of {self.what} are expected here, not {shown(node)}"
            report.error(node, "expected-mapping", message, hint)
            return None
        values = read_keys(node.value, self.by_name, self.what, report)
        for each in self.fields:
            if each.is_required and each.name not in node.value:
                report.error(
                    opening(node, report),
                    "missing-key",
                    f"{self.what} needs `{each.name}:`",
                    f"{each.name}: {each.example or '…'}",
                )
        if self.is_whole and any(f.is_required and f.name not in values for f in self.fields):
            return None
        return values

    def schema(self) -> Schema:
        return record_schema(self.fields)


def read_keys(
    entries: dict[str, Node], by_name: Mapping[str, Field], what: str, report: Report
) -> dict[str, Any]:
    """The values of the known keys that can be read. All others are reported."""
    values: dict[str, Any] = {}
    for key in [key for key in entries if key not in by_name]:
        correct_key(entries, key, by_name, what, report)
    for key, node in entries.items():
        known = by_name.get(key)
        value = known.type.read(node, report) if known else None
        if value is not None:
            values[key] = value
    return values


def correct_key(
    entries: dict[str, Node], key: str, known: Collection[str], what: str, report: Report
) -> None:
    """Reports an unknown key. If it is only misspelt, its value is read under the key that is
    meant, so that this key is not reported as missing as well."""
    node = entries[key]
    meant = meant_key(key, known)
    listed = f"known here: {', '.join(sorted(known))}" if len(known) <= 24 else ""
    hint = f"did you mean `{meant}`?" if meant else listed
    where = key_location(report.file, key, node)
    report.error(where, "unknown-key", f"unknown key `{key}` in {what}", hint)
    if meant and meant not in entries:
        entries[meant] = entries.pop(key)


def record_schema(fields: tuple[Field, ...]) -> Schema:
    properties = {each.name: _described(each) for each in fields}
    required = [each.name for each in fields if each.is_required]
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": required} if required else schema


def _described(each: Field) -> Schema:
    """Adds a `markdownDescription`, which editors prefer, since they would show the backquotes of a
    plain `description`."""
    about = each.about + (f" Default: {each.default}." if each.default else "")
    marked = {"markdownDescription": about} if "`" in about else {}
    return {**each.type.schema(), "description": about, **marked}
