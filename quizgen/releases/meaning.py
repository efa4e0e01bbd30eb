"""Tells when a question has changed, by a hash of the meaning of what a learner sees, and whether
it is still the same one, by hashes of its key, stem and quotation.

The HTML of its card is not hashed, since a better layout is no reason to overwrite what a learner
has written into a note. Nor is what only sorts or locates it: tags, topics, subdecks and numbers of
paragraphs. Ids do not count either (`was:` may rename them, and the claim's with them, and shuffles
options), nor does what only paper and the self-test use.

Locks of the first edition have another hash, which counts more. It is made only to be compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from quizgen.interchange.fingerprint import in_first_format, key_hash
from quizgen.quiz.model import CompiledDeck, Item, Voice
from quizgen.quiz.responses import Choice, Matching
from quizgen.quiz.rich import plain
from quizgen.reading.characters import normalised
from quizgen.releases.lock import Imprint

_WAY = "2."  # begins each hash that is made as `meaning` does it today
_FIRST_VERSION = 1  # that of the note types, which the first edition hashed too


def meaning(item: Item, deck: CompiledDeck) -> str:
    """`2.` and 16 hexadecimal digits."""
    seen = _seen(item, deck)
    for name in ("tags", "topic", "difficulty", "subdeck"):
        seen.pop(name, None)
    for piece in seen.get("evidence", ()):
        piece.pop("paragraph", None)
    answers = seen["response"]
    for name in _unordered(item):
        answers[name] = sorted(answers.get(name, ()), key=_written)
    for part in (answers, *answers.get("gaps", ())):
        for name in ("lines", "strict"):
            part.pop(name, None)
    return _WAY + _hash(_written(seen))


def first_meaning(item: Item, deck: CompiledDeck) -> str:
    """The hash that locks of the first edition have."""
    return _hash(_written(_seen(item, deck) | {"version": _FIRST_VERSION}))


def means_the_same(item: Item, deck: CompiledDeck, known: str) -> bool:
    """Whether a released question that meant `known` has the item's meaning."""
    return known == (meaning if known.startswith(_WAY) else first_meaning)(item, deck)


def imprint(item: Item) -> Imprint:
    """Capitals, spaces and inline markup do not count."""
    quotations = "\0".join(piece.quote for piece in item.evidence)
    return Imprint(key_hash(item.response), _folded(plain(item.stem)), _folded(quotations))


def content(type_id: int, fields: Iterable[str], tags: Iterable[str]) -> str:
    """The hash of all that an import writes into a note."""
    return _hash("\x1f".join((str(type_id), *fields, "", *sorted(tags))))


def _seen(item: Item, deck: CompiledDeck) -> dict[str, Any]:
    about, image = deck.about, item.image
    seen = in_first_format(item) | {
        "language": about.language,
        "speaker": deck.speakers_by_id[item.speaker].name if item.speaker else "",
        "image": [image.alt, sha256(image.content).hexdigest()] if image else [],
    }
    if about.more_sources:  # the text of each quotation
        seen["sources"] = [about.source_of(each).name for each in item.evidence]
    else:
        seen["source"] = about.source.name
    if voices := [_named(piece.voice, deck) for piece in item.evidence if piece.voice]:
        seen["voices"] = voices
    return seen


def _unordered(item: Item) -> tuple[str, ...]:
    """The parts of the response whose order learners do not have to know."""
    match item.response:
        case Choice(is_fixed=False):
            return ("options",)
        case Matching():
            return ("pairs", "extras")
        case _:
            return ()


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _folded(text: str) -> str:
    """The hash of a text, "" where there is none."""
    folded = " ".join(text.casefold().split())
    return _hash(folded) if folded else ""


def _hash(text: str) -> str:
    return sha256(normalised("NFC", text).encode()).hexdigest()[:16]


def _named(voice: Voice, deck: CompiledDeck) -> list[object]:
    said = (deck.speakers_by_id.get(each) for each in (voice.speaker, voice.teller))
    return [*(each.name if each else "" for each in said), voice.is_in_person]
