"""Exports a whole history, and imports the entries that are not there yet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from msgspec import convert
from msgspec.structs import replace

from quizgen.interchange.history import Alias, Entry, Flag, Review
from quizgen.study import tables
from quizgen.study.history import History


def contents(history: History) -> Iterator[Entry]:
    """Aliases come first, then all other entries in the order in which they were written."""
    run = history.connection.execute
    for deck, old, item in run(
        f"SELECT deck, old, item FROM alias WHERE {tables.ALIAS} ORDER BY deck, old"
    ):
        yield Alias(deck, old, item)
    for row in run(f"SELECT {tables.REVIEW_COLUMNS} FROM review WHERE {tables.REVIEW} ORDER BY id"):
        yield Review(*row)
    for row in run(
        "SELECT type, at, deck, item, about, mark, rating, value, value FROM event"
        f" WHERE {tables.EVENT} ORDER BY id"
    ):
        fields = dict(zip(_FIELDS, row, strict=True))
        # of the fields, each kind of event takes its own
        yield convert(fields | {"suspended": fields["suspended"] == "1"}, Entry)


_FIELDS = ("type", "at", "deck", "item", "of", "mark", "rating", "remark", "suspended")


def flags(history: History) -> Iterator[Flag]:
    """Yields the flags under the ids that their questions have today."""
    names: dict[tuple[str, str], str] = {}
    for entry in contents(history):
        if isinstance(entry, Alias):
            names[entry.deck, entry.old] = entry.item
        elif isinstance(entry, Flag):
            yield replace(entry, item=names.get((entry.deck, entry.item), entry.item))


def merge(history: History, entries: Iterable[Entry]) -> int:
    """Returns how many entries were new. Either all of them are added, or none."""
    with history.transaction():
        fresh = [entry for entry in entries if _add(history.connection, entry)]
        for deck in {entry.deck: None for entry in fresh}:
            tables.recompute_deck(history.connection, deck)
            history.forget_keys(deck)
    return len(fresh)


def _add(connection: sqlite3.Connection, entry: Entry) -> bool:
    match entry:
        case Review():
            return tables.add_review(connection, entry)
        case Alias():
            return _add_alias(connection, entry)
        case _:
            return tables.add_event(connection, entry)


def _add_alias(connection: sqlite3.Connection, alias: Alias) -> bool:
    """What the decks on this machine say about an id wins over what another machine said. The item
    may have been renamed since."""
    both = alias.deck, alias.old, alias.item
    query = "SELECT old, item FROM alias WHERE deck = ? AND old IN (?, ?)"
    known = dict(connection.execute(query, both))
    item = known.get(alias.item, alias.item)
    if alias.old in known or alias.old == item:
        return False
    tables.give_names(connection, alias.deck, [(alias.old, item)])
    return True
