"""Rules about options: the cues in them that help a guesser, their number and their order.

Every share of published questions was counted on 6,790 four-option questions of the LinkedIn skill
quizzes, each stem once; that of trivia on 2,640 of OpenTriviaQA. Chance is 25 %.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.compiling.contents import written_options
from quizgen.kinds._options import sort_values
from quizgen.lint import advice, rule
from quizgen.lint._context import LintContext, key_and_distractors, words_in
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice
from quizgen.quiz.rich import plain


@rule
def longest_is_key(item: Item, context: LintContext) -> Iterator[str]:
    """A key much longer than its distractors gives itself away.

    Authors qualify what is right and are brief about what is wrong. Shorten the key, or give the
    distractors as much detail. A key is reported if it has at least four words and is half as long
    again as the longest distractor.

    Source: in published questions such an option was the key in 60 % of cases (597 of 995), in
    trivia in 30 %; Haladyna, Downing and Rodriguez (2002), rule 24.

    Found: What did she propose? – a fund that all members pay into by size / a tax / a ban
    Better: What did she propose? – a common fund / a common tax / a common ban
    """
    parts = key_and_distractors(item)
    if parts is None:
        return
    key, others = plain(parts[0].content), parts[1]
    longest = max((len(plain(option.content)) for option in others), default=0)
    if len(key) >= 1.5 * longest and len(key.split()) >= 4:
        yield f"the key has {len(key)} characters, the longest distractor {longest}"


@rule
def all_of_the_above(item: Item, context: LintContext) -> Iterator[str]:
    """“All of the above” is the key far more often than chance.

    Whoever sees that two options are right need not read the others. Ask for several answers
    (`kind: multiple`) instead.

    Source: in published questions it was the key in 74 % of its uses (122 of 165), in trivia in
    56 %; Haladyna, Downing and Rodriguez (2002), rule 26.

    Found: China / Brazil / both of these
    Better: kind: multiple, keys: [China, Brazil], distractors: [India, Japan]
    """
    yield from _stock_options(item, context, "all-of-these")


@rule
def none_of_the_above(item: Item, context: LintContext) -> Iterator[str]:
    """“None of the above” is hardly ever the key, and choosing it does not show any knowledge.

    A learner who chooses it rightly may still believe something wrong. Replace it by a distractor,
    or leave it out: three options are enough.

    Source: in published questions it was the key in 5 % of its uses (3 of 61), in trivia in 17 %;
    Haladyna, Downing and Rodriguez (2002), rule 25.

    Found: China / Brazil / none of these
    Better: China / Brazil / India
    """
    yield from _stock_options(item, context, "none-of-these")


def _stock_options(item: Item, context: LintContext, name: str) -> Iterator[str]:
    options = written_options(item) if context.may_have(name, item) else ()
    for option in options:
        if context.cues(name).opening(words_in(option.content)):
            yield f"the option “{plain(option.content)}” is a cue to guessers"


@advice
def hedged_key(item: Item, context: LintContext) -> Iterator[str]:
    """A hedge in the key alone shows the care that its author took.

    Hedge the distractors as well, or no option at all.

    Source: in published questions an option with such a word was the key in 49 % of cases (29 of
    59); Haladyna, Downing and Rodriguez (2002), rule 28.

    Found: they often become mediators / they become rivals / they stand aside
    Better: they become mediators / they become rivals / they stand aside
    """
    parts = key_and_distractors(item) if context.may_have("hedges", item) else None
    hedges = context.cues("hedges")
    found = hedges.found(words_in(parts[0].content)) if parts else ""
    if parts and found and not any(hedges.found(words_in(each.content)) for each in parts[1]):
        yield f"only the key has a hedge: “{found}”"


@advice
def key_repeats_stem(item: Item, context: LintContext) -> Iterator[str]:
    """A word that only the stem and the key have in common points to the key.

    Words count by their first letters, so that “integrate” repeats “integration”. Function words,
    words under four letters and the names of speakers and of the source do not count. Use another
    word in the stem, or let a distractor have the word as well.

    Source: in published questions such an option was the key in 32 % of cases, and in 37 % where it
    was the only one, in trivia in 25 %; Haladyna, Downing and Rodriguez (2002), rule 28b (clang
    associations).

    Found: What strengthens cooperation? – close cooperation / new rules / more trade
    Better: What strengthens the region? – close cooperation / new rules / more trade
    """
    parts = key_and_distractors(item)
    # without a list of function words, “the” would be a word in common
    if parts is None or not context.cues("functions"):
        return
    key = plain(parts[0].content, " ")
    shared = context.with_meaning(context.bags.of(key) & context.bags.of(plain(item.stem, " ")))
    if shared:
        shared -= context.bags.of(*(plain(each.content, " ") for each in parts[1]))
    if shared:
        listed = ", ".join(f"“{word}”" for word in context.whole_words(shared, key))
        yield f"{listed} of the key stands in the stem and in no distractor"


@advice
def option_count(item: Item, context: LintContext) -> Iterator[str]:
    """With one distractor half of all guesses are right; more than four are hardly ever read.

    Another number of distractors than in `defaults: {distractors: …}` is reported too.

    Source: Haladyna, Downing and Rodriguez (2002), rule 18; Rodriguez (2005): three options are
    as good as more.

    Found: key: peace, distractors: [war]
    Better: key: peace, distractors: [war, trade]
    """
    parts = key_and_distractors(item)
    if parts is None:
        return
    count = len(parts[1])
    usual = context.deck.defaults.distractors
    # what the author asks for comes last, since one or six is never right
    if count < 2:
        yield "there is one distractor: half of all guesses are right"
    elif count > 4:
        yield f"{count} distractors are more than anybody weighs"
    elif usual is not None and count != usual:
        yield f"{count} distractors, where the deck's `defaults:` say {usual}"


@advice
def double_negative(item: Item, context: LintContext) -> Iterator[str]:
    """A negative option under a negative stem has to be turned round twice.

    Ask a positive question, and write the options without a negative.

    Source: Haladyna, Downing and Rodriguez (2002), rules 17 and 27.

    Found: What did she NOT say? – that trade is not needed / …
    Better: What did she say? – that trade is needed / …
    """
    is_turned = context.may_have("negatives", item) and context.asks_for_what_is_not(item.stem)
    options = written_options(item) if is_turned else ()
    negative = next((each for each in options if context.negative(each.content)), None)
    if negative:
        yield f"stem and option are both negative: “{plain(negative.content)}”"


@advice
def unsorted_numbers(item: Item, context: LintContext) -> Iterator[str]:
    """Numbers and dates out of order make learners search, and show which option came last.

    They are sorted automatically unless `order:` says otherwise. Remove `order: fixed`.

    Source: Haladyna, Downing and Rodriguez (2002), rule 21; in published questions 107 of 136
    such option lists were out of order.

    Found: order: fixed, key: "10", distractors: ["30", "20"]
    Better: key: "10", distractors: ["30", "20"]
    """
    match item.response:
        case Choice(options, is_fixed=True):
            texts = [plain(option.content) for option in options]
            values = sort_values(texts, context.deck.language)
            if values and values != sorted(values) and values != sorted(values, reverse=True):
                yield f"“{' / '.join(texts)}” is in no order"
