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
are the same. So files may be imported twice and in any order, and nothing is ever removed. A line
that cannot be read is named and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, TypeAlias

from msgspec import DecodeError, Meta, Struct, ValidationError, convert, field, json, to_builtins

from quizgen.diagnostics import printable_json
from quizgen.quiz.rich import Name

FORMAT = 1
_LAST = 32_503_680_000_000  # the year 3000, beyond which the schedule runs out of calendar

_Milliseconds: TypeAlias = Annotated[int, Meta(ge=0, lt=_LAST)]
_Day: TypeAlias = Annotated[int, Meta(ge=719_163, le=1_095_362)]  # 1970 to 2999
_Rating: TypeAlias = Annotated[int, Meta(ge=1, le=4)] | None


class _Line(Struct, frozen=True, gc=False, tag=str.lower):
    """A line whose `type` is the name of its class in small letters."""


class _Moment(_Line, frozen=True):
    """`at` is in milliseconds since 1970, as every other time is."""

    at: _Milliseconds
    deck: Name
    item: Name


class Review(_Moment, frozen=True):
    """One answer. `took` is in milliseconds, `day` an ordinal (`date.toordinal`)."""

    session: _Milliseconds
    day: _Day
    answer: str
    # In these patterns $ would also match before a line end.
    mark: Annotated[str, Meta(pattern=r"^(correct|close|wrong)\Z")]
    reason: str
    rating: _Rating
    took: _Milliseconds
    key: str
    mode: Annotated[str, Meta(pattern=r"^(cram|exam|)\Z")] = ""


class Void(_Moment, frozen=True):
    of: _Milliseconds


class Overrule(_Moment, frozen=True):
    of: _Milliseconds
    mark: Annotated[str, Meta(pattern=r"^(correct|wrong)\Z")]
    rating: _Rating


class Flag(_Moment, frozen=True):
    remark: str


class Suspension(_Moment, frozen=True):
    is_suspended: bool = field(name="suspended")


class Alias(_Line, frozen=True):
    deck: Name
    old: Name
    item: Name


Entry: TypeAlias = Review | Void | Overrule | Flag | Suspension | Alias


class UnreadableError(ValueError):
    """The file is no history that can be read. The message says why."""


def lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Yields the lines without their line ends."""
    yield _compact(_HEAD)
    for entry in entries:
        yield _compact(_written(entry))


def entries(content: bytes) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Reads every line that can be read, and says of each other one what is wrong with it, so that
    a bad line costs nobody the rest. Raises UnreadableError if the first line is not a history's:
    such a file may be anything."""
    rows = content.removeprefix(b"\xef\xbb\xbf").splitlines()  # editors add such a mark
    _check_head(rows[0] if rows else b"")
    read = {number: _entry(row) for number, row in enumerate(rows[1:], 2) if row.strip()}
    bad = {number: fault for number, fault in read.items() if isinstance(fault, str)}
    good = (entry for entry in read.values() if not isinstance(entry, str))
    return tuple(good), tuple(f"line {number}: {fault}" for number, fault in bad.items())


_HEAD = {"quizgen-history": FORMAT}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_MOMENTS = ("at", "of")
_FIRST = ("type", "deck", "item", "at", "day")
_LONGEST = 10_000  # characters of an answer or a remark; longer ones are cut
_ABSENT = {"answer": "", "reason": "", "rating": None, "key": "", "remark": "", "suspended": False}


def _written(entry: Entry) -> dict[str, Any]:
    fields: dict[str, Any] = to_builtins(entry)
    for key in fields.keys() & _MOMENTS:
        moment = _EPOCH + fields[key] * _MILLISECOND
        # The web page writes such lines too, and JavaScript writes Z.
        fields[key] = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(entry, Review):
        fields["day"] = date.fromordinal(entry.day).isoformat()
    in_order = (key for key in (*_FIRST, *fields) if key in fields)
    return {key: fields[key] for key in in_order if key != "mode" or fields[key]}


def _check_head(row: bytes) -> None:
    try:
        version = json.decode(row)["quizgen-history"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableError(
            f"this is not a history of quizgen: its first line is not {_compact(_HEAD)}"
        ) from None
    if version != FORMAT:  # there was no format before the first
        raise UnreadableError("it was written by a newer quizgen; install that one")


def _entry(row: bytes) -> Entry | str:
    """Returns a sentence if the line cannot be read."""
    fields: Any = None
    try:
        fields = json.decode(row)
        if not isinstance(fields, dict):
            raise DecodeError("an object is expected")
        entry: Entry = convert(_ABSENT | _read(fields), Entry)
        return entry
    except ValidationError as fault:
        return _reason(str(fault), fields.get("type"))
    except (DecodeError, UnicodeDecodeError, RecursionError) as fault:
        return str(fault)


def _read(fields: dict[str, Any]) -> dict[str, Any]:
    """Moments and days as numbers. What is neither is -1, which no record takes."""
    read = {key: _since(fields[key]) for key in fields.keys() & _MOMENTS}
    if "day" in fields:
        read["day"] = _ordinal(fields["day"])
    for key in ("answer", "remark"):
        if isinstance(fields.get(key), str):
            read[key] = fields[key][:_LONGEST]
    return fields | read


def _since(text: object) -> int:
    try:
        return (datetime.fromisoformat(str(text)) - _EPOCH) // _MILLISECOND
    except (ValueError, TypeError, OverflowError):  # also one without a time zone
        return -1


def _ordinal(text: object) -> int:
    try:
        return date.fromisoformat(str(text)).toordinal()
    except ValueError:
        return -1


_WANTED = {
    "type": "review, void, overrule, flag, suspension or alias",
    **dict.fromkeys(("deck", "item", "old"), "there, as text"),
    **dict.fromkeys(_MOMENTS, "a moment such as 2026-03-02T18:05:09.123Z"),
    **dict.fromkeys(("session", "took"), "milliseconds"),
    "day": "a day such as 2026-03-02",
    "mark": "correct or close or wrong",
    "overrule.mark": "correct or wrong",
    "mode": "cram or exam",
    "rating": "1, 2, 3, 4 or null",
    "suspended": "true or false",
}


def _reason(said: str, kind: object) -> str:
    """msgspec's sentence, which ends with the name of the field, in words for learners."""
    key = re.findall(r"\w+", said)[-1]
    wanted = _WANTED.get(f"{kind}.{key}") or _WANTED.get(key, "text")
    return f"`{key}` of the line should be {wanted}"


def _compact(value: object) -> str:
    return printable_json(json.encode(value).decode())
