"""Options of a choice: the keys, the distractors written or drawn, and their order.

A drawn distractor is never the key, a variant of it, another answer that is also true, or
words of the evidence; what is drawn depends on the item alone, so every outlet shows the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizgen.asked import Asked
from quizgen.chance import shuffled
from quizgen.deck import Slot, Term
from quizgen.fields import (
    BOOLEAN,
    RICH,
    ByShape,
    Entry,
    Field,
    Integer,
    ListOf,
    MapOf,
    OneOf,
    Record,
)
from quizgen.languages import Language
from quizgen.model import Choice, Option, Rich, Text, plain
from quizgen.nodes import Node
from quizgen.scope import parts_of
from quizgen.values import read_date, read_number

_WHY = Field("why", RICH, "Why it is right, or wrong.")
_LAST = Field("last", BOOLEAN, "Stays last, whatever the order.")
_TEXT = Field("text", RICH, "What it says.", is_required=True)
_OPTION = Record("an option", (_TEXT, _WHY, _LAST), is_whole=True)
_LISTED = ListOf(ByShape(scalar=RICH, mapping=_OPTION))
_EXPLAINED = MapOf(ByShape(RICH, mapping=Record("an option", (_WHY, _LAST))), has_ids=False)
OPTIONS = ByShape(RICH, _LISTED, _EXPLAINED)
DISTRACTORS = Field(
    "distractors",
    ByShape(Integer(1, 25), _LISTED, _EXPLAINED),
    "Wrong options: a list, `option: why it is wrong`, or how many to draw for the key's slot.",
    example="[the first, the second]",
)
ORDER = Field(
    "order",
    OneOf(("fixed", "shuffled"), "unknown-order", "order"),
    "`fixed` keeps the options as written, keys first.",
    default="shuffled; numbers and dates by value",
)


@dataclass(frozen=True, slots=True)
class Written:
    """An option as its author wrote it."""

    text: Node
    why: Node | None = None
    is_last: bool = False


def written_options(value: Any) -> list[Written]:
    """What was read at a key of the type `OPTIONS`: one text, a list, or text: why."""
    if isinstance(value, Node):
        return [Written(value)]
    if isinstance(value, Mapping):
        return [_from_entry(entry) for entry in value.values()]
    return [_from_record(each) if isinstance(each, dict) else Written(each) for each in value]


def compile_choice(asked: Asked, keys: list[Written], *, is_multiple: bool) -> Choice | None:
    """The whole choice: options in an order that gives nothing away."""
    right = _options(asked, keys, is_key=True) if is_multiple else _single(asked, keys[0].text)
    if right is None:
        return None
    distractors = asked.keys["distractors"]
    if isinstance(distractors, int):
        wrong = _drawn(asked, keys, distractors)
    else:
        wrong = _options(asked, written_options(distractors), is_key=False)
    if wrong is None or not _are_wrong(asked, keys, wrong):
        return None
    texts = [(option, plain(option.content)) for option in (*right, *wrong)]
    if not _are_distinct(asked, texts):
        return None
    options, is_fixed = _ordered(asked, texts)
    announced = len(right) if asked.keys.get("announce") == "number" else None
    return Choice(tuple(options), is_multiple, is_fixed, announced)


def same(text: str) -> str:
    """The form in which two options that say the same are equal: case, width, spaces and the
    final mark do not count; a leading minus, digits and % do."""
    folded = (text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold()
    return " ".join(folded.split()).rstrip(".!?;:, ").strip("“”\"'«» ")


def _from_entry(entry: Entry) -> Written:
    text = Node(entry.key, entry.node.key_start, entry.node.key_start)
    if isinstance(entry.value, Node):
        return Written(text, entry.value)
    return Written(text, entry.value.get("why"), entry.value.get("last", False))


def _from_record(record: dict[str, Any]) -> Written:
    return Written(record["text"], record.get("why"), record.get("last", False))


def _single(asked: Asked, key: Node) -> list[Option] | None:
    """One option even where the key names a slot with several values: “a, b and c”."""
    rich = asked.rich(key)
    return None if rich is None else [Option(rich, is_key=True)]


def _options(asked: Asked, written: list[Written], *, is_key: bool) -> list[Option] | None:
    options: list[Option] = []
    for each in written:
        why: Rich | None = asked.rich(each.why) if each.why else ()
        contents = _contents(asked, each.text)
        if why is None or contents is None:
            return None
        options += [Option(content, is_key, why, each.is_last) for content in contents]
    return options


def _contents(asked: Asked, node: Node) -> list[Rich] | None:
    slot = asked.slot(node)
    if slot is None or not slot.is_list:
        rich = asked.rich(node)
        return None if rich is None else [rich]
    texts = asked.spread(node)
    return None if texts is None else [(Text(text),) for _, text in texts]


# --- Drawing --------------------------------------------------------------------------------


def _drawn(asked: Asked, keys: list[Written], count: int) -> list[Option] | None:
    node = keys[0].text
    hole = asked.placeholder(node)
    terms = _candidates(asked, node)
    if hole is None or terms is None:
        asked.report.error(
            node,
            "nothing-to-draw-from",
            f"{count} distractors cannot be drawn: the key is not a slot with `near:` or `pool:`",
            'write key: "{slot}", or list the distractors',
        )
        return None
    near, pool = terms
    excluded = _Excluded(asked, keys)
    drawn: list[str] = []
    for term in (*_shuffled(asked, near), *_shuffled(asked, pool)):
        reason = excluded.reason(term, in_pool=term not in near)
        text = asked.scope.form_of(term, hole) if reason is None else None
        if text is not None and len(drawn) < count:
            drawn.append(text)
            excluded.add(term)
    if len(drawn) < count:
        _too_few(asked, node, count, len(drawn), excluded)
        return None
    return [Option((Text(text),)) for text in drawn]


def _candidates(asked: Asked, node: Node) -> tuple[tuple[Term, ...], tuple[Term, ...]] | None:
    """Near ones and those of the pool; for the key `{speaker}`, the deck's other speakers."""
    slot = asked.slot(node)
    if slot is not None:
        pool = asked.pool(slot)
        return (slot.near, pool) if slot.near or pool else None
    hole = asked.placeholder(node)
    if hole is None or hole.name != "speaker":
        return None
    speakers = asked.deck.speakers.values()
    return (), tuple(
        Term(each.name, node, parts_of(each))
        for each in speakers
        if each is not asked.claim.speaker
    )


def _shuffled(asked: Asked, terms: tuple[Term, ...]) -> list[Term]:
    return shuffled(terms, lambda term: term.text, asked.deck.about.uid, asked.id)


class _Excluded:
    """What may not be drawn, and why each candidate was turned away."""

    def __init__(self, asked: Asked, keys: list[Written]) -> None:
        self.turned_away: list[str] = []
        self._reasons: dict[str, str] = {}
        for key in keys:
            for _, text in asked.spread(key.text) or ():
                self._reasons[same(text)] = "the key"
            self._add_slot(asked.slot(key.text))
            for variant in asked.variants(key.text):
                self._reasons.setdefault(same(variant), "a variant of the key")
        self._evidence = [f" {_words(each.quote)} " for each in asked.scope.evidence]

    def add(self, term: Term) -> None:
        self._reasons.setdefault(same(term.text), "drawn already")

    def reason(self, term: Term, *, in_pool: bool) -> str | None:
        reason = self._reasons.get(same(term.text))
        if reason is None and in_pool and self._is_evident(term):
            reason = "in the quotation itself"
        if reason is not None:
            self.turned_away.append(f"{term.text} ({reason})")
        return reason

    def _add_slot(self, slot: Slot | None) -> None:
        for term in slot.values if slot else ():
            for form in (term.text, *term.forms.values()):
                self._reasons.setdefault(same(form), "the key")
        for text in slot.also_true if slot else ():
            self._reasons.setdefault(same(text), "also true")

    def _is_evident(self, term: Term) -> bool:
        return any(f" {_words(term.text)} " in quote for quote in self._evidence)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _too_few(asked: Asked, node: Node, count: int, found: int, excluded: _Excluded) -> None:
    slot = asked.slot(node)
    pool = f"pool `{slot.pool}`" if slot and slot.pool else "`near:`"
    away = "; ".join(excluded.turned_away[:8])
    message = f"{count} distractors are to be drawn for `{asked.id}` from {pool}, {found} are left"
    message += f"; turned away: {away}" if away else ""
    hint = f"add to {pool}, or draw fewer"
    asked.report.error(slot.node if slot else node, "too-few-distractors", message, hint)


# --- Checks and order -------------------------------------------------------------------------


def _are_distinct(asked: Asked, texts: list[tuple[Option, str]]) -> bool:
    seen: dict[str, Option] = {}
    for option, text in texts:
        first = seen.setdefault(same(text), option)
        if first is not option:
            _report_same(asked, first, option, text)
            return False
    return True


def _are_wrong(asked: Asked, keys: list[Written], distractors: list[Option]) -> bool:
    """No distractor is a variant of the key, or another right answer."""
    right: set[str] = set()
    for key in keys:
        slot = asked.slot(key.text)
        also_true = slot.also_true if slot else ()
        right.update(same(text) for text in (*asked.variants(key.text), *also_true))
    for text in (plain(option.content) for option in distractors):
        if same(text) in right:
            message = f"the distractor “{text}” of `{asked.id}` is right as well"
            hint = "`accept:` or `also_true:` has it: remove it there, or here"
            asked.report.error(_written_last(asked, text), "key-among-distractors", message, hint)
            return False
    return True


def _report_same(asked: Asked, first: Option, option: Option, text: str) -> None:
    where = _written_last(asked, text)
    if first.is_key and not option.is_key:
        message = f"the key “{text}” of `{asked.id}` stands among its distractors"
        asked.report.error(where, "key-among-distractors", message, "remove it there")
    else:
        message = f"two options of `{asked.id}` say the same: “{text}”"
        asked.report.error(where, "same-options", message, "reword or remove one")


def _written_last(asked: Asked, text: str) -> Node:
    """Where the author wrote an option that says this; the stem for one that was drawn."""
    listed: list[Written] = []
    for key in ("key", "keys", "distractors"):
        written = asked.keys.get(key)
        listed += [] if written is None or isinstance(written, int) else written_options(written)
    places = [each.text for each in listed if same(str(each.text.value)) == same(text)]
    return places[-1] if places else asked.node("stem")


def _ordered(asked: Asked, texts: list[tuple[Option, str]]) -> tuple[list[Option], bool]:
    """The options in their neutral order, and whether that order is fixed for good."""
    options = [option for option, _ in texts]
    order = asked.keys.get("order")
    if order == "fixed":
        return options, True
    values = _values([text for _, text in texts], asked.deck.language) if order is None else None
    if values is not None:
        by_value = sorted(zip(values, options, strict=True), key=lambda pair: pair[0])
        return [option for _, option in by_value], True
    mixed = shuffled(texts, lambda pair: pair[1], asked.deck.about.uid, asked.id)
    return sorted((option for option, _ in mixed), key=lambda option: option.is_last), False


def _values(texts: list[str], language: Language) -> list[tuple[float, ...]] | None:
    """What to sort by, where all texts are numbers or dates."""
    values: list[tuple[float, ...]] = []
    for text in texts:
        value = _value(text, language)
        if value is None or len(value) != len(values[0] if values else value):
            return None
        values.append(value)
    return values


def _value(text: str, language: Language) -> tuple[float, ...] | None:
    """What numbers and dates sort by; None for other text."""
    number = read_number(text.strip().rstrip("%"), language)
    return read_date(text, language) if number is None else (float(number),)
