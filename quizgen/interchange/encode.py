"""Parts of the compiled quiz as JSON values; the manual is in the package's docstring."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any, TypeAlias, assert_never

from quizgen.quiz.model import (
    About,
    Blank,
    Break,
    Choice,
    Code,
    Emphasis,
    Evidence,
    Form,
    FormSection,
    Gap,
    Gaps,
    Image,
    Inline,
    Item,
    Link,
    Match,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Outlet,
    Placed,
    Response,
    Rich,
    Scoring,
    Source,
    Speaker,
    Status,
    Strong,
    Text,
    TextEntry,
)

Object: TypeAlias = dict[str, Any]


def about(value: About) -> Object:
    return _object(
        name=value.name,
        uid=value.uid,
        title=value.title,
        language=value.language,
        source=_source(value.source),
        description=rich(value.description),
        version=value.version,
        contact=value.contact,
        authors=list(value.authors),
        retention=value.retention,
    )


def speaker(value: Speaker) -> Object:
    return _object(
        name=value.name,
        full=value.full,
        role=value.role,
        aka=list(value.aka),
        forms=dict(value.forms),
    )


def item(value: Item) -> Object:
    """`id` and `claim` come first: the reader that does not decode relies on it."""
    return {"id": value.id, "claim": value.claim} | _object(
        kind=value.kind,
        stem=rich(value.stem),
        response=response(value.response),
        evidence=[_evidence(each) for each in value.evidence],
        status=_unless(value.status, Status.FACT),
        speaker=value.speaker.id if value.speaker else None,
        note=rich(value.note),
        rationale=rich(value.rationale),
        hint=rich(value.hint),
        image=_image(value.image) if value.image else None,
        tags=list(value.tags),
        topic=value.topic,
        difficulty=value.difficulty,
        bloom=value.bloom,
        subdeck=value.subdeck,
        use=_unless(sorted(value.use), sorted(Outlet)),
        scoring=_unless(value.scoring, Scoring.ALL),
        enemies=list(value.enemies),
        was=list(value.was),
    )


def form(value: Form) -> Object:
    whole = _object(
        quiz=value.quiz,
        title=value.title,
        letter=value.letter,
        instructions=rich(value.instructions),
        sections=[_section(each) for each in value.sections],
    )
    if value.passage is None:
        return whole
    return whole | {"passage": [list(each) for each in value.passage.paragraphs]}


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
        case Open(answer, points, lines):
            marked = [rich(point) for point in points]
            return _object(type="open", answer=rich(answer), points=marked, lines=lines)
        case _ as never:
            assert_never(never)


def rich(value: Rich) -> str | list[Any]:
    """Nothing is "", and one piece of text is that text, unless it is empty: (Text(""),) must
    not come back as nothing."""
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


def _source(value: Source) -> Object:
    return _object(
        file=value.file,
        name=value.name,
        language=value.language,
        paragraphs=list(value.paragraphs),
        skipped=sorted(value.skipped),
        title=value.title,
        publisher=value.publisher,
        url=value.url,
        retrieved=value.retrieved,
        rights=value.rights,
        licence=value.licence,
    )


def _evidence(value: Evidence) -> Object:
    return _object(
        quote=value.quote,
        paragraph=value.paragraph,
        direct=value.is_direct,
        context=value.context,
        spans=[list(span) for span in value.spans],
        translation=value.translation,
    )


def _image(value: Image) -> Object:
    return _object(name=value.name, alt=value.alt, content=b64encode(value.content).decode("ascii"))


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


def _section(value: FormSection) -> Object:
    return _object(
        title=value.title,
        instructions=rich(value.instructions),
        placed=[_placed(each) for each in value.placed],
    )


def _placed(value: Placed) -> Object:
    return _object(
        number=value.number, item=value.item.id, order=list(value.order), points=value.points
    )


def _unless(value: object, usual: object) -> object:
    return None if value == usual else value


def _object(**fields: object) -> Object:
    return {name: value for name, value in fields.items() if not _is_empty(value)}


def _is_empty(value: object) -> bool:
    if isinstance(value, str | list | Mapping):
        return not value
    return value is None or value is False
