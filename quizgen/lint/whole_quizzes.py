"""Rules about whole quizzes: what their questions, taken together, give away."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.compiling.enemy import Enemy, How
from quizgen.kinds import has_flag
from quizgen.lint import advice, rule
from quizgen.lint._context import LintContext
from quizgen.lint._subjects import Quiz
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice


@advice
def true_false_balance(quiz: Quiz) -> Iterator[str]:
    """If nearly all statements are true, or nearly none, guessing is easy.

    Add statements of the other sort: between 35 and 65 % should be true.

    Source: Penn State, guidelines for true/false items.

    Found: 9 of 10 statements are true
    Better: 5 of 10
    """
    keys = [_is_true(each) for each in quiz.items if has_flag(each.kind, "HAS_FIXED_WORDS")]
    if len(keys) >= _ENOUGH and not 0.35 <= keys.count(True) / len(keys) <= 0.65:
        yield f"{keys.count(True)} of {len(keys)} statements are true"


_ENOUGH = 6  # statements: with fewer, a fair coin often falls as unevenly


def _is_true(item: Item) -> bool:
    return isinstance(item.response, Choice) and item.response.options[0].is_key


@rule
def listed_enemies(quiz: Quiz, context: LintContext) -> Iterator[str]:
    """Two questions that a quiz lists help with each other.

    One states what the other asks for, both have one answer, or one is true and the other false.
    Where the text is printed above the questions (`passage:`), it is no help that one states what
    can be read there. A draw avoids such pairs; a list is the author's. Those that may stand
    together say so with `friends:`.

    Source: Haladyna, Downing and Rodriguez (2002), rule 4 (items independent of one another).

    Found: Who built the lighthouse? / By whom was the lighthouse built?
    Better: one of them
    """
    listed = [str(node.value) for each in quiz.blueprint.sections for node in each.keys.items]
    said: set[frozenset[str]] = set()
    for name in listed:
        for other, enemy in context.expansion.enemies.beside(name).items():
            pair = frozenset((name, other))
            if other in listed and pair not in said and _is_news(enemy, quiz):
                said.add(pair)
                yield enemy.reason


_BOTH = (How.REPEATS, How.TWINS, How.CONTRADICTS)


def _is_news(enemy: Enemy, quiz: Quiz) -> bool:
    return not quiz.blueprint.passages or enemy.how in _BOTH
