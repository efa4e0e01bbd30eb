"""Finds who is named right beside a quotation, be it somebody that the deck knows or not.

Only a name next to the closing mark and a verb of saying counts: “…,” said Tom Berg, and “…,” Tom
Berg said. Farther away, a word with a capital may be a day, a place, or whom somebody spoke to.
"""

from __future__ import annotations

import re
from functools import cache

from quizgen.quiz.languages import Language
from quizgen.source.quotation_marks import Span

_NAME = r"[^\W\d_a-zа-яё]\w*(?:[.'’-]\w+)*\.?(?: [^\W\d_a-zа-яё]\w*(?:[.'’-]\w+)*){0,3}"
_MARKS = r"[\s,.?!…”\"»’—–-]*"


def named_beside(text: str, quotation: Span, language: Language) -> str:
    """The name as the text has it, or ""."""
    pattern = _pattern(language.speech.get("saying", ()))
    found = pattern.match(text, quotation[1]) if pattern else None
    if found is None:
        return ""
    name = found["behind"] or found["ahead"]
    # after “Is it?” even “Others asked” begins with a capital
    begins_sentence = (
        found["ahead"]
        and " " not in name
        and "," not in text[quotation[1] - 1 : found.start("ahead")]
    )
    is_name = name[:1].isupper() and name.casefold() not in language.speech.get("pronouns", ())
    return name if is_name and not begins_sentence else ""


@cache
def _pattern(verbs: tuple[str, ...]) -> re.Pattern[str] | None:
    if not verbs:
        return None
    said = "|".join(map(re.escape, sorted(verbs, key=len, reverse=True)))
    return re.compile(
        rf"{_MARKS}(?:(?:{said}) (?P<behind>{_NAME})|(?P<ahead>{_NAME}) (?:{said})\b)"
    )
