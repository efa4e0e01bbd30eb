"""Rules about cues in the options of a question, which help a guesser.

Every share of published questions was counted on 7,736 four-option questions of the LinkedIn skill
quizzes, where chance is 25 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from quizgen.kinds import has_flag
from quizgen.lint import advice, rule
from quizgen.lint._context import LintContext
from quizgen.lint._traits import oddities
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice
from quizgen.quiz.rich import plain


@rule
def longest_is_key(item: Item, context: LintContext) -> Iterator[str]:
    """A key much longer than its distractors gives itself away.

    Authors qualify what is right and are brief about what is wrong. Shorten the key, or give the
    distractors as much detail. A key is reported if it has at least four words and is half as long
    again as the longest distractor.

    Source: in published questions such an option was the key in 74 % of cases; Haladyna,
    Downing and Rodriguez (2002), rule 24.

    Found: What did she propose? – a fund that all members pay into by size / a tax / a ban
    Better: What did she propose? – a common fund / a common tax / a common ban
    """
    parts = context.parts(item)
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

    Source: in published questions it was the key in 61 % of its uses (117 of 193); Haladyna,
    Downing and Rodriguez (2002), rule 26.

    Found: China / Brazil / both of these
    Better: kind: multiple, keys: [China, Brazil], distractors: [India, Japan]
    """
    yield from _stock_options(item, context, "all-of-these")


@rule
def none_of_the_above(item: Item, context: LintContext) -> Iterator[str]:
    """“None of the above” is hardly ever the key, and choosing it does not show any knowledge.

    A learner who chooses it rightly may still believe something wrong. Replace it by a distractor,
    or leave it out: three options are enough.

    Source: in published questions it was the key in 4 % of its uses (3 of 72); Haladyna, Downing
    and Rodriguez (2002), rule 25.

    Found: China / Brazil / none of these
    Better: China / Brazil / India
    """
    yield from _stock_options(item, context, "none-of-these")


def _stock_options(item: Item, context: LintContext, name: str) -> Iterator[str]:
    if not isinstance(item.response, Choice) or not context.may_have(name, item):
        return
    cues = context.cues(name)
    for option in item.response.options:
        if cues.opening(context.of(option.content)):
            yield f"the option “{plain(option.content)}” is a cue to guessers"


@advice
def absolute_distractors(item: Item, context: LintContext) -> Iterator[str]:
    """If only distractors have absolute words, a guesser can strike them out.

    “Always” and “never” are seldom true, and learners know it. Remove the word, or let the key
    have one as well.

    Source: in published questions an option with such a word was the key in 13 % of cases;
    Haladyna, Downing and Rodriguez (2002), rule 28a.

    Found: it often mediates / it never mediates / it always decides
    Better: it mediates / it keeps out / it decides
    """
    parts = context.parts(item)
    absolutes = context.cues("absolutes")
    if parts is None or not context.may_have("absolutes", item):
        return
    if absolutes.found(context.of(parts[0].content)):
        return
    others = [context.of(each.content) for each in parts[1]]
    found = [absolutes.found(each) for each in others if not context.is_stock(each)]
    if any(found):
        listed = ", ".join(f"“{word}”" for word in dict.fromkeys(found) if word)
        yield f"{listed} in distractors only: such options are seldom right"


@advice
def hedged_key(item: Item, context: LintContext) -> Iterator[str]:
    """A hedge in the key alone shows the care that its author took.

    Hedge the distractors as well, or no option at all.

    Source: in published questions an option with such a word was the key in 44 % of cases;
    Haladyna, Downing and Rodriguez (2002), rule 28.

    Found: they often become mediators / they become rivals / they stand aside
    Better: they become mediators / they become rivals / they stand aside
    """
    parts = context.parts(item) if context.may_have("hedges", item) else None
    hedges = context.cues("hedges")
    found = hedges.found(context.of(parts[0].content)) if parts else ""
    if parts and found and not any(hedges.found(context.of(each.content)) for each in parts[1]):
        yield f"only the key has a hedge: “{found}”"


@rule
def key_repeats_stem(item: Item, context: LintContext) -> Iterator[str]:
    """A word that only the stem and the key have in common points to the key.

    Function words, words under four letters and the names of speakers and of the source do not
    count. Use another word in the stem, or let a distractor have the word as well.

    Source: in published questions such an option was the key in 54 % of cases; Haladyna, Downing
    and Rodriguez (2002), rule 28b (clang associations).

    Found: What strengthens cooperation? – close cooperation / new rules / more trade
    Better: What strengthens the region? – close cooperation / new rules / more trade
    """
    parts = context.parts(item)
    if parts is None or not context.cues("functions"):
        return
    shared = context.shared_content(plain(parts[0].content, " "), plain(item.stem, " "))
    if shared:
        shared = shared.difference(*(context.of(each.content).set for each in parts[1]))
    if shared:
        listed = ", ".join(f"“{word}”" for word in sorted(shared))
        yield f"{listed} of the stem stands in the key and in no distractor"


_ARTICLE = re.compile(r"(?i)\b(an?|is|are|was|were)\s*(?:_____|[:?…]?\s*$)")
_PLURAL = re.compile(r"(?i)\band\b|(?:[^\Wsu]|[^\Wi]u)s$|\b(?:people|men|women|children)$")


@rule
def grammatical_cue(item: Item, context: LintContext) -> Iterator[str]:
    """If the last word of the stem does not fit an option, grammar rules that option out.

    “an” fits only before a vowel, and “are” only before a plural. Only English is checked.

    Source: Haladyna, Downing and Rodriguez (2002), rule 28c.

    Found: She called it an – order / plan / wish
    Better: She called it – an order / a plan / a wish
    """
    parts = context.parts(item)
    if parts is None or not context.is_english:
        return
    found = _ARTICLE.search(plain(item.stem))
    if found is None:
        return
    word = found[1].lower()
    fits = _fits_article if word in ("a", "an") else _fits_verb
    key, others = plain(parts[0].content), [plain(each.content) for each in parts[1]]
    unfit = [text for text in others if not fits(word, text, context)]
    if unfit and fits(word, key, context) and (word in ("a", "an") or len(unfit) == len(others)):
        yield f"“{unfit[0]}” does not fit after “{word}”; the key does"


def _fits_article(article: str, text: str, context: LintContext) -> bool:
    return context.deck.language.filters["a"](text).startswith(f"{article} ")


def _fits_verb(verb: str, text: str, context: LintContext) -> bool:
    return bool(_PLURAL.search(text)) == (verb in ("are", "were"))


@advice
def option_within_option(item: Item, context: LintContext) -> Iterator[str]:
    """If one option contains another, whoever thinks the longer one right thinks both right.

    An option is reported if all its words stand in a row in another one.

    Source: Haladyna, Downing and Rodriguez (2002), rule 22 (independent options).

    Found: trade / trade and peace / luck
    Better: trade / peace / luck
    """
    if not isinstance(item.response, Choice) or has_flag(item.kind, "HAS_FIXED_WORDS"):
        return
    texts = [plain(option.content, " ") for option in item.response.options]
    folded = [text.casefold().strip(".,;!?") for text in texts]
    for short, long in permutations(folded, 2):
        if short in long and _stands_in(short, long):
            yield f"“{short}” stands inside “{long}”"
            return


def _stands_in(short: str, long: str) -> bool:
    """Whether the words are there whole: 1 is not in -1, nor C in C#."""
    found = re.search(rf"(?<![^\s,;.(“\"]){re.escape(short)}(?![^\s,;.!?)”\"]|\.\d)", long)
    return found is not None and any(character.isalnum() for character in short)


@rule
def odd_option(item: Item, context: LintContext) -> Iterator[str]:
    """A guesser chooses, or strikes out, the one option that looks unlike all the others.

    The rule compares a mark at the end, numbers among words, units and the script, and whether
    only the key starts with a capital, or without one (after articles and the like).

    Source: Haladyna, Downing and Rodriguez (2002), rule 23 (homogeneous options).

    Found: 10 years / 20 years / 30 months
    Better: 10 years / 20 years / 30 years
    """
    response = item.response
    if isinstance(response, Choice) and len(response.options) >= 3:
        yield from oddities(response.options, context)


@advice
def option_count(item: Item, context: LintContext) -> Iterator[str]:
    """With one distractor half of all guesses are right; more than four are hardly ever read.

    Another number of distractors than in `defaults: {distractors: …}` is reported too.

    Source: Haladyna, Downing and Rodriguez (2002), rule 18; Rodriguez (2005): three options are
    as good as more.

    Found: key: peace, distractors: [war]
    Better: key: peace, distractors: [war, trade]
    """
    parts = context.parts(item)
    if parts is None:
        return
    count = len(parts[1])
    usual = context.deck.defaults.distractors
    if count < 2:
        yield "there is one distractor: half of all guesses are right"
    elif count > 4:
        yield f"{count} distractors are more than anybody weighs"
    elif usual is not None and count != usual:
        yield f"{count} distractors, where the deck's `defaults:` say {usual}"


@rule
def double_negative(item: Item, context: LintContext) -> Iterator[str]:
    """A negative option under a negative stem has to be turned round twice.

    Ask a positive question, and write the options without a negative.

    Source: Haladyna, Downing and Rodriguez (2002), rules 17 and 27.

    Found: What did she NOT say? – that trade is not needed / …
    Better: What did she say? – that trade is needed / …
    """
    if not isinstance(item.response, Choice) or has_flag(item.kind, "HAS_FIXED_WORDS"):
        return
    if context.may_have("negatives", item) and context.asks_for_what_is_not(item.stem):
        for option in item.response.options:
            if context.negative(option.content):
                yield f"stem and option are both negative: “{plain(option.content)}”"
                return
