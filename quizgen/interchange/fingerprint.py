"""Tells whether the key of a question has changed since a learner answered it.

A fingerprint covers the key alone, and not the stem, the distractors, the rationales, or the
variants and tolerances that are accepted beside the key: a learner who knew the key still knows it
after those are edited. Every learner's history keeps fingerprints for years, so they depend on
nothing that a later version may improve, such as the marking of typed answers. If they are ever
made in another way, their first part will say so. Fingerprints made in two ways are never compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, assert_never

from quizgen.quiz.model import Item
from quizgen.quiz.responses import (
    Choice,
    Gaps,
    Match,
    Matching,
    Numeric,
    Open,
    Ordering,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import Rich, plain
from quizgen.reading.characters import normalised

_WAY = "1"  # the first part of each fingerprint, to be raised with any change of `_key`


def key_hash(response: Response) -> str:
    """`1.` and sixteen hexadecimal digits."""
    written = json.dumps(_key(response), ensure_ascii=False, separators=(",", ":"))
    return f"{_WAY}.{sha256(written.encode()).hexdigest()[:16]}"


def has_changed(logged: str, now: str) -> bool:
    """False if they cannot be compared: a learner who reads an unfounded "the answer has changed"
    would trust no other such message."""
    way = now.partition(".")[0]
    return logged.startswith(f"{way}.") and logged != now


def keys_digest(items: Iterable[Item]) -> str:
    """A digest of all items together. If it is the same, no key has changed."""
    rows = "\n".join(sorted(f"{item.id}\0{key_hash(item.response)}" for item in items))
    return f"{_WAY}.{sha256(rows.encode()).hexdigest()[:16]}"


def _key(response: Response) -> list[Any]:
    """A choice turned into a typed question has the same key, so the kind does not count."""
    match response:
        case Choice(options=options):
            return sorted(_text(option.content) for option in options if option.is_key)
        case TextEntry(answer=answer, match=match):
            return [_typed(answer, match)]
        case Numeric(value=value, unit=unit):
            # 5 and 5.0 are one key
            return [f"{value.normalize():f} {_folded(unit)}".rstrip()]
        case Gaps(gaps=gaps, is_ordered=is_ordered):
            answers = [_typed(gap.answer, gap.match) for gap in gaps]
            return answers if is_ordered else sorted(answers)
        case Matching(pairs=pairs):
            return sorted([_text(pair.left), _text(pair.right)] for pair in pairs)
        case Ordering(steps):
            return [_text(step) for step in steps]
        case Open(answer=answer, points=points):
            return [_text(answer), *map(_text, points)]
        case _ as never:
            assert_never(never)


def _typed(answer: str, match: Match) -> str:
    return answer.strip() if match is Match.EXACT else _folded(answer)


def _text(rich: Rich) -> str:
    return _folded(plain(rich))


def _folded(text: str) -> str:
    """Correcting a capital letter or a space does not change the answer."""
    return " ".join(normalised("NFC", text).casefold().split())
