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
from quizgen.quiz import rich
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
        return " ".join(rich.plain(_read(text).nodes).split())

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
_MARKS = {rich.Strong: "**", rich.Emphasis: "*", rich.Subscript: "~", rich.Superscript: "^"}


def as_prose(nodes: rich.Rich) -> tuple[str, bool]:
    """The text, and whether all markup is in it."""
    nodes = rich.joined(list(nodes))
    for is_careful in (False, True):
        written = _written(nodes, is_careful)
        report = Report(TextFile("", written))
        read = _prose_of(written, report)
        if read.rich == nodes and not (report.problems or read.holes or read.gaps):
            return written, True
    return _written((rich.Text(rich.plain(nodes)),), True), False


def side_by_side(written: Sequence[str]) -> str:
    """Texts of a deck in one. A sign at the end of one makes no markup with a sign of the next."""
    read = [_prose_of(each, Report(TextFile("", each))).rich for each in written]
    parts = [part for nodes in read for part in (rich.Text(" "), *nodes)]
    return as_prose(tuple(parts[1:]))[0] if len(written) > 1 else "".join(written)


def as_text(words: str) -> str:
    """Writes plain words so that nothing is read as markup or a placeholder. Lines are kept."""
    return as_prose(in_lines(words))[0]


def as_typed(words: str) -> str:
    """Writes a key that learners type, in which only braces have a meaning."""
    return _braces(" ".join(words.split()))


def in_lines(words: str) -> rich.Rich:
    """Plain words, line by line. Blanks that indent a line make it a listing."""
    parts: list[rich.Inline] = []
    end = 0
    for found in _LISTING.finditer(words):
        code = next(filter(None, found.groups()), "")
        parts += [*_lines(words[end : found.start()]), rich.Listing(code.strip("\n"))]
        end = found.end()
    return rich.joined([*parts, *_lines(words[end:])])


def _lines(words: str) -> list[rich.Inline]:
    lines = [" ".join(line.split()) for line in words.split("\n")]
    parts: list[rich.Inline] = [
        part for line in lines if line for part in (rich.Break(), rich.Text(line))
    ]
    return parts[1:]


# Between fences or <pre>; or a line, often one that opens a block, with indented lines behind it.
_LISTING = re.compile(
    r"```\w*\n(.*?)\n```|<pre>(.*?)</pre>"
    r"|^([^\n]*\S[^\n]*\n(?:(?: {4}|\t)|(?<=[:{(\[]\n)  )[^\n]*(?:\n[^\n]*\S[^\n]*)*)",
    re.DOTALL | re.MULTILINE,
)


def _prose_of(written: str, report: Report) -> Prose:
    return parse_prose(Node(written, 0), report)


def _written(nodes: rich.Rich, is_careful: bool) -> str:
    return "".join(_node(node, is_careful) for node in nodes).strip("\n")


def _node(node: rich.Inline, is_careful: bool) -> str:
    match node:
        case rich.Text(words):
            return in_gap(_SPECIAL.sub(r"\\\1", words) if is_careful else words)
        case rich.Styled(children):
            mark = _MARKS[type(node)]
            return f"{mark}{_written(children, is_careful)}{mark}"
        case rich.Code(words):
            return f"`{_braces(words)}`"
        case rich.Link(children, url):
            return f"[{_written(children, is_careful)}](<{_braces(url)}>)"
        case rich.Break():
            return "\\\n"
        case rich.Blank():
            return "\\_\\_\\_"
        case rich.Listing() | rich.Table() | rich.NewParagraph():
            return f"\n\n{_block(node, is_careful)}\n\n"


def _block(block: rich.Block, is_careful: bool) -> str:
    match block:
        case rich.Listing(words):
            bar = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", words)), 0)
            return f"{bar}\n{words}\n{bar}"
        case rich.Table(rows):
            written = [
                " | ".join(_written(cell, is_careful).replace("|", "\\|") for cell in row)
                for row in rows
            ]
            head, *body = [f"| {row} |" for row in written]
            return "\n".join([head, "|---" * len(rows[0]) + "|", *body])
        case rich.NewParagraph():
            return ""


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
