"""Hashes that are kept outside this program for years, and the form of which they are made.

Locks keep what a question means, and printed papers an edition. Both are made of a question as the
first format of compiled decks wrote it. So that never changes, whatever a compiled deck looks like
today. A field that a later format adds to a question is added here only for questions that use it.

A fingerprint tells whether the key of a question has changed since a learner answered it. It covers
the key alone, and not the stem, the distractors, the rationales, or the variants and tolerances
that are accepted beside the key: a learner who knew the key still knows it after those are edited.
It depends on nothing that a later version may improve, such as the marking of typed answers. If
fingerprints are ever made in another way, their first part will say so. Those made in two ways are
never compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from typing import Any, TypeAlias, assert_never

from msgspec import structs

from quizgen.quiz import responses, rich
from quizgen.quiz.model import CompiledDeck, Evidence, Form, Item, Placed, Status
from quizgen.reading.characters import normalised

_Object: TypeAlias = dict[str, Any]

_TYPED = ("answer", "accepted", "match", "strict")
_FIELDS: Mapping[type[rich.Stored], tuple[str, ...]] = {
    Item: (
        *("kind", "stem", "response", "evidence", "status", "note", "rationale", "hint", "tags"),
        *("topic", "difficulty", "subdeck"),
    ),
    Evidence: ("quote", "paragraph", "is_direct", "context", "translation"),
    responses.Choice: ("options", "is_multiple", "is_fixed", "announced"),
    responses.Option: ("content", "is_key", "rationale", "is_last"),
    responses.TextEntry: _TYPED,
    responses.Gap: _TYPED,
    responses.Gaps: ("gaps", "is_together"),
    responses.Numeric: ("value", "shown", "tolerance", "unit"),
    responses.Matching: ("pairs", "extras"),
    responses.Pair: ("left", "right"),
    responses.Ordering: ("steps",),
    responses.Open: ("answer", "points", "lines", "worths"),
}
_RICH = ("stem", "note", "rationale", "hint", "content", "left", "right", "answer")
_LISTS_OF_RICH = ("points", "extras", "steps")


def in_first_format(value: rich.Stored) -> _Object:
    """An item, which gives what a learner sees of it except for the image and the speaker, or a
    part of one: the fields that say something, and the type of a response."""
    tag = value.__struct_config__.tag
    written = {"type": tag} if tag else {}
    for name in _FIELDS[type(value)]:
        field = _field(name, getattr(value, name))
        if not (field is None or field is False or field in ("", [])):
            written[name.removeprefix("is_")] = field
    # All other fields stood where they were true; this one stood only where it was false.
    is_unordered = isinstance(value, responses.Gaps) and not value.is_ordered
    return written | ({"ordered": False} if is_unordered else {})


def _field(name: str, value: Any) -> Any:
    match value:
        case rich.Stored():
            return in_first_format(value)
        case Status() | responses.Match():
            return None if value in (Status.FACT, responses.Match.TEXT) else value
        case Decimal():
            # A number in JSON may lose the zeros at its end.
            return str(value)
        case tuple() if name in _RICH:
            return _rich(value)
        case tuple() if name in _LISTS_OF_RICH:
            return [_rich(each) for each in value]
        case tuple():
            return [_field("", each) for each in value]
        case _:
            return value


def _rich(value: rich.Rich) -> str | list[Any]:
    """No text is "", and a single piece of text is that text. An empty piece stays a list, so that
    (Text(""),) differs from no text."""
    match value:
        case ():
            return ""
        case (rich.Text(text),) if text:
            return text
        case _:
            return [_inline(node) for node in value]


def _inline(node: rich.Inline) -> str | _Object:
    match node:
        case rich.Text(text):
            return text
        case rich.Styled(children):
            return {_tag(node): _rich(children)}
        case rich.Code(text) | rich.Listing(text):
            return {_tag(node): text}
        case rich.Link(children, url):
            return {"link": _rich(children), "url": url}
        case rich.Break() | rich.NewParagraph():
            return {_tag(node): True}
        case rich.Blank(gap):
            return {"blank": gap}
        case rich.Table(rows):
            return {"table": [[_rich(cell) for cell in row] for row in rows]}
        case _ as never:
            assert_never(never)


def _tag(node: rich.Stored) -> str:
    return str(node.__struct_config__.tag)


# --- Editions --------------------------------------------------------------------------

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
        [form.quiz, form.title, form.letter, _rich(form.instructions), passage],
        [
            [
                section.title,
                _rich(section.instructions),
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
    return [item.id, _rich(item.stem), _bare(item.response), placed.order, placed.points, image]


@lru_cache(maxsize=1000)
def _bare(asked: responses.Response) -> object:
    """The response without its rationales. The cache helps because all forms of a quiz print the
    same responses, each on several sheets."""
    if isinstance(asked, responses.Choice):
        options = tuple(structs.replace(option, rationale=()) for option in asked.options)
        asked = structs.replace(asked, options=options)
    return in_first_format(asked)


# --- Fingerprints of keys --------------------------------------------------------------

_WAY = "1"  # the first part of each fingerprint, to be raised with any change of `_key`


def key_hash(response: responses.Response) -> str:
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


def _key(response: responses.Response) -> list[Any]:
    """A choice turned into a typed question has the same key, so the kind does not count."""
    match response:
        case responses.Choice(options=options):
            return sorted(_text(option.content) for option in options if option.is_key)
        case responses.TextEntry(answer=answer, match=match):
            return [_typed(answer, match)]
        case responses.Numeric(value=value, unit=unit):
            # 5 and 5.0 are one key
            return [f"{value.normalize():f} {_folded(unit)}".rstrip()]
        case responses.Gaps(gaps=gaps, is_ordered=is_ordered):
            answers = [_typed(gap.answer, gap.match) for gap in gaps]
            return answers if is_ordered else sorted(answers)
        case responses.Matching(pairs=pairs):
            return sorted([_text(pair.left), _text(pair.right)] for pair in pairs)
        case responses.Ordering(steps):
            return [_text(step) for step in steps]
        case responses.Open(answer=answer, points=points):
            return [_text(answer), *map(_text, points)]
        case _ as never:
            assert_never(never)


def _typed(answer: str, match: responses.Match) -> str:
    return answer.strip() if match is responses.Match.EXACT else _folded(answer)


def _text(content: rich.Rich) -> str:
    return _folded(rich.plain(content))


def _folded(text: str) -> str:
    """Correcting a capital letter or a space does not change the answer."""
    return " ".join(normalised("NFC", text).casefold().split())
