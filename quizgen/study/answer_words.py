"""What was answered, in words: another deck may have its options in another order."""

from __future__ import annotations

from quizgen.grade.answer import Answer, Chosen, Judged, Matched, Ordered, Typed
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice, Matching, Ordering
from quizgen.quiz.rich import plain


def words_of(item: Item, answer: Answer | None) -> object:
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
