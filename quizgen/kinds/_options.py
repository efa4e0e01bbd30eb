"""Options of a choice: the keys, the distractors written or drawn, and their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizgen.deck.asked import Asked
from quizgen.kinds._distractors import drawn
from quizgen.quiz.chance import shuffled
from quizgen.quiz.languages import Language
from quizgen.quiz.model import Choice, Option, Rich, Text, plain
from quizgen.quiz.values import read_date, read_number, same
from quizgen.reading.fields import ByShape, Entry, Field, ListOf, MapOf, Record
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import BOOLEAN, RICH, Integer, OneOf

_WHY = Field("why", RICH, "Why it is right, or wrong.")
_LAST = Field("last", BOOLEAN, "Stays last, whatever the order.")
_TEXT = Field("text", RICH, "What it says.", is_required=True)
OPTION = Record("an option", (_TEXT, _WHY, _LAST), is_whole=True)
_LISTED = ListOf(ByShape(scalar=RICH, mapping=OPTION))
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
        wrong = drawn(asked, [key.text for key in keys], distractors)
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
    return None if texts is None else [(Text(text),) for text in texts]


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
    for text in (plain(option.content) for option in distractors if right):
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
    values = (
        sort_values([text for _, text in texts], asked.deck.language) if order is None else None
    )
    if values is not None:
        by_value = sorted(zip(values, options, strict=True), key=lambda pair: pair[0])
        return [option for _, option in by_value], True
    mixed = shuffled(texts, lambda pair: pair[1], asked.deck.about.uid, asked.id)
    return sorted((option for option, _ in mixed), key=lambda option: option.is_last), False


def sort_values(texts: list[str], language: Language) -> list[tuple[float, ...]] | None:
    """What to sort by, where all texts are numbers or dates."""
    values: list[tuple[float, ...]] = []
    for text in texts:
        value = _value(text, language)
        if value is None or len(value) != len(values[0] if values else value):
            return None
        values.append(value)
    return values


_LONGEST_VALUE = 40  # characters: "30 September 2026", with room


def _value(text: str, language: Language) -> tuple[float, ...] | None:
    """What numbers and dates sort by; None for other text."""
    if len(text) > _LONGEST_VALUE:
        return None
    number = read_number(text.strip().rstrip("%"), language)
    return read_date(text, language) if number is None else (float(number),)
