"""What was answered, in words that outlive an edit of the deck, and back.

An option is known by its text: its place changes whenever the author adds another one.
"""

from __future__ import annotations

import json
from typing import Any

from quizgen.grade.answer import Answer, Chosen, Judged, Matched, Ordered, Typed
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import plain


def words_of(item: Item, answer: Answer | None) -> object:
    """The value that `interchange/history.py` describes."""
    match item.response, answer:
        case Choice(options=options), Chosen(chosen):
            return [plain(options[index].content) for index in sorted(chosen)]
        case Matching() as matching, Matched(rights):
            return [
                [plain(pair.left), None if right is None else plain(matching.rights[right])]
                for pair, right in zip(matching.pairs, rights, strict=True)
            ]
        case Ordering(steps), Ordered(given):
            return [plain(steps[index]) for index in given]
        case _, Typed(texts):
            return list(texts)
        case _, Judged(is_right):
            return is_right
        case _:
            return None


def read_answer(item: Item, text: str) -> Answer | None:
    """Reads the JSON of such words. None if the deck no longer has what was answered."""
    try:
        return _answer(item, json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _answer(item: Item, words: Any) -> Answer | None:
    """Raises what `read_answer` catches if the words do not fit the response."""
    match item.response, words:
        case Choice(options=options), list():
            shown = [plain(option.content) for option in options]
            return Chosen(frozenset(shown.index(text) for text in words))
        case Matching() as matching, list():
            rights = [plain(right) for right in matching.rights]
            given = dict(words)
            picked = (given.get(plain(pair.left)) for pair in matching.pairs)
            return Matched(tuple(None if each is None else rights.index(each) for each in picked))
        case Ordering(steps), list() if len(words) == len(steps):
            places = {plain(step): place for place, step in enumerate(steps)}
            return Ordered(tuple(places[text] for text in words))
        case Open(), bool():
            return Judged(words)
        case TextEntry() | Numeric() | Open(), [str(text)]:  # an open one is judged after an exam
            return Typed((text,))
        case Gaps(gaps=gaps), list() if len(words) <= len(gaps):
            return Typed(tuple(map(str, words)))
        case _:
            return None
