"""The edition, which tells papers and keys of one printing from those of another.

It is a hash of the questions, their order, their points and their right answers; rewording a
rationale does not change it.
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from typing import Any

from msgspec import structs

from quizgen.interchange import first_format
from quizgen.quiz.model import CompiledDeck, Form, Item, Placed
from quizgen.quiz.responses import Choice, Response

# 32 signs that nobody confuses when copying them by hand
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_EDITION_LENGTH = 6


def edition(deck: CompiledDeck, form: Form) -> str:
    """Six signs. Two forms of one quiz have different editions too, since their orders differ."""
    passage: tuple[object, ...] = form.passage.paragraphs if form.passage else ()
    if form.passages and form.passages[0].source:
        passage = tuple((each.source, each.paragraphs) for each in form.passages)
    content = [
        [form.quiz, form.title, form.letter, first_format.rich(form.instructions), passage],
        [
            [
                section.title,
                first_format.rich(section.instructions),
                [_asked(placed, deck.by_id[placed.item]) for placed in section.placed],
            ]
            for section in form.sections
        ],
    ]
    # Keys already printed carry these signs, so the content keeps the shape of the first format.
    digest = sha256(json.dumps(content, ensure_ascii=True, sort_keys=True).encode()).digest()
    number = int.from_bytes(digest[:8], "big")
    return "".join(_SIGNS[number >> 5 * place & 31] for place in range(_EDITION_LENGTH))


def _asked(placed: Placed, item: Item) -> list[Any]:
    image = sha256(item.image.content).hexdigest() if item.image else ""
    stem, response = first_format.rich(item.stem), _bare(item.response)
    return [item.id, stem, response, placed.order, placed.points, image]


@lru_cache(maxsize=1000)
def _bare(response: Response) -> object:
    """The response without its rationales. The cache helps because all forms of a quiz print the
    same responses, each on several sheets."""
    if isinstance(response, Choice):
        options = tuple(structs.replace(option, rationale=()) for option in response.options)
        response = structs.replace(response, options=options)
    return first_format.response(response)
