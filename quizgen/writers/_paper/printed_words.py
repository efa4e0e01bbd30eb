"""The fixed words of a sheet. Where a page runs from right to left and they do not, each stands by
itself, or its numbers and its stop would go to the wrong end: “points 2”.
"""

from __future__ import annotations

from functools import cache

from msgspec.structs import replace

from quizgen.quiz.languages import Language, load_language

_PATTERNS = ("common.one", "common.few")


@cache
def printed_language(code: str) -> Language:
    language = load_language(code)
    if language.direction != "rtl":
        return language
    words = {
        key: words if key in _PATTERNS else by_itself(language, words)
        for key, words in language.words.items()
    }
    return replace(language, words=words)


def by_itself(language: Language, words: str) -> str:
    """In the direction of its own first letter, whatever stands around it (Unicode annex 9)."""
    if language.direction != "rtl":
        return words
    return f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}"
