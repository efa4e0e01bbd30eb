"""From the prompt to the log: an answer is asked for, marked and committed."""

from __future__ import annotations

import json
from dataclasses import dataclass

from quizgen.grade.answer import (
    Answer,
    Chosen,
    Judged,
    Mark,
    Matched,
    Ordered,
    Reason,
    Typed,
    Verdict,
)
from quizgen.grade.lexicon import EMPTY
from quizgen.grade.marking import grade
from quizgen.interchange.key import key_hash
from quizgen.model import Choice, Matching, Ordering, Response, plain
from quizgen.study import schedule
from quizgen.study.asking import Command, ask
from quizgen.study.history import Review
from quizgen.study.place import Place, milliseconds
from quizgen.study.question import Asked
from quizgen.study.session import Stage


@dataclass(frozen=True, slots=True)
class Marked:
    """`answer` is None where the learner asked to be shown it."""

    asked: Asked
    answer: Answer | None
    verdict: Verdict


def take_answer(asked: Asked, stage: Stage, session: int, place: Place) -> Marked | Command:
    """What comes back is on disk; a command to skip or quit leaves no trace."""
    schedule.warm_up()
    began = milliseconds(place.clock())
    answer = ask(asked, place.screen)
    if answer is Command.REVEAL:
        marked = Marked(asked, None, _NOT_KNOWN)
    elif isinstance(answer, Command):
        return answer
    else:
        lexicon = place.deck.lexicon if isinstance(answer, Typed) else EMPTY
        marked = Marked(asked, answer, grade(asked.item.response, answer, lexicon))
    place.history.record(_review(marked, stage, session, began, place))
    return marked


def as_logged(response: Response, answer: Answer | None) -> str:
    """JSON, in words that outlive an edit of the deck: a list of texts (options chosen, texts
    typed, steps in the order given), pairs for a matching, true or false for a judgement, null
    where the answer was asked for."""
    return json.dumps(_in_words(response, answer), ensure_ascii=False)


_NOT_KNOWN = Verdict(Mark.WRONG, Reason.NO_ANSWER, (), 1)


def _review(marked: Marked, stage: Stage, session: int, began: int, place: Place) -> Review:
    now, item, verdict = place.clock(), marked.asked.item, marked.verdict
    rating = schedule.GOOD if verdict.is_right else schedule.AGAIN
    return Review(
        at=milliseconds(now),
        deck=place.deck.about.uid,
        item=item.id,
        session=session,
        day=schedule.study_day(now),
        answer=as_logged(item.response, marked.answer),
        mark=verdict.mark,
        reason=verdict.reason,
        rating=None if stage is Stage.AGAIN else rating,
        took=milliseconds(now) - began,
        key=key_hash(item.response),
    )


def _in_words(response: Response, answer: Answer | None) -> object:
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
