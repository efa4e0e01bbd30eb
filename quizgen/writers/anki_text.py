"""Anki's text format: the same notes as in the `.apkg`, one in each line, to import or compare.

Headers, columns, the order of lines and the quoting are those of Anki's own export *Notes in
Plain Text* with everything ticked, so that this file and a learner's export can be compared line
by line. An import changes only the text and tags of notes. It brings no note types, so the
`.apkg` has to be imported first. It also updates by content instead of date, so a learner's own
edits and tags are lost, and it fills fields by position.
Nobody needs this file to learn, so it is written only on request.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from quizgen.diagnostics import Diagnostic, count, has_errors
from quizgen.quiz.model import Build, Outlet
from quizgen.writers import File
from quizgen.writers.anki import problems
from quizgen.writers.anki.notes import packaged
from quizgen.writers.anki.package import Package

IS_DEFAULT = False
SHOWS_FORMS = False

ADVICE = (
    "For comparing with Anki's File > Export > Notes in Plain Text, everything ticked: it shows "
    "what a learner has changed. Importing it sets the text and tags of every note of the deck to "
    "those of this file: a learner's own edits and tags are lost, `marked` too, also in notes that "
    "have not changed. Import the .apkg first. Anki fills fields by position: a field of your own "
    "must come last in its note type."
)


_HEADERS = (
    *("#separator:tab", "#html:true"),
    *("#guid column:1", "#notetype column:2", "#deck column:3"),
)


def write(build: Build, scratch: Path) -> Iterator[File | Diagnostic]:
    found = list(problems(build))
    yield from found
    items = build.deck.items_for(Outlet.ANKI)
    if not items or has_errors(found):
        return
    rows = list(_rows(packaged(build, items)))
    lines = [
        *_HEADERS,
        f"#tags column:{len(rows[0])}",
        *("\t".join(map(_value, row)) for row in rows),
    ]
    content = "".join(f"{line}\n" for line in lines)
    contains = count(len(rows), "note")
    yield File(f"{build.about.name}.txt", content.encode(), contains=contains, advice=ADVICE)


def _rows(package: Package) -> Iterator[list[str]]:
    """Each row has the columns of Anki's export; Anki sorts tags without regard to case."""
    decks = {deck.deck_id: deck.name for deck in package.decks}
    for note in package.notes:
        tags = " ".join(sorted(note.tags, key=str.casefold))
        yield [note.guid, note.model.name, decks[note.deck_id], *note.fields, tags]


# RFC 4180 plus `#`, which begins a comment: Python's csv does not quote it, and Anki would skip
# a line whose guid begins with it.
_QUOTED = re.compile(r'[\t\r\n"#]')


def _value(text: str) -> str:
    if _QUOTED.search(text) is None:
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
