"""Name all of several, in any order."""

from __future__ import annotations

from quizgen.deck.asked import Asked
from quizgen.kinds._typed import TYPED, match_of, strict_of
from quizgen.quiz.model import Gap, Gaps
from quizgen.quiz.values import same
from quizgen.reading.fields import ByShape, Field, ListOf, MapOf
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import TEXT

KEYS = (
    Field(
        "keys",
        ByShape(scalar=TEXT, sequence=ListOf(TEXT)),
        "What is to be named: a list, or a slot with several values.",
        is_required=True,
        example="[one, two]",
    ),
    Field("accept", MapOf(ListOf(TEXT), has_ids=False), "Variants: `answer: [variants]`."),
    *TYPED,
)


def respond(asked: Asked) -> Gaps | None:
    written = asked.keys["keys"]
    nodes: tuple[Node, ...] = (written,) if isinstance(written, Node) else written
    if not nodes:
        return None  # the reader has said that each of them is empty
    how = match_of(asked.keys), strict_of(asked.keys)
    gaps: list[Gap] = []
    for node in nodes:
        texts = asked.spread(node)
        if texts is None:
            return None
        gaps += [Gap(text, _accepted(asked, text), *how) for text in texts]
    if len(gaps) < 2:
        message = f"`{asked.id}` asks to name several, and has {len(gaps)}"
        asked.report.error(nodes[0], "too-few", message, "add keys, or use `kind: short`")
        return None
    asked.check_accepted(asked.keys.get("accept", {}), [gap.answer for gap in gaps])
    if len({same(gap.answer) for gap in gaps}) < len(gaps):
        message = f"two keys of `{asked.id}` say the same"
        asked.report.error(nodes[0], "same-options", message, "reword or remove one")
        return None
    return Gaps(tuple(gaps), is_ordered=False, is_together=True)


def _accepted(asked: Asked, text: str) -> tuple[str, ...]:
    entry = asked.keys.get("accept", {}).get(text)
    return tuple(str(each.value) for each in entry.value) if entry else ()
