"""Markdown → a small tree, parsed once; every writer renders the tree in its medium.

Strong, emphasis, code, links, line breaks, paragraphs and listings are markup; everything else is
text: HTML, images, entities. markdown-it reads it as CommonMark does; text without a markup
character skips it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from quizgen.quiz.rich import (
    Break,
    Code,
    Emphasis,
    Inline,
    Link,
    Listing,
    NewParagraph,
    Rich,
    Strong,
    Text,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_MARKUP = re.compile(r"[*_`\\\[\n]")
_DEEPEST = 20  # what is nested deeper stays text without its markup
# The lines of a listing, such as ```python, with what is between them.
LISTING = r"(?m:^) {0,3}(?P<bar>`{3,})[^`\n]*\n(?:[^\n]*\n)*? {0,3}(?P=bar)`*[ \t]*(?=\n|\Z)"
_LISTING = re.compile(LISTING)
_EMPTY_LINE = re.compile(r"\S[ \t]*\n[ \t]*\n\s*\S")


def parse_markdown(text: str) -> Rich:
    """The tree of `text`; neighbouring texts are one."""
    if not _MARKUP.search(text):
        return (Text(text),) if text else ()
    if "\n" in text and (_EMPTY_LINE.search(text) or _LISTING.search(text)):
        return _between_blocks(_parser().parse(text))
    return _words(_parser().parseInline(text))


def _between_blocks(tokens: Sequence[Token]) -> Rich:
    """The nodes, with a sign between two paragraphs that follow one another."""
    nodes: list[Inline] = []
    for block in _blocks(tokens):
        if nodes and not isinstance(block[0], Listing) and not isinstance(nodes[-1], Listing):
            nodes.append(NewParagraph())
        nodes += block
    return tuple(nodes)


def _blocks(tokens: Sequence[Token]) -> Iterator[Rich]:
    for token in tokens:
        if token.type == "fence":
            yield (Listing(token.content.removesuffix("\n")),)
        elif token.type == "inline":
            yield _words([token])


def _words(tokens: Sequence[Token]) -> Rich:
    nodes, _ = _nodes(tokens[0].children or [], 0, "", _DEEPEST)
    return nodes


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero")
    parser.enable(["emphasis", "backticks", "escape", "link", "newline", "balance_pairs"])
    parser.inline.ruler.before("link", "image_as_text", _image_as_text)
    parser.block.ruler.before("paragraph", "listing", _listing, {"alt": ["paragraph"]})
    return parser


def _listing(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """CommonMark's fences, except that wavy ones are text, and open ones too: a deck tells its
    author of them."""
    from markdown_it.rules_block import fence

    return bool(_LISTING.match(state.src, state.bMarks[start])) and fence(state, start, end, silent)


def _image_as_text(state: StateInline, silent: bool) -> bool:
    """Without this, ![alt](url) is an exclamation mark and a link."""
    if not state.src.startswith("![", state.pos):
        return False
    if not silent:
        state.pending += "!["
    state.pos += 2
    return True


def _nodes(tokens: list[Token], start: int, until: str, depth: int) -> tuple[Rich, int]:
    """The nodes from `start` up to the token of type `until`, and the place after it; containers
    may be nested `depth` deep."""
    nodes: list[Inline] = []
    position, unread = start, 0
    while position < len(tokens):
        token = tokens[position]
        position += 1
        if token.type == until and not unread:
            break
        if token.type in _CONTAINERS and depth:
            end = token.type.replace("open", "close")
            children, position = _nodes(tokens, position, end, depth - 1)
            nodes.append(_container(token, children))
        elif token.nesting:
            unread += token.nesting
        else:
            nodes.append(_leaf(token))
    return joined(nodes), position


_CONTAINERS = {"strong_open", "em_open", "link_open"}


def _container(token: Token, children: Rich) -> Inline:
    if token.type == "link_open":
        return Link(children, str(token.attrGet("href") or ""))
    return Strong(children) if token.type == "strong_open" else Emphasis(children)


def _leaf(token: Token) -> Inline:
    match token.type:
        case "code_inline":
            return Code(token.content)
        case "hardbreak":
            return Break()
        case "softbreak":
            return Text(" ")
        case _:
            return Text(token.content)


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
