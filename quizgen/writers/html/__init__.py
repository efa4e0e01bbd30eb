"""A web page for testing oneself: one file that loads nothing and works from any folder.

Its session asks, marks and explains as the terminal does. The browser keeps the answers, and the
learner can download them for `quizgen history import`. Where scripts do not run, the page shows
the same questions with folded answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizgen.phrases import count
from quizgen.quiz.model import Build, Outlet
from quizgen.writers import File
from quizgen.writers.html.page import page

SHOWS_FORMS = False

_ADVICE = "Open it in a browser, on a computer or a phone; it needs no network."


def write(build: Build, scratch: Path) -> Iterator[File]:
    items = build.deck.items_for(Outlet.STUDY)
    if items:
        contains = f"{count(len(items), 'question')} to test yourself with"
        content = page(build, items)
        yield File(f"{build.about.name}.html", content, contains=contains, advice=_ADVICE)
