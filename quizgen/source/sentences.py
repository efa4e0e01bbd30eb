"""Finds where sentences begin and end in English, Russian, Kazakh and languages written like them.

It follows rules instead of a model, since the context of a quotation and the coverage of a source
must be the same on every machine. In doubt two sentences stay one, since half a sentence can mean
the opposite of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.source.quotation_marks import Span, trimmed

_TERMINATORS = re.compile("[.!?…؟۔।]+|[。！？]+")
_AFTER = re.compile(r"[\"'”’»“‘›)\]」』》]*")
_OPENING = re.compile(r"[\s\"'“”‘«»„‚‹(\[{—–\-¿¡…\])]*")
_SPACES = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W\d_]")
_TOKEN = re.compile(r"[^\s\"'“”‘’«»„‚‹›()\[\]]+$")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_LONGEST_TOKEN = 24  # characters; no abbreviation is longer
_LOOK_AHEAD = 16  # characters; no more marks open a sentence

# These never end a sentence, since a name or a number follows them.
_NEVER_LAST = """
mr mrs ms dr prof st gen sen gov rep lt col capt sgt maj hon rev pres amb messrs mt vs cf
viz approx ph.d e.g i.e jan feb mar apr jun jul aug sep sept oct nov dec
г гг т.е т.к т.н т.о им ул пр пер р-н обл тыс млн млрд трлн г-н г-жа гр акад проф доц ген
полк тов св см ср напр янв февр апр авг сент окт нояб дек н.э
ж жж қ ғ ғғ б.з б.з.д мыс т.а көш ауд
"""
# These do not end a sentence if a number follows: No. 5, стр. 12.
_NUMBERED = """
no nos art fig sec ch p pp vol par para ca
ст п пп с стр т тт д рис табл гл ч № к кв б бб
"""
_ABBREVIATIONS = frozenset(_NEVER_LAST.split())
_BEFORE_NUMBERS = frozenset(_NUMBERED.split())


def sentences(paragraph: str) -> tuple[Span, ...]:
    """The start and end of each sentence, in order, without the spaces between them."""
    spans = (trimmed(paragraph, span) for span in _spans(paragraph))
    return tuple((start, end) for start, end in spans if start < end)


def _spans(text: str) -> Iterator[Span]:
    start = 0
    first_letter = _next_letter(text, 0)
    for found in _TERMINATORS.finditer(text):
        if first_letter >= found.start():
            continue  # "1." or a lone "…" is part of the sentence that follows
        stop = _Stop.at(text, found)
        if stop is not None and stop.ends_sentence():
            end, start_of_next = stop.cut()
            yield start, end
            start = start_of_next
            first_letter = _next_letter(text, start)
    if start < len(text):
        yield start, len(text)


def _next_letter(text: str, start: int) -> int:
    found = _LETTER.search(text, start)
    return found.start() if found else len(text)


@dataclass(frozen=True, slots=True)
class _Stop:
    """A run of terminators. It starts at `start`, ends at `end` with the closing marks after it,
    and the next word begins at `after`."""

    text: str
    mark: str
    start: int
    end: int
    after: int

    @classmethod
    def at(cls, text: str, found: re.Match[str]) -> _Stop | None:
        closing = _AFTER.match(text, found.end())
        end = closing.end() if closing else found.end()
        spaces = _SPACES.match(text, end)
        if spaces is None and found[0][0] not in "。！？":
            return None
        return cls(text, found[0], found.start(), end, spaces.end() if spaces else end)

    def ends_sentence(self) -> bool:
        following = self._following()
        if following.islower():
            return False
        return self.mark != "." or not self._is_abbreviation(following)

    def cut(self) -> tuple[int, int]:
        """Where this sentence ends and the next one starts. A … that stands alone begins the
        next."""
        before = self.start
        while before and self.text[before - 1] in "[(":
            before -= 1
        is_ellipsis = self.mark == "…" or (len(self.mark) > 1 and set(self.mark) == {"."})
        if is_ellipsis and self.text[before - 1].isspace():
            return before, before
        return self.end, self.after

    def _following(self) -> str:
        """The first character of the next word, after marks that open it."""
        window = self.after + _LOOK_AHEAD
        opening = _OPENING.match(self.text, self.after, window)
        at = opening.end() if opening else self.after
        return self.text[at : at + 1]

    def _is_abbreviation(self, following: str) -> bool:
        token = _TOKEN.search(self.text, max(0, self.start - _LONGEST_TOKEN), self.start)
        if token is None:
            return False
        word = token[0]
        if len(word) == 1 and word.isupper():
            return True  # an initial
        if _ACRONYM.match(word) and word.isupper():
            return True  # U.S.
        if following.isdigit() and word.lower() in _BEFORE_NUMBERS:
            return True
        return word.lower() in _ABBREVIATIONS
