"""Surveys what is asked about the source: by sentence and by claim.

An item asks about every sentence that its evidence touches. Drafts have quotations too, so that a
draft deck shows what remains to be asked; they differ in that they have no items.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizgen.compiling.expand import Expansion
from quizgen.deck.written import Claim, Deck
from quizgen.quiz.model import About, Evidence, Item
from quizgen.source.covered_sentences import Coverage, Sentence, coverage

UNSTATED = "not stated"  # stands for an item that names no level of Bloom's taxonomy

_Place = tuple[str, int, int]  # source, paragraph and sentence; numbers count from 1


@dataclass(frozen=True, slots=True)
class SurveyedSentence:
    """`claims` has the ids of the claims that quote the sentence, and `items` the items of the
    build that ask about it."""

    sentence: Sentence
    claims: tuple[str, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class SurveyedClaim:
    claim: Claim
    sentences: tuple[Sentence, ...]
    items: tuple[Item, ...]

    @property
    def kinds(self) -> Mapping[str, int]:
        return tally(item.kind for item in self.items)

    @property
    def blooms(self) -> Mapping[str, int]:
        return tally(item.bloom or UNSTATED for item in self.items)


@dataclass(frozen=True, slots=True)
class Survey:
    """`drafts` is the number of items that are not built, and so ask nothing."""

    about: About
    coverage: Coverage
    sentences: tuple[SurveyedSentence, ...]
    claims: tuple[SurveyedClaim, ...]
    items: tuple[Item, ...]
    drafts: int

    @property
    def claimed(self) -> tuple[SurveyedSentence, ...]:
        return tuple(each for each in self.sentences if each.claims)

    @property
    def asked(self) -> tuple[SurveyedSentence, ...]:
        return tuple(each for each in self.sentences if each.items)

    @property
    def claims_without_items(self) -> tuple[str, ...]:
        return tuple(each.claim.id for each in self.claims if not each.items)


def survey(deck: Deck, expansion: Expansion) -> Survey:
    """Surveys a deck that has been expanded. Items with errors are not part of the expansion."""
    items = expansion.items
    claimed = _touching(deck, ((c.id, c.evidence) for c in deck.claims.values()))
    asking = _touching(deck, ((item.id, item.evidence) for item in items))
    by_id = {item.id: item for item in items}
    claimed_pieces = (piece for claim in deck.claims.values() for piece in claim.evidence)
    quoted = [*claimed_pieces, *(piece for item in items for piece in item.evidence)]
    measured = coverage(deck.texts, quoted)
    sentences = tuple(
        SurveyedSentence(
            each,
            tuple(claimed[each.place]),
            tuple(by_id[name] for name in asking[each.place]),
        )
        for each in measured.sentences
    )
    return Survey(
        about=deck.about,
        coverage=measured,
        sentences=sentences,
        claims=_claims(deck, sentences, items),
        items=items,
        drafts=expansion.drafts,
    )


def tally(words: Iterable[str]) -> Mapping[str, int]:
    """How often each word occurs, the most frequent first."""
    return dict(sorted(Counter(words).items(), key=lambda each: (-each[1], each[0])))


def _touching(
    deck: Deck, quoting: Iterable[tuple[str, tuple[Evidence, ...]]]
) -> Mapping[_Place, Mapping[str, None]]:
    """Who quotes each sentence, each only once, in the order of the deck."""
    found: defaultdict[_Place, dict[str, None]] = defaultdict(dict)
    for name, evidence in quoting:
        for piece in evidence:
            for index in deck.text_of(piece).sentences_touched(piece.paragraph, piece.spans):
                found[piece.source, piece.paragraph, index + 1][name] = None
    return found


def _claims(
    deck: Deck, sentences: tuple[SurveyedSentence, ...], items: tuple[Item, ...]
) -> tuple[SurveyedClaim, ...]:
    places: defaultdict[str, list[Sentence]] = defaultdict(list)
    for each in sentences:
        for name in each.claims:
            places[name].append(each.sentence)
    own: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        own[item.claim].append(item)
    return tuple(
        SurveyedClaim(claim, tuple(places[name]), tuple(own[name]))
        for name, claim in deck.claims.items()
    )
