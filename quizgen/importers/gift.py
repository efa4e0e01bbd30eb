"""Moodle's GIFT: questions between blank lines, with their answers in braces.

It follows Moodle's `qformat_gift`: whatever that accepts is read as it reads it, including ids and
tags in comments. The parser is our own, since the libraries on PyPI do not know the places of what
they read and are no longer maintained.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.importers._answers import (
    ENGLISH_TRUTHS,
    ForeignAnswer,
    KindAndKeys,
    choice,
    essay,
    matching,
    numeric,
    short,
    true_or_false,
    with_rationale,
)
from quizgen.importers._foreign_file import ForeignFile, Resemblance
from quizgen.importers._foreign_text import Conversion, Formatted
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


# An escaped character is one piece with its backslash, so that it never looks like a sign.
_PIECE = re.compile(r"\\.|[^\\]", re.DOTALL)
_WEIGHT = re.compile(r"\s*%(-?\d+(?:[.,]\d+)?)%")
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([~=#{}:\\n])")
_ARROW = "->"


@dataclass(frozen=True, slots=True)
class GiftBody:
    """`general` is the feedback whatever the answer."""

    answers: tuple[ForeignAnswer, ...]
    general: Formatted
    is_numeric: bool


def unescaped(text: str) -> str:
    r"""Replaces `\~ \= \# \{ \} \: \\` by the character itself, and `\n` by a line break."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[1], text)


def first_unescaped(wanted: str, text: str, start: int = 0) -> int:
    """The first place of the character without a backslash before it; -1 if there is none."""
    for found in re.finditer(r"\\.|[^\\]", text[start:], re.DOTALL):
        if found[0] == wanted:
            return start + found.start()
    return -1


def formatted(text: str, otherwise: str) -> Formatted:
    """The text without escapes, and its format, which it may say at its beginning."""
    found = _FORMAT.match(text)
    form, bare = (found[1].lower(), text[found.end() :]) if found else (otherwise, text)
    return Formatted(unescaped(bare.strip()), form)


def split_answers(body: str, form: str) -> GiftBody:
    answers, general = _split(_PIECE.findall(body.strip()), "####")
    is_numeric = answers[:1] == ["#"]
    parts: list[list[str]] = [[""]]
    for piece in answers[is_numeric:]:
        if piece in ("=", "~"):
            parts.append([piece])
        else:
            parts[-1].append(piece)
    found = (_answer(part[0], part[1:], form) for part in parts)
    kept = tuple(each for each in found if each.sign or each.text.text or each.feedback.text)
    return GiftBody(kept, formatted("".join(general), form), is_numeric)


def _answer(sign: str, pieces: list[str], form: str) -> ForeignAnswer:
    text, feedback = _split(pieces, "#")
    feedback, praise = (feedback, []) if sign else _split(feedback, "#")
    words = "".join(text)
    weight = _WEIGHT.match(words)
    value = float(weight[1].replace(",", ".")) if weight else None
    texts = (words[weight.end() :] if weight else words, "".join(feedback), "".join(praise))
    answer, why, rationale = (formatted(each, form) for each in texts)
    return ForeignAnswer(sign, answer, value, why, rationale)


def _split(pieces: list[str], mark: str) -> tuple[list[str], list[str]]:
    """The pieces before and after the mark. An escaped sign is one piece, and never a mark."""
    size = len(mark)
    for start in range(len(pieces) - size + 1):
        if "".join(pieces[start : start + size]) == mark and all(
            len(piece) == 1 for piece in pieces[start : start + size]
        ):
            return pieces[:start], pieces[start + size :]
    return pieces, []


def response(body: GiftBody, texts: Conversion) -> KindAndKeys | str:
    """The kind and its keys, or why there is none."""
    general = texts.prose(body.general)
    if not body.answers:
        return essay(general)
    found = _response(body.answers, texts, is_numeric=body.is_numeric)
    return found if isinstance(found, str) else with_rationale(found, general)


def _response(
    answers: tuple[ForeignAnswer, ...], texts: Conversion, *, is_numeric: bool
) -> KindAndKeys | str:
    if is_numeric:
        return numeric(answers, texts)
    first = answers[0]
    if len(answers) == 1 and not first.sign:
        return _alone(first, texts)
    if not all(answer.sign for answer in answers):
        return f"“{first.text.text}” comes before the first answer; an answer begins with = or ~"
    if all(answer.sign == "=" and _ARROW in answer.text.text for answer in answers):
        return matching((_sides(answer.text) for answer in answers), texts)
    if any(answer.sign == "~" for answer in answers):
        return choice(answers, texts)
    return short(answers, texts)


def _alone(answer: ForeignAnswer, texts: Conversion) -> KindAndKeys | str:
    """T, F, or a short answer without a sign, as Moodle reads it. The feedback of a statement is
    first that of the wrong answer, then that of the right one."""
    truth = ENGLISH_TRUTHS.get(answer.text.text.lower())
    if truth is None:
        return short((replace(answer, sign="="),), texts)
    return true_or_false(truth, answer, texts)


def _sides(pair: Formatted) -> tuple[Formatted, Formatted]:
    """Moodle knows no format of the right-hand side."""
    left, _, right = pair.text.partition(_ARROW)
    return Formatted(left, pair.format), Formatted(right, "plain")
