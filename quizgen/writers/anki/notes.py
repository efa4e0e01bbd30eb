"""Items become notes: their identity, order, deck, tags and media; and what is said of the deck.

Notes are made one by one while the package is written, in the order of their ids, so that a
large deck never stands in memory as a whole. A package cannot delete notes, so one that its author
has withdrawn stays, and says why it is there and how to delete it.

Anki shows a deck's description as Markdown, and older clients show it as HTML. So emphasis and
links are HTML, which both read, and characters with a meaning in Markdown are entities, which both
decode. In the changes of a release, questions are named by their stems, since learners never see an
id.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import count
from pathlib import PurePosixPath

from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import EPOCH, About, AnkiNote, Build, Image, Item, Outlet, with_parents
from quizgen.quiz.rich import plain
from quizgen.source.provenance import disputed
from quizgen.writers import File
from quizgen.writers._wording import colophon, credit
from quizgen.writers.anki.card_html import NOTHING, Markup, element, joined, rich, text
from quizgen.writers.anki.new_cards import NewCard, in_order
from quizgen.writers.anki.note_fields import note_fields, ordinals
from quizgen.writers.anki.notetypes import (
    CLOZE,
    FAMILIES,
    FIELDS,
    NoteType,
    deck_name,
    family_of,
    guid,
    numbered,
    stable_id,
    tag,
    tag_part,
)
from quizgen.writers.anki.package import MarkdownDeck, Note, Package


def packaged(build: Build, items: tuple[Item, ...]) -> Package:
    due = {card: position for position, card in enumerate(in_order(build.deck), 1)}
    return Package(
        decks=_decks(build, items),
        models=[*note_types(build, {family_of(item.response).name for item in items}).values()],
        notes=(note for _, note in live_notes(build, due)),
        media={media_name(item.image): item.image.content for item in items if item.image},
        lock=build.releases.lock,
    )


def withdrawing(build: Build, notes: tuple[AnkiNote, ...]) -> Package:
    """A package for those who have these notes. Nobody else gets a card by it, since it has none:
    Anki keeps the cards of a note that it updates."""
    return Package(
        decks=_decks(build, ()),
        models=[*note_types(build, {note.family for note in notes}).values()],
        notes=withdrawn_notes(build, notes),
        media={},
    )


def note_types(build: Build, families: Container[str]) -> dict[str, NoteType]:
    """The note types by their families."""
    dated = build.releases.note_types
    return {
        family.name: NoteType(family, build.known_as, dated.get(family.name, EPOCH))
        for family in FAMILIES
        if family.name in families
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
        *(("core",) if name == "core" else ("tag", name) for name in item.tags),
    )
    return sorted({tag(about.name, *facet) for facet in facets if tag_part(facet[-1])})


def _decks(build: Build, items: Iterable[Item]) -> list[MarkdownDeck]:
    """The decks of all levels. The description belongs to the one that holds the others."""
    names = deck_names(build.about, items)
    levels = {level for name in names.values() for level in with_parents(name)}
    about = description(build, load_language(build.about.language))
    return [
        MarkdownDeck(_deck_id(build.about, name), name, about if name == names[""] else "")
        for name in sorted(levels)
    ]


def _deck_id(about: About, name: str) -> int:
    return stable_id(about.uid, "deck", name)


def live_notes(build: Build, due: Mapping[NewCard, int]) -> Iterator[tuple[str, Note]]:
    """Each with its item's id. `due` says where each card comes among the new ones."""
    language, known_as = load_language(build.about.language), build.known_as
    items = {item.id: item for item in build.deck.items_for(Outlet.ANKI)}
    models = note_types(build, {family.name for family in FAMILIES})
    homes = deck_names(build.about, items.values())
    decks = {subdeck: _deck_id(build.about, name) for subdeck, name in homes.items()}
    names = {guid: item for item, guid in identities(build).items()}
    for note_id, guid_ in numbered(names):
        item = items[names[guid_]]
        known = build.releases.notes.get(item.id)
        if known and known.fields:
            fields, tagged = known.fields, known.tags
        else:
            picture = media_name(item.image) if item.image else ""
            fields = list(note_fields(item, build.deck, language, picture).values())
            tagged = tags(item, known_as)
        note = Note(
            note_id=note_id,
            guid=guid_,
            model=models[family_of(item.response).name],
            deck_id=decks[item.subdeck],
            fields=fields,
            tags=tagged,
            due=tuple(due.get(NewCard(item.id, each), 0) for each in ordinals(item.response)),
            modified=known.modified if known else EPOCH,
        )
        yield item.id, note


TAG = "quizgen::retired"
SEARCH = f"tag:{TAG}"


def withdrawn_notes(build: Build, notes: Iterable[AnkiNote]) -> Iterator[Note]:
    """Every family shows these four fields, the last two of them on the back."""
    language = load_language(build.about.language)
    models = note_types(build, {family.name for family in FAMILIES})
    # The search has a paragraph of its own, so that it is easy to copy.
    search = element("p", element("code", text(SEARCH)))
    way_to_delete = joined(element("p", text(language.say("anki.delete-withdrawn"))), search)
    why = element("p", text(language.say("anki.why-withdrawn")))
    known = {note.guid: note for note in notes}
    for note_id, name in numbered(known):
        note = known[name]
        numbers = range(1, note.cards + 1 if note.family == CLOZE.name else 1)
        clozes = (Markup(f" {{{{c{number}::—}}}}") for number in numbers)
        question = joined(text(language.say("anki.withdrawn")), *clozes)
        shown = {
            "Item": text(note.item),
            "Question": question,
            "Answer": why,
            "Note": way_to_delete,
        }
        yield Note(
            note_id=note_id,
            guid=name,
            model=models[note.family],
            deck_id=0,
            fields=[shown.get(field, NOTHING) for field, _ in FIELDS],
            tags=(TAG,),
            due=(),
            modified=note.modified,
        )


def description(build: Build, language: Language) -> str:
    return "\n\n".join(as_markdown(paragraph) for paragraph in _paragraphs(build, language))


def _paragraphs(build: Build, language: Language) -> Iterator[Markup]:
    about = build.about
    yield element("strong", text(about.title))
    if about.description:
        yield rich(about.description)
    for source in about.sources:
        yield from map(rich, credit(source, language))
    if build.deck.has_disputed:
        yield text(disputed(about, language))
    yield text(language.say("anki.survives"))
    if made_by := colophon(about, language):
        yield text(made_by)


# Brackets, backslashes and angle brackets are entities already (`card_html.text`).
_MARKDOWN = {ord(character): f"&#{ord(character)};" for character in "*_`~|"}
# In Markdown these begin a heading or a list, or underline a heading (CommonMark 4.2, 4.3, 5.2).
_BLOCK_START = re.compile(r"^(?:[#+=-]|\d+(?=[.)]))")


def as_markdown(paragraph: Markup) -> str:
    """The paragraph for whoever reads Markdown or HTML."""
    words = paragraph.strip().translate(_MARKDOWN)
    return _BLOCK_START.sub(lambda start: f"&#{ord(start[0][0])};{start[0][1:]}", words)


def announcement(
    build: Build, new: Iterable[str], changed: Iterable[str], withdrawn: Iterable[str]
) -> Iterator[File]:
    """`new` and `changed` are ids, `withdrawn` the stems that learners have."""
    language, items = load_language(build.about.language), build.deck.by_id
    stems = [[plain(items[name].stem, blank="…") for name in ids] for ids in (new, changed)]
    name = build.about.name
    if changes := "\n\n".join(_listed([*stems, withdrawn], language)):
        contains = "what the release changes, to tell learners"
        yield File(f"{name}-changes.md", f"{changes}\n".encode(), contains=contains)
    about = f"{description(build, language)}\n"
    contains = "a description of the deck, to paste into AnkiWeb"
    yield File(f"{name}-ankiweb.md", about.encode(), contains=contains)


_HEADINGS = ("anki.new-questions", "anki.changed-questions", "anki.withdrawn-questions")


def _listed(groups: Iterable[Iterable[str]], language: Language) -> Iterator[str]:
    for heading, stems in zip(_HEADINGS, groups, strict=True):
        if rows := [f"- {as_markdown(text(' '.join(stem.split())))}" for stem in stems]:
            yield "\n".join([f"## {language.say(heading)}", "", *rows])
