"""One item of each response, and the real Anki to import them into."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from making import as_build, replace
from test_anki.authoring import author, learner  # noqa: F401  # fixtures

from quizgen.diagnostics import Diagnostic, Severity
from quizgen.quiz.model import About, Build, Evidence, Image, Item, Source, Speaker, Status
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
    TextEntry,
)
from quizgen.quiz.rich import Blank, Break, Code, Emphasis, Link, Rich, Strong, Text
from quizgen.writers import File
from quizgen.writers.anki import write

# A grey pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)

SOURCE = Source(
    file="forum.txt",
    name="the report",
    language="en",
    paragraphs=(
        "Photo: akorda.kz",
        "Tokayev spoke on October 17 at the Astana Think Tank Forum. He named the U.N. twice.",
        "“Therefore, we strongly support the role of the United Nations as the only universal "
        "organization, the driving force of global cooperation and progress.”",
    ),
    skipped=frozenset({1}),
    publisher="The Astana Times",
    url="https://example.org/forum?a=1&b=2",
)
TOKAYEV = Speaker("tokayev", "President Tokayev", "Kassym-Jomart Tokayev")
DIRECT = Evidence(
    "the role of the United Nations as the only universal organization",
    3,
    True,
    SOURCE.paragraphs[2],
)
REPORTED = Evidence(
    "Tokayev spoke on October 17",
    2,
    False,
    SOURCE.paragraphs[1],
    translation="17 октября",
    is_narration=True,
)
ABOUT = About(
    name="middle-powers",
    uid="k3v9q2m7xd",
    title="Middle Powers in a Changing Global Order",
    language="en",
    source=SOURCE,
    description=(Text("What "), Strong((Text("one"),)), Text(" speech says.")),
    version="1.2",
    contact="teacher@example.org",
)


def words(text: str) -> Rich:
    return (Text(text),)


def option(text: str, why: str = "", *, key: bool = False, last: bool = False) -> Option:
    return Option(words(text), key, words(why) if why else (), last)


SINGLE = Choice(
    (
        option("NATO", "an alliance of its members"),
        option("the European Union"),
        option("the United Nations", "so the quotation says", key=True),
        option("none of these", last=True),
    )
)
MULTIPLE = Choice(
    (
        option("Brazil", key=True),
        option("China", key=True),
        option("Germany", "only its chancellor is mentioned"),
        option("Russia", "named as a party to the conflict"),
    ),
    is_multiple=True,
    announced=2,
)
TRUE_FALSE = Choice((option("True", key=True), option("False")), is_fixed=True)


def item(name: str, kind: str, stem: Rich, response: object, **more: object) -> Item:
    usual = Item(
        id=name,
        kind=kind,
        stem=stem,
        response=response,  # type: ignore[arg-type]  # one of the responses
        claim=name.partition(".")[0],
        evidence=(DIRECT,),
        status=Status.OPINION,
        speaker=TOKAYEV.id,
    )
    return replace(usual, **more)  # type: ignore[arg-type]  # fields of Item


ITEMS = (
    item(
        "un.complete",
        "choice",
        words("Which body did President Tokayev call “the only universal organization”?"),
        SINGLE,
        rationale=(Text("He said so "), Emphasis((Text("twice"),)), Text(".")),
        note=words("The report quotes no other view."),
        hint=words("It was founded in 1945."),
        tags=("facts", "two words", "exam::June"),
        topic="Institutions",
        difficulty=2,
    ),
    item("un.said", "truefalse", words("President Tokayev said that the UN is one."), TRUE_FALSE),
    item(
        "plans",
        "multiple",
        words("Which states’ “realistic plans” did President Tokayev name?"),
        MULTIPLE,
        subdeck="The argument",
        status=Status.DISPUTED,
        note=words("This is his judgement."),
    ),
    item(
        "un.name",
        "short",
        words("Which body is “the only universal organization”, in President Tokayev’s words?"),
        TextEntry("the United Nations", ("UN", "the UN")),
    ),
    item(
        "years",
        "numeric",
        words("How many years back did President Tokayev compare?"),
        Numeric(Decimal(10), "10", Decimal("0.5"), "years"),
        evidence=(DIRECT, REPORTED),
    ),
    item(
        "war",
        "cloze",
        (
            Text("He warned of “a war of "),
            Strong((Blank(0),)),
            Text("” and of “a path to the "),
            Blank(1),
            Text("”."),
        ),
        Gaps((Gap("mutual extermination", ("mutual destruction",)), Gap("abyss"))),
    ),
    item(
        "peace",
        "cloze",
        (Text("Not "), Blank(0), Text(", but "), Blank(1), Text(" "), Blank(None), Text(".")),
        Gaps((Gap("weakness"), Gap("strategic prudence")), is_together=True),
    ),
    item(
        "elements",
        "list",
        words("Which key elements did President Tokayev name?"),
        Gaps(
            (Gap("independence"), Gap("multilateralism", ("many sides",)), Gap("diplomacy")),
            is_ordered=False,
        ),
        speaker="",
        status=Status.FACT,
        evidence=(REPORTED,),
    ),
    item(
        "who",
        "matching",
        words("Match each person with the office that the report gives."),
        Matching(
            (
                Pair(words("Tokayev"), words("president of Kazakhstan")),
                Pair(words("Scholz"), words("chancellor")),
                Pair(words("Putin"), words("president of Russia")),
            ),
            (words("secretary-general"),),
        ),
    ),
    item(
        "steps",
        "ordering",
        words("In which order does the report take these up?"),
        Ordering((words("middle powers"), words("the UN"), words("the war"), words("Asia"))),
    ),
    item(
        "why",
        "open",
        (Text("Why, did President Tokayev say, do middle powers "), Code("mediate"), Text("?")),
        Open(
            (
                Text("Because major powers are "),
                Link(words("consumed by rivalry"), "https://example.org/"),
                Break(),
                Text("or cannot reach a compromise."),
            ),
            (words("rivalry"), words("no compromise")),
        ),
        image=Image("map.png", "A map of Central Asia", PNG),
    ),
    item("flag", "flashcard", words("Where was the forum?"), Open(words("Astana")), claim="un"),
)
BUILD = as_build(ABOUT, ITEMS, (), 1_700_000_000, (TOKAYEV,))


@pytest.fixture
def build() -> Build:
    return BUILD


@pytest.fixture
def packed(tmp_path: Path) -> Callable[[Build], File]:
    """The package of a build without errors. What was withdrawn has one of its own."""

    def pack(build: Build) -> File:
        file, *_ = (each for each in written(build, tmp_path) if not is_warning(each))
        assert isinstance(file, File), file
        return file

    return pack


def is_warning(found: File | Diagnostic) -> bool:
    return isinstance(found, Diagnostic) and found.severity is Severity.WARNING


@pytest.fixture
def problems(tmp_path: Path) -> Callable[[Build], list[Diagnostic]]:
    def find(build: Build) -> list[Diagnostic]:
        return [found for found in written(build, tmp_path) if isinstance(found, Diagnostic)]

    return find


def written(build: Build, folder: Path) -> list[File | Diagnostic]:
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    found = list(write(build, scratch))
    assert not list(scratch.iterdir()), "the writer cleans up"
    return found


class Page(HTMLParser):
    """What a reader sees, and the elements that make it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.hidden += tag == "script"
        self._end_line(tag)

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag == "script"
        self._end_line(tag)

    def _end_line(self, tag: str) -> None:
        if tag not in ("span", "strong", "em", "a", "code"):
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@pytest.fixture
def page() -> type[Page]:
    return Page


@dataclass
class Rendered:
    item: str
    ordinal: int
    question: str
    answer: str
    sounds: list[Any]

    @property
    def front(self) -> Page:
        return Page(self.question)

    @property
    def back(self) -> Page:
        return Page(self.answer)


class Anki:
    """A collection of the real backend."""

    def __init__(self, folder: Path) -> None:
        from anki.collection import Collection

        self.folder = folder
        self.collection = Collection(str(folder / "collection.anki2"))

    def take(self, file: File) -> dict[str, int]:
        """Import with the settings that a new user has; what Anki says it did."""
        from anki.collection import ImportAnkiPackageRequest

        path = self.folder / "import.apkg"
        path.write_bytes(file.content)
        usual = self.collection._backend.get_import_anki_package_presets()
        request = ImportAnkiPackageRequest(package_path=str(path), options=usual)
        log = self.collection.import_anki_package(request).log
        self.collection.models._clear_cache()
        kinds = ("new", "updated", "duplicate", "conflicting")
        return {kind: len(getattr(log, kind)) for kind in kinds if getattr(log, kind)}

    def card_set(self) -> list[list[int]]:
        return self.collection.db.all("select nid, ord from cards order by nid, ord")

    def rendered(self) -> Iterator[Rendered]:
        """In the order in which new cards are shown."""
        for number in self.collection.db.list("select id from cards order by due, ord"):
            card = self.collection.get_card(number)
            output = card.render_output()
            yield Rendered(
                card.note()["Item"],
                card.ord,
                output.question_text,
                output.answer_text,
                [*output.question_av_tags, *output.answer_av_tags],
            )


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    try:
        import anki.collection  # noqa: F401  # is it there?
    except ImportError:
        message = "NOT CHECKED: the real Anki is missing; install quizgen[test]"
        if os.environ.get("CI"):
            pytest.fail(message)
        warnings.warn(message, stacklevel=1)
        pytest.skip(message)
    real = Anki(tmp_path)
    yield real
    real.collection.close()
