"""A question in the page, which can be read without scripts, with its answer folded under it.

The script copies what it shows from these elements, so the wording is the same with and without
scripts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never
from xml.etree.ElementTree import Element

from quizgen.quiz.arrange import display_order
from quizgen.quiz.images import data_address
from quizgen.quiz.languages import Language
from quizgen.quiz.model import CompiledDeck, Image, Item
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import Rich
from quizgen.writers._instructions import choice_instruction
from quizgen.writers.html.answers import answer
from quizgen.writers.html.document import element
from quizgen.writers.html.text import rich


def question(item: Item, deck: CompiledDeck, language: Language) -> Element:
    has_several = isinstance(item.response, Gaps) and len(item.response.gaps) > 1
    parts: list[Element] = [
        element("h2", *rich(item.stem, has_several), class_="stem", dir="auto"),
        *_picture(item.image),
        *_task(item, language),
        *_shown(item),
        *_hint(item, language),
        answer(item, deck, language),
    ]
    return element("article", *parts)


def _picture(image: Image | None) -> Iterator[Element]:
    if image is not None:
        shown = element("img", src=data_address(image), alt=image.alt)
        yield element("p", shown, class_="picture")


def _task(item: Item, language: Language) -> Iterator[Element]:
    if words := _instruction(item, language):
        yield element("p", words, class_="task")


def _instruction(item: Item, language: Language) -> str:
    """Empty where the input fields say it themselves."""
    match item.response:
        case Choice() as choice:
            return choice_instruction(choice, language)
        case Matching():
            return language.say("page.match-all")
        case Ordering():
            return language.say("common.order-all")
        case Gaps(gaps, is_ordered=False):
            return language.say("common.name-all", number=len(gaps))
        case TextEntry() | Numeric() | Gaps() | Open():
            return ""
        case _ as never:
            assert_never(never)


def _shown(item: Item) -> Iterator[Element]:
    """The parts to choose from or to arrange, never in the order that the question asks for."""
    match item.response:
        case Choice(options):
            yield _list("ul", "options", [option.content for option in options])
        case Matching(pairs) as matching:
            rights = matching.rights
            yield _list("ol", "lefts", [pair.left for pair in pairs])
            yield _list("ul", "rights", [rights[index] for index in display_order(item)])
        case Ordering(steps):
            yield _list("ul", "steps", [steps[index] for index in display_order(item)])
        case TextEntry() | Numeric() | Gaps() | Open():
            return
        case _ as never:
            assert_never(never)


def _list(tag: str, name: str, contents: Sequence[Rich]) -> Element:
    return element(tag, *(element("li", *rich(each), dir="auto") for each in contents), class_=name)


def _hint(item: Item, language: Language) -> Iterator[Element]:
    if item.hint:
        summary = element("summary", language.say("common.hint"))
        words = element("p", *rich(item.hint), dir="auto")
        yield element("details", summary, words, class_="hint")
