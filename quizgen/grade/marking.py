"""Marks an answer to any kind of response.

If the answer is of a kind that the response cannot take, the caller has a bug, and it raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import nsmallest
from typing import assert_never

from quizgen.grade.answer import (
    Answer,
    Chosen,
    Judged,
    Mark,
    Matched,
    Ordered,
    Part,
    Reason,
    Typed,
    Verdict,
)
from quizgen.grade.lexicon import Lexicon, letters, phrase_sounds
from quizgen.grade.likeness import LONGEST_TYPED, has_syllables
from quizgen.grade.names import as_person
from quizgen.grade.phrase import Phrase
from quizgen.grade.rereading import grade_entry, grade_quantity, without_echoes
from quizgen.grade.typed_text import grade_text
from quizgen.quiz.model import Item, Scoring
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import Rich, plain


def grade(response: Response, answer: Answer, lexicon: Lexicon, stem: str = "") -> Verdict:
    """`lexicon` is that of the deck; `EMPTY` will do if nothing was typed. The answer may repeat
    words of the question (`stem`) beside the key."""
    match response, answer:
        case Choice() as choice, Chosen(options):
            return _grade_choice(choice, options)
        case ((TextEntry() | Numeric()), Typed((text,))):
            return _whole(_grade_typed(text, response, lexicon, stem))
        case Gaps(gaps=gaps, is_ordered=True), Typed(texts) if len(texts) <= len(gaps):
            return _together(_in_order(gaps, texts, lexicon))
        case Gaps(gaps=gaps, is_ordered=False), Typed(texts) if len(texts) <= len(gaps):
            return _grade_list(gaps, texts, lexicon, stem)
        case Matching() as matching, Matched(rights):
            shown = (None if index is None else matching.rights[index] for index in rights)
            return _together(_compared(shown, [pair.right for pair in matching.pairs]))
        case Ordering(steps), Ordered(given_steps):
            return _together(_compared([steps[index] for index in given_steps], steps))
        case Open(), Judged(is_right):
            return _whole(Part(_mark(is_right), Reason.OWN_JUDGEMENT))
        case _:
            raise TypeError(f"{type(answer).__name__} does not answer {type(response).__name__}")


def _grade_typed(text: str, wanted: TextEntry | Numeric, lexicon: Lexicon, stem: str) -> Part:
    """“7 (seven)” says it twice, and is right if both are."""

    def graded(said: str) -> Part:
        if isinstance(wanted, Numeric):
            return grade_quantity(said, wanted, lexicon, stem)
        return grade_entry(said, wanted, lexicon, stem)

    part, twice = graded(text), _SAID_TWICE.fullmatch(text)
    if part.is_right or not twice:
        return part
    both = [graded(said) for said in twice.groups()]
    return both[0] if all(each.is_right for each in both) else part


_SAID_TWICE = re.compile(r"\s*([^()]+)\(([^()]+)\)\s*")


def score(item: Item, verdict: Verdict, points: float) -> float:
    """The points that the answer earns, on paper as in an exam. With `parts`, wrong ticks are
    subtracted from right ones, but never below zero, or ticking everything would earn all. Any
    other wrong part costs only its own share."""
    match item.scoring:
        case Scoring.ALL:
            return points if verdict.is_right else 0
        case Scoring.PARTS:
            right = sum(part.is_right for part in verdict.parts)
            is_ticked = isinstance(item.response, Choice)
            wrong = len(verdict.parts) - right if is_ticked else 0
            return points * max(0, right - wrong) / max(1, verdict.possible)
        case _ as never:
            assert_never(never)


def _grade_choice(choice: Choice, options: frozenset[int]) -> Verdict:
    keys = frozenset(choice.keys)
    parts = tuple(Part(_mark(option in keys)) for option in sorted(options))
    return Verdict(
        mark=_mark(options == keys),
        reason=_choice_reason(options, keys),
        parts=parts,
        possible=len(keys),
    )


def _choice_reason(options: frozenset[int], keys: frozenset[int]) -> Reason:
    if options == keys:
        return Reason.NONE
    if not options:
        return Reason.NO_ANSWER
    if options < keys:
        return Reason.SOME_MISSING
    return Reason.SOME_WRONG if options & keys else Reason.NONE


def _in_order(gaps: tuple[Gap, ...], texts: tuple[str, ...], lexicon: Lexicon) -> tuple[Part, ...]:
    given = texts + ("",) * (len(gaps) - len(texts))
    return tuple(grade_entry(text, gap, lexicon) for gap, text in zip(gaps, given, strict=True))


def _grade_list(
    gaps: tuple[Gap, ...], texts: tuple[str, ...], lexicon: Lexicon, stem: str
) -> Verdict:
    gaps = tuple(as_person(gap, stem, lexicon.language) for gap in gaps)
    keys = _ExpectedList(gaps, lexicon)
    given = _pieces(texts, keys)
    verdict = _together(_assigned(given, keys))
    if stem and not verdict.is_right and len(given) <= _MOST_REREAD:
        bare = without_echoes(given, gaps, lexicon, stem)
        verdict = _together(_assigned(bare, keys))
    return replace(verdict, possible=len(gaps), pieces=given)


_MOST_REREAD = 20  # pieces of a list; each is compared with all keys


def _compared(given: Iterable[Rich | None], wanted: Iterable[Rich]) -> tuple[Part, ...]:
    """Compares texts, not their places, since two rows may have the same text."""
    return tuple(
        Part(Mark.WRONG, Reason.NO_ANSWER)
        if one is None
        else Part(_mark(one == other or plain(one) == plain(other)))
        for one, other in zip(given, wanted, strict=True)
    )


def _mark(is_right: bool) -> Mark:
    return Mark.CORRECT if is_right else Mark.WRONG


def _whole(part: Part) -> Verdict:
    return Verdict(mark=part.mark, reason=part.reason, parts=(part,), possible=1)


def _together(parts: tuple[Part, ...]) -> Verdict:
    if len(parts) == 1:
        return _whole(parts[0])
    if not all(part.is_right for part in parts):
        return Verdict(mark=Mark.WRONG, reason=_why_wrong(parts), parts=parts, possible=len(parts))
    is_close = any(part.mark is Mark.CLOSE for part in parts)
    reason = min({part.reason for part in parts} - {Reason.NONE}, default=Reason.NONE)
    return Verdict(
        mark=Mark.CLOSE if is_close else Mark.CORRECT,
        reason=reason,
        parts=parts,
        possible=len(parts),
    )


def _why_wrong(parts: tuple[Part, ...]) -> Reason:
    if all(part.reason is Reason.NO_ANSWER for part in parts):
        return Reason.NO_ANSWER
    if Reason.NAMED_TWICE in {part.reason for part in parts}:
        return Reason.NAMED_TWICE
    if all(part.is_right or part.reason is Reason.NO_ANSWER for part in parts):
        return Reason.SOME_MISSING
    return Reason.SOME_WRONG if any(part.is_right for part in parts) else Reason.NONE


_Row = dict[int, Part]

# --- Lists -----------------------------------------------------------------------------
# A list asks for several answers in any order: all of them, each once, and nothing else. They may
# be typed one by one or on one line. A line is split at commas and semicolons, and at "and" only if
# the whole is not an answer itself: Trinidad and Tobago is one. Text that matches a key is found at
# once; only the rest is compared letter by letter, and only with the most similar keys.

_MOST_LIKE = 12  # a text is compared with so many keys at most; most lists are shorter


class _ExpectedList:
    """Finds the keys of a list that a typed text may mean."""

    def __init__(self, gaps: Sequence[Gap], lexicon: Lexicon) -> None:
        self.gaps = gaps
        self.lexicon = lexicon
        self._longest = max(LONGEST_TYPED, *(2 * len(form) for gap in gaps for form in _forms(gap)))
        self._by_joined: dict[str, dict[int, None]] = {}
        self._looks: list[list[tuple[int, int]]] = []
        for at, gap in enumerate(gaps):
            phrases = [lexicon.phrase(form) for form in _forms(gap)]
            self._looks.append([_look(phrase) for phrase in phrases])
            for phrase in phrases:
                self._by_joined.setdefault(phrase.joined, {})[at] = None
        self._rows: dict[str, _Row] = {}
        self.conjunctions = (*lexicon.language.conjunctions, "&")

    def row(self, text: str) -> _Row:
        """How the text is marked against each key that it may mean."""
        if text not in self._rows:
            self._rows[text] = self._compared(text)
        return self._rows[text]

    def is_answer(self, text: str) -> bool:
        return any(part.is_right for part in self.row(text).values())

    def _compared(self, text: str) -> _Row:
        if not text.strip() or len(text) > self._longest:
            return {0: grade_text(text, self.gaps[0], self.lexicon)}
        given = self.lexicon.phrase(text)
        same = self._graded(text, self._by_joined.get(given.joined, ()))
        right = {at: part for at, part in same.items() if part.is_right}
        return right or self._graded(text, self._likest(given))

    def _graded(self, text: str, places: Iterable[int]) -> _Row:
        return {at: grade_text(text, self.gaps[at], self.lexicon) for at in places}

    def _likest(self, given: Phrase) -> list[int]:
        """The places of the keys that share most letters with it, as written or as it sounds."""
        written, sound = _look(given)

        def unlikeness(at: int) -> int:
            return min(
                min((written ^ one).bit_count(), (sound ^ other).bit_count())
                for one, other in self._looks[at]
            )

        return sorted(nsmallest(_MOST_LIKE, range(len(self.gaps)), key=unlikeness))


def _pieces(texts: Sequence[str], keys: _ExpectedList) -> tuple[str, ...]:
    """What was typed, piece by piece. Empty texts at the end stand for missing answers."""
    given = [piece for text in texts for piece in _taken_apart(text, keys)]
    return (*given, *[""] * (len(keys.gaps) - len(given)))


def _assigned(given: Sequence[str], keys: _ExpectedList) -> tuple[Part, ...]:
    """Assigns each piece to one gap, and as many pieces as possible (by augmenting paths), so that
    an answer that fits two gaps does not take the only gap of another."""
    graded = [keys.row(text) for text in given]
    taken: dict[int, int] = {}
    for at in range(len(given)):
        _assign(at, graded, taken, set())
    by_text = {text: gap for gap, text in taken.items()}
    return tuple(_assigned_part(row, by_text.get(at)) for at, row in enumerate(graded))


_MOST_PIECES = 50  # a pasted page may have thousands, and each would be compared
_BULLET = r"(?:[-–—•*·]|\(?\d{1,2}(?:[.)]|-(?=\s))|[^\W\d_]\))\s+"
_BETWEEN = re.compile(rf"\s*[,;\n،、；，・|؛]\s*(?:{_BULLET})?|(?:^|\s+){_BULLET}")


def _forms(gap: Gap) -> tuple[str, ...]:
    return (gap.answer, *gap.accepted)


def _look(phrase: Phrase) -> tuple[int, int]:
    return letters(phrase.joined), letters("".join(phrase_sounds(phrase)))


def _taken_apart(text: str, keys: _ExpectedList) -> list[str]:
    if len(text) > LONGEST_TYPED * len(keys.gaps) or keys.is_answer(text):
        return [text]
    most = max(_MOST_PIECES, 2 * len(keys.gaps))
    pieces = [piece for piece in _BETWEEN.split(text) if piece.strip()][:most]
    parts = [part for piece in pieces for part in _without_and(piece, keys)]
    if len(parts) == 1 or has_syllables(text):
        parts = [each for part in parts for each in _at_spaces(part, keys)]
    parts = [each for part in parts for each in _at_marks(part, keys)][:most]
    return parts or [text]


def _at_marks(part: str, keys: _ExpectedList) -> list[str]:
    """Takes “rosso bianco” or “verde-bianco-rosso” apart if all of it are answers."""
    if keys.is_answer(part):
        return [part]
    splits = ([piece for piece in part.split(mark) if piece.strip()] for mark in " -·/")
    return next(
        (each for each in splits if len(each) > 1 and all(map(keys.is_answer, each))), [part]
    )


def _at_spaces(text: str, keys: _ExpectedList) -> list[str]:
    """Takes "copper tin" or "copper/tin" apart if no key has such a mark. Where words have no
    spaces between them, as in 春と夏, the keys say where each ends."""
    answers = [gap.answer.strip() for gap in keys.gaps]
    if has_syllables(text):
        key, ands = ("|".join(map(re.escape, each)) for each in (answers, keys.conjunctions))
        between = re.sub(key, "", text)
        return re.findall(key, text) if re.fullmatch(rf"(?:[\s·/-]|{ands})*", between) else [text]
    for mark in ("/", " "):
        if mark in text and not any(mark in answer for answer in answers):
            return text.split(mark)
    return [text]


def _without_and(piece: str, keys: _ExpectedList) -> Iterator[str]:
    conjunctions = "|".join(
        re.escape(each[:-1]) if each.endswith("+") else re.escape(each) + r"\s+"
        for each in keys.conjunctions  # the Arabic “and” is written as one with the next word
    )
    bare = re.sub(rf"^(?:{conjunctions})", "", piece.strip(), flags=re.IGNORECASE)
    if keys.is_answer(bare):
        yield bare
        return
    yield from re.split(rf"\s+(?:{conjunctions}|\+\s+)", bare, flags=re.IGNORECASE)


def _assign(text: int, graded: Sequence[_Row], taken: dict[int, int], tried: set[int]) -> bool:
    for gap, part in graded[text].items():
        if not part.is_right or gap in tried:
            continue
        tried.add(gap)
        if gap not in taken or _assign(taken[gap], graded, taken, tried):
            taken[gap] = text
            return True
    return False


def _assigned_part(row: _Row, gap: int | None) -> Part:
    if gap is not None:
        return row[gap]
    if any(part.is_right for part in row.values()):
        return Part(Mark.WRONG, Reason.NAMED_TWICE)
    return row[min(row)]
