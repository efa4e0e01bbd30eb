"""Reads JSON objects with suspicion: every field is asked for by its type.

A line of a history may come from anywhere, and is stored and compared later. So this is where a
number in the place of a text is found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class MalformedError(ValueError):
    """The message says what is wrong and where. The exception never leaves this package."""


@dataclass(frozen=True, slots=True)
class JsonValue:
    """One JSON object, which messages call `place`. A text that is absent is empty."""

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

    def flag(self, key: str) -> bool:
        value = self.fields.get(key, False)
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
        # for Python, true and false are whole numbers too
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise self.refuse(key, "a whole number")
        return value


def _is_text(value: object) -> bool:
    """JSON can spell half of a surrogate pair, which no file and no database takes."""
    if not isinstance(value, str):
        return False
    return value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value)
