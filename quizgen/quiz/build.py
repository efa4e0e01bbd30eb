"""What the writers get: a compiled deck, and what stands outside it, such as dates and paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from quizgen.quiz.layout import NOTHING_ASKED, Printing
from quizgen.quiz.model import About, CompiledDeck

EPOCH = 1_577_836_800  # 2020-01-01, before anybody edited a note of ours


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A note as it was released or is about to be. `modified`, in seconds since 1970, is what it
    must carry so that Anki takes a change and nothing else; `cards` is how many it has. `fields`
    and `tags` are what is written in it, where that is known already."""

    item: str
    family: str
    guid: str
    modified: int
    cards: int
    fields: Sequence[str] = ()
    tags: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Releases:
    """What the ledger knows of a deck: the notes of its items (by item id), those that were
    withdrawn, and when each note type (by family) last changed. `lock` is the ledger's text, which
    travels in the package, and `name` the deck's name at its first release."""

    notes: Mapping[str, AnkiNote] = field(default_factory=dict)
    withdrawn: tuple[AnkiNote, ...] = ()
    note_types: Mapping[str, int] = field(default_factory=dict)
    lock: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Build:
    """`modified` is in seconds since 1970 and dates papers; `releases` dates notes, which are
    as old as can be where nothing is known of them."""

    deck: CompiledDeck
    modified: int
    releases: Releases = Releases()
    printing: Printing = NOTHING_ASKED

    @property
    def about(self) -> About:
        return self.deck.about

    @property
    def known_as(self) -> About:
        """What is said of the deck, under the name that learners have in their tags."""
        return replace(self.about, name=self.releases.name or self.about.name)
