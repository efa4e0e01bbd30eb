"""The data of a printed quiz, made from one form.

It holds only what a learner may see: no key, no rationale, no hint, and no id, since an item's id
may tell its key. Options stand in the order of the form. All blanks of a quiz are as wide as its
longest answer needs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, assert_never

from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import About, CompiledDeck, Form, FormSection, Image, Item, Passage, Placed
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
from quizgen.quiz.rich import Rich, Text, plain
from quizgen.quiz.values import count, number
from quizgen.source.provenance import shown_number
from quizgen.writers._choice_instruction import choice_instruction
from quizgen.writers._credits import printed_credit
from quizgen.writers._paper_text import (
    Node,
    rich_nodes,
    stem_nodes,
    text_nodes,
    typst_language,
)
from quizgen.writers._scoring_rule import scoring_rule
from quizgen.writers._sheet import Sheet, contents, head_and_foot, sheet_name

_WRITTEN_IN_A_LINE = 45  # characters in handwriting
_LEAST_LINES, _MOST_LINES = 2, 15
_MILLIMETRES_A_LETTER = 2.5  # in handwriting
_LEAST_BLANK, _MOST_BLANK = 32, 80  # millimetres
_LEAST_ENTRY, _MOST_ENTRY = 90, 150


def quiz_sheet(deck: CompiledDeck, form: Form) -> Sheet:
    data = paper(deck, form, form.title or deck.about.title)
    advice = "Print one for each learner; pages of a form belong together."
    return Sheet(sheet_name(deck.about, form), "quiz", data, contents(form), advice, form.layout)


def paper(deck: CompiledDeck, form: Form, title: str) -> dict[str, Any]:
    """The paper is also the base of the marked paper, which has another title."""
    language = load_language(deck.about.language)
    words = {"answer": "common.answer"} | {
        word: f"print.{word}" for word in ("name", "date", "class", "score")
    }
    data = head_and_foot(deck, form, title) | {
        "of": f"/ {number(language, form.points)}",
        "words": {word: language.say(key) for word, key in words.items()},
        "particulars": [],
        "room": _room(deck.items_on(form)),
        "passages": [_passage(language, deck.about, each) for each in form.passages],
        "sections": [_section(language, section, deck.by_id) for section in form.sections],
    }
    data["opening"] = [*filter(None, [rich_nodes(language, form.instructions)]), *data["opening"]]
    return data


def _room(items: Iterable[Item]) -> dict[str, float]:
    """The length of blanks and of answer lines, in millimetres. It is the same throughout a quiz,
    since a blank as long as its answer would give it away."""
    longest = {"blank": 0, "entry": 0}
    for item in items:
        for kind, answer in _written(item.response):
            longest[kind] = max(longest[kind], len(answer))
    return {
        "blank": _within(longest["blank"], _LEAST_BLANK, _MOST_BLANK),
        "entry": _within(longest["entry"], _LEAST_ENTRY, _MOST_ENTRY),
    }


def _written(response: Response) -> Iterator[tuple[str, str]]:
    match response:
        case TextEntry(answer=answer):
            yield "entry", answer
        case Gaps(gaps=gaps, is_ordered=is_ordered):
            for gap in gaps:
                yield "blank" if is_ordered else "entry", gap.answer
        case _:
            return


def _within(letters: int, least: int, most: int) -> float:
    return min(most, max(least, math.ceil(letters * _MILLIMETRES_A_LETTER)))


def image_name(image: Image) -> str:
    """The file that the template reads. The author's own name could be a path elsewhere."""
    return f"image-{sha256(image.content).hexdigest()[:16]}"


def _passage(language: Language, about: About, passage: Passage) -> dict[str, Any]:
    source = about.source_called(passage.source)
    heading = language.say("print.passage")
    return {
        "heading": f"{heading}: {source.name}" if source.id else heading,
        "language": typst_language(source.language),
        "paragraphs": [
            {"number": shown_number(source, place), "content": _in_lines(text)}
            for place, text in passage.paragraphs
        ],
        "credit": text_nodes(printed_credit(language, source)),
    }


def _in_lines(text: str) -> list[Node]:
    """Verse keeps its lines."""
    first, *others = map(text_nodes, text.split("\n"))
    return [*first, *(node for line in others for node in ({"kind": "break"}, *line))]


def _section(language: Language, section: FormSection, items: Mapping[str, Item]) -> dict[str, Any]:
    return {
        "title": text_nodes(section.title),
        "instructions": rich_nodes(language, section.instructions),
        "questions": [question(language, placed, items[placed.item]) for placed in section.placed],
    }


def question(language: Language, placed: Placed, item: Item) -> dict[str, Any]:
    stem = stem_nodes(language, item)
    return {
        "number": placed.number,
        "points": count(language, "points", placed.points),
        "stem": stem,
        "gapped": any(node["kind"] == "blank" for node in stem),
        "image": item.image and {"file": image_name(item.image), "alt": item.image.alt},
        "task": " ".join(_instructions(language, placed, item)),
        "response": _response(language, item.response, placed.order),
    }


def _instructions(language: Language, placed: Placed, item: Item) -> Iterator[str]:
    if task := _task(language, item.response):
        yield task
    if rule := scoring_rule(item, placed.points, language):
        yield f"{language.say('print.partial')}: {rule}."


def _task(language: Language, response: Response) -> str:
    """What to do, unless the layout says it: everybody knows to choose one option of two."""
    match response:
        case Choice(options=options, is_multiple=False) if len(options) <= 2:
            return ""
        case Choice() as choice:
            return choice_instruction(choice, language)
        case Gaps(gaps=gaps, is_ordered=False):
            return language.say("common.name-all", number=len(gaps))
        case Matching():
            return language.say("common.match-lists")
        case Ordering(steps=steps):
            return language.say("print.order-all", count=len(steps))
        case TextEntry() | Numeric() | Gaps() | Open():
            return ""
        case _ as never:
            assert_never(never)


def _response(language: Language, response: Response, order: tuple[int, ...]) -> dict[str, Any]:
    match response:
        case Choice(options=options, is_multiple=is_multiple):
            shown = [options[index].content for index in order]
            parts = _lettered(language, shown)
            return {"kind": "choice", "shape": box_shape(is_multiple), "options": parts}
        case TextEntry():
            return {"kind": "entry", "is_number": False, "unit": ""}
        case Numeric(unit=unit):
            return {"kind": "entry", "is_number": True, "unit": unit}
        case Gaps(gaps=gaps, is_ordered=is_ordered):
            return {"kind": "none"} if is_ordered else {"kind": "lines", "count": len(gaps)}
        case Matching() as matching:
            return _matching(language, matching, order)
        case Ordering(steps=steps):
            shown = [steps[index] for index in order]
            return {"kind": "ordering", "steps": _lettered(language, shown)}
        case Open() as task:
            return {"kind": "open", "lines": _lines(task)}
        case _ as never:
            assert_never(never)


def box_shape(is_multiple: bool) -> str:
    return "square" if is_multiple else "circle"


def _lettered(language: Language, contents: list[Rich]) -> list[dict[str, Any]]:
    return [
        {"label": letter, "content": rich_nodes(language, content)}
        for letter, content in zip(language.labels(contents), contents, strict=True)
    ]


def _matching(language: Language, matching: Matching, order: tuple[int, ...]) -> dict[str, Any]:
    lefts = [
        {"label": str(place), "content": rich_nodes(language, pair.left)}
        for place, pair in enumerate(matching.pairs, 1)
    ]
    rights = [matching.rights[index] for index in order]
    return {"kind": "matching", "lefts": lefts, "rights": _lettered(language, rights)}


def _lines(task: Open) -> int:
    if task.lines is not None:
        return task.lines
    written = plain(task.answer or (Text(" "),))
    # One line more than the model answer takes: learners seldom put it as briefly.
    fitted = math.ceil(len(written) / _WRITTEN_IN_A_LINE) + 1
    return max(_LEAST_LINES, min(_MOST_LINES, fitted))
