"""The compiled deck as one JSON file, for the self-test and for other programs.

The JSON has the shape of the model itself, `quizgen.quiz.model.CompiledDeck`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizgen.diagnostics import count
from quizgen.interchange.compiled import write as write_deck
from quizgen.quiz.model import Build
from quizgen.writers import File

KNOWS_ENEMIES = True


def write(build: Build, scratch: Path) -> Iterator[File]:
    questions = count(len(build.deck.items), "question")
    contains = f"{questions}, for the self-test and other programs"
    name = f"{build.about.name}.json"
    advice = f"Test yourself: quizgen study {build.about.name}"
    yield File(name, write_deck(build.deck), contains=contains, advice=advice)
