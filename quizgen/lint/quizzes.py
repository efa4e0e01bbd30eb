"""Quizzes as a whole: what the questions of one, taken together, give away.

Each finding has its figure and the probability that chance alone would give it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from quizgen.diagnostics import Severity
from quizgen.kinds import has_flag
from quizgen.kinds._options import sort_values
from quizgen.lint import rule
from quizgen.lint._guesser import guesses
from quizgen.lint._leaks import leaks
from quizgen.lint._run import Run
from quizgen.lint._statistics import rank_sum_tail, run_tail, tail, two_sided, weighted_tail
from quizgen.lint._subjects import Quiz
from quizgen.quiz.model import Choice, Item, Placed, plain

_SURE = 0.01  # how unlikely under chance a finding has to be
_UNEVEN = 0.05  # of true against false, which authors balance by hand


@rule
def key_lengths(quiz: Quiz, run: Run) -> Iterator[str]:
    """Keys that are the longest option, or the shortest, more often than chance, give a rule away.

    One long key says nothing; a learner who sees a habit needs no knowledge. Even out the options.

    Source: always taking the longest option scored 40 % on 7,736 published four-option questions,
    where chance is 25 %; Haladyna, Downing and Rodriguez (2002), rule 24.

    Found: the key is the longest option in 8 of 10 questions
    Better: in 2 or 3 of 10
    """
    choices = [parts for item in quiz.items if (parts := run.parts(item)) and parts[1]]
    chances = [1 / (1 + len(others)) for _, others in choices]
    for is_extreme, name in ((_is_longest, "longest"), (_is_shortest, "shortest")):
        count = 0
        for key, others in choices:
            lengths = [len(plain(each.content)) for each in others]
            count += is_extreme(len(plain(key.content)), lengths)
        chance = tail(chances, count)
        if chance < _SURE:
            share = f"{count} of {len(choices)} questions"
            yield f"the key is the {name} option in {share} ({_p(chance)})"


def _is_longest(key: int, others: list[int]) -> bool:
    return key > max(others)


def _is_shortest(key: int, others: list[int]) -> bool:
    return key < min(others)


@rule(level=Severity.INFO)
def key_positions(quiz: Quiz, run: Run) -> Iterator[str]:
    """Keys that stand in one place too often, or many times in a row, can be guessed by place.

    Options are shuffled, by the quiz's seed and form; `order: fixed` and options in order of value
    are not. Give the quiz another `seed:`, or vary the fixed ones.

    Source: Haladyna, Downing and Rodriguez (2002), rule 20.

    Found: 8 of 10 keys stand at A
    Better: seed: another-word
    """
    for form in quiz.forms:
        placed = [each for each in form.placed if run.parts(each.item)]
        places = [_place(each) for each in placed]
        chances = [1 / len(each.order) for each in placed]
        found = _crowded(places, chances) or _in_a_row(places, chances)
        if found:
            yield f"form {form.letter}: {found}"


def _crowded(places: list[int], chances: list[float]) -> str:
    """The test is on each place; that there are several is allowed for."""
    if not places:
        return ""
    place, count = Counter(places).most_common(1)[0]
    chance = tail(chances, count) * max(round(1 / each) for each in chances)
    if chance >= _SURE:
        return ""
    return f"{count} of {len(places)} keys stand at {chr(ord('A') + place)} ({_p(chance)})"


def _in_a_row(places: list[int], chances: list[float]) -> str:
    longest = length = 0
    for at, place in enumerate(places):
        length = length + 1 if at and place == places[at - 1] else 1
        longest = max(longest, length)
    chance = run_tail(chances[1:], longest) if longest > 1 else 1.0
    return f"{longest} keys in a row stand in one place ({_p(chance)})" if chance < _SURE else ""


def _place(placed: Placed) -> int:
    options = placed.item.response.options if isinstance(placed.item.response, Choice) else ()
    return next(at for at, index in enumerate(placed.order) if options[index].is_key)


@rule(level=Severity.INFO)
def true_false_balance(quiz: Quiz) -> Iterator[str]:
    """Where nearly all statements are true, or true ones are longer, guessing is easy.

    Bring in statements of the other sort: between 35 and 65 % should be true.

    Source: Penn State, guidelines for true/false items.

    Found: 9 of 10 statements are true
    Better: 5 of 10
    """
    statements = [item for item in quiz.items if has_flag(item.kind, "HAS_FIXED_WORDS")]
    true = [len(plain(item.stem)) for item in statements if _is_true(item)]
    false = [len(plain(item.stem)) for item in statements if not _is_true(item)]
    chance = two_sided(len(true), len(statements))
    if not 0.35 <= len(true) / max(len(statements), 1) <= 0.65 and chance < _UNEVEN:
        yield f"{len(true)} of {len(statements)} statements are true ({_p(chance)})"
    if true and false and len(statements) <= _MOST_RANKED:
        chance = rank_sum_tail(true, false)
        if chance < _SURE:
            means = f"{sum(true) / len(true):.0f} characters against {sum(false) / len(false):.0f}"
            yield f"true statements are longer, {means} on average ({_p(chance)})"


_MOST_RANKED = 60  # statements: beyond, the exact test takes long


def _is_true(item: Item) -> bool:
    return isinstance(item.response, Choice) and item.response.options[0].is_key


@rule(level=Severity.INFO)
def middle_number(quiz: Quiz, run: Run) -> Iterator[str]:
    """Among numbers in order, the key is too often neither the least nor the greatest.

    Authors set wrong numbers on both sides of the right one, and guessers know it.

    Source: in published questions with sorted numbers the key was an inner one in 58 % of cases,
    where chance is 50 %; Attali and Bar-Hillel (2003).

    Found: the key is an inner number in 8 of 8 questions
    Better: in about half of them
    """
    inner = 0
    chances: list[float] = []
    for item in quiz.items:
        parts = run.parts(item)
        if parts is None or len(parts[1]) < 2:
            continue
        texts = [plain(option.content) for option in (parts[0], *parts[1])]
        values = sort_values(texts, run.deck.language)
        if values is not None:
            chances.append(1 - 2 / len(values))
            inner += min(values) < values[0] < max(values)
    chance = tail(chances, inner)
    if chance < _SURE:
        yield f"the key is an inner number in {inner} of {len(chances)} questions ({_p(chance)})"


@rule
def gives_another_away(quiz: Quiz, run: Run) -> Iterator[str]:
    """A question whose words hold the key of another one answers it.

    Looked at are stems, steps and pairs of the same quiz; not where the text is printed above the
    questions (`passage:`), and not where the stem holds distractors as well. `enemies:` keeps two
    questions out of one form.

    Source: Haladyna, Downing and Rodriguez (2002), rule 4 (items independent of one another).

    Found: Who often become mediators? / What did the mediators do?
    Better: the second with enemies: [the-first]
    """
    if quiz.blueprint.passage:
        return
    for item, other, key in leaks(quiz.items, run):
        yield f"“{key}” is the key of `{item.id}` and stands in `{other.id}`"


@rule
def passed_without_knowledge(quiz: Quiz, run: Run) -> Iterator[str]:
    """Someone who has not read the text passes by the looks of the options.

    A simulated guesser takes what looks most like a key: the longest option, one with a word of
    the stem or a hedge, “all of the above”; and strikes out absolute words and “none of the above”.
    Reported where that beats chance. The figures say which look to mend first.

    Source: weights from 7,736 published four-option questions, where always taking the longest
    scores 40 %; on 7,227 of such questions this guesser scores 43 %, where chance is 25 %. Millman,
    Bishop and Ebel (1965) on test-wiseness.

    Found: the guesser has 9 of 12 questions right, where chance gives 3
    Better: options alike in length, words and certainty
    """
    opinions = list(guesses(quiz.items, run))
    right = sum(_WHOLE // each.candidates for each in opinions if each.is_right)
    draws = [(_WHOLE // each.candidates, each.candidates / each.options) for each in opinions]
    chance = weighted_tail(draws, right)
    if chance < _SURE:
        expected = sum(1 / each.options for each in opinions)
        looks = Counter(each.look for each in opinions if each.is_right)
        listed = ", ".join(f"{look} {count}" for look, count in looks.most_common())
        share = f"{right / _WHOLE:.3g} of {len(opinions)} questions"
        yield f"a guesser has {share} right, chance gives {expected:.3g} ({_p(chance)}): {listed}"


_WHOLE = 60  # points of a right answer: half, a third, a fourth or a fifth of it is whole as well


def _p(probability: float) -> str:
    return f"p = {probability:.2g}" if probability >= 0.0001 else "p < 0.0001"
