"""Text for paper, as nodes that the Typst templates and the Word writer read.

An author's text leaves this module as strings in JSON and in no other way, so that nothing in it
can be taken for Typst.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeAlias

from quizgen.quiz.languages import Language
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Gaps
from quizgen.quiz.rich import Blank, Break, Code, Emphasis, Link, Rich, Strong, Text

Node: TypeAlias = dict[str, Any]
ShowBlank: TypeAlias = Callable[[Blank], Node]


# Shorter words fit into every line of the standard layout; `page_settings` asks again where lines
# are narrower.
def text_nodes(text: str, long: int = 20) -> list[Node]:
    """A word of at least `long` characters is a node of its own, so that a template can cut one
    that is wider than its line; to measure every word would take too long."""
    blank, word = _patterns(long)
    if not blank.search(text) and not word.search(text):
        return [{"kind": "text", "text": text}] if text else []
    pieces = word.split(blank.sub(" ", text))
    return [
        {"kind": "word" if index % 2 else "text", "text": piece}
        for index, piece in enumerate(pieces)
        if piece
    ]


@cache
def _patterns(long: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(r"[\t\r\n]"), re.compile(rf"(\S{{{long},}})")


def rich_nodes(language: Language, rich: Rich, gaps: int = 0) -> list[Node]:
    """A link becomes its words; `with_addresses` adds where it leads. `gaps` is how many the
    question has: of several, each blank shows its number."""
    return list(_nodes(rich, _blanks_in(language, gaps)))


def stem_nodes(language: Language, item: Item) -> list[Node]:
    gaps = len(item.response.gaps) if isinstance(item.response, Gaps) else 0
    return rich_nodes(language, item.stem, gaps)


def _nodes(rich: Rich, show_blank: ShowBlank) -> Iterator[Node]:
    for node in rich:
        match node:
            case Text(text):
                yield from text_nodes(text)
            case Strong(children):
                yield {"kind": "strong", "children": list(_nodes(children, show_blank))}
            case Emphasis(children):
                yield {"kind": "emphasis", "children": list(_nodes(children, show_blank))}
            case Code(text):
                yield {"kind": "code", "children": text_nodes(text)}
            case Link(children):
                yield from _nodes(children, show_blank)
            case Break():
                yield {"kind": "break"}
            case Blank():
                yield show_blank(node)


def _blanks_in(language: Language, gaps: int) -> ShowBlank:
    """How a blank is drawn, and what a screen reader says for it."""

    def show(blank: Blank) -> Node:
        if blank.gap is None or gaps < 2:
            spoken = language.say("print.blank")
            return {"kind": "blank", "shown": "", "spoken": spoken, "gap": blank.gap}
        number = blank.gap + 1
        spoken = language.say("print.blank-number", number=number)
        shown = f"({number})\N{NO-BREAK SPACE}"
        return {"kind": "blank", "shown": shown, "spoken": spoken, "gap": blank.gap}

    return show


def with_addresses(rich: Rich) -> Rich:
    """Puts the address behind each link, since nobody can click on paper."""
    return tuple(part for node in rich for part in _with_address(node))


def _with_address(node: Any) -> Rich:
    match node:
        case Link(children, url):
            return (*with_addresses(children), Text(f" ({url})"))
        case Strong(children):
            return (Strong(with_addresses(children)),)
        case Emphasis(children):
            return (Emphasis(with_addresses(children)),)
        case _:
            return (node,)


def typst_language(tag: str) -> dict[str, str | None]:
    """A language tag in the two parts that Typst takes; "und" stands for an unknown language."""
    language, *rest = tag.replace("_", "-").split("-")
    region = next((part.upper() for part in rest if re.fullmatch("[A-Za-z]{2}", part)), None)
    is_code = re.fullmatch("[A-Za-z]{2,3}", language)
    return {"language": language.lower() if is_code else "und", "region": region}
