"""Finds released questions that continue under another id, although no `was:` says so.

Learners would get such a question as a new one, and be told that the old one was withdrawn. The
lock keeps a hash of what a question meant, and not its words, and the id decides which options are
drawn and in what order. So each new question is compiled under the ids that are left over, and the
hashes are compared. A question that was also reworded cannot be found this way.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from quizgen.compiling.expand import uncompiled
from quizgen.compiling.item import ItemCompiler
from quizgen.deck.raw_item import RawItem
from quizgen.deck.written import Claim, Deck, Template, origin
from quizgen.diagnostics import Diagnostic, Location, Severity
from quizgen.quiz.build import Build
from quizgen.quiz.model import Item, Outlet
from quizgen.reading.nodes import key_location, written_at
from quizgen.reading.report import Report, as_yaml
from quizgen.releases.lock import Ledger, LockedNote
from quizgen.releases.meaning import meaning
from quizgen.releases.release import kept_notes
from quizgen.writers.anki.notetypes import CHOICE, family_of

MOST_TRIES = 20_000  # compilations of about 0.2 ms each, for which a build can wait


def unnamed_renames(
    deck: Deck, places: Container[str], build: Build, before: Ledger
) -> list[Diagnostic]:
    """`places` has all ids that are in use, those of drafts too; `before` is what was released."""
    items = build.deck.items_for(Outlet.ANKI)
    kept = kept_notes(items, before.notes)
    new = [item for item in items if item.id not in kept and not _is_said_to_be_new(deck, item)]
    lost = list(_lost(items, kept, build, before)) if new else []
    if not lost:
        return []
    comparison = _Comparison(deck, build, before, lost)
    problems = [
        problem
        for item, note in comparison.renames(new)
        for problem in _reported(item, note.item, deck, places)
    ]
    if comparison.is_incomplete:
        problems.append(_uncompared(deck, new, lost))
    return list(dict.fromkeys(problems))


# --- Finding them ----------------------------------------------------------------------


def _is_said_to_be_new(deck: Deck, item: Item) -> bool:
    """Whether the question says `was: []`, or the claim or the template that makes it does."""
    made = origin(item.id)
    question = deck.questions.get(item.id)
    makers = [deck.claims.get(made.claim), deck.templates.get(made.template)]
    written = [question, *([] if question and question.kind else makers)]
    return any(written_at(each.node, "was").value == [] for each in written if each)


def _lost(
    items: Iterable[Item], kept: dict[str, LockedNote], build: Build, before: Ledger
) -> Iterator[LockedNote]:
    """Notes that no question continues, since it is gone or another question has its id now."""
    versions = _versions(before)
    going_on = set()
    for item in items:
        note = kept.get(item.id)
        if note and (
            note.item != item.id or meaning(item, build.deck, versions[note.family]) == note.meaning
        ):
            going_on.add(note.guid)
    return (note for note in before.notes if note.guid not in going_on)


class _Comparison:
    """Compares new items with the notes that are left over. Only a choice depends on the id under
    which it is compiled. Other items are looked up by their meaning."""

    def __init__(self, deck: Deck, build: Build, before: Ledger, lost: list[LockedNote]) -> None:
        self.is_incomplete = False
        self._tries_left = MOST_TRIES
        self._deck = deck
        self._compiled = build.deck
        self._versions = _versions(before)
        self._compiler = ItemCompiler(deck, Report(deck.file))
        live_last = sorted(lost, key=lambda note: note.is_live)
        self._by_meaning = {(note.family, note.meaning): note for note in live_last}
        choices = [note for note in lost if note.family == CHOICE.name]
        self._choices = [
            _ChoiceNotes(
                [note for note in choices if note.is_live]
            ),  # what learners still have first
            _ChoiceNotes([note for note in choices if not note.is_live]),
        ]

    def renames(self, new: list[Item]) -> Iterator[tuple[Item, LockedNote]]:
        """Each item with the note that it should continue. No two items mean the same."""
        questions = uncompiled(self._deck, {item.id for item in new})
        for item in new:
            found = self._note_of(item, questions[item.id])
            if found:
                yield item, found

    def _note_of(self, item: Item, question: RawItem) -> LockedNote | None:
        family = family_of(item.response).name
        if family not in self._versions:
            return None
        if family != CHOICE.name:
            found = meaning(item, self._compiled, self._versions[family])
            return self._by_meaning.get((family, found))
        likely_first = chain.from_iterable(each.likely_first(item.id) for each in self._choices)
        return next((note for note in likely_first if self._is_same(question, note)), None)

    def _is_same(self, question: RawItem, note: LockedNote) -> bool:
        if self._tries_left == 0:
            self.is_incomplete = True
            return False
        self._tries_left -= 1
        item = self._compiler.compile(replace(question, id=note.item))
        version = self._versions[note.family]
        return item is not None and meaning(item, self._compiled, version) == note.meaning


class _ChoiceNotes:
    """Notes to be tried, those first whose ids share a rare part with the item's."""

    def __init__(self, notes: list[LockedNote]) -> None:
        self._notes = notes
        self._by_part: defaultdict[str, list[LockedNote]] = defaultdict(list)
        for note in notes:
            for part in _parts(note.item):
                self._by_part[part].append(note)

    def likely_first(self, name: str) -> Iterator[LockedNote]:
        shared = [self._by_part[part] for part in _parts(name) if part in self._by_part]
        seen: set[str] = set()
        for note in chain(*sorted(shared, key=len), self._notes):
            if note.guid not in seen:
                seen.add(note.guid)
                yield note


def _parts(name: str) -> set[str]:
    """The words and numbers of an id: `q17` and `unit-2.q17` share two."""
    return set(re.findall(r"\d+|[^\W\d_]+", name))


def _versions(before: Ledger) -> dict[str, int]:
    """The versions of the note types with which the hashes in the lock were made."""
    return {kind.family: kind.version for kind in before.types}


# --- Reporting them --------------------------------------------------------------------


def _reported(item: Item, old: str, deck: Deck, places: Container[str]) -> Iterator[Diagnostic]:
    question = deck.questions.get(item.id)
    is_by_hand = question is not None and bool(question.kind)
    where, what = _place(deck, item.id), f"the released question `{old}` goes on as `{item.id}`"
    line = _was((old, *(question.keys.was if question else ())))
    if old in places:
        then = f"write here: {line}" if is_by_hand else "check again for the line to write here"
        other = f"{what}, and another question has the id `{old}` now"
        yield _problem(where, other, f"give that one a new id, and {then}")
    elif is_by_hand:
        yield _problem(where, what, line)
    elif renamed := _renamed_parts(item.id, old, deck):
        yield from (_renamed_part(part, deck) for part in renamed)
    else:
        yield _problem(where, what, f"below `questions:` write {as_yaml(item.id)}: {{{line}}}")


def _renamed_part(part: _IdPart, deck: Deck) -> Diagnostic:
    where = key_location(deck.file, part.owner.id, part.owner.node)
    what = f"the {part.what} `{part.old}` of released questions goes on as `{part.owner.id}`"
    return _problem(where, what, _was((part.old, *part.owner.keys.was)))


@dataclass(frozen=True, slots=True)
class _IdPart:
    """The claim or the template of an item, and the id that the released item has in its place."""

    what: str
    owner: Claim | Template
    old: str
    known: Mapping[str, Claim | Template]

    @property
    def is_renamed(self) -> bool:
        return self.old not in (self.owner.id, *self.owner.keys.was)


def _renamed_parts(item: str, old: str, deck: Deck) -> list[_IdPart]:
    """None where the old id is not that of an item which such renames explain."""
    now, then = origin(item), origin(old)
    parts = (
        _IdPart("claim", deck.claims[now.claim], then.claim, deck.claims),
        _IdPart("template", deck.templates[now.template], then.template, deck.templates),
    )
    renamed = [part for part in parts if part.is_renamed]
    is_free = all(part.old not in part.known for part in renamed)
    return renamed if then.template and then.statement == now.statement and is_free else []


def _place(deck: Deck, item: str) -> Location:
    """The place of the new id, or that of the claim if a template makes the item."""
    if item in deck.questions:
        return key_location(deck.file, item, deck.questions[item].node)
    claim = deck.claims[origin(item).claim]
    return key_location(deck.file, claim.id, claim.node)


def _was(ids: Iterable[str]) -> str:
    """The line to paste. The first id is the latest."""
    return f"was: [{', '.join(map(as_yaml, ids))}]"


def _problem(where: Location, what: str, line: str) -> Diagnostic:
    message = f"{what}, and no `was:` says so: learners would lose their history"
    hint = f"{line}\nif it really is new, write was: []"
    return Diagnostic(where, "renamed-without-was", message, hint)


def _uncompared(deck: Deck, new: list[Item], lost: list[LockedNote]) -> Diagnostic:
    message = (
        f"{len(new):,} new questions and {len(lost):,} that were released are too many to compare: "
        "renamed ones without `was:` may be among them"
    )
    hint = "release them in smaller steps, or give them `was:`"
    return Diagnostic(Location(deck.file), "renamed-without-was", message, hint, Severity.WARNING)
