"""Tells when a question has changed, by a hash of the meaning of what a learner sees, and whether
it is still the same one, by hashes of its key, stem and quotation.

The HTML of its card is not hashed, since a better layout is no reason to overwrite what a learner
has written into a note. Ids do not count either (`was:` may rename them, and the claim's with
them), nor does what only paper and the self-test use.
"""

from __future__ import annotations

import json
from hashlib import sha256

from quizgen.interchange.fingerprint import key_hash
from quizgen.interchange.first_format import question
from quizgen.quiz.model import CompiledDeck, Image, Item, Voice
from quizgen.quiz.rich import plain
from quizgen.reading.normal_form import normalised
from quizgen.releases.lock import Imprint


def meaning(item: Item, deck: CompiledDeck, version: int) -> str:
    """16 hexadecimal digits. `version` is that of the note types: with a new one, all fields are
    written anew."""
    seen = question(item) | {
        "version": version,
        "language": deck.about.language,
        **_sources(item, deck),
        "speaker": deck.speakers_by_id[item.speaker].name if item.speaker else "",
        "image": _image(item.image) if item.image else [],
    }
    if voices := [_named(piece.voice, deck) for piece in item.evidence if piece.voice]:
        seen["voices"] = voices
    return _hash(json.dumps(seen, ensure_ascii=False, sort_keys=True))


def imprint(item: Item) -> Imprint:
    """Capitals, spaces and inline markup do not count."""
    quotations = "\0".join(piece.quote for piece in item.evidence)
    return Imprint(key_hash(item.response), _folded(plain(item.stem)), _folded(quotations))


def _folded(text: str) -> str:
    """The hash of a text, "" where there is none."""
    folded = " ".join(text.casefold().split())
    return _hash(folded) if folded else ""


def _hash(text: str) -> str:
    return sha256(normalised("NFC", text).encode()).hexdigest()[:16]


def _sources(item: Item, deck: CompiledDeck) -> dict[str, object]:
    """The text that is asked about, or that of each quotation."""
    if not deck.about.more_sources:
        return {"source": deck.about.source.name}
    return {"sources": [deck.about.source_of(each).name for each in item.evidence]}


def _named(voice: Voice, deck: CompiledDeck) -> list[object]:
    said = (deck.speakers_by_id.get(each) for each in (voice.speaker, voice.teller))
    return [*(each.name if each else "" for each in said), voice.is_in_person]


def _image(image: Image) -> list[str]:
    return [image.alt, sha256(image.content).hexdigest()]
