"""A number, typed; marked by its value."""

from __future__ import annotations

from decimal import Decimal

from quizgen.deck.raw_item import RawItem
from quizgen.quiz.notation import read_number
from quizgen.quiz.responses import Numeric
from quizgen.reading.declaration import declared, declares_keys, needed
from quizgen.reading.nodes import Node, as_yaml
from quizgen.reading.scalars import TEXT


@declares_keys
class NumericKeys:
    key: Node = needed(TEXT, "The number, with thousands marks if you like.", "14,000")
    tolerance: Node | None = declared(
        TEXT, "How far off is right: a number, or a percentage such as 5%.", default="0"
    )
    unit: Node | None = declared(TEXT, "What it counts; the learner need not type it.")


KEYS = NumericKeys


def respond(raw: RawItem, keys: NumericKeys) -> Numeric | None:
    node = keys.key
    shown = raw.typed(node)
    if shown is None:
        return None
    value = read_number(shown, raw.deck.language)
    tolerance = _tolerance(raw, keys.tolerance, value)
    if value is None:
        message = f"the key “{shown}” of `{raw.id}` is not a number"
        raw.report.error(node, "not-a-number", message, _how_to_write(shown, raw))
        return None
    unit = raw.typed(keys.unit) if keys.unit else ""
    if tolerance is None or unit is None:
        return None
    return Numeric(value=value, shown=shown, tolerance=tolerance, unit=unit)


def _how_to_write(shown: str, raw: RawItem) -> str:
    """A number with its unit gets both as they belong."""
    first, _, rest = shown.strip().partition(" ")
    if rest and read_number(first, raw.deck.language) is not None:
        return f"write key: {as_yaml(first)} and unit: {as_yaml(rest.strip())}"
    return "write 14000, 14,000 or 0.5"


def _tolerance(raw: RawItem, node: Node | None, value: Decimal | None) -> Decimal | None:
    if node is None:
        return Decimal(0)
    text = node.text.strip()
    number = read_number(text.removesuffix("%"), raw.deck.language)
    if number is None or number < 0:
        message = f"the tolerance “{text}” is neither a number nor a percentage"
        raw.report.error(node, "not-a-number", message, "write 100 or 5%")
        return None
    # a share of a negative key would be a negative tolerance
    return abs(value or Decimal(0)) * number / 100 if text.endswith("%") else number
