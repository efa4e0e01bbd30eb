"""Whether the answer to a question has changed since a learner gave it.

The fingerprint covers the key alone: not the stem, the distractors, the rationales, nor the
variants and tolerances that are accepted beside the key. A learner who knew the key still knows
it after an edit of those. It is kept for years in every learner's history, so it depends on
nothing that a later version may do better, such as the marking of typed answers; should it ever
be made in another way, its first part says so, and fingerprints made in two ways tell nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, assert_never

from quizgen.quiz.model import (
    Choice,
    Gaps,
    Item,
    Match,
    Matching,
    Numeric,
    Open,
    Ordering,
    Response,
    Rich,
    TextEntry,
    plain,
)
from quizgen.reading.normal_form import normalised

_WAY = "1"


def key_hash(response: Response) -> str:
    """`1.` and sixteen hexadecimal digits."""
    written = json.dumps(_key(response), ensure_ascii=False, separators=(",", ":"))
    return f"{_WAY}.{sha256(written.encode()).hexdigest()[:16]}"


def has_changed(logged: str, now: str) -> bool:
    """False where they cannot be compared: an unfounded "the answer has changed" would cost a
    learner the trust in all others."""
    way = now.partition(".")[0]
    return logged.startswith(f"{way}.") and logged != now


def keys_digest(items: Iterable[Item]) -> str:
    """Of all items together: where it is the same, no key has changed."""
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
    """A capital letter or a space put right is no other answer."""
    return " ".join(normalised("NFC", text).casefold().split())
