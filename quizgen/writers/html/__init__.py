"""A web page that tests its reader: one file, which loads nothing and works where it lies.

Its session asks, marks and explains as the one in the terminal does, and keeps the answers in the
browser, to be handed over as what `quizgen history import` reads. Where no scripts run it is the
same questions with folded answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizgen.phrases import count
from quizgen.quiz.build import Build
from quizgen.quiz.model import Outlet
from quizgen.writers import File
from quizgen.writers.html.page import page

_ADVICE = "Open it in a browser, on a computer or a phone; it needs no network."


def write(build: Build, scratch: Path) -> Iterator[File]:
    items = build.deck.items_for(Outlet.STUDY)
    if items:
        contains = f"{count(len(items), 'question')} to test yourself with"
        yield File(f"{build.about.name}.html", page(build, items), contains, _ADVICE)
