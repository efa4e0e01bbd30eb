"""Generated quizzes of random lengths and layouts, read back from their PDFs and judged.

Every text has words of its own, so that a program can say where it was printed. 200 quizzes with
CI=true; fewer otherwise, with the same seeds. QUIZGEN_DECKS says how many.
"""

from __future__ import annotations

import os
import re
import zlib
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from generated_forms import ABOUT, a_form
from making import as_build

from quizgen.diagnostics import Diagnostic
from quizgen.quiz.model import Form, Item
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
from quizgen.quiz.rich import Rich
from quizgen.writers import File
from quizgen.writers.pdf import write

IN_CI = os.environ.get("CI") == "true"
DECKS = int(os.environ.get("QUIZGEN_DECKS", "200" if IN_CI else "40"))
LINE_END_HYPHEN = "\ufffe"  # as PDFium has it
MARK = re.compile(r"(?:stem|option|left|right|step)\d+(?:n\d+)?[xze]\d+q")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


Place = tuple[float, float, float, float]


@dataclass(frozen=True)
class Page:
    """Its words without spaces, and where each character stands (left, bottom, right, top)."""

    width: float
    height: float
    text: str
    places: tuple[Place, ...]
    objects: tuple[Place, ...]


@dataclass(frozen=True)
class Deck:
    form: Form
    items: Mapping[str, Item]
    quiz: bytes
    key: bytes
    split: frozenset[str]  # items that were reported as taller than a page

    @cached_property
    def pages(self) -> list[Page]:
        return [read(page) for page in pypdfium2.PdfDocument(self.quiz)]

    @cached_property
    def words(self) -> str:
        return "".join(without_footer(page.text) for page in self.pages)


def read(page: pypdfium2.PdfPage) -> Page:
    words = page.get_textpage()
    text = words.get_text_range()
    count = words.count_chars()
    seen = [(text[n], words.get_charbox(n)) for n in range(min(count, len(text)))]
    kept = [(sign, box) for sign, box in seen if not sign.isspace() and ord(sign) > 31]
    objects = tuple(each.get_bounds() for each in page.get_objects(max_depth=1))
    width, height = page.get_size()
    text = "".join(sign for sign, _ in kept).replace(LINE_END_HYPHEN, "-")
    return Page(width, height, text, tuple(box for _, box in kept), objects)


def without_footer(text: str) -> str:
    text = re.sub(r"Title\d+·Edition\w{6}Page\d+of\d+$", "", text).removeprefix("Name")
    return re.sub(r"\(?\b2points\)?|2points|/2(?!\.)", "", text)


@cache
def printed() -> tuple[Deck, ...]:
    """All quizzes as the forms of one build: fonts and templates are loaded once."""
    made_up = [a_form(deck) for deck in range(DECKS)]
    forms, items = tuple(form for form, _ in made_up), ChainMap(*(items for _, items in made_up))
    build = as_build(ABOUT, tuple(items.values()), forms, 1_760_000_000)
    with TemporaryDirectory() as scratch:
        made = list(write(build, Path(scratch)))
    files = {each.name: each.content for each in made if isinstance(each, File)}
    problems = [each for each in made if isinstance(each, Diagnostic)]
    assert {problem.code for problem in problems} <= {"taller-than-a-page", "wider-than-a-line"}
    split = {problem.message for problem in problems if problem.code == "taller-than-a-page"}
    return tuple(
        Deck(
            form,
            items,
            files[f"generated-{form.quiz}-a.pdf"],
            files[f"generated-{form.quiz}-a-key.pdf"],
            frozenset(re.findall(r"`(.+?)`", " ".join(split))),
        )
        for form in forms
    )


decks = pytest.mark.parametrize("number", range(DECKS))


def glued(rich: Rich) -> str:
    return re.sub(r"\s", "", "".join(part for part in rich if isinstance(part, str)))


def parts(item: Item, order: Sequence[int]) -> Iterator[str]:
    """What must be read of a question, in this order, without spaces."""
    match item.response:
        case Choice(options=options):
            yield glued(item.stem)
            yield from lettered([options[index].content for index in order])
        case Matching() as matching:
            yield glued(item.stem)
            lefts = (glued(pair.left) for pair in matching.pairs)
            yield from (f"{at}{left}" for at, left in enumerate(lefts, 1))
            yield from lettered([matching.rights[index] for index in order])
        case Ordering(steps=steps):
            yield glued(item.stem)
            yield from lettered([steps[index] for index in order])
        case Gaps(is_ordered=True):
            yield glued(item.stem[:1])
            yield glued(item.stem[-1:])
        case _:
            yield glued(item.stem)


def lettered(contents: list[Rich]) -> Iterator[str]:
    return (LETTERS[at] + glued(content) for at, content in enumerate(contents))


@decks
def test_every_stem_and_option_is_printed_in_order(number: int) -> None:
    deck = printed()[number]
    at = 0
    for section in deck.form.sections:
        for wanted in (section.title, glued(section.instructions)):
            at = found(wanted, deck.words, at)
        for placed in section.placed:
            at = found(f"{placed.number}.", deck.words, at)
            asked = deck.items[placed.item]
            for wanted in parts(asked, placed.order) if can_be_read(deck, asked) else ():
                at = found(wanted, deck.words, at)


def can_be_read(deck: Deck, item: Item) -> bool:
    """Where a matching question must be split, its two columns are read page by page."""
    return not (isinstance(item.response, Matching) and item.id in deck.split)


def found(wanted: str, text: str, start: int) -> int:
    at = text.find(wanted, start)
    assert at >= 0, f"{wanted!r} is not in {text[start : start + 400]!r}"
    return at + len(wanted)


@decks
def test_no_question_is_split(number: int) -> None:
    """First and last words of a question stand on one page, in one column, the last below."""
    deck = printed()[number]
    for placed in deck.form.placed:
        if placed.item in deck.split:
            continue
        asked = deck.items[placed.item]
        wanted = list(parts(asked, placed.order))
        marks = [mark for part in wanted for mark in MARK.findall(part)]
        homes = [page for page in deck.pages if marks[0] in page.text]
        assert len(homes) == 1
        places = [homes[0].places[homes[0].text.index(mark)] for mark in marks]
        if not isinstance(asked.response, Matching):
            assert all(is_below(*pair) or is_beside(*pair) for pair in pairwise(places))


def is_below(first: Place, second: Place) -> bool:
    return first[3] >= second[3] - 3


def is_beside(first: Place, second: Place) -> bool:
    """Short options go on in the next column."""
    return second[0] > first[0] + 20


@decks
def test_no_heading_is_left_behind(number: int) -> None:
    deck = printed()[number]
    for section in deck.form.sections:
        first = f"stem{section.placed[0].number}x"
        if section.title and section.placed[0].item not in deck.split:
            (home,) = (page for page in deck.pages if section.title in page.text)
            assert first in home.text


@decks
def test_nothing_stands_outside_the_margins(number: int) -> None:
    deck = printed()[number]
    for page in deck.pages:
        side = page.width * 0.095
        for left, bottom, right, top in (*page.places, *page.objects):
            if right - left > 0:
                assert left > side - 2
                # The boxes for points stand in the margin, where printers still print.
                assert right < page.width - 14
                assert bottom > 15
                assert top < page.height - 15


@decks
def test_nothing_of_the_key_is_in_the_quiz(number: int) -> None:
    deck = printed()[number]
    assert "secret" not in deck.words
    bare = deck.quiz + b"".join(opened(deck.quiz))
    assert b"secret" not in bare
    assert b"secret" not in bare.replace(b"\0", b"")


def opened(content: bytes) -> Iterator[bytes]:
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            yield zlib.decompress(stream)
        except zlib.error:
            yield stream


@decks
def test_the_key_is_that_of_the_form(number: int) -> None:
    deck = printed()[number]
    document = pypdfium2.PdfDocument(deck.key)
    pages = ("".join(page.get_textpage().get_text_range().split()) for page in document)
    footer = r"Answerkey:Title\d+·Edition\w{6}Page\d+of\d+$"
    words = "".join(re.sub(footer, "", page) for page in pages).replace(LINE_END_HYPHEN, "-")
    at = 0
    for placed in deck.form.placed:
        at = found(f"{placed.item}", words, at)
        end = words.index("Why", at)
        assert words[at:end].replace("2points", "") == "".join(
            keyed(deck.items[placed.item].response, placed.order)
        )


def keyed(response: Response, order: Sequence[int]) -> Iterator[str]:
    """The right answer as the letters of the form give it."""
    match response:
        case Choice() | Matching() | Ordering():
            yield from keyed_by_letter(response, order)
        case Gaps(gaps=(gap,)):
            yield f"Answer:{gap.answer}"
        case Gaps(gaps=gaps, is_ordered=is_ordered):
            for at, gap in enumerate(gaps, 1):
                yield (f"{at}." if is_ordered else "•") + gap.answer
        case TextEntry(answer=answer):
            yield f"Answer:{answer}"
        case Numeric(shown=shown, unit=unit):
            yield f"Answer:{shown}{unit}"
        case Open(answer=answer):
            yield f"Answer:{glued(answer)}"


def keyed_by_letter(response: Choice | Matching | Ordering, order: Sequence[int]) -> Iterator[str]:
    letters = dict(zip(order, LETTERS, strict=False))
    match response:
        case Choice(options=options):
            for index in order:
                if options[index].is_key:
                    yield letters[index] + glued(options[index].content)
        case Matching(pairs=pairs):
            for at, pair in enumerate(pairs):
                yield f"{at + 1}:{letters[at]}{glued(pair.left)}—{glued(pair.right)}"
            extras = [letters[index] for index in order if index >= len(pairs)]
            if extras:
                yield "notused:" + ",".join(extras)
        case Ordering(steps=steps):
            for index in order:
                yield f"{letters[index]}:{index + 1}{glued(steps[index])}"
