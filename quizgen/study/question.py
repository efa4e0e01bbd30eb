"""Shows a question as plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct

from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import CompiledDeck, Item
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import BLANK, Blank, Break, Code, Emphasis, Link, Rich, Strong
from quizgen.study.screen import Screen

if TYPE_CHECKING:
    from quizgen.grade.answer import Answer, Verdict


class ShownItem(Struct, frozen=True):
    """An item in the order in which its parts are shown, which is as in `model.Placed`."""

    item: Item
    order: tuple[int, ...]
    deck: CompiledDeck

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
    """Numbers the blanks if the question has several gaps. A link shows its address."""
    parts = list(_parts(rich))
    has_several = sum(isinstance(part, Blank) and part.gap is not None for part in parts) > 1
    return "".join(
        part if isinstance(part, str) else _blank(part.gap, is_numbered=has_several)
        for part in parts
    )


def _blank(gap: int | None, *, is_numbered: bool) -> str:
    return f"({gap + 1}) {BLANK}" if is_numbered and gap is not None else BLANK


def _parts(rich: Rich) -> Iterator[str | Blank]:
    for node in rich:
        match node:
            case str(text) | Code(text):
                yield text
            case Strong(children) | Emphasis(children):
                yield from _parts(children)
            case Link(children, url):
                yield from _parts(children)
                yield f" ({url})"
            case Break():
                yield "\n"
            case Blank():
                yield node
            case _ as never:
                assert_never(never)


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
