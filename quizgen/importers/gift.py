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
from quizgen.importers._foreign_file import ForeignFile, Resemblance
from quizgen.importers._foreign_text import Conversion, Formatted
from quizgen.importers._gift_body import (
    first_unescaped,
    formatted,
    response,
    split_answers,
    unescaped,
)
from quizgen.importers._imported import (
    Imported,
    Value,
    all_lost,
    changed_tags,
    not_kept,
    tags_of,
    unread,
)

_COMMENT = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
_LABEL = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*)\]")
_CATEGORY = re.compile(r"^[ \t]*\$CATEGORY:(.*)$", re.MULTILINE)
_BLOCK = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.MULTILINE)
_TITLE = re.compile(r"\s*::((?:\\.|(?!::)[^\\])*)::", re.DOTALL)
_ANSWERS = re.compile(r"(?<![\\{])\{\s*(?:[=~#]|(?:T|F|TRUE|FALSE)\s*[#}])")
_PERHAPS = re.compile(r"(?<![\\{])\{(?:[^{}\n]*[=~]|\s*\}\s*$)", re.MULTILINE)
_ENDS = re.compile(r"(?<!\\)\}[ \t]*\n|\n(?=\s*::)")
_BRACED = re.compile(r"(?<!\\)\{(?:\\.|[^{}\\])*\}", re.DOTALL)
_BLANK_LINE = re.compile(r"\n(?=[ \t]*\n)")
_LEFT_OPEN = "_____"


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


def likeness(file: ForeignFile) -> Resemblance:
    text = _COMMENT.sub("", file.text.text)
    if _ANSWERS.search(text):
        return Resemblance.CERTAIN
    if _PERHAPS.search(text):
        return Resemblance.STRONG
    return Resemblance.SLIGHT if file.ending == "gift" else Resemblance.NONE


def read(file: ForeignFile) -> Iterator[Imported | Diagnostic]:
    category = ""
    for start, block in _blocks(file.text.text):
        labels = [found for line in _COMMENT.findall(block) for found in _LABEL.findall(line)]
        text = _COMMENT.sub(_spaces, block)
        for found in _CATEGORY.finditer(text):
            category = found[1].strip()
        text = _CATEGORY.sub(_spaces, text)
        if text.strip():
            yield from _read(_GiftQuestion(file.text, start, text, *_labelled(labels), category))


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """The parts between blank lines, but for blank lines among answers. Where the blank line was
    forgotten, another question begins with its title, or below a line that ends with the answers,
    if there are more to come."""
    text = _BRACED.sub(lambda found: _BLANK_LINE.sub(" ", found[0]), text)
    for block in _BLOCK.finditer(text):
        bare = _COMMENT.sub(_spaces, block[0])
        start, last = 0, bare.rfind("{")
        for end in _ENDS.finditer(bare):
            if end.end() <= last and bare[start : end.end()].strip():
                yield block.start() + start, block[0][start : end.end()]
                start = end.end()
        yield block.start() + start, block[0][start:]


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found[0])


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
        yield unread(where, f"this `{brace}` has no `{missing}`", "Moodle cannot read it either")
        return
    if opening < 0:
        yield not_kept(question.where(begins), "a text without answers is not a question")
        return
    another = first_unescaped("{", question.text, opening + 1)
    if another >= 0 or closing < opening:
        hint = "put a blank line between two questions; write a brace that is text as \\{"
        yield unread(
            question.where(max(another, opening)), "a question has more than one `{`", hint
        )
        return
    yield from _imported(question, begins, opening, closing)


def _imported(
    question: _GiftQuestion, begins: int, opening: int, closing: int
) -> Iterator[Imported | Diagnostic]:
    text, texts = question.text, Conversion()
    stem = _stem(text[begins:opening], text[closing + 1 :])
    where = question.where(begins)
    written = texts.stem(stem)
    if not written:
        yield unread(question.where(opening), "the question has no words")
        return
    found = response(split_answers(text[opening + 1 : closing], stem.format), texts)
    if isinstance(found, str):
        yield unread(question.where(opening), found)
        return
    keys = {"stem": written, **found.keys, **_classified(question)}
    title = _TITLE.match(text)
    name = " ".join(unescaped(title[1]).split()) if title else ""
    yield Imported(where, found.kind, keys, question.id, name or written, texts.picture)
    if name and question.id:
        texts.lost.append(f"the title “{name}”")
    yield from all_lost(where, texts.lost)
    yield from changed_tags(where, question.tags)


def _stem(before: str, after: str) -> Formatted:
    """Where words follow the answers, these stand for a blank among them, with a space on the sides
    where a word is next to it."""
    if not after.strip():
        return formatted(before, "")
    left = " " if re.search(r"[\w.,:;!?]$", before) else ""
    right = " " if re.match(r"\w", after) else ""
    return formatted(f"{before}{left}{_LEFT_OPEN}{right}{after}", "")


def _classified(question: _GiftQuestion) -> dict[str, Value]:
    keys: dict[str, Value] = {}
    if question.tags:
        keys["tags"] = tags_of(question.tags)
    if subdeck := subdeck_of(question.category):
        keys["subdeck"] = subdeck
    return keys


def subdeck_of(category: str) -> str:
    levels = [level.strip() for level in category.split("/")]
    return "::".join(level for level in levels if level and level.lower() not in _PLACES)


# Moodle writes these for the places of its question bank, which say nothing about the question.
_PLACES = frozenset({"$course$", "$system$", "$module$", "$cat1$", "top"})
