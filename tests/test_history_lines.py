"""The history as lines of JSON, and the fingerprint that tells a changed answer."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest

from quizgen.interchange.fingerprint import has_changed, key_hash
from quizgen.interchange.history import (
    Alias,
    Entry,
    Flag,
    Overrule,
    Review,
    Suspension,
    UnreadableError,
    Void,
    entries,
    lines,
)
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Match,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import Strong

REVIEW = Review(
    1_772_474_709_123, "uid", "un.complete", 1_772_474_700_000, 739_677, '["ООН"]', "close",
    "variant", 3, 2000, "1.0123456789abcdef",
)  # fmt: skip
EVERY: tuple[Entry, ...] = (
    REVIEW,
    Review(0, "uid", "q", 0, 719_163, "null", "wrong", "", None, 0, "", "exam"),
    Void(2, "uid", "q", 0),
    Overrule(3, "uid", "q", 0, "correct", 3),
    Flag(4, "uid", "q", "line\nbreak \u2028 and <b>"),
    Suspension(5, "uid", "q", True),
    Alias("uid", "old", "q"),
)


def one(**changes: Any) -> bytes:
    """A file with one review, with changes."""
    value = json.loads(list(lines([REVIEW]))[1]) | changes
    return f'{{"quizgen-history": 1}}\n{json.dumps(value)}\n'.encode()


def test_there_and_back() -> None:
    assert entries("\n".join(lines(EVERY)).encode()) == (EVERY, ())


def test_a_review_is_written_as_documented() -> None:
    head, review = lines([REVIEW])
    assert json.loads(head) == {"quizgen-history": 1}
    assert json.loads(review) == {
        "type": "review",
        "deck": "uid",
        "item": "un.complete",
        "at": "2026-03-02T18:05:09.123Z",
        "day": "2026-03-02",
        "session": 1_772_474_700_000,
        "answer": '["ООН"]',
        "mark": "close",
        "reason": "variant",
        "rating": 3,
        "took": 2000,
        "key": "1.0123456789abcdef",
    }


def test_what_other_systems_add_is_borne() -> None:
    content = b"\xef\xbb\xbf" + one(at="2026-03-02T23:05:09.123+05:00").replace(b"\n", b"\r\n")
    assert entries(content + b"\r\n") == ((REVIEW,), ())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"quizgen-history": 1}\n[]\n', "an object is expected"),
        (b'{"quizgen-history": 1}\n{"type"', "truncated"),
        (b'{"quizgen-history": 1}\n' + b"[" * 100_000, "recursion"),
        (b'{"quizgen-history": 1}\n\xff\xfe\n', "invalid"),
        (one(type="card"), "`type` of the line should be review"),
        (one(deck=""), "`deck`"),
        (one(item="\ud800"), "JSON is malformed"),
        (one(at="2026-03-02T18:05:09"), "`at` of the line should be a moment"),
        (one(at="9999-12-31T23:59:59.999-23:59"), "`at`"),
        (one(at="1969-12-31T00:00:00Z"), "`at`"),
        (one(day="20260302T"), "`day` of the line should be a day"),
        (one(day="9999-12-31"), "`day`"),
        (one(mark="right"), "`mark` of the line should be correct or close or wrong"),
        (one(rating=5), "`rating`"),
        (one(rating=True), "`rating`"),
        (one(took=-1), "`took`"),
        (one(session=10**30), "`session`"),
        (one(answer=["UN"]), "`answer`"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_the_rest_is_read(
    content: bytes, said: str
) -> None:
    """Good lines stand before it and behind it."""
    head, *good = list(lines(EVERY))
    before, behind = (head, *good[:3]), good[3:]
    bad = content.split(b"\n", 1)[1].strip()
    content = "\n".join(before).encode() + b"\n" + bad + b"\n" + "\n".join(behind).encode()
    found, (fault,) = entries(content)
    assert found == EVERY
    assert re.match("line 5: ", fault)
    assert said in fault


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a history of quizgen"),
        (b"[1]\n", "not a history of quizgen"),
        (b'{"quizgen-history"\n' + one().split(b"\n")[1], "not a history of quizgen"),
        (b'{"quizgen-history": 2}\n', "newer quizgen"),
    ],
)
def test_a_file_without_its_head_is_refused_as_a_whole(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        entries(content)


# --- The fingerprint of a key -----------------------------------------------------------


def choice(*texts: str, keys: tuple[str, ...] = ("UN",)) -> Choice:
    return Choice(tuple(Option((text,), text in keys) for text in texts))


SAME = {
    "another distractor": (choice("UN", "EU"), choice("NATO", "UN", "WTO")),
    "another order of options": (choice("UN", "EU"), choice("EU", "UN")),
    "a rationale": (choice("UN"), Choice((Option(("UN",), True, ("why",)),))),
    "typed, no longer chosen": (choice("UN", "EU"), TextEntry("UN")),
    "a capital and a space": (TextEntry("the UN"), TextEntry("The  UN ")),
    "another composition": (TextEntry("и\u0306"), TextEntry("й")),
    "a variant": (TextEntry("UN"), TextEntry("UN", ("ООН",))),
    "a tolerance": (Numeric(Decimal("17.0"), "17"), Numeric(Decimal(17), "17.0", Decimal(1))),
    "names in another order": (
        Gaps((Gap("a"), Gap("b")), is_ordered=False),
        Gaps((Gap("b"), Gap("a")), is_ordered=False),
    ),
    "an extra on the right": (
        Matching((Pair(("a",), ("b",)),)),
        Matching((Pair(("a",), ("b",)),), (("c",),)),
    ),
    "emphasis": (Ordering((("a",), ("b",))), Ordering(((Strong(("a",)),), ("b",)))),
}
OTHER = {
    "another key": (choice("UN", "EU"), choice("UN", "EU", keys=("EU",))),
    "one key more": (choice("UN", "EU"), choice("UN", "EU", keys=("UN", "EU"))),
    "another text": (TextEntry("UN"), TextEntry("NATO")),
    "case where it counts": (
        TextEntry("mW", match=Match.EXACT),
        TextEntry("MW", match=Match.EXACT),
    ),
    "another number": (Numeric(Decimal(17), "17"), Numeric(Decimal(18), "17")),
    "another unit": (Numeric(Decimal(1), "1", unit="km"), Numeric(Decimal(1), "1", unit="m")),
    "gaps the other way round": (Gaps((Gap("a"), Gap("b"))), Gaps((Gap("b"), Gap("a")))),
    "another pair": (Matching((Pair(("a",), ("b",)),)), Matching((Pair(("a",), ("c",)),))),
    "steps the other way round": (Ordering((("a",), ("b",))), Ordering((("b",), ("a",)))),
    "another point": (Open(("a",), (("b",),)), Open(("a",), (("c",),))),
}


@pytest.mark.parametrize(("before", "after"), SAME.values(), ids=SAME)
def test_the_key_is_the_same(before: Response, after: Response) -> None:
    assert key_hash(before) == key_hash(after)


@pytest.mark.parametrize(("before", "after"), OTHER.values(), ids=OTHER)
def test_the_key_is_another(before: Response, after: Response) -> None:
    assert has_changed(key_hash(before), key_hash(after))


def test_the_fingerprint_never_changes() -> None:
    """It lies in learners' histories: another value here would call every answer changed."""
    assert key_hash(TextEntry("the United Nations")) == "1.7c8b4c01418af366"


@pytest.mark.parametrize("logged", ["", "0123456789abcdef", "2.0123456789abcdef"])
def test_what_cannot_be_compared_has_not_changed(logged: str) -> None:
    assert not has_changed(logged, key_hash(TextEntry("UN")))
