"""A compiled deck from its JSON, decoded no further than somebody asks.

A session of ten questions must not wait for ten thousand. In a file as the program lays it out,
an item is a line that starts with its id and its claim; those are read at once, the rest of the
line when the item is asked for. Any other layout of the same JSON is decoded whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.interchange import FORMAT, decode
from quizgen.interchange.node import MalformedError, Node
from quizgen.model import Build, Form, Item, Outlet

_Raw: TypeAlias = bytes | Any  # a line that is not decoded yet, or what it decodes to


@dataclass(frozen=True, slots=True)
class _Parts:
    """The file in pieces: `claims` and `rows` by item id, in the order of the file."""

    header: Node
    claims: dict[str, str]
    rows: dict[str, _Raw]
    forms: _Raw


def open_deck(content: bytes, name: str) -> tuple[CompiledDeck | None, list[Diagnostic]]:
    """`name` is what the file is called in diagnostics."""
    try:
        return CompiledDeck(name, _parts_by_line(content) or _parts(content)), []
    except json.JSONDecodeError as fault:
        text = TextFile(name, fault.doc)
        return None, [_damaged(Location(text, fault.pos, fault.pos), fault.msg)]
    except _FAULTS as fault:
        return None, [_damaged(Location(TextFile(name, "")), str(fault))]


def read(content: bytes, name: str) -> tuple[Build | None, list[Diagnostic]]:
    """The whole quiz, exactly as it was written."""
    deck, problems = open_deck(content, name)
    return deck.build() if deck else (None, problems)


class CompiledDeck:
    """What a compiled file holds. Items are decoded one by one; a fault in one is known only
    when that one is asked for, as a diagnostic in its place."""

    def __init__(self, name: str, parts: _Parts) -> None:
        header = parts.header
        self.file = TextFile(name, "")
        self.about = decode.about(header.child("about"))
        self.modified = header.integer("modified")
        self.has_disputed = header.flag("disputed")
        self._parts = parts
        speakers = header.child("speakers").fields
        self._speakers = {
            key: decode.speaker(key, Node(value, f"speaker `{key}`"))
            for key, value in speakers.items()
            if isinstance(value, dict)
        }

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._parts.rows)

    def ids_for(self, outlet: Outlet) -> tuple[str, ...]:
        """In the order of the file."""
        return tuple(
            name
            for name, row in self._parts.rows.items()
            if not _may_have("use", row) or self._is_for(outlet, name)
        )

    def claim(self, name: str) -> str:
        return self._parts.claims[name]

    def item(self, name: str) -> Item | Diagnostic:
        try:
            return decode.item(self._node(name), self._speakers)
        except _FAULTS as fault:
            return _damaged(Location(self.file), str(fault))

    def tags(self, name: str) -> frozenset[str]:
        """Empty where the item cannot be read: that is said when it is asked for."""
        return frozenset(self._texts(name, "tags"))

    @cached_property
    def renames(self) -> Mapping[str, tuple[str, ...]]:
        """The ids that items had before, for the items that had any."""
        found = {name: self._texts(name, "was") for name in self._parts.rows}
        return {name: was for name, was in found.items() if was}

    def build(self) -> tuple[Build | None, list[Diagnostic]]:
        read = [self.item(name) for name in self._parts.rows]
        problems = [item for item in read if isinstance(item, Diagnostic)]
        items = tuple(item for item in read if isinstance(item, Item))
        if problems:
            return None, problems
        try:
            return Build(self.about, items, self._forms(items), self.modified), []
        except _FAULTS as fault:
            return None, [_damaged(Location(self.file), str(fault))]

    def _forms(self, items: tuple[Item, ...]) -> tuple[Form, ...]:
        by_id = {item.id: item for item in items}
        node = Node({"forms": _decoded(self._parts.forms)}, "the file")
        return tuple(decode.form(each, by_id) for each in node.children("forms"))

    def _is_for(self, outlet: Outlet, name: str) -> bool:
        try:
            return outlet in decode.outlets(self._node(name))
        except _FAULTS:
            return True

    def _texts(self, name: str, key: str) -> tuple[str, ...]:
        if not _may_have(key, self._parts.rows[name]):
            return ()
        try:
            return self._node(name).texts(key)
        except _FAULTS:
            return ()

    def _node(self, name: str) -> Node:
        fields = _decoded(self._parts.rows[name])
        if not isinstance(fields, dict) or fields.get("id") != name:
            raise MalformedError(f"item `{name}` should be an object with that id")
        return Node(fields, f"item `{name}`")


_FAULTS = (MalformedError, ValueError, RecursionError)
_HEAD = re.compile(rb'\{"id":("[^"\\]+"),"claim":("[^"\\]*"),')
_ITEMS = b'\n"items":[\n'
_FORMS = b'\n],\n"forms":[\n'


def _parts_by_line(content: bytes) -> _Parts | None:
    """None for any other layout. A line break is never inside a JSON string, so these marks
    stand where they seem to stand."""
    head, items, rest = content.partition(_ITEMS)
    body, forms, tail = rest.rpartition(_FORMS)
    if not (items and forms and head.startswith(b'{"quizgen":') and tail.endswith(b"]}\n")):
        return None
    claims: dict[str, str] = {}
    rows: dict[str, _Raw] = {}
    for line in body.splitlines():
        found = _HEAD.match(line)
        if found is None:
            return None
        name = found[1][1:-1].decode()
        claims[name] = found[2][1:-1].decode()
        rows[name] = line
    if len(rows) != body.count(b"\n") + 1:
        return None
    return _Parts(_header(json.loads(head.rstrip(b",") + b"}")), claims, rows, b"[" + tail[:-2])


def _parts(content: bytes) -> _Parts:
    header = _header(json.loads(content))
    claims: dict[str, str] = {}
    rows: dict[str, _Raw] = {}
    for node in header.children("items"):
        name = node.required("id")
        if name in rows:
            raise MalformedError(f"two items have the id `{name}`")
        claims[name] = node.text("claim")
        rows[name] = node.fields
    return _Parts(header, claims, rows, header.values("forms"))


def _header(value: Any) -> Node:
    if not isinstance(value, dict) or "quizgen" not in value:
        raise MalformedError("this is not a deck that quizgen compiled")
    node = Node(value, "the file")
    if node.integer("quizgen") > FORMAT:
        raise MalformedError(f"it was written by a newer quizgen, in format {node.integer('quizgen')}")
    return node


def _decoded(raw: _Raw) -> Any:
    return json.loads(raw.rstrip(b",")) if isinstance(raw, bytes) else raw


def _may_have(key: str, raw: _Raw) -> bool:
    """In a line, a quotation mark inside a text is escaped, so this never finds a text."""
    return f'"{key}":'.encode() in raw if isinstance(raw, bytes) else key in raw


def _damaged(where: Location, reason: str) -> Diagnostic:
    return Diagnostic(
        where, "damaged-deck", f"this compiled deck cannot be read: {reason}", "compile it again"
    )
