"""Marks an answer, rates it and commits it to the log.

The log has answers in words that outlive an edit of the deck. An option is known by its text: its
place changes whenever the author adds another one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from quizgen.grade.answer import UNANSWERED, Answer, Chosen, Judged, Matched, Ordered, Typed
from quizgen.grade.lexicon import EMPTY
from quizgen.grade.marking import grade
from quizgen.interchange.fingerprint import key_hash
from quizgen.interchange.history import Review
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import plain
from quizgen.study import schedule
from quizgen.study.answer_words import words_of
from quizgen.study.frontend import Given
from quizgen.study.question import Marked, ShownItem
from quizgen.study.session_context import SessionContext, milliseconds


@dataclass(frozen=True, slots=True)
class Sitting:
    """The reviews of one session share these. `session` is the moment when it began."""

    session: int
    mode: str = ""


def mark(shown: ShownItem, given: Given | None, context: SessionContext) -> Marked:
    """`given` is None if the learner asked to be shown the answer, or left the question open."""
    if given is None:
        return Marked(shown, None, UNANSWERED)
    answer = given.answer
    item = shown.item
    lexicon = context.lexicon(shown.deck) if isinstance(answer, Typed) else EMPTY
    return Marked(shown, answer, grade(item.response, answer, lexicon, plain(item.stem)))


def rating(is_right: bool, is_hinted: bool = False) -> int:
    """A program tells right from wrong, but not good from easy. After a hint it was hard."""
    if not is_right:
        return schedule.AGAIN
    return schedule.HARD if is_hinted else schedule.GOOD


def commit(
    marked: Marked, rated: int | None, sitting: Sitting, began: int, context: SessionContext
) -> Review:
    """The review that it returns is on disk. `began` is when the question was shown."""
    now, item, verdict = context.clock(), marked.shown.item, marked.verdict
    return context.history.record(
        Review(
            at=milliseconds(now),
            deck=marked.shown.deck.about.uid,
            item=item.id,
            session=sitting.session,
            day=schedule.study_day(now),
            answer=write_answer(item, marked.answer),
            mark=verdict.mark,
            reason=verdict.reason,
            rating=rated,
            took=max(0, milliseconds(now) - began),  # the clock may have been set back
            key=key_hash(item.response),
            mode=sitting.mode,
        )
    )


def write_answer(item: Item, answer: Answer | None) -> str:
    """The JSON that `interchange/history.py` describes."""
    return json.dumps(words_of(item, answer), ensure_ascii=False)


def read_answer(item: Item, text: str) -> Answer | None:
    """Returns None if the deck no longer has what was answered."""
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
