"""Finds questions of a quiz whose words contain the key of another question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from quizgen.compiling.texts import answers
from quizgen.lint._context import LintContext
from quizgen.lint._words import TextWords
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice, Matching, Ordering
from quizgen.quiz.rich import plain


def leaks(items: tuple[Item, ...], context: LintContext) -> Iterator[tuple[Item, Item, str]]:
    """(item, the one that gives it away, its key). Each key is searched only in the items that
    have its rarest word, which are few even in a large quiz."""
    shown = {item.id: TextWords(" / ".join(_shown(item))) for item in items}
    having: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        for word in shown[item.id].set:
            having[word].append(item)
    for item in items:
        for key in answers(item):
            for other in _candidates(key, having, context):
                if other is item or _are_enemies(item, other):
                    continue
                if _tells(shown[other.id], key, item, context):
                    yield item, other, key


def _candidates(key: str, having: Mapping[str, list[Item]], context: LintContext) -> list[Item]:
    content = context.content(key)
    rarest = min(content, key=lambda word: (len(having[word]), word), default="")
    return having.get(rarest, [])


def _tells(words: TextWords, key: str, item: Item, context: LintContext) -> bool:
    """Whether the key is in these words without a distractor beside it."""
    if context.words(key).spaced not in words.spaced:
        return False
    options = item.response.options if isinstance(item.response, Choice) else ()
    wrong = (context.of(option.content).spaced for option in options if not option.is_key)
    return not any(each in words.spaced for each in wrong)


def _are_enemies(item: Item, other: Item) -> bool:
    """The two then never stand in one form."""
    return other.id in item.enemies or item.id in other.enemies


def _shown(item: Item) -> Iterator[str]:
    """The texts that learners read before they answer. Options are left out, since a key among
    distractors tells nothing."""
    yield plain(item.stem)
    match item.response:
        case Matching() as matching:
            yield from (plain(pair.left) for pair in matching.pairs)
            yield from map(plain, matching.rights)
        case Ordering(steps):
            yield from map(plain, steps)
        case _:
            pass
