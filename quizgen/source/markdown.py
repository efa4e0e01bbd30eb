"""The words that a reader of a Markdown file sees, paragraph by paragraph.

Headings and notes are numbered like paragraphs, so that their places can be counted in the file,
and are left out like those under `skip:`. Pictures, HTML and the addresses of links are no words.
What stands in a block quotation is quoted, as if it had quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Literal

from quizgen.source.line_ends import Breaks, CutWords, Paragraphs, doubt_of_blocks

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# Three dashes can also be a rule; only a key below them makes them front matter.
_FRONT_MATTER = re.compile(r"\A---\n(?=[\w-]+:)(?:.*\n)*?(?:---|\.\.\.)\n")
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,99}\]:[ \t]*(.*)")
_NOTE_MARK = re.compile(r"\[\^[^\[\]\s]{1,99}\]")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)

# Lines as the page shows them, each with the lines of the file that it is made of.
_Lines = list[list[str]]
_Role = Literal["text", "aside", "quoted"]


def read_markdown(text: str, breaks: Breaks | None = None) -> Paragraphs:
    """Where nothing is said, lines are joined but at Markdown's own line breaks."""
    tokens = _parser().parse(_FRONT_MATTER.sub("", text, count=1))
    blocks = list(_blocks(tokens))
    wrapped = [list(chain.from_iterable(lines)) for lines, _ in blocks]
    words = CutWords(wrapped)
    texts: list[str] = []
    roles: list[_Role] = []
    for lines, role in blocks:
        shown = list(filter(None, map(str.strip, _texts(lines, words, breaks))))
        texts += shown
        roles += [role] * len(shown)
    doubt = "" if breaks else doubt_of_blocks(wrapped)
    skipped, quoted = (
        frozenset(number for number, role in enumerate(roles, 1) if role == wanted)
        for wanted in ("aside", "quoted")
    )
    return Paragraphs(tuple(texts), tuple(words.shown), doubt=doubt, skipped=skipped, quoted=quoted)


def _texts(lines: _Lines, words: CutWords, breaks: Breaks | None) -> Sequence[str]:
    flat = list(chain.from_iterable(lines))
    match breaks:
        case None:
            return ["\n".join(map(words.joined, lines))]
        case Breaks.WRAPPED:
            return [words.joined(flat)]
        case Breaks.VERSE:
            return ["\n".join(flat)]
        case Breaks.PARAGRAPHS:
            return flat


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[_Lines, _Role]]:
    """The lines of each block, and what they are. A row of a table is a block."""
    is_heading = False
    depth = 0  # of block quotations
    row: list[str] | None = None
    for token in tokens:
        match token.type:
            case "heading_open" | "heading_close":
                is_heading = token.nesting > 0
            case "blockquote_open" | "blockquote_close":
                depth += token.nesting
            case "tr_open":
                row = []
            case "tr_close":
                yield [[" | ".join(row or [])]], "text"
                row = None
            case "note":
                yield [token.content.split("\n")], "aside"
            case "code_block" | "fence":
                yield [[line] for line in _stripped(token.content)], "text"
            case "inline" if row is not None:
                row.append(" ".join(chain.from_iterable(_lines(token.children or []))))
            case "inline":
                role: _Role = "aside" if is_heading else "quoted" if depth else "text"
                yield _lines(token.children or []), role


def _stripped(code: str) -> list[str]:
    return [line.strip() for line in code.split("\n") if line.strip()]


def _lines(tokens: Sequence[Token]) -> _Lines:
    lines: _Lines = [[""]]
    for token in tokens:
        if token.type == "hardbreak" or _LINE_BREAK.fullmatch(token.content):
            lines.append([""])
        elif token.type == "softbreak":
            lines[-1].append("")
        elif token.type in ("text", "code_inline"):
            lines[-1][-1] += token.content
    return [[line.strip() for line in wrapped] for wrapped in lines]


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    # CommonMark may take `[^1]: …` for the address of a link, and then shows nothing of it.
    parser.block.ruler.before("reference", "note", _note, {"alt": ["paragraph"]})
    parser.inline.ruler.before("link", "note_mark", _note_mark)
    return parser


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[^1]: …`, with the lines up to the next blank one, and indented ones behind that."""
    found = _NOTE.match(_line(state, start)) if state.sCount[start] < _CODE else None
    if found is None or silent:
        return found is not None
    lines, line = [found[1]], start + 1
    while line < end and not _ends_note(state, line, end):
        lines.append(_line(state, line).strip())
        line += 1
    token = state.push("note", "", 0)
    token.content = "\n".join(filter(None, lines))
    state.line = line
    return True


_CODE = 4  # an indent of so many columns


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _ends_note(state: StateBlock, line: int, end: int) -> bool:
    if not state.isEmpty(line):
        return bool(_NOTE.match(_line(state, line)))
    return line + 1 >= end or state.sCount[line + 1] < _CODE


def _note_mark(state: StateInline, silent: bool) -> bool:
    """`[^1]` with the space before it; the page shows a raised number there."""
    found = _NOTE_MARK.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
    state.pos = found.end()
    return True
