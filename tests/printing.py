"""Forms with questions of every kind, printed as PDF and read back as a reader would."""

from __future__ import annotations

import re
import zlib
from decimal import Decimal
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
from making import as_build, replace

from quizgen.diagnostics import Diagnostic, once_a_cause
from quizgen.interchange.fingerprint import edition
from quizgen.quiz.layout import Layout
from quizgen.quiz.model import (
    About,
    Build,
    Evidence,
    Form,
    FormSection,
    Item,
    Placed,
    Source,
    Speaker,
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
)
from quizgen.quiz.rich import Blank, Rich, Text
from quizgen.writers import File
from quizgen.writers.pdf import write

SOURCE = Source(
    file="harbour.txt",
    name="the report",
    language="en",
    paragraphs=(
        "The harbour opened in 1904, Mayor Lind said.",
        "“It paid for the school,” she said.",
    ),
    title="The harbour",
)


LIND = Speaker(id="lind", name="Mayor Lind", full="Anna Lind")


QUOTED = Evidence(
    quote="It paid for the school", paragraph=2, is_direct=True, context="“It paid for the school,”"
)


REPORTED = Evidence(
    quote="The harbour opened in 1904",
    paragraph=1,
    is_direct=False,
    context="The harbour opened in 1904, Mayor Lind said.",
    translation="Der Hafen wurde 1904 eröffnet",
)


ABOUT = About(name="harbour", uid="k3v9q2m7xd", title="The harbour", language="en", source=SOURCE)


DAY = 1_760_000_000


BARE = Layout(marked=False, feedback=False)


def rich(text: str) -> Rich:
    return (Text(text),)


def item(name: str, stem: Rich | str, response: Response, **changes: object) -> Item:
    asked = Item(
        id=name,
        kind="any",
        stem=rich(stem) if isinstance(stem, str) else stem,
        response=response,
        claim="c",
        evidence=(QUOTED,),
        speaker="lind",
    )
    return replace(asked, **changes)  # type: ignore[arg-type]  # any field of Item


def parts_of(response: Response) -> int:
    match response:
        case Choice(options=options):
            return len(options)
        case Matching() as matching:
            return len(matching.rights)
        case Ordering(steps=steps):
            return len(steps)
        case _:
            return 0


class FormWithItems(Form, frozen=True):
    """A form that brings the items which it names."""

    items: tuple[Item, ...] = ()


def form_of(*items: Item, **changes: object) -> FormWithItems:
    """The parts of every question are printed in reverse."""
    placed = tuple(
        Placed(number, asked.id, tuple(reversed(range(parts_of(asked.response)))), 1.0)
        for number, asked in enumerate(items, 1)
    )
    sections = (FormSection("Facts", (), placed),)
    form = FormWithItems("check", "Ten-minute check", "A", (), None, sections, BARE, items=items)
    return replace(form, **changes)  # type: ignore[arg-type]  # any field of Form


def build_of(*forms: FormWithItems, about: About = ABOUT) -> Build:
    items = {each.id: each for form in forms for each in form.items}
    return as_build(about, tuple(items.values()), forms, DAY, speakers=(LIND,))


def edition_of(form: FormWithItems) -> str:
    return edition(build_of(form).deck, form)


class Printer:
    """Writes into a folder of its own and keeps what came out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, build: Build) -> tuple[dict[str, File], list[Diagnostic]]:
        self.folder.mkdir(exist_ok=True)
        made = list(write(build, self.folder))
        files = {each.name: each for each in made if isinstance(each, File)}
        return files, once_a_cause(each for each in made if isinstance(each, Diagnostic))

    def texts(self, build: Build) -> tuple[str, str]:
        """The words of the quiz and of the key of the only form."""
        files, problems = self(build)
        assert problems == []
        return text_of(files["harbour-check-a.pdf"]), text_of(files["harbour-check-a-key.pdf"])


def text_of(file: File) -> str:
    """All words with single spaces: how lines were broken does not matter."""
    with_pages = pypdfium2.PdfDocument(file.content)
    words = "\n".join(page.get_textpage().get_text_range() for page in with_pages)
    return " ".join(words.split())


def without_edition(text: str) -> str:
    return re.sub(r"Edition [2-9A-Z]{6}", "", text)


def glued(text: str) -> str:
    return re.sub(r"\s", "", text)


TOWNS = ("Nordby", "Sundby", "Vestby", "Ostby")


CHOICE = Choice(
    tuple(
        Option(rich(town), is_key=town == "Sundby", rationale=rich(f"{town} has its reason"))
        for town in TOWNS
    )
)


MULTIPLE = Choice(
    (Option(rich("iron"), True), Option(rich("timber"), True), Option(rich("wool"))),
    is_multiple=True,
    announced=2,
)


MATCHING = Matching(
    (Pair(rich("quay"), rich("stone")), Pair(rich("crane"), rich("steel"))), (rich("glass"),)
)


ORDERING = Ordering((rich("dredge"), rich("build"), rich("open")))


def assert_inside_the_margins(file: File) -> None:
    for page in pypdfium2.PdfDocument(file.content):
        words = page.get_textpage()
        boxes = [words.get_charbox(i) for i in range(words.count_chars())]
        assert min(left for left, _, _, _ in boxes) > 40
        # Points stand in the margin, where printers still print.
        assert max(right for _, _, right, _ in boxes) < page.get_width() - 14


SQUARE = (
    b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 30'><path d='M5 5h80v20h-80z'/></svg>"
)


def laid_bare(content: bytes) -> str:
    """The file with every compressed stream opened; text strings in UTF-16 made readable."""
    parts = [content]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            parts.append(stream)
    whole = b"\n".join(parts)
    return whole.decode("latin-1") + whole.replace(b"\0", b"").decode("latin-1")


EVERY_KIND = (
    item("q", "Which town?", CHOICE, rationale=rich("The only port."), note=rich("Her own words.")),
    item("m", "Which goods?", MULTIPLE),
    item("e", "Which body?", TextEntry("the council", ("council",))),
    item("n", "How deep?", Numeric(Decimal("9.5"), "9.5", unit="fathoms")),
    item("g", (Text("Dug by "), Blank(0), Text(".")), Gaps((Gap("hand"),))),
    item("l", "Name the goods.", Gaps((Gap("iron"), Gap("wool")), is_ordered=False)),
    item("p", "What is it made of?", MATCHING),
    item("o", "In what order?", ORDERING),
    item("w", "Why?", Open(rich("Because it paid."), (rich("names the school"),), lines=3)),
)
