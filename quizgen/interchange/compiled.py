"""Reads and writes compiled decks, which `--to json` makes and the self-test caches.

The file is the model (`CompiledDeck`) as JSON. It may come from anywhere, so everything is checked
as it is read, and not in the middle of a session. One damaged item does not cost the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import TypeVar

from msgspec import DecodeError, Raw, Struct, ValidationError, field, json
from msgspec.structs import replace

from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.interchange.fingerprint import keys_digest
from quizgen.quiz.enemy import NO_ENEMIES, Enemies
from quizgen.quiz.model import FORMAT, About, CompiledDeck, Form, Item, Speaker
from quizgen.quiz.responses import count_arranged

# msgspec raises the last one where a file is nested too deeply.
_FAULTS = (DecodeError, UnicodeDecodeError, RecursionError)


class _Version(Struct):
    format: int = field(name="quizgen")


class _Envelope(Struct):
    """The same file with its items and forms undecoded, so that they can be read one by one."""

    about: About
    speakers: tuple[Speaker, ...] = ()
    items: tuple[Raw, ...] = ()
    forms: tuple[Raw, ...] = ()
    enemies: Raw = Raw(b"{}")


def write(deck: CompiledDeck) -> bytes:
    """Equal decks give equal bytes."""
    digest = deck.digest or keys_digest(deck.items)
    return json.encode(replace(deck, digest=digest), order="deterministic") + b"\n"


def read(content: bytes, name: str) -> tuple[CompiledDeck | None, list[Diagnostic]]:
    """Reads all items and forms that it can, with a diagnostic for each of the others. None if the
    file is not a compiled deck of this format. `name` is what diagnostics call the file."""
    try:
        deck = json.decode(content, type=CompiledDeck)
        if deck.format == FORMAT and _fits(deck):
            return deck, []
    except _FAULTS:
        pass  # the reading one by one below finds the damage again, and says where it is
    where = Location(TextFile(name, ""))
    found, reasons = _read_one_by_one(content)
    messages = (f"this compiled deck cannot be read: {reason}" for reason in reasons)
    return found, [Diagnostic(where, "damaged-deck", each, "compile it again") for each in messages]


def _fits(deck: CompiledDeck) -> bool:
    named = {(piece.voice, piece.source) for item in deck.items for piece in item.evidence}
    speakers = {item.speaker for item in deck.items}.union(
        *((voice.speaker, voice.teller) for voice, _ in named if voice)
    )
    return (
        len(deck.by_id) == len(deck.items)
        and speakers <= {"", *deck.speakers_by_id}
        and {source for _, source in named} <= {each.id for each in deck.about.sources}
        and not any(_misfit(form, deck.by_id) for form in deck.forms)
    )


def _read_one_by_one(content: bytes) -> tuple[CompiledDeck | None, list[str]]:
    """The deck without its damaged items and forms, and what is wrong with them."""
    if reason := _foreign(content):
        return None, [reason]
    try:
        envelope = json.decode(content, type=_Envelope)
    except _FAULTS as fault:
        return None, [_reason(fault)]
    items: dict[str, Item] = {}
    reasons: list[str] = []
    faulty = partial(_item_fault, items=items, envelope=envelope)
    for item in _sound(envelope.items, Item, faulty, reasons):
        items[item.id] = item
    forms = tuple(_sound(envelope.forms, Form, partial(_misfit, items=items), reasons))
    enemies = NO_ENEMIES
    try:
        enemies = json.decode(envelope.enemies, type=Enemies)
    except _FAULTS as fault:
        reasons.append(f"enemies: {_reason(fault)}")
    deck = CompiledDeck(
        format=FORMAT,
        about=envelope.about,
        speakers=envelope.speakers,
        items=tuple(items.values()),
        forms=forms,
        enemies=enemies,
    )
    return deck, reasons


def _foreign(content: bytes) -> str:
    """Why this is no compiled deck of this format; empty if it is one."""
    try:
        version = json.decode(content, type=_Version).format
    except ValidationError:
        return "this is not a deck that quizgen compiled"
    except _FAULTS as fault:
        return _reason(fault)
    if version == FORMAT:
        return ""
    # an earlier format is refused too: compiling the deck again is easy, reading both is not
    age = "a newer" if version > FORMAT else "an earlier"
    return f"it was written by {age} quizgen, in format {version}"


_Row = TypeVar("_Row", Item, Form)


def _sound(
    rows: tuple[Raw, ...], record: type[_Row], fault_of: Callable[[_Row], str], reasons: list[str]
) -> Iterator[_Row]:
    """Yields the rows without a fault, and adds to `reasons` what is wrong with the others."""
    for number, row in enumerate(rows, 1):
        try:
            found = json.decode(row, type=record)
        except _FAULTS as fault:
            reasons.append(f"{record.__name__.lower()} {number}: {_reason(fault)}")
            continue
        if reason := fault_of(found):
            reasons.append(reason)
        else:
            yield found


def _item_fault(item: Item, items: Collection[str], envelope: _Envelope) -> str:
    """Why the item cannot stand beside the `items` before it; empty if it can."""
    if item.id in items:
        return f"two items have the id `{item.id}`"
    if not item.named_speakers.issubset({"", *(each.id for each in envelope.speakers)}):
        return f"a speaker of item `{item.id}` is not listed"
    if not item.named_sources.issubset(each.id for each in envelope.about.sources):
        return f"a source of item `{item.id}` is not listed"
    return ""


def _misfit(form: Form, items: Mapping[str, Item]) -> str:
    """Why the form cannot be shown with these items; empty if it can."""
    for placed in form.placed:
        item, fault = items.get(placed.item), ""
        if item is None:
            fault = f"there is no item `{placed.item}`"
        # otherwise a part would be missing from the screen, or shown twice
        elif sorted(placed.order) != list(range(count_arranged(item.response))):
            fault = f"the order of `{placed.item}` is not one of its parts"
        if fault:
            return f"form {form.letter} of `{form.quiz}`: {fault}"
    return ""


def _reason(fault: Exception) -> str:
    return "it is nested too deeply" if isinstance(fault, RecursionError) else str(fault)
