"""A key that was read once is reported with what to write instead."""

from __future__ import annotations

import pytest
from making import make_deck, try_deck

SOURCE = "There were 14 stalls of apples.\n"
DECK = """
DEFAULTS
pools: {fruit: [pears, plums]}
claims:
  a: {speaker: reporter, quote: stalls of apples, slots: {f: {value: apples, pool: fruit}}}
questions:
  q: {kind: choice, claim: a, stem: Which?, key: "{f}", distractors: 2}
quizzes:
  z: {title: Z, sections: [{draw: 1}]}
"""
PLAIN = DECK.replace("DEFAULTS\n", "")
GONE = {
    "also_true": ("pool: fruit}", "pool: fruit, also_true: [quinces]}", "at `accept:`"),
    "max_per_claim": ("draw: 1", "draw: 1, max_per_claim: 1", "at the quiz"),
    "points": ("DEFAULTS", "defaults: {points: 2}", "at the sections"),
    "topic": ("DEFAULTS", "defaults: {topic: fruit}", "at claims or templates"),
    "subdeck": ("DEFAULTS", "defaults: {subdeck: Fruit}", "at claims or templates"),
}


@pytest.mark.parametrize("key", GONE)
def test_a_key_that_is_gone_says_what_to_write_instead(key: str) -> None:
    old, new, instead = GONE[key]
    made = try_deck(DECK.replace(old, new).replace("DEFAULTS\n", ""), SOURCE)
    (problem,) = made.problems
    assert problem.code == "unknown-key"
    assert f"`{key}:` is no longer a key of" in problem.message
    assert instead in problem.hint
    assert problem.where.file.text[problem.where.start :].startswith(key)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pool: fruit}", "accept: [quinces], pool: fruit}"),
        ("title: Z", "title: Z, max_per_claim: 1"),
        ("draw: 1", "draw: 1, points: 2"),
        ("speaker: reporter", "speaker: reporter, topic: fruit, subdeck: Fruit"),
    ],
)
def test_what_to_write_instead_is_read(old: str, new: str) -> None:
    assert make_deck(PLAIN.replace(old, new), SOURCE).forms


def test_there_are_at_most_two_hundred_keys() -> None:
    from format_reference import reference

    assert sum(line.startswith("| `") for line in reference().splitlines()) <= 200
