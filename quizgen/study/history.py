"""Keeps what a learner answered, for years: an append-only log in SQLite.

Rows are only ever added to the log: an answer that is taken back or overruled gets a further row.
A card is a cache, recomputed from its log in the same transaction that adds to the log. Nothing
that was read earlier is written back, so two terminals at once lose nothing. Reviews that do not
schedule (a missed question asked again in the same session, cramming, an exam) have no rating. A
transaction is on disk before the learner sees the feedback.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from msgspec import Struct, convert, json
from msgspec.structs import astuple, replace

from quizgen.study import tables
from quizgen.study.schedule import DESIRED_RETENTION

if TYPE_CHECKING:
    from quizgen.interchange.history import Alias, Entry, Flag, Review
    from quizgen.study.tables import Event


class Exam(Struct, frozen=True):
    """An exam that was begun. Times are in milliseconds since 1970."""

    session: int
    deck: str
    quiz: str
    form: str
    deadline: int | None
    ended: int | None = None


class History:
    """One open history. Its methods raise sqlite3.Error if the disk fails. `is_kept` is False for a
    copy of a file that can only be read."""

    def __init__(self, connection: sqlite3.Connection, *, is_kept: bool = True) -> None:
        self.connection = connection
        self.is_kept = is_kept

    # --- Adding to the log -------------------------------------------------------------

    def record(self, review: Review) -> Review:
        """Commits the answer together with the card's new state, and returns the review as written.
        If another answer has the same millisecond, this one moves to the next."""
        with self.transaction():
            while not tables.add_review(self.connection, review):
                review = replace(review, at=review.at + 1)
            if review.rating is not None:
                tables.recompute(self.connection, review.deck, self._current(review))
        return review

    def add(self, event: Event) -> None:
        """Takes a review back, overrules it, flags or suspends a question."""
        with self.transaction():
            while not tables.add_event(self.connection, event):
                event = replace(event, at=event.at + 1)
            if tables.event_row(event)["about"] is not None:
                tables.recompute(self.connection, event.deck, self._current(event))
                self.forget_keys(event.deck)

    def begin_exam(self, exam: Exam) -> None:
        with self.transaction():
            self._rows("INSERT OR IGNORE INTO exam VALUES(?, ?, ?, ?, ?, ?)", *astuple(exam))

    def end_exam(self, session: int, at: int) -> None:
        with self.transaction():
            self._rows("UPDATE exam SET ended = ? WHERE session = ?", at, session)

    # --- Asking ------------------------------------------------------------------------

    def due_days(self, deck: str) -> dict[str, int]:
        """Every item that was ever scheduled, with the day on which it is due. An item whose key
        has changed is due on day 1, which is before all others."""
        # as one JSON object, since ten thousand rows take more than twice as long
        ((found,),) = self._rows(
            "SELECT json_group_object(item, CASE WHEN NOT is_changed AND due BETWEEN 1 AND ?"
            " THEN CAST(due AS INTEGER) ELSE 1 END) FROM card"
            " WHERE deck = ? AND typeof(item) = 'text'",
            tables.LAST_DAY,
            deck,
        )
        return json.decode(found, type=dict[str, int])

    def changed(self, deck: str) -> frozenset[str]:
        """Finds the items whose key has changed since they were last answered."""
        rows = self._rows("SELECT item FROM card WHERE deck = ? AND is_changed", deck)
        return frozenset(item for (item,) in rows)

    def introduced(self, deck: str, day: int) -> frozenset[str]:
        """Finds the items answered for the first time on that day."""
        rows = self._rows("SELECT item FROM card WHERE deck = ? AND first = ?", deck, day)
        return frozenset(item for (item,) in rows)

    def last_marks(self, deck: str, day: int) -> dict[str, str]:
        """The mark of each item's last answer on that day, in the order of the answers."""
        query = (
            "SELECT item, mark FROM standing WHERE deck = ? AND day = ? AND mode = ''"
            f" AND {tables.ANSWER} ORDER BY at, name"
        )
        marks: dict[str, str] = {}
        for item, mark in self._rows(query, deck, day):
            marks.pop(item, None)  # so that it comes after all answered before
            marks[item] = mark
        return marks

    def was_scheduled(self, deck: str, item: str, day: int) -> bool:
        """Whether an answer of that day, perhaps in another terminal, has scheduled the item."""
        query = "SELECT 1 FROM card WHERE deck = ? AND item = ? AND last = ? AND NOT is_changed"
        return bool(self._rows(query, deck, item, day))

    def lapses(self, deck: str, item: str) -> int:
        """Counts the scheduled answers after the first that were wrong."""
        query = "SELECT CAST(lapses AS INTEGER) FROM card WHERE deck = ? AND item = ?"
        return sum(lapses or 0 for (lapses,) in self._rows(query, deck, item))

    def suspended(self, deck: str) -> frozenset[str]:
        rows = self._rows(
            # of two at the same moment, under two names, the one that puts it away counts
            "SELECT coalesce(alias.item, event.item) AS now, max(2 * at + value) % 2 FROM event"
            " LEFT JOIN alias ON alias.deck = event.deck AND alias.old = event.item"
            f" WHERE event.deck = ? AND type = 'suspension' AND {tables.EVENT} GROUP BY now",
            deck,
        )
        return frozenset(item for item, is_away in rows if is_away)

    def memories(self, deck: str) -> list[tuple[str, float, int, int]]:
        """Each item with its stability, the day of its last scheduled answer, and its lapses."""
        columns = "item, stability, last, coalesce(CAST(lapses AS INTEGER), 0)"
        return self._rows(f"SELECT {columns} FROM card WHERE deck = ? AND {tables.MEMORY}", deck)

    def answered(self, deck: str) -> list[tuple[str, int, str, bool, int | None]]:
        """Every answer that was not taken back: its item, its day, its mark, whether it was
        overruled, and its number among the item's scheduled answers, if it is one of them."""
        return self._rows(
            "SELECT item, day, mark, is_overruled, CASE WHEN rating IS NULL THEN NULL ELSE"
            " row_number() OVER (PARTITION BY item, rating IS NULL ORDER BY at, name) END"
            f" FROM standing WHERE deck = ? AND {tables.ANSWER} ORDER BY at, id",
            deck,
        )

    def decks(self) -> tuple[str, ...]:
        """The uids of all decks with an answer or another event in the log."""
        rows = self._rows("SELECT deck FROM review UNION SELECT deck FROM event")
        return tuple(deck for (deck,) in rows if isinstance(deck, str))

    def exams(self, deck: str) -> list[Exam]:
        """All exams that were begun, the last first."""
        query = f"SELECT * FROM exam WHERE deck = ? AND {tables.EXAM} ORDER BY session DESC"
        return [Exam(*row) for row in self._rows(query, deck)]

    def reviews(self, deck: str, session: int) -> list[Review]:
        """Finds the reviews of one session that were not taken back, under today's ids."""
        from quizgen.interchange.history import Review

        query = (
            f"SELECT {tables.REVIEW_COLUMNS} FROM standing"
            f" WHERE deck = ? AND session = ? AND {tables.REVIEW} ORDER BY at"
        )
        return [Review(*row) for row in self._rows(query, deck, session)]

    # --- Keeping up with the deck ------------------------------------------------------

    def keep_up(self, deck: str, keys: str, retention: float, key_of: Callable[[str], str]) -> None:
        """`keys` is a digest of all keys of the deck. `key_of` computes the key of one item, and is
        called only if the digest has changed since the last time."""
        rows = self._rows("SELECT keys, retention FROM deck WHERE deck = ?", deck)
        known_keys, kept = rows[0] if rows else ("", DESIRED_RETENTION)
        known_retention = tables.sound_retention(kept)
        if (known_keys, known_retention) == (keys, retention):
            return
        with self.transaction():
            self._rows("INSERT OR REPLACE INTO deck VALUES(?, ?, ?)", deck, keys, retention)
            if known_retention != retention:
                tables.recompute_deck(self.connection, deck)
            self._mark_changed(deck, key_of)

    def rename(
        self, deck: str, renames: Mapping[str, Iterable[str]], living: Container[str] = ()
    ) -> None:
        """`renames` lists the old ids of each new id. An old id that is also in `living` belongs to
        an item of today, and stays with it."""
        known = dict(self._rows("SELECT old, item FROM alias WHERE deck = ?", deck))
        names = [(old, old) for old in known if old in living]
        names += [
            (old, item)
            for item, was in renames.items()
            for old in was
            if known.get(old) != item and old not in living
        ]
        if not names:
            return
        with self.transaction():
            for item in tables.give_names(self.connection, deck, names):
                tables.recompute(self.connection, deck, item)
            self.forget_keys(deck)

    def rebuild(self) -> int:
        """Makes all that is derived again from the log, and returns how many cards there are."""
        with self.transaction():
            tables.renew(self.connection)
            return self.rebuild_cards()

    def rebuild_cards(self) -> int:
        """Does the same within a transaction that the caller began."""
        self._rows("DELETE FROM card")
        self._rows("UPDATE deck SET keys = ''")
        for deck in self.decks():
            tables.recompute_deck(self.connection, deck)
        ((count,),) = self._rows("SELECT count(*) FROM card")
        return int(count)

    def unreadable_rows(self) -> tuple[str, ...]:
        """Gives a sentence for each row of the log that cannot be read."""
        return tuple(tables.unreadable_rows(self.connection))

    def close(self) -> None:
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """IMMEDIATE takes the write lock before anything is read: a deferred transaction that
        turns from reading to writing fails at once when another terminal has written."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def _rows(self, query: str, *values: object) -> list[Any]:
        return self.connection.execute(query, values).fetchall()

    def _current(self, entry: Review | Event) -> str:
        query = "SELECT item FROM alias WHERE deck = ? AND old = ?"
        rows = self._rows(query, entry.deck, entry.item)
        return str(rows[0][0]) if rows else entry.item

    def forget_keys(self, deck: str) -> None:
        """Lets the next `keep_up` compare all keys again."""
        self._rows("UPDATE deck SET keys = '' WHERE deck = ?", deck)

    def _mark_changed(self, deck: str, key_of: Callable[[str], str]) -> None:
        from quizgen.interchange.fingerprint import has_changed

        marks = [
            (has_changed(str(key), key_of(item)), deck, item)
            for item, key in self._rows("SELECT item, key FROM card WHERE deck = ?", deck)
            if isinstance(item, str)
        ]
        self.connection.executemany(
            "UPDATE card SET is_changed = ?1 WHERE deck = ?2 AND item = ?3 AND is_changed <> ?1",
            marks,
        )


# --- Exporting and importing -----------------------------------------------------------


def contents(history: History) -> Iterator[Entry]:
    """Aliases come first, then all other entries in the order in which they were written."""
    from quizgen.interchange.history import Alias, Entry, Review

    run = history.connection.execute
    for row in run(f"SELECT deck, old, item FROM alias WHERE {tables.ALIAS} ORDER BY deck, old"):
        yield Alias(*row)
    for row in run(f"SELECT {tables.REVIEW_COLUMNS} FROM review WHERE {tables.REVIEW} ORDER BY id"):
        yield Review(*row)
    for row in run(
        "SELECT type, at, deck, item, about, mark, rating, value, value FROM event"
        f" WHERE {tables.EVENT} ORDER BY id"
    ):
        fields = dict(zip(_EVENT_FIELDS, row, strict=True))
        # of the fields, each kind of event takes its own
        yield convert(fields | {"suspended": fields["suspended"] == "1"}, Entry)


_EVENT_FIELDS = ("type", "at", "deck", "item", "of", "mark", "rating", "remark", "suspended")


def flags(history: History) -> Iterator[Flag]:
    """Yields the flags under the ids that their questions have today."""
    from quizgen.interchange.history import Alias, Flag

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
    from quizgen.interchange.history import Alias, Review

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
