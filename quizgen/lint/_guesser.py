"""A guesser who has not read the text and judges options by their looks.

The worth of each look was counted on 7,736 published four-option questions: how often an option
with that look was the key, compared with chance (25 %). The guesser adds up the logarithms of
these odds and takes the option with the highest sum, or any one of several.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from quizgen.kinds import has_flag
from quizgen.lint._context import LintContext
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice, Option
from quizgen.quiz.rich import plain


def _worth(share_of_keys: float, chance: float = 0.25) -> float:
    return log(share_of_keys / (1 - share_of_keys)) - log(chance / (1 - chance))


LOOKS = {
    "much the longest option": _worth(0.74),
    "all of the above": _worth(0.61),
    "a word of the stem": _worth(0.54),
    "a hedge": _worth(0.44),
    "the longest option": _worth(0.40),
    "no absolute word": -_worth(0.13),
    "not none of the above": -_worth(0.04),
}

_CUES = (
    ("all of the above", "all-of-these", 1),
    ("a hedge", "hedges", 1),
    ("no absolute word", "absolutes", -1),
    ("not none of the above", "none-of-these", -1),
)


@dataclass(frozen=True, slots=True)
class Guess:
    """`candidates` is how many of all `options` look best, `is_right` whether the key is one of
    them, and `look` the reason."""

    options: int
    candidates: int
    is_right: bool
    look: str


def guesses(items: tuple[Item, ...], context: LintContext) -> Iterator[Guess]:
    """The guesses that are better or worse than chance; on other items no option looks best."""
    for item in items:
        guess = _on_choice(item, context) or _on_statement(item, context)
        if guess is not None and guess.candidates < guess.options:
            yield guess


def _on_choice(item: Item, context: LintContext) -> Guess | None:
    if context.parts(item) is None or not isinstance(item.response, Choice):
        return None
    options = item.response.options
    if len(options) < 2:
        return None
    looks = [dict(_looks(option, options, item, context)) for option in options]
    # Rounded, since the same looks in another order give sums that differ in the last digit.
    sums = [round(sum(each.values()), 6) for each in looks]
    best = [at for at, worth in enumerate(sums) if worth == max(sums)]
    chosen = looks[best[0]]
    look = max(chosen, key=lambda name: chosen[name]) if chosen else "no absolute word"
    is_right = any(options[at].is_key for at in best)
    return Guess(len(options), len(best), is_right, look)


def _looks(
    option: Option, options: tuple[Option, ...], item: Item, context: LintContext
) -> Iterator[tuple[str, float]]:
    text = plain(option.content)
    words = context.words(text)
    lengths = [len(plain(each.content)) for each in options if each is not option]
    if len(text) >= 1.5 * max(lengths) and len(words.all) >= 4:
        yield "much the longest option", LOOKS["much the longest option"]
    elif len(text) > max(lengths):
        yield "the longest option", LOOKS["the longest option"]
    for look, cues, sign in _CUES:
        if context.cues(cues).found(words):
            yield look, sign * LOOKS[look]
    shared = context.shared_content(text, plain(item.stem, " "))
    others = (context.of(each.content).set for each in options if each is not option)
    if shared and context.cues("functions") and shared.difference(*others):
        yield "a word of the stem", LOOKS["a word of the stem"]


def _on_statement(item: Item, context: LintContext) -> Guess | None:
    """A statement with an absolute word looks false, one with a hedge looks true."""
    response = item.response
    if not isinstance(response, Choice) or not has_flag(item.kind, "HAS_FIXED_WORDS"):
        return None
    words = context.of(item.stem)
    is_hedged = bool(context.cues("hedges").found(words))
    is_absolute = bool(context.cues("absolutes").found(words))
    if is_hedged == is_absolute:
        return None
    is_true = response.options[0].is_key
    look = "a hedge" if is_hedged else "an absolute word"
    return Guess(2, 1, is_true == is_hedged, look)
