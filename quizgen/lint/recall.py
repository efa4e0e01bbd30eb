"""Rules about what a learner recalls, on cards and in the self-test."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.kinds import has_flag
from quizgen.lint import advice
from quizgen.lint._context import LintContext, is_card, words_in, words_of
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Gaps, Open, TextEntry
from quizgen.quiz.rich import plain

_LONG_LIST = 4
_LONG_ANSWER = 12  # words


@advice
def long_list(item: Item) -> Iterator[str]:
    """Whoever forgets one of four or more things fails the whole card.

    Ask for each thing by itself (a cloze with one gap on each card), or for fewer things.

    Source: Wozniak, Twenty rules of formulating knowledge (1999), rules 9 and 10.

    Found: kind: list, keys: [peace, trust, time, luck]
    Better: kind: cloze, stem: Trade needs ==peace==, ==trust==, ==time== and ==luck==, she said.
    """
    response = item.response
    if isinstance(response, Gaps) and response.is_together and is_card(item):
        count = len(response.gaps)
        if count >= _LONG_LIST:
            yield f"{count} things are asked for at once"


@advice
def long_answer(item: Item, context: LintContext) -> Iterator[str]:
    """An answer of more than 12 words is too long to recall word for word, or to judge quickly.

    Ask for the one thing that counts, or split the card into several; `kind: open` is for answers
    in a learner's own words.

    Source: Wozniak, Twenty rules of formulating knowledge (1999), rules 4 and 11.

    Found: kind: flashcard, key: that trade needs peace and trust and, above all, much more time
    Better: kind: flashcard, key: that trade needs peace, trust and time
    """
    for answer in _recalled(item):
        count = len(words_of(answer).all)
        if count > _LONG_ANSWER:
            yield f"the answer has {count} words"
            return


@advice
def yes_no_card(item: Item, context: LintContext) -> Iterator[str]:
    """Half of all guesses at a yes-or-no card are right, so it teaches little.

    Ask what, who or why; or make it `kind: truefalse`, which shows both choices openly.

    Source: Wozniak, Twenty rules of formulating knowledge (1999), rule 4.

    Found: Did Anna Berg say that trade needs peace? – Yes.
    Better: What did Anna Berg say that trade needs? – Peace.
    """
    cues = context.cues("yes-or-no").single
    for answer in _recalled(item):
        if (first := words_of(answer).all[:1]) and first[0] in cues:
            yield f"the answer is “{answer}”"


@advice
def same_front(item: Item, context: LintContext) -> Iterator[str]:
    """Learners keep mixing up two cards with the same front, whatever their kinds.

    Reword one of them, so that each says what it wants. (Two of the same kind are an error.)

    Source: Wozniak, Twenty rules of formulating knowledge (1999), rule 11 (interference).

    Found: What did she say of trade? as a flashcard and as an open question
    Better: What did she say of trade? / Report what she said of trade, in your own words.
    """
    first = context.fronts.get(words_in(item.stem).spaced, item.id)
    if first != item.id and is_card(item):
        yield f"it has the same front as `{first}`"


def _recalled(item: Item) -> tuple[str, ...]:
    """The answers that have to be recalled word for word, which a model answer has not."""
    if not is_card(item):
        return ()
    match item.response:
        case TextEntry(answer):
            return (answer,)
        case Gaps(gaps):
            return tuple(gap.answer for gap in gaps)
        case Open(answer) if has_flag(item.kind, "IS_BARE"):
            return (plain(answer),)
        case _:
            return ()
