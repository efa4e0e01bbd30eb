"""The compiled deck as one JSON file, for the self-test and for other programs.

The manual of the format is the docstring of `quizgen.interchange`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizgen.interchange.writing import as_json
from quizgen.phrases import count
from quizgen.quiz.model import Build
from quizgen.writers import File


def write(build: Build, scratch: Path) -> Iterator[File]:
    questions = count(len(build.items), "question")
    contains = f"{questions}, for the self-test and other programs"
    name = f"{build.about.name}.json"
    advice = f"Test yourself: quizgen study {build.about.name}"
    yield File(name, as_json(build), contains, advice)
