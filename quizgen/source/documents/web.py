"""The paragraphs of a saved web page: its article where it has one, without menus and forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from quizgen.reading.decoding import Undecodable
from quizgen.source.documents.original import Document, Paragraph, fact, paragraph, with_words
from quizgen.source.text import decode_source

_NO_WORDS = """
script style template noscript svg math iframe object canvas audio video head nav aside footer form
button select textarea dialog menu figcaption
"""
_PARTING = """
address article blockquote body center dd details div dl dt fieldset figure header hgroup hr html
li main ol p pre section summary table tbody td tfoot th thead tr ul
"""
_EMPTY = """
area base br col embed hr img input link meta source track wbr
"""
_LEFT_OUT = frozenset(_NO_WORDS.split())
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "caption"])
_BLOCKS = _HEADINGS | frozenset(_PARTING.split())
_VOID = frozenset(_EMPTY.split())
_CLOSED_BY_ITSELF = ("p", "li", "dt", "dd", "tr", "td", "th", "option")
_DEEPEST = 200  # a page that nests deeper is no page

_EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")


def read(content: bytes) -> Document | Undecodable:
    text = decode_source(content)
    if isinstance(text, Undecodable):
        hint = "open it in a browser, save it again as a web page in UTF-8, or copy its text"
        return Undecodable(text.message, hint)
    page = _Page()
    page.feed(text)
    page.close()
    page.end_block()
    return page.document()


@dataclass(frozen=True, slots=True)
class _Block:
    """`article` counts the articles of the page from 1; 0 is outside of them."""

    paragraph: Paragraph
    article: int
    is_main: bool


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.facts: dict[str, str] = {}
        self.title = ""
        self._open: list[tuple[str, bool]] = []  # the tag, and whether what is in it is left out
        self._blocks: list[_Block] = []
        self._words: list[str] = []
        self._articles = 0

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
        tags = {tag for tag, _ in self._open}
        article = self._articles if "article" in tags else 0
        for text in _EMPTY_LINE.split("".join(self._words)):
            words = paragraph(text, is_heading=not tags.isdisjoint(_HEADINGS))
            self._blocks.append(_Block(words, article, "main" in tags))
        self._words = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._note_fact(tag, attributes)
        if tag in _BLOCKS:
            self.end_block()
        if tag == "br" and not self._is_left_out:
            self._words.append("\n")
        if tag == "q" and not self._is_left_out:
            self._words.append("“")
        if tag in _CLOSED_BY_ITSELF and self._open[-1:] and self._open[-1][0] == tag:
            self._open.pop()
        self._articles += tag == "article"
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append((tag, self._is_left_out or _is_hidden(tag, attributes)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_block()
        if tag == "q" and not self._is_left_out:
            self._words.append("”")
        tags = [each for each, _ in self._open]
        if tag in tags:
            del self._open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open[-2:]]
        if tags[-1:] == ["title"] and "svg" not in tags:
            self.title += data
        elif not self._is_left_out:
            is_verse = any(tag == "pre" for tag, _ in self._open)
            self._words.append(data if is_verse else data.replace("\n", " "))

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
