"""Text with Markdown, parsed once; and what every stored record has in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct, structs

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
        _refuse_blocks(self.children)
        if _depth(self.children) > _DEEPEST:
            raise ValueError("markup is nested too deeply")


class Styled(Nested, frozen=True):
    """Words that look different from the words around them."""


class Strong(Styled, frozen=True, tag="strong"):
    pass


class Emphasis(Styled, frozen=True, tag="emphasis"):
    pass


class Subscript(Styled, frozen=True, tag="subscript"):
    pass


class Superscript(Styled, frozen=True, tag="superscript"):
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


class NewParagraph(Stored, frozen=True, tag="paragraph"):
    """What follows is another paragraph than what is before. Around a listing or a table, which
    end a paragraph anyway, there is none."""


class Listing(Stored, frozen=True, tag="listing"):
    """Lines of code, kept sign for sign."""

    text: str


class Table(Stored, frozen=True, tag="table"):
    """The first row is the heading; all rows have as many cells."""

    rows: tuple[tuple[Rich, ...], ...]

    def __post_init__(self) -> None:
        for cell in self.cells:
            _refuse_blocks(cell)
        if len({len(row) for row in self.rows}) != 1 or not self.rows[0]:
            raise ValueError("the rows of a table are not equally long")

    @property
    def cells(self) -> tuple[Rich, ...]:
        return tuple(cell for row in self.rows for cell in row)


Block: TypeAlias = NewParagraph | Listing | Table  # never inside other markup
Shifted: TypeAlias = Subscript | Superscript
Inline: TypeAlias = Text | Strong | Emphasis | Shifted | Code | Link | Break | Blank | Block
Rich: TypeAlias = tuple[Inline, ...]

BLANK = "_____"
TAB = 4  # columns, in a listing
_DEEPEST = 50


def _depth(rich: Rich) -> int:
    return max((1 + _depth(node.children) for node in rich if isinstance(node, Nested)), default=0)


_BLOCKS = (NewParagraph, Listing, Table)


def _refuse_blocks(rich: Rich) -> None:
    if any(isinstance(node, _BLOCKS) for node in rich):
        raise ValueError("a paragraph, a listing or a table stands inside other markup")


def paragraphs(rich: Rich) -> Iterator[Rich | Listing | Table]:
    """The text piece by piece, where each begins on a line of its own."""
    if rich and not any(isinstance(node, _BLOCKS) for node in rich):
        yield rich  # nearly all texts
        return
    words: list[Inline] = []
    for node in (*rich, NewParagraph()):
        if not isinstance(node, _BLOCKS):
            words.append(node)
            continue
        if words:
            yield tuple(words)
        words = []
        if not isinstance(node, NewParagraph):
            yield node


def every(rich: Rich) -> Iterator[Inline]:
    """All nodes, and those inside them."""
    for node in rich:
        yield node
        match node:
            case Nested(children):
                yield from every(children)
            case Table() as table:
                yield from (inner for cell in table.cells for inner in every(cell))


def changed(rich: Rich, change: Callable[[Inline], Rich]) -> Rich:
    """The text with what `change` makes of each node. A node is changed after those inside it."""
    return tuple(new for node in rich for new in change(_inside(node, change)))


def joined(nodes: list[Inline]) -> Rich:
    """`nodes` with neighbouring texts made one and empty ones left out."""
    result: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text):
            if not node:
                continue
            if result and isinstance(result[-1], Text):
                result[-1] += node
                continue
        result.append(node)
    return tuple(result)


def without_gaps(rich: Rich) -> Rich:
    """The same with blanks that are only looked at, however deep they stand."""
    return changed(rich, lambda node: (Blank() if isinstance(node, Blank) else node,))


def without_code(rich: Rich) -> Rich:
    """The text without what is said in another language than its own."""
    if len(rich) == 1 and isinstance(rich[0], str):
        return rich  # nearly all texts
    return changed(rich, lambda node: () if isinstance(node, Code | Listing) else (node,))


def _inside(node: Inline, change: Callable[[Inline], Rich]) -> Inline:
    match node:
        case Nested(children):
            return structs.replace(node, children=changed(children, change))
        case Table(rows):
            return Table(tuple(tuple(changed(cell, change) for cell in row) for row in rows))
    return node


def plain(rich: Rich, blank: str = BLANK, line_end: str = " ") -> str:
    """The text of `rich` without its markup. A table has a line for each row, and a raised or
    lowered sign is that of Unicode where there is one, so that 2² does not become 22."""
    if len(rich) == 1 and isinstance(rich[0], str):
        return rich[0]  # nearly all texts
    between = line_end.strip(" ") + line_end  # an empty line, where there are lines
    return between.join(_plain_piece(piece, blank, line_end) for piece in paragraphs(rich))


def _plain_piece(piece: Rich | Listing | Table, blank: str, line_end: str) -> str:
    match piece:
        case Listing(text):
            return text.replace("\n", line_end)
        case Table(rows):
            return line_end.join(" | ".join(plain(cell, blank) for cell in row) for row in rows)
    return "".join(_plain_parts(piece, blank, line_end))


def _plain_parts(rich: Rich, blank: str, line_end: str) -> Iterator[str]:
    for node in rich:
        match node:
            case str(text) | Code(text):
                yield text
            case Superscript(children):
                yield _shifted(plain(children, blank), RAISED, "^")
            case Subscript(children):
                yield _shifted(plain(children, blank), LOWERED, "_")
            case Nested(children):
                yield from _plain_parts(children, blank, line_end)
            case Break():
                yield line_end
            case Blank():
                yield blank


def in_columns(table: Table) -> str:
    """The rows as lines, with their cells below one another."""
    rows = [[plain(cell) for cell in row] for row in table.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, ["-" * width for width in widths])
    padded = (map(str.ljust, row, widths) for row in rows)
    return "\n".join("  ".join(row).rstrip() for row in padded)


_SIGNS = "0123456789+-−=()"
RAISED = dict(zip(_SIGNS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾", strict=True)) | {"n": "ⁿ"}
LOWERED = dict(zip(_SIGNS, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))


def _shifted(text: str, signs: Mapping[str, str], mark: str) -> str:
    if all(each in signs for each in text):
        return "".join(signs[each] for each in text)
    return f"{mark}({text})"


_SAFE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


def is_safe_link(url: str) -> bool:
    """A link may lead to a page or a mailbox. Any other, such as `javascript:`, loses its address
    and keeps its words."""
    return _SAFE.match(url) is not None
