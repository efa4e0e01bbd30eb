"""Anki: each deck becomes one `.apkg`.

A note is identified by the deck's uid, the item's id and the family of its note type, and by
nothing else. So importing a rebuilt deck updates the notes that are there, and two decks never
touch each other's notes. Notes released before keep their identity and date: `Build.releases`.
Withdrawn questions are in a file of their own, which only those need who have them.

Problems that Anki would have with a deck are found before anything is written. A writer does not
know where an item was written, so each problem names its item.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import filterfalse
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Location, Severity, TextFile, count, has_errors
from quizgen.quiz.model import About, Build, Item, Outlet
from quizgen.quiz.rich import plain
from quizgen.writers import File
from quizgen.writers.anki.new_cards import Neighbours, in_order
from quizgen.writers.anki.note_fields import ordinals
from quizgen.writers.anki.notes import deck_names, packaged, withdrawing
from quizgen.writers.anki.notetypes import tag

SHOWS_FORMS = False
KNOWS_ENEMIES = True

ADVICE = (
    "Open it in Anki (File > Import), AnkiDroid or AnkiMobile. Do the same with a newer version: "
    "you keep what you have learnt."
)
ADVICE_OF_WITHDRAWN = (
    "Only for learners who have an earlier version: import it after the deck. Questions that you "
    "withdrew within a year before your latest release then say so. It brings nobody a new card."
)


def write(build: Build, scratch: Path) -> Iterator[File | Diagnostic]:
    found = list(problems(build))
    yield from found
    if is_empty(build) or has_errors(found):
        return
    if items := build.deck.items_for(Outlet.ANKI):
        cards = sum(len(ordinals(item.response)) for item in items)
        contains = f"{count(len(items), 'note')}, {count(cards, 'card')}"
        content = packaged(build, items).packed(scratch)
        yield File(f"{build.about.name}.apkg", content, contains=contains, advice=ADVICE)
    if withdrawn := build.releases.withdrawn:
        content = withdrawing(build, withdrawn).packed(scratch)
        contains = count(len(withdrawn), "withdrawn note")
        name = f"{build.about.name}-withdrawn.apkg"
        yield File(name, content, contains=contains, advice=ADVICE_OF_WITHDRAWN)


MOST_CLOZES = 500  # Anki counts every later one as the 500th


def is_empty(build: Build) -> bool:
    return not build.deck.items_for(Outlet.ANKI) and not build.releases.withdrawn


def problems(build: Build) -> Iterator[Diagnostic]:
    about = build.about
    where = Location(TextFile(about.name, ""))
    if is_empty(build):
        message = f"`{about.name}` has no question for Anki, so no deck was written"
        hint = "add `anki` to the `use:` of a question"
        yield Diagnostic(where, "anki-nothing", message, hint, Severity.WARNING)
        return
    found = [*_file_name(about, where)]
    for item in build.deck.items_for(Outlet.ANKI):
        found += _item(item, where)
    yield from found if has_errors(found) else [*found, *_subdecks(build, where)]


def _file_name(about: About, where: Location) -> Iterator[Diagnostic]:
    """Anki takes files with these names for copies of a whole collection, and would replace the
    user's own with them."""
    if about.name.lower() == "collection" or about.name.lower().startswith("backup-"):
        message = (
            f"Anki would take `{about.name}.apkg` for a backup and replace the whole collection"
        )
        yield Diagnostic(where, "anki-file-name", message, "give the deck another name: `deck:`")


_DAYS = 3


def _subdecks(build: Build, where: Location) -> Iterator[Diagnostic]:
    """Anki goes through the subdecks of a deck one after the other."""
    items = {item.id: item for item in build.deck.items_for(Outlet.ANKI)}
    homes = deck_names(build.about, items.values())
    if len(homes) == 1:
        return
    planned = [card.item for card in in_order(build.deck)]
    in_subdecks = sorted(planned, key=lambda name: homes[items[name].subdeck].casefold())
    neighbours = Neighbours(build.deck)
    wanted, found = (neighbours.in_days(order, _DAYS) for order in (planned, in_subdecks))
    if found > wanted:
        message = f"`subdeck:` undoes the order of new cards: in the first {_DAYS} days of twenty, "
        message += f"{count(found, 'pair')} that tell of each other come on one day, not {wanted}"
        hint = "write `topic:`, which becomes a tag; learners who keep the subdecks can set, in "
        hint += "the\noptions of the deck, the gather order of new cards to “Ascending position”"
        yield Diagnostic(where, "anki-subdecks", message, hint, Severity.WARNING)


def _item(item: Item, where: Location) -> Iterator[Diagnostic]:
    if not plain(item.stem, blank="_").strip():
        message = f"`{item.id}` has an empty stem: no card to show"
        yield Diagnostic(where, "anki-empty", message, item=item.id)
    if (cards := len(ordinals(item.response))) > MOST_CLOZES:
        message = f"`{item.id}` has {cards} gaps; Anki makes at most {MOST_CLOZES} cards a note"
        hint = "split the question, or ask for all gaps at once: `gaps: together`"
        yield Diagnostic(where, "anki-gaps", message, hint, item=item.id)
    for name in filterfalse(tag, item.tags):
        message = f"the tag `{name}` of `{item.id}` has no character that Anki keeps"
        hint = "use letters, digits or hyphens"
        yield Diagnostic(where, "anki-tag", message, hint, Severity.WARNING, item=item.id)
