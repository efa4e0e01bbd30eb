"""What is imported: the file, and the questions found in it, expressed in our own terms."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from io import BytesIO
from typing import TypeAlias
from zipfile import BadZipFile, ZipFile

from quizgen.diagnostics import Diagnostic, Location, Severity, TextFile, shortened
from quizgen.quiz.model import BORDER
from quizgen.reading.characters import REPLACEMENT, normalised, without_refused, words
from quizgen.reading.safe_files import Undecodable
from quizgen.reading.scalars import is_identifier

Value: TypeAlias = "str | bool | int | list[Value] | dict[str, Value]"
Entries: TypeAlias = Mapping[str, Mapping[str, Value]]  # the keys of questions, by their ids


@dataclass(frozen=True, slots=True)
class ForeignPicture:
    """`name` is what the file calls it. `content` is None for one that should lie beside it."""

    name: str
    alt: str = ""
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """`id` is the one that the file gives it, "" for none: then one is made of `title`. `keys` are
    those of a question of this kind. `language` is what the headings of its file tell."""

    where: Location
    kind: str
    keys: Mapping[str, Value]
    id: str = ""
    title: str = ""
    picture: ForeignPicture | None = None
    language: str = ""


def unread(where: Location, message: str, hint: str = "") -> Diagnostic:
    """Reports a whole question that is left out."""
    return Diagnostic(where, "row-not-read", shortened(message, _LONGEST), hint, Severity.WARNING)


def not_kept(where: Location, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(where, "not-imported", shortened(message, _LONGEST), hint, Severity.WARNING)


def changed(where: Location, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(where, "import-changed", shortened(message, _LONGEST), hint, Severity.INFO)


_LONGEST = 300  # characters of a message, which may quote a whole cell


def on_line(file: TextFile, number: int) -> Location:
    """The place of the line without the blanks around its text. If the file has fewer lines, it is
    the last one."""
    number = min(max(number, 1), len(file.line_starts))
    start, text = file.line_starts[number - 1], file.line(number)
    indent = len(text) - len(text.lstrip())
    return Location(file, start + indent, start + max(len(text.rstrip()), indent))


_CAMEL = re.compile(r"(?<=[^\W\d_A-ZА-Я])(?=[A-ZА-Я])|(?<=[^\W\d_])(?=\d)")
_ACCENTS = re.compile("[\u0300-\u036f\u0640\u0653-\u0655]")  # and those of Arabic
_MOST_CHARACTERS = 80  # in a heading
_LONGEST_ID = 60  # characters, for each part of an id, so that both fit in the 100 of an id


def as_id(text: str, *, dots: bool = False) -> str:
    """Makes an id of the words of a text; it is empty if they have no letter or digit."""
    composed = normalised("NFC", text)
    kept = ["-".join(words(part)) for part in (composed.split(".") if dots else [composed])]
    parts = [part.strip("-_")[:_LONGEST_ID].strip("-_") for part in kept]
    name = ".".join(part for part in parts if part)[:100].strip(".-_")
    return name if is_identifier(name, dots=dots) else ""


def tags_of(tags: Iterable[str]) -> list[Value]:
    """The tags as ids, each only once."""
    return list(dict.fromkeys(filter(None, map(as_tag, tags))))


def bare(text: str) -> str:
    """Its words in lower case and without accents, with a space between them."""
    cut = _CAMEL.sub(" ", normalised("NFKC", text[:_MOST_CHARACTERS])).casefold()
    letters = _ACCENTS.sub("", normalised("NFD", cut.replace("'", "")))
    return " ".join(re.split(r"[\W_]+", letters)).strip()


def as_tag(text: str) -> str:
    return BORDER.join(filter(None, map(as_id, text.split(BORDER))))


LARGEST = 50_000_000  # bytes
_LINE_ENDS = re.compile("\r\n?")
_SOFT_ENDS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")  # a cell may have one inside
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKELY = ("cp1252", "cp1251", "cp1250", "mac-roman", "gb18030", "shift-jis")
_SAMPLE = 60  # characters
_MOST_SAID = 20  # lines with characters that no deck may hold


class Resemblance(IntEnum):
    """How much a file looks like a format."""

    NONE = 0
    SLIGHT = 1
    STRONG = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True)
class Wishes:
    """`heads` says what the columns mean, `key` how the right option is named, and `fields` which
    fields of a note are its question and its answer, from 1."""

    heads: str = ""
    key: str = ""
    fields: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """`text` is empty for a workbook."""

    name: str
    content: bytes
    text: TextFile
    wishes: Wishes = field(default_factory=Wishes)

    @property
    def ending(self) -> str:
        return self.name.lower().rpartition(".")[2]


def decoded(content: bytes, encoding: str, command: str) -> str | Undecodable:
    """The text with `\\n` at its line ends. Without `encoding`, it is UTF-8 or UTF-16. `command` is
    what its author typed to import it."""
    if len(content) > LARGEST:
        size = f"it has more than {LARGEST // 1_000_000} MB"
        return Undecodable(size, "split it into several files")
    if encoding:
        try:
            text = content.decode(encoding, "replace")
        except (LookupError, ValueError):
            hint = "names are, for instance, utf-16, cp1252 or cp1251"
            return Undecodable(f"there is no encoding `{encoding}`", hint)
    else:
        try:
            # UTF-16 may have lost its last byte, but a mistake in UTF-8 means another encoding
            named = _encoding_of(content)
            text = content.decode(named, "strict" if named.startswith("utf-8") else "replace")
        except UnicodeDecodeError as fault:
            return _not_utf_8(content, fault.start, command)
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    return _SOFT_ENDS.sub(" ", text)


def _encoding_of(content: bytes) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    sample = content[:4000]
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):  # Latin letters have a zero beside
        zeros = sample[start::2].count(0)
        if zeros * 5 > len(sample) and zeros > 4 * sample[1 - start :: 2].count(0):
            return name
    return "utf-8"


def _not_utf_8(content: bytes, start: int, command: str) -> Undecodable:
    """Shows the line as the likeliest encodings read it, each with the command to type. We choose
    none ourselves, since a wrong one would spoil a few letters that nobody may notice."""
    number = content.count(b"\n", 0, start) + 1
    begins = max(content.rfind(b"\n", 0, start) + 1, start - _SAMPLE)
    line = content[begins : start + _SAMPLE].partition(b"\n")[0]
    samples: dict[str, str] = {}
    for name in _LIKELY:
        read = " ".join(without_refused(line.decode(name, "replace")).split())
        if REPLACEMENT not in read:
            samples.setdefault(read, name)
    message = f"its letters are not stored as UTF-8 (line {number})"
    shown = "".join(
        f"\n  {command} --encoding {name}\n      {read[:_SAMPLE]}" for read, name in samples.items()
    )
    hint = "Choose the line that reads well, and type the command above it:" + shown
    return Undecodable(message, hint if shown else "name its encoding with --encoding")


def unseen(file: TextFile) -> Iterator[Diagnostic]:
    """Reports the characters that no deck may hold, the first of each line."""
    lines = enumerate(file.text.split("\n"), 1)
    bad = ((number, line, without_refused(line)) for number, line in lines)
    found = [(*each[:2], each[2].index(REPLACEMENT)) for each in bad if REPLACEMENT in each[2]]
    for number, line, at in found[:_MOST_SAID]:
        start = file.line_starts[number - 1] + at
        where = Location(file, start, start + 1)
        if line[at] == REPLACEMENT:
            hint = "is another encoding meant? name it with --encoding"
            yield changed(where, "some bytes are no text in this encoding; they are left out", hint)
        else:
            shown = f"the character U+{ord(line[at]):04X}"
            yield changed(where, f"{shown} cannot be seen and is not allowed; it is left out")
    if len(found) > _MOST_SAID:
        number, _, _ = found[_MOST_SAID]
        yield changed(on_line(file, number), "here and below, more of them are left out")


_PACKED = {
    "collection.anki2": "is an Anki package; in Anki, use File > Export > Notes in Plain Text",
    "collection.anki21b": "is an Anki package; in Anki, use File > Export > Notes in Plain Text",
    "word/document.xml": "is a Word file; put its questions into a table, one a row",
    "content.xml": "is an OpenDocument file; save it as .xlsx or as CSV",
    "imsmanifest.xml": "is a QTI package; export GIFT or Moodle XML instead",
    "h5p.json": "is an H5P file, which is not read",
}
_TEXTS = (
    (
        re.compile(r"\s*<[^>]*questestinterop|\s*<[^>]*assessment", re.S),
        "is QTI, which is not read",
    ),
    (re.compile(r"\s*<(?:!doctype )?html", re.I), "is a web page; put its questions into a table"),
    (re.compile(r"\s*[\[{]\s*[\[{\"]"), "is JSON, which is not read; save it as CSV"),
)
_BINARY = (
    (b"\xd0\xcf\x11\xe0", "is a file of an old Excel or Word; save it as .xlsx or as CSV"),
    (b"%PDF", "is a PDF file; put its questions into a table, one a row"),
    (b"{\\rtf", "is an RTF file; save it as plain text"),
    (b"SQLite format 3", "is an Anki collection; use File > Export > Notes in Plain Text"),
)


def is_packed(content: bytes) -> bool:
    """Whether the bytes are no text, whatever the encoding."""
    return content.startswith((b"PK\x03\x04", *(mark for mark, _ in _BINARY)))


def members(content: bytes) -> frozenset[str]:
    """The names inside a ZIP file; none if it is damaged."""
    try:
        with ZipFile(BytesIO(content)) as parts:
            return frozenset(parts.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return frozenset()


def known_as(file: ForeignFile) -> str:
    """A predicate: what the file seems to be."""
    for mark, said in _BINARY:
        if file.content.startswith(mark):
            return said
    if is_packed(file.content):
        inside = members(file.content)
        return next((said for name, said in _PACKED.items() if name in inside), _UNKNOWN)
    return next((said for pattern, said in _TEXTS if pattern.match(file.text.text)), _UNKNOWN)


_UNKNOWN = "does not look like any format that is read"
