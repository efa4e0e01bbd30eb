"""Finds renamed questions by a lock of the first format, which tells only what a question meant.

The id decides which options of a choice are drawn and in what order. So each new question is
compiled under the ids that are left over, and the hashes are compared. A question that was also
reworded cannot be found this way.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from msgspec.structs import replace

from quizgen.compiling.expand import uncompiled
from quizgen.compiling.item import ItemCompiler
from quizgen.deck.raw_item import RawItem
from quizgen.deck.written import Deck
from quizgen.quiz.model import Build, Item
from quizgen.reading.nodes import Report
from quizgen.releases.lock import LockedNote
from quizgen.releases.meaning import first_meaning
from quizgen.writers.anki.notetypes import CHOICE, family_of

MOST_TRIES = 20_000  # compilations of about 0.2 ms each, for which a build can wait


class Comparison:
    """Compares new items with the notes that are left over. Only a choice depends on the id under
    which it is compiled. Other items are looked up by their meaning."""

    def __init__(self, deck: Deck, build: Build, lost: list[LockedNote]) -> None:
        self.is_incomplete = False
        self._tries_left = MOST_TRIES
        self._deck = deck
        self._compiled = build.deck
        self._compiler = ItemCompiler(deck, Report(deck.file))
        live_last = sorted(lost, key=lambda note: note.is_live)
        self._by_meaning = {(note.family, note.meaning): note for note in live_last}
        self._choices = [note for note in lost if note.family == CHOICE.name]
        self._by_part: defaultdict[str, list[LockedNote]] = defaultdict(list)
        for note in self._choices:
            for part in id_parts(note.item):
                self._by_part[part].append(note)

    def renames(self, new: list[Item]) -> Iterator[tuple[Item, LockedNote]]:
        """Each item with the note that it should continue. No two items mean the same."""
        questions = uncompiled(self._deck, {item.id for item in new})
        for item in new:
            found = self._note_of(item, questions[item.id])
            if found:
                yield item, found

    def _note_of(self, item: Item, question: RawItem) -> LockedNote | None:
        family = family_of(item.response).name
        if family != CHOICE.name:
            return self._by_meaning.get((family, first_meaning(item, self._compiled)))
        likely_first = self._likely_first(item.id)
        return next((note for note in likely_first if self._is_same(question, note)), None)

    def _likely_first(self, name: str) -> Iterator[LockedNote]:
        """Notes that learners still have, then withdrawn ones; of each, those first whose ids share
        a rare part with the item's."""
        shared = [self._by_part[part] for part in id_parts(name) if part in self._by_part]
        seen: set[str] = set()
        for is_live in (True, False):
            for note in chain(*sorted(shared, key=len), self._choices):
                if note.is_live is is_live and note.guid not in seen:
                    seen.add(note.guid)
                    yield note

    def _is_same(self, question: RawItem, note: LockedNote) -> bool:
        if self._tries_left == 0:
            self.is_incomplete = True
            return False
        self._tries_left -= 1
        item = self._compiler.compile(replace(question, id=note.item))
        return item is not None and first_meaning(item, self._compiled) == note.meaning


def id_parts(name: str) -> set[str]:
    """The words and numbers of an id: `q17` and `unit-2.q17` share two."""
    return set(re.findall(r"\d+|[^\W\d_]+", name))
