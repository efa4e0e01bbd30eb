"""Turns the texts of another program into those of a deck, and notes what they lose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from quizgen.deck.markup import parse_markdown
from quizgen.importers._foreign_html import HAS_MARKUP, ForeignText, rich_of, tree
from quizgen.importers._imported import ForeignPicture
from quizgen.importers._prose import as_prose, as_typed, in_lines
from quizgen.quiz.rich import plain
from quizgen.reading.characters import REPLACEMENT, without_refused

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
        return " ".join(plain(_read(text).rich).split())

    @property
    def picture(self) -> ForeignPicture | None:
        return self.pictures[0] if self.pictures else None

    def _written(self, read: ForeignText) -> str:
        self.lost.extend(read.lost)
        if not read.rich:
            return ""
        written, is_whole = as_prose(read.rich)
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
