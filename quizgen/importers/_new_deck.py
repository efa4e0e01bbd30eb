"""The deck of imported questions. What the compiler would refuse is left out and named, so that the
rest can be built at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizgen.compiling.assemble import assemble
from quizgen.compiling.expand import expand
from quizgen.diagnostics import Diagnostic, Severity, TextFile
from quizgen.importers._deck_entries import named, with_quotations
from quizgen.importers._deck_text import DeckHead, Entries, deck_text
from quizgen.importers._imported import Imported, Value, unread
from quizgen.importers._picture_files import Pictures
from quizgen.load import load
from quizgen.source.source_text import SourceText

_ENTRY = re.compile(r"^  ([^\s#].*):$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class DraftSource:
    """A text that the questions ask about; then they are drafts that quote it."""

    name: str
    content: bytes
    text: SourceText


@dataclass(frozen=True, slots=True)
class NewDeck:
    text: str
    kept: int
    quoting: int
    pictures: Mapping[str, bytes]
    problems: tuple[Diagnostic, ...]


def new_deck(
    head: DeckHead, found: Sequence[Imported], pictures: Pictures, source: DraftSource | None
) -> NewDeck:
    questions, problems = named(found)
    entries: dict[str, Mapping[str, Value]] = {}
    for name, each in questions.items():
        image, more = pictures.keys(each)
        entries[name] = {"kind": each.kind, **each.keys, **image}
        problems += more
    refused = _refused(head, entries, pictures) if source is None else {}
    problems += [unread(questions[name].where, said) for name, said in refused.items()]
    sound: Entries = {name: keys for name, keys in entries.items() if name not in refused}
    if source is not None:
        sound = with_quotations(sound, source.text)
    text = deck_text(head, sound)
    files = {name: content for name, content in pictures.files.items() if name in text}
    quoting = sum("quote" in keys for keys in sound.values())
    return NewDeck(text, len(sound), quoting, files, tuple(problems))


@dataclass(frozen=True, slots=True)
class _Beside:
    """The files beside a deck that is not on disk yet."""

    files: Mapping[str, bytes]

    def read(self, name: str) -> bytes | None:
        return self.files.get(name)


def _refused(head: DeckHead, entries: Entries, pictures: Pictures) -> dict[str, str]:
    """Why the compiler refuses a question. Once one is gone, others may be refused with better
    reasons, since some stages wait for the ones before."""
    refused: dict[str, str] = {}
    while True:
        rest = {name: keys for name, keys in entries.items() if name not in refused}
        more = _errors(deck_text(head, rest), _Beside(pictures.files))
        if not rest or not more:
            return refused
        refused |= more


def _errors(text: str, beside: _Beside) -> dict[str, str]:
    """What is wrong with the questions of a deck, by their ids."""
    deck, problems = load(TextFile("", text), beside, "aaaaaaaaaa")
    if deck is not None:
        expansion, more = expand(deck)
        _, still_more = assemble(deck, expansion)
        problems = [*problems, *more, *still_more]
    places = [(found.start(), found[1]) for found in _ENTRY.finditer(text)]
    starts = [start for start, _ in places]
    wrong: dict[str, str] = {}
    for problem in problems:
        at = bisect_right(starts, problem.where.start) - 1
        if problem.severity is Severity.ERROR and at >= 0:
            wrong.setdefault(places[at][1], problem.message.replace(f" of `{places[at][1]}`", ""))
    return wrong
