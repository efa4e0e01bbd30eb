"""The names of the files that are made of decks: no two decks may come to the same one.

Windows and macOS tell neither capitals apart nor the ways in which a letter can be composed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase
from unicodedata import normalize

from quizgen.deck.written import Deck
from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.quiz.layout import Printing
from quizgen.reading.nodes import key_location

_OF_DECKS = (".apkg", ".txt", ".html", ".json", "-preview.html")
_OF_FORMS = ("", "-key", "-feedback", "-answer-sheet")
_OF_QUIZZES = (
    *(f"-{letter}{part}" for letter in ascii_lowercase for part in _OF_FORMS),
    "-grid",
    "-print",
)
_ENDINGS = (".pdf", ".docx")


@dataclass(frozen=True, slots=True)
class Clash:
    """Two decks, by their files, would write one file; reported at the second of them."""

    decks: tuple[TextFile, TextFile]
    has_one_name: bool
    problem: Diagnostic


def as_on_disk(name: str) -> str:
    """The same for names that some file system takes for one."""
    return normalize("NFD", normalize("NFD", name).casefold())


def output_names(deck: Deck) -> Iterator[tuple[str, str]]:
    """Each file that may be made of the deck, and the quiz that it is of, "" for none."""
    name = deck.about.name
    yield from ((f"{name}{part}", "") for part in _OF_DECKS)
    for quiz in deck.blueprints:
        for part in _OF_QUIZZES:
            yield from ((f"{name}-{quiz}{part}{ending}", quiz) for ending in _ENDINGS)


def is_output_of(name: str, deck: Deck) -> bool:
    return as_on_disk(name) in {as_on_disk(each) for each, _ in output_names(deck)}


def older_papers(deck: Deck, printing: Printing, files: Iterable[str]) -> list[str]:
    """The files that are papers of the deck's quizzes, in forms that a build does not make. What is
    left of a quiz that was removed cannot be told from a file of somebody else."""
    older = {
        as_on_disk(f"{deck.about.name}-{quiz}-{letter}{part}{ending}")
        for quiz, blueprint in deck.blueprints.items()
        if not printing.quizzes or quiz in printing.quizzes
        for letter in ascii_lowercase[printing.forms or blueprint.keys.forms :]
        for part in _OF_FORMS
        for ending in _ENDINGS
    }
    return sorted(name for name in files if as_on_disk(name) in older)


def may_clash(one: str, other: str) -> bool:
    """Whether decks of these names can come to the same file name."""
    first, second = sorted((as_on_disk(one), as_on_disk(other)))
    return second == first or second.startswith(f"{first}-")


def clashes(decks: Iterable[Deck]) -> list[Clash]:
    """One for each two places."""
    found: dict[tuple[str, str, str, str], Clash] = {}
    seen: dict[str, tuple[Deck, str]] = {}
    for deck in decks:
        for name, quiz in output_names(deck):
            first, first_quiz = seen.setdefault(as_on_disk(name), (deck, quiz))
            if first is not deck:
                places = (first.file.name, first_quiz, deck.file.name, quiz)
                found.setdefault(places, _clash(name, (first, first_quiz), (deck, quiz)))
    return list(found.values())


def _clash(name: str, first: tuple[Deck, str], second: tuple[Deck, str]) -> Clash:
    where = _place(*first)
    line, _ = where.file.line_and_column(where.start)
    message = (
        f"{name} would be made of {_named(*second)} and of {_named(*first)} "
        f"({where.file.name}:{line}); the one would replace the other"
    )
    problem = Diagnostic(_place(*second), "file-in-use", message, "rename one of the two")
    has_one_name = as_on_disk(first[0].about.name) == as_on_disk(second[0].about.name)
    return Clash((where.file, second[0].file), has_one_name, problem)


def _named(deck: Deck, quiz: str) -> str:
    return f"quiz `{quiz}` of deck `{deck.about.name}`" if quiz else f"deck `{deck.about.name}`"


def _place(deck: Deck, quiz: str) -> Location:
    if quiz:
        return key_location(deck.file, quiz, deck.blueprints[quiz].node)
    return name_location(deck.file, "deck")


def name_location(file: TextFile, key: str) -> Location:
    """Where a key of the deck itself stands."""
    found = re.search(rf"(?m)^{key}(?=:)", file.text) or re.search(key, file.text)
    start = found.start() if found else 0
    return Location(file, start, start + len(key))
