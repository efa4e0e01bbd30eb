"""Takes apart what is between the braces of a GIFT question."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.importers._gift_text import Formatted

# An escaped character is one piece with its backslash, so that it never looks like a sign.
_PIECE = re.compile(r"\\.|[^\\]", re.DOTALL)
_WEIGHT = re.compile(r"\s*%(-?\d+(?:[.,]\d+)?)%")
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GiftAnswer:
    """`sign` is =, ~ or "" (before the first of them); `weight` in per cent, None for none."""

    sign: str
    text: str
    weight: float | None
    feedback: str

    @property
    def is_key(self) -> bool:
        """Whether the answer is right: its sign says so, or it earns a share of the points."""
        return self.weight > 0 if self.weight is not None else self.sign == "="


@dataclass(frozen=True, slots=True)
class GiftBody:
    """`general` is the feedback whatever the answer; `written` all but that."""

    answers: tuple[GiftAnswer, ...]
    general: str
    written: str
    is_numeric: bool


def formatted(text: str, otherwise: str) -> Formatted:
    """The text and its format, which it may say at its beginning."""
    found = _FORMAT.match(text)
    if found:
        return Formatted(text[found.end() :], found[1].lower())
    return Formatted(text, otherwise)


def split_answers(body: str) -> GiftBody:
    answers, general = _split(_PIECE.findall(body.strip()), "####")
    is_numeric = answers[:1] == ["#"]
    parts: list[list[str]] = [[""]]
    for piece in answers[is_numeric:]:
        if piece in ("=", "~"):
            parts.append([piece])
        else:
            parts[-1].append(piece)
    found = (_answer(part[0], part[1:]) for part in parts)
    kept = tuple(each for each in found if each.sign or each.text or each.feedback)
    return GiftBody(kept, "".join(general).strip(), "".join(answers).strip(), is_numeric)


def _answer(sign: str, pieces: list[str]) -> GiftAnswer:
    text, feedback = _split(pieces, "#")
    words = "".join(text)
    weight = _WEIGHT.match(words)
    if weight:
        words = words[weight.end() :]
    value = float(weight[1].replace(",", ".")) if weight else None
    return GiftAnswer(sign, words.strip(), value, "".join(feedback).strip())


def _split(pieces: list[str], mark: str) -> tuple[list[str], list[str]]:
    """The pieces before and after the mark. An escaped sign is one piece, and never a mark."""
    size = len(mark)
    for start in range(len(pieces) - size + 1):
        if "".join(pieces[start : start + size]) == mark and all(
            len(piece) == 1 for piece in pieces[start : start + size]
        ):
            return pieces[:start], pieces[start + size :]
    return pieces, []
