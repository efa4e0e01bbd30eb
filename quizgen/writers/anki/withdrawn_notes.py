"""What stands in the place of a released question that its author has withdrawn.

A package cannot delete notes. So the note stays, with as many cards as it had, so that Anki
neither loses nor has to make one; it says why it is there and how to delete it.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.quiz.build import AnkiNote
from quizgen.quiz.languages import Language
from quizgen.writers.anki.html import NOTHING, Markup, element, joined, text
from quizgen.writers.anki.notetypes import CLOZE, FIELDS, NoteType
from quizgen.writers.anki.package import Note

TAG = "quizgen::retired"
SEARCH = f"tag:{TAG}"


def withdrawn_note(
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
    """These four are what every family shows; the last two on the back."""
    match name:
        case "Item":
            return text(note.item)
        case "Question":
            return joined(text(language.say("anki.withdrawn")), *_clozes(note))
        case "Answer":
            return element("p", text(language.say("anki.why-withdrawn")))
        case "Note":
            return _way_to_delete(language)
    return NOTHING


def _clozes(note: AnkiNote) -> Iterator[Markup]:
    if note.family == CLOZE.name:
        for number in range(1, note.cards + 1):
            yield Markup(f" {{{{c{number}::—}}}}")


def _way_to_delete(language: Language) -> Markup:
    """The search stands alone, to be copied."""
    return joined(
        element("p", text(language.say("anki.delete-withdrawn"))),
        element("p", element("code", text(SEARCH))),
    )
