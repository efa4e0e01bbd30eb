"""Aiken: a question, its options with letters, and `ANSWER: B`.

Files like it are read as well: with numbers before the questions, several letters, `*` before the
right option, and a line of feedback.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizgen.diagnostics import Diagnostic, Location
from quizgen.importers._foreign_file import ForeignFile, Resemblance
from quizgen.importers._imported import Imported, Value, on_line, unread
from quizgen.importers._option_keys import KeyCell, KeyNaming, right_options
from quizgen.importers._prose import as_text

_OPTION = re.compile(r"\s*(\*?)\s*\(?([A-Za-z])[).]\s*(\S.*)")
_ANSWER = re.compile(r"\s*(?:correct\s+)?(?:answers?|ans|key)\s*[:=]\s*(.+)", re.IGNORECASE)
_FEEDBACK = re.compile(r"\s*(?:feedback|explanation|rationale)\s*[:=]\s*(.+)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(?:question\s+)?\d{1,4}\s*[.):]\s+", re.IGNORECASE)
_TRUTHS = {"true": True, "t": True, "false": False, "f": False}


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
    lines = file.text.text.split("\n")
    options = sum(bool(_OPTION.match(line)) for line in lines)
    answers = sum(bool(_ANSWER.match(line)) for line in lines)
    return Resemblance.CERTAIN if answers and options > answers else Resemblance.NONE


def read(file: ForeignFile) -> Iterator[Imported | Diagnostic]:
    question: _LetteredQuestion | None = None
    is_apart = False  # by a blank line
    for number, line in enumerate(file.text.text.split("\n"), 1):
        if not line.strip():
            is_apart = True
            continue
        if question is None or _begins_another(question, line, is_apart=is_apart):
            if question is not None:
                yield _made(question)
            question = _LetteredQuestion(on_line(file.text, number))
        _take(question, line)
        is_apart = False
    if question is not None:
        yield _made(question)


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
        question.options[-1] += f" {line.strip()}"
    else:
        question.words.append(line.strip())


def _made(question: _LetteredQuestion) -> Imported | Diagnostic:
    words = "\n".join(question.words)
    stem = as_text(_NUMBER.sub("", words, count=1))
    if not stem:
        return unread(question.where, "the question has no words")
    reasons: dict[str, Value] = (
        {"rationale": as_text(" ".join(question.feedback))} if question.feedback else {}
    )
    right = _right(question)
    truth = _truth(question, right)
    if truth is not None:
        stated: dict[str, Value] = {"stem": stem, "key": truth, **reasons}
        return Imported(question.where, "truefalse", stated, title=stem)
    keys = choice_keys([as_text(option) for option in question.options], right)
    if isinstance(keys, str):
        return unread(question.where, keys)
    kind = "multiple" if "keys" in keys else "choice"
    return Imported(question.where, kind, {"stem": stem, **keys, **reasons}, title=stem)


def _right(question: _LetteredQuestion) -> tuple[int, ...]:
    if not question.answer:
        return tuple(question.starred)
    cell = KeyCell(question.answer, tuple(question.options))
    return right_options(cell, KeyNaming.LETTER)


def _truth(question: _LetteredQuestion, right: tuple[int, ...]) -> bool | None:
    """Whether a statement is true; None for another question."""
    words = [_TRUTHS.get(option.strip(" .").lower()) for option in question.options]
    if not words:
        return _TRUTHS.get(question.answer.strip(" .").lower())
    return words[right[0]] if len(right) == 1 and set(words) == {True, False} else None


def choice_keys(options: list[str], right: tuple[int, ...]) -> dict[str, Value] | str:
    """The keys of a choice with these options, or why it is none."""
    if len(options) < 2:
        return "the question has fewer than two options"
    if not right:
        return "the question does not say which option is right"
    wrong: list[Value] = [each for at, each in enumerate(options) if at not in right]
    if not wrong:
        return "every option is right, and a question needs a wrong one"
    if len(right) == 1:
        return {"key": options[right[0]], "distractors": wrong}
    return {"keys": [options[at] for at in right], "distractors": wrong}
