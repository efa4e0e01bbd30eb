"""Items as notes: identity, order, deck, tags and media.

Notes are made one by one while the package is written, in the order of their ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import PurePosixPath

from quizgen.languages import Language, load_language
from quizgen.model import About, Build, Image, Item
from quizgen.writers.anki.cards import face, fields, ordinals
from quizgen.writers.anki.description import description
from quizgen.writers.anki.names import deck_name, guid, numbered, stable_id, tag, with_parents
from quizgen.writers.anki.notetypes import FAMILIES, NoteType, family_of
from quizgen.writers.anki.package import Deck, Note, Package


def packaged(build: Build, items: tuple[Item, ...]) -> Package:
    language = load_language(build.about.language)
    title = build.about.title if deck_name(build.about.title) else build.about.name
    names = deck_names(title, items)
    decks = _decks(build, names, language)
    used = {family_of(item.response) for item in items}
    models = {family.name: NoteType(family, build.about) for family in FAMILIES if family in used}
    homes = {subdeck: decks[name].deck_id for subdeck, name in names.items()}
    return Package(
        decks=list(decks.values()),
        models=list(models.values()),
        notes=_notes(build, items, models, homes, language),
        media={media_name(item.image): item.image.content for item in items if item.image},
    )


def identity(item: Item, about: About) -> str:
    """The guid. An item that was renamed keeps that of its oldest id, the last in `was`."""
    oldest = item.was[-1] if item.was else item.id
    return guid(about.uid, oldest, family_of(item.response).name)


def media_name(picture: Image) -> str:
    """Flat, and with the hash of the content: Anki replaces no file by another of its name."""
    suffix = PurePosixPath(picture.name).suffix.lower()
    known = suffix if suffix[1:].isascii() and suffix[1:].isalnum() else ""
    return f"quizgen-{sha256(picture.content).hexdigest()[:20]}{known}"


def in_turn(items: Iterable[Item]) -> list[Item]:
    """The first item of each claim, then the second of each, and so on: what is learnt first
    covers the text, and two questions on one claim do not follow each other."""
    rounds: defaultdict[int, list[Item]] = defaultdict(list)
    seen: defaultdict[str, int] = defaultdict(int)
    for item in items:
        rounds[seen[item.claim]].append(item)
        seen[item.claim] += bool(item.claim)
    return [item for turn in sorted(rounds) for item in rounds[turn]]


def deck_names(title: str, items: Iterable[Item]) -> dict[str, str]:
    """The deck's name for each `subdeck`. Names that differ in case only are one deck in Anki:
    the first spelling stands."""
    spelt: dict[str, str] = {}
    names = {"": deck_name(title)}
    for subdeck in dict.fromkeys(item.subdeck for item in items):
        levels = with_parents(deck_name(title, subdeck))
        names[subdeck] = [spelt.setdefault(level.casefold(), level) for level in levels][-1]
    return names


def tags(item: Item, about: About) -> list[str]:
    """All under the deck's name, so that nobody's own tags are touched."""
    facets = (
        ("claim", item.claim),
        ("topic", item.topic),
        ("kind", item.kind),
        ("difficulty", "" if item.difficulty is None else str(item.difficulty)),
        *(("tag", name) for name in item.tags),
    )
    return sorted({tag(about.name, facet, name) for facet, name in facets if tag(name)})


def _decks(build: Build, names: Mapping[str, str], language: Language) -> dict[str, Deck]:
    """Parents too, and the description on the deck that holds the others."""
    top = names[""]
    levels = {level for name in names.values() for level in with_parents(name)}
    return {
        name: Deck(
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
    due = {item.id: position for position, item in enumerate(in_turn(items), 1)}
    guids = {identity(item, build.about): item for item in items}
    for note_id, name in numbered(guids):
        item = guids[name]
        yield Note(
            note_id=note_id,
            guid=name,
            model=models[family_of(item.response).name],
            deck_id=homes[item.subdeck],
            fields=_fields(item, build.about, language),
            tags=tags(item, build.about),
            cards=ordinals(item.response),
            due=due[item.id],
            modified=build.modified,
        )


def _fields(item: Item, about: About, language: Language) -> list[str]:
    picture = media_name(item.image) if item.image else ""
    return fields(item, face(item, language), about.source, language, picture)
