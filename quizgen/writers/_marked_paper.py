"""The paper with its right answers marked, which a teacher lays beside a learner's paper.

The key is put into the data of the finished paper, where a learner would write. The paper itself
is made without this module, so no key can slip into it.
"""

from __future__ import annotations

from typing import Any, assert_never

from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import CompiledDeck, Form
from quizgen.quiz.responses import (
    Choice,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import Text
from quizgen.writers._paper_text import Node, rich_nodes, text_nodes
from quizgen.writers._quiz_paper import paper


def marked_paper(deck: CompiledDeck, form: Form) -> dict[str, Any]:
    about, language = deck.about, load_language(deck.about.language)
    title = language.say("print.marked", title=form.title or about.title)
    data = paper(deck, form, title) | {"passages": []}
    questions = (asked for section in data["sections"] for asked in section["questions"])
    for asked, placed in zip(questions, form.placed, strict=True):
        _mark(language, asked, deck.by_id[placed.item].response, placed.order)
    return data


def _mark(language: Language, asked: dict[str, Any], key: Response, order: tuple[int, ...]) -> None:
    response: dict[str, Any] = asked["response"]
    match key:
        case Choice(options=options):
            for part, index in zip(response["options"], order, strict=True):
                part["is_key"] = options[index].is_key
        case Ordering():
            for part, index in zip(response["steps"], order, strict=True):
                part["written"] = str(index + 1)
        case Matching():
            letters = language.labels(order)
            for place, part in enumerate(response["lefts"]):
                part["written"] = letters[order.index(place)]
        case Gaps() as gaps:
            _write_gaps(gaps, asked)
        case TextEntry(answer=shown) | Numeric(shown=shown):
            response["written"] = text_nodes(shown)
        case Open(answer=answer):
            response["written"] = rich_nodes(language, answer or (Text("—"),))
        case _ as never:
            assert_never(never)


def _write_gaps(gaps: Gaps, asked: dict[str, Any]) -> None:
    answers = [text_nodes(gap.answer) for gap in gaps.gaps]
    if gaps.is_ordered:
        _fill(asked["stem"], answers)
    else:
        asked["response"]["written"] = answers


def _fill(stem: list[Node], answers: list[list[Node]]) -> None:
    """Writes each answer into its blank, also where the blank stands in bold or italic words."""
    for node in stem:
        if node["kind"] == "blank" and node["gap"] is not None:
            node["written"] = answers[node["gap"]]
        _fill(node.get("children", []), answers)
