"""Rules about whole quizzes: what their questions, taken together, give away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import sqrt

from quizgen.compiling.enemy import Enemy, How
from quizgen.kinds import has_flag
from quizgen.lint import advice, rule
from quizgen.lint._context import LintContext
from quizgen.lint._guesser import guesses
from quizgen.lint._leaks import leaks
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
def gives_another_away(quiz: Quiz, context: LintContext) -> Iterator[str]:
    """A question that contains the key of another one answers it.

    The rule compares stems, steps and pairs within a quiz. It leaves out stems that contain
    distractors too, and quizzes with the text above the questions (`passage:`). `enemies:` keeps
    two questions out of one form.

    Source: Haladyna, Downing and Rodriguez (2002), rule 4 (items independent of one another).

    Found: Who often become mediators? / What did the mediators do?
    Better: the second with enemies: [the-first]
    """
    if quiz.blueprint.passages:
        return
    for item, other, key in leaks(quiz.items, context):
        yield f"“{key}” is the key of `{item.id}` and stands in `{other.id}`"


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
    there = {*listed}
    if len(listed) < 2:
        return
    said = {frozenset((one.id, other.id)) for one, other, _ in leaks(quiz.items, context)}
    for name in listed:
        for other, enemy in context.expansion.enemies.beside(name).items():
            pair = frozenset((name, other))
            if other in there and pair not in said and _is_news(enemy, quiz):
                said.add(pair)
                yield enemy.reason


_BOTH = (How.REPEATS, How.TWINS, How.CONTRADICTS)


def _is_news(enemy: Enemy, quiz: Quiz) -> bool:
    return not quiz.blueprint.passages or enemy.how in _BOTH


@rule
def passed_without_knowledge(quiz: Quiz, context: LintContext) -> Iterator[str]:
    """Someone who has not read the text could pass by the looks of the options.

    A simulated guesser takes what looks most like a key: the longest option, one with a word of
    the stem or a hedge, “all of the above”. It strikes out absolute words and “none of the above”.
    A quiz is reported if that clearly beats chance. The figures say which look to mend first.

    Source: weights from 7,736 published four-option questions, where always taking the longest
    scores 40 %; on 7,227 of such questions this guesser scores 43 %, where chance is 25 %. Millman,
    Bishop and Ebel (1965) on test-wiseness.

    Found: the guesser has 9 of 12 questions right, where chance gives 3
    Better: options alike in length, words and certainty
    """
    opinions = list(guesses(quiz.items, context))
    right = sum(1 / each.candidates for each in opinions if each.is_right)
    chances = [1 / each.options for each in opinions]
    spread = sqrt(sum(chance * (1 - chance) for chance in chances))
    if len(opinions) >= _FEWEST and right > sum(chances) + _SURE * spread:
        looks = Counter(each.look for each in opinions if each.is_right)
        listed = ", ".join(f"{look} {count}" for look, count in looks.most_common())
        share = f"{right:.3g} of {len(opinions)} questions"
        yield f"a guesser has {share} right, chance gives {sum(chances):.3g}: {listed}"


_FEWEST = 4  # questions: fewer prove nothing
_SURE = 2.3  # standard deviations above chance: about one fair quiz in a hundred goes beyond that
