"""A number, typed; marked by its value."""

from __future__ import annotations

from decimal import Decimal

from quizgen.deck.asked import Asked
from quizgen.quiz.model import Numeric
from quizgen.quiz.values import read_number
from quizgen.reading.fields import Field
from quizgen.reading.nodes import Node
from quizgen.reading.report import as_yaml
from quizgen.reading.scalars import TEXT

KEYS = (
    Field(
        "key",
        TEXT,
        "The number, with thousands marks if you like.",
        is_required=True,
        example="14,000",
    ),
    Field(
        "tolerance",
        TEXT,
        "How far off is right: a number, or a percentage such as 5%.",
        default="0",
    ),
    Field("unit", TEXT, "What it counts; the learner need not type it."),
)


def respond(asked: Asked) -> Numeric | None:
    node = asked.node("key")
    shown = asked.typed(node)
    if shown is None:
        return None
    value = read_number(shown, asked.deck.language)
    tolerance = _tolerance(asked, value)
    if value is None:
        message = f"the key “{shown}” of `{asked.id}` is not a number"
        asked.report.error(node, "not-a-number", message, _how_to_write(shown, asked))
        return None
    unit = asked.typed(asked.keys["unit"]) if "unit" in asked.keys else ""
    if tolerance is None or unit is None:
        return None
    return Numeric(value, shown, tolerance, unit)


def _how_to_write(shown: str, asked: Asked) -> str:
    """A number with its unit gets both as they belong."""
    first, _, rest = shown.strip().partition(" ")
    if rest and read_number(first, asked.deck.language) is not None:
        return f"write key: {as_yaml(first)} and unit: {as_yaml(rest.strip())}"
    return "write 14000, 14,000 or 0.5"


def _tolerance(asked: Asked, value: Decimal | None) -> Decimal | None:
    node: Node | None = asked.keys.get("tolerance")
    if node is None:
        return Decimal(0)
    text = str(node.value).strip()
    number = read_number(text.removesuffix("%"), asked.deck.language)
    if number is None or number < 0:
        message = f"the tolerance “{text}” is neither a number nor a percentage"
        asked.report.error(node, "not-a-number", message, "write 100 or 5%")
        return None
    return abs(value or Decimal(0)) * number / 100 if text.endswith("%") else number
