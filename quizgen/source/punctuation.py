"""Where quotations and sentences begin and end.

Quotation marks are paired with a stack, since “ opens in English and closes in German, and a
straight " does both. Single marks are paired in a second pass: ’ is an apostrophe far more often
than a closing mark, so it only closes what a ‘ has opened. A straight ' is always an apostrophe.

Sentences end by rules instead of a model, since the context of a quotation and the coverage of a
source must be the same on every machine. In doubt two sentences stay one, since half a sentence can
mean the opposite of the whole. The library sentencex was tried: it takes whatever is between
quotation marks for one sentence, and it parts “Қ. Ж. Тоқаев”.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]

_CLOSERS = {
    "“": '”"“',
    "„": '”"“',
    "‟": '”"',
    "”": '”"',  # Swedish and Finnish: ”…”
    '"': '"”',
    "＂": "＂",
    "«": "»",
    "»": "«",  # German and Danish: »…«
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "《": "》",
}
_CLOSES_BY_NATURE = frozenset("”»›」』》")
_OPENS_BY_NATURE = frozenset("“„‟«‹「『《")
QUOTATION_MARKS = '“”„‟"＂«»‹›「」『』《》'
_DOUBLES = re.compile(f"[{QUOTATION_MARKS}]")
_SINGLES = re.compile("[‘’‚‛]")
_ANY_MARK = frozenset(QUOTATION_MARKS + "‘’‚‛")
_BEFORE_OPENING = frozenset("([{<¿¡/-–—―…,;:") | _ANY_MARK

# Nobody nests deeper. Without a limit, a file full of opening marks would take quadratic time.
_DEEPEST = 8


def quotations(text: str) -> tuple[Span, ...]:
    """The spans of the words inside quotation marks, without the marks. Only the outermost of
    nested quotations are given. One that is not closed runs to the end of the text."""
    return _quoted(text, goes_on=False)


def is_paired(text: str) -> bool:
    """Whether each double mark that opens or closes has its partner within the text."""
    _, left_open, is_whole = _paired(text)
    return is_whole and not left_open


def quoted_spans(paragraphs: Iterable[str]) -> tuple[tuple[Span, ...], ...]:
    """The `quotations` of every paragraph. One that is still open at the end of a paragraph only
    continues in the next if that begins with a mark, as print repeats it. So a mark that is never
    closed swallows no more than its paragraph."""
    texts = tuple(paragraphs)
    following = (*texts[1:], "")
    return tuple(
        _quoted(text, goes_on=after[:1] in _ANY_MARK)
        for text, after in zip(texts, following, strict=True)
    )


def unquoted(text: str) -> str:
    """The author's own words: words in quotation marks are left out, as they are others'."""
    for start, end in reversed(quotations(text)):
        text = f"{text[:start]} {text[end:]}"
    return text


def trimmed(text: str, span: Span, marks: str | None = None) -> Span:
    """The span without the marks, or else the spaces, at its ends; empty if there is nothing
    else."""
    inner = text[span[0] : span[1]]
    start = span[0] + len(inner) - len(inner.lstrip(marks))
    return start, max(start, span[0] + len(inner.rstrip(marks)))


@dataclass(slots=True)
class _Opened:
    """A mark that waits for its closing mark. `inner_end` is where the first quotation inside it
    ended that has the same closing mark."""

    mark: str
    start: int
    inner_end: int | None = None

    def unclosed_end(self, text: str, *, goes_on: bool) -> int:
        """Where it ends if it is not closed. Print often merges two closing marks, as in «Он
        сказал: «Да»; then the end of the inner quotation counts."""
        return len(text) if goes_on or self.inner_end is None else self.inner_end


def _quoted(text: str, *, goes_on: bool) -> tuple[Span, ...]:
    if _ANY_MARK.isdisjoint(text):
        return ()
    spans, left_open, _ = _paired(text)
    spans += [(each.start, each.unclosed_end(text, goes_on=goes_on)) for each in left_open]
    doubles = list(_outermost(spans))
    singles = _singles(text, doubles, goes_on=goes_on)
    return tuple(_outermost(trimmed(text, span) for span in (*doubles, *singles)))


def _paired(text: str) -> tuple[list[Span], list[_Opened], bool]:
    """The pairs, what is left open, and whether every other mark has its place in a pair."""
    spans: list[Span] = []
    stack: list[_Opened] = []
    is_whole = True
    for found in _DOUBLES.finditer(text):
        mark, at = found[0], found.start()
        can_open, can_close = _can_open(text, at), _can_close(text, at)
        level = _level_closed(stack, mark) if _closes(mark, can_open, can_close) else None
        if level is not None:
            opened = stack[level]
            del stack[level:]
            _remember_inner_end(stack, opened, at)
            spans.append((opened.start, at))
        elif _opens(mark, can_open, can_close) and len(stack) < _DEEPEST:
            stack.append(_Opened(mark, at + 1))
        elif _opens(mark, can_open, can_close) or mark in _CLOSES_BY_NATURE:
            is_whole = False
    return spans, stack, is_whole


def _closes(mark: str, can_open: bool, can_close: bool) -> bool:
    if mark in _CLOSES_BY_NATURE:
        return True
    return can_close if mark == "“" else can_close or not can_open


def _opens(mark: str, can_open: bool, can_close: bool) -> bool:
    if mark in _OPENS_BY_NATURE:
        return mark != "“" or can_open or not can_close
    return can_open and (mark in '"＂' or not can_close)


def _level_closed(stack: list[_Opened], mark: str) -> int | None:
    """The number of the open quotation that the mark closes, counted from the outermost."""
    levels = range(len(stack) - 1, -1, -1)
    return next((each for each in levels if mark in _CLOSERS[stack[each].mark]), None)


def _remember_inner_end(stack: list[_Opened], inner: _Opened, end: int) -> None:
    if stack and stack[-1].mark == inner.mark and stack[-1].inner_end is None:
        stack[-1].inner_end = end


def _can_open(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1 : at + 2]
    return (before in _BEFORE_OPENING or before.isspace()) and bool(after) and not after.isspace()


def _can_close(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return at > 0 and not text[at - 1].isspace() and not after.isalnum()


def _singles(text: str, doubles: list[Span], *, goes_on: bool) -> Iterator[Span]:
    """The spans inside single marks. A pair never reaches beyond the double marks around it."""
    marks = [(found.start(), found[0]) for found in _SINGLES.finditer(text)]
    limits = iter((*doubles, (len(text), len(text))))
    limit = next(limits)
    done = 0
    for number, (at, mark) in enumerate(marks):
        while at >= limit[1] and limit[0] < len(text):
            limit = next(limits)
        if at < done or mark == "’" or not _can_open(text, at):
            continue
        end = _single_end(text, marks, number, limit[1] if at >= limit[0] else len(text))
        if end is None and goes_on and not text[:at].strip('“„«"'):
            end = len(text)
        if end is not None:
            yield at + 1, end
            done = end


def _single_end(text: str, marks: list[tuple[int, str]], opened: int, limit: int) -> int | None:
    """The place of the closing mark. One between an s and a space may be the apostrophe of a plural
    (the teachers’ plan), so it only closes if no better one comes before the next opening mark."""
    closers = "‘’" if marks[opened][1] == "‚" else "’"
    plural: int | None = None
    for index in range(opened + 1, len(marks)):
        at, mark = marks[index]
        if at >= limit or (mark not in closers and _can_open(text, at)):
            break
        if mark not in closers or not _can_close(text, at):
            continue
        if text[at - 1] not in "sS" or text[at + 1 : at + 2] != " ":
            return at
        plural = at if plural is None else plural
    return plural


def _outermost(spans: Iterable[Span]) -> Iterator[Span]:
    done = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= done and end > start:
            yield start, end
            done = end


_TERMINATORS = re.compile("[.!?…؟۔।]+|[。！？]+")
_CLOSING = re.compile(r"[\"'”’»“‘›)\]」』》]*")
_OPENING = re.compile(r"[\s\"'“”‘«»„‚‹(\[{—–\-¿¡…\])]*")
_SPACES = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W\d_]")
_LAST_TOKEN = re.compile(r"[^\s\"'“”‘’«»„‚‹›()\[\]]+$")
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
    spans = (trimmed(paragraph, span) for span in _parted(paragraph, tongue))
    return tuple((start, end) for start, end in spans if start < end)


def is_closed(paragraph: str) -> bool:
    """Whether it ends as a sentence does, unlike a title or a byline."""
    end = [found.end() for found in _TERMINATORS.finditer(paragraph)][-1:]
    return bool(end) and not paragraph[end[0] :].strip("\"'”’»“‘›)]」』》 ")


@cache
def _abbreviations(tongue: str) -> frozenset[str]:
    return _ABBREVIATIONS | set(_OF_LANGUAGE.get(tongue, "").split())


def _parted(text: str, tongue: str) -> Iterator[Span]:
    start, first_letter = 0, _next_letter(text, 0)
    for found in _TERMINATORS.finditer(text):
        if first_letter >= found.start():
            continue  # "1." or a lone "…" is part of the sentence that follows
        end = _past(_CLOSING, text, found.end())
        after = _past(_SPACES, text, end)
        # Chinese and Japanese put no space between two sentences.
        is_apart = after > end or found[0][0] in "。！？"
        if is_apart and _ends_sentence(text, found, after, tongue):
            alone = _ellipsis_alone(text, found)
            end, after = (end, after) if alone is None else (alone, alone)
            yield start, end
            start, first_letter = after, _next_letter(text, after)
    if start < len(text):
        yield start, len(text)


def _next_letter(text: str, start: int) -> int:
    found = _LETTER.search(text, start)
    return found.start() if found else len(text)


def _past(marks: re.Pattern[str], text: str, start: int, most: int = sys.maxsize) -> int:
    found = marks.match(text, start, most)
    return found.end() if found else start


def _ends_sentence(text: str, stop: re.Match[str], after: int, tongue: str) -> bool:
    """`after` is where the next word begins, with marks that open it."""
    first = _past(_OPENING, text, after, after + _LOOK_AHEAD)
    following = text[first : first + 1]
    if following.islower():  # “Really?” she asked.
        return False
    return stop[0] != "." or not _is_abbreviation(text, stop.start(), following, tongue)


def _ellipsis_alone(text: str, stop: re.Match[str]) -> int | None:
    """Where a … that stands alone starts, since it begins the next sentence."""
    start = stop.start()
    while start and text[start - 1] in "[(":
        start -= 1
    is_ellipsis = stop[0] == "…" or (len(stop[0]) > 1 and set(stop[0]) == {"."})
    return start if is_ellipsis and text[start - 1].isspace() else None


def _is_abbreviation(text: str, stop: int, following: str, tongue: str) -> bool:
    token = _LAST_TOKEN.search(text, max(0, stop - _LONGEST_TOKEN), stop)
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
