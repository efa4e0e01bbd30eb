"""Which claims a template is for, and which items a section draws from."""

from __future__ import annotations

from quizgen.deck.written import REPORTER, Claim, Selector
from quizgen.quiz.model import Evidence, Item


def admits_claim(selector: Selector, claim: Claim) -> bool:
    """All conditions hold; within one, any of its words will do."""
    return (
        _any(selector.tags, claim.keys.get("tags", ()))
        and _any(selector.speakers, (claim.speaker.id if claim.speaker else REPORTER,))
        and _any(selector.statuses, (claim.status,))
        and _any(selector.claims, (claim.id,))
        and _any(selector.topics, (claim.keys.get("topic"),))
        and _any(selector.difficulties, (claim.keys.get("difficulty"),))
        and _any(selector.blooms, (claim.keys.get("bloom"),))
        and _has_voice(selector, claim.evidence)
    )


def admits_item(selector: Selector, item: Item) -> bool:
    return (
        _any(selector.tags, item.tags)
        and _any(selector.speakers, (item.speaker.id if item.speaker else REPORTER,))
        and _any(selector.statuses, (item.status,))
        and _any(selector.claims, (item.claim,))
        and _any(selector.kinds, (item.kind,))
        and _any(selector.templates, (template_of(item),))
        and _any(selector.topics, (item.topic,))
        and _any(selector.difficulties, (item.difficulty,))
        and _any(selector.blooms, (item.bloom,))
        and _has_voice(selector, item.evidence)
    )


def template_of(item: Item) -> str:
    """The template that an item comes from; "" for one written by hand."""
    claim, dot, template = item.id.rpartition(".")
    return template if dot and claim == item.claim else ""


def _has_voice(selector: Selector, evidence: tuple[Evidence, ...]) -> bool:
    return not selector.voice or evidence[0].is_direct == (selector.voice == "direct")


def _any(wanted: tuple[object, ...], present: tuple[object, ...]) -> bool:
    return not wanted or not set(wanted).isdisjoint(present)
