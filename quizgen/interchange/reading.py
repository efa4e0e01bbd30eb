"""A compiled deck from its JSON, decoded no further than somebody asks.

A session of ten questions must not wait for ten thousand. In a file as the program lays it out,
an item is a line that starts with its id and its claim; those are read at once, the rest of the
line when the item is asked for. Any other layout of the same JSON is decoded whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.interchange import FORMAT, decode
from quizgen.interchange.key import key_hash, keys_digest
from quizgen.interchange.node import MalformedError, Node
from quizgen.quiz.model import Build, Form, Item, Outlet, Response

if TYPE_CHECKING:
    from quizgen.grade.lexicon import Lexicon

_Raw: TypeAlias = range | Any  # where in the file a line stands, or what was decoded


@dataclass(frozen=True, slots=True)
class _Parts:
    """The file in pieces: `rows` by item id, in the order of the file. `content` is empty where
    the file had to be decoded whole."""

    header: Node
    rows: dict[str, _Raw]
    forms: _Raw
    content: bytes = b""

    def decoded(self, raw: _Raw) -> Any:
        if not isinstance(raw, range):
            return raw
        return json.loads(self.content[raw.start : raw.stop].rstrip(b","))

    def with_key(self, key: str) -> list[str]:
        """The items that may have that list. In a line, a quotation mark inside a text is escaped,
        so what looks like a key is one; most decks have none, which one search finds out."""
        mark = f',"{key}":["'.encode()
        if self.content and mark not in self.content:
            return []
        return [name for name, row in self.rows.items() if self._has(key, mark, row)]

    def _has(self, key: str, mark: bytes, row: _Raw) -> bool:
        if isinstance(row, range):
            return self.content.find(mark, row.start, row.stop) >= 0
        return key in row


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
        self._keys = header.text("keys")
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
        elsewhere = {name for name in self._restricted if not self._is_for(outlet, name)}
        return tuple(name for name in self._parts.rows if name not in elsewhere)

    def claim(self, name: str) -> str:
        """Empty where the item cannot be read."""
        row = self._parts.rows[name]
        if isinstance(row, range):
            found = _CLAIM.match(self._parts.content, row.start, row.stop)
            if found:
                return found[1].decode(errors="replace")
        return self._text(name, "claim")

    def item(self, name: str) -> Item | Diagnostic:
        try:
            return self._whole(name)
        except _FAULTS as fault:
            return _damaged(Location(self.file), str(fault))

    def tags(self, name: str) -> frozenset[str]:
        """Empty where the item cannot be read: that is said when it is asked for."""
        return frozenset(self._texts(name, "tags"))

    @cached_property
    def keys(self) -> str:
        """A digest of all keys; made here for a file that does not bring it."""
        if self._keys:
            return self._keys
        items = (self.item(name) for name in self._parts.rows)
        return keys_digest(item for item in items if isinstance(item, Item))

    def key(self, name: str) -> str:
        """The fingerprint of an item's key; empty where there is no such item."""
        item = self.item(name) if name in self._parts.rows else None
        return key_hash(item.response) if isinstance(item, Item) else ""

    @property
    def quizzes(self) -> tuple[tuple[str, str], ...] | Diagnostic:
        """The id and the letter of each form."""
        try:
            return tuple((node.text("quiz"), node.text("letter")) for node in self._form_nodes())
        except _FAULTS as fault:
            return _damaged(Location(self.file), str(fault))

    def form(self, quiz: str, letter: str) -> Form | Diagnostic:
        """One that `quizzes` lists; only its items are decoded."""
        try:
            (node,) = (
                node
                for node in self._form_nodes()
                if (node.text("quiz"), node.text("letter")) == (quiz, letter)
            )
            return decode.form(node, {name: self._whole(name) for name in decode.placed(node)})
        except _FAULTS as fault:
            return _damaged(Location(self.file), str(fault))

    @cached_property
    def renames(self) -> Mapping[str, tuple[str, ...]]:
        """The ids that items had before, for the items that had any."""
        found = {name: self._texts(name, "was") for name in self._parts.with_key("was")}
        return {name: was for name, was in found.items() if was}

    @cached_property
    def lexicon(self) -> Lexicon:
        """Of the whole deck: for the first typed answer, not for the first question."""
        from quizgen.grade.lexicon import compile_lexicon

        source = self.about.source
        prose = [
            text for number, text in enumerate(source.paragraphs, 1) if number not in source.skipped
        ]
        return compile_lexicon(self.about.language, self._responses(), prose)

    def _responses(self) -> Iterator[Response]:
        """Those of items that can be read."""
        for name in self._parts.rows:
            try:
                yield decode.response(self._node(name).child("response"))
            except _FAULTS:
                continue

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
        return tuple(decode.form(each, by_id) for each in self._form_nodes())

    def _form_nodes(self) -> Iterator[Node]:
        return Node({"forms": self._parts.decoded(self._parts.forms)}, "the file").children("forms")

    def _whole(self, name: str) -> Item:
        return decode.item(self._node(name), self._speakers)

    @cached_property
    def _restricted(self) -> list[str]:
        return self._parts.with_key("use")

    def _is_for(self, outlet: Outlet, name: str) -> bool:
        try:
            return outlet in decode.outlets(self._node(name))
        except _FAULTS:
            return True

    def _text(self, name: str, key: str) -> str:
        try:
            return self._node(name).text(key)
        except _FAULTS:
            return ""

    def _texts(self, name: str, key: str) -> tuple[str, ...]:
        try:
            return self._node(name).texts(key)
        except _FAULTS:
            return ()

    def _node(self, name: str) -> Node:
        if name not in self._parts.rows:
            raise MalformedError(f"there is no item `{name}`")
        fields = self._parts.decoded(self._parts.rows[name])
        if not isinstance(fields, dict) or fields.get("id") != name:
            raise MalformedError(f"item `{name}` should be an object with that id")
        return Node(fields, f"item `{name}`")


_FAULTS = (MalformedError, ValueError, RecursionError)
_ID = re.compile(rb'\{"id":"([^"\\]+)"')
_CLAIM = re.compile(rb'\{"id":"[^"]*","claim":"([^"\\]*)",')
_ITEMS = b'\n"items":[\n'
_FORMS = b'\n],\n"forms":[\n'


def _parts_by_line(content: bytes) -> _Parts | None:
    """None for any other layout. A line break is never inside a JSON string, so these marks
    stand where they seem to stand. Nothing is copied: the file may be large."""
    head, end = content.find(_ITEMS), content.rfind(_FORMS)
    if head < 0 or end < 0 or not content.endswith(b"]}\n"):
        return None
    rows = _rows(content, head + len(_ITEMS), end)
    if rows is None:
        return None
    header = _header(json.loads(content[:head].rstrip(b",") + b"}"))
    forms = range(end + len(_FORMS) - len(b"[\n"), len(content) - len(b"}\n"))
    return _Parts(header, rows, forms, content)


def _rows(content: bytes, start: int, end: int) -> dict[str, _Raw] | None:
    """The lines by id; None if one does not begin with a plain id, or two have the same."""
    find, match, rows, count = content.find, _ID.match, {}, 0
    while start < end:
        stop = find(b"\n", start, end)
        stop = end if stop < 0 else stop
        found = match(content, start, stop)
        if found is None:
            return None
        rows[found[1].decode()] = range(start, stop)
        start, count = stop + 1, count + 1
    return rows if len(rows) == count else None


def _parts(content: bytes) -> _Parts:
    header = _header(json.loads(content))
    rows: dict[str, _Raw] = {}
    for node in header.children("items"):
        name = node.required("id")
        if name in rows:
            raise MalformedError(f"two items have the id `{name}`")
        rows[name] = node.fields
    return _Parts(header, rows, header.values("forms"))


def _header(value: Any) -> Node:
    if not isinstance(value, dict) or "quizgen" not in value:
        raise MalformedError("this is not a deck that quizgen compiled")
    node = Node(value, "the file")
    if node.integer("quizgen") > FORMAT:
        raise MalformedError(
            f"it was written by a newer quizgen, in format {node.integer('quizgen')}"
        )
    return node


def _damaged(where: Location, reason: str) -> Diagnostic:
    return Diagnostic(
        where, "damaged-deck", f"this compiled deck cannot be read: {reason}", "compile it again"
    )
