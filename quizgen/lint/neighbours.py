"""Rules about questions that ask about the same text: what many of them, taken together, show."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from quizgen.compiling.texts import answers
from quizgen.lint import advice
from quizgen.lint._context import LintContext
from quizgen.lint._other_items import key_and_distractors
from quizgen.lint._words import words_in, words_of
from quizgen.phrases import shortened
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice, Option
from quizgen.quiz.rich import plain

_MOST = 4  # questions
_FEW = 3  # stems: a word that more of them have tells nobody where it belongs


@advice
def key_seen_elsewhere(item: Item, context: LintContext) -> Iterator[str]:
    """Whoever has read another question, or seen another card, knows the answer.

    This is reported if the answer stands word for word in the stem of another question on the text,
    and of a choice no distractor does; what is typed may stand in one on the same claim, which is
    kept apart anyway. Reword the other stem, or take distractors from other stems, too. On a short
    text some of it cannot be helped.

    Source: on a deck of 103 questions about one speech an option that stands in another stem was
    the key in 25 of 40 cases, where chance is 25 %; among published questions on no common text in
    29 %. Millman, Bishop and Ebel (1965) on test-wiseness.

    Found: “What, she said, came before pears?” – apples / figs / nuts, beside “When came apples?”
    Better: the same, beside “When came apples and figs?”
    """
    if not item.evidence or (isinstance(item.response, Choice) and item.response.is_multiple):
        return
    parts = key_and_distractors(item)
    others = parts[1] if parts else []
    for key in answers(item):
        elsewhere = context.beside.stems_with(words_of(key), item)
        if parts is None:
            elsewhere = [each for each in elsewhere if context.by_id[each].claim != item.claim]
            elsewhere = elsewhere if len(elsewhere) <= _FEW else []
        if elsewhere and context.content(key) and not _is_one_seen(others, item, context):
            more = f" and {len(elsewhere) - 1} more" if len(elsewhere) > 1 else ""
            yield f"its answer “{key}” stands in the stem of `{elsewhere[0]}`{more}"
            return


def _is_one_seen(options: list[Option], item: Item, context: LintContext) -> bool:
    return any(context.beside.stems_with(words_in(each.content), item) for each in options)


@advice
def dead_option(item: Item, context: LintContext) -> Iterator[str]:
    """If several questions share their options, one that is never right is soon struck out.

    This is reported where more questions share them than there are options. Ask a question whose
    key it is, or replace it.

    Source: Haladyna and Downing (1993): a distractor that nobody takes does not count.

    Found: five questions with the options quoted / retold / neither, whose keys are quoted
    Better: five questions whose keys are quoted, retold or neither
    """
    alike = context.beside.sharing_options.get(item.id, [])
    parts = [found for each in alike if (found := key_and_distractors(each))]
    keys = {plain(key.content) for key, _ in parts}
    options = [plain(each.content) for key, others in parts[:1] for each in (key, *others)]
    dead = [each for each in options if each not in keys]
    are_letters = not context.bags.of(*options)
    if dead and len(alike) > len(options) and not are_letters:
        listed = ", ".join(f"“{shortened(each, 40)}”" for each in dead)
        yield f"{len(alike)} questions share their options, and never the key: {listed}"


@advice
def many_on_one_sentence(item: Item, context: LintContext) -> Iterator[str]:
    """Questions on the same words answer each other, so that a quiz can hardly have two of them.

    The fifth question that rests on words of one sentence alone is reported. Other words of a long
    sentence are another matter. Ask about another sentence, or about several.

    Source: on two decks judged pair by pair, 140 of 200 pairs on the same words give an answer
    away, and 3 in a hundred of all others.

    Found: five gaps and choices in “Apples came before pears.”
    Better: four of them, and one about what she said of pears and of plums
    """
    before = [*islice(context.beside.before_on_its_words(item), _MOST + 1)]
    if len(before) == _MOST:
        listed = ", ".join(f"`{each.id}`" for each in before)
        yield f"{listed} rest on the same words already"
