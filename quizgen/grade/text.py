"""Typed text: the same after normalisation is the same answer.

Digits and letters are never folded into others here, and an answer that normalises to nothing is
compared as it was typed: two empty texts must not make a right answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from quizgen.grade.answer import Mark, Part, Reason
from quizgen.model import Match
from quizgen.normal_form import normalised


def grade_text(typed: str, answer: str, accepted: Iterable[str], match: Match) -> Part:
    if not typed.strip():
        return Part(Mark.WRONG, Reason.NO_ANSWER)
    same = _is_exactly if match is Match.EXACT else _is_equivalent
    if same(typed, answer):
        return Part(Mark.CORRECT)
    if any(same(typed, variant) for variant in accepted):
        return Part(Mark.CORRECT, Reason.VARIANT)
    return Part(Mark.WRONG)


def normalise(text: str) -> str:
    """Width and composition, case, spaces, quotation marks and dashes, punctuation around the
    text and an English article before it make no difference."""
    folded = normalised("NFKC", normalised("NFKC", text).casefold())
    unified = " ".join(_without_invisible(folded).translate(_UNIFIED).split())
    bare = unified.strip(_AROUND)
    return _ARTICLE.sub("", bare) or unified


_ARTICLE = re.compile(r"^(?:the|an?) +(?=\S)")
_AROUND = " .,;:!?…'\"()[]{}"
_UNIFIED = {
    **dict.fromkeys(map(ord, "‘’‚‛′`´ʼ"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″«»‹›"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
}


def _is_exactly(typed: str, answer: str) -> bool:
    return typed.strip() == answer.strip()


def _is_equivalent(typed: str, answer: str) -> bool:
    return normalise(typed) == normalise(answer)


def _without_invisible(text: str) -> str:
    """A line break is a space; other control and format characters (category C) are nothing."""
    if text.isprintable():
        return text
    return "".join(
        character
        for character in text
        if character.isspace() or not unicodedata.category(character).startswith("C")
    )
