"""Finds who is named right beside a quotation, be it somebody that the deck knows or not.

Only a name next to the marks and a verb of saying counts: “…,” said Tom Berg, “…,” Tom Berg said,
and Tom Berg said: “…” Farther away, a word with a capital may be a day, a place, or whom somebody
spoke to.
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
    patterns = _patterns(language.speech.get("saying", ()))
    if patterns is None:
        return ""
    start, end = quotation
    found = patterns[0].match(text, end) or patterns[1].search(text[max(0, start - _NEAR) : start])
    name = found["name"] or found["behind"] if found else ""
    words = name.casefold().split()
    common = {*language.speech.get("pronouns", ()), *language.cues.get("functions", ())}
    if found is None or not name[:1].isupper() or words[0] in common:
        return ""
    # after “Is it?” even “Others asked” begins with a capital
    follows_comma = "," in text[end - 1 : end + 2] and found.re is patterns[0]
    return name if found["behind"] or len(words) > 1 or follows_comma else ""


_NEAR = 120  # characters before a quotation: longer than a name and a verb of saying


@cache
def _patterns(verbs: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    if not verbs:
        return None
    said = "|".join(map(re.escape, sorted(verbs, key=len, reverse=True)))
    after = rf"{_MARKS}(?:(?:{said}) (?P<behind>{_NAME})|(?P<name>{_NAME}) (?:{said})\b)"
    before = rf"(?<!\w)(?P<name>{_NAME}) (?:{said})[:,]? *(?P<behind>)[—–-]? *[“„«\"‘]?$"
    return re.compile(after), re.compile(before)
