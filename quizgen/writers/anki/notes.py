"""Items become notes: their identity, order, deck, tags and media.

Notes are made one by one while the package is written, in the order of their ids, so that a
large deck never stands in memory as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import count
from pathlib import PurePosixPath

from quizgen.quiz.build import Build
from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import About, Image, Item, Outlet
from quizgen.writers.anki.description import description
from quizgen.writers.anki.new_cards import in_order
from quizgen.writers.anki.note_fields import note_fields, ordinals
from quizgen.writers.anki.notetypes import FAMILIES, NoteType, family_of
from quizgen.writers.anki.package import MarkdownDeck, Note, Package
from quizgen.writers.anki.stable_names import (
    deck_name,
    guid,
    numbered,
    stable_id,
    tag,
    with_parents,
)
from quizgen.writers.anki.withdrawn_notes import withdrawn_note


def packaged(build: Build, items: tuple[Item, ...]) -> Package:
    language = load_language(build.about.language)
    names = deck_names(build.about, items)
    decks = _decks(build, names, language)
    models = note_types(build, items)
    homes = {subdeck: decks[name].deck_id for subdeck, name in names.items()}
    return Package(
        decks=list(decks.values()),
        models=list(models.values()),
        notes=_notes(build, items, models, homes, language),
        media={media_name(item.image): item.image.content for item in items if item.image},
        lock=build.releases.lock,
    )


def note_types(build: Build, items: Iterable[Item]) -> dict[str, NoteType]:
    """The note types of the items and of withdrawn notes, by family."""
    used = {family_of(item.response).name for item in items}
    used |= {note.family for note in build.releases.withdrawn}
    dated = build.releases.note_types
    return {
        family.name: NoteType(family, build.about, dated.get(family.name, build.modified))
        for family in FAMILIES
        if family.name in used
    }


def identities(build: Build) -> dict[str, str]:
    """The guid of each item for Anki. A released note keeps its own. Another note gets the guid
    of its oldest id, the last in `was`, so that a renamed item stays the same note. No two notes
    get the same guid."""
    items = {item.id: item for item in build.deck.items_for(Outlet.ANKI)}
    found = {name: note.guid for name, note in build.releases.notes.items() if name in items}
    taken = {note.guid for note in (*build.releases.notes.values(), *build.releases.withdrawn)}
    unreleased = [item for item in items.values() if item.id not in found]
    # An id that is in use belongs to its own item before any item that once had it.
    for item in sorted(unreleased, key=lambda item: bool(item.was)):
        found[item.id] = next(name for name in _guids(item, build.about) if name not in taken)
        taken.add(found[item.id])
    return found


def _guids(item: Item, about: About) -> Iterator[str]:
    """The preferred guid first, then others in case another note has it already."""
    family = family_of(item.response).name
    for name in (*reversed(item.was), item.id):
        yield guid(about.uid, name, family)
    for number in count(2):
        yield guid(about.uid, f"{item.id} {number}", family)


def media_name(picture: Image) -> str:
    """A name without folders, since Anki has none for media. It has the hash of the content in it,
    since Anki never replaces a file by another of the same name."""
    suffix = PurePosixPath(picture.name).suffix.lower()
    known = suffix if suffix[1:].isascii() and suffix[1:].isalnum() else ""
    return f"quizgen-{sha256(picture.content).hexdigest()[:20]}{known}"


def deck_names(about: About, items: Iterable[Item]) -> dict[str, str]:
    """The deck's name for each `subdeck`. Names that differ only in case are one deck in Anki, so
    the first spelling is used for all."""
    # A title that has only colons leaves no name.
    title = about.title if deck_name(about.title) else about.name
    spelt: dict[str, str] = {}
    names = {"": deck_name(title)}
    for subdeck in dict.fromkeys(item.subdeck for item in items):
        levels = with_parents(deck_name(title, subdeck))
        names[subdeck] = [spelt.setdefault(level.casefold(), level) for level in levels][-1]
    return names


def tags(item: Item, about: About) -> list[str]:
    """All tags stand under the deck's name, so that a learner's own tags are never touched.
    `core` stands directly below it, since learners in a hurry look for it."""
    facets = (
        ("claim", item.claim),
        ("topic", item.topic),
        ("kind", item.kind),
        ("difficulty", "" if item.difficulty is None else str(item.difficulty)),
        *(("tag", name) for name in item.tags if name != "core"),
        *(("core",) for name in item.tags if name == "core"),
    )
    return sorted({tag(about.name, *facet) for facet in facets if tag(facet[-1])})


def _decks(build: Build, names: Mapping[str, str], language: Language) -> dict[str, MarkdownDeck]:
    """The decks of all levels. The description belongs to the one that holds the others."""
    top = names[""]
    levels = {level for name in names.values() for level in with_parents(name)}
    return {
        name: MarkdownDeck(
            stable_id(build.about.uid, "deck", name),
            name,
            description(build, language) if name == top else "",
        )
        for name in sorted(levels)
    }


def _notes(
    build: Build,
    items: tuple[Item, ...],
    models: Mapping[str, NoteType],
    homes: Mapping[str, int],
    language: Language,
) -> Iterator[Note]:
    """Withdrawn notes come last among the new cards."""
    due = {item.id: position for position, item in enumerate(in_order(build.deck), 1)}
    guids = identities(build)
    live = {guids[item.id]: item for item in items}
    withdrawn = {note.guid: note for note in build.releases.withdrawn}
    for note_id, name in numbered([*live, *withdrawn]):
        if name in withdrawn:
            note = withdrawn[name]
            model, home = models[note.family], homes[""]
            yield withdrawn_note(note, note_id, model, home, len(items) + 1, language)
            continue
        item = live[name]
        released = build.releases.notes.get(item.id)
        picture = media_name(item.image) if item.image else ""
        yield Note(
            note_id=note_id,
            guid=name,
            model=models[family_of(item.response).name],
            deck_id=homes[item.subdeck],
            fields=list(note_fields(item, build.deck, language, picture).values()),
            tags=tags(item, build.about),
            cards=ordinals(item.response),
            due=due[item.id],
            modified=released.modified if released else build.modified,
        )
