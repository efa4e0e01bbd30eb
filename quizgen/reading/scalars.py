"""The types of single values: text, ids, numbers, or one word of several.

Each is a `Type` of `fields.py`. It reads a value, reports what does not fit, and has a JSON Schema.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Generic, TypeVar

from quizgen.diagnostics import Location, TextFile
from quizgen.reading.characters import is_mark, is_wordy, masked, normalised
from quizgen.reading.nodes import Hint, Node, Report, Suggestion, as_yaml, did_you_mean

Schema = dict[str, Any]
Word = TypeVar("Word", bound=str)


def is_blank(text: str) -> bool:
    """Whether nothing can be seen of the text: it is empty, or has only spaces, also zero-width
    ones."""
    return all(letter.isspace() or unicodedata.category(letter) == "Cf" for letter in text)


@dataclass(frozen=True, slots=True)
class Text:
    """A text. It stays a `Node` with its place, so that messages can point into it."""

    label: str = "text"

    def read(self, node: Node, report: Report) -> Node | None:
        text = node.value
        if type(text) is not str:
            shape = "a list" if isinstance(text, list) else "a mapping (key: value)"
            mark = "[" if isinstance(text, list) else "{"
            hint = f"write one text; one that starts with {mark} needs quotation marks"
            if isinstance(text, list) and len(text) == 1 and isinstance(text[0].value, str):
                hint = f"write {text[0].value}, without brackets"
            report.error(node, "expected-text", f"text is expected here, not {shape}", hint)
        elif len(text) > _MOST_CHARACTERS:
            length = f"this text has {len(text):,} characters"
            message = f"{length}; the limit is {_MOST_CHARACTERS:,}"
            report.error(node, "too-large", message, "shorten it, or split it")
        elif not text[:1].isalnum() and is_blank(text):  # most texts are settled by a look at one
            report.error(node, "empty", "there is no text here", _why_empty(node, report.file))
        else:
            return node
        return None

    def schema(self) -> Schema:
        # To an editor 1945 without quotation marks is a number; here it is read as text.
        return {"type": ["string", "number", "boolean"]}


def _why_empty(node: Node, file: TextFile) -> str:
    number, column = file.line_and_column(node.start)
    rest = file.line(number)[column - 1 :].strip()
    if not rest.startswith("#"):
        return "write it, or remove the key"
    return f"` #` begins a comment; for a text that begins with #, write {as_yaml(rest)}"


# A question of two pages has 5,000. To search a text for words and quotations can take the square
# of its length.
_MOST_CHARACTERS = 10_000


@dataclass(frozen=True, slots=True)
class Identifier:
    """A name that the author chooses and that other entries refer to. In a reference anything may
    be read: whoever knows the ids says which of them is meant."""

    is_reference: bool = False
    label: str = "id"
    border: str = ""  # between the levels of a name that may have several

    def read(self, node: Node, report: Report) -> str | None:
        if TEXT.read(node, report) is None:
            return None
        if self.border and all(map(is_identifier, node.text.split(self.border))):
            return node.text
        return node.text if self.is_reference or check_id(node, report) else None

    def schema(self) -> Schema:
        return {"type": ["string", "integer"]}


@dataclass(frozen=True, slots=True)
class Boolean:
    label: str = "true or false"

    def read(self, node: Node, report: Report) -> bool | None:
        value = truth(node)
        if value is None:
            message = f"{node.shown} is neither true nor false"
            report.error(node, "expected-boolean", message, "write true or false")
        return value

    def schema(self) -> Schema:
        return {
            "type": ["boolean", "string"],
            "pattern": f"^({'|'.join(_IN_ANY_CASE)})$",
        }


# In YAML 1.1 all of these words but t and f are booleans, and authors still write them.
_TRUTHS = {
    **dict.fromkeys(("true", "t", "yes", "y", "on"), True),
    **dict.fromkeys(("false", "f", "no", "n", "off"), False),
}


def truth(node: Node) -> bool | None:
    """The meaning of the words that people type for true and false, also in capitals. None if it is
    another word."""
    return _TRUTHS.get(node.value.lower()) if isinstance(node.value, str) else None


# JavaScript's patterns have no inline flags.
_IN_ANY_CASE = ["".join(f"[{each.upper()}{each}]" for each in word) for word in _TRUTHS]

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
        _refuse_number(node, hint, report)
        return None

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


_WITH_UNIT = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?) ?[^\W\d]+\.?")  # 10 minutes


def _refuse_number(node: Node, hint: Hint, report: Report) -> None:
    if found := _WITH_UNIT.fullmatch(node.text):
        hint = Suggestion(node.text, found[1], f"write {found[1]}, without a unit")
    report.error(node, "expected-number", f"{node.shown} does not fit here", hint)


_DECIMAL = re.compile(r"[-−+]?[0-9]{1,15}(?:\.[0-9]{1,15})?")


@dataclass(frozen=True, slots=True)
class DecimalNumber:
    """A number that is a setting, such as points or weights, and so has a decimal point in every
    language (keys of questions are read in `quiz/notation.py`). Both bounds are allowed."""

    least: Decimal = Decimal(0)
    most: Decimal | None = None

    @property
    def label(self) -> str:
        return "number" if self.most is None else f"number, {self.least} to {self.most}"

    def read(self, node: Node, report: Report) -> Decimal | None:
        if isinstance(node.value, str) and _DECIMAL.fullmatch(node.value):
            number = Decimal(node.value.replace("−", "-"))
            if self.least <= number and (not self.most or number <= self.most):
                return number
        hint = f"write a {self.label}" + ("" if self.most else " such as 2 or 0.5")
        _refuse_number(node, hint, report)
        return None

    def schema(self) -> Schema:
        if self.most is None:
            return {"type": "number", "minimum": int(self.least)}
        return {"type": "number", "minimum": float(self.least), "maximum": float(self.most)}


@dataclass(frozen=True, slots=True)
class OneOf(Generic[Word]):
    """One of a closed list of words; `code` names the problem when it is none of them."""

    words: tuple[Word, ...]
    code: str = "unknown-word"
    what: str = "word"

    @property
    def label(self) -> str:
        return " or ".join(f"`{word}`" for word in self.words)

    def read(self, node: Node, report: Report) -> Word | None:
        for word in self.words:
            if word == node.value:
                return word
        hint = did_you_mean(node.text, self.words) if isinstance(node.value, str) else ""
        hint = hint or f"one of: {', '.join(self.words)}"
        message = f"a {self.what} is missing here"
        if isinstance(node.value, str) and node.value:
            message = f"unknown {self.what} {node.shown}"
        report.error(node, self.code, message, hint)
        return None

    def schema(self) -> Schema:
        return {"enum": list(self.words)}


TEXT = Text()
RICH = Text("text with Markdown")
IDENTIFIER = Identifier()
BOOLEAN = Boolean()
NUMBER = DecimalNumber()


_NAME = re.compile(r"[^\W_][\w-]*")  # marks are replaced by letters before it is applied
_EDITORS_NAME = r"[^\s!-/:-@\[-`{-~][^\s!-,./:-@\[-^`{-~]*"


def editors_pattern(dots: bool) -> str:
    """The pattern of an id in the JSON Schema. In JavaScript's patterns `\\w` is ASCII only and
    would refuse an id in Cyrillic, so this one refuses only spaces and ASCII punctuation. `check`
    refuses the rest."""
    more = rf"(\.{_EDITORS_NAME})*" if dots else ""
    return f"^{_EDITORS_NAME}{more}$"


# Windows keeps these names for devices, whatever ending follows.
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])")


def is_device(name: str) -> bool:
    """Whether no file can have the name on Windows."""
    return bool(_DEVICES.fullmatch(name))


@cache
def is_identifier(name: str, *, dots: bool = False) -> bool:
    """Whether the name is an id: letters with their marks, digits, - and _, in any script. An
    accent must be part of its letter, so that two ids that look the same are the same."""
    parts = name.split(".") if dots else [name]
    if len(name) > _LONGEST_ID or not all(_NAME.fullmatch(masked(part)) for part in parts):
        return False
    is_odd = any(is_mark(part[0]) for part in parts) or _INVISIBLE.search(name)
    return name.isascii() or not (is_odd or _is_decomposed(name))


_LONGEST_ID = 100
_INVISIBLE = re.compile("[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # marks that cannot be seen


def _is_decomposed(name: str) -> bool:
    return len(normalised("NFC", name)) < len(name)


def check_id(node: Node, report: Report, *, dots: bool = False) -> bool:
    name = node.text
    if is_identifier(name, dots=dots):
        return True
    suggestion = suggested_id(name, dots=dots)
    hint: Hint = "choose another word"
    if suggestion and is_identifier(suggestion, dots=dots):
        hint = Suggestion(name, suggestion, f"write {suggestion}")
    message = f"`{name}` cannot be an id: {_why_not(name)}"
    report.error(node, "bad-id", message, hint)
    return False


def suggested_id(name: str, *, dots: bool = False) -> str:
    """The words of a name with hyphens between them."""
    kept = ("." if dots else "") + "-"
    bare = "".join(each if is_wordy(each) or each in kept else " " for each in name)
    return normalised("NFC", "-".join(bare.split())).strip("-._")[:_LONGEST_ID]


def _why_not(name: str) -> str:
    if len(name) > _LONGEST_ID:
        return f"it is longer than {_LONGEST_ID} characters"
    if _is_decomposed(name):
        return "its accents are separate characters"
    if name[:1] in "-_." and name.strip("-_."):
        return "it does not begin with a letter or a digit"
    return "an id has only letters, digits, - and _"


def check_device(name: str, where: Location, report: Report) -> None:
    if is_device(name):
        message = f"`{name}` cannot name a file: Windows keeps the word for a device"
        report.error(where, "bad-id", message, "choose another word")
