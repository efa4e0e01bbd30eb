"""What was read at the keys of a mapping, before a record is made of it.

A template, a claim and a question each say a part of what an item needs. Their parts are put
together as `Values`, and become a typed record when all are there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, KeysView, Mapping
from functools import cache
from inspect import signature
from typing import Any, Generic, TypeAlias, TypeVar

from msgspec import Struct

from quizgen.reading.nodes import Node

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


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
