"""What the page's script needs to know of an item: what is right, and how it may be mixed.

Everything that is shown stands in the page already and is copied from there.
"""

from __future__ import annotations

from typing import Any, TypeAlias, assert_never

from quizgen.interchange.fingerprint import key_hash
from quizgen.quiz.arrange import display_order
from quizgen.quiz.languages import FALLBACK, Language
from quizgen.quiz.model import (
    Choice,
    Gap,
    Gaps,
    Item,
    Match,
    Matching,
    Numeric,
    Open,
    Ordering,
    TextEntry,
)

Object: TypeAlias = dict[str, Any]


def marking(item: Item, language: Language) -> Object:
    known: Object = {"id": item.id, "claim": item.claim, "key": key_hash(item.response)}
    if item.was:
        known["was"] = list(item.was)
    response = _response(item)
    if response["type"] == "typed" and language.code.startswith(FALLBACK):
        response["articles"] = True  # English ones say nothing
    return known | response


def _response(item: Item) -> Object:
    """`order` says where in the author's order each step or right-hand side of the page stands."""
    match item.response:
        case Choice() as choice:
            return _choice(choice)
        case TextEntry(answer, accepted, match):
            return _typed((Gap(answer, accepted, match),), is_ordered=True)
        case Gaps(gaps, is_ordered):
            return _typed(gaps, is_ordered)
        case Numeric() as numeric:
            return _number(numeric)
        case Matching():
            return {"type": "matching", "order": list(display_order(item))}
        case Ordering():
            return {"type": "ordering", "order": list(display_order(item))}
        case Open():
            return {"type": "open"}
        case _ as never:
            assert_never(never)


def _choice(choice: Choice) -> Object:
    known: Object = {"type": "choice", "keys": list(choice.keys)}
    if choice.is_multiple:
        known |= {"many": True, "announced": choice.announced}
    if choice.is_fixed:
        known["fixed"] = True
    if last := [place for place, option in enumerate(choice.options) if option.is_last]:
        known["last"] = last
    return known


def _typed(gaps: tuple[Gap, ...], is_ordered: bool) -> Object:
    known = [
        {"accepted": [gap.answer, *gap.accepted], "exact": gap.match is Match.EXACT} for gap in gaps
    ]
    return {"type": "typed", "ordered": is_ordered, "gaps": known}


def _number(numeric: Numeric) -> Object:
    return {
        "type": "number",
        "value": f"{numeric.value:f}",
        "tolerance": f"{numeric.tolerance:f}",
        "unit": numeric.unit,
    }
