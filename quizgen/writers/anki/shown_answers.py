"""Whether the front of a card shows the answer of another one, word for word.

The compiler finds what gives an answer away, which takes more than its words: “Kazakhstan” stands
on many cards that do not tell where somebody was. Among the cards of a day a learner should not
meet the words at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Ordering, TextEntry
from quizgen.quiz.rich import plain


class ShownAnswers:
    def __init__(self, items: Iterable[Item]) -> None:
        by_name = {item.id: item for item in items}
        self._front = cache(lambda name: _words(" | ".join(_front(by_name[name]))))
        self._answers = cache(lambda name: [*map(_words, _answers(by_name[name]))])

    def among(self, one: str, other: str) -> bool:
        """Whether one of the two shows the other's answer."""
        return self._shows(one, other) or self._shows(other, one)

    def among_any(self, name: str, others: Sequence[str]) -> bool:
        """Whether it may hold of one of the others: all of them are looked through at once."""
        front, fronts = self._front(name), "".join(map(self._front, others))
        return any(answer in fronts for answer in self._answers(name)) or any(
            answer in front for other in others for answer in self._answers(other)
        )

    def _shows(self, one: str, other: str) -> bool:
        front = self._front(one)
        return any(answer in front for answer in self._answers(other))


def _words(text: str) -> str:
    """With a space at both ends, so that only whole words are found in it."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


_WORD = re.compile(r"\w+|\|")


def _answers(item: Item) -> Iterator[str]:
    match item.response:
        case Choice(options, is_fixed=False):
            yield from (plain(option.content) for option in options if option.is_key)
        case TextEntry(answer):
            yield answer
        case Numeric(shown=shown):
            yield shown
        case Gaps(gaps):
            yield from (gap.answer for gap in gaps)


def _front(item: Item) -> Iterator[str]:
    """A text with several cards shows the other gaps on each."""
    yield plain(item.stem)
    match item.response:
        case Choice(options):
            yield from (plain(option.content) for option in options)
        case Matching(pairs) as matching:
            yield from map(plain, (*(pair.left for pair in pairs), *matching.rights))
        case Ordering(steps):
            yield from map(plain, steps)
        case Gaps(gaps, is_ordered=True, is_together=False):
            yield from (gap.answer for gap in gaps)
