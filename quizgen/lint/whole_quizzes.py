"""Rules about whole quizzes: what their questions, taken together, give away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import log, sqrt

from quizgen.kinds import has_flag
from quizgen.lint import advice, rule
from quizgen.lint._context import LintContext
from quizgen.lint._other_items import key_and_distractors
from quizgen.lint._subjects import Quiz
from quizgen.lint._words import words_in
from quizgen.quiz.enemy import Enemy, How
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice, Option
from quizgen.quiz.rich import plain


@advice
def true_false_balance(quiz: Quiz) -> Iterator[str]:
    """If nearly all statements are true, or nearly none, guessing is easy.

    Add statements of the other sorts: at most 65 % should have one key.

    Source: Penn State, guidelines for true/false items.

    Found: the key of 9 of 10 statements is “True”
    Better: 5 of 10
    """
    statements = [each for each in quiz.items if has_flag(each.kind, "HAS_FIXED_WORDS")]
    keys = [
        plain(option.content)
        for each in statements
        if isinstance(each.response, Choice)
        for option in each.response.options
        if option.is_key
    ]
    for key, count in Counter(keys).most_common(1):
        if len(keys) >= _ENOUGH and count / len(keys) > _MOST_ALIKE:
            yield f"the key of {count} of {len(keys)} statements is “{key}”"


_ENOUGH = 6  # statements: with fewer, a fair coin often falls as unevenly
_MOST_ALIKE = 0.65


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
                yield f"{enemy.reason}: list one of the two, or write `friends:`"


_BOTH = (How.REPEATS, How.TWINS, How.CONTRADICTS)


def _is_news(enemy: Enemy, quiz: Quiz) -> bool:
    return not quiz.blueprint.passages or enemy.how in _BOTH


@rule
def passed_without_knowledge(quiz: Quiz, context: LintContext) -> Iterator[str]:
    """Someone who has not read the text could pass by the looks of the options.

    A simulated guesser takes what looks most like a key: the longest option, one with a word of
    the stem or a hedge, “all of the above”. It strikes out “none of the above”, and takes
    statements with absolute words for false.
    A quiz is reported if that clearly beats chance. The figures say which look to mend first.

    Source: weights from 6,790 published four-option questions, where chance is 25 %, always taking
    the longest scores 36 %, and this guesser 38 %; on 2,640 of trivia it scores 27 %. Millman,
    Bishop and Ebel (1965) on test-wiseness.

    Found: the guesser has 9 of 12 questions right, where chance gives 3
    Better: options alike in length, words and certainty
    """
    right, chances, looks = 0.0, list[float](), Counter[str]()
    for options, candidates, look in _guesses(quiz.items, context):
        chances.append(1 / len(options))
        if any(each.is_key for each in candidates):
            right += 1 / len(candidates)
            looks[look] += 1
    spread = sqrt(sum(chance * (1 - chance) for chance in chances))
    if len(chances) >= _FEWEST and right > sum(chances) + _SURE * spread:
        listed = ", ".join(f"{look} {count}" for look, count in looks.most_common())
        share = f"{right:.3g} of {len(chances)} questions"
        yield f"a guesser has {share} right, chance gives {sum(chances):.3g}: {listed}"


_FEWEST = 4  # questions: fewer prove nothing
_SURE = 2.3  # standard deviations above chance: about one fair quiz in a hundred goes beyond that


def _guesses(
    items: tuple[Item, ...], context: LintContext
) -> Iterator[tuple[tuple[Option, ...], list[Option], str]]:
    """The options of each question on which some look better than the others, those, and why."""
    for item in items:
        response = item.response
        if not isinstance(response, Choice):
            continue
        if has_flag(item.kind, "HAS_FIXED_WORDS"):
            looks = _looks_of_statement(item, response.options, context)
        elif key_and_distractors(item) and len(response.options) > 1:
            looks = [_looks(each, response.options, item, context) for each in response.options]
        else:
            continue
        # Rounded, since the same looks in another order give sums that differ in the last digit.
        sums = [round(sum(each.values()), 6) for each in looks]
        best = [at for at, worth in enumerate(sums) if worth == max(sums)]
        if len(best) < len(sums):
            look = max(
                looks[best[0]], key=looks[best[0]].__getitem__, default="no “none of the above”"
            )
            yield response.options, [response.options[at] for at in best], look


def _worth(share_of_keys: float, chance: float = 0.25) -> float:  # of four options
    return log(share_of_keys / (1 - share_of_keys)) - log(chance / (1 - chance))


# How often an option with this look was the key of a published question, against chance.
_CUES = {
    "all of the above": ("all-of-these", _worth(0.74)),
    "a hedge": ("hedges", _worth(0.49)),
    "none of the above": ("none-of-these", _worth(0.05)),
}
_MUCH_LONGER, _LONGEST, _WORD_OF_STEM = _worth(0.60), _worth(0.33), _worth(0.32)


def _looks(
    option: Option, options: tuple[Option, ...], item: Item, context: LintContext
) -> dict[str, float]:
    text, words = plain(option.content), words_in(option.content)
    others = [each for each in options if each is not option]
    longest = max(len(plain(each.content)) for each in others)
    found = {
        look: worth for look, (cues, worth) in _CUES.items() if context.cues(cues).found(words)
    }
    if len(text) >= 1.5 * longest and len(words.all) >= 4:
        found["much the longest option"] = _MUCH_LONGER
    elif len(text) > longest:
        found["the longest option"] = _LONGEST
    shared = context.content(text) & context.content(plain(item.stem, " "))
    if context.cues("functions") and shared - context.bags.of(*(plain(o.content) for o in others)):
        found["a word of the stem"] = _WORD_OF_STEM
    return found


def _looks_of_statement(
    item: Item, options: tuple[Option, ...], context: LintContext
) -> list[dict[str, float]]:
    """A statement with an absolute word looks false, one with a hedge looks true."""
    words = words_in(item.stem)
    is_hedged = bool(context.cues("hedges").found(words))
    if is_hedged == bool(context.cues("absolutes").found(words)):
        return [{}, {}]
    found = [{"a hedge": 1.0}, {}] if is_hedged else [{}, {"an absolute word": 1.0}]
    return found if len(options) == 2 else [*found, {}]
