"""Anki's text export (*Notes in Plain Text*), with its headers or without.

A note of two fields is a flashcard, one with {{c1::…}} a cloze; its guid is its id. Of more fields,
the first two count unless `--fields` says otherwise. Notes that quizgen has made are left out,
because their deck has them as questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.importers import _imported
from quizgen.importers._foreign_html import tree, words_of
from quizgen.importers._foreign_text import (
    MOST_GAPS,
    Conversion,
    Formatted,
    as_text,
    in_places,
    with_places,
    without_places,
)
from quizgen.importers._headings import columns_of
from quizgen.importers._imported import ForeignFile, Imported, Resemblance, Value
from quizgen.importers._kinds import KindAndKeys, as_question
from quizgen.importers._table_row import TableRow
from quizgen.importers.csv import rows, separator_of

_HEADER = re.compile(
    r"#\s*(separator|html|columns|if matches|(?:guid|notetype|deck|tags)(?: column)?)\s*:(.*)",
    re.IGNORECASE,
)
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
_OUR_NOTE_TYPE = re.compile(r"quizgen \d+ · ")
_SOUND = re.compile(r"\[sound:([^\]]*)\]")
_LATEX = re.compile(r"\[latex\]|\[\$+\]|\\\(|\\\[")
_OPENS_CLOZE = re.compile(r"\{\{c\d{1,3}::")
_CLOZE = re.compile(r"\{\{c(\d{1,3})::(.*?)\}\}", re.DOTALL)
_OF_ANKI = re.compile(r"<br|<div|<img|&nbsp;|\[sound:", re.IGNORECASE)
_HIDDEN = "image-occlusion:"
_ORDER = ("stem", "key", "rationale")
_SPECIAL = ("guid", "notetype", "deck", "tags")
_COLUMN = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class _Export:
    """The headers of the file. `special` are the columns, counted from 1, that are no fields."""

    headers: dict[str, str]
    first_line: int
    separator: str
    special: dict[int, str]

    @property
    def meanings(self) -> list[str]:
        """What the fields mean, where the file names its columns."""
        named = self.headers.get("columns", "")
        cells = named.split(self.separator) if named else []
        fields = [cell for at, cell in enumerate(cells, 1) if at not in self.special]
        return [column.meaning for column in columns_of(fields)]


@dataclass(frozen=True, slots=True)
class _ExportedNote:
    where: Location
    named: dict[str, str]
    fields: tuple[str, ...]
    format: str

    @property
    def type(self) -> str:
        return self.named["notetype"].strip()


def likeness(file: ForeignFile) -> Resemblance:
    text = file.text.text
    if _HEADER.match(text):
        return Resemblance.CERTAIN
    if _OPENS_CLOZE.search(text) and file.ending not in ("csv", "tsv", "gift"):
        return Resemblance.CERTAIN
    if file.ending == "txt" and "\t" in text and _OF_ANKI.search(text):
        return Resemblance.STRONG
    separator, is_even = separator_of(text)
    has_fields = is_even and separator == "\t" and text.partition("\n")[0].count("\t") > 1
    return Resemblance.STRONG if has_fields else Resemblance.NONE


def read(file: ForeignFile) -> Iterator[Imported | Diagnostic]:
    export, wished = _export(file.text), file.wishes.fields
    meanings = export.meanings
    said: set[str] = set()
    for row in rows(file.text, export.separator, export.first_line):
        if isinstance(row, Diagnostic):
            yield row
        elif row.where.file.text.startswith("#", row.where.start):
            yield _imported.not_kept(row.where, "Anki reads this line as a comment")
        elif _OUR_NOTE_TYPE.match((note := _note(export, row)).type):
            yield _imported.not_kept(
                note.where, "a note that quizgen made", "its deck has the question"
            )
        else:
            chosen = _chosen(note, wished, meanings)
            if not wished and note.type not in said:
                yield from _more_fields(note, chosen, said)
            yield from _question(note, chosen)


def _export(text: TextFile) -> _Export:
    headers: dict[str, str] = {}
    number = 0
    for number in range(1, len(text.line_starts) + 1):
        found = _HEADER.fullmatch(text.line(number))
        if not found:
            break
        headers[found[1].lower()] = found[2]
    named = headers.get("separator", "")  # a name, or the character itself
    separator = _SEPARATORS.get(named.strip().lower(), named.strip()[:1] or "\t")
    if not named:
        separator, _ = separator_of(text.text, ("\t", ";", "|", ","))
    columns = {name: headers.get(f"{name} column", "").strip() for name in _SPECIAL}
    special = {int(at): name for name, at in columns.items() if _COLUMN.fullmatch(at)}
    special.pop(0, None)
    return _Export(headers=headers, first_line=number, separator=separator, special=special)


def _note(export: _Export, row: TableRow) -> _ExportedNote:
    special = export.special
    own = {special[at]: cell for at, cell in enumerate(row.cells, 1) if at in special}
    named = {name: own.get(name, export.headers.get(name, "")) for name in _SPECIAL}
    named["tags"] = f"{own.get('tags', '')} {export.headers.get('tags', '')}"
    fields = tuple(cell for at, cell in enumerate(row.cells, 1) if at not in special)
    is_plain = export.headers.get("html", "true").strip().lower() == "false"
    return _ExportedNote(
        where=row.where, named=named, fields=fields, format="plain" if is_plain else "html"
    )


def _chosen(note: _ExportedNote, wished: tuple[int, ...], meanings: list[str]) -> dict[int, str]:
    """The places of the fields that are taken, and what each is."""
    if wished:
        return dict(zip((number - 1 for number in wished), _ORDER, strict=False))
    if "stem" in meanings and len(meanings) == len(note.fields):
        return {at: each for at, each in enumerate(meanings) if each in (*_ORDER, "hint")}
    return dict(enumerate(_ORDER[:2]))


def _more_fields(
    note: _ExportedNote, chosen: dict[int, str], said: set[str]
) -> Iterator[Diagnostic]:
    """Says once for each type of note that some of its fields are left out."""
    if any(field and at not in chosen for at, field in enumerate(note.fields)):
        said.add(note.type)
        which = " and ".join(f"field {at + 1}" for at in chosen)
        count = len(note.fields)
        message = f"these notes have {count} fields; {which} are taken, the others are left out"
        hint = "choose the question and the answer, and an explanation: --fields 1,3"
        yield _imported.not_kept(note.where, message, hint)


def _question(note: _ExportedNote, chosen: dict[int, str]) -> Iterator[Imported | Diagnostic]:
    fields = dict(enumerate(note.fields))
    taken = {meaning: fields[at] for at, meaning in chosen.items() if at in fields}
    front = taken.pop("stem", "")
    found = _clozes(front)
    if not front and not any(taken.values()):
        yield _imported.unread(note.where, "the note has no words")
    elif _HIDDEN in front or "image occlusion" in note.type.lower():
        yield _imported.unread(
            note.where, "a note that hides parts of a picture is no question in words"
        )
    elif found is None and "{{c" in front:
        yield _imported.unread(
            note.where, "the note has a cloze inside a cloze, or one without words"
        )
    else:
        yield from _made(note, front, taken, found)


def _made(
    note: _ExportedNote, front: str, taken: dict[str, str], found: _Clozes | None
) -> Iterator[Imported | Diagnostic]:
    texts = Conversion()
    html = with_places(front, _CLOZE) if found else front
    stem = texts.stem(_field(note, html, texts))
    others = {meaning: texts.prose(_field(note, text, texts)) for meaning, text in taken.items()}
    if not stem or not (found or others.get("key")):
        is_picture = texts.pictures and not stem
        what = "picture, so it has no question in words" if is_picture else "front"
        yield _imported.unread(note.where, f"the note has only a {what}")
        return
    keys: dict[str, Value] = {}
    if found:
        keys |= found.keys(stem)
        texts.lost.extend(found.lost)
        reasons = (others.pop("key", ""), others.pop("rationale", ""))
        others["rationale"] = " ".join(filter(None, reasons))
    keys |= {meaning: text for meaning, text in others.items() if text}
    if "reversed" in note.type.lower():
        texts.lost.append("the card that asks the other way round")
    guid, deck = note.named["guid"], note.named["deck"].strip()
    yield from as_question(
        note.where,
        KindAndKeys("cloze" if found else "flashcard", keys),
        texts,
        stem=str(keys.get("stem", stem)),
        tags=note.named["tags"].split(),
        subdeck="" if deck == "Default" else as_text(deck),  # every collection has that deck
        id=guid
        and f"note-{_imported.as_id(guid) or 'x'}",  # signs that no id can have become hyphens
    )


def _field(note: _ExportedNote, field: str, texts: Conversion) -> Formatted:
    texts.lost.extend(f"the sound {name}" for name in _SOUND.findall(field))
    texts.lost.extend(["the notation of a formula"] if _LATEX.search(field) else [])
    return Formatted(_SOUND.sub("", field), note.format)


@dataclass(frozen=True, slots=True)
class _Clozes:
    """The gaps of a note: {{c1::answer}} or {{c1::answer::hint}}."""

    numbers: tuple[str, ...]
    gaps: tuple[str, ...]
    hints: tuple[str, ...]

    @property
    def is_together(self) -> bool:
        """Whether all gaps are open on one card."""
        return len(self.gaps) > 1 and len(set(self.numbers)) == 1

    @property
    def lost(self) -> tuple[str, ...]:
        is_kept = self.is_together or len(set(self.numbers)) == len(self.gaps)
        return () if is_kept else ("that some gaps are open at once; here each is a card",)

    def keys(self, stem: str) -> dict[str, Value]:
        """What a question says of its gaps. Anki shows a hint in its gap; so does the stem, unless
        there is one gap among words."""
        together: dict[str, Value] = {"gaps": "together"} if self.is_together else {}
        if len(self.gaps) == 1 and self.hints[0] and re.search(r"\w", without_places(stem)):
            hint = as_text(self.hints[0])
            return {"stem": in_places(stem, self.gaps), "hint": hint, **together}
        hints = [f" ({as_text(hint)})" if hint else "" for hint in self.hints]
        return {"stem": in_places(stem, self.gaps, hints), **together}


def _clozes(html: str) -> _Clozes | None:
    """The clozes of a field; None if it has none, or if one is inside another."""
    html = without_places(html)  # or the field's own would be taken for gaps
    found = _CLOZE.findall(html) if html.count("{{c") <= MOST_GAPS else []
    if not found or any("{{c" in inside for _, inside in found):
        return None
    parts = [inside.partition("::") for _, inside in found]
    gaps, hints = (tuple(words_of(tree(part[at])) for part in parts) for at in (0, 2))
    return _Clozes(tuple(number for number, _ in found), gaps, hints) if all(gaps) else None
