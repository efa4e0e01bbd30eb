"""Options of a choice: the keys, the distractors written or drawn, and their order.

What is drawn is never the key, a variant of it or another answer that is also true, and no word
of the evidence comes from a pool; it depends on the item alone, so every outlet shows the same.
"""

from __future__ import annotations

import re
from operator import attrgetter, itemgetter
from typing import TypeAlias

from msgspec.structs import replace

from quizgen.deck.claim_declarations import Term, WrongValue
from quizgen.deck.raw_item import RawItem, parts_of
from quizgen.diagnostics import count as counted
from quizgen.quiz.languages import Language
from quizgen.quiz.notation import alike, bare_words, read_date, read_number, same, typed_text
from quizgen.quiz.responses import Choice, Option, shuffled
from quizgen.quiz.rich import Rich, Text, plain
from quizgen.reading.declaration import Entries, Type, declared, declares_keys, needed
from quizgen.reading.fields import ByShape, ListOf, Made, MapOf, Record, flag
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import RICH, Integer, OneOf

_WHY = declared(RICH, "Why it is right, or wrong.")
_LAST: bool = flag("Stays last, whatever the order.")


@declares_keys
class WrittenOption:
    """An option as its author wrote it."""

    text: Node = needed(RICH, "What it says.")
    why: Node | None = _WHY
    last: bool = _LAST


@declares_keys
class ListedReason:
    """What stands at an option that is itself the key."""

    why: Node | None = _WHY
    last: bool = _LAST


Options: TypeAlias = tuple[WrittenOption, ...]


def _as_option(node: Node) -> WrittenOption:
    return WrittenOption(text=node)


def _explained(entries: Entries[ListedReason]) -> Options:
    return tuple(
        WrittenOption(text=entry.key_node, why=entry.value.why, last=entry.value.last)
        for entry in entries.values()
    )


OPTION = Record("an option", WrittenOption)
_LISTED = ListOf(ByShape(Made(RICH, _as_option), mapping=OPTION))
_EXPLANATION = ByShape(
    Made(RICH, lambda why: ListedReason(why=why)), mapping=Record("an option", ListedReason)
)
_EXPLAINED = Made(MapOf(_EXPLANATION, has_ids=False), _explained)
OPTIONS = ByShape(Made(RICH, lambda node: (_as_option(node),)), _LISTED, _EXPLAINED)
_DISTRACTORS: Type[int | Options] = ByShape(Integer(1, 25), _LISTED, _EXPLAINED)
DISTRACTORS = needed(
    _DISTRACTORS,
    "Wrong options: a list, `option: why it is wrong`, or how many to draw for the key's slot.",
    "[the first, the second]",
)
Order: TypeAlias = str | tuple[int, ...]  # "" for what is usual; or the places of the keys
_ORDER: Type[Order] = ByShape(
    OneOf(("fixed", "shuffled", "key-last"), "unknown-order", "order"), ListOf(Integer(1, 50))
)
ORDER: Order = declared(
    _ORDER,
    "`fixed` keeps the options as written, keys first; `[4]` also, with the key as the fourth. "
    "`key-last` shuffles the others.",
    absent="",
    default="shuffled; numbers and dates by value",
)


def compile_choice(
    raw: RawItem,
    keys: Options,
    distractors: int | Options,
    order: Order,
    *,
    accept: tuple[Node, ...] = (),
    is_multiple: bool = False,
    is_counted: bool = False,
) -> Choice | None:
    """The whole choice: options in an order that gives nothing away. `accept` holds variants of the
    key; one that `is_counted` says how many are right."""
    right_nodes = [key.text for key in keys]
    right = _options(raw, keys, is_key=True) if is_multiple else _single(raw, right_nodes[0])
    if right is None:
        return None
    written = [*right_nodes]
    if isinstance(distractors, int):
        wrong = drawn(raw, right_nodes, accept, distractors)
    else:
        wrong = _options(raw, distractors, is_key=False)
        written += [each.text for each in distractors]
    if wrong is None or not _are_wrong(raw, right_nodes, accept, wrong, written):
        return None
    if not _are_distinct(raw, [*right, *wrong], written):
        return None
    options = _ordered(raw, order, right, wrong)
    if options is None:
        return None
    return Choice(
        options=tuple(options[0]),
        is_multiple=is_multiple,
        is_fixed=options[1],
        announced=len(right) if is_counted else None,
    )


def _last_with(content: Rich, written: list[Node], raw: RawItem) -> Node:
    """Where the author wrote an option that says this."""
    return next((node for node in reversed(written) if raw.rich(node) == content), raw.stem)


def _single(raw: RawItem, key: Node) -> list[Option] | None:
    """One option even where the key names a slot with several values: “a, b and c”."""
    rich = raw.rich(key)
    return None if rich is None else [Option(rich, is_key=True)]


def _options(raw: RawItem, written: Options, *, is_key: bool) -> list[Option] | None:
    options: list[Option] = []
    for each in written:
        reason = each.why or raw.why(each.text)
        why: Rich | None = raw.rich(reason) if reason else ()
        contents = raw.contents(each.text)
        if why is None or contents is None:
            return None
        options += [
            Option(content=content, is_key=is_key, rationale=why, is_last=each.last)
            for content in contents
        ]
    return options


def _are_distinct(raw: RawItem, options: list[Option], written: list[Node]) -> bool:
    said = [(alike(option.content), option) for option in options]
    if any(len(parts) > 1 for parts, _ in said):
        # code and words that read alike are the same to a learner
        said += [(("", plain(option.content)), option) for option in options]
    seen: dict[tuple[str, ...], Option] = {}
    for parts, option in said:
        first = seen.setdefault(parts, option)
        if first is not option:
            text, where = plain(option.content), _last_with(option.content, written, raw)
            if first.is_key and not option.is_key:
                message = f"the key “{text}” of `{raw.id}` stands among its distractors"
                raw.report.error(where, "key-among-distractors", message, "remove it there")
            else:
                message = f"two options of `{raw.id}` say the same: “{text}”"
                raw.report.error(where, "same-options", message, "reword or remove one")
            return False
    return True


def _are_wrong(
    raw: RawItem,
    keys: list[Node],
    accept: tuple[Node, ...],
    distractors: list[Option],
    written: list[Node],
) -> bool:
    """No distractor is a variant of the key, or another right answer."""
    right: set[tuple[str, ...]] = set()
    for key in keys:
        texts = (*raw.variants(key, accept), *raw.also_true(key))
        right.update(alike(typed_text(text)) for text in texts)
    # most keys have no variant, so the texts of most distractors need not be compared
    for content in (option.content for option in distractors if right):
        if alike(content) in right:
            message = f"the distractor “{plain(content)}” of `{raw.id}` is right as well"
            hint = "`accept:` or `also_true:` has it: remove it there, or here"
            where = _last_with(content, written, raw)
            raw.report.error(where, "key-among-distractors", message, hint)
            return False
    return True


def _placed(
    raw: RawItem, places: tuple[int, ...], right: list[Option], wrong: list[Option]
) -> list[Option] | None:
    """The options as written, with the keys at these places, which count from 1."""
    options = [*wrong]
    for place, option in sorted(zip(places, right, strict=False), key=itemgetter(0)):
        options.insert(place - 1, option)
    if len({*places}) == len(right) == len(places) and max(places) <= len(options):
        return options
    message = f"`order:` of `{raw.id}` does not give each key a place among the options"
    hint = f"write a different number from 1 to {len(right) + len(wrong)} for each key"
    raw.report.error(raw.written_at("order"), "unknown-order", message, hint)
    return None


def _ordered(
    raw: RawItem, order: Order, right: list[Option], wrong: list[Option]
) -> tuple[list[Option], bool] | None:
    """The options in their neutral order, and whether that order is fixed for good."""
    if isinstance(order, tuple):
        placed = _placed(raw, order, right, wrong)
        return (placed, True) if placed else None
    options = [*right, *wrong]
    if order == "fixed":
        return options, True
    if order == "key-last":
        options = [*(replace(each, is_last=True) for each in right), *wrong]
    texts = [plain(option.content) for option in options]
    values = None if order else sort_values(texts, raw.deck.language)
    if values is not None:
        by_value = sorted(zip(values, options, strict=True), key=lambda pair: pair[0])
        return [option for _, option in by_value], True
    named = zip(texts, options, strict=True)
    mixed = shuffled(named, itemgetter(0), raw.deck.about.uid, raw.id)
    # sorting is stable, so the others keep the order that chance gave them
    return sorted((option for _, option in mixed), key=attrgetter("is_last")), False


def sort_values(texts: list[str], language: Language) -> list[tuple[float, ...]] | None:
    """What to sort by, where all texts are numbers, also of one unit, or dates."""
    return _values(texts, language) or _values(_without_unit(texts), language) or None


def _values(texts: list[str], language: Language) -> list[tuple[float, ...]]:
    """Nothing, unless all texts can be compared."""
    values = [value for text in texts if (value := _value(text, language)) is not None]
    is_of_one_kind = len(values) == len(texts) and len({*map(len, values)}) == 1
    return values if is_of_one_kind else []


_DIGIT = re.compile(r"\d")
_MEASURE = re.compile(r"(\D*?)([-+−]?\d(?:.*\d)?)(\D*)", re.DOTALL)


def _without_unit(texts: list[str]) -> list[str]:
    """The numbers of "90 °C" and "120 °C", which have the same words around them."""
    start = _DIGIT.split(texts[0], 1)[0].rstrip("-+−")
    if not all(text.startswith(start) for text in texts):
        return []  # most options
    found = [each for text in texts if (each := _MEASURE.fullmatch(text))]
    units = {(each[1], each[3]) for each in found}
    return [each[2] for each in found] if len(found) == len(texts) and len(units) == 1 else []


_LONGEST_VALUE = 40  # characters: "30 September 2026", with room


def _value(text: str, language: Language) -> tuple[float, ...] | None:
    """What numbers and dates sort by; None for other text."""
    if len(text) > _LONGEST_VALUE:
        return None
    # a list of percentages sorts as one of numbers does
    number = read_number(text.strip().rstrip("%"), language)
    return read_date(text, language) if number is None else (float(number),)


def drawn(
    raw: RawItem, keys: list[Node], accept: tuple[Node, ...], count: int
) -> list[Option] | None:
    """`count` distractors for the first of the keys; None, and a report, where there are fewer."""
    node = keys[0]
    hole = raw.texts.alone(node)
    terms = _candidates(raw, node)
    if hole is None or terms is None:
        wanted = counted(count, "distractor")
        message = f"{wanted} cannot be drawn: the key is not a slot with `near:` or `pool:`"
        hint = 'write key: "{slot}", or list the distractors'
        raw.report.error(node, "nothing-to-draw-from", message, hint)
        return None
    near, pool = terms
    excluded = _excluded(raw, keys, accept)
    quotes = [f" {bare_words(each.quote)} " for each in raw.evidence]
    turned_away: list[str] = []
    options: list[Option] = []
    # an author chose what is near for this key; a pool only holds things of one sort
    for term in (*_shuffled(raw, near), *_shuffled(raw, pool)):
        reason = excluded.get(same(term.text))
        words = f" {bare_words(term.text)} "
        # a word of the quotation may be near the key on purpose, but no pool can know that
        if reason is None and term not in near and any(words in quote for quote in quotes):
            reason = "in the quotation itself"
        if reason is not None:
            turned_away.append(f"{term.text} ({reason})")
            continue
        text = raw.form_of(term, hole)
        why = raw.rich(term.why) if isinstance(term, WrongValue) and term.why else ()
        if text is None or why is None:
            return None  # a form is missing, or a reason has a mistake, which has been said
        options.append(Option((Text(text),), rationale=why))
        excluded[same(term.text)] = "drawn already"
        if len(options) == count:
            return options
    _too_few(raw, node, count, len(options), turned_away)
    return None


def _candidates(raw: RawItem, node: Node) -> tuple[tuple[Term, ...], tuple[Term, ...]] | None:
    """Near ones and those of the pool; for the key `{speaker}`, the deck's other speakers."""
    slot = raw.slot(node)
    if slot is not None:
        pool = raw.pool(slot)
        return (slot.keys.near, pool) if slot.keys.near or pool else None
    hole = raw.texts.alone(node)
    if hole is None or hole.name != "speaker":
        return None
    speakers = raw.deck.speakers.values()
    return (), tuple(
        Term(value=Node(each.name, node.start), forms=parts_of(each))
        for each in speakers
        if each is not raw.claim.speaker
    )


def _shuffled(raw: RawItem, terms: tuple[Term, ...]) -> list[Term]:
    return shuffled(terms, lambda term: term.text, raw.deck.about.uid, raw.id)


def _excluded(raw: RawItem, keys: list[Node], accept: tuple[Node, ...]) -> dict[str, str]:
    """What may not be drawn, and why; the first reason counts."""
    reasons: list[tuple[str, str]] = []
    for key in keys:
        slot = raw.slot(key)
        right = [plain(raw.rich(key) or ()), *(raw.spread(key) or ())]
        for term in slot.values if slot else ():
            right += [term.text, *term.forms.values()]
        reasons += [(text, "the key") for text in right]
        reasons += [(text, "also true") for text in raw.also_true(key)]
        reasons += [(text, "a variant of the key") for text in raw.variants(key, accept)]
    return {same(text): reason for text, reason in reversed(reasons)}


def _too_few(raw: RawItem, node: Node, count: int, found: int, turned_away: list[str]) -> None:
    slot = raw.slot(node)
    pool = f"pool `{slot.keys.pool}`" if slot and raw.pool(slot) else "`near:`"
    away = "; ".join(turned_away[:8])  # a pool may hold hundreds
    wanted = counted(count, "distractor is", "distractors are")
    left = counted(found, "is", "are")
    message = f"{wanted} to be drawn for `{raw.id}` from {pool}, {left} left"
    message += f"; turned away: {away}" if away else ""
    hint = f"add to {pool}, or draw fewer"
    raw.report.error(slot.node if slot else node, "too-few-distractors", message, hint)
