"""Moodle's GIFT: questions between blank lines, with their answers in braces.

It follows Moodle's `qformat_gift`: whatever that accepts is read as it reads it, including ids and
tags in comments. The parser is our own, since the libraries on PyPI do not know the places of what
they read and are no longer maintained.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.importers import _kinds
from quizgen.importers._foreign_text import Conversion, Formatted
from quizgen.importers._imported import ForeignFile, Imported, Resemblance, not_kept, unread
from quizgen.importers._kinds import ForeignAnswer, KindAndKeys

_COMMENT = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
_LABEL = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*)\]")
_CATEGORY = re.compile(r"^[ \t]*\$CATEGORY:(.*)$", re.MULTILINE)
_BLOCK = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.MULTILINE)
_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
_ANSWERS = re.compile(r"(?<!\{)\{\s*(?:[=~#]|(?:T|F|TRUE|FALSE)\s*[#}])")
_PERHAPS = re.compile(r"(?<!\{)\{(?:[^{}\n]*[=~]|\s*\}\s*$)", re.MULTILINE)
_ENDS = re.compile(r"\}[ \t]*\n|\n(?=\s*::)")
_BRACED = re.compile(r"\{[^{}]*\}")
_BLANK_LINE = re.compile(r"\n(?=[ \t]*\n)")
_ANSWER = re.compile(r"([=~])([^=~]*)")
_WEIGHT = re.compile(r"\s*%(-?\d+(?:[.,]\d+)?)%")
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_ARROW = "->"
_LEFT_OPEN = "_____"

# An escaped sign is two characters of the private plane, so that it never looks like a sign, and
# every place in the text stays what it was.
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = re.compile("\ue000([\ue100-\ue17f])")
_SIGNS = "~=#{}:\\n"


def _guarded(text: str) -> str:
    return _ESCAPE.sub(
        lambda found: f"\ue000{chr(0xE100 + ord(found[1]))}" if found[1] in _SIGNS else found[0],
        text,
    )


def _sign(found: re.Match[str]) -> str:
    return chr(ord(found[1]) - 0xE100)


def _unescaped(text: str) -> str:
    r"""Replaces `\~ \= \# \{ \} \: \\` by the character itself, and `\n` by a line break."""
    return _ESCAPED.sub(lambda found: "\n" if _sign(found) == "n" else _sign(found), text)


def _as_written(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"\\{_sign(found)}", text)


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
    text = _guarded(_COMMENT.sub("", file.text.text))
    if _ANSWERS.search(text):
        return Resemblance.CERTAIN
    if _PERHAPS.search(text):
        return Resemblance.STRONG
    return Resemblance.SLIGHT if file.ending == "gift" else Resemblance.NONE


def read(file: ForeignFile) -> Iterator[Imported | Diagnostic]:
    category = ""
    for start, block in _blocks(_guarded(file.text.text)):
        comments = map(_as_written, _COMMENT.findall(block))
        labels = [found for line in comments for found in _LABEL.findall(line)]
        text = _COMMENT.sub(_spaces, block)
        for found in _CATEGORY.finditer(text):
            category = _as_written(found[1].strip())
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
    opening, closing = (question.text.find(brace, begins) for brace in "{}")
    if (opening < 0) != (closing < 0):
        brace, missing = ("{", "}") if closing < 0 else ("}", "{")
        where = question.where(max(opening, closing))
        yield unread(where, f"this `{brace}` has no `{missing}`", "Moodle cannot read it either")
        return
    if opening < 0:
        yield not_kept(question.where(begins), "a text without answers is not a question")
        return
    another = question.text.find("{", opening + 1)
    if another >= 0 or closing < opening:
        hint = "put a blank line between two questions; write a brace that is text as \\{"
        where = question.where(max(another, opening))
        yield unread(where, "a question has more than one `{`", hint)
        return
    name = " ".join(_unescaped(title[1]).split()) if title else ""
    yield from _imported(question, name, begins, opening, closing)


def _imported(
    question: _GiftQuestion, name: str, begins: int, opening: int, closing: int
) -> Iterator[Imported | Diagnostic]:
    text, texts = question.text, Conversion()
    stem = _stem(text[begins:opening], text[closing + 1 :])
    written = texts.stem(stem)
    found = (
        _response(text[opening + 1 : closing], stem.format, texts) if written else _kinds.WORDLESS
    )
    if name and question.id:
        texts.lost.append(f"the title “{name}”")
    yield from _kinds.as_question(
        question.where(opening if isinstance(found, str) else begins),
        found,
        texts,
        stem=written,
        tags=question.tags,
        subdeck=subdeck_of(question.category),
        id=question.id,
        title=name,
    )


def _stem(before: str, after: str) -> Formatted:
    """Where words follow the answers, these stand for a blank among them, with a space on the sides
    where a word is next to it."""
    if not after.strip():
        return _formatted(before, "")
    left = " " if re.search(r"[\w.,:;!?]$", _unescaped(before)) else ""
    right = " " if re.match(r"\w", after) else ""
    return _formatted(f"{before}{left}{_LEFT_OPEN}{right}{after}", "")


def subdeck_of(category: str) -> str:
    levels = [level.strip() for level in category.split("/")]
    return "::".join(level for level in levels if level and level.lower() not in _PLACES)


# Moodle writes these for the places of its question bank, which say nothing about the question.
_PLACES = frozenset({"$course$", "$system$", "$module$", "$cat1$", "top"})


# --- What is between the braces --------------------------------------------------------


def _response(body: str, form: str, texts: Conversion) -> KindAndKeys | str:
    """The kind and its keys, or why there is none. Behind #### is the feedback whatever the
    answer."""
    answers, _, general = body.strip().partition("####")
    rationale = texts.prose(_formatted(general, form))
    is_numeric = answers.startswith("#")
    found = split_answers(answers[is_numeric:], form)
    if not found:
        return _kinds.essay(rationale)
    made = _kinds.numeric(found, texts) if is_numeric else _by_signs(found, texts)
    return made if isinstance(made, str) else _kinds.with_rationale(made, rationale)


def split_answers(written: str, form: str) -> tuple[ForeignAnswer, ...]:
    """The answers that say something, also one before the first sign."""
    text = _guarded(written)
    first = re.match("[^=~]*", text)
    parts = [("", first[0] if first else ""), *_ANSWER.findall(text)]
    found = (_answer(sign, part, form) for sign, part in parts)
    return tuple(each for each in found if each.sign or each.text.text or each.feedback.text)


def _answer(sign: str, written: str, form: str) -> ForeignAnswer:
    text, _, feedback = written.partition("#")
    feedback, _, praise = (feedback, "", "") if sign else feedback.partition("#")
    weight = _WEIGHT.match(text)
    value = float(weight[1].replace(",", ".")) if weight else None
    texts = (text[weight.end() :] if weight else text, feedback, praise)
    answer, why, rationale = (_formatted(each, form) for each in texts)
    return ForeignAnswer(sign=sign, text=answer, weight=value, feedback=why, praise=rationale)


def _formatted(text: str, otherwise: str) -> Formatted:
    """The text without escapes, and its format, which it may say at its beginning."""
    found = _FORMAT.match(text)
    form, bare = (found[1].lower(), text[found.end() :]) if found else (otherwise, text)
    return Formatted(_unescaped(bare.strip()), form)


def _by_signs(answers: Sequence[ForeignAnswer], texts: Conversion) -> KindAndKeys | str:
    first = answers[0]
    if len(answers) == 1 and not first.sign:
        return _alone(first, texts)
    if not all(answer.sign for answer in answers):
        return f"“{first.text.text}” comes before the first answer; an answer begins with = or ~"
    if all(answer.sign == "=" and _ARROW in answer.text.text for answer in answers):
        return _kinds.matching((_sides(answer.text) for answer in answers), texts)
    if any(answer.sign == "~" for answer in answers):
        return _kinds.choice(answers, texts)
    return _kinds.short(answers, texts)


def _alone(answer: ForeignAnswer, texts: Conversion) -> KindAndKeys | str:
    """T, F, or a short answer without a sign, as Moodle reads it. The feedback of a statement is
    first that of the wrong answer, then that of the right one."""
    truth = _kinds.ENGLISH_TRUTHS.get(answer.text.text.lower())
    if truth is None:
        return _kinds.short((replace(answer, sign="="),), texts)
    return _kinds.true_or_false(truth, answer, texts)


def _sides(pair: Formatted) -> tuple[Formatted, Formatted]:
    """Moodle knows no format of the right-hand side."""
    left, _, right = pair.text.partition(_ARROW)
    return Formatted(left, pair.format), Formatted(right, "plain")
