"""The paragraphs of a text: what its line ends mean, and what a Markdown file shows of itself.

A line's end may part paragraphs, end the width of a page, or end a verse. A word that is hyphenated
there may have its hyphen in the middle of a line or not: “inter-/national”, “well-/known”. The rest
of the text decides what is shown, and a quotation may write it either way.

Headings and notes of Markdown are numbered like paragraphs, so that their places can be counted in
the file, and are left out like those under `skip:`. Pictures, HTML and the addresses of links are
no words. What stands in a block quotation is quoted, as if it had quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from itertools import chain, dropwhile
from typing import TYPE_CHECKING, Literal

from quizgen.reading.characters import masked, matches

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token


class Breaks(StrEnum):
    VERSE = "verse"  # a line is a line; blank lines part stanzas
    WRAPPED = "wrapped"  # a line ends where the page did; blank or indented lines part paragraphs
    PARAGRAPHS = "paragraphs"  # a line is a paragraph


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """`rejoined` are the words that a line's end has cut, as `texts` show them. `doubt` says how
    the line ends were read, where they might mean something else. The numbers in `skipped` are
    no text by themselves: headings, notes; those in `quoted` are quotations as a whole."""

    texts: tuple[str, ...]
    rejoined: tuple[str, ...] = ()
    doubt: str = ""
    skipped: frozenset[int] = frozenset()
    quoted: frozenset[int] = frozenset()


def paragraphs_of(file: str, text: str, breaks: Breaks | None = None) -> Paragraphs:
    """Reads a source of this name."""
    read = read_markdown if is_markdown(file) else read_paragraphs
    return read(text, breaks)


def is_markdown(file: str) -> bool:
    return file.lower().endswith((".md", ".markdown"))


def read_paragraphs(text: str, breaks: Breaks | None = None) -> Paragraphs:
    """Where nothing is said, blank lines part paragraphs; in a text without any, each line is
    one."""
    lines = list(dropwhile(_is_blank, text.rstrip().split("\n")))
    is_parted = any(map(_is_blank, lines))
    match breaks or (Breaks.WRAPPED if is_parted else Breaks.PARAGRAPHS):
        case Breaks.PARAGRAPHS:
            texts = tuple(filter(None, map(str.strip, lines)))
            return Paragraphs(texts, doubt="" if breaks else _doubt_of_lines(texts))
        case Breaks.VERSE:
            return Paragraphs(tuple(map("\n".join, _blocks(lines))))
        case Breaks.WRAPPED:
            blocks = _blocks(lines, at_indent=breaks is not None)
            words = CutWords(blocks)
            texts = tuple(map(words.joined, blocks))
            return Paragraphs(texts, tuple(words.shown), "" if breaks else _doubt_of_blocks(blocks))


def on_one_line(verse: str) -> str:
    """The lines of verse as they are quoted in prose."""
    return verse.replace("\n", " / ")


def key_of_cut(word: str) -> str:
    """What all ways to write a cut word have in common."""
    return word.replace("-", "").replace("‐", "").replace(" ", "")


def _is_blank(line: str) -> bool:
    return not line.strip()


def _blocks(lines: Sequence[str], *, at_indent: bool = False) -> list[list[str]]:
    """Lines that stand together. With `at_indent`, an indented line after one that is not
    indented begins the next block, as books set it."""
    blocks: list[list[str]] = [[]]
    was_indented = True
    for line in lines:
        is_indented = line[:1].isspace()
        if _is_blank(line) or (at_indent and is_indented and not was_indented):
            blocks.append([])
        if not _is_blank(line):
            blocks[-1].append(line.strip())
        was_indented = is_indented
    return [block for block in blocks if block]


_WORD = re.compile(r"[^\W\d_]+(?:[-‐'’][^\W\d_]+)*")
_CUT = re.compile(r"(?<=[^\W_])[-‐]\n(?=[^\W_])")
_LEFT = re.compile(r"[^\W_]+(?:[-‐'’][^\W_]+)*$")
_RIGHT = re.compile(r"[^\W_]+(?:[-‐'’][^\W_]+)*")
_LONGEST_PART = 40  # letters; searching for the start of longer ones would take quadratic time

# After these no word is cut: “pre- and post-war”.
_JOINING = """
and or to und oder bis et ou y o e и или және мен och eller og en of
"""
_SUSPENDED = frozenset(_JOINING.split())
_SHORTEST_PART = 3  # letters; shorter ones are words by chance: “in-/vite”


class CutWords:
    """The words that are cut at line ends, put together in the way that the text suggests."""

    def __init__(self, blocks: Sequence[Sequence[str]]) -> None:
        self.blocks = blocks
        self.shown: dict[str, None] = {}

    def joined(self, lines: Sequence[str]) -> str:
        """The lines as one."""
        return _replaced("\n".join(lines), self._put_together).replace("\n", " ")

    def _put_together(self, left: str, right: str) -> str:
        if right.casefold() in _SUSPENDED:
            return f"{left}- {right}"
        if left[-1].isdigit() or right[0].isdigit():
            return f"{left}-{right}"  # a number; and no other way to write it is the same
        word = left + right if self._is_one(left, right) else f"{left}-{right}"
        self.shown[word] = None
        return word

    def _is_one(self, left: str, right: str) -> bool:
        if right[0].isupper() and not left.isupper():  # “Anglo-/Saxon”
            return False
        if f"{left}-{right}".casefold() in self._known:
            return False
        if (left + right).casefold() in self._known:
            return True
        both = (left, right)
        return not all(
            len(each) >= _SHORTEST_PART and each.casefold() in self._known for each in both
        )

    @cached_property
    def _known(self) -> frozenset[str]:
        """The words of the text that no line's end has cut."""
        lines = "\n".join(line for lines in self.blocks for line in lines)
        whole = _replaced(lines, lambda left, right: " ")
        return frozenset(word.casefold() for word in matches(_WORD, whole))


def _replaced(text: str, put_together: Callable[[str, str], str]) -> str:
    """The text with another word for the two halves of each that a line's end cuts."""
    seen = masked(text)
    parts, done = [], 0
    for cut in _CUT.finditer(seen):
        begin = max(done, cut.start() - _LONGEST_PART)
        left = _LEFT.search(seen[begin : cut.start()])
        right = _RIGHT.match(seen, cut.end(), cut.end() + _LONGEST_PART)
        if left and right:
            start = begin + left.start()
            parts += [
                text[done:start],
                put_together(text[start : cut.start()], text[slice(*right.span())]),
            ]
            done = right.end()
    return "".join([*parts, text[done:]])


_END = tuple('.!?…:;।۔。！？"”’»“›)]')
_FEW = 4  # lines; fewer tell nothing
_SHORT_LINE = 60  # characters
_LONG_LINE = 100


def _doubt_of_lines(lines: Sequence[str]) -> str:
    """Whether most lines stop in the middle of a sentence."""
    if len(lines) < _FEW or sum(line.endswith(_END) for line in lines[:-1]) * 2 >= len(lines) - 1:
        return ""
    return f"each of its {len(lines)} lines is read as a paragraph"


def _doubt_of_blocks(blocks: Sequence[Sequence[str]]) -> str:
    """Whether the lines between blank lines look like verse, or like a paragraph each."""
    inner = [line for block in blocks for line in block[:-1]]
    if len(inner) < _FEW:
        return ""
    following = [line for block in blocks for line in block[1:]]
    ended = sum(line.endswith(_END) for line in inner) / len(inner)
    lowercase = sum(line[0].islower() for line in following) / len(following)
    longest = max(map(len, inner))
    mean = sum(map(len, inner)) / len(inner)
    is_verse = longest <= _SHORT_LINE and lowercase < 0.3 and mean < 0.85 * longest
    is_prose = longest > _LONG_LINE and ended > 0.7
    return "lines without a blank line between them are joined" if is_verse or is_prose else ""


# Three dashes can also be a rule; only a key below them makes them front matter.
_FRONT_MATTER = re.compile(r"\A---\n(?=[\w-]+:)(?:.*\n)*?(?:---|\.\.\.)\n")
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,99}\]:[ \t]*(.*)")
_NOTE_MARK = re.compile(r"\[\^[^\[\]\s]{1,99}\]")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)

# Lines as the page shows them, each with the lines of the file that it is made of.
_Wrapped = list[list[str]]
_Role = Literal["text", "aside", "quoted"]


def read_markdown(text: str, breaks: Breaks | None = None) -> Paragraphs:
    """Where nothing is said, lines are joined but at Markdown's own line breaks."""
    tokens = _parser().parse(_FRONT_MATTER.sub("", text, count=1))
    blocks = list(_blocks_of(tokens))
    wrapped = [list(chain.from_iterable(lines)) for lines, _ in blocks]
    words = CutWords(wrapped)
    shown = ((text, role) for lines, role in blocks for text in _shown(lines, words, breaks))
    said = [(text.strip(), role) for text, role in shown if text.strip()]
    return Paragraphs(
        texts=tuple(text for text, _ in said),
        rejoined=tuple(words.shown),
        doubt="" if breaks else _doubt_of_blocks(wrapped),
        skipped=frozenset(number for number, (_, role) in enumerate(said, 1) if role == "aside"),
        quoted=frozenset(number for number, (_, role) in enumerate(said, 1) if role == "quoted"),
    )


def _shown(lines: _Wrapped, words: CutWords, breaks: Breaks | None) -> Sequence[str]:
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


def _blocks_of(tokens: Sequence[Token]) -> Iterator[tuple[_Wrapped, _Role]]:
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
                lines = filter(None, map(str.strip, token.content.split("\n")))
                yield [[line] for line in lines], "text"
            case "inline" if row is not None:
                row.append(" ".join(chain.from_iterable(_wrapped(token.children or []))))
            case "inline":
                role: _Role = "aside" if is_heading else "quoted" if depth else "text"
                yield _wrapped(token.children or []), role


def _wrapped(tokens: Sequence[Token]) -> _Wrapped:
    lines: _Wrapped = [[""]]
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
