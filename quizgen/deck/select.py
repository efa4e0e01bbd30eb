"""Which claims a template is for, and which items a section draws from."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.deck.claim_declarations import ClaimKeys
from quizgen.deck.question_declarations import Selection
from quizgen.deck.quiz_declarations import ItemSelection
from quizgen.deck.written import REPORTER, Claim, origin
from quizgen.quiz.model import Evidence, Item, all_with_parents


def admits_claim(selection: Selection, claim: Claim) -> bool:
    """All conditions hold; within one, any of its words will do."""
    speaker = claim.speaker.id if claim.speaker else ""
    return _any(selection.claims, (claim.id,)) and _admits(selection, claim, claim.keys, speaker)


def admits_item(selection: ItemSelection, item: Item) -> bool:
    return (
        _any(selection.claims, (item.claim,))
        and _any(selection.kinds, (item.kind,))
        and _any(selection.templates, (template_of(item),))
        and _admits(selection, item, item, item.speaker)
    )


def _admits(
    selection: Selection, thing: Claim | Item, keys: ClaimKeys | Item, speaker: str
) -> bool:
    return (
        _any(selection.tags, all_with_parents(keys.tags))
        and _any(selection.speaker, (speaker or REPORTER,))
        and _any(selection.source, tuple(each.source for each in thing.evidence))
        and _any(selection.status, (thing.status,))
        and _any(selection.topic, (keys.topic,))
        and _any(selection.difficulty, (keys.difficulty,))
        and _any(selection.bloom, (keys.bloom,))
        and _has_voice(selection, thing.evidence)
    )


def template_of(item: Item) -> str:
    """The template that an item comes from; "" for one written by hand."""
    made = origin(item.id)
    return made.template if made.claim == item.claim else ""


def _has_voice(selection: Selection, evidence: tuple[Evidence, ...]) -> bool:
    is_direct = selection.voice == "direct"
    return not selection.voice or any(each.is_direct == is_direct for each in evidence[:1])


def _any(wanted: tuple[object, ...], present: Iterable[object]) -> bool:
    return not wanted or not set(wanted).isdisjoint(present)
