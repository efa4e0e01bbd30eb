"""Writes a question as the first format of compiled decks did.

Hashes that are kept outside this program are made of it: the `meaning` in locks, and the editions
on printed papers. So it never changes, whatever a compiled deck looks like today. A field that a
later format adds to a question is added here only for questions that use it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias, assert_never

from quizgen.quiz.model import Evidence, Item, Status
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
    Response,
    TextEntry,
)
from quizgen.quiz.rich import Blank, Break, Code, Emphasis, Inline, Link, Rich, Strong, Text

Object: TypeAlias = dict[str, Any]


def question(value: Item) -> Object:
    """What a learner sees of an item, except for the image and the speaker."""
    return _object(
        kind=value.kind,
        stem=rich(value.stem),
        response=response(value.response),
        evidence=[_evidence(each) for each in value.evidence],
        status=_unless(value.status, Status.FACT),
        note=rich(value.note),
        rationale=rich(value.rationale),
        hint=rich(value.hint),
        tags=list(value.tags),
        topic=value.topic,
        difficulty=value.difficulty,
        subdeck=value.subdeck,
    )


def response(value: Response) -> Object:
    match value:
        case Choice():
            return _choice(value)
        case TextEntry():
            return {"type": "text"} | _typed(value)
        case Numeric():
            return _numeric(value)
        case Gaps():
            return _gaps(value)
        case Matching(pairs, extras):
            shown = [_object(left=rich(pair.left), right=rich(pair.right)) for pair in pairs]
            return _object(type="matching", pairs=shown, extras=[rich(each) for each in extras])
        case Ordering(steps):
            return {"type": "ordering", "steps": [rich(step) for step in steps]}
        case Open(answer, points, lines, worths):
            marked = [rich(point) for point in points]
            open_ = _object(type="open", answer=rich(answer), points=marked, lines=lines)
            return open_ | _object(worths=list(worths))
        case _ as never:
            assert_never(never)


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
        case Strong(children):
            return {"strong": rich(children)}
        case Emphasis(children):
            return {"emphasis": rich(children)}
        case Code(text):
            return {"code": text}
        case Link(children, url):
            return {"link": rich(children), "url": url}
        case Break():
            return {"break": True}
        case Blank(gap):
            return {"blank": gap}
        case _ as never:
            assert_never(never)


def _evidence(value: Evidence) -> Object:
    return _object(
        quote=value.quote,
        paragraph=value.paragraph,
        direct=value.is_direct,
        context=value.context,
        translation=value.translation,
    )


def _choice(value: Choice) -> Object:
    return _object(
        type="choice",
        options=[_option(option) for option in value.options],
        multiple=value.is_multiple,
        fixed=value.is_fixed,
        announced=value.announced,
    )


def _option(value: Option) -> Object:
    return _object(
        content=rich(value.content),
        key=value.is_key,
        rationale=rich(value.rationale),
        last=value.is_last,
    )


def _typed(value: TextEntry | Gap) -> Object:
    return _object(
        answer=value.answer,
        accepted=list(value.accepted),
        match=_unless(value.match, Match.TEXT),
        strict=list(value.strict),
    )


def _numeric(value: Numeric) -> Object:
    return _object(
        type="number",
        value=str(value.value),
        shown=value.shown,
        tolerance=str(value.tolerance),
        unit=value.unit,
    )


def _gaps(value: Gaps) -> Object:
    return _object(
        type="gaps",
        gaps=[_typed(gap) for gap in value.gaps],
        together=value.is_together,
    ) | ({} if value.is_ordered else {"ordered": False})


def _unless(value: object, usual: object) -> object:
    return None if value == usual else value


def _object(**fields: object) -> Object:
    return {name: value for name, value in fields.items() if not _is_empty(value)}


def _is_empty(value: object) -> bool:
    if isinstance(value, str | list | Mapping):
        return not value
    return value is None or value is False
