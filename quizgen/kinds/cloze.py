"""A text with gaps: ==…== in the stem, or {quote|gap SLOT}; one card a gap."""

from __future__ import annotations

from quizgen.deck.claim_declarations import TEXTS
from quizgen.deck.placeholders import OpenPart
from quizgen.deck.raw_item import RawItem, variants_of
from quizgen.kinds.short import MATCH, STRICT
from quizgen.quiz.responses import Gap, Gaps, Match, Strict
from quizgen.reading.declaration import Entries, Type, declared, declares_keys
from quizgen.reading.fields import ByShape, MapOf, texts_of
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import OneOf

_ACCEPTED: Type[tuple[Node, ...] | Entries[tuple[Node, ...]]] = ByShape(
    sequence=TEXTS, mapping=MapOf(TEXTS, has_ids=False)
)


@declares_keys
class ClozeKeys:
    gaps: str = declared(
        OneOf(("together", "apart"), "unknown-word"),
        "`together` leaves all open at once: one card.",
        absent="apart",
        default="apart",
    )
    accept: tuple[Node, ...] | Entries[tuple[Node, ...]] = declared(
        _ACCEPTED, "Other right words: a list for a single gap, or `answer: [variants]`.", absent=()
    )
    match: Match = MATCH
    strict: tuple[Strict, ...] = STRICT


KEYS = ClozeKeys


def respond(raw: RawItem, keys: ClozeKeys) -> Gaps | None:
    open_parts = raw.filled_stem.gaps if raw.filled_stem else []
    if not open_parts:
        hint = "put == before and after the words to fill in"
        hint += ", or write {quote|gap SLOT}" if raw.claim.slots else ""
        raw.report.error(raw.stem, "no-gap", f"the cloze `{raw.id}` has no gap", hint)
        return None
    if not isinstance(keys.accept, tuple):
        raw.check_accepted(keys.accept, [part.answer for part in open_parts])
    elif keys.accept and len(open_parts) > 1:
        message = f"`{raw.id}` has {len(open_parts)} gaps; which one do these words go with?"
        hint = "write {answer: [its variants]}"
        raw.report.error(keys.accept[0], "unknown-answer", message, hint)
    gaps = tuple(
        Gap(
            answer=part.answer,
            accepted=_accepted(raw, keys, part),
            match=keys.match,
            strict=keys.strict,
        )
        for part in open_parts
    )
    if any(not gap.answer.strip() for gap in gaps):
        raw.report.error(raw.stem, "no-gap", "a gap has no answer", "write ==answer==")
        return None
    return Gaps(gaps, is_together=keys.gaps == "together")


def _accepted(raw: RawItem, keys: ClozeKeys, part: OpenPart) -> tuple[str, ...]:
    slots = raw.claim.slots.values()
    of_value = (slot for slot in slots if [v.text for v in slot.values] == [part.answer])
    slot = raw.claim.slots.get(part.slot) or next(of_value, None)  # as in =={slot}==
    own = keys.accept if isinstance(keys.accept, tuple) else variants_of(part.answer, keys.accept)
    of_slot: tuple[str, ...] = slot.keys.accept if slot else ()
    if slot and part.answer in of_slot:  # the quotation has a variant of the slot's own value
        of_slot = (*(term.text for term in slot.values), *of_slot)
    return (*of_slot, *texts_of(own))
