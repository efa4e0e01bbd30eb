"""What keys there are: read, checked, suggested and documented from one declaration.

A `Field` names a key, a `Type` says what may stand there. Reading reports every problem with
its place and gives back what could be read, so that one run shows all of them. The JSON Schema
for editors and the tables of `decks/README.md` are made from the same declarations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import Any, Protocol

from quizgen.diagnostics import Diagnostic, Location, Severity, TextFile
from quizgen.nodes import Node, key_location, location, part_location

Schema = dict[str, Any]


class Report:
    """Collects the problems of one file; the second argument is the value they are about."""

    def __init__(self, file: TextFile) -> None:
        self.file = file
        self.problems: list[Diagnostic] = []

    def error(self, at: Node | Location, code: str, message: str, hint: str = "") -> None:
        where = at if isinstance(at, Location) else location(self.file, at)
        self.problems.append(Diagnostic(where, code, message, hint))

    def warning(self, at: Node | Location, code: str, message: str, hint: str = "") -> None:
        where = at if isinstance(at, Location) else location(self.file, at)
        self.problems.append(Diagnostic(where, code, message, hint, Severity.WARNING))

    def key(self, name: str, node: Node) -> Location:
        return key_location(self.file, name, node)

    def part(self, node: Node, part: str) -> Location:
        return part_location(self.file, node, part)


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint with the nearest of the known names; without one, the names if they are few."""
    candidates = sorted(set(known))
    if len(candidates) > _MANY:
        candidates = _alike(name, candidates)
    near = get_close_matches(name.lower(), [c.lower() for c in candidates], n=1, cutoff=0.6)
    if near:
        return f"did you mean `{next(c for c in candidates if c.lower() == near[0])}`?"
    if otherwise:
        return otherwise
    return f"known here: {', '.join(candidates)}" if 0 < len(candidates) <= 24 else ""


_MANY = 200  # beyond, comparing letter by letter is felt


def _alike(name: str, candidates: list[str]) -> list[str]:
    """Those of nearly the same length with the same first or last two letters."""
    start, end, length = name[:2].lower(), name[-2:].lower(), len(name)
    return [
        each
        for each in candidates
        if abs(len(each) - length) <= 2 and (each[:2].lower() == start or each[-2:].lower() == end)
    ][:_MANY]


class Type(Protocol):
    """What may stand at a key. `read` gives None where nothing usable stands there."""

    @property
    def label(self) -> str: ...

    def read(self, node: Node, report: Report) -> Any: ...

    def schema(self) -> Schema: ...


@dataclass(frozen=True, slots=True)
class Field:
    """One key. `example` is YAML for its value, as the reference shows it."""

    name: str
    type: Type
    about: str
    is_required: bool = False
    default: str = ""
    example: str = ""


# --- Types ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Text, kept with its place (a `Node`), so that what is wrong inside it can be shown."""

    label: str = "text"

    def read(self, node: Node, report: Report) -> Node | None:
        if type(node.value) is not str:
            shape = "a list" if isinstance(node.value, list) else "a mapping (key: value)"
            hint = "text that starts with [ or { needs quotation marks"
            report.error(node, "expected-text", f"text is expected here, not {shape}", hint)
            return None
        if not node.value or node.value.isspace():
            report.error(node, "empty", "there is no text here", "write it, or remove the key")
            return None
        return node

    def schema(self) -> Schema:
        return {"type": ["string", "number", "boolean"]}


@dataclass(frozen=True, slots=True)
class Identifier:
    """A name that the author gives and that others refer to."""

    label: str = "id"

    def read(self, node: Node, report: Report) -> str | None:
        if TEXT.read(node, report) is None:
            return None
        name = str(node.value)
        if not is_identifier(name):
            report_bad_identifier(name, location(report.file, node), report)
            return None
        return name

    def schema(self) -> Schema:
        return {"type": ["string", "integer"]}


@dataclass(frozen=True, slots=True)
class Boolean:
    label: str = "true or false"

    def read(self, node: Node, report: Report) -> bool | None:
        if node.value in ("true", "false"):
            return node.value == "true"
        near = {"yes": "true", "on": "true", "True": "true", "TRUE": "true", "no": "false"}
        near |= {"off": "false", "False": "false", "FALSE": "false"}
        meant = near.get(str(node.value)) if isinstance(node.value, str) else None
        hint = f"write {meant}" if meant else "write true or false"
        report.error(node, "expected-boolean", f"{shown(node)} is neither true nor false", hint)
        return None

    def schema(self) -> Schema:
        return {"type": "boolean"}


_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class Integer:
    least: int = 0
    most: int = 1_000_000

    @property
    def label(self) -> str:
        if self.least == self.most:
            return str(self.least)
        range_ = f"{self.least} to {self.most}" if self.most < 1_000_000 else f"from {self.least}"
        return f"whole number, {range_}"

    def read(self, node: Node, report: Report) -> int | None:
        if isinstance(node.value, str) and _INTEGER.fullmatch(node.value):
            number = int(node.value)
            if self.least <= number <= self.most:
                return number
        hint = f"write {self.label}" if self.least == self.most else f"write a {self.label}"
        report.error(node, "expected-number", f"{shown(node)} does not fit here", hint)
        return None

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


_DECIMAL = re.compile(r"[-−+]?[0-9]{1,15}(?:\.[0-9]{1,15})?")


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal number, zero or more: points, weights."""

    label: str = "number"

    def read(self, node: Node, report: Report) -> Decimal | None:
        if isinstance(node.value, str) and _DECIMAL.fullmatch(node.value):
            number = Decimal(node.value.replace("−", "-"))
            if number >= 0:
                return number
        hint = "write a number such as 2 or 0.5"
        report.error(node, "expected-number", f"{shown(node)} does not fit here", hint)
        return None

    def schema(self) -> Schema:
        return {"type": "number", "minimum": 0}


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a closed list of words; `code` names the problem when it is none of them."""

    words: tuple[str, ...]
    code: str = "unknown-word"
    what: str = "word"

    @property
    def label(self) -> str:
        return " or ".join(f"`{word}`" for word in self.words)

    def read(self, node: Node, report: Report) -> str | None:
        if isinstance(node.value, str) and node.value in self.words:
            return node.value
        hint = did_you_mean(str(node.value), self.words) if isinstance(node.value, str) else ""
        hint = hint or f"one of: {', '.join(self.words)}"
        is_text = isinstance(node.value, str) and node.value
        message = (
            f"unknown {self.what} {shown(node)}" if is_text else f"a {self.what} is missing here"
        )
        report.error(node, self.code, message, hint)
        return None

    def schema(self) -> Schema:
        return {"enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class ListOf:
    of: Type
    least: int = 1

    @property
    def label(self) -> str:
        return f"list of {self.of.label}"

    def read(self, node: Node, report: Report) -> tuple[Any, ...] | None:
        if not isinstance(node.value, list):
            report.error(
                node,
                "expected-list",
                f"a list is expected here, not {shown(node)}",
                "write [one, two], or one line each: - one",
            )
            return None
        if len(node.value) < self.least:
            report.error(node, "too-few", "the list is empty", "write an entry, or remove the key")
            return None
        entries = (self.of.read(entry, report) for entry in node.value)
        return tuple(entry for entry in entries if entry is not None)

    def schema(self) -> Schema:
        return {"type": "array", "items": self.of.schema(), "minItems": self.least}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a mapping that is keyed by ids or texts: its key, its value, its place."""

    key: str
    value: Any
    node: Node


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping with keys of the author's: ids (checked) or any text."""

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
                "write one line each: name: …",
            )
            return None
        entries: dict[str, Entry] = {}
        for key, value_node in node.value.items():
            if self.has_ids and not self._check(key, value_node, report):
                continue
            value = self.of.read(value_node, report)
            if value is not None:
                entries[key] = Entry(key, value, value_node)
        return entries

    def _check(self, key: str, node: Node, report: Report) -> bool:
        if is_identifier(key, dots=self.dots):
            return True
        report_bad_identifier(key, key_location(report.file, key, node), report, dots=self.dots)
        return False

    def schema(self) -> Schema:
        names = {"propertyNames": {"pattern": _pattern(self.dots)}} if self.has_ids else {}
        return {"type": "object", "additionalProperties": self.of.schema(), **names}


@dataclass(frozen=True, slots=True)
class ByShape:
    """Different types for text, a list and a mapping: `quote:` takes one text or several."""

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
        return shape.read(node, report)

    def schema(self) -> Schema:
        shapes = (self.scalar, self.sequence, self.mapping)
        return {"anyOf": [shape.schema() for shape in shapes if shape]}


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with the keys of `fields`; `what` names it in messages ("a claim"). One that
    `is_whole` is read with all its required keys or not at all."""

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
            hint = f"{self.what} has keys, one line each: {', '.join(list(self.by_name)[:4])} …"
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


TEXT = Text()
RICH = Text("text with inline Markdown")
IDENTIFIER = Identifier()
BOOLEAN = Boolean()
NUMBER = Number()


def read_keys(
    entries: Mapping[str, Node], by_name: Mapping[str, Field], what: str, report: Report
) -> dict[str, Any]:
    """The values of the keys that are known and can be read; the others are reported."""
    values: dict[str, Any] = {}
    for key, node in entries.items():
        known = by_name.get(key)
        if known is None:
            where = key_location(report.file, key, node)
            hint = did_you_mean(key, by_name)
            report.error(where, "unknown-key", f"unknown key `{key}` in {what}", hint)
            continue
        value = known.type.read(node, report)
        if value is not None:
            values[key] = value
    return values


def record_schema(fields: tuple[Field, ...]) -> Schema:
    properties = {each.name: _described(each) for each in fields}
    required = [each.name for each in fields if each.is_required]
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": required} if required else schema


def _described(each: Field) -> Schema:
    default = f" Default: {each.default}." if each.default else ""
    return {**each.type.schema(), "description": each.about + default}


def opening(node: Node, report: Report) -> Location:
    """The key under which a mapping stands, or its first character."""
    if node.key_start < 0:
        return Location(report.file, node.start, node.start + 1)
    end = report.file.text.find(":", node.key_start)
    return Location(report.file, node.key_start, max(end, node.key_start + 1))


_NAME = r"[^\W_][\w-]*"


def _pattern(dots: bool) -> str:
    return rf"^{_NAME}(\.{_NAME})*$" if dots else rf"^{_NAME}$"


# Windows keeps these for devices, whatever the ending.
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])")


@cache
def is_identifier(name: str, *, dots: bool = False) -> bool:
    """Ids are letters, digits, - and _, in any script; they go into file names and tags."""
    fits = re.fullmatch(_pattern(dots), name) and not _DEVICES.fullmatch(name)
    return bool(fits) and len(name) <= 100


def report_bad_identifier(
    name: str, where: Location, report: Report, *, dots: bool = False
) -> None:
    suggestion = re.sub(r"[^\w.-]+" if dots else r"[^\w-]+", "-", name).strip("-._")[:100]
    hint = f"write {suggestion}" if suggestion and is_identifier(suggestion) else ""
    message = f"`{name}` cannot be an id: letters, digits, - and _ make one"
    report.error(where, "bad-id", message, hint or "choose another word")


def shown(node: Node) -> str:
    """The value as messages quote it."""
    if isinstance(node.value, str):
        text = node.value if len(node.value) <= 40 else node.value[:39] + "…"
        return f"`{text}`" if text else "nothing"
    return "a list" if isinstance(node.value, list) else "a mapping"
