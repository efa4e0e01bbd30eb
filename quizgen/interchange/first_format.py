"""Writes a question as the first format of compiled decks did.

Hashes that are kept outside this program are made of it: the `meaning` in locks, and the editions
on printed papers. So it never changes, whatever a compiled deck looks like today. A field that a
later format adds to a question is added here only for questions that use it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from typing import Any, TypeAlias, assert_never

from msgspec import structs

from quizgen.quiz.model import CompiledDeck, Evidence, Form, Item, Placed, Status
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
from quizgen.quiz.rich import (
    Blank,
    Break,
    Code,
    Inline,
    Link,
    Listing,
    NewParagraph,
    Rich,
    Stored,
    Styled,
    Table,
    Text,
)

Object: TypeAlias = dict[str, Any]

_TYPED = ("answer", "accepted", "match", "strict")
_FIELDS: Mapping[type[Stored], tuple[str, ...]] = {
    Item: (
        *("kind", "stem", "response", "evidence", "status", "note", "rationale", "hint", "tags"),
        *("topic", "difficulty", "subdeck"),
    ),
    Evidence: ("quote", "paragraph", "is_direct", "context", "translation"),
    Choice: ("options", "is_multiple", "is_fixed", "announced"),
    Option: ("content", "is_key", "rationale", "is_last"),
    TextEntry: _TYPED,
    Gap: _TYPED,
    Gaps: ("gaps", "is_together"),
    Numeric: ("value", "shown", "tolerance", "unit"),
    Matching: ("pairs", "extras"),
    Pair: ("left", "right"),
    Ordering: ("steps",),
    Open: ("answer", "points", "lines", "worths"),
}
_RICH = ("stem", "note", "rationale", "hint", "content", "left", "right", "answer")
_LISTS_OF_RICH = ("points", "extras", "steps")


def question(value: Item) -> Object:
    """What a learner sees of an item, except for the image and the speaker."""
    return _object(value)


def response(value: Response) -> Object:
    return _object(value)


def _object(value: Stored) -> Object:
    """The fields that say something, and the type of a response."""
    tag = value.__struct_config__.tag
    written = {"type": tag} if tag else {}
    for name in _FIELDS[type(value)]:
        field = _field(name, getattr(value, name))
        if not (field is None or field is False or field in ("", [])):
            written[name.removeprefix("is_")] = field
    # All other fields stood where they were true; this one stood only where it was false.
    is_unordered = isinstance(value, Gaps) and not value.is_ordered
    return written | ({"ordered": False} if is_unordered else {})


def _field(name: str, value: Any) -> Any:
    match value:
        case Stored():
            return _object(value)
        case Status() | Match():
            return None if value in (Status.FACT, Match.TEXT) else value
        case Decimal():
            # A number in JSON may lose the zeros at its end.
            return str(value)
        case tuple() if name in _RICH:
            return rich(value)
        case tuple() if name in _LISTS_OF_RICH:
            return [rich(each) for each in value]
        case tuple():
            return [_field("", each) for each in value]
        case _:
            return value


def rich(value: Rich) -> str | list[Any]:
    """No text is "", and a single piece of text is that text. An empty piece stays a list, so that
    (Text(""),) differs from no text."""
    match value:
        case ():
            return ""
        case (Text(text),) if text:
            return text
        case _:
            return [_inline(node) for node in value]


def _inline(node: Inline) -> str | Object:
    match node:
        case Text(text):
            return text
        case Styled(children):
            return {_tag(node): rich(children)}
        case Code(text) | Listing(text):
            return {_tag(node): text}
        case Link(children, url):
            return {"link": rich(children), "url": url}
        case Break() | NewParagraph():
            return {_tag(node): True}
        case Blank(gap):
            return {"blank": gap}
        case Table(rows):
            return {"table": [[rich(cell) for cell in row] for row in rows]}
        case _ as never:
            assert_never(never)


def _tag(node: Stored) -> str:
    return str(node.__struct_config__.tag)


# 32 signs that nobody confuses when copying them by hand
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_EDITION_LENGTH = 6


def edition(deck: CompiledDeck, form: Form) -> str:
    """Six signs that tell papers and keys of one printing from those of another. They are a hash of
    the questions, their order, their points and their right answers; rewording a rationale does not
    change them. Two forms of one quiz have different editions too, since their orders differ."""
    passage: tuple[object, ...] = form.passage.paragraphs if form.passage else ()
    if form.passages and form.passages[0].source:
        passage = tuple((each.source, each.paragraphs) for each in form.passages)
    content = [
        [form.quiz, form.title, form.letter, rich(form.instructions), passage],
        [
            [
                section.title,
                rich(section.instructions),
                [_asked(placed, deck.by_id[placed.item]) for placed in section.placed],
            ]
            for section in form.sections
        ],
    ]
    digest = sha256(json.dumps(content, ensure_ascii=True, sort_keys=True).encode()).digest()
    number = int.from_bytes(digest[:8], "big")
    return "".join(_SIGNS[number >> 5 * place & 31] for place in range(_EDITION_LENGTH))


def _asked(placed: Placed, item: Item) -> list[Any]:
    image = sha256(item.image.content).hexdigest() if item.image else ""
    return [item.id, rich(item.stem), _bare(item.response), placed.order, placed.points, image]


@lru_cache(maxsize=1000)
def _bare(asked: Response) -> object:
    """The response without its rationales. The cache helps because all forms of a quiz print the
    same responses, each on several sheets."""
    if isinstance(asked, Choice):
        options = tuple(structs.replace(option, rationale=()) for option in asked.options)
        asked = structs.replace(asked, options=options)
    return response(asked)
