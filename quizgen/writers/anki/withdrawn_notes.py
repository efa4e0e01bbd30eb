"""The notes that replace released questions which their author has withdrawn.

A package cannot delete notes, so the note stays and says why it is there and how to delete it. Its
cards stay with those who have them: none are in the package, so that nobody gets one anew.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.quiz.languages import Language
from quizgen.quiz.model import AnkiNote
from quizgen.writers.anki.html import NOTHING, Markup, element, joined, text
from quizgen.writers.anki.notetypes import CLOZE, FIELDS, NoteType
from quizgen.writers.anki.package import Note

TAG = "quizgen::retired"
SEARCH = f"tag:{TAG}"


def withdrawn_note(note: AnkiNote, note_id: int, model: NoteType, language: Language) -> Note:
    return Note(
        note_id=note_id,
        guid=note.guid,
        model=model,
        deck_id=0,
        fields=_fields(note, language),
        tags=(TAG,),
        due=(),
        modified=note.modified,
    )


def _fields(note: AnkiNote, language: Language) -> list[str]:
    """Every family shows these four fields, the last two of them on the back."""
    shown = {
        "Item": text(note.item),
        "Question": joined(text(language.say("anki.withdrawn")), *_clozes(note)),
        "Answer": element("p", text(language.say("anki.why-withdrawn"))),
        "Note": _way_to_delete(language),
    }
    return [shown.get(name, NOTHING) for name, _ in FIELDS]


def _clozes(note: AnkiNote) -> Iterator[Markup]:
    if note.family == CLOZE.name:
        for number in range(1, note.cards + 1):
            yield Markup(f" {{{{c{number}::—}}}}")


def _way_to_delete(language: Language) -> Markup:
    """The search has a paragraph of its own, so that it is easy to copy."""
    return joined(
        element("p", text(language.say("anki.delete-withdrawn"))),
        element("p", element("code", text(SEARCH))),
    )
