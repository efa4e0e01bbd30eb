"""Forms of random questions in random layouts, in which every text has words of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from quizgen.quiz.layout import Layout, Paper, Style
from quizgen.quiz.model import (
    About,
    Evidence,
    Form,
    FormSection,
    Image,
    Item,
    Passage,
    Placed,
    Source,
)
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Response,
    TextEntry,
    display_order,
)
from quizgen.quiz.rich import Blank, Rich, Text

SOURCE = Source("s.txt", "the report", "en", ("One paragraph.", "Another."))
ABOUT = About("generated", "k3v9q2m7xd", "Generated", "en", SOURCE)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d'><path d='M1 1h9v9h-9z'/></svg>"
ENGLISH = ["harbour", "trade", "Region", "peace", "co-operation", "growth", "a", "of", "the"]
OTHERS = ["ministers’", "“quoted”", "1904", "50%", "(so)", "Әлем", "ғылым", "съезд", "ёлка"]
MARKUP = ["#x", "$x$", "*bold*", "@ref", "<tag>", "[b]", "\\n", "`code`", "=", "-", "+", "~", "//"]
WORDS = (*ENGLISH, *OTHERS, *MARKUP)


@dataclass(frozen=True)
class Writer:
    """Texts with a first word of their own."""

    chance: Random
    deck: int
    items: dict[str, Item] = field(default_factory=dict)

    def text(self, mark: str, most: int) -> Rich:
        count = int(most * self.chance.random() ** 2) + 1
        words = [self.chance.choice(WORDS) for _ in range(count)]
        if self.chance.random() < 0.04:
            words.append("long" * self.chance.randint(5, 60))
        return (Text(" ".join([f"{mark}x{self.deck}q", *words, f"{mark}z{self.deck}q"])),)


def a_form(deck: int) -> tuple[Form, dict[str, Item]]:
    """It, and its items by id."""
    chance = Random(deck)  # noqa: S311 - a fixed content, no secret
    writer = Writer(chance, deck)
    numbers = iter(range(1, 1000))
    sections = tuple(
        FormSection(
            f"Section{section}x{deck}" if chance.random() < 0.8 else "",
            writer.text(f"instruct{section}", 20) if chance.random() < 0.5 else (),
            tuple(placed(chance, writer, next(numbers), deck) for _ in range(chance.randint(1, 6))),
        )
        for section in range(chance.randint(1, 4))
    )
    passage = Passage(((1, "word " * chance.randint(5, 400)),)) if chance.random() < 0.2 else None
    title = f"Title {deck}"
    form = Form(f"quiz{deck}", title, "A", (), passage, sections, a_layout(chance))
    return form, writer.items


def a_layout(chance: Random) -> Layout:
    return Layout(
        paper=chance.choice(list(Paper)),
        columns=chance.choice((1, 1, 2)),
        size=chance.choice((None, None, None, 8, 12)),
        style=chance.choice((Style.STANDARD, Style.STANDARD, *Style)),
        half_sheet=chance.random() < 0.2,
        marked=chance.random() < 0.3,
        feedback=False,
    )


def placed(chance: Random, writer: Writer, number: int, deck: int) -> Placed:
    response = a_response(chance, writer, number)
    stem = writer.text(f"stem{number}", 60)
    if isinstance(response, Gaps) and response.is_ordered:
        blanks = [part for at in range(len(response.gaps)) for part in (Blank(at), Text(" and "))]
        stem = (*stem, Text(" "), *blanks, Text(f"stem{number}e{deck}q"))
    item = Item(
        f"id{number}d{deck}secret",
        "any",
        stem,
        response,
        "c",
        (Evidence(f"secretquote{number}", 1, False, ""),),
        rationale=(Text(f"secretreason{number}"),),
        note=(Text("secretnote"),),
        image=an_image(chance) if chance.random() < 0.06 else None,
    )
    writer.items[item.id] = item
    return Placed(number, item.id, display_order(item.response, str(deck), item.id), 2.0)


def an_image(chance: Random) -> Image:
    size = (chance.randint(20, 900), chance.randint(20, 900))
    return Image("secretfile.svg", "a drawing", SVG % size)


def a_response(chance: Random, writer: Writer, number: int) -> Response:
    def some(kind: str, least: int, most: int, words: int) -> tuple[Rich, ...]:
        count = chance.randint(least, most)
        return tuple(writer.text(f"{kind}{number}n{place}", words) for place in range(count))

    match chance.randrange(9):
        case 0:
            return TextEntry(f"secretanswer{number}")
        case 1:
            return Numeric(Decimal(77), "77secret", unit="years")
        case 2:
            gaps = tuple(Gap(f"secretgap{number}n{n}") for n in range(chance.randint(1, 4)))
            return Gaps(gaps, is_ordered=chance.random() < 0.6)
        case 3:
            lefts, rights = some("left", 2, 6, 8), some("right", 6, 8, 12)
            pairs = tuple(Pair(*pair) for pair in zip(lefts, rights, strict=False))
            return Matching(pairs, rights[len(pairs) :])
        case 4:
            return Ordering(some("step", 2, 7, 15))
        case 5:
            return Open((Text(f"secretopen{number}"),), lines=chance.randint(1, 14))
        case rest:
            options = some("option", 2, 7, 25)
            keys = chance.sample(range(len(options)), 1 if rest < 8 else chance.randint(1, 2))
            return Choice(
                tuple(Option(each, place in keys) for place, each in enumerate(options)),
                is_multiple=rest == 8,
            )
