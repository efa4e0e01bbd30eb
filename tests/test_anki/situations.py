"""Pairs of packages, made with genanki alone where our own writer would refuse.

Each says in its name what was done, and beside the rows what `quizgen verify` must make of it.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import genanki
from making import replace

THEN, LATER = 1_600_000_000, 1_600_000_060


class Type(genanki.Model):
    """A note type with a date of its own."""

    def __init__(
        self,
        fields: tuple[str, ...] = ("F", "B"),
        templates: tuple[str, ...] = ("Card",),
        *,
        number: int = 1,
        cloze: bool = False,
        css: str = "",
        modified: int = THEN,
        ids: dict[str, int] | None = None,
    ) -> None:
        known = ids or {}
        front = "{{cloze:%s}}" if cloze else "{{%s}}"
        super().__init__(
            1_500_000_000_000 + number,
            f"Type {number}",
            fields=[_part(name, known) for name in fields],
            templates=[
                {
                    **_part(name, known),
                    "qfmt": front % fields[0] + str(i),
                    "afmt": front % fields[0],
                }
                for i, name in enumerate(templates)
            ],
            css=css,
            model_type=self.CLOZE if cloze else self.FRONT_BACK,
        )
        self.modified = modified

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
        return super().to_json(self.modified, deck_id)


def _part(name: str, ids: dict[str, int]) -> dict[str, Any]:
    return {"name": name, "id": ids[name]} if name in ids else {"name": name}


PLAIN = Type()
CLOZE = Type(number=2, cloze=True)


@dataclass(frozen=True)
class Row:
    guid: str
    text: str = "text"
    type: Type = PLAIN
    cards: tuple[int, ...] = (0,)
    tags: tuple[str, ...] = ()
    deck: str = "Deck"
    modified: int = THEN


class _Note(genanki.Note):
    cards: tuple[genanki.Card, ...] = ()
    modified = THEN

    def write_to_db(self, cursor, timestamp, deck_id, id_gen):
        super().write_to_db(cursor, self.modified, deck_id, id_gen)


def package(*rows: Row) -> bytes:
    decks = {row.deck: genanki.Deck(1_400_000_000_000 + crc32(row.deck.encode()), row.deck)
             for row in rows}  # fmt: skip
    for row in rows:
        fields = [row.text, *("" for _ in row.type.fields[1:])]
        note = _Note(row.type, fields, guid=row.guid, tags=row.tags)
        note.cards = tuple(map(genanki.Card, row.cards))
        note.modified = row.modified
        decks[row.deck].add_note(note)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.apkg"
        genanki.Package(list(decks.values())).write_to_file(path, timestamp=THEN)
        return path.read_bytes()


# --- Situations ------------------------------------------------------------------------

GAPS = "{{c1::one}} and {{c2::two}}"
IDS = {"F": 101, "B": 102, "Front side": 101, "Card": 201}
AS_IT_WAS = (Row("a"), Row("b"), Row("c", GAPS, CLOZE, (0, 1)))


def changed(guid: str = "a", text: str = "new text", **more: Any) -> Row:
    return replace(Row(guid, text, modified=LATER), **more)


def retyped(**type_: Any) -> tuple[Row, ...]:
    """Two old notes, of them one mended, and a new one, all of a changed note type."""
    new = Type(modified=LATER, **type_)
    cards = tuple(range(len(new.templates)))
    return changed(type=new, cards=cards), Row("b", type=new), changed("n", type=new, cards=cards)


# name: (OLD, NEW, the codes that `verify` must give)
SITUATIONS: dict[str, tuple[tuple[Row, ...], tuple[Row, ...], set[str]]] = {
    "the same file": (AS_IT_WAS, AS_IT_WAS, set()),
    "a note more": (AS_IT_WAS, (*AS_IT_WAS, changed("n")), set()),
    "one note mended": (AS_IT_WAS, (changed(), *AS_IT_WAS[1:]), set()),
    "everything stamped with a new date": (
        AS_IT_WAS,
        tuple(replace(row, modified=LATER) for row in AS_IT_WAS),
        {"anki-restamped"},
    ),
    "changed under the same date": (AS_IT_WAS, (Row("a", "new"), *AS_IT_WAS[1:]), {"anki-skipped"}),
    "changed under an older date": (
        (Row("a", modified=LATER),),
        (Row("a", "new text"),),
        {"anki-skipped"},
    ),
    "only the tags changed": (
        (Row("a", tags=("x",)),),
        (changed(text="text", tags=("y",)),),
        set(),
    ),
    "tags in another order": ((Row("a", tags=("x", "y")),), (Row("a", tags=("y", "x")),), set()),
    "a note gone": (AS_IT_WAS, AS_IT_WAS[1:], {"anki-gone"}),
    "the same notes under other guids": (
        (Row("a", "one"), Row("b", "two")),
        (Row("x", "one"), Row("y", "two"), Row("n", "three")),
        {"anki-doubled"},
    ),
    "one of two under another guid": (
        (Row("a", "one"), Row("b", "two")),
        (Row("a", "one"), Row("y", "two")),
        {"anki-doubled"},
    ),
    "a note gone, and a copy of one that stays": (
        (Row("a", "one"), Row("b", "two")),
        (Row("a", "one"), Row("n", "one")),
        {"anki-gone"},
    ),
    "one guid twice in the new file": (
        (Row("a"),),
        (Row("a"), Row("n", "one"), Row("n", "two")),
        {"anki-same-guid"},
    ),
    "one guid twice in both": (
        (Row("n", "one"), Row("n", "two", modified=LATER), Row("a")),
        (Row("n", "one"), Row("n", "two", modified=LATER), Row("a")),
        {"anki-same-guid", "anki-skipped"},
    ),
    "a known note twice": ((Row("a"),), (changed(), changed(text="other")), {"anki-same-guid"}),
    "a note without a card": ((Row("a"),), (Row("a"), Row("n", cards=())), {"anki-no-card"}),
    "a gap more": (
        AS_IT_WAS,
        (*AS_IT_WAS[:2], changed("c", GAPS + " {{c3::three}}", type=CLOZE, cards=(0, 1, 2))),
        set(),
    ),
    "a gap less": (
        AS_IT_WAS,
        (*AS_IT_WAS[:2], changed("c", "{{c1::one}}", type=CLOZE)),
        {"anki-lost-card"},
    ),
    "a gap less under the same date": (
        AS_IT_WAS,
        (*AS_IT_WAS[:2], Row("c", "{{c1::one}}", type=CLOZE)),
        {"anki-skipped"},
    ),
    "a card more under the same date": (
        AS_IT_WAS,
        (*AS_IT_WAS[:2], Row("c", GAPS + " {{c3::three}}", CLOZE, (0, 1, 2))),
        {"anki-skipped"},
    ),
    "other styling": (AS_IT_WAS[:2], retyped(css="b{}"), set()),
    "other styling under an older date": (
        (Row("a", type=Type(modified=LATER)),),
        (Row("a", type=Type(css="b{}")),),
        {"anki-skipped"},
    ),
    "a note type stamped with a new date": (
        AS_IT_WAS[:1],
        (Row("a", type=Type(modified=LATER)),),
        {"anki-restamped"},
    ),
    "a field more": (AS_IT_WAS[:2], retyped(fields=("F", "B", "C")), {"anki-conflict"}),
    "a field less": (AS_IT_WAS[:2], retyped(fields=("F",)), {"anki-conflict"}),
    "fields in another order": (AS_IT_WAS[:2], retyped(fields=("B", "F")), {"anki-conflict"}),
    "a field renamed": (AS_IT_WAS[:2], retyped(fields=("F", "Back")), {"anki-conflict"}),
    "a template more": (AS_IT_WAS[:2], retyped(templates=("Card", "Card 2")), {"anki-conflict"}),
    "a template renamed": (AS_IT_WAS[:2], retyped(templates=("Side",)), {"anki-conflict"}),
    "another note type": (AS_IT_WAS[:2], retyped(number=7), {"anki-conflict"}),
    "a field renamed that has an id": (
        (Row("a", type=Type(ids=IDS)),),
        (changed(type=Type(("Front side", "B"), ids=IDS, modified=LATER)),),
        set(),
    ),
    "a field's id changed": (
        (Row("a", type=Type(ids=IDS)),),
        (changed(type=Type(ids={**IDS, "B": 109}, modified=LATER)),),
        {"anki-conflict"},
    ),
    "ids given to fields that had none": (AS_IT_WAS[:2], retyped(ids=IDS), set()),
    "plain to cloze": (
        AS_IT_WAS[:1],
        (changed(text=GAPS, type=Type(cloze=True, modified=LATER), cards=(0, 1)),),
        {"anki-kind-changed"},
    ),
    "cloze to plain": (
        (Row("a", GAPS, Type(cloze=True), (0, 1)),),
        (changed(type=Type(modified=LATER)),),
        {"anki-kind-changed", "anki-lost-card"},
    ),
    "cloze to plain with a field more": (
        (Row("a", GAPS, Type(cloze=True), (0, 1)),),
        (changed(type=Type(("F", "B", "C"), modified=LATER)),),
        {"anki-conflict"},
    ),
    "all notes gone of a type that was cloze": (
        (Row("a", GAPS, Type(cloze=True), (0, 1)),),
        (Row("n", type=Type(("F", "B", "C"))),),
        {"anki-conflict", "anki-gone"},
    ),
    "plain to a cloze type": (
        AS_IT_WAS[:1],
        (changed(text=GAPS, type=CLOZE, cards=(0, 1)),),
        {"anki-conflict"},
    ),
    "a deck renamed": (
        (Row("a", deck="Week 1"), Row("b", deck="Week 1")),
        (Row("a", deck="Unit::Week 1"), Row("b", deck="Unit::Week 1"), changed("n", deck="New")),
        {"anki-moved"},
    ),
    "a deck in other letters": ((Row("a", deck="WEEK"),), (Row("a", deck="Week"),), set()),
    "a note type that goes unused": (AS_IT_WAS, AS_IT_WAS[:2], {"anki-gone"}),
}
