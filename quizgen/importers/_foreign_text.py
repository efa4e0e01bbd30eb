"""Turns the texts of another program into those of a deck, and notes what they lose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from quizgen.deck.markup import parse_markdown
from quizgen.deck.placeholders import Prose, parse_prose
from quizgen.diagnostics import TextFile
from quizgen.importers._foreign_html import HAS_MARKUP, ForeignText, rich_of, tree
from quizgen.importers._imported import ForeignPicture
from quizgen.quiz.rich import (
    Blank,
    Block,
    Break,
    Code,
    Emphasis,
    Inline,
    Link,
    Listing,
    NewParagraph,
    Rich,
    Strong,
    Styled,
    Subscript,
    Superscript,
    Table,
    Text,
    joined,
    plain,
)
from quizgen.reading.characters import REPLACEMENT, without_refused
from quizgen.reading.nodes import Node, Report

_MARKDOWN_PICTURE = re.compile(r"!\[([^\]\n]*)\]\(([^()\s]+)\)")
_LONGEST = 10_000  # characters; no deck takes more in a text, and brackets take their square
_LIST_ITEM = re.compile(r"\n(?=\s*(?:[-*+]|\d+[.)])\s)")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text in one of Moodle's formats: html, moodle, plain or markdown; "" where none is named,
    and then tags and entities make it HTML."""

    text: str
    format: str = ""


@dataclass(frozen=True, slots=True)
class Conversion:
    """Converts the texts of one question. `lost` says what no deck can hold; `pictures` are those
    of its stem."""

    lost: list[str] = field(default_factory=list)
    pictures: list[ForeignPicture] = field(default_factory=list)

    def stem(self, text: Formatted) -> str:
        read = _read(text)
        self.pictures.extend(read.pictures)
        self.lost.extend(f"the picture {each.name}" for each in self.pictures[1:])
        return self._written(read)

    def prose(self, text: Formatted) -> str:
        read = _read(text)
        self.lost.extend(f"the picture {each.name}" for each in read.pictures)
        return self._written(read)

    def typed(self, text: Formatted) -> str:
        """An answer that learners type, which is one line without markup."""
        return as_typed(self.words(text))

    def words(self, text: Formatted) -> str:
        return " ".join(plain(_read(text).nodes).split())

    @property
    def picture(self) -> ForeignPicture | None:
        return self.pictures[0] if self.pictures else None

    def _written(self, read: ForeignText) -> str:
        self.lost.extend(read.lost)
        if not read.nodes:
            return ""
        written, is_whole = as_prose(read.nodes)
        self.lost.extend([] if is_whole else ["emphasis that Markdown cannot say"])
        return written


def _read(text: Formatted) -> ForeignText:
    words = without_refused(text.text).replace(REPLACEMENT, "").strip("\n ")
    form = text.format
    if form == "html" or (form in ("", "moodle") and HAS_MARKUP.search(words)):
        return rich_of(tree(words))
    if form == "markdown" and len(words) <= _LONGEST:
        pictures = [ForeignPicture(name, alt) for alt, name in _MARKDOWN_PICTURE.findall(words)]
        bare = _LIST_ITEM.sub("\\\n", _MARKDOWN_PICTURE.sub("", words).strip())
        return ForeignText(parse_markdown(bare), (), tuple(pictures))
    return ForeignText(in_lines(words))


_SPECIAL = re.compile(r"([\\*_`\[\]~^|])")
_MARKS = {Strong: "**", Emphasis: "*", Subscript: "~", Superscript: "^"}


def as_prose(rich: Rich) -> tuple[str, bool]:
    """The text, and whether all markup is in it."""
    rich = joined(list(rich))
    for is_careful in (False, True):
        written = _written(rich, is_careful)
        if _reads_as(written, rich):
            return written, True
    return _written((Text(plain(rich)),), True), False


def side_by_side(written: Sequence[str]) -> str:
    """Texts of a deck in one. A sign at the end of one makes no markup with a sign of the next."""
    read = [_prose_of(each, Report(TextFile("", each))).rich for each in written]
    parts = [part for rich in read for part in (Text(" "), *rich)]
    return as_prose(tuple(parts[1:]))[0] if len(written) > 1 else "".join(written)


def as_text(words: str) -> str:
    """Writes plain words so that nothing is read as markup or a placeholder. Lines are kept."""
    return as_prose(in_lines(words))[0]


def as_typed(words: str) -> str:
    """Writes a key that learners type, in which only braces have a meaning."""
    return _braces(" ".join(words.split()))


def in_lines(words: str) -> Rich:
    """Plain words, line by line. Blanks that indent a line make it a listing."""
    parts: list[Inline] = []
    end = 0
    for found in _LISTING.finditer(words):
        code = next(filter(None, found.groups()), "")
        parts += [*_lines(words[end : found.start()]), Listing(code.strip("\n"))]
        end = found.end()
    return joined([*parts, *_lines(words[end:])])


def _lines(words: str) -> list[Inline]:
    lines = [" ".join(line.split()) for line in words.split("\n")]
    parts: list[Inline] = [part for line in lines if line for part in (Break(), Text(line))]
    return parts[1:]


# Between fences or <pre>; or a line, often one that opens a block, with indented lines behind it.
_LISTING = re.compile(
    r"```\w*\n(.*?)\n```|<pre>(.*?)</pre>"
    r"|^([^\n]*\S[^\n]*\n(?:(?: {4}|\t)|(?<=[:{(\[]\n)  )[^\n]*(?:\n[^\n]*\S[^\n]*)*)",
    re.DOTALL | re.MULTILINE,
)


def _reads_as(written: str, rich: Rich) -> bool:
    report = Report(TextFile("", written))
    prose = _prose_of(written, report)
    return not (report.problems or prose.holes or prose.gaps) and prose.rich == rich


def _prose_of(written: str, report: Report) -> Prose:
    return parse_prose(Node(written, 0), report)


def _written(rich: Rich, is_careful: bool) -> str:
    return "".join(_node(node, is_careful) for node in rich).strip("\n")


def _node(node: Inline, is_careful: bool) -> str:
    match node:
        case Text(words):
            return _escaped(words, is_careful)
        case Styled(children):
            mark = _MARKS[type(node)]
            return f"{mark}{_written(children, is_careful)}{mark}"
        case Code(words):
            return f"`{_braces(words)}`"
        case Link(children, url):
            return f"[{_written(children, is_careful)}](<{_braces(url)}>)"
        case Break():
            return "\\\n"
        case Blank():
            return "\\_\\_\\_"
        case Listing() | Table() | NewParagraph():
            return f"\n\n{_block(node, is_careful)}\n\n"


def _block(block: Block, is_careful: bool) -> str:
    match block:
        case Listing(words):
            bar = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", words)), 0)
            return f"{bar}\n{words}\n{bar}"
        case Table(rows):
            head, *body = [_row(row, is_careful) for row in rows]
            return "\n".join([head, "|---" * len(rows[0]) + "|", *body])
        case NewParagraph():
            return ""


def _row(cells: tuple[Rich, ...], is_careful: bool) -> str:
    written = (_written(cell, is_careful).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(written)} |"


def _escaped(words: str, is_careful: bool) -> str:
    return in_gap(_SPECIAL.sub(r"\\\1", words) if is_careful else words)


def in_gap(words: str) -> str:
    """What is left open is typed, so that no sign in it is markup."""
    return _braces(words).replace("==", "\\=\\=")


def _braces(words: str) -> str:
    return words.replace("{", "{{").replace("}", "}}")


# A gap keeps its place while a text is converted: as a character of the private plane, which no
# text may hold.
MOST_GAPS = 500
_FIRST = 0xE000
_PLACE = re.compile("[\ue000-\uf8ff]")


def without_places(text: str) -> str:
    return _PLACE.sub("", text)


def with_places(text: str, gap: re.Pattern[str]) -> str:
    numbers = count(_FIRST)
    return gap.sub(lambda _: chr(next(numbers)), without_places(text))


def in_places(written: str, gaps: Sequence[str], after: Sequence[str] = ()) -> str:
    """The written text with its gaps, and what stands behind each."""

    def gap(found: re.Match[str]) -> str:
        number = ord(found[0]) - _FIRST
        return f"=={in_gap(gaps[number])}=={after[number] if after else ''}"

    return _PLACE.sub(gap, written)
