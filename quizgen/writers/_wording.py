"""Words for paper: text as nodes that the Typst templates read, numbers, labels, tongues.

Author's text leaves here as strings in JSON and in no other way, so that nothing of it can ever
be taken for Typst.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias

from quizgen.quiz.languages import Language
from quizgen.quiz.model import Blank, Break, Code, Emphasis, Link, Rich, Source, Strong, Text
from quizgen.quiz.values import written_number

Node: TypeAlias = dict[str, Any]
ShowBlank: TypeAlias = Callable[[Blank], Node]


def spelled(text: str, long: int = 20) -> list[Node]:
    """Plain text as nodes. Words of `long` characters and more stand alone, so that a template
    can cut one that is wider than its line; measuring every word would cost too much."""
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


def nodes(rich: Rich, show_blank: ShowBlank) -> list[Node]:
    """A link is its text; `with_addresses` prints where it leads."""
    return list(_nodes(rich, show_blank))


def _nodes(rich: Rich, show_blank: ShowBlank) -> Iterator[Node]:
    for node in rich:
        match node:
            case Text(text):
                yield from spelled(text)
            case Strong(children):
                yield {"kind": "strong", "children": nodes(children, show_blank)}
            case Emphasis(children):
                yield {"kind": "emphasis", "children": nodes(children, show_blank)}
            case Code(text):
                yield {"kind": "code", "children": spelled(text)}
            case Link(children):
                yield from _nodes(children, show_blank)
            case Break():
                yield {"kind": "break"}
            case Blank():
                yield show_blank(node)


def with_addresses(rich: Rich) -> Rich:
    """On paper nobody can click: every link is followed by where it leads."""
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


def blanks_in(language: Language, gaps: int) -> ShowBlank:
    """How blanks are drawn and read aloud: numbered where a stem has several gaps."""

    def show(blank: Blank) -> Node:
        if blank.gap is None or gaps < 2:
            spoken = language.say("print.blank")
            return {"kind": "blank", "shown": "", "spoken": spoken, "gap": blank.gap}
        number = blank.gap + 1
        spoken = language.say("print.blank-number", number=number)
        shown = f"({number})\N{NO-BREAK SPACE}"
        return {"kind": "blank", "shown": shown, "spoken": spoken, "gap": blank.gap}

    return show


def tongue(code: str) -> dict[str, str | None]:
    """A language tag as Typst takes it; "und" is the code for a language not known."""
    language, *rest = code.replace("_", "-").split("-")
    region = next((part.upper() for part in rest if re.fullmatch("[A-Za-z]{2}", part)), None)
    is_code = re.fullmatch("[A-Za-z]{2,3}", language)
    return {"language": language.lower() if is_code else "und", "region": region}


def number(language: Language, value: float) -> str:
    return written_number(Decimal(f"{value:g}"), language)


def count(language: Language, thing: str, value: float) -> str:
    """ "2 points": `thing` is "points" or "questions"; the language's patterns choose the form."""
    shown = number(language, value)
    forms = (form for form in ("one", "few") if re.search(language.say(f"print.{form}"), shown))
    return language.say(f"print.{thing}-{next(forms, 'many')}", number=shown)


def credit(language: Language, source: Source) -> str:
    """Where the text comes from and under what rights; unknown rights are said to be unknown."""
    if not source.is_there:
        return language.say("common.no-text")
    origin = ", ".join(
        part for part in (source.title, source.publisher, source.url, source.retrieved) if part
    )
    rights = source.rights or language.say("common.rights-unknown")
    return ". ".join(part.rstrip(".") for part in (origin, rights, source.licence) if part) + "."
