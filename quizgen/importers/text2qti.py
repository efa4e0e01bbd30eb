"""text2qti: numbered questions; `*b)` or `[*]` marks what is right, `...` explains.

Its Markdown is read. Groups lose that some of their questions are drawn, and code is never run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from quizgen.diagnostics import Diagnostic, Location
from quizgen.importers import _kinds
from quizgen.importers._foreign_text import Conversion, Formatted
from quizgen.importers._imported import ForeignFile, Imported, Resemblance, not_kept, on_line
from quizgen.importers._kinds import ForeignAnswer, KindAndKeys

_QUESTION = re.compile(r"\d{1,4}[.)]\s+(.*)")
_OPTION = re.compile(r"(\*?)[a-zA-Z]\)\s+(.*)|\[([* ])\]\s+(.*)")
_SHORT = re.compile(r"\*\s+(.*)")
_SOLUTION = re.compile(r"!\s+(.*)")  # only for the answer key
_NUMERIC = re.compile(r"=\s+(.*)")
_ESSAY, _UPLOAD = re.compile(r"_{3,}\s*"), re.compile(r"\^{3,}\s*")
_FEEDBACK = re.compile(r"\.\.\.\s+(.*)|([+-])\s+(.*)")
_SETTING = re.compile(
    r"(points|title|pick|points per question|solutions per question)\s*:\s*(.*)", re.I
)
_NOTHING = re.compile(
    r"%|(?:END_)?GROUP$|(?:quiz (?:title|description)|text title|text|shuffle answers)\s*:"
    r"|[a-z ]{4,40}:\s*(?:true|false)\s*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _QtiQuestion:
    """A question while its lines are read."""

    where: Location
    stem: list[str]
    answers: list[ForeignAnswer] = field(default_factory=list)
    kind: str = ""
    general: list[str] = field(default_factory=list)
    points: str = ""


def likeness(file: ForeignFile) -> Resemblance:
    lines = [line.strip() for line in file.text.text.split("\n")]
    numbered = sum(bool(_QUESTION.match(line)) for line in lines)
    marked = sum(bool(re.match(r"\*[a-zA-Z]\)\s|\[\*\]\s|=\s|\*\s|_{3,}$", each)) for each in lines)
    return Resemblance.STRONG if numbered and marked >= numbered / 2 else Resemblance.NONE


def read(file: ForeignFile) -> Iterator[Imported | Diagnostic]:
    question: _QtiQuestion | None = None
    points = ""
    for number, words in _lines(file):
        where = on_line(file.text, number)
        if found := _QUESTION.fullmatch(words):
            if question is not None:
                yield from _made(question)
            question = _QtiQuestion(where, [found[1]], points=points)
            points = ""
        elif setting := _SETTING.fullmatch(words):
            points = setting[2] if setting[1].lower() == "points" else points
            if setting[1].lower() == "pick":
                yield not_kept(where, "not kept: that only some questions of a group are drawn")
        elif question is not None:
            _take(question, words)
    if question is not None:
        yield from _made(question)


def _lines(file: ForeignFile) -> Iterator[tuple[int, str]]:
    """The lines that say something, numbered, without comments and the heads of quiz and group."""
    is_comment = False
    for number, line in enumerate(file.text.text.split("\n"), 1):
        words = line.strip()
        if words in ("COMMENT", "END_COMMENT"):
            is_comment = words == "COMMENT"
        elif words and not is_comment and not _NOTHING.match(words):
            yield number, words


def _take(question: _QtiQuestion, words: str) -> None:
    if found := _OPTION.fullmatch(words):
        question.kind = "multiple" if found[3] else "choice"
        is_right = bool(found[1]) or found[3] == "*"
        text = Formatted(found[2] or found[4] or "", "markdown")
        question.answers.append(ForeignAnswer("=" if is_right else "~", text))
    elif found := _FEEDBACK.fullmatch(words):
        _explain(question, found[1] or found[3], sign=found[2] or "")
    elif found := _SHORT.fullmatch(words):
        question.kind = "short"
        question.answers.append(ForeignAnswer("=", Formatted(found[1], "plain")))
    elif found := _SOLUTION.fullmatch(words):
        question.general.append(found[1])
    elif found := _NUMERIC.fullmatch(words):
        question.kind = "numeric"
        question.answers.append(ForeignAnswer("=", Formatted(_range(found[1]), "plain")))
    elif _ESSAY.fullmatch(words) or _UPLOAD.fullmatch(words):
        question.kind = "essay"
    elif question.answers:
        last = question.answers[-1]
        text = replace(last.text, text=f"{last.text.text} {words}")
        question.answers[-1] = replace(last, text=text)
    else:
        question.stem.append(words)


def _explain(question: _QtiQuestion, text: str, sign: str) -> None:
    """Feedback below an answer is that answer's; text2qti has no reasons for a wrong question."""
    if question.answers and not sign:
        question.answers[-1] = replace(question.answers[-1], feedback=Formatted(text, "markdown"))
    elif sign != "-":
        question.general.append(text)


def _range(written: str) -> str:
    """`1.4 +- 0.1` or `[1.3, 1.5]` as GIFT has it."""
    found = re.fullmatch(r"\[\s*([^,]+),\s*([^\]]+)\]", written.strip())
    if found:
        return f"{found[1].strip()}..{found[2].strip()}"
    value, _, tolerance = re.sub(r"\+/-|±", "+-", written).partition("+-")
    if tolerance.strip().endswith("%"):
        return f"{value.strip()}:{_share(value, tolerance.strip(' %'))}"
    return f"{value.strip()}:{tolerance.strip()}" if tolerance else value.strip()


def _share(value: str, percent: str) -> str:
    try:
        return f"{abs(float(value)) * float(percent) / 100:.12g}"
    except ValueError:
        return percent


def _made(question: _QtiQuestion) -> Iterator[Imported | Diagnostic]:
    texts, points = Conversion(), question.points.strip()
    stem = texts.stem(Formatted("\n".join(question.stem), "markdown"))
    yield from _kinds.as_question(
        question.where,
        _response(question, texts),
        texts,
        stem=stem,
        rationale=texts.prose(Formatted(" ".join(question.general), "markdown")),
        points=points if re.fullmatch(r"\d{1,5}(?:\.\d{1,3})?", points) else "",
    )


def _response(question: _QtiQuestion, texts: Conversion) -> KindAndKeys | str:
    if question.kind == "essay":
        return _kinds.essay("")
    reader = _READERS.get(question.kind)
    return reader(question.answers, texts) if reader else "the question has no answers"


def _choice(answers: Sequence[ForeignAnswer], texts: Conversion) -> KindAndKeys | str:
    truth = _kinds.offered_truth(answers)
    return (
        _kinds.choice(answers, texts) if truth is None else KindAndKeys("truefalse", {"key": truth})
    )


_READERS = {
    "choice": _choice,
    "multiple": _kinds.several,
    "numeric": _kinds.numeric,
    "short": _kinds.short,
}
