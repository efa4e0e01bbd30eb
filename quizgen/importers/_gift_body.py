"""Takes apart what is between the braces of a GIFT question."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

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
from quizgen.importers._foreign_text import Conversion, Formatted

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
