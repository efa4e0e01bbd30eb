"""A record declares the keys of a section: its attributes are the keys.

`declared(…)` says what may stand at a key. Reading, the JSON Schema for editors and the tables of
`decks/REFERENCE.md` are made from the same declarations, and mypy holds each attribute against the
type that reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar, cast, dataclass_transform, overload

from msgspec import NODEFAULT, Struct, defstruct

from quizgen.reading.nodes import Node
from quizgen.reading.report import Report
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
    return cast(T, Field("", type_, about, absent, **shown))


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
