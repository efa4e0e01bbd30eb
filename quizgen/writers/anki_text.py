"""Anki's text format: the same notes as the `.apkg`, one a line, to import or to compare.

The headers and the order of the columns are those of Anki's own export *Notes in Plain Text*
with everything ticked, lines stand in the order of the note ids as they do there, and a value is
quoted exactly when Anki would quote it: a learner's export and this file can be compared line by
line. An import changes the text and tags of notes and nothing else; it brings no note types, so
the `.apkg` comes first. Anki updates by content here, not by date, so that a learner's own edits
and tags go, and fills fields by position.
Nobody needs this file to learn, so it is written only on request.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from quizgen.diagnostics import Diagnostic, has_errors
from quizgen.phrases import count
from quizgen.quiz.build import Build
from quizgen.quiz.model import Outlet
from quizgen.writers import File
from quizgen.writers.anki.checks import is_empty, problems
from quizgen.writers.anki.notes import packaged
from quizgen.writers.anki.package import Package

IS_DEFAULT = False

ADVICE = (
    "For comparing with Anki's File > Export > Notes in Plain Text, everything ticked: it shows "
    "what a learner has changed. Importing it sets the text and tags of every note of the deck to "
    "those of this file: a learner's own edits and tags are lost, `marked` too, also in notes that "
    "have not changed. Import the .apkg first. Anki fills fields by position: a field of your own "
    "must come last in its note type."
)


def write(build: Build, scratch: Path) -> Iterator[File | Diagnostic]:
    found = list(problems(build))
    yield from found
    if is_empty(build) or has_errors(found):
        return
    rows = list(_rows(packaged(build, build.deck.items_for(Outlet.ANKI))))
    content = "".join([*_headers(len(rows[0])), *map(_line, rows)])
    yield File(f"{build.about.name}.txt", content.encode(), count(len(rows), "note"), ADVICE)


def _rows(package: Package) -> Iterator[list[str]]:
    """The guid, the note type, the deck, the fields, the tags as Anki sorts them."""
    decks = {deck.deck_id: deck.name for deck in package.decks}
    for note in package.notes:
        tags = " ".join(sorted(note.tags, key=str.casefold))
        yield [note.guid, note.model.name, decks[note.deck_id], *note.fields, tags]


def _headers(columns: int) -> list[str]:
    return [
        "#separator:tab\n",
        "#html:true\n",
        "#guid column:1\n",
        "#notetype column:2\n",
        "#deck column:3\n",
        f"#tags column:{columns}\n",
    ]


# RFC 4180, and beyond it the sign that begins a comment: Python's csv leaves that one bare, and
# Anki would skip a line whose guid begins with it.
_QUOTED = re.compile(r'[\t\r\n"#]')


def _line(values: Iterable[str]) -> str:
    return "\t".join(map(_value, values)) + "\n"


def _value(text: str) -> str:
    if _QUOTED.search(text) is None:
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
