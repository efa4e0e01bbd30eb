"""A list asks for several answers in any order: all of them, each once, and nothing else.

They may be typed one by one or on one line. A line is split at commas and semicolons, and at "and"
only if the whole is not an answer itself: Trinidad and Tobago is one. Text that matches a key is
found at once; only the rest is compared letter by letter, and only with the most similar keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest

from quizgen.grade.answer import Mark, Part, Reason
from quizgen.grade.lexicon import Lexicon, letters, phrase_sounds
from quizgen.grade.likeness import LONGEST_TYPED, has_syllables
from quizgen.grade.phrase import Phrase
from quizgen.grade.typed_text import grade_text
from quizgen.quiz.responses import Gap

PartByGap = dict[int, Part]
_MOST_LIKE = 12  # a text is compared with so many keys at most; most lists are shorter


class ExpectedList:
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
        self._rows: dict[str, PartByGap] = {}
        self.conjunctions = (*lexicon.language.conjunctions, "&")

    def row(self, text: str) -> PartByGap:
        """How the text is marked against each key that it may mean."""
        if text not in self._rows:
            self._rows[text] = self._compared(text)
        return self._rows[text]

    def is_answer(self, text: str) -> bool:
        return any(part.is_right for part in self.row(text).values())

    def _compared(self, text: str) -> PartByGap:
        if not text.strip() or len(text) > self._longest:
            return {0: grade_text(text, self.gaps[0], self.lexicon)}
        given = self.lexicon.phrase(text)
        same = self._graded(text, self._by_joined.get(given.joined, ()))
        right = {at: part for at, part in same.items() if part.is_right}
        return right or self._graded(text, self._likest(given))

    def _graded(self, text: str, places: Iterable[int]) -> PartByGap:
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


def pieces(texts: Sequence[str], keys: ExpectedList) -> tuple[str, ...]:
    """What was typed, piece by piece. Empty texts at the end stand for missing answers."""
    given = [piece for text in texts for piece in _taken_apart(text, keys)]
    return (*given, *[""] * (len(keys.gaps) - len(given)))


def grade_list(given: Sequence[str], keys: ExpectedList) -> tuple[Part, ...]:
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


def _taken_apart(text: str, keys: ExpectedList) -> list[str]:
    if len(text) > LONGEST_TYPED * len(keys.gaps) or keys.is_answer(text):
        return [text]
    most = max(_MOST_PIECES, 2 * len(keys.gaps))
    pieces = [piece for piece in _BETWEEN.split(text) if piece.strip()][:most]
    parts = [part for piece in pieces for part in _without_and(piece, keys)]
    if len(parts) == 1 or has_syllables(text):
        parts = [each for part in parts for each in _at_spaces(part, keys)][:most]
    return parts or [text]


def _at_spaces(text: str, keys: ExpectedList) -> list[str]:
    """Takes "copper tin" or "copper/tin" apart if no key has such a mark. Where words have no
    spaces between them, as in 春と夏, the keys say where each ends."""
    answers = [gap.answer.strip() for gap in keys.gaps]
    if has_syllables(text):
        key, ands = ("|".join(map(re.escape, each)) for each in (answers, keys.conjunctions))
        between = re.sub(key, "", text)
        return re.findall(key, text) if re.fullmatch(rf"(?:\s|{ands})*", between) else [text]
    for mark in ("/", " "):
        if mark in text and not any(mark in answer for answer in answers):
            return text.split(mark)
    return [text]


def _without_and(piece: str, keys: ExpectedList) -> Iterator[str]:
    conjunctions = "|".join(
        re.escape(each[:-1]) if each.endswith("+") else re.escape(each) + r"\s+"
        for each in keys.conjunctions  # the Arabic “and” is written as one with the next word
    )
    bare = re.sub(rf"^(?:{conjunctions})", "", piece.strip(), flags=re.IGNORECASE)
    if keys.is_answer(bare):
        yield bare
        return
    yield from re.split(rf"\s+(?:{conjunctions}|\+\s+)", bare, flags=re.IGNORECASE)


def _assign(text: int, graded: Sequence[PartByGap], taken: dict[int, int], tried: set[int]) -> bool:
    for gap, part in graded[text].items():
        if not part.is_right or gap in tried:
            continue
        tried.add(gap)
        if gap not in taken or _assign(taken[gap], graded, taken, tried):
            taken[gap] = text
            return True
    return False


def _assigned_part(row: PartByGap, gap: int | None) -> Part:
    if gap is not None:
        return row[gap]
    if any(part.is_right for part in row.values()):
        return Part(Mark.WRONG, Reason.NAMED_TWICE)
    return row[min(row)]
