"""Anki's text export: *File > Export > Notes in Plain Text*, with its headers.

A note of two fields is a flashcard, one with {{c1::…}} a cloze; its guid is its id. Notes that
quizgen has made are left out, because their deck has them as questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.importers._anki_clozes import Clozes, clozes
from quizgen.importers._foreign_html import rich_of, tree
from quizgen.importers._imported import Imported, Value, as_id, changed, not_kept, on_line, tags_of
from quizgen.importers._prose import as_prose, as_text, in_lines
from quizgen.importers._table import TableRow, rows
from quizgen.phrases import shortened
from quizgen.quiz.rich import Rich

ENDINGS = (".txt",)

_HEADER = re.compile(r"#([a-z ]+):(.*)")
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
_SOUND = re.compile(r"\[sound:([^\]]*)\]")
_OUR_NOTE_TYPE = re.compile(r"quizgen \d+ · ")
_LATEX = re.compile(r"\[latex\]|\[\$+\]|\\\(|\\\[")


@dataclass(frozen=True, slots=True)
class _Export:
    """The headers of the file. Columns count from 1."""

    file: TextFile
    first_line: int
    headers: dict[str, str]

    @property
    def separator(self) -> str:
        named = self.headers.get("separator", "tab")  # a name, or the character itself
        return _SEPARATORS.get(named.lower(), named[:1] or "\t")

    @property
    def is_html(self) -> bool:
        return self.headers.get("html", "true").lower() != "false"

    def column(self, name: str) -> int | None:
        number = self.headers.get(f"{name} column", "")
        return int(number) if number.isascii() and number.isdecimal() and len(number) < 4 else None

    def special(self) -> dict[int, str]:
        found = {self.column(name): name for name in ("guid", "notetype", "deck", "tags")}
        return {number: name for number, name in found.items() if number}


@dataclass(frozen=True, slots=True)
class _ExportedNote:
    export: _Export
    where: Location
    guid: str
    type: str
    deck: str
    tags: tuple[str, ...]
    fields: tuple[str, ...]


def read(file: TextFile) -> Iterator[Imported | Diagnostic]:
    export = _export(file)
    for row in rows(file, export.first_line, export.separator):
        if isinstance(row, Diagnostic):
            yield row
        elif row.cells[0].startswith("#") and file.line(row.line).startswith("#"):
            yield not_kept(on_line(file, row.line), "Anki reads this line as a comment")
        else:
            yield from _question(_note(export, row))


def _export(file: TextFile) -> _Export:
    headers: dict[str, str] = {}
    for number in range(1, len(file.line_starts) + 1):
        found = _HEADER.fullmatch(file.line(number))
        if not found:
            return _Export(file, number, headers)
        headers[found[1]] = found[2].strip() if found[1] != "separator" else found[2]
    return _Export(file, len(file.line_starts), headers)


def _note(export: _Export, row: TableRow) -> _ExportedNote:
    special = export.special()
    named = {special[n]: cell for n, cell in enumerate(row.cells, 1) if n in special}
    fields = tuple(cell for number, cell in enumerate(row.cells, 1) if number not in special)
    return _ExportedNote(
        export,
        on_line(export.file, row.line),
        named.get("guid", ""),
        named.get("notetype", export.headers.get("notetype", "")),
        named.get("deck", export.headers.get("deck", "")),
        tuple(f"{named.get('tags', '')} {export.headers.get('tags', '')}".split()),
        fields,
    )


def _question(note: _ExportedNote) -> Iterator[Imported | Diagnostic]:
    if _OUR_NOTE_TYPE.match(note.type):
        yield not_kept(note.where, "a note that quizgen made", "its deck has the question")
        return
    filled = [field for field in note.fields if field.strip()]
    if not filled:
        yield not_kept(note.where, "the note has no words")
        return
    found = clozes(note.fields[0])
    if found is None and "{{c" in note.fields[0]:
        yield not_kept(note.where, "the note has a cloze inside a cloze")
        return
    yield from _made(note, found)


def _made(note: _ExportedNote, found: Clozes | None) -> Iterator[Imported | Diagnostic]:
    lost: list[str] = list(found.lost) if found else []
    stem = _rich(note, found.html if found else note.fields[0], lost)
    others = [_prose(note, field, lost) for field in note.fields[1:]]
    second = others[0] if others else ""
    if not stem or not (found or second):
        yield not_kept(note.where, "the note has only a front, so it is not a question")
        return
    written, is_whole = as_prose(stem)
    written = found.with_gaps(written) if found else written
    lost += [] if is_whole else ["emphasis that Markdown cannot say"]
    keys: dict[str, Value] = {"stem": written}
    if found and found.is_together:
        keys["gaps"] = "together"
    if second:
        keys["rationale" if found else "key"] = second
    keys |= _classified(note)
    lost += [f"the field “{shortened(' '.join(each.split()), 60)}”" for each in others[1:] if each]
    if "reversed" in note.type.lower():
        lost.append("the card that asks the other way round")
    kind = "cloze" if found else "flashcard"
    yield Imported(note.where, kind, keys, note.guid and _id_of(note.guid), written)
    for each in dict.fromkeys(lost):
        yield not_kept(note.where, f"not kept: {each}")
    for tag in note.tags:
        if as_id(tag) != tag:
            yield changed(note.where, f"the tag “{tag}” is `{as_id(tag)}` here")


def _id_of(guid: str) -> str:
    """Makes an id of a guid. Signs that no id can have become hyphens; the prefix says where the id
    comes from."""
    return f"note-{as_id(guid) or 'x'}"


def _rich(note: _ExportedNote, field: str, lost: list[str]) -> Rich:
    if not note.export.is_html:
        return in_lines(field)
    lost += [f"the sound {name}" for name in _SOUND.findall(field)]
    lost += ["the notation of a formula"] if _LATEX.search(field) else []
    rich, more = rich_of(tree(_SOUND.sub("", field)))
    lost += more
    return rich


def _prose(note: _ExportedNote, field: str, lost: list[str]) -> str:
    rich = _rich(note, field, lost)
    return as_prose(rich)[0] if rich else ""


def _classified(note: _ExportedNote) -> dict[str, Value]:
    keys: dict[str, Value] = {}
    if note.tags:
        keys["tags"] = tags_of(note.tags)
    if note.deck.strip() and note.deck != "Default":  # every collection has that deck
        keys["subdeck"] = as_text(note.deck.strip())
    return keys
