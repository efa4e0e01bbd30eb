"""Rules about whole quizzes, and about questions on one text: what they give away together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from math import log, sqrt

from quizgen.compiling.contents import answers
from quizgen.diagnostics import count, shortened
from quizgen.kinds import has_flag
from quizgen.lint import Quiz, advice, rule
from quizgen.lint._context import LintContext, key_and_distractors, words_in, words_of
from quizgen.quiz.enemy import How
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice, Open, Option
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
    for key, often in Counter(keys).most_common(1):
        if len(keys) >= _ENOUGH and often / len(keys) > _MOST_ALIKE:
            yield f"the key of {often} of {len(keys)} statements is “{key}”"


_ENOUGH = 6  # statements: with fewer, a fair coin often falls as unevenly
_MOST_ALIKE = 0.65


@advice
def listed_enemies(quiz: Quiz, context: LintContext) -> Iterator[str]:
    """Two questions that a quiz lists help with each other.

    One states what the other asks for, both have one answer, or one is true and the other false.
    Where the text is printed above the questions (`passage:`), it is no help that one states what
    can be read there. A draw avoids such pairs; a list is the author's. Those that may stand
    together say so with `friends:`. Between questions on one text most such pairs are real ones,
    in a bank on one subject few: there a common word is enough to be taken for an answer.

    Source: Haladyna, Downing and Rodriguez (2002), rule 4 (items independent of one another).

    Found: Who built the lighthouse? / By whom was the lighthouse built?
    Better: one of them
    """
    listed = [str(node.value) for each in quiz.blueprint.sections for node in each.keys.items]
    said: set[frozenset[str]] = set()
    for name in listed:
        for other, enemy in context.expansion.enemies.beside(name).items():
            pair = frozenset((name, other))
            is_news = not quiz.blueprint.passages or enemy.how in _BOTH
            if other in listed and pair not in said and is_news:
                said.add(pair)
                yield f"{enemy.reason}: list one of the two, or write `friends:`"


_BOTH = (How.REPEATS, How.TWINS, How.CONTRADICTS)


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
        listed = ", ".join(f"{look} {often}" for look, often in looks.most_common())
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


_MOST_ON_ONE_SENTENCE = 4  # questions
_FEW_STEMS = 3  # stems: a word that more of them have tells nobody where it belongs


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
            elsewhere = elsewhere if len(elsewhere) <= _FEW_STEMS else []
        seen = (context.beside.stems_with(words_in(each.content), item) for each in others)
        if elsewhere and context.content(key) and not any(seen):
            more = f" and {len(elsewhere) - 1} more" if len(elsewhere) > 1 else ""
            yield f"its answer “{key}” stands in the stem of `{elsewhere[0]}`{more}"
            return


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
    before = [*islice(context.beside.before_on_its_words(item), _MOST_ON_ONE_SENTENCE + 1)]
    if len(before) == _MOST_ON_ONE_SENTENCE:
        listed = ", ".join(f"`{each.id}`" for each in before)
        yield f"{listed} rest on the same words already"


@advice
def points_not_allocated(quiz: Quiz) -> Iterator[str]:
    """Two markers give different points for one answer if nothing says what each part is worth.

    Write `marking: {what is expected: points}`. Where there are as many marking points as points,
    each is worth one, and nothing is reported.

    Source: Hogan and Murphy (2007), on scoring constructed-response items: the points of each part
    are set in advance.

    Found: points: 4, marking: [names the rent, says who paid, says when]
    Better: marking: {names the rent: 2, says who paid: 1, says when: 1}
    """
    worth = {placed.item: placed.points for placed in quiz.form.placed}
    for item in quiz.items:
        response = item.response
        if not isinstance(response, Open) or response.worths or worth[item.id] <= 1:
            continue
        if len(response.points) != worth[item.id]:
            parts = count(len(response.points), "marking point")
            yield f"`{item.id}` is worth {worth[item.id]:g}, and nothing shares that among {parts}"


@advice
def rights_unknown(quiz: Quiz, context: LintContext) -> Iterator[str]:
    """A printed text is a copy, and nobody can tell from this deck whether it may be made.

    Write what is known into the source: `rights: © Gazette` or `licence: CC BY 4.0`. It is printed
    below the text.

    Source: Creative Commons, recommended practices for attribution: title, author, source, licence.

    Found: passage: source, source: {file: report.txt}
    Better: passage: source, source: {file: report.txt, licence: CC BY 4.0}
    """
    about = context.deck.about
    for passage in quiz.form.passages:
        source = about.source_called(passage.source)
        if not source.rights and not source.licence:
            yield f"it prints {source.name}, of which neither `rights:` nor `licence:` is known"
