"""Shows a question as plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import indent
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct

from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import CompiledDeck, Item
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import (
    BLANK,
    TAB,
    Blank,
    Inline,
    Link,
    Listing,
    Rich,
    Table,
    changed,
    every,
    in_columns,
    plain,
)
from quizgen.study.screen import Screen

if TYPE_CHECKING:
    from quizgen.grade.answer import Answer, Verdict


class ShownItem(Struct, frozen=True):
    """An item in the order in which its parts are shown, which is as in `model.Placed`. In an exam,
    an open question is answered in the learner's own words."""

    item: Item
    order: tuple[int, ...]
    deck: CompiledDeck
    is_exam: bool = False

    @property
    def language(self) -> Language:
        return load_language(self.deck.about.language)

    def say(self, word: str, **values: object) -> str:
        return self.language.say(word, **values)


class Marked(Struct, frozen=True):
    """`answer` is None if the learner did not answer."""

    shown: ShownItem
    answer: Answer | None
    verdict: Verdict


class MarkedQuestion(Struct, frozen=True):
    """One question of a marked paper. `written` is an answer that the learner judged."""

    number: int
    marked: Marked
    score: float
    points: float
    written: str = ""


def show(shown: ShownItem, screen: Screen) -> None:
    show_question(shown, screen)
    screen.line(instruction(shown))


def show_question(shown: ShownItem, screen: Screen) -> None:
    """Shows the question without saying what to type."""
    if shown.item.image:
        screen.line(f"[{shown.say('study.image', alt=shown.item.image.alt)}]")
    screen.line(as_text(shown.item.stem), weight="strong")
    for label, text in listed(shown):
        screen.line(f"  {label} {text}", indent="     ")


def as_text(rich: Rich) -> str:
    """Numbers the blanks if the question has several gaps. A link shows its address, and code is
    indented."""
    gaps = [node.gap for node in every(rich) if isinstance(node, Blank) and node.gap is not None]

    def as_words(node: Inline) -> Rich:
        match node:
            case Blank(gap) if gap is not None and len(gaps) > 1:
                return (f"({gap + 1}) {BLANK}",)
            case Link(children, url):
                return (*children, f" ({url})")
            case Listing(text):
                return (Listing(indent(text.expandtabs(TAB), " " * TAB)),)
            case Table():
                return (Listing(in_columns(node)),)
        return (node,)

    return plain(changed(rich, as_words), line_end="\n")


def right_letters(shown: ShownItem) -> tuple[str, ...]:
    """Returns the labels of the right-hand sides in the order in which they are shown."""
    return tuple(label.lower() for label in shown.language.labels(shown.order))


def instruction(shown: ShownItem) -> str:
    """Tells the learner what to type."""
    match shown.item.response:
        case Choice() as choice:
            return _how_to_choose(shown, choice)
        case Matching():
            example = " ".join(
                f"{n}{label}" for n, label in enumerate(right_letters(shown)[1::-1], 1)
            )
            return _say(shown, "common.match-all", "study.type-pairs", example=example)
        case Ordering(steps):
            return _say(shown, "common.order-all", "study.type-order", count=len(steps))
        case Gaps(gaps=gaps, is_ordered=False):
            return _say(shown, "common.name-all", "study.type-nothing", number=len(gaps))
        case Open():
            return shown.say("study.reveal")
        case Numeric(unit=unit):
            return shown.say("study.type-number") + (f" ({unit})" if unit else "")
        case TextEntry() | Gaps():
            return shown.say("study.type-text")
        case _ as never:
            assert_never(never)


def _how_to_choose(shown: ShownItem, choice: Choice) -> str:
    count = len(choice.options)
    if not choice.is_multiple:
        return shown.say("study.type-one", count=count)
    if choice.announced is None:
        return _say(shown, "common.choose-all", "study.type-any", count=count)
    return shown.say("study.type-some", number=choice.announced, count=count)


def _say(shown: ShownItem, *words: str, **values: object) -> str:
    return " ".join(shown.say(word, **values) for word in words)


def listed(shown: ShownItem) -> Iterator[tuple[str, str]]:
    """Yields the label and the text of each option, of each side of a pair, or of each step."""
    match shown.item.response:
        case Choice(options=options):
            for place, index in enumerate(shown.order, 1):
                yield f"{place}.", as_text(options[index].content)
        case Matching() as matching:
            for place, pair in enumerate(matching.pairs, 1):
                yield f"{place}.", as_text(pair.left)
            for letter, index in zip(right_letters(shown), shown.order, strict=True):
                yield f"{letter})", as_text(matching.rights[index])
        case Ordering(steps):
            for place, index in enumerate(shown.order, 1):
                yield f"{place}.", as_text(steps[index])
        case TextEntry() | Numeric() | Gaps() | Open():
            return
        case _ as never:
            assert_never(never)
