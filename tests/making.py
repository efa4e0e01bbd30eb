"""Short decks for tests: YAML and a source in memory, compiled by the stages of a build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from dataclasses import replace as replace_fields
from typing import Any, TypeVar

from msgspec import Struct, structs

from quizgen.compiling.assemble import assemble
from quizgen.compiling.expand import Expansion, expand
from quizgen.deck.written import Deck
from quizgen.diagnostics import Diagnostic, TextFile, as_text, has_errors
from quizgen.interchange.compiled import write
from quizgen.load import load
from quizgen.quiz.model import FORMAT, About, Build, CompiledDeck, Form, Item, Source, Speaker
from quizgen.quiz.responses import Choice
from quizgen.quiz.rich import plain
from quizgen.quiz.spoiling import Siblings
from quizgen.releases import release
from quizgen.releases.draft import drafted
from quizgen.releases.lock import Ledger
from quizgen.releases.release import Dating

HEAD = """\
quizgen: 1
deck: test
uid: abcdefghij
title: A test
language: en
source: {file: text.txt, as: the report}
"""

SOURCE = """\
The market opened on May 3 with 14 stalls, Anna Berg said on Monday.

“Apples came before pears, and pears came before plums,” she said. “There is no other way.”

She said that trade needs peace, trust and time. Boris Lind told the report that trade needs luck.
"""


@dataclass(frozen=True)
class Folder:
    """A deck's folder in memory."""

    files: Mapping[str, bytes]

    def read(self, name: str) -> bytes | None:
        return self.files.get(name)


@dataclass(frozen=True)
class Made:
    deck: Deck | None
    items: Mapping[str, Item] = field(default_factory=dict)
    drafts: int = 0
    forms: tuple[Form, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    expansion: Expansion = field(default_factory=lambda: Expansion((), 0, {}))

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]

    @property
    def source(self) -> Source:
        assert self.deck is not None
        return self.deck.about.source

    def stem(self, item_id: str) -> str:
        return plain(self.items[item_id].stem)

    def options(self, item_id: str) -> list[str]:
        return [plain(option.content) for option in self.choice(item_id).options]

    def keys(self, item_id: str) -> list[str]:
        options = self.choice(item_id).options
        return [plain(option.content) for option in options if option.is_key]

    def choice(self, item_id: str) -> Choice:
        response = self.items[item_id].response
        assert isinstance(response, Choice)
        return response


def try_deck(
    body: str,
    source: str = SOURCE,
    head: str = HEAD,
    files: Mapping[str, bytes] | None = None,
) -> Made:
    """All stages, whatever is wrong with the deck."""
    folder = Folder({"text.txt": source.encode(), **(files or {})})
    deck, problems = load(TextFile("test.yaml", head + body), folder, "zzzzzzzzzz")
    if deck is None:
        return Made(None, problems=tuple(problems))
    expansion, more = expand(deck)
    forms, still_more = assemble(deck, expansion)
    items = {item.id: item for item in expansion.items}
    return Made(deck, items, expansion.drafts, forms, (*problems, *more, *still_more), expansion)


def make_deck(
    body: str,
    source: str = SOURCE,
    head: str = HEAD,
    files: Mapping[str, bytes] | None = None,
) -> Made:
    """All stages on a deck that must have no errors."""
    made = try_deck(body, source, head, files)
    assert not has_errors(made.problems), "\n".join(map(as_text, made.problems))
    return made


_Record = TypeVar("_Record")


def replace(record: _Record, /, **changes: Any) -> _Record:
    """A changed copy, be it a dataclass or a Struct, each of which has its own function."""
    if isinstance(record, Struct):
        return structs.replace(record, **changes)
    return replace_fields(record, **changes)


def as_build(
    about: About,
    items: tuple[Item, ...],
    forms: tuple[Form, ...] = (),
    modified: int = 0,
    speakers: tuple[Speaker, ...] = (),
    **more: Any,
) -> Build:
    deck = CompiledDeck(format=FORMAT, about=about, speakers=speakers, items=items, forms=forms)
    return Build(deck, modified, **more)


def rebuilt(build: Build, **changes: Any) -> Build:
    """A changed copy; what belongs to its deck is changed there."""
    own = {name: changes.pop(name) for name in CompiledDeck.__struct_fields__ if name in changes}
    return replace(build, deck=replace(build.deck, **own), **changes)


def as_file(build: Build) -> bytes:
    """The compiled deck as it is on disk."""
    return write(build.deck)


def released(before: Ledger | None, build: Build, now: int) -> Ledger:
    """The ledger after a release at that time, by somebody who knows of no other builds."""
    return release.released(drafted(before, build), Dating(now=now))


def are_siblings(siblings: Siblings, one: str, other: str) -> bool:
    """Whether the items with these ids are of one claim, or rest on overlapping words."""
    here, there = siblings.words[one], siblings.words[other]
    is_one_claim = one == other or (bool(here.claim) and here.claim == there.claim)
    return is_one_claim or there in siblings.overlapping(here)
