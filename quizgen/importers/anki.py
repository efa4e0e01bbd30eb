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
from quizgen.importers._foreign_file import ForeignFile, Resemblance, Wishes
from quizgen.importers._foreign_html import tree, words_of
from quizgen.importers._foreign_text import (
    MOST,
    Conversion,
    Formatted,
    as_text,
    in_places,
    place,
    without_places,
)
from quizgen.importers._headings import Column, columns_of
from quizgen.importers._imported import (
    Imported,
    Value,
    all_lost,
    as_id,
    changed_tags,
    not_kept,
    tags_of,
    unread,
)
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
_OF_ANKI = re.compile(r"<br|<div|<img|&nbsp;|\[sound:", re.IGNORECASE)
_HIDDEN = "image-occlusion:"
_ORDER = ("stem", "key", "rationale")


@dataclass(frozen=True, slots=True)
class _Export:
    """The headers of the file. Columns count from 1."""

    file: TextFile
    first_line: int
    headers: dict[str, str]
    wishes: Wishes

    @property
    def separator(self) -> str:
        named = self.headers.get("separator", "")  # a name, or the character itself
        if not named:
            return separator_of(self.file.text, ("\t", ";", "|", ","))[0]
        return _SEPARATORS.get(named.strip().lower(), named.strip()[:1] or "\t")

    @property
    def format(self) -> str:
        return "plain" if self.headers.get("html", "true").strip().lower() == "false" else "html"

    def column(self, name: str) -> int | None:
        number = self.headers.get(f"{name} column", "").strip()
        return int(number) if number.isascii() and number.isdecimal() and len(number) < 4 else None

    def special(self) -> dict[int, str]:
        found = {self.column(name): name for name in ("guid", "notetype", "deck", "tags")}
        return {number: name for number, name in found.items() if number}

    def names(self) -> list[Column]:
        """What the fields mean, where the file names its columns."""
        named = self.headers.get("columns", "")
        special = self.special()
        cells = named.split(self.separator) if named else []
        return columns_of([cell for at, cell in enumerate(cells, 1) if at not in special])


@dataclass(frozen=True, slots=True)
class _ExportedNote:
    export: _Export
    where: Location
    guid: str
    type: str
    deck: str
    tags: tuple[str, ...]
    fields: tuple[str, ...]


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
    export = _export(file)
    said: set[str] = set()
    for row in rows(file.text, export.separator, export.first_line):
        if isinstance(row, Diagnostic):
            yield row
        elif row.where.file.text.startswith("#", row.where.start):
            yield not_kept(row.where, "Anki reads this line as a comment")
        else:
            note = _note(export, row)
            if _OUR_NOTE_TYPE.match(note.type):
                yield not_kept(note.where, "a note that quizgen made", "its deck has the question")
                continue
            yield from _more_fields(note, said)
            yield from _question(note)


def _export(file: ForeignFile) -> _Export:
    headers: dict[str, str] = {}
    text, number = file.text, 0
    for number in range(1, len(text.line_starts) + 1):
        found = _HEADER.fullmatch(text.line(number))
        if not found:
            break
        headers[found[1].lower()] = found[2]
    return _Export(text, number, headers, file.wishes)


def _note(export: _Export, row: TableRow) -> _ExportedNote:
    special = export.special()
    named = {special[n]: cell for n, cell in enumerate(row.cells, 1) if n in special}
    fields = tuple(cell for number, cell in enumerate(row.cells, 1) if number not in special)
    return _ExportedNote(
        export=export,
        where=row.where,
        guid=named.get("guid", ""),
        type=named.get("notetype", export.headers.get("notetype", "")).strip(),
        deck=named.get("deck", export.headers.get("deck", "")).strip(),
        tags=tuple(f"{named.get('tags', '')} {export.headers.get('tags', '')}".split()),
        fields=fields,
    )


def _chosen(note: _ExportedNote) -> dict[int, str]:
    """The places of the fields that are taken, and what each is."""
    wished = note.export.wishes.fields
    if wished:
        return dict(zip((number - 1 for number in wished), _ORDER, strict=False))
    named = [each.meaning for each in note.export.names()]
    if "stem" in named and len(named) == len(note.fields):
        return {at: meaning for at, meaning in enumerate(named) if meaning in (*_ORDER, "hint")}
    return dict(enumerate(_ORDER[:2]))


def _more_fields(note: _ExportedNote, said: set[str]) -> Iterator[Diagnostic]:
    """Says once for each type of note that some of its fields are left out."""
    chosen = _chosen(note)
    filled = [at for at, field in enumerate(note.fields) if field and at not in chosen]
    if filled and note.type not in said and not note.export.wishes.fields:
        said.add(note.type)
        which = " and ".join(f"field {at + 1}" for at in chosen)
        count = len(note.fields)
        message = f"these notes have {count} fields; {which} are taken, the others are left out"
        hint = "choose the question and the answer, and an explanation: --fields 1,3"
        yield not_kept(note.where, message, hint)


def _question(note: _ExportedNote) -> Iterator[Imported | Diagnostic]:
    taken = {
        meaning: note.fields[at] for at, meaning in _chosen(note).items() if at < len(note.fields)
    }
    front = taken.pop("stem", "")
    if not front and not any(taken.values()):
        yield unread(note.where, "the note has no words")
        return
    if _HIDDEN in front or "image occlusion" in note.type.lower():
        yield unread(note.where, "a note that hides parts of a picture is no question in words")
        return
    found = clozes(front)
    if found is None and "{{c" in front:
        yield unread(note.where, "the note has a cloze inside a cloze, or one without words")
        return
    yield from _made(note, front, taken, found)


def _made(
    note: _ExportedNote, front: str, taken: dict[str, str], found: Clozes | None
) -> Iterator[Imported | Diagnostic]:
    texts = Conversion()
    stem = texts.stem(_field(note, found.html if found else front, texts))
    others = {meaning: texts.prose(_field(note, text, texts)) for meaning, text in taken.items()}
    if not stem or not (found or others.get("key")):
        is_picture = texts.pictures and not stem
        what = "picture, so it has no question in words" if is_picture else "front"
        yield unread(note.where, f"the note has only a {what}")
        return
    keys: dict[str, Value] = {"stem": stem}
    if found:
        keys |= found.keys(stem)
        texts.lost.extend(found.lost)
        reason = " ".join(filter(None, (others.pop("key", ""), others.pop("rationale", ""))))
        others["rationale"] = reason
    keys |= {meaning: text for meaning, text in others.items() if text}
    keys |= _classified(note)
    if "reversed" in note.type.lower():
        texts.lost.append("the card that asks the other way round")
    kind = "cloze" if found else "flashcard"
    written = str(keys["stem"])
    yield Imported(note.where, kind, keys, note.guid and _id_of(note.guid), written, texts.picture)
    yield from all_lost(note.where, texts.lost)
    yield from changed_tags(note.where, note.tags)


def _id_of(guid: str) -> str:
    """Makes an id of a guid. Signs that no id can have become hyphens; the prefix says where the id
    comes from."""
    return f"note-{as_id(guid) or 'x'}"


def _field(note: _ExportedNote, field: str, texts: Conversion) -> Formatted:
    texts.lost.extend(f"the sound {name}" for name in _SOUND.findall(field))
    texts.lost.extend(["the notation of a formula"] if _LATEX.search(field) else [])
    return Formatted(_SOUND.sub("", field), note.export.format)


def _classified(note: _ExportedNote) -> dict[str, Value]:
    keys: dict[str, Value] = {}
    if note.tags:
        keys["tags"] = tags_of(note.tags)
    if note.deck and note.deck != "Default":  # every collection has that deck
        keys["subdeck"] = as_text(note.deck)
    return keys


_CLOZE = re.compile(r"\{\{c(\d{1,3})::(.*?)\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Clozes:
    """`html` has a character of its own in place of each gap. `is_together` means that all gaps are
    open on one card."""

    html: str
    gaps: tuple[str, ...]
    hints: tuple[str, ...]
    is_together: bool
    lost: tuple[str, ...]

    def keys(self, stem: str) -> dict[str, Value]:
        """What a question says of its gaps. Anki shows a hint in its gap; so does the stem, unless
        there is one gap among words."""
        together: dict[str, Value] = {"gaps": "together"} if self.is_together else {}
        if len(self.gaps) == 1 and self.hints[0] and re.search(r"\w", without_places(stem)):
            hint = as_text(self.hints[0])
            return {"stem": in_places(stem, self.gaps), "hint": hint, **together}
        hints = [f" ({as_text(hint)})" if hint else "" for hint in self.hints]
        return {"stem": in_places(stem, self.gaps, hints), **together}


def clozes(html: str) -> Clozes | None:
    """The clozes of a field; None if it has none, or if one is inside another."""
    html = without_places(html)  # or the field's own would be taken for gaps
    if html.count("{{c") > MOST:
        return None
    found = list(_CLOZE.finditer(html))
    if not found or any("{{c" in each[2] for each in found):
        return None
    inside = [each[2].partition("::") for each in found]
    gaps = tuple(words_of(tree(answer)) for answer, _, _ in inside)
    if not all(gaps):
        return None
    numbers = [each[1] for each in found]
    is_together = len(found) > 1 and len(set(numbers)) == 1
    lost: tuple[str, ...] = ()
    if not is_together and len(set(numbers)) < len(numbers):
        lost = ("that some gaps are open at once; here each is a card",)
    places = iter(range(len(found)))
    marked = _CLOZE.sub(lambda _: place(next(places)), html)
    hints = tuple(words_of(tree(hint)) for _, _, hint in inside)
    return Clozes(marked, gaps, hints, is_together, lost)
