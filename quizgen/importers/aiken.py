"""Aiken: a question, its options with letters, and `ANSWER: B`.

Files like it are read as well: with numbers before the questions, several letters, `*` before the
right option, and a line of feedback.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizgen.diagnostics import Diagnostic, Location
from quizgen.importers import _kinds
from quizgen.importers._foreign_text import Conversion, Formatted, as_text
from quizgen.importers._imported import ForeignFile, Imported, Resemblance, on_line
from quizgen.importers._kinds import ForeignAnswer, KindAndKeys
from quizgen.importers._table_row import KeyCell, KeyNaming, right_options

_OPTION = re.compile(r"(\*?)\s*\(?([A-Za-z])[).]\s*(\S.*)")
_ANSWER = re.compile(r"(?:correct\s+)?(?:answers?|ans|key)\s*[:=]\s*(.+)", re.IGNORECASE)
_FEEDBACK = re.compile(r"(?:feedback|explanation|rationale)\s*[:=]\s*(.+)", re.IGNORECASE)
_NUMBER = re.compile(r"(?:question\s+)?\d{1,4}\s*[.):]\s+", re.IGNORECASE)


@dataclass(slots=True)
class _LetteredQuestion:
    """A question while its lines are read; `where` is its first line."""

    where: Location
    words: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    starred: list[int] = field(default_factory=list)
    answer: str = ""
    feedback: list[str] = field(default_factory=list)


def likeness(file: ForeignFile) -> Resemblance:
    lines = [line.strip() for line in file.text.text.split("\n")]
    options = sum(bool(_OPTION.match(line)) for line in lines)
    answers = sum(bool(_ANSWER.match(line)) for line in lines)
    if answers and options > answers:
        return Resemblance.CERTAIN
    starred = sum(line.startswith("*") and bool(_OPTION.match(line)) for line in lines)
    return Resemblance.SLIGHT if 0 < starred < options else Resemblance.NONE


def read(file: ForeignFile) -> Iterator[Imported | Diagnostic]:
    question: _LetteredQuestion | None = None
    is_apart = False  # by a blank line
    for number, line in enumerate(map(str.strip, file.text.text.split("\n")), 1):
        if not line:
            is_apart = True
            continue
        if question is None or _begins_another(question, line, is_apart=is_apart):
            if question is not None:
                yield from _made(question)
            question = _LetteredQuestion(on_line(file.text, number))
        _take(question, line)
        is_apart = False
    if question is not None:
        yield from _made(question)


def _begins_another(question: _LetteredQuestion, line: str, *, is_apart: bool) -> bool:
    """Words below the answer, or below options where a number or a blank line is before them."""
    if _ANSWER.match(line) or _FEEDBACK.match(line):
        return False
    if _OPTION.match(line):
        return bool(question.answer)
    is_new = is_apart or bool(_NUMBER.match(line))
    return bool(question.answer or (question.options and is_new))


def _take(question: _LetteredQuestion, line: str) -> None:
    if found := _ANSWER.match(line):
        question.answer = found[1].strip()
    elif found := _FEEDBACK.match(line):
        question.feedback.append(found[1].strip())
    elif question.words and (found := _OPTION.match(line)):
        if found[1]:
            question.starred.append(len(question.options))
        question.options.append(found[3].strip())
    elif question.options:  # an option goes on in the next line
        question.options[-1] += f" {line}"
    else:
        question.words.append(line)


def _made(question: _LetteredQuestion) -> Iterator[Imported | Diagnostic]:
    return _kinds.as_question(
        question.where,
        _response(question),
        Conversion(),
        stem=as_text(_NUMBER.sub("", "\n".join(question.words), count=1)),
        rationale=as_text(" ".join(question.feedback)),
    )


def _response(question: _LetteredQuestion) -> KindAndKeys | str:
    right = question.starred
    if question.answer:
        cell = KeyCell(question.answer, tuple(question.options))
        right = [*right_options(cell, KeyNaming.LETTER)]
    answers = [
        ForeignAnswer("=" if at in right else "~", Formatted(option, "plain"))
        for at, option in enumerate(question.options)
    ]
    truth = _kinds.offered_truth(answers)
    if not answers:
        truth = _kinds.ENGLISH_TRUTHS.get(question.answer.strip(" .").lower())
    if truth is not None:
        return KindAndKeys("truefalse", {"key": truth})
    return (
        _kinds.choice(answers, Conversion())
        if len(right) == 1
        else _kinds.several(answers, Conversion())
    )
