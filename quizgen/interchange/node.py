"""JSON objects read with suspicion: every field is asked for by its type.

A compiled deck may come from anywhere, and what it holds is shown, stored and compared later;
so a number where text should be is found here and not in the middle of somebody's session.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from quizgen.quiz.model import Blank, Break, Code, Emphasis, Inline, Link, Rich, Strong, Text


class MalformedError(ValueError):
    """The sentence says what is wrong and where; it never leaves this package."""


@dataclass(frozen=True, slots=True)
class Node:
    """One JSON object; `place` names it in messages. Fields that are absent are empty."""

    fields: dict[str, Any]
    place: str

    def refuse(self, key: str, wanted: str) -> MalformedError:
        return MalformedError(f"`{key}` of {self.place} should be {wanted}")

    def text(self, key: str) -> str:
        value: Any = self.fields.get(key, "")
        if not _is_text(value):
            raise self.refuse(key, "text")
        return str(value)

    def required(self, key: str) -> str:
        value = self.text(key)
        if not value:
            raise self.refuse(key, "there, as text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.values(key)
        if not all(map(_is_text, values)):
            raise self.refuse(key, "a list of texts")
        return tuple(values)

    def flag(self, key: str, usual: bool = False) -> bool:
        value = self.fields.get(key, usual)
        if not isinstance(value, bool):
            raise self.refuse(key, "true or false")
        return value

    def integer(self, key: str) -> int:
        value = self.optional_integer(key)
        if value is None:
            raise self.refuse(key, "a whole number")
        return value

    def optional_integer(self, key: str) -> int | None:
        value = self.fields.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise self.refuse(key, "a whole number")
        return value

    def number(self, key: str) -> float:
        value = self.fields.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.refuse(key, "a number")
        if not abs(value) < _LARGEST:  # not so for what is no number at all (NaN)
            raise self.refuse(key, "a number of usual size")
        return value

    def decimal(self, key: str) -> Decimal:
        """Huge exponents are refused: comparing or printing such a number would take for ever."""
        try:
            value = Decimal(self.text(key))
        except InvalidOperation:
            raise self.refuse(key, "a number, as text") from None
        if not value.is_finite() or abs(value.adjusted()) > _MAGNITUDE:
            raise self.refuse(key, "a number of usual size")
        return value

    def integers(self, key: str) -> tuple[int, ...]:
        return tuple(_integer(value, self, key) for value in self.values(key))

    def content(self, key: str) -> bytes:
        try:
            return b64decode(self.text(key), validate=True)
        except (binascii.Error, ValueError):
            raise self.refuse(key, "base64") from None

    def rich(self, key: str) -> Rich:
        return _rich(self.fields.get(key, ""), self, key, 0)

    def riches(self, key: str) -> tuple[Rich, ...]:
        return tuple(_rich(value, self, key, 0) for value in self.values(key))

    def child(self, key: str) -> Node:
        value = self.fields.get(key)
        if not isinstance(value, dict):
            raise self.refuse(key, "an object")
        return Node(value, f"`{key}` of {self.place}")

    def children(self, key: str) -> Iterator[Node]:
        for number, value in enumerate(self.values(key), 1):
            if not isinstance(value, dict):
                raise self.refuse(key, "a list of objects")
            yield Node(value, f"`{key}` {number} of {self.place}")

    def pairs(self, key: str) -> Iterator[tuple[Any, Any]]:
        for value in self.values(key):
            if not isinstance(value, list) or len(value) != _PAIR:
                raise self.refuse(key, "a list of pairs")
            yield value[0], value[1]

    def spans(self, key: str) -> tuple[tuple[int, int], ...]:
        return tuple(
            (_integer(start, self, key), _integer(end, self, key)) for start, end in self.pairs(key)
        )

    def mapping(self, key: str) -> dict[str, str]:
        value = self.fields.get(key, {})
        if not isinstance(value, dict) or not all(map(_is_text, value.values())):
            raise self.refuse(key, "an object of texts")
        return value

    def values(self, key: str) -> list[Any]:
        value = self.fields.get(key, [])
        if not isinstance(value, list):
            raise self.refuse(key, "a list")
        return value


_MAGNITUDE = 1000
_LARGEST = 10**9
_PAIR = 2
_DEPTH = 50


def _is_text(value: object) -> bool:
    """JSON can spell half of a surrogate pair, which no file and no database takes."""
    if not isinstance(value, str):
        return False
    return value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value)


def _integer(value: Any, node: Node, key: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise node.refuse(key, "a list of whole numbers")
    return value


def _rich(value: Any, node: Node, key: str, depth: int) -> Rich:
    if _is_text(value):
        return (Text(value),) if value else ()
    if not isinstance(value, list) or depth > _DEPTH:
        raise node.refuse(key, "rich text")
    return tuple(_inline(part, node, key, depth + 1) for part in value)


def _inline(value: Any, node: Node, key: str, depth: int) -> Inline:
    match value:
        case str() if _is_text(value):
            return Text(value)
        case {"strong": children}:
            return Strong(_rich(children, node, key, depth))
        case {"emphasis": children}:
            return Emphasis(_rich(children, node, key, depth))
        case {"code": str(text)} if _is_text(text):
            return Code(text)
        case {"link": children, "url": str(url)} if _is_text(url):
            return Link(_rich(children, node, key, depth), url)
        case {"break": True}:
            return Break()
        case {"blank": None}:
            return Blank()
        case {"blank": int(gap)}:
            return Blank(gap)
        case _:
            raise node.refuse(key, "rich text")
