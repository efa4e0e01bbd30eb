"""Text with inline Markdown, parsed once; and what every stored record has in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

Name: TypeAlias = Annotated[str, Meta(min_length=1)]  # not empty
Worth: TypeAlias = Annotated[float, Meta(ge=0, lt=10**9)]  # in points


def _in_json(name: str) -> str:
    return name.removeprefix("is_")


class Stored(Struct, frozen=True, gc=False, omit_defaults=True, rename=_in_json):
    """A part of the compiled deck, and its JSON: what is usual is left out there."""


# Plain text is `str` itself: nearly all texts are nothing else, and a large deck has 100,000.
Text: TypeAlias = str


class Nested(Stored, frozen=True):
    """Text with markup around it; a file can nest it more deeply than a reader can follow."""

    children: Rich

    def __post_init__(self) -> None:
        if _depth(self.children) > _DEEPEST:
            raise ValueError("markup is nested too deeply")


class Strong(Nested, frozen=True, tag="strong"):
    pass


class Emphasis(Nested, frozen=True, tag="emphasis"):
    pass


class Code(Stored, frozen=True, tag="code"):
    text: str


class Link(Nested, frozen=True, tag="link"):
    url: str


class Break(Stored, frozen=True, tag="break"):
    """A line break that the author asked for."""


class Blank(Stored, frozen=True, tag="blank"):
    """A place left open in a stem. `gap` is an index into `Gaps.gaps`, or None where the
    blank is only shown (a `{quote|gap slot}` in a choice question, for instance)."""

    gap: int | None = None


Inline: TypeAlias = Text | Strong | Emphasis | Code | Link | Break | Blank
Rich: TypeAlias = tuple[Inline, ...]

BLANK = "_____"
_DEEPEST = 50


def _depth(rich: Rich) -> int:
    return max((1 + _depth(node.children) for node in rich if isinstance(node, Nested)), default=0)


def plain(rich: Rich, blank: str = BLANK, line_end: str = " ") -> str:
    """The text of `rich` without its markup."""
    if len(rich) == 1 and isinstance(rich[0], str):
        return rich[0]  # nearly all texts
    return "".join(_plain_parts(rich, blank, line_end))


def _plain_parts(rich: Rich, blank: str, line_end: str) -> Iterator[str]:
    for node in rich:
        match node:
            case str(text) | Code(text):
                yield text
            case Strong(children) | Emphasis(children) | Link(children):
                yield from _plain_parts(children, blank, line_end)
            case Break():
                yield line_end
            case Blank():
                yield blank
