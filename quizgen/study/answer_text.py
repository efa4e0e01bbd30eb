"""Writes an answer in words that outlive an edit of the deck, and reads it back.

An option is known by its text: its place changes whenever the author adds another one.
"""

from __future__ import annotations

import json
from typing import Any

from quizgen.grade.answer import Answer, Chosen, Judged, Matched, Ordered, Typed
from quizgen.quiz.responses import (
    Choice,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import plain


def write_answer(response: Response, answer: Answer | None) -> str:
    """The JSON that `interchange/history.py` describes."""
    return json.dumps(_words_of(response, answer), ensure_ascii=False)


def read_answer(response: Response, text: str) -> Answer | None:
    """Returns None if the deck no longer has what was answered."""
    try:
        return _answer(response, json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _words_of(response: Response, answer: Answer | None) -> object:
    match response, answer:
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


def _answer(response: Response, words: Any) -> Answer | None:
    """Raises what `read_answer` catches if the words do not fit the response."""
    match response, words:
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
        case TextEntry() | Numeric(), [str(text)]:
            return Typed((text,))
        case Gaps(gaps=gaps), list() if len(words) <= len(gaps):
            return Typed(tuple(map(str, words)))
        case Open(), bool():
            return Judged(words)
        case Open(), [str(text)]:  # in an exam, which is judged at the end
            return Typed((text,))
        case _:
            return None
