"""The keys of quizzes: what they draw or list, and how they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from quizgen.deck.claim_declarations import LINT
from quizgen.deck.question_declarations import Selection
from quizgen.quiz.layout import Key, Options, Paper, Style
from quizgen.reading.declaration import Type, declared, declares_keys, needed
from quizgen.reading.fields import PLAIN, ByShape, ListOf, MapOf, Record, flag, listed, plain
from quizgen.reading.nodes import Node
from quizgen.reading.report import Report, as_yaml
from quizgen.reading.scalars import (
    BOOLEAN,
    IDENTIFIER,
    NUMBER,
    RICH,
    TEXT,
    Identifier,
    Integer,
    OneOf,
    Schema,
)
from quizgen.reading.values import Entries


@declares_keys
class ItemSelection(Selection):
    kinds: tuple[str, ...] = listed(PLAIN, "Is of one of these kinds.")
    templates: tuple[str, ...] = listed(IDENTIFIER, "Comes from one of these templates.")


FROM = Record("a selection", ItemSelection)


@declares_keys
class SectionKeys:
    title: Node | None = declared(RICH, "Its heading.")
    instructions: Node | None = declared(RICH, "Below the heading.")
    draw: int = declared(Integer(1, 1000), "How many items to draw.", absent=0)
    from_: ItemSelection = declared(
        FROM, "What to draw from.", absent=ItemSelection(), default="all items"
    )
    items: tuple[Node, ...] = listed(TEXT, "The ids of its items, instead of drawing.")
    points: Decimal | None = declared(
        NUMBER, "For each item that does not say what it is worth.", default="1"
    )
    max_per_claim: int | None = declared(
        Integer(1), "At most so many items of one claim, or on the same words."
    )
    per_form: bool = flag("Draws anew for each form; otherwise all forms ask the same.")


def _as_section(text: str) -> str:
    return f"{{draw: {text}}}" if text.isdecimal() else f"{{items: [{as_yaml(text)}]}}"


SECTION = Record("a section", SectionKeys, _as_section)


@declares_keys
class LayoutKeys:
    """What a deck or a quiz says of `Layout`; None where it says nothing."""

    paper: Paper | None = declared(OneOf(tuple(Paper)), "The paper.", default="a4")
    columns: int | None = declared(
        Integer(1, 2), "Columns of questions; large print has one.", default="1"
    )
    size: int | None = declared(
        Integer(7, 36), "The type's size in points.", default="that of the style"
    )
    style: Style | None = declared(
        OneOf(tuple(Style)),
        "`large-print`: 18 points; `dyslexia`: 13 points, wider set, no italics.",
        default="standard",
    )
    half_sheet: bool | None = declared(
        BOOLEAN, "Two half-size papers on a sheet, with a line to cut at."
    )
    sides: int | None = declared(
        Integer(1, 2), "Sides of a sheet that print runs use.", default="2"
    )
    answer_sheet: bool | None = declared(BOOLEAN, "Adds a sheet with the letters to tick.")
    marked: bool | None = declared(BOOLEAN, "Adds the answered paper to the key.", default="true")
    feedback: bool | None = declared(
        BOOLEAN, "Adds a sheet for learners: the answers.", default="true"
    )
    options: Options | None = declared(
        OneOf(tuple(Options)),
        "`auto`: short options stand side by side; `column`: each has a line of its own.",
        default="auto",
    )
    key: Key | None = declared(
        OneOf(tuple(Key)),
        "`short`: the answers on one page; `full`: their evidence as well.",
        default="full",
    )


LAYOUT = Record("a layout", LayoutKeys)


@dataclass(frozen=True, slots=True)
class _TextOrParagraph:
    """The number of a paragraph of the only source, or the id of one of several."""

    label: str = f"{Integer(1).label} or id under `sources:`"

    def read(self, node: Node, report: Report) -> int | str | None:
        is_id = str(node.value)[:1].isalpha()
        of: Type[int | str] = Identifier("under sources:") if is_id else Integer(1)
        return of.read(node, report)

    def schema(self) -> Schema:
        return {"anyOf": [Integer(1).schema(), Identifier().schema()]}


Passages: TypeAlias = str | tuple[int | str, ...] | Entries[tuple[int, ...]]
_PASSAGES: Type[Passages] = ByShape(
    OneOf(("source",), "unknown-passage", "passage"),
    ListOf(_TextOrParagraph()),
    MapOf(ListOf(Integer(1))),
)


@declares_keys
class QuizKeys:
    title: str = needed(PLAIN, "Its title.", "Test 1")
    instructions: Node | None = declared(RICH, "Below the title.")
    level: str = plain("For whom it is.")
    time: int = declared(
        Integer(1, 1440), "Minutes that it takes, in `study --exam` as well.", absent=0
    )
    aids: Node | None = declared(RICH, "What learners may use.")
    passage: Passages = declared(
        _PASSAGES,
        "Printed before the questions: `source`, or a list of its paragraphs. With several sources,"
        " list their ids, or give each its paragraphs: `{report: [1, 2]}`.",
        absent=(),
    )
    max_per_claim: int | None = declared(
        Integer(1), "At most so many items of one claim, or on the same words, in the quiz."
    )
    forms: int = declared(Integer(1, 26), "How many forms (A, B, …).", absent=1, default="1")
    seed: str = plain("Changes what is drawn and in which order.", default="the quiz's id")
    layout: LayoutKeys = declared(
        LAYOUT, "How it is printed.", absent=LayoutKeys(), default="the deck's"
    )
    sections: tuple[SectionKeys, ...] = needed(ListOf(SECTION), "Its parts.", "[{draw: 5}]")
    lint: tuple[Node, ...] = LINT


QUIZ = Record("a quiz", QuizKeys)
