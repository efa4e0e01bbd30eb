"""The paragraphs of a saved web page: its article where it has one, without menus and forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.reading.safe_files import Undecodable
from quizgen.source.documents import (
    Document,
    Paragraph,
    fact,
    paragraph,
    quotation,
    with_words,
)
from quizgen.source.source_text import decode_source

_NO_WORDS = """
script style template noscript svg math iframe object canvas audio video head nav aside footer form
button select textarea dialog menu figcaption
"""
_PARTING = """
address article blockquote body center dd details div dl dt fieldset figure header hgroup hr html
li main ol p pre section summary table tbody td tfoot th thead tr ul
"""
_LEFT_OUT = frozenset(_NO_WORDS.split())
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "caption"])
_BLOCKS = _HEADINGS | frozenset(_PARTING.split())
_OPENING = {"br": "\n", "q": "“"}  # a browser adds the marks of a q itself
_MOST_TAGS = 200_000  # the longest pages of an encyclopedia have 50,000
_EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")


def read(content: bytes) -> Document | Undecodable:
    text = decode_source(content)
    if isinstance(text, Undecodable):
        hint = "open it in a browser, save it again as a web page in UTF-8, or copy its text"
        return Undecodable(text.message, hint)
    try:
        return _document(text)
    except _TooManyTagsError:
        hint = "copy the text that is asked about, and save it as plain text, UTF-8 (.txt)"
        return Undecodable(f"the page has more than {_MOST_TAGS:,} elements", hint)


class _TooManyTagsError(Exception):
    pass


def _document(text: str) -> Document:
    """html.parser would take quadratic time on comments that are never closed."""
    from lxml import etree

    page = _WebPage()
    parser = etree.HTMLParser(target=page, encoding="utf-8", no_network=True)
    parser.feed(text.encode())
    parser.close()
    return page.document()


@dataclass(frozen=True, slots=True)
class _Block:
    """`article` counts the articles of the page from 1; 0 is outside of them."""

    paragraph: Paragraph
    article: int
    is_main: bool


class _WebPage:
    """What lxml tells of a page, tag by tag; it closes what the page leaves open."""

    def __init__(self) -> None:
        self.facts: dict[str, str] = {}
        self.title = ""
        self._open: list[tuple[str, bool]] = []  # the tag, and whether what is in it is left out
        self._inside: Counter[str] = Counter()
        self._blocks: list[_Block] = []
        self._words: list[str] = []
        self._articles = self._tags = 0

    def document(self) -> Document:
        """Pages say in several ways what they are; the best one is asked first."""
        url = self._fact("canonical", "og:url")
        return Document(
            with_words(self._of_article()),
            title=self._fact("og:title", "dc.title", "citation_title") or fact(self.title),
            author=self._fact("author", "article:author", "dc.creator", "citation_author"),
            publisher=self._fact("og:site_name", "dc.publisher", "citation_publisher"),
            url=url if url.startswith(("https://", "http://")) else "",
            rights=self._fact("copyright", "dcterms.rights", "dc.rights"),
        )

    def _fact(self, *names: str) -> str:
        return next((fact(self.facts[name]) for name in names if self.facts.get(name)), "")

    def _of_article(self) -> list[Paragraph]:
        """The text of the only article, of the main part, or of the page."""
        in_article = [block for block in self._blocks if block.article]
        in_main = [block for block in self._blocks if block.is_main]
        chosen = (in_article if self._articles == 1 else []) or in_main or self._blocks
        return [block.paragraph for block in chosen]

    def end_block(self) -> None:
        """An empty line parts paragraphs on old pages."""
        article = self._articles if self._inside["article"] else 0
        is_heading = any(self._inside[tag] for tag in _HEADINGS)
        for text in _EMPTY_LINE.split("".join(self._words)):
            shown = quotation(text) if self._inside["blockquote"] else text
            words = paragraph(shown, is_heading=is_heading)
            self._blocks.append(_Block(words, article, self._inside["main"] > 0))
        self._words = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._tags += 1
        if self._tags > _MOST_TAGS:
            raise _TooManyTagsError
        self._note_fact(tag, attributes)
        if tag in _BLOCKS:
            self.end_block()
        self._articles += tag == "article"
        self._inside[tag] += 1
        is_note_mark = self._inside["sup"] and attributes.get("href", "").startswith("#")
        is_left_out = self._is_left_out or is_note_mark or _is_hidden(tag, attributes)
        self._open.append((tag, is_left_out))
        if not self._is_left_out:
            self._words.append(_OPENING.get(tag, ""))

    def end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_block()
        if tag == "q" and not self._is_left_out:
            self._words.append("”")
        self._open.pop()
        self._inside[tag] -= 1

    def data(self, data: str) -> None:
        if self._inside["title"] and not self._inside["svg"]:
            self.title += data
        elif not self._is_left_out:
            self._words.append(data if self._inside["pre"] else data.replace("\n", " "))

    def close(self) -> None:
        self.end_block()

    @property
    def _is_left_out(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _note_fact(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "meta":
            name = attributes.get("property") or attributes.get("name") or ""
            self.facts.setdefault(name.lower(), attributes.get("content", ""))
        if tag == "link" and attributes.get("rel", "").lower() == "canonical":
            self.facts.setdefault("canonical", attributes.get("href", ""))


def _is_hidden(tag: str, attributes: Mapping[str, str]) -> bool:
    """A raised link within the page is the mark of a note."""
    style = attributes.get("style", "").replace(" ", "").lower()
    is_note = tag == "sup" and "reference" in attributes.get("class", "").split()
    return (
        tag in _LEFT_OUT
        or is_note
        or "hidden" in attributes
        or "display:none" in style
        or (tag == "a" and attributes.get("role") == "doc-noteref")
    )
