"""Rules about options that are numbers, dates or ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from quizgen.kinds._options import sort_values
from quizgen.lint import advice
from quizgen.lint._context import LintContext
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice
from quizgen.quiz.rich import plain

_PLAIN = r"[^\d(){}\[\]'\"=;:/]"  # no part of a formula or a date
_LONGEST = 60  # characters: "from 1,000 to 2,000 kilometres", with room
_TWO_NUMBERS = re.compile(r"\d\D+\d")
_NUMBER = r"[-−]?\d+(?:[.,]\d+)*"


@advice
def unsorted_numbers(item: Item, context: LintContext) -> Iterator[str]:
    """Numbers and dates out of order make learners search, and show which option came last.

    They are sorted automatically unless `order:` says otherwise. Remove `order: fixed`.

    Source: Haladyna, Downing and Rodriguez (2002), rule 21; in published questions 107 of 136
    such option lists were out of order.

    Found: order: fixed, key: "10", distractors: ["30", "20"]
    Better: key: "10", distractors: ["30", "20"]
    """
    response = item.response
    if not isinstance(response, Choice) or not response.is_fixed:
        return
    texts = [plain(option.content) for option in response.options]
    values = sort_values(texts, context.deck.language)
    if values and values != sorted(values) and values != sorted(values, reverse=True):
        yield f"“{' / '.join(texts)}” is in no order"


@advice
def overlapping_ranges(item: Item, context: LintContext) -> Iterator[str]:
    """When two ranges overlap, a number in both of them makes both right.

    Let one range end before the next begins.

    Source: Haladyna, Downing and Rodriguez (2002), rule 22 (independent options).

    Found: 1–10 / 10–20 / 20–30
    Better: 1–9 / 10–19 / 20–29
    """
    if not isinstance(item.response, Choice):
        return
    texts = [plain(option.content) for option in item.response.options]
    texts = [text for text in texts if len(text) <= _LONGEST and _TWO_NUMBERS.search(text)]
    ranges = sorted((span, text) for text in texts if (span := _range(text, context)))
    for ((_, end), first), ((start, _), second) in pairwise(ranges):
        if start <= end:
            yield f"“{first}” and “{second}” overlap"
            return


def _range(text: str, context: LintContext) -> tuple[float, float] | None:
    """The ends of "10–20" or "10 to 20". Units may stand beside them."""
    words = "|".join(["-", "–", "—", *map(re.escape, context.cues("ranges").single)])
    found = re.fullmatch(
        rf"{_PLAIN}*?({_NUMBER}){_PLAIN}{{0,3}}\s*(?:{words})\s*{_PLAIN}{{0,3}}({_NUMBER}){_PLAIN}*",
        text,
    )
    if found is None:
        return None
    ends = sort_values([found[1], found[2]], context.deck.language)
    return (ends[0][0], ends[1][0]) if ends and ends[0] < ends[1] else None
