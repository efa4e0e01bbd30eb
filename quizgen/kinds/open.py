"""A free answer that people mark: a model answer and marking points."""

from __future__ import annotations

from decimal import Decimal

from quizgen.deck.raw_item import RawItem
from quizgen.diagnostics import count
from quizgen.quiz.responses import Open
from quizgen.reading.declaration import declared, declares_keys, needed
from quizgen.reading.fields import ByShape, ListOf, Made, MapOf
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import NUMBER, RICH, Integer

# What an answer is marked on, each with its worth; a list does not say what each is worth.
_MARKING: ByShape[tuple[tuple[Node, Decimal | None], ...]] = ByShape(
    sequence=Made(ListOf(RICH), lambda nodes: tuple((node, None) for node in nodes)),
    mapping=Made(
        MapOf(NUMBER, has_ids=False),
        lambda all: tuple((each.key_node, each.value) for each in all.values()),
    ),
)


@declares_keys
class OpenKeys:
    key: Node = needed(RICH, "A model answer.", "a model answer")
    marking: tuple[tuple[Node, Decimal | None], ...] = declared(
        _MARKING, "What is expected of an answer, with the points for it.", absent=()
    )
    lines: int | None = declared(
        Integer(1, 40), "Lines to write on, on paper.", default="fitted to the answer"
    )


KEYS = OpenKeys
IS_WRITTEN_AT_LENGTH = True


def respond(raw: RawItem, keys: OpenKeys) -> Open | None:
    answer = raw.rich(keys.key)
    points = raw.riches(node for node, _ in keys.marking)
    worths = [worth for _, worth in keys.marking if worth is not None]
    if worths:
        _check_sum(raw, sum(worths, Decimal()))
    if answer is None or points is None:
        return None
    # the compiled deck is JSON, where a decimal would be a text
    return Open(answer, points, lines=keys.lines, worths=tuple(map(float, worths)))


def _check_sum(raw: RawItem, marked: Decimal) -> None:
    points = raw.keys.points
    if points is None or points == marked:
        return
    message = f"`points:` says {points.normalize():f}, and `marking:` adds up to "
    message += count(Decimal(f"{marked.normalize():f}"), "point")
    where = raw.written_at("points", "marking")
    raw.report.error(where, "points-disagree", message, "correct one, or remove `points:`")
