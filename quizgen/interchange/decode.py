"""JSON objects as parts of the compiled quiz: the way back from `encode`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from quizgen.interchange.node import Node
from quizgen.quiz.arrange import display_order
from quizgen.quiz.model import (
    About,
    Choice,
    Evidence,
    Form,
    FormSection,
    Gap,
    Gaps,
    Image,
    Item,
    Match,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Outlet,
    Pair,
    Passage,
    Placed,
    Response,
    Scoring,
    Source,
    Speaker,
    Status,
    Strict,
    TextEntry,
)


def about(node: Node) -> About:
    return About(
        name=node.required("name"),
        uid=node.required("uid"),
        title=node.text("title"),
        language=node.text("language"),
        source=_source(node.child("source")),
        description=node.rich("description"),
        version=node.text("version"),
        contact=node.text("contact"),
        authors=node.texts("authors"),
        retention=_retention(node),
    )


def _retention(node: Node) -> float | None:
    if "retention" not in node.fields:
        return None
    retention = node.number("retention")
    if not 0 < retention < 1:
        raise node.refuse("retention", "a number between 0 and 1")
    return float(retention)


def speaker(name: str, node: Node) -> Speaker:
    return Speaker(
        id=name,
        name=node.text("name"),
        full=node.text("full"),
        role=node.text("role"),
        aka=node.texts("aka"),
        forms=node.mapping("forms"),
    )


def item(node: Node, speakers: Mapping[str, Speaker]) -> Item:
    speaker_id = node.text("speaker")
    if speaker_id and speaker_id not in speakers:
        raise node.refuse("speaker", "one of the speakers")
    return Item(
        id=node.required("id"),
        kind=node.text("kind"),
        stem=node.rich("stem"),
        response=response(node.child("response")),
        claim=node.text("claim"),
        evidence=tuple(_evidence(each) for each in node.children("evidence")),
        status=_one_of(Status, node, "status", Status.FACT),
        speaker=speakers.get(speaker_id),
        note=node.rich("note"),
        rationale=node.rich("rationale"),
        hint=node.rich("hint"),
        image=_image(node.child("image")) if "image" in node.fields else None,
        tags=node.texts("tags"),
        topic=node.text("topic"),
        difficulty=node.optional_integer("difficulty"),
        bloom=node.text("bloom"),
        subdeck=node.text("subdeck"),
        use=outlets(node),
        scoring=_one_of(Scoring, node, "scoring", Scoring.ALL),
        enemies=node.texts("enemies"),
        was=node.texts("was"),
    )


def outlets(node: Node) -> frozenset[Outlet]:
    if "use" not in node.fields:
        return frozenset(Outlet)
    try:
        return frozenset(Outlet(name) for name in node.texts("use"))
    except ValueError:
        raise node.refuse("use", f"some of {_names(Outlet)}") from None


def form(node: Node, items: Mapping[str, Item]) -> Form:
    return Form(
        quiz=node.text("quiz"),
        title=node.text("title"),
        letter=node.text("letter"),
        instructions=node.rich("instructions"),
        passage=_passage(node) if "passage" in node.fields else None,
        sections=tuple(_section(each, items) for each in node.children("sections")),
    )


def placed(node: Node) -> Iterator[str]:
    """The ids of a form's items."""
    for section in node.children("sections"):
        for each in section.children("placed"):
            yield each.text("item")


def response(node: Node) -> Response:
    match node.text("type"):
        case "choice":
            return _choice(node)
        case "text":
            return TextEntry(
                node.required("answer"), node.texts("accepted"), _match(node), _strict(node)
            )
        case "number":
            return _numeric(node)
        case "gaps":
            return _gaps(node)
        case "matching":
            return _matching(node)
        case "ordering":
            return Ordering(node.riches("steps"))
        case "open":
            lines = node.optional_integer("lines")
            return Open(node.rich("answer"), node.riches("points"), lines)
        case _:
            raise node.refuse("type", "a known type of response")


def _source(node: Node) -> Source:
    return Source(
        file=node.text("file"),
        name=node.text("name"),
        language=node.text("language"),
        paragraphs=node.texts("paragraphs"),
        skipped=frozenset(node.integers("skipped")),
        title=node.text("title"),
        publisher=node.text("publisher"),
        url=node.text("url"),
        retrieved=node.text("retrieved"),
        rights=node.text("rights"),
        licence=node.text("licence"),
    )


def _evidence(node: Node) -> Evidence:
    return Evidence(
        quote=node.text("quote"),
        paragraph=node.integer("paragraph"),
        is_direct=node.flag("direct"),
        context=node.text("context"),
        spans=node.spans("spans"),
        translation=node.text("translation"),
    )


def _image(node: Node) -> Image:
    return Image(node.text("name"), node.text("alt"), node.content("content"))


def _choice(node: Node) -> Choice:
    return Choice(
        options=tuple(_option(each) for each in node.children("options")),
        is_multiple=node.flag("multiple"),
        is_fixed=node.flag("fixed"),
        announced=node.optional_integer("announced"),
    )


def _option(node: Node) -> Option:
    return Option(node.rich("content"), node.flag("key"), node.rich("rationale"), node.flag("last"))


def _numeric(node: Node) -> Numeric:
    tolerance = node.decimal("tolerance")
    return Numeric(node.decimal("value"), node.required("shown"), tolerance, node.text("unit"))


def _gaps(node: Node) -> Gaps:
    gaps = tuple(
        Gap(each.required("answer"), each.texts("accepted"), _match(each), _strict(each))
        for each in node.children("gaps")
    )
    return Gaps(gaps, node.flag("ordered", usual=True), node.flag("together"))


def _matching(node: Node) -> Matching:
    pairs = tuple(Pair(each.rich("left"), each.rich("right")) for each in node.children("pairs"))
    return Matching(pairs, node.riches("extras"))


def _match(node: Node) -> Match:
    return _one_of(Match, node, "match", Match.TEXT)


def _strict(node: Node) -> tuple[Strict, ...]:
    try:
        return tuple(map(Strict, node.texts("strict")))
    except ValueError:
        raise node.refuse("strict", f"some of {_names(Strict)}") from None


def _passage(node: Node) -> Passage:
    paragraphs = tuple(node.pairs("passage"))
    if not all(isinstance(n, int) and isinstance(text, str) for n, text in paragraphs):
        raise node.refuse("passage", "pairs of paragraph number and text")
    return Passage(paragraphs)


def _section(node: Node, items: Mapping[str, Item]) -> FormSection:
    placed = tuple(_placed(each, items) for each in node.children("placed"))
    return FormSection(node.text("title"), node.rich("instructions"), placed)


def _placed(node: Node, items: Mapping[str, Item]) -> Placed:
    shown = items.get(node.text("item"))
    if shown is None:
        raise node.refuse("item", "the id of an item")
    points = node.number("points")
    if points < 0:
        raise node.refuse("points", "a number from 0 on")
    order = node.integers("order")
    if sorted(order) != sorted(display_order(shown)):
        raise node.refuse("order", "an order of the item's parts")
    return Placed(node.integer("number"), shown, order, points)


_Name = TypeVar("_Name", Match, Scoring, Status)


def _one_of(names: type[_Name], node: Node, key: str, usual: _Name) -> _Name:
    try:
        return names(node.text(key) or usual)
    except ValueError:
        raise node.refuse(key, f"one of {_names(names)}") from None


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
