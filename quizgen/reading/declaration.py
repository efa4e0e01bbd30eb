"""A record declares the keys of a section: its attributes are the keys.

`declared(…)` says what may stand at a key. Reading, the JSON Schema for editors and the tables of
`decks/REFERENCE.md` are made from the same declarations, and mypy holds each attribute against the
type that reads it.

A template, a claim and a question each say a part of what an item needs. Their parts are put
together as `Values`, and become a typed record when all are there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, KeysView, Mapping
from dataclasses import dataclass, replace
from functools import cache
from inspect import signature
from typing import Any, Generic, Protocol, TypeAlias, TypeVar, cast, dataclass_transform, overload

from msgspec import NODEFAULT, Struct, defstruct

from quizgen.reading.nodes import Node, Report
from quizgen.reading.scalars import Schema

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Type(Protocol[T_co]):
    """What may stand at a key. `read` gives None where nothing usable stands there."""

    @property
    def label(self) -> str: ...

    def read(self, node: Node, report: Report) -> T_co | None: ...

    def schema(self) -> Schema: ...


@dataclass(frozen=True, slots=True)
class Field:
    """Declares one key. `absent` is its value where the key is not there, or cannot be read; if it
    has none, there is no record without the key. `default` says to authors what holds then, and
    `example` is YAML for its value, as the reference shows it."""

    name: str
    type: Type[object]
    about: str
    absent: object = NODEFAULT
    is_required: bool = False
    default: str = ""
    example: str = ""
    or_else: str = ""  # another key that will do where this one is required


@overload
def declared(type_: Type[T], about: str, *, absent: T, **shown: Any) -> T: ...


@overload
def declared(type_: Type[T], about: str, **shown: Any) -> T | None: ...


def declared(type_: Type[T], about: str, *, absent: T | None = None, **shown: Any) -> T | None:
    """Declares a key as an attribute of a record: see `Field`."""
    return cast(T, Field(name="", type=type_, about=about, absent=absent, **shown))


def wanted(type_: Type[T], about: str, example: str = "", or_else: str = "") -> T | None:
    """Declares a key that has to be there; without it the others are read all the same."""
    return declared(type_, about, is_required=True, example=example, or_else=or_else)


def needed(type_: Type[T], about: str, example: str = "") -> T:
    """Declares a key without which there is no record."""
    return cast(T, Field("", type_, about, is_required=True, example=example))


@dataclass_transform(kw_only_default=True, frozen_default=True)
def declares_keys(made: type[T]) -> type[T]:
    """Makes a record of a class whose attributes are declared keys; `from_` stands for the key
    `from`. It is no dataclass: a large deck has 100,000 records, and a frozen dataclass takes ten
    times as long to make."""
    written: Mapping[str, Any] = vars(made)
    if issubclass(made, Struct):  # it extends another, whose keys it has as well
        written = dict(zip(made.__struct_fields__, made.__struct_defaults__, strict=True))
    own = {name: each for name, each in written.items() if isinstance(each, Field)}
    fields = tuple(replace(each, name=name.rstrip("_")) for name, each in own.items())
    rest = {
        name: each
        for name, each in vars(made).items()
        if name == "__doc__" or not (name in own or name.startswith("__"))
    }
    return cast(
        type[T],
        defstruct(
            made.__name__,
            [(name, Any, each.absent) for name, each in own.items()],
            bases=made.__bases__ if issubclass(made, Struct) else None,
            module=made.__module__,
            namespace={**rest, _KEYS: (*fields_of(made), *fields)},
            frozen=True,
            kw_only=True,
            gc=False,
        ),
    )


_KEYS = "declared_keys"


def fields_of(made: type[object]) -> tuple[Field, ...]:
    """The keys that a record declares."""
    found: tuple[Field, ...] = getattr(made, _KEYS, ())
    return found


def schema_of(fields: tuple[Field, ...]) -> Schema:
    properties = {each.name: _described(each) for each in fields}
    required = [each.name for each in fields if each.is_required and not each.or_else]
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        schema["required"] = required
    for each in fields:
        if each.or_else:
            schema["oneOf"] = [{"required": [name]} for name in (each.name, each.or_else)]
    return schema


def _described(each: Field) -> Schema:
    """Adds a `markdownDescription`, which editors prefer, since they would show the backquotes of a
    plain `description`."""
    about = each.about + (f" Default: {each.default}." if each.default else "")
    marked = {"markdownDescription": about} if "`" in about else {}
    return {**each.type.schema(), "description": about, **marked}


class Entry(Struct, Generic[T_co], frozen=True, gc=False):
    """One entry of a mapping that is keyed by ids or texts: its key, its value, its place."""

    key: str
    value: T_co
    node: Node

    @property
    def key_node(self) -> Node:
        """The key as a text of its own."""
        return Node(self.key, self.node.key_start, self.node.key_start)


Entries: TypeAlias = Mapping[str, Entry[T_co]]


class Values:
    """What was read at keys of which a record is made later, when others have been added."""

    __slots__ = ("_read",)

    def __init__(self, read: Mapping[str, Any]) -> None:
        self._read = read

    def __contains__(self, name: str) -> bool:
        return name in self._read

    @classmethod
    def merged(cls, *parts: Values) -> Values:
        """All of them; where several have a key, the last one's."""
        read: dict[str, Any] = {}
        for part in parts:
            read.update(part._read)
        return cls(read)

    def words(self, name: str) -> tuple[str, ...]:
        found: tuple[str, ...] = self._read.get(name, ())
        return found

    def names(self) -> KeysView[str]:
        return self._read.keys()

    def without(self, names: Collection[str]) -> Values:
        return Values({name: each for name, each in self._read.items() if name not in names})

    def into(self, made: type[T]) -> T:
        """The record; the caller has seen to it that the keys which it needs are there."""
        make: Callable[..., T] = made
        names = attributes_of(make)
        found = {names[at]: value for at, value in self._read.items() if at in names}
        return make(**found) if found else _with_nothing(make)

    def texts(self) -> Iterator[Node]:
        return texts_below(self._read)

    def texts_at(self, names: Collection[str]) -> Iterator[Node]:
        return texts_below({name: self._read[name] for name in names if name in self._read})


@cache
def attributes_of(made: Callable[..., object]) -> Mapping[str, str]:
    """The attribute of each key."""
    return {name.rstrip("_"): name for name in signature(made).parameters}


@cache
def _with_nothing(made: Callable[..., T]) -> T:
    """Many records say nothing, and they are one: nobody can change it."""
    return made()


def stated(record: object, names: Collection[str]) -> Values:
    """What a record says at these keys."""
    said = ((name, getattr(record, name)) for name in names)
    return Values({name: value for name, value in said if value not in (None, (), "")})


def texts_below(value: object) -> Iterator[Node]:
    """All texts in what was read, however deep; keys of the author's are texts as well."""
    if isinstance(value, Node):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_below(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_below(each)
    elif isinstance(value, Entry):
        yield value.key_node
        yield from texts_below(value.value)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from texts_below(getattr(value, name))
