"""Moodle's GIFT: questions between blank lines, with their answers in braces.

It follows Moodle's `qformat_gift`: whatever that accepts is read as it reads it, including ids and
tags in comments. The parser is our own, since the libraries on PyPI do not know the places of what
they read and are no longer maintained.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.importers._gift_answers import formatted, split_answers
from quizgen.importers._gift_kinds import response
from quizgen.importers._gift_text import Formatted, as_written, first_unescaped, unescaped
from quizgen.importers._imported import Imported, Value, as_id, changed, not_kept, tags_of

ENDINGS = (".gift", ".txt")

_COMMENT = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
_LABEL = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*)\]")
_CATEGORY = re.compile(r"^[ \t]*\$CATEGORY:(.*)$", re.MULTILINE)
_BLOCK = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.MULTILINE)
_TITLE = re.compile(r"\s*::((?:\\.|(?!::)[^\\])*)::", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _GiftQuestion:
    """A block without its comments, which are as many spaces; `start` is where it begins."""

    file: TextFile
    start: int
    text: str
    id: str
    tags: tuple[str, ...]
    category: str

    def where(self, start: int = 0) -> Location:
        """The first line of the part from an offset into the text on."""
        begins = start + len(self.text[start:]) - len(self.text[start:].lstrip())
        first_line = self.text[begins:].partition("\n")[0].rstrip()
        return Location(self.file, self.start + begins, self.start + begins + len(first_line))


def read(file: TextFile) -> Iterator[Imported | Diagnostic]:
    category = ""
    for block in _BLOCK.finditer(file.text):
        labels = [found for line in _COMMENT.findall(block[0]) for found in _LABEL.findall(line)]
        text = _COMMENT.sub(lambda found: " " * len(found[0]), block[0])
        for found in _CATEGORY.finditer(text):
            category = found[1].strip()
        text = _CATEGORY.sub(lambda found: " " * len(found[0]), text)
        if text.strip():
            yield from _read(_GiftQuestion(file, block.start(), text, *_labelled(labels), category))


def _labelled(labels: list[tuple[str, str]]) -> tuple[str, tuple[str, ...]]:
    """The id and the tags in the comments. Only a bracket is escaped there, and the last id counts,
    as in Moodle."""
    values = [(what, re.sub(r"\\(.)", r"\1", value).strip()) for what, value in labels]
    ids = [value for what, value in values if what == "id"]
    return ids[-1] if ids else "", tuple(value for what, value in values if what == "tag")


def _read(question: _GiftQuestion) -> Iterator[Imported | Diagnostic]:
    title = _TITLE.match(question.text)
    begins = title.end() if title else 0
    opening = first_unescaped("{", question.text, begins)
    closing = first_unescaped("}", question.text, begins)
    if (opening < 0) != (closing < 0):
        brace, missing = ("{", "}") if closing < 0 else ("}", "{")
        where = question.where(max(opening, closing))
        yield not_kept(where, f"this `{brace}` has no `{missing}`", "Moodle cannot read it either")
        return
    if opening < 0:
        yield not_kept(question.where(begins), "a text without answers is not a question")
        return
    another = first_unescaped("{", question.text, opening + 1)
    if another >= 0 or closing < opening:
        hint = "put a blank line between two questions; write a brace that is text as \\{"
        yield not_kept(
            question.where(max(another, opening)), "the question has more than one `{`", hint
        )
        return
    yield from _imported(question, begins, opening, closing)


def _imported(
    question: _GiftQuestion, begins: int, opening: int, closing: int
) -> Iterator[Imported | Diagnostic]:
    text = question.text
    stem = _stem(text[begins:opening], text[closing + 1 :])
    body = split_answers(text[opening + 1 : closing])
    where = question.where(begins)
    if not stem.text.strip():
        yield not_kept(question.where(opening), "the question has no words")
        return
    written, lost = as_written(stem)
    found = response(body, stem.format, lost)
    if isinstance(found, str):
        yield not_kept(question.where(opening), found)
        return
    keys = {"stem": written, **found.keys, **_classified(question)}
    title = _TITLE.match(text)
    name = unescaped(title[1]) if title else ""
    yield Imported(where, found.kind, keys, question.id, name or written)
    if name and question.id:
        lost.append(f"the title “{name.strip()}”")
    for each in dict.fromkeys(lost):
        yield not_kept(where, f"not kept: {each}")
    for tag in question.tags:
        if as_id(tag) != tag:
            yield changed(where, f"the tag “{tag}” is `{as_id(tag)}` here")


def _stem(before: str, after: str) -> Formatted:
    """Where words follow the answers, these stand for a blank among them."""
    stem = formatted(before, "")
    words = f"{stem.text.rstrip()} _____ {after.strip()}" if after.strip() else stem.text
    return Formatted(words.strip(), stem.format)


def _classified(question: _GiftQuestion) -> dict[str, Value]:
    levels = [level.strip() for level in question.category.split("/")]
    kept = [level for level in levels if level and level.lower() not in _PLACES]
    keys: dict[str, Value] = {}
    if question.tags:
        keys["tags"] = tags_of(question.tags)
    if kept:
        keys["subdeck"] = "::".join(kept)
    return keys


# Moodle writes these for the places of its question bank, which say nothing about the question.
_PLACES = frozenset({"$course$", "$system$", "$module$", "$cat1$", "top"})
