"""Adds answers, and what was done about them later, to the log.

Rows are never changed or removed. Every function runs inside a transaction that its caller began.
"""

from __future__ import annotations

import sqlite3
from dataclasses import astuple
from typing import TYPE_CHECKING, TypeAlias, assert_never

if TYPE_CHECKING:
    from quizgen.interchange.history import Flag, Overrule, Review, Suspension, Void

    Event: TypeAlias = Void | Overrule | Flag | Suspension


def add_review(connection: sqlite3.Connection, review: Review) -> bool:
    """Returns False if the log has that answer already."""
    return connection.execute(
        "INSERT OR IGNORE INTO review(at, deck, item, session, day, answer, mark, reason, rating,"
        " took, key, mode) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        astuple(review),
    ).rowcount > 0  # fmt: skip


def add_event(connection: sqlite3.Connection, event: Event) -> bool:
    """Returns False if the log has that event already."""
    return connection.execute(
        "INSERT OR IGNORE INTO event(type, deck, item, at, about, mark, rating, value)"
        " VALUES(:type, :deck, :item, :at, :about, :mark, :rating, :value)",
        event_row(event),
    ).rowcount > 0  # fmt: skip


def event_row(event: Event) -> dict[str, object]:
    from quizgen.interchange.history import Flag, Overrule, Suspension, Void

    kind = type(event).__name__.lower()
    row: dict[str, object] = dict.fromkeys(("about", "mark", "rating", "value"))
    row |= {"type": kind, "deck": event.deck, "item": event.item, "at": event.at}
    match event:
        case Void(of=of):
            return row | {"about": of}
        case Overrule(of=of, mark=mark, rating=rating):
            return row | {"about": of, "mark": mark, "rating": rating}
        case Flag(remark=remark):
            return row | {"value": remark}
        case Suspension(is_suspended=is_suspended):
            return row | {"value": "1" if is_suspended else "0"}
        case _ as never:
            assert_never(never)
