"""A build held against its ledger: which note each item continues, and whether it has changed.

That is told by a hash of the meaning of what a learner sees; hashes of key, stem and quotation tell
whether it is still the same question.

The HTML of its card is not part of the meaning, since a better layout is no reason to overwrite
what a learner has written into a note. Nor is what only sorts or locates it: tags, topics, subdecks
and numbers of paragraphs. Ids do not count either (`was:` may rename them, and the claim's with
them, and shuffles options), nor does what only paper and the self-test use.

Locks of the first edition have another hash, which counts more. It is made only to be compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any, NamedTuple

from msgspec import structs

from quizgen.interchange.fingerprint import in_first_format, key_hash
from quizgen.quiz.model import AnkiNote, Build, CompiledDeck, Item, Outlet, Releases, Voice
from quizgen.quiz.responses import Choice, Matching
from quizgen.quiz.rich import plain
from quizgen.reading.characters import normalised
from quizgen.releases.lock import Imprint, Ledger, LockedNote
from quizgen.writers.anki.notes import live_notes
from quizgen.writers.anki.notetypes import family_of
from quizgen.writers.anki.package import Note


class Draft(NamedTuple):
    """`before` is what was released, `kept` its note of each item that has one, and `gone` are
    notes that no item has any more. `written` are the notes of the items."""

    build: Build
    before: Ledger
    kept: Mapping[str, LockedNote]
    gone: tuple[LockedNote, ...]
    written: Mapping[str, Note]


def drafted(ledger: Ledger | None, build: Build) -> Draft:
    before = ledger or Ledger(build.about.name, build.about.uid)
    build = _with_released(build, before)
    kept = kept_notes(build.deck.items_for(Outlet.ANKI), before.notes)
    in_use = {note.guid for note in kept.values()}
    gone = tuple(note for note in before.notes if note.guid not in in_use)
    known = Releases(
        notes={item: as_anki_note(note) for item, note in kept.items()},
        withdrawn=tuple(map(as_anki_note, gone)),
        name=before.name,
    )
    named = structs.replace(build, releases=known)
    written = dict(live_notes(named, {}))
    today = {note.guid: note for note in _in_todays_way(named, kept, written)}
    return Draft(
        named,
        replace(before, notes=tuple(today.get(note.guid, note) for note in before.notes)),
        {item: today.get(note.guid, note) for item, note in kept.items()},
        gone,
        written,
    )


def _with_released(build: Build, ledger: Ledger) -> Build:
    """What learners have stays in Anki, though without a lock its length would keep it out."""
    live = {(note.item, note.family) for note in ledger.notes if note.is_live}

    def kept(item: Item) -> Item:
        family = family_of(item.response).name
        is_released = any((name, family) in live for name in (item.id, *item.was))
        if not (item.is_left_out and is_released):
            return item
        return structs.replace(item, use=item.use | {Outlet.ANKI}, is_left_out=False)

    items = tuple(map(kept, build.deck.items))
    return structs.replace(build, deck=structs.replace(build.deck, items=items))


def as_anki_note(note: LockedNote, written: Note | None = None) -> AnkiNote:
    content = (written.fields, written.tags) if written else ()
    return AnkiNote(note.item, note.family, note.guid, note.modified, note.cards, *content)


def content_of(note: Note) -> str:
    return content(note.model.model_id, note.fields, note.tags)


def _in_todays_way(
    build: Build, kept: Mapping[str, LockedNote], written: Mapping[str, Note]
) -> Iterator[LockedNote]:
    """Live notes of locks of the first edition that have not changed by the hashes these have, with
    the hashes of today."""
    for name, note in kept.items():
        item = build.deck.by_id[name]
        is_old = note.is_live and not note.content
        if is_old and means_the_same(item, build.deck, note.meaning):
            found = content_of(written[name])
            yield structs.replace(note, meaning=meaning(item, build.deck), content=found)


def kept_notes(items: tuple[Item, ...], notes: Iterable[LockedNote]) -> dict[str, LockedNote]:
    """The released note of each item that has one. Live notes are looked for first: under the
    item's own id, then under its former ids, latest first. After that come notes that were
    withdrawn, which return."""
    # the latest of several withdrawn notes comes last, and so replaces the others
    by_age = sorted(notes, key=lambda note: note.modified)
    known = {(note.item, note.family, note.is_live): note for note in by_age}
    kept: dict[str, LockedNote] = {}
    taken: set[str] = set()
    for item, former, is_live in _claims(items):
        note = known.get((former, family_of(item.response).name, is_live))
        if note and item.id not in kept and note.guid not in taken:
            kept[item.id] = note
            taken.add(note.guid)
    return kept


def _claims(items: tuple[Item, ...]) -> Iterator[tuple[Item, str, bool]]:
    """Which item may continue the note of which id, and whether the note must be live. The best
    claims come first."""
    for is_live in (True, False):
        yield from ((item, item.id, is_live) for item in items)
        yield from ((item, former, is_live) for item in items for former in item.was)


_WAY = "2."  # begins each hash that is made as `meaning` does it today
_FIRST_VERSION = 1  # that of the note types, which the first edition hashed too


def meaning(item: Item, deck: CompiledDeck) -> str:
    """`2.` and 16 hexadecimal digits."""
    seen = _seen(item, deck)
    for name in ("tags", "topic", "difficulty", "subdeck"):
        seen.pop(name, None)
    for piece in seen.get("evidence", ()):
        piece.pop("paragraph", None)
    answers = seen["response"]
    for name in _unordered(item):
        answers[name] = sorted(answers.get(name, ()), key=_written)
    for part in (answers, *answers.get("gaps", ())):
        for name in ("lines", "strict"):
            part.pop(name, None)
    return _WAY + _hash(_written(seen))


def first_meaning(item: Item, deck: CompiledDeck) -> str:
    """The hash that locks of the first edition have."""
    return _hash(_written(_seen(item, deck) | {"version": _FIRST_VERSION}))


def means_the_same(item: Item, deck: CompiledDeck, known: str) -> bool:
    """Whether a released question that meant `known` has the item's meaning."""
    return known == (meaning if known.startswith(_WAY) else first_meaning)(item, deck)


def imprint(item: Item) -> Imprint:
    """Capitals, spaces and inline markup do not count."""
    quotations = "\0".join(piece.quote for piece in item.evidence)
    return Imprint(key_hash(item.response), _folded(plain(item.stem)), _folded(quotations))


def content(type_id: int, fields: Iterable[str], tags: Iterable[str]) -> str:
    """The hash of all that an import writes into a note."""
    return _hash("\x1f".join((str(type_id), *fields, "", *sorted(tags))))


def _seen(item: Item, deck: CompiledDeck) -> dict[str, Any]:
    about, image = deck.about, item.image
    seen = in_first_format(item) | {
        "language": about.language,
        "speaker": deck.speakers_by_id[item.speaker].name if item.speaker else "",
        "image": [image.alt, sha256(image.content).hexdigest()] if image else [],
    }
    if about.more_sources:  # the text of each quotation
        seen["sources"] = [about.source_of(each).name for each in item.evidence]
    else:
        seen["source"] = about.source.name
    if voices := [_named(piece.voice, deck) for piece in item.evidence if piece.voice]:
        seen["voices"] = voices
    return seen


def _unordered(item: Item) -> tuple[str, ...]:
    """The parts of the response whose order learners do not have to know."""
    match item.response:
        case Choice(is_fixed=False):
            return ("options",)
        case Matching():
            return ("pairs", "extras")
        case _:
            return ()


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _folded(text: str) -> str:
    """The hash of a text, "" where there is none."""
    folded = " ".join(text.casefold().split())
    return _hash(folded) if folded else ""


def _hash(text: str) -> str:
    return sha256(normalised("NFC", text).encode()).hexdigest()[:16]


def _named(voice: Voice, deck: CompiledDeck) -> list[object]:
    said = (deck.speakers_by_id.get(each) for each in (voice.speaker, voice.teller))
    return [*(each.name if each else "" for each in said), voice.is_in_person]
