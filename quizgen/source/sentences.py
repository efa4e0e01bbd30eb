"""Finds where sentences begin and end in English, Russian, Kazakh and languages written like them.

It follows rules instead of a model, since the context of a quotation and the coverage of a source
must be the same on every machine. In doubt two sentences stay one, since half a sentence can mean
the opposite of the whole. The library sentencex was tried: it takes whatever is between quotation
marks for one sentence, and it parts “Қ. Ж. Тоқаев”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

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

# These are words, or end sentences, in other languages.
_OF_LANGUAGE = {
    "de": """
a abb abs allg anm aufl b bd bzw c ca chr d dgl dipl e evtl f fa ff fr geb gest gez ggf h hl hr
hrn hrsg i inkl insb jh jhd kap m n nr o rd s sog str t tel u v vgl z z.b z.t zzgl d.h u.a o.ä
i.d.r i.a s.o s.u
""",
    "fr": "mm mme mmes mlle mlles mgr art av chap éd env fig hab p.ex c.-à-d",
    "es": "a b c d sr sra sres srta dra ud uds pág págs núm avda p.ej ee uu aa",
    "it": "sig sigg sig.ra dott dott.ssa ing avv pag pagg ecc es p.es",
    "pt": "sr sra srs dra exmo exma pág págs av p.ex",
    "nl": "dhr mevr mw ing drs bijv o.a d.w.z nl z.g blz",
    "pl": "al godz im inż itd itp m.in np os pl r św tj tys tzn ul",
    "uk": "вул грн ім ін м напр обл р рр т.д т.п",
    "el": "κ κα κκ π.χ μ.χ δρ",
    "hi": "डॉ श्री श्रीमती प्रो पं ई कु सु रु मो स्व ले कर्नल कै बी.ए एम.ए पी.एच.डी",
}
# Here a number with a full stop is “the third”: “am 3. Mai”.
_WITH_ORDINALS = """
de da nb nn no fi et cs sk hu hr sl sr lv is
"""
_ORDINAL = frozenset(_WITH_ORDINALS.split())
_LONGEST_ORDINAL = 2  # digits; a year ends more sentences than it begins


def sentences(paragraph: str, language: str = "") -> tuple[Span, ...]:
    """The start and end of each sentence, in order, without the spaces between them."""
    tongue = language.lower().replace("_", "-").partition("-")[0]
    spans = (trimmed(paragraph, span) for span in _spans(paragraph, tongue))
    return tuple((start, end) for start, end in spans if start < end)


def is_closed(paragraph: str) -> bool:
    """Whether it ends as a sentence does, unlike a title or a byline."""
    end = [found.end() for found in _TERMINATORS.finditer(paragraph)][-1:]
    return bool(end) and not paragraph[end[0] :].strip("\"'”’»“‘›)]」』》 ")


@cache
def _abbreviations(tongue: str) -> frozenset[str]:
    return _ABBREVIATIONS | set(_OF_LANGUAGE.get(tongue, "").split())


def _spans(text: str, tongue: str) -> Iterator[Span]:
    start = 0
    first_letter = _next_letter(text, 0)
    for found in _TERMINATORS.finditer(text):
        if first_letter >= found.start():
            continue  # "1." or a lone "…" is part of the sentence that follows
        stop = _Stop.at(text, found)
        if stop is not None and stop.ends_sentence(tongue):
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
        # Chinese and Japanese put no space between two sentences.
        if spaces is None and found[0][0] not in "。！？":
            return None
        return cls(text, found[0], found.start(), end, spaces.end() if spaces else end)

    def ends_sentence(self, tongue: str) -> bool:
        following = self._following()
        if following.islower():  # “Really?” she asked.
            return False
        return self.mark != "." or not self._is_abbreviation(following, tongue)

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

    def _is_abbreviation(self, following: str, tongue: str) -> bool:
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
        if tongue in _ORDINAL and word.isdigit() and len(word) <= _LONGEST_ORDINAL:
            return True
        return word.lower() in _abbreviations(tongue)
