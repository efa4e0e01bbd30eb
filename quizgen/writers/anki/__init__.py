"""Anki: each deck becomes one `.apkg`.

A note is identified by the deck's uid, the item's id and the family of its note type, and by
nothing else. So importing a rebuilt deck updates the notes that are there, and two decks never
touch each other's notes. Notes released before keep their identity and date: `Build.releases`.
Withdrawn questions are in a file of their own, which only those need who have them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizgen.diagnostics import Diagnostic, has_errors
from quizgen.phrases import count
from quizgen.quiz.model import Build, Outlet
from quizgen.writers import File
from quizgen.writers.anki.checks import is_empty, problems
from quizgen.writers.anki.note_fields import ordinals
from quizgen.writers.anki.notes import packaged, withdrawing

SHOWS_FORMS = False
KNOWS_ENEMIES = True

ADVICE = (
    "Open it in Anki (File > Import), AnkiDroid or AnkiMobile; a newer one too: what you have "
    "learnt is kept."
)
ADVICE_OF_WITHDRAWN = (
    "Only for learners who have an earlier version: import it after the deck. Questions that you "
    "withdrew within a year before your latest release then say so. It brings nobody a new card."
)


def write(build: Build, scratch: Path) -> Iterator[File | Diagnostic]:
    found = list(problems(build))
    yield from found
    if is_empty(build) or has_errors(found):
        return
    if items := build.deck.items_for(Outlet.ANKI):
        cards = sum(len(ordinals(item.response)) for item in items)
        contains = f"{count(len(items), 'note')}, {count(cards, 'card')}"
        content = packaged(build, items).packed(scratch)
        yield File(f"{build.about.name}.apkg", content, contains=contains, advice=ADVICE)
    if withdrawn := build.releases.withdrawn:
        content = withdrawing(build, withdrawn).packed(scratch)
        contains = count(len(withdrawn), "withdrawn note")
        name = f"{build.about.name}-withdrawn.apkg"
        yield File(name, content, contains=contains, advice=ADVICE_OF_WITHDRAWN)
