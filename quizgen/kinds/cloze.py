"""A text with gaps: ==…== in the stem, or {quote|gap SLOT}; one card a gap."""

from __future__ import annotations

from quizgen.deck.asked import Asked
from quizgen.deck.placeholders import OpenPart
from quizgen.deck.written import Slot
from quizgen.kinds._typed import TYPED, match_of, strict_of
from quizgen.quiz.model import Gap, Gaps
from quizgen.reading.fields import ByShape, Field, ListOf, MapOf
from quizgen.reading.scalars import TEXT, OneOf

KEYS = (
    Field(
        "gaps",
        OneOf(("together", "apart"), "unknown-word"),
        "`together` leaves all open at once: one card.",
        default="apart",
    ),
    Field(
        "accept",
        ByShape(sequence=ListOf(TEXT), mapping=MapOf(ListOf(TEXT), has_ids=False)),
        "Other right words: a list for a single gap, or `answer: [variants]`.",
    ),
    *TYPED,
)


def respond(asked: Asked) -> Gaps | None:
    open_parts = asked.stem.gaps
    if not open_parts:
        message = f"the cloze `{asked.id}` has no gap"
        hint = "mark what is left open: ==answer==, or {quote|gap SLOT}"
        asked.report.error(asked.node("stem"), "no-gap", message, hint)
        return None
    own = asked.keys.get("accept", ())
    if isinstance(own, dict):
        asked.check_accepted(own, [part.answer for part in open_parts])
    elif own and len(open_parts) > 1:
        message = f"`{asked.id}` has {len(open_parts)} gaps; which one do these words go with?"
        asked.report.error(own[0], "unknown-answer", message, "write {answer: [its variants]}")
    how = match_of(asked.keys), strict_of(asked.keys)
    gaps = tuple(Gap(part.answer, _accepted(asked, part), *how) for part in open_parts)
    if any(not gap.answer.strip() for gap in gaps):
        asked.report.error(asked.node("stem"), "no-gap", "a gap has no answer", "write ==answer==")
        return None
    return Gaps(gaps, is_together=asked.keys.get("gaps") == "together")


def _accepted(asked: Asked, part: OpenPart) -> tuple[str, ...]:
    slot = asked.claim.slots.get(part.slot) or _slot_of(asked, part.answer)
    accepted = list(slot.accept) if slot else []
    own = asked.keys.get("accept", ())
    if isinstance(own, dict):
        entry = own.get(part.answer)
        own = entry.value if entry else ()
    return (*accepted, *(str(each.value) for each in own))


def _slot_of(asked: Asked, answer: str) -> Slot | None:
    """The slot whose value stands in the gap, as in =={slot}==."""
    slots = asked.claim.slots.values()
    return next((slot for slot in slots if [v.text for v in slot.values] == [answer]), None)
