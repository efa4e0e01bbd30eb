"""Enemies that an author names: an item, or a template for its item on the same claim."""

from __future__ import annotations

from making import make_deck

DECK = """
claims:
  luck: {speaker: reporter, quote: trade needs luck}
  stalls: {speaker: reporter, quote: with 14 stalls}
templates: {t: {kind: open, stem: "Why “{quote}”?", key: X}}
questions:
  q: {kind: open, claim: luck, stem: How?, key: X, enemies: [t]}
"""


def test_a_template_stands_for_its_item_on_the_same_claim() -> None:
    assert make_deck(DECK).items["q"].enemies == ("luck.t",)


def test_a_question_comes_before_a_template_of_the_same_id() -> None:
    made = make_deck(f"{DECK}  t: {{kind: open, claim: stalls, stem: When?, key: X}}\n")
    assert made.items["q"].enemies == ("t",)
