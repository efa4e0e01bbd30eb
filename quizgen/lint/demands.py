"""Rules about what a question demands: how its stem asks, what is recalled, what earns points.

Those about recall look only at items for Anki or the self-test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.compiling.contents import answers, written_options
from quizgen.diagnostics import shortened
from quizgen.kinds import has_flag
from quizgen.lint import advice, rule
from quizgen.lint._context import LintContext, is_card, words_in, words_of
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Gaps, Numeric, Open, TextEntry
from quizgen.quiz.rich import BLANK, Emphasis, Rich, Strong, changed, plain
from quizgen.source.punctuation import quotations

_LONGEST_VAGUE = 10  # words: a longer stem says more than “Which of these is true?”


@rule
def negative_stem(item: Item, context: LintContext) -> Iterator[str]:
    """Learners who overlook a “not” get the question wrong even if they know the answer.

    Ask a positive question. If only the exception can be asked for, emphasise the word: **not**, or
    NOT. Words in quotation marks do not count, nor does a condition before the question.

    Source: 7.3 % of published questions have a negative stem, and 15 % of those emphasise it;
    Haladyna, Downing and Rodriguez (2002), rule 17.

    Found: Which state did she not name?
    Better: Which state did she **not** name?
    """
    if not written_options(item) or not context.may_have("negatives", item):
        return
    found = context.asks_for_what_is_not(_without_emphasis(item.stem))
    if found and found.upper() not in plain(item.stem):
        yield f"the stem is negative, and “{found}” is easily read over"


def _without_emphasis(rich: Rich) -> Rich:
    return changed(rich, lambda node: () if isinstance(node, Strong | Emphasis) else (node,))


@advice
def unfocused_stem(item: Item, context: LintContext) -> Iterator[str]:
    """A stem that asks nothing by itself makes a question a list of true and false statements.

    A learner who covers the options should still know what is asked. The rule reports very short
    stems, and “Which of these is true?”.

    Source: Haladyna, Downing and Rodriguez (2002), rules 14 and 15.

    Found: Which of these is true?
    Better: What, said Anna Berg, does trade need?
    """
    if not written_options(item) and not isinstance(item.response, TextEntry | Numeric):
        return
    text = plain(item.stem)
    if text.count(" ") > _LONGEST_VAGUE:
        return  # most stems
    words = words_in(item.stem)
    vague = context.cues("vague").found(words)
    if vague and len(words.all) <= len(vague.split()) + 2:
        yield f"“{text}” asks nothing by itself: say in the stem what is asked about"
    elif len(words.all) < context.least_words and BLANK not in text:
        yield f"“{text}” is hardly a question: say in the stem what is asked"


@advice
def blank_first(item: Item) -> Iterator[str]:
    """A stem that begins with a blank has to be read twice, since its subject comes later.

    Turn the sentence round, so that the blank is near its end.

    Source: Osterlind, Constructing Test Items (1998), on completion items.

    Found: ==Trade== needs peace, she said.
    Better: Peace, she said, is what is needed by ==trade==.
    """
    if plain(item.stem).lstrip("“”\"«„‘' ").startswith(BLANK):
        yield "the stem begins with a blank"


_BLANKS = re.compile(f"{BLANK}_*")


@advice
def several_blanks(item: Item) -> Iterator[str]:
    """Each further blank removes a word that would help to understand the others.

    Leave out one word at a time: remove `gaps: together`, or make two questions of it.

    Source: Osterlind, Constructing Test Items (1998), on completion items.

    Found: "She said that ==trade== needs ==peace==.", gaps: together
    Better: "She said that ==trade== needs ==peace==."
    """
    response = item.response
    if isinstance(response, Gaps) and not (response.is_ordered and response.is_together):
        return
    count = len(_BLANKS.findall(plain(item.stem)))
    if count > 1:
        yield f"{count} blanks are open at once"


@advice
def blank_of_function_word(item: Item, context: LintContext) -> Iterator[str]:
    """Whoever knows the language can fill in “of” or “that” without having read the text.

    Leave out a word that carries the meaning.

    Source: Osterlind, Constructing Test Items (1998): omit only significant words.

    Found: She said ==that== trade needs peace.
    Better: She said that trade needs ==peace==.
    """
    functions = context.cues("functions").single
    match item.response:
        case Gaps(gaps, is_ordered=True):
            for gap in gaps:
                words = words_of(gap.answer).set
                if words and words <= functions:
                    yield f"the blank asks for “{gap.answer}”, which grammar gives away"


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
    match item.response:
        case Gaps(gaps, is_together=True) if is_card(item) and len(gaps) >= _LONG_LIST:
            yield f"{len(gaps)} things are asked for at once"


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


_ALONE = re.compile(r"\s*(\w+)\s*(?:$|[.,;:!–—-])")  # “No, …”, and not “no import”


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
        first = _ALONE.match(answer)
        if first and first[1].casefold() in cues:
            yield f"the answer is “{answer}”"


@advice
def same_front(item: Item, context: LintContext) -> Iterator[str]:
    """Learners keep mixing up two cards with the same front, whatever their kinds.

    Reword one of them, so that each says what it wants. (Two of the same kind are an error.)

    Source: Wozniak, Twenty rules of formulating knowledge (1999), rule 11 (interference).

    Found: What did she say of trade? as a flashcard and as an open question
    Better: What did she say of trade? / Report what she said of trade, in your own words.
    """
    if is_card(item) and (first := context.beside.first_with_front_of[item.id]) != item.id:
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


_FIRST = 2  # words


@advice
def point_for_absence(item: Item, context: LintContext) -> Iterator[str]:
    """A blank sheet earns a point for what it does not do.

    A marking point that begins with a negative (“takes no side”) is reported. Say what an answer
    must do, or let the instructions forbid what it must not do.

    Source: Hogan and Murphy (2007): score what is there. Five open questions of the deck on the
    speech gave an empty answer a point.

    Found: marking: [takes no side, does not judge]
    Better: marking: [gives both sides a sentence, says whose view each is]
    """
    points = item.response.points if isinstance(item.response, Open) else ()
    lists = [context.cues(name) for name in ("negatives", "no-words")]
    for point in points:
        first = words_of(" ".join(words_in(point).all[:_FIRST]))
        if found := next(filter(None, (each.found(first) for each in lists)), ""):
            yield f"“{shortened(plain(point), 60)}” is earned by “{found}”, and so by a blank sheet"


@advice
def bloom_inflated(item: Item, context: LintContext) -> Iterator[str]:
    """Whoever knows the quotation by heart answers, so the question only asks to remember.

    This is reported where each key is a piece of the quotation and the level is above *remember*.
    Nothing is reported where the stem itself quotes the text and asks about it.

    Source: Krathwohl (2002), A revision of Bloom's taxonomy: recalling is *remember*.

    Found: “She said that trade needs _____.”, bloom: analyse
    Better: bloom: remember
    """
    keys = answers(item) if item.bloom not in ("", _LOWEST) else ()
    stem = plain(item.stem)
    asks_about_words = BLANK not in stem and bool(quotations(stem))
    if not keys or asks_about_words:
        return
    quotes = [words_of(piece.quote) for piece in item.evidence]
    if all(any(words_of(key).spaced in each.spaced for each in quotes) for key in keys):
        yield f"`bloom: {item.bloom}`, and the key “{shortened(keys[0], 40)}” is the quotation's"


_LOWEST = "remember"
