"""Markdown → a small tree, parsed once; every writer renders the tree in its medium.

Strong, emphasis, raised and lowered signs, code, links, line breaks, paragraphs, listings and
tables are markup; everything else is text: HTML, images, entities. markdown-it reads it as
CommonMark does; text without a markup character skips it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from quizgen.quiz import rich
from quizgen.quiz.rich import Inline, Rich, Text, joined

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

MARKUP = re.compile(r"[*_`\\\[\n~^]")
_DEEPEST = 20  # what is nested deeper stays text without its markup
# The lines of a listing, such as ```python, with what is between them.
LISTING = (
    r"(?m:^)(?P<indent> {0,3})(?P<bar>`{3,})[^`\n]*\n(?P<lines>(?:[^\n]*\n)*?)"
    r" {0,3}(?P=bar)`*[ \t]*(?=\n|\Z)"
)
# A heading, a line of strokes and dashes, and rows; each line has a stroke.
_TABLE = r"(?m:^)[^\n]*\|[^\n]*\n(?=[^\n]*\|)(?=[^\n]*-)[-:| \t]+(?:\n[^\n]*\|[^\n]*)*(?=\n|\Z)"
_BLOCK = re.compile(rf"(?P<listing>{LISTING})|(?P<table>{_TABLE})|\n[ \t]*\n")
_STROKE = re.compile(r"(?<!\\)\|")


def parse_markdown(text: str) -> Rich:
    """The tree of `text`; neighbouring texts are one."""
    if not MARKUP.search(text):
        return (Text(text),) if text else ()
    if "\n" not in text or not _BLOCK.search(text.rstrip()):
        return _words(text)
    nodes: list[Inline] = []
    for block in filter(None, _blocks(text)):
        if nodes and not isinstance(block[0], rich.Block) and not isinstance(nodes[-1], rich.Block):
            nodes.append(rich.NewParagraph())
        nodes += block
    return tuple(nodes)


def _blocks(text: str) -> Iterator[Rich]:
    position = 0
    for found in _BLOCK.finditer(text):
        yield _words(text[position : found.start()].strip())
        position = found.end()
        if found["listing"]:
            lines = re.sub(f"(?m)^{' ?' * len(found['indent'])}", "", found["lines"])
            yield (rich.Listing(lines.removesuffix("\n")),)
        elif found["table"]:
            yield _table(found["table"])
    yield _words(text[position:].strip())


def _table(text: str) -> Rich:
    """A table as wide as its longest row, so that no cell is lost."""
    head, rule, *others = map(_cells, text.split("\n"))
    if len(head) != len(rule):
        return _words(text.strip())
    rows = [head, *others]
    width = max(map(len, rows))
    return (rich.Table(tuple((*row, *[()] * (width - len(row))) for row in rows)),)


def _cells(line: str) -> tuple[Rich, ...]:
    cells = _STROKE.split(line.strip().removeprefix("|"))
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return tuple(_words(cell.strip().replace("\\|", "|")) for cell in cells)


def _words(text: str) -> Rich:
    nodes, _ = _nodes(_parser().parseInline(text)[0].children or [], 0, "", _DEEPEST)
    return nodes


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero")
    parser.enable(["emphasis", "backticks", "escape", "link", "newline", "balance_pairs"])
    parser.inline.ruler.before("link", "image_as_text", _image_as_text)
    parser.inline.ruler.before("link", "shifted", _shifted)
    return parser


def _image_as_text(state: StateInline, silent: bool) -> bool:
    """Reads ![alt](url) as text; it would be an exclamation mark and a link otherwise."""
    if not state.src.startswith("![", state.pos):
        return False
    if not silent:
        state.pending += "!["
    state.pos += 2
    return True


# A sign is raised or lowered only behind another sign, and never between two numbers: “~5 km”,
# “2^10” and “2^3^2” are text.
_SHIFTED = re.compile(
    "(?<=[^\\W_]|[)\\]}'\"*`~^\U000f0000-\U0010ffff])([~^])([^\\s~^]{1,30})\\1(?![0-9])"
)


def _shifted(state: StateInline, silent: bool) -> bool:
    """H~2~O and x^2^, as in Pandoc."""
    found = state.src[state.pos] in "~^" and _SHIFTED.match(state.src, state.pos)
    if not found or state.pending.endswith(("~", "^")):
        return False
    if not silent:
        tag = "sub" if found[1] == "~" else "sup"
        state.push(f"{tag}_open", tag, 1)
        state.push("text", "", 0).content = found[2]
        state.push(f"{tag}_close", tag, -1)
    state.pos = found.end()
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
        if token.nesting == 1 and depth:
            end = token.type.replace("open", "close")
            children, position = _nodes(tokens, position, end, depth - 1)
            style, url = _STYLES.get(token.tag), str(token.attrGet("href") or "")
            nodes.append(style(children) if style else rich.Link(children, url))
        elif token.nesting:
            unread += token.nesting
        else:
            nodes.append(_leaf(token))
    return joined(nodes), position


_STYLES: Mapping[str, type[rich.Strong | rich.Emphasis | rich.Subscript | rich.Superscript]] = {
    "strong": rich.Strong,
    "em": rich.Emphasis,
    "sub": rich.Subscript,
    "sup": rich.Superscript,
}


def _leaf(token: Token) -> Inline:
    match token.type:
        case "code_inline":
            return rich.Code(token.content)
        case "hardbreak":
            return rich.Break()
        case "softbreak":
            return Text(" ")
        case _:
            return Text(token.content)
