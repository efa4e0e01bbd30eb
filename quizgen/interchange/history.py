"""Reads and writes a learner's history as lines of JSON, to move it between machines and pages.

The file is UTF-8, with one JSON object on each line. The first is `{"quizgen-history": 1}`, the
version of this format; a reader refuses a higher one. Every other line has a `type`, and says which
question it is about: `deck` (a deck's uid) and `item` (its id at the time). `at` is the moment, in
ISO 8601, UTC, with milliseconds: `2026-03-02T18:05:09.123Z`.

    review      an answer. day: the local study day, YYYY-MM-DD, which begins at four in the
                morning; session: when its session began, in milliseconds since 1970; answer: a
                text, see below; mark: correct, close or wrong; reason: one word, or empty;
                rating: 1 to 4 as in FSRS, or null if the answer does not schedule; took:
                milliseconds; key: the `fingerprint` of the key at the time, or empty;
                mode: cram or exam, left out in a usual session
    void        takes a review back. of: that review's `at`
    overrule    the learner's own verdict on a review. of; mark: correct or wrong; rating
    flag        a question flagged as faulty. remark: a text for its author, or empty
    suspension  suspended: true, or false if the question is to be asked again
    alias       an old id, `old`, that is now `item`'s; it has no `at`

The `answer` of a review is itself JSON, in words that outlive an edit of the deck: a list of texts
(the options chosen, the texts typed, the steps in the order given), a list of pairs for a matching
(left, right or null), true or false if the learner judged, null if the learner asked for the
answer.

An import adds the lines that are not there yet: two lines with the same type, deck, item and `at`
are the same. So files may be imported twice and in any order, and nothing is ever removed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias

from quizgen.diagnostics import printable_json
from quizgen.interchange.node import JsonValue, MalformedError

FORMAT = 1
MARKS = ("correct", "close", "wrong")


@dataclass(frozen=True, slots=True)
class Review:
    """One answer. `at` and `session` are milliseconds since 1970, `took` is in milliseconds,
    `day` an ordinal (`date.toordinal`)."""

    at: int
    deck: str
    item: str
    session: int
    day: int
    answer: str
    mark: str
    reason: str
    rating: int | None
    took: int
    key: str
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Void:
    at: int
    deck: str
    item: str
    of: int


@dataclass(frozen=True, slots=True)
class Overrule:
    at: int
    deck: str
    item: str
    of: int
    mark: str
    rating: int | None


@dataclass(frozen=True, slots=True)
class Flag:
    at: int
    deck: str
    item: str
    remark: str


@dataclass(frozen=True, slots=True)
class Suspension:
    at: int
    deck: str
    item: str
    is_suspended: bool


@dataclass(frozen=True, slots=True)
class Alias:
    deck: str
    old: str
    item: str


Entry: TypeAlias = Review | Void | Overrule | Flag | Suspension | Alias


class UnreadableError(ValueError):
    """The message says which line is wrong, and how."""


def lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Yields the lines without their line ends."""
    yield _compact({"quizgen-history": FORMAT})
    for entry in entries:
        yield _compact(_written(entry))


def entries(content: bytes) -> tuple[Entry, ...]:
    """Reads all entries or none: a file with an error is refused, and not imported by half."""
    rows = content.removeprefix(b"\xef\xbb\xbf").splitlines()  # editors add such a mark
    _check_head(rows[0] if rows else b"")
    return tuple(_entry(row, number) for number, row in enumerate(rows[1:], 2) if row.strip())


def _written(entry: Entry) -> dict[str, Any]:
    kind = type(entry).__name__.lower()
    head = {"type": kind, "deck": entry.deck, "item": entry.item}
    match entry:
        case Alias(old=old):
            return head | {"old": old}
        case Review():
            rest: dict[str, Any] = {
                "day": date.fromordinal(entry.day).isoformat(),
                "session": entry.session,
                "answer": entry.answer,
                "mark": entry.mark,
                "reason": entry.reason,
                "rating": entry.rating,
                "took": entry.took,
                "key": entry.key,
            } | ({"mode": entry.mode} if entry.mode else {})
        case Void(of=of):
            rest = {"of": _moment(of)}
        case Overrule(of=of, mark=mark, rating=rating):
            rest = {"of": _moment(of), "mark": mark, "rating": rating}
        case Flag(remark=remark):
            rest = {"remark": remark}
        case Suspension(is_suspended=is_suspended):
            rest = {"suspended": is_suspended}
    return head | {"at": _moment(entry.at)} | rest


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_LAST = 32_503_680_000_000  # the year 3000, beyond which the schedule runs out of calendar
_RATINGS = (None, 1, 2, 3, 4)
_LONGEST = 10_000  # characters of an answer or a remark; longer ones are cut
_MODES = ("", "cram", "exam")


def _check_head(row: bytes) -> None:
    try:
        version = json.loads(row)["quizgen-history"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableError(
            f"this is not a history of quizgen: its first line is not {_compact(_HEAD)}"
        ) from None
    if version != FORMAT:  # there was no format before the first
        raise UnreadableError("it was written by a newer quizgen; install that one")


_HEAD = {"quizgen-history": FORMAT}


def _entry(row: bytes, number: int) -> Entry:
    try:
        value = json.loads(row)
        if not isinstance(value, dict):
            raise MalformedError("an object is expected")
        return _read(JsonValue(value, "the line"))
    except (ValueError, RecursionError, OverflowError) as fault:
        raise UnreadableError(f"line {number}: {fault}") from None


def _read(node: JsonValue) -> Entry:
    deck, item, kind = node.required("deck"), node.required("item"), node.text("type")
    if kind == "alias":
        return Alias(deck, node.required("old"), item)
    at = _when(node, "at")
    match kind:
        case "review":
            return _review(node, at, deck, item)
        case "void":
            return Void(at, deck, item, _when(node, "of"))
        case "overrule":
            mark = _among(node, "mark", ("correct", "wrong"))
            return Overrule(at, deck, item, _when(node, "of"), mark, _rating(node))
        case "flag":
            return Flag(at, deck, item, node.text("remark")[:_LONGEST])
        case "suspension":
            return Suspension(at, deck, item, node.flag("suspended"))
        case _:
            raise node.refuse("type", "review, void, overrule, flag, suspension or alias")


def _review(node: JsonValue, at: int, deck: str, item: str) -> Review:
    return Review(
        at=at,
        deck=deck,
        item=item,
        session=_count(node, "session"),
        day=_day(node),
        answer=node.text("answer")[:_LONGEST],
        mark=_among(node, "mark", MARKS),
        reason=node.text("reason"),
        rating=_rating(node),
        took=_count(node, "took"),
        key=node.text("key"),
        mode=_among(node, "mode", _MODES),
    )


def _moment(milliseconds: int) -> str:
    moment = _EPOCH + milliseconds * _MILLISECOND
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _when(node: JsonValue, key: str) -> int:
    try:
        moment = datetime.fromisoformat(node.required(key))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not 0 <= _since(moment) < _LAST:
        raise node.refuse(key, "a moment such as 2026-03-02T18:05:09.123Z")
    return _since(moment)


def _since(moment: datetime) -> int:
    return (moment - _EPOCH) // _MILLISECOND


def _day(node: JsonValue) -> int:
    try:
        day = date.fromisoformat(node.required("day"))
    except ValueError:
        day = date.max  # which the check below refuses
    if not _EPOCH.date() <= day < (_EPOCH + _LAST * _MILLISECOND).date():
        raise node.refuse("day", "a day such as 2026-03-02")
    return day.toordinal()


def _rating(node: JsonValue) -> int | None:
    rating = node.optional_integer("rating")
    if rating not in _RATINGS:
        raise node.refuse("rating", "1, 2, 3, 4 or null")
    return rating


def _count(node: JsonValue, key: str) -> int:
    number = node.integer(key)
    if not 0 <= number < _LAST:
        raise node.refuse(key, "milliseconds")
    return number


def _among(node: JsonValue, key: str, allowed: tuple[str, ...]) -> str:
    value = node.text(key)
    if value not in allowed:
        raise node.refuse(key, " or ".join(filter(None, allowed)))
    return value


def _compact(value: object) -> str:
    return printable_json(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
