"""Which sentences are asked about, by which claims and items."""

from __future__ import annotations

from making import try_deck

from quizgen.compiling.expand import expand
from quizgen.pages.coverage import Survey, survey

DECK = """\
speakers: {berg: {name: Anna Berg}}
claims:
  opening:
    speaker: reporter
    quote: The market opened on May 3 with 14 stalls
    bloom: remember
  fruit:
    speaker: berg
    quote: [Apples came before pears, There is no other way]
  peace: {speaker: berg, quote: trade needs peace, draft: true}
  trust: {speaker: berg, quote: trade needs peace, text: trade needs peace}
questions:
  when: {kind: short, claim: opening, stem: On which day did the market open?, key: May 3}
  many: {kind: numeric, claim: opening, stem: How many stalls were there?, key: 14}
  order: {kind: open, claim: fruit, stem: "What came first, as {speaker} said?", key: Apples}
  luck:
    kind: open
    claim: trust
    quote: trade needs luck
    stem: What did another say that trade needs, where {speaker} said peace?
    key: Luck
  early: {kind: open, claim: opening, stem: Why?, key: x, draft: true}
"""


def surveyed() -> Survey:
    made = try_deck(DECK)
    assert made.deck, made.problems
    return survey(made.deck, expand(made.deck)[0])


def test_each_sentence_has_its_claims_and_items():
    found = {
        (each.sentence.paragraph, each.sentence.number): (
            each.claims,
            [item.id for item in each.items],
        )
        for each in surveyed().sentences
    }
    assert found == {
        (1, 1): (("opening",), ["when", "many"]),
        (2, 1): (("fruit",), ["order"]),
        (2, 2): (("fruit",), ["order"]),
        (3, 1): (("peace", "trust"), []),
        (3, 2): ((), ["luck"]),  # by the question's own quotation
    }


def test_each_claim_has_its_items_kinds_and_levels():
    claims = {each.claim.id: each for each in surveyed().claims}
    assert claims["opening"].kinds == {"numeric": 1, "short": 1}
    assert claims["opening"].blooms == {"remember": 2}
    assert claims["fruit"].blooms == {"not stated": 1}
    assert [each.number for each in claims["fruit"].sentences] == [1, 2]
    assert claims["peace"].claim.keys.draft
    assert surveyed().claims_without_items == ("peace",)


def test_the_words_quoted_of_each_sentence():
    shares = [(each.sentence.words_quoted, each.sentence.words) for each in surveyed().sentences]
    assert shares == [(9, 14), (4, 11), (5, 5), (3, 9), (3, 9)]


def test_drafts_ask_nothing_and_are_counted():
    found = surveyed()
    assert found.drafts == 1
    assert [item.id for item in found.items] == ["when", "many", "order", "luck"]
    assert len(found.asked) == 4
    assert len(found.claimed) == 4
