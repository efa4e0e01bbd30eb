"""Moodle XML, with the pictures that are inside it.

Choices, statements, short answers, numbers, pairs, essays and gaps are read; other types are named.
An entity that the file declares stays as it is written, and what is damaged costs its own question
only.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5

from quizgen.diagnostics import Diagnostic, Location
from quizgen.importers._answers import with_rationale
from quizgen.importers._foreign_file import ForeignFile, Resemblance
from quizgen.importers._foreign_text import Conversion
from quizgen.importers._imported import (
    Imported,
    Value,
    all_lost,
    changed_tags,
    not_kept,
    on_line,
    tags_of,
    unread,
)
from quizgen.importers._moodle_kinds import KINDS, XmlQuestion
from quizgen.importers.gift import subdeck_of

_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*;)")
_OF_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")  # what it says of the encoding is settled
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_POINTS = re.compile(r"\d{1,4}(?:\.\d+)?")


def likeness(file: ForeignFile) -> Resemblance:
    text = file.text.text
    is_moodle = text.lstrip().startswith("<") and re.search(r"<question\s+type\s*=", text)
    return Resemblance.CERTAIN if is_moodle else Resemblance.NONE


def read(file: ForeignFile) -> Iterator[Imported | Diagnostic]:
    from lxml import etree

    text = _ENTITY.sub(_character, _DECLARATION.sub("", file.text.text))
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, huge_tree=True, encoding="utf-8"
    )
    root = etree.fromstring(_REFUSED.sub("", text).encode("utf-8", "replace") or b" ", parser)
    for fault in list(parser.error_log)[:1]:
        where = on_line(file.text, fault.line)
        yield not_kept(where, f"the XML is damaged here: {fault.message}", "look at what follows")
    category = ""
    for element in [] if root is None else root.iter("question"):
        question = XmlQuestion(element)
        if question.type == "category":
            category = subdeck_of(question.words("category/text"))
        else:
            yield from _question(question, category, on_line(file.text, element.sourceline))


def _character(found: re.Match[str]) -> str:
    """HTML has names for many characters, and XML for five."""
    return found[0] if found[1] in _OF_XML else html5.get(found[1], html.escape(found[0]))


def _question(
    question: XmlQuestion, category: str, where: Location
) -> Iterator[Imported | Diagnostic]:
    title = " ".join(question.words("name/text").split())
    if question.type == "description":
        yield not_kept(where, f"“{title}” asks nothing")
        return
    if question.type not in KINDS:
        yield unread(where, f"“{title}” is of the type {question.type}, which is not read")
        return
    texts = Conversion()
    found = KINDS[question.type](question, texts)
    if isinstance(found, str):
        yield unread(where, found)
        return
    written = str(found.keys.pop("stem", "")) or texts.stem(question.text("questiontext"))
    if not written:
        yield unread(where, "the question has no words")
        return
    found = with_rationale(found, texts.prose(question.text("generalfeedback")))
    keys = {"stem": written, **found.keys, **_others(question, category, texts)}
    own_id, picture = question.words("idnumber").strip(), question.attached(texts.picture)
    yield Imported(where, found.kind, keys, own_id, title or written, picture)
    yield from all_lost(where, texts.lost)
    yield from changed_tags(where, question.all_words("tags/tag/text"))


def _others(question: XmlQuestion, category: str, texts: Conversion) -> dict[str, Value]:
    keys: dict[str, Value] = {}
    hints = [texts.prose(hint) for hint in question.texts("hint")]
    if any(hints):
        keys["hint"] = "\\\n".join(filter(None, hints))
    if tags := tags_of(question.all_words("tags/tag/text")):
        keys["tags"] = tags
    if category:
        keys["subdeck"] = category
    points = question.words("defaultgrade").strip()
    if _POINTS.fullmatch(points) and float(points) not in (0, 1):
        keys["points"] = f"{float(points):g}"
    return keys
