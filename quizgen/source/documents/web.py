"""The paragraphs of a saved web page: its article where it has one, without menus and forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from quizgen.reading.safe_files import Undecodable
from quizgen.source.documents import Document, Paragraph, fact, paragraph, quotation
from quizgen.source.source_text import decode_source

_NO_WORDS = """
title script style template noscript svg math iframe object canvas audio video head nav aside
footer form button select textarea dialog menu figcaption
"""
_PARTING = """
address article blockquote body center dd details div dl dt fieldset figure header hgroup hr html
li main ol p pre section summary table tbody td tfoot th thead tr ul
"""
_LEFT_OUT = frozenset(_NO_WORDS.split())
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "caption"])
_BLOCKS = _HEADINGS | frozenset(_PARTING.split())
_OPENING = {"br": "\n", "q": "“"}  # a browser adds the marks of a q itself
_CLOSING = {"q": "”"}
_MOST_TAGS = 200_000  # the longest pages of an encyclopedia have 50,000
_EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")


def read(content: bytes) -> Document | Undecodable:
    text = decode_source(content)
    if isinstance(text, Undecodable):
        hint = "open it in a browser, save it again as a web page in UTF-8, or copy its text"
        return Undecodable(text.message, hint)
    if len(re.findall("<[a-zA-Z]", text)) > _MOST_TAGS:
        hint = "copy the text that is asked about, and save it as plain text, UTF-8 (.txt)"
        return Undecodable(f"the page has more than {_MOST_TAGS:,} elements", hint)
    return _document(text)


def _document(text: str) -> Document:
    """html.parser would take quadratic time on comments that are never closed. Pages say in several
    ways what they are; the best one is asked first."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    page = etree.fromstring(text.encode(), parser) if text.strip() else None
    if page is None:
        return Document(())
    facts = _facts(page)

    def said(*names: str) -> str:
        return next((fact(facts[name]) for name in names if facts.get(name)), "")

    url = said("canonical", "og:url")
    title = "".join(page.xpath("//title[not(ancestor::svg)]//text()"))
    return Document(
        tuple(_paragraphs(page)),
        title=said("og:title", "dc.title", "citation_title") or fact(title),
        author=said("author", "article:author", "dc.creator", "citation_author"),
        publisher=said("og:site_name", "dc.publisher", "citation_publisher"),
        url=url if url.startswith(("https://", "http://")) else "",
        rights=said("copyright", "dcterms.rights", "dc.rights"),
    )


def _facts(page: Any) -> dict[str, str]:
    """The first value of each name."""
    found: dict[str, str] = {}
    for each in page.iter("meta", "link"):
        name = each.get("property") or each.get("name") or ""
        if each.tag == "meta":
            found.setdefault(name.lower(), each.get("content", ""))
        elif each.get("rel", "").lower() == "canonical":
            found.setdefault("canonical", each.get("href", ""))
    return found


def _paragraphs(page: Any) -> Iterator[Paragraph]:
    """The paragraphs of the only article, of the main part, or of the page."""
    articles = page.xpath("//article")
    parts = articles if len(articles) == 1 else page.xpath("//main[not(ancestor::main)]")
    for part in parts or [page]:
        yield from _of_part(part)


def _of_part(part: Any) -> Iterator[Paragraph]:
    from lxml import etree

    words: list[str] = []
    inside = Counter[str](each.tag for each in part.iterancestors())
    if any(_is_left_out(each, inside) for each in part.iterancestors()):
        return
    depth = 0  # of what is left out
    for event, each in etree.iterwalk(part, events=("start", "end")):
        if each.tag in _BLOCKS:
            yield from _block("".join(words), inside)
            words = []
        if event == "start":
            inside[each.tag] += 1
            depth += bool(depth or _is_left_out(each, inside))
            said = [_OPENING.get(each.tag, ""), _text(each.text, inside)]
            words += [] if depth else said
        else:
            words += [] if depth else [_CLOSING.get(each.tag, "")]
            depth -= bool(depth)
            inside[each.tag] -= 1
            words += [] if depth else [_text(each.tail, inside)]


def _text(text: str | None, inside: Counter[str]) -> str:
    return (text or "") if inside["pre"] else (text or "").replace("\n", " ")


def _block(words: str, inside: Counter[str]) -> Iterator[Paragraph]:
    """An empty line parts paragraphs on old pages."""
    is_heading = any(inside[tag] for tag in _HEADINGS)
    for text in _EMPTY_LINE.split(words):
        shown = quotation(text) if inside["blockquote"] else text
        yield paragraph(shown, is_heading=is_heading)


def _is_left_out(element: Any, inside: Counter[str]) -> bool:
    """A raised link within the page is the mark of a note."""
    tag, style = element.tag, element.get("style", "").replace(" ", "").lower()
    return (
        tag in _LEFT_OUT
        or (tag == "sup" and "reference" in element.get("class", "").split())
        or (inside["sup"] > 0 and element.get("href", "").startswith("#"))
        or "hidden" in element.attrib
        or "display:none" in style
        or (tag == "a" and element.get("role") == "doc-noteref")
    )
