"""Finds the words inside quotation marks, in a source or in a stem.

Marks are paired with a stack, since “ opens in English and closes in German, and a straight " does
both. Single marks are paired in a second pass: ’ is an apostrophe far more often than a closing
mark, so it only closes what a ‘ has opened. A straight ' is always an apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
_MARKS = re.compile(f"[{QUOTATION_MARKS}]")
_SINGLES = re.compile("[‘’‚‛]")
_ANY_MARK = frozenset(QUOTATION_MARKS + "‘’‚‛")
_BEFORE_OPENING = frozenset("([{<¿¡/-–—―…,;:") | _ANY_MARK

# Nobody nests deeper. Without a limit, a file full of opening marks would take quadratic time.
_DEEPEST = 8


def quotations(text: str) -> tuple[Span, ...]:
    """The spans of the words inside quotation marks, without the marks. Only the outermost of
    nested quotations are given. One that is not closed runs to the end of the text."""
    return _spans(text, goes_on=False)


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
        _spans(text, goes_on=after[:1] in _ANY_MARK)
        for text, after in zip(texts, following, strict=True)
    )


def trimmed(text: str, span: Span) -> Span:
    """The span without the spaces at its ends; empty if there is nothing else."""
    inner = text[span[0] : span[1]]
    start = span[0] + len(inner) - len(inner.lstrip())
    return start, max(start, span[0] + len(inner.rstrip()))


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


def _spans(text: str, *, goes_on: bool) -> tuple[Span, ...]:
    if _ANY_MARK.isdisjoint(text):
        return ()
    doubles = list(_outermost(_doubles(text, goes_on=goes_on)))
    singles = _singles(text, doubles, goes_on=goes_on)
    return tuple(_outermost(trimmed(text, span) for span in (*doubles, *singles)))


def _doubles(text: str, *, goes_on: bool) -> Iterator[Span]:
    spans, left_open, _ = _paired(text)
    yield from spans
    for opened in left_open:
        yield opened.start, opened.unclosed_end(text, goes_on=goes_on)


def _paired(text: str) -> tuple[list[Span], list[_Opened], bool]:
    """The pairs, what is left open, and whether every other mark has its place in a pair."""
    spans: list[Span] = []
    stack: list[_Opened] = []
    is_whole = True
    for found in _MARKS.finditer(text):
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
    for level in range(len(stack) - 1, -1, -1):
        if mark in _CLOSERS[stack[level].mark]:
            return level
    return None


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
