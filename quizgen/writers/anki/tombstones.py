"""What stands in the place of a released question that its author has withdrawn.

A package cannot delete notes. So the note stays, with as many cards as it had, so that Anki
neither loses nor has to make one; it says why it is there and how to delete it.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.languages import Language
from quizgen.model import AnkiNote
from quizgen.writers.anki.html import NOTHING, Markup, element, joined, text
from quizgen.writers.anki.notetypes import CLOZE, FIELDS, NoteType
from quizgen.writers.anki.package import Note

TAG = "quizgen::retired"
SEARCH = f"tag:{TAG}"


def tombstone(
    note: AnkiNote, note_id: int, model: NoteType, home: int, due: int, language: Language
) -> Note:
    return Note(
        note_id=note_id,
        guid=note.guid,
        model=model,
        deck_id=home,
        fields=[_field(name, note, language) for name, _ in FIELDS],
        tags=(TAG,),
        cards=tuple(range(note.cards)),
        due=due,
        modified=note.modified,
    )


def _field(name: str, note: AnkiNote, language: Language) -> Markup:
    """All is said in the question, which every family shows on both sides."""
    match name:
        case "Item":
            return text(note.item)
        case "Question":
            return joined(*_sentences(note, language))
    return NOTHING


def _sentences(note: AnkiNote, language: Language) -> Iterator[Markup]:
    yield element("p", element("strong", text(language.say("anki.withdrawn"))))
    for word in ("why-withdrawn", "delete-on-desktop", "delete-on-phone"):
        yield element("p", text(language.say(f"anki.{word}", search=SEARCH)))
    if note.family == CLOZE.name:
        yield element("p", Markup(" ".join(_clozes(note.cards))))


def _clozes(cards: int) -> Iterator[str]:
    return (f"{{{{c{number}::—}}}}" for number in range(1, cards + 1))
