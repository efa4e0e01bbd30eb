"""Keys are read, checked, suggested and documented from one declaration.

Reading reports every problem with its place and fills the record with what could be read, so that
one run shows all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar, cast

from msgspec import NODEFAULT

from quizgen.diagnostics import shortened
from quizgen.reading.declaration import Entries, Entry, Field, Type, declared, fields_of, schema_of
from quizgen.reading.nodes import Hint, Node, Report, Suggestion, Value, as_yaml, cure_of, meant_key
from quizgen.reading.scalars import (
    BOOLEAN,
    TEXT,
    Integer,
    Schema,
    check_id,
    editors_pattern,
    suggested_id,
)

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class ListOf(Generic[T_co]):
    of: Type[T_co]
    least: int = 1
    is_whole: bool = False  # there is no list without an entry that cannot be read

    @property
    def label(self) -> str:
        return f"list of {self.of.label}"

    def read(self, node: Node, report: Report) -> tuple[T_co, ...] | None:
        if not isinstance(node.value, list):
            _withdraw_split_text(node, report)
            message = f"a list is expected here, not {node.shown}"
            meant = _meant(self.of, node)
            hint = _labelled(node, f"[{meant}]", report) if meant else as_list(node, report)
            report.error(node, "expected-list", message, hint)
            return None
        if len(node.value) < self.least:
            report.error(node, "too-few", "the list is empty", "write an entry, or remove the key")
            return None
        if len(node.value) > 1 and (meant := _meant(self.of, *node.value)):
            message = f"the keys of {self.of.label} are expected here, not {node.value[0].shown}"
            hint = _labelled(node, f"[{meant}]", report)
            report.error(node.value[0], "expected-mapping", message, hint)
            return None
        read = (self.of.read(entry, report) for entry in node.value)
        entries = tuple([entry for entry in read if entry is not None])
        return None if self.is_whole and len(entries) < len(node.value) else entries

    def schema(self) -> Schema:
        return {"type": "array", "items": self.of.schema(), "minItems": self.least}


@dataclass(frozen=True, slots=True)
class MapOf(Generic[T_co]):
    """A mapping with keys of the author's: ids (checked) or any text."""

    of: Type[T_co]
    has_ids: bool = True
    dots: bool = False  # an id may be `claim.template`
    least: int = 0
    is_whole: bool = False

    @property
    def label(self) -> str:
        return f"{'id' if self.has_ids else 'text'}: {self.of.label}"

    def read(self, node: Node, report: Report) -> Entries[T_co] | None:
        if not isinstance(node.value, dict):
            hint = _with_ids(node, self.of) if self.has_ids else _without_dashes(node)
            message = f"entries are expected here, not {node.shown}"
            report.error(node, "expected-mapping", message, hint)
            return None
        if len(node.value) < self.least:
            hint = "write an entry, or remove the key"
            report.error(node, "too-few", "there is no entry here", hint)
            return None
        entries: dict[str, Entry[T_co]] = {}
        for key, value_node in node.value.items():
            if not self._check(key, value_node, report):
                continue
            value = self.of.read(value_node, report)
            if value is not None:
                entries[key] = Entry(key, value, value_node)
        return None if self.is_whole and len(entries) < len(node.value) else entries

    def _check(self, key: str, node: Node, report: Report) -> bool:
        key_node = Node(key, node.key_start, node.key_start)
        if not self.has_ids:
            return TEXT.read(key_node, report) is not None
        return check_id(key_node, report, dots=self.dots)

    def schema(self) -> Schema:
        names = {"propertyNames": {"pattern": editors_pattern(self.dots)}} if self.has_ids else {}
        least = {"minProperties": self.least} if self.least else {}
        return {"type": "object", "additionalProperties": self.of.schema(), **names, **least}


@dataclass(frozen=True, slots=True)
class ByShape(Generic[T_co]):
    """Different types for text, a list and a mapping: `quote:` takes one text or several."""

    scalar: Type[T_co] | None = None
    sequence: Type[T_co] | None = None
    mapping: Type[T_co] | None = None

    @property
    def label(self) -> str:
        return " or ".join(t.label for t in (self.scalar, self.sequence, self.mapping) if t)

    def read(self, node: Node, report: Report) -> T_co | None:
        of_collection = self.sequence if isinstance(node.value, list) else self.mapping
        shape = self.scalar if isinstance(node.value, str) else of_collection
        if len(node.entries) > 1:  # braces around several are no text that lacks quotation marks
            shape = shape or self.sequence
        shape = shape or self.scalar or self.sequence or self.mapping
        before = len(report.problems)
        value = shape.read(node, report) if shape else None
        if value is None and self.sequence and shape is self.scalar and isinstance(shape, Integer):
            _offer_list(node, report, before)
        return value

    def schema(self) -> Schema:
        shapes = (self.scalar, self.sequence, self.mapping)
        return {"anyOf": [shape.schema() for shape in shapes if shape]}


@dataclass(frozen=True, slots=True)
class Made(Generic[T, T_co]):
    """What is read as another type, in the form in which it is used."""

    of: Type[T]
    make: Callable[[T], T_co]

    @property
    def label(self) -> str:
        return self.of.label

    def read(self, node: Node, report: Report) -> T_co | None:
        value = self.of.read(node, report)
        return None if value is None else self.make(value)

    def schema(self) -> Schema:
        return self.of.schema()


def one_or_several(of: Type[T]) -> Type[tuple[T, ...]]:
    return ByShape(Made(of, lambda one: (one,)), ListOf(of))


def word(of: Type[str], about: str, **shown: Any) -> str:
    return declared(of, about, absent="", **shown)


def flag(about: str, **shown: Any) -> bool:
    return declared(BOOLEAN, about, absent=False, **shown)


def any_of(of: Type[T], about: str, **shown: str) -> tuple[T, ...]:
    return declared(one_or_several(of), about, absent=(), **shown)


def listed(of: Type[T], about: str, **shown: Any) -> tuple[T, ...]:
    return declared(ListOf(of), about, absent=(), **shown)


def texts_of(nodes: tuple[Node, ...]) -> tuple[str, ...]:
    return tuple(node.text for node in nodes)


PLAIN = Made(TEXT, lambda node: node.text)  # where nothing is ever reported inside the text


class Record(Generic[T_co]):
    """A mapping with the keys that `made` declares; `label` names it in messages ("a claim").
    `meant` says what texts in its place may mean, as YAML."""

    def __init__(
        self, label: str, made: type[T_co], meant: Callable[[Sequence[str]], str] | None = None
    ) -> None:
        self.label = label
        self.meant = meant
        self._make: Callable[..., T_co] = cast(Any, made)
        self.fields = fields_of(made)
        self.by_name: Mapping[str, Field] = {each.name: each for each in self.fields}
        self.required = tuple(each for each in self.fields if each.is_required)
        # without these there is no record
        self._needed = {each.name for each in self.fields if each.absent is NODEFAULT}
        lists = ((each, each.type.of) for each in self.fields if isinstance(each.type, ListOf))
        self.lists = tuple((each, of) for each, of in lists if isinstance(of, Record))
        attributes = cast(Any, made).__struct_fields__  # such as `from_`
        self._renamed = {at.rstrip("_"): at for at in attributes if at.endswith("_")}

    def read(self, node: Node, report: Report) -> T_co | None:
        if not isinstance(node.value, dict):
            hint = _as_keys(node, self, report)
            message = f"the keys of {self.label} are expected here, not {node.shown}"
            report.error(node, "expected-mapping", message, hint)
            return None
        if self.lists:
            _move_inside(node.value, self, report)
        read = read_keys(node.value, self.by_name, self.label, report)
        for each in self.required if read or not node.value else ():
            if node.value.keys().isdisjoint((each.name, each.or_else)):
                message = f"{self.label} needs `{each.name}:`"
                hint = f"{each.name}: {each.example or '…'}"
                report.error(report.opening(node), "missing-key", message, hint)
        if not self._needed <= read.keys():
            return None
        for key in self._renamed.keys() & read.keys():
            read[self._renamed[key]] = read.pop(key)
        return self._make(**read)

    def schema(self) -> Schema:
        return schema_of(self.fields)


def _meant(type_: Type[object], *nodes: Node) -> str:
    """What short texts may mean where a record belongs, "" if nobody can tell."""
    meant = type_.meant if isinstance(type_, Record) and all(map(_is_short, nodes)) else None
    return meant([node.text for node in nodes]) if meant else ""


def _is_short(node: Node) -> bool:
    return isinstance(node.value, str) and 0 < len(node.value) <= _SHORT


def _move_inside(entries: dict[str, Node], record: Record[object], report: Report) -> None:
    """Keys that belong one level below, in a list of records that is missing, are read there."""
    for each, inner in record.lists:
        if each.name in entries:
            continue
        moved = [key for key in entries if key not in record.by_name and key in inner.by_name]
        for key in moved[:1]:
            node = entries[key]
            message = f"`{key}:` belongs to {inner.label}, and this is {record.label}"
            line = ", ".join(f"{name}: {_in_short(entries[name])}" for name in moved)
            report.error(node, "unknown-key", message, f"{each.name}: [{{{line}}}]", key=key)
            section = Node({name: entries.pop(name) for name in moved}, node.start)
            entries[each.name] = Node([section], node.start, node.key_start)


def _in_short(node: Node) -> str:
    several = node.value if isinstance(node.value, list) else [node]
    texts = [as_yaml(each.value) if isinstance(each.value, str) else "…" for each in several]
    shown = f"[{', '.join(texts)}]" if several is node.value else texts[0]
    return shown if len(shown) <= _SHORT else "…"


def _as_keys(node: Node, record: Record[object], report: Report) -> Hint:
    """What is written, at the first of the keys that are needed, and the others beside it."""
    if meant := _meant(record, node):
        return _labelled(node, meant, report)
    needed = record.required
    if not needed or not _is_short(node) or node.key_start < 0:
        return f"{record.label} has keys, one line each: {', '.join(list(record.by_name)[:4])} …"
    rest = "".join(f", {each.name}: {each.example or '…'}" for each in needed[1:])
    return _labelled(node, f"{{{needed[0].name}: {as_yaml(node.text)}{rest}}}", report)


def read_keys(
    entries: dict[str, Node], by_name: Mapping[str, Field], what: str, report: Report
) -> dict[str, Any]:
    """The values of the keys that are known and can be read; the others are reported."""
    values: dict[str, Any] = {}
    misspelt = [key for key in entries if key not in by_name]
    corrected = [correct_key(entries, key, by_name, what, report) for key in misspelt]
    for key, node in entries.items():
        known = by_name.get(key)
        before = len(report.problems)
        value = known.type.read(node, report) if known else None
        if value is not None:
            values[key] = value
        elif key in corrected:
            del report.problems[before:]  # what is meant may be a key of another shape
    return values


def correct_key(
    entries: dict[str, Node], key: str, known: Collection[str], what: str, report: Report
) -> str:
    """Reports an unknown key. If it is only misspelt, its value is read under the key that is
    meant, which is returned, so that this key is not reported as missing as well."""
    node = entries[key]
    meant = meant_key(key, known)
    listed = f"known here: {', '.join(sorted(known))}" if len(known) <= 24 else ""
    hint: Hint = Suggestion(key, meant) if meant else listed
    if meant in entries:
        hint = str(hint)  # to write it twice would be no cure
    report.error(node, "unknown-key", f"unknown key `{key}` in {what}", hint, key=key)
    if not meant or meant in entries:
        return ""
    entries[meant] = entries.pop(key)
    return meant


# --- Hints that hold what the author wrote, for a value of the wrong shape ---


def _labelled(node: Node, value: str, report: Report) -> Hint:
    where = report.opening(node)
    key = report.file.text[where.start : where.end].strip("\"'") if node.key_start >= 0 else ""
    said = f"write {key}: {value}" if key else f"write {value}"
    is_whole = isinstance(node.value, str) and "…" not in value
    return Suggestion(node.text, value, said) if is_whole else said


def as_list(node: Node, report: Report) -> Hint:
    """A text where a list belongs: its parts between commas, in brackets."""
    entries = sorted(node.entries.items(), key=lambda each: each[1].key_start)
    texts = [each.text for _, each in entries if isinstance(each.value, str)]
    is_numbered = len(texts) == len(entries) and all(len(key) < 3 for key, _ in entries)
    if entries and not is_numbered:
        key, value = entries[0][0], f" {texts[0]}" if entries[0][1].text in texts else ""
        return f"begin each entry with a dash: - {key}:{shortened(value, _SHORT)}"
    text = node.value if isinstance(node.value, str) else ", ".join(texts)
    parts = texts or [part.strip() for part in text.split(",") if part.strip()]
    if not parts or len(text) > _SHORT:
        return "write [one, two], or one line each: - one"
    return _labelled(node, f"[{', '.join(map(as_yaml, parts))}]", report)


def _withdraw_split_text(node: Node, report: Report) -> None:
    """The commas of what should have been a list are no mistake of their own."""
    end = node.start + (len(node.value) if isinstance(node.value, str) else 0)
    report.problems[:] = (
        problem
        for problem in report.problems
        if problem.code != "split-text" or not node.start < problem.where.start < end
    )


def _with_ids(node: Node, of: Type[object]) -> str:
    if not isinstance(node.value, list) or not node.value:
        return "write one line each: name: …"
    entry, id_, keys = node.value[0], "", next(iter(node.value[0].entries), "")
    keys = keys and f"{{{keys}: …}}"
    if _is_short(entry):
        id_ = suggested_id(entry.text).lower()
        needed = of.required if isinstance(of, Record) else ()
        keys = f"{{{needed[0].name}: {as_yaml(entry.text)}}}" if needed else ""
    first = f"{id_ or 'first'}: {keys or '…'}"
    return f"give each entry an id and a colon, and no dash: {first}"


def _without_dashes(node: Node) -> str:
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
    texts = [as_yaml(each) for each in sides if isinstance(each, str) and len(each) <= _SHORT]
    left, right = texts if len(texts) == 2 else ("left", "right")
    return f"write a line for each, without a dash: {left}: {right}"


def _offer_list(node: Node, report: Report, before: int) -> None:
    """A text that is no number may have been meant as the only entry of a list."""
    is_number = node.text.lstrip("+-").isdecimal()
    if len(report.problems) > before and isinstance(node.value, str) and not is_number:
        last = report.problems[-1]
        listed = as_list(node, report)
        hint = f"{last.hint}, or a list: {str(listed).removeprefix('write ')}"
        report.problems[-1] = replace(last, hint=hint, cure=cure_of(listed, last.where))


_SHORT = 80  # characters of a text that a hint repeats
