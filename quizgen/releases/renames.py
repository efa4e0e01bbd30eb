"""Finds released questions that continue under another id, although no `was:` says so.

Learners would get such a question as a new one, and be told that the old one was withdrawn. A
question is known by two of its key, its stem and its quotation, or, if it rests on no text, by a
key that no other question has. Where all are new, a lock has nothing to know it by but its id.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import chain
from typing import TypeAlias

from msgspec.structs import replace

from quizgen.compiling.expand import uncompiled
from quizgen.compiling.item import ItemCompiler
from quizgen.deck.raw_item import RawItem
from quizgen.deck.written import Claim, Deck, Template, origin
from quizgen.diagnostics import Cure, Diagnostic, Location, Severity, TextFile
from quizgen.kinds import has_flag
from quizgen.quiz.model import Build, Item, Outlet
from quizgen.reading.nodes import (
    Node,
    Report,
    as_yaml,
    cure_of,
    did_you_mean,
    key_location,
    location,
)
from quizgen.releases.draft import first_meaning, imprint, kept_notes, means_the_same
from quizgen.releases.lock import Imprint, Ledger, LockedNote
from quizgen.writers.anki.notetypes import CHOICE, family_of


def unnamed_renames(
    deck: Deck, places: Container[str], build: Build, before: Ledger
) -> list[Diagnostic]:
    """`places` has all ids that are in use, those of drafts too; `before` is what was released."""
    items = build.deck.items_for(Outlet.ANKI)
    kept = kept_notes(items, before.notes)
    new = [item for item in items if item.id not in kept and not _is_said_to_be_new(deck, item)]
    lost = _lost(items, kept, build, before)
    others = {_sign(item, _by_key) for item in items if item.id in kept}
    found = _renamed(new, lost, places, others)
    left = [item for item in new if item.id not in found]
    unmarked = [note for note in lost if not note.imprint.key]
    problems = _swapped(deck, items, kept, lost)
    if left and unmarked:
        comparison = _Comparison(deck, build, unmarked)
        found |= {item.id: note for item, note in comparison.renames(left)}
        if comparison.is_incomplete:
            problems.append(_uncompared(deck, left, unmarked))
    said = {note.guid for note in found.values()}
    unsaid = [note for note in lost if note.guid not in said and note.item not in places]
    problems += _likely([item for item in new if item.id not in found], unsaid, deck)
    for item in new:
        if item.id in found:
            problems += _reported(item, found[item.id].item, deck, places)
        elif before.notes:
            problems += _never_released(item, deck, before)
    return list(dict.fromkeys(problems))


# --- Finding them ----------------------------------------------------------------------


def _is_said_to_be_new(deck: Deck, item: Item) -> bool:
    """Whether the question says `was: []`, or the claim or the template that makes it does."""
    made = origin(item.id)
    question = deck.questions.get(item.id)
    makers = [deck.claims.get(made.claim), deck.templates.get(made.template)]
    written = [question, *([] if question and question.kind else makers)]
    return any(each.node.at("was").value == [] for each in written if each)


def _lost(
    items: Iterable[Item], kept: Mapping[str, LockedNote], build: Build, before: Ledger
) -> list[LockedNote]:
    """Notes that no question continues, since it is gone or another question has its id now; those
    that learners still have come first."""
    going_on = set()
    for item in items:
        note = kept.get(item.id)
        if note and (
            note.item != item.id
            or _is_alike(imprint(item), note.imprint)
            or means_the_same(item, build.deck, note.meaning)
        ):
            going_on.add(note.guid)
    lost = [note for note in before.notes if note.guid not in going_on]
    return sorted(lost, key=lambda note: not note.is_live)


def _is_alike(one: Imprint, other: Imprint) -> bool:
    """Whether the two are one question, which was reworded at most."""
    on_one = bool(one.quotation) and one.quotation == other.quotation
    return one.key == other.key and (on_one or one.stem == other.stem)


_Sign: TypeAlias = tuple[str, ...]  # a question's family, its key, and what else tells it apart


def _renamed(
    new: Iterable[Item],
    lost: Iterable[LockedNote],
    places: Container[str],
    others: Container[_Sign | None],
) -> dict[str, LockedNote]:
    """The note of each question that has one. A quotation may serve many questions, so it tells
    only where an id is gone that learners have. A key tells nothing by itself if it is among the
    keys of `others`, which go on under their ids."""
    marked = [note for note in lost if note.imprint.key]
    gone = [note for note in marked if note.is_live and note.item not in places]
    found = _matched(new, marked, _by_stem)
    for matched, sign in ((_matched, _by_quotation), (_once, _by_words), (_once, _by_key)):
        left = [item for item in new if item.id not in found]
        if sign is not _by_words:  # “true” or “false” is the key of many statements
            left = [item for item in left if not has_flag(item.kind, "HAS_FIXED_WORDS")]
        if sign is _by_key:
            left = [item for item in left if _sign(item, _by_key) not in others]
        taken = {note.guid for note in found.values()}
        found |= matched(left, [note for note in gone if note.guid not in taken], sign)
    return found


def _matched(
    items: Iterable[Item], notes: Iterable[LockedNote], sign: Callable[[str, Imprint], _Sign | None]
) -> dict[str, LockedNote]:
    """Notes with one sign go to one item each, and the one with the likeliest id goes first."""
    by_sign: defaultdict[_Sign | None, list[LockedNote]] = defaultdict(list)
    for note in notes:
        by_sign[sign(note.family, note.imprint)].append(note)
    by_sign.pop(None, None)
    found = {}
    for item in items:
        parts = id_parts(item.id)
        if known := by_sign.get(_sign(item, sign)):
            likely = max(known, key=lambda note: (note.is_live, len(id_parts(note.item) & parts)))
            known.remove(likely)
            found[item.id] = likely
    return found


def _once(
    items: Iterable[Item], notes: Iterable[LockedNote], sign: Callable[[str, Imprint], _Sign | None]
) -> dict[str, LockedNote]:
    """Where a sign tells little, only one item and one note may have it."""
    items, notes = list(items), list(notes)
    having = Counter(_sign(item, sign) for item in items)
    known = Counter(sign(note.family, note.imprint) for note in notes)
    single = [each for each in notes if known[sign(each.family, each.imprint)] == 1]
    return {
        name: note
        for name, note in _matched(items, single, sign).items()
        if having[sign(note.family, note.imprint)] == 1
    }


def _sign(item: Item, sign: Callable[[str, Imprint], _Sign | None]) -> _Sign | None:
    return sign(family_of(item.response).name, imprint(item))


def _by_stem(family: str, words: Imprint) -> _Sign | None:
    return family, words.key, words.stem


def _by_quotation(family: str, words: Imprint) -> _Sign | None:
    return (family, words.key, words.quotation) if words.quotation else None


def _by_words(family: str, words: Imprint) -> _Sign:
    return family, words.stem, words.quotation


def _by_key(family: str, words: Imprint) -> _Sign | None:
    return None if words.quotation else (family, words.key)


def _swapped(
    deck: Deck, items: Iterable[Item], kept: Mapping[str, LockedNote], lost: Iterable[LockedNote]
) -> list[Diagnostic]:
    """Questions that have each other's ids."""
    there = {note.guid: note for note in lost if kept.get(note.item) is note}
    stayed = [
        item
        for item in items
        if item.id in kept and kept[item.id].guid in there and not _is_said_to_be_new(deck, item)
    ]
    marked = [note for note in there.values() if note.imprint.key]
    return [
        _problem(
            _place(deck, name),
            f"`{name}` asks now what the released question `{note.item}` asked",
            f"give it the id `{note.item}` again",
        )
        for name, note in _matched(stayed, marked, _by_stem).items()
    ]


# --- Reporting them --------------------------------------------------------------------


def _reported(item: Item, old: str, deck: Deck, places: Container[str]) -> Iterator[Diagnostic]:
    question = deck.questions.get(item.id)
    is_by_hand = question is not None and bool(question.kind)
    where, what = (
        _place(deck, item.id),
        f"the released question `{old}` seems to go on as `{item.id}`",
    )
    line = _was((old, *(question.keys.was if question else ())))
    if old in places:
        then = f"write here: {line}" if is_by_hand else "check again for the line to write here"
        other = f"{what}, and another question has the id `{old}` now"
        yield _problem(where, other, f"give that one a new id, and {then}")
    elif question is not None and is_by_hand:
        yield _problem(where, what, line, _adding(line, question.node, deck.file))
    elif renamed := _renamed_parts(item.id, old, deck):
        for part, owner, before in renamed:
            where = key_location(deck.file, owner.id, owner.node)
            what = f"the {part} `{before}` of released questions seems to go on as `{owner.id}`"
            line = _was((before, *owner.keys.was))
            yield _problem(where, what, line, _adding(line, owner.node, deck.file))
    else:
        yield _problem(where, what, f"below `questions:` write {as_yaml(item.id)}: {{{line}}}")


def _renamed_parts(item: str, old: str, deck: Deck) -> list[tuple[str, Claim | Template, str]]:
    """The claim and the template of an item, as far as the released one has another id in their
    place, with that id; none where such renames do not explain the old id."""
    now, then = origin(item), origin(old)
    parts: tuple[tuple[str, Mapping[str, Claim | Template], str, str], ...] = (
        ("claim", deck.claims, now.claim, then.claim),
        ("template", deck.templates, now.template, then.template),
    )
    renamed = []
    for what, known, name, before in parts:
        if before not in (name, *known[name].keys.was):
            if before in known:
                return []
            renamed.append((what, known[name], before))
    return renamed if then.template and then.statement == now.statement else []


def _place(deck: Deck, item: str) -> Location:
    """The place of the new id, or that of the claim if a template makes the item."""
    if item in deck.questions:
        return key_location(deck.file, item, deck.questions[item].node)
    claim = deck.claims[origin(item).claim]
    return key_location(deck.file, claim.id, claim.node)


def _was(ids: Iterable[str]) -> str:
    """The line to paste. The first id is the latest."""
    return f"was: [{', '.join(map(as_yaml, ids))}]"


def _adding(line: str, node: Node, file: TextFile) -> Cure | None:
    """Puts the line before the first key of a question; None where it has a `was:` already."""
    if "was" in node.entries:
        return None
    start = node.start
    if file.text.startswith("{", start):
        return Cure(Location(file, start + 1, start + 1), f"{line}, ")
    _, column = file.line_and_column(start)
    return Cure(Location(file, start, start), f"{line}\n{' ' * (column - 1)}")


def _problem(where: Location, what: str, line: str, cure: Cure | None = None) -> Diagnostic:
    message = f"{what}, and no `was:` says so: then learners would lose their history"
    hint = f"{line}\nif it really is new, write was: []"
    return Diagnostic(where, "renamed-without-was", message, hint, cure=cure)


def _never_released(item: Item, deck: Deck, before: Ledger) -> Iterator[Diagnostic]:
    """Reports former ids of a new question that no released question has."""
    question = deck.questions.get(item.id)
    released = {note.item for note in before.notes}
    for name in question.keys.was if question else ():
        if question and name not in released:
            message = f"`{item.id}` is new: no question `{name}` was released"
            where = location(deck.file, question.node.at("was", name))
            hint = did_you_mean(name, released, "write the id of the last release, or was: []")
            fix = cure_of(hint, where)
            yield Diagnostic(where, "unknown-item", message, str(hint), Severity.WARNING, cure=fix)


def _likely(new: list[Item], lost: list[LockedNote], deck: Deck) -> Iterator[Diagnostic]:
    """Questions of which only the ids are alike; their words may be new as well."""
    for item in new if len(new) * len(lost) <= MOST_TRIES else ():
        alike = [
            note
            for note in lost
            if note.is_live
            and (note.family, note.imprint.quotation)
            == (family_of(item.response).name, imprint(item).quotation)
            and _are_alike(item.id, note.item)
        ]
        if len(alike) == 1:
            message = f"`{item.id}` may be the released question `{alike[0].item}` in other words: "
            message += "then learners would lose their history"
            hint = f"{_was([alike[0].item])}\nif it really is new, write was: []"
            where = _place(deck, item.id)
            yield Diagnostic(where, "renamed-without-was", message, hint, Severity.WARNING)


def _are_alike(one: str, other: str) -> bool:
    """Whether ids have the same numbers, and their words are the same or nearly so. What many ids
    share, as in `unit1-cat` and `unit1-car`, tells nothing of the words that differ."""
    before, now = id_parts(one), id_parts(other)
    gone, new = sorted(before - now), sorted(now - before)
    if any(map(str.isdecimal, (*gone, *new))):
        return False
    if gone and new:
        return SequenceMatcher(None, "-".join(gone), "-".join(new)).ratio() >= _ALIKE
    return len(before & now) * 2 >= len(before | now)  # words came or went


_ALIKE = 0.85  # `capital` and `capitals`, but not `mouse` and `house`


def _uncompared(deck: Deck, new: list[Item], lost: list[LockedNote]) -> Diagnostic:
    message = (
        f"{len(new):,} new questions and {len(lost):,} that were released are too many to compare: "
        "renamed ones without `was:` may be among them"
    )
    hint = "release them in smaller steps, or give them `was:`"
    return Diagnostic(Location(deck.file), "renamed-without-was", message, hint, Severity.WARNING)


# --- Locks of the first format ---------------------------------------------------------

MOST_TRIES = 20_000  # compilations of about 0.2 ms each, for which a build can wait


class _Comparison:
    """Compares new items with the notes that are left over, of which a lock of the first format
    tells only what they meant. The id decides which options of a choice are drawn and in what
    order. So each new choice is compiled under the ids that are left over; other items are looked
    up by their meaning. A question that was also reworded cannot be found this way."""

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
