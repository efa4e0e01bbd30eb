"""The compiled quiz: what the front end makes, and every outlet reads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from quizgen.quiz.enemy import NO_ENEMIES, Enemies
from quizgen.quiz.layout import NOTHING_ASKED, STANDARD, Layout, Printing
from quizgen.quiz.responses import Response
from quizgen.quiz.rich import Name, Rich, Stored, Worth

# --- Where the words come from ---------------------------------------------------------


class Source(Stored, frozen=True):
    """The text that is asked about. `paragraphs` are numbered from 1 in print and reports;
    the numbers in `skipped` are not text (a photo credit) and are never shown."""

    file: str
    name: str  # how stems and evidence name it: "the report"
    language: str
    paragraphs: tuple[str, ...]
    skipped: frozenset[int] = frozenset()
    title: str = ""
    publisher: str = ""
    url: str = ""
    retrieved: str = ""
    rights: str = ""  # empty: unknown, and said to be unknown
    licence: str = ""
    pages: tuple[tuple[int, str], ...] = ()  # the first paragraph of each page, and its number

    def page_of(self, paragraph: int) -> str:
        """The page on which the paragraph begins, "" in a text without pages."""
        begun = bisect_right(self.pages, paragraph, key=lambda page: page[0])
        return self.pages[begun - 1][1] if begun else ""

    speaker: str = ""  # the name of whose words it is throughout, apart from what it quotes
    id: str = ""  # under `sources:`; empty where it is the deck's only text

    @property
    def is_there(self) -> bool:
        """Whether the questions rest on a text."""
        return bool(self.file)


class Speaker(Stored, frozen=True):
    id: Name
    name: str
    full: str
    role: str = ""
    aka: tuple[str, ...] = ()
    forms: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """All that names the speaker; the role may be another's as well."""
        return (self.name, self.full, *self.aka, *self.forms.values())


class Voice(Stored, frozen=True):
    """Whose words a quotation has, by their ids: `speaker` is empty where the source speaks itself,
    or its editor does; `teller` passes them on. `is_in_person` where the speaker has no need to be
    quoted, as in an address or in an interview's answer."""

    speaker: str = ""
    teller: str = ""
    is_in_person: bool = False


class Evidence(Stored, frozen=True):
    """A quotation, found in the source. `spans` are (start, end) offsets into the paragraph's
    text, one for each piece between elisions; `context` is the sentence or sentences around.
    If it has no `voice` of its own, a report quotes or reports the item's speaker."""

    quote: str
    paragraph: int
    is_direct: bool  # a speaker's own words; otherwise reported speech, or the source's
    context: str
    spans: tuple[tuple[int, int], ...] = ()
    translation: str = ""
    # it speaks of the speaker instead of giving their words: “Lind said that …”
    is_narration: bool = False
    voice: Voice | None = None
    source: str = ""  # the id of the text that it stands in


class Status(StrEnum):
    FACT = "fact"
    OPINION = "opinion"
    DISPUTED = "disputed"


# --- Items and forms -------------------------------------------------------------------


class Outlet(StrEnum):
    ANKI = "anki"
    PRINT = "print"
    STUDY = "study"


EVERYWHERE = frozenset(Outlet)


class Scoring(StrEnum):
    ALL = "all"  # every part right, or nothing
    PARTS = "parts"  # each right part earns its share, and a wrong tick takes one away


class Image(Stored, frozen=True):
    """`content` are the bytes of the file, read once by the front end."""

    name: str
    alt: str
    content: bytes


class Item(Stored, frozen=True):
    """One question. `id` is the author's and never changes; `speaker` is the id of one, and empty
    where the source speaks in its own voice."""

    id: Name
    kind: str
    stem: Rich
    response: Response
    claim: str
    evidence: tuple[Evidence, ...]
    status: Status = Status.FACT
    speaker: str = ""
    note: Rich = ()
    rationale: Rich = ()
    hint: Rich = ()
    image: Image | None = None
    tags: tuple[str, ...] = ()
    topic: str = ""
    difficulty: int | None = None  # 1 easy to 5 hard
    bloom: str = ""
    subdeck: str = ""
    use: frozenset[Outlet] = EVERYWHERE
    is_left_out: bool = False  # of Anki, since it is long; its author has not said where it appears
    scoring: Scoring = Scoring.ALL
    points: Worth | None = None  # where it is not for the section to say
    enemies: tuple[str, ...] = ()  # items that may not stand in the same form
    friends: tuple[str, ...] = ()  # items that may, whatever the compiler finds
    was: tuple[str, ...] = ()  # ids that this item had before

    def voice_of(self, piece: Evidence) -> Voice:
        return piece.voice or Voice(self.speaker)

    @property
    def named_sources(self) -> frozenset[str]:
        """The ids of all texts that it quotes."""
        return frozenset(piece.source for piece in self.evidence)

    @property
    def named_speakers(self) -> frozenset[str]:
        """The ids of all who speak in it, or tell what others said."""
        voices = [self.voice_of(piece) for piece in self.evidence]
        told = (name for each in voices for name in (each.speaker, each.teller))
        return frozenset((self.speaker, *told)) - {""}


class Placed(Stored, frozen=True):
    """An item, by its id, on a form. `order` says how its parts are shown: indices into
    `Choice.options`, `Matching.rights` or `Ordering.steps`; empty for the others."""

    number: int
    item: Name
    order: tuple[int, ...]
    points: Worth


class FormSection(Stored, frozen=True):
    title: str
    instructions: Rich
    placed: tuple[Placed, ...]


class Passage(Stored, frozen=True):
    """What is read before answering: (paragraph number, text) in order. `source` is the id of the
    text, empty where it is the only one."""

    paragraphs: tuple[tuple[int, str], ...]
    source: str = ""


class Form(Stored, frozen=True):
    quiz: str  # the quiz's id
    title: str
    letter: str  # A, B, …
    instructions: Rich
    passage: Passage | None
    sections: tuple[FormSection, ...]
    layout: Layout = STANDARD
    more_passages: tuple[Passage, ...] = ()
    level: str = ""
    time: int = 0  # in minutes; 0 where the quiz does not say
    aids: Rich = ()  # what learners may use

    @property
    def name(self) -> str:
        """What its files are named after, beside the deck."""
        return f"{self.quiz}-{self.letter.lower()}"

    @property
    def passages(self) -> tuple[Passage, ...]:
        return (self.passage, *self.more_passages) if self.passage else ()

    @property
    def placed(self) -> tuple[Placed, ...]:
        return tuple(placed for section in self.sections for placed in section.placed)

    @property
    def points(self) -> float:
        return sum(placed.points for placed in self.placed)


# --- The whole deck --------------------------------------------------------------------


class About(Stored, frozen=True):
    """What a deck says about itself. `uid` is its identity; people type `name` and see it in the
    names of files."""

    name: Name
    uid: Name
    title: str
    language: str
    source: Source  # the first, where there are several
    description: Rich = ()
    version: str = ""
    contact: str = ""
    authors: tuple[str, ...] = ()
    # what the self-test's schedule aims at
    retention: Annotated[float, Meta(gt=0, lt=1)] | None = None
    more_sources: tuple[Source, ...] = ()
    one_tap: bool = False  # on a card, choosing an option shows the answer

    @property
    def sources(self) -> tuple[Source, ...]:
        return (self.source, *self.more_sources)

    @property
    def files(self) -> str:
        *first, last = (each.file for each in self.sources)
        return f"{', '.join(first)} and {last}" if first else last

    def source_of(self, piece: Evidence) -> Source:
        return self.source_called(piece.source)

    def source_called(self, name: str) -> Source:
        return next((each for each in self.more_sources if each.id == name), self.source)

    def quoted_by(self, item: Item) -> tuple[Source, ...]:
        """The texts that an item quotes, each once, or the first where it quotes none."""
        found = {each.id: each for each in map(self.source_of, item.evidence)}
        return tuple(found.values()) or (self.source,)


FORMAT = 2  # of compiled decks; a reader refuses any other


class CompiledDeck(Stored, frozen=True, gc=True, dict=True):
    """What the compiler makes of a deck: the file that `--to json` writes. Forms name their items
    by id, and items their speakers. While `digest` is the same, no key has changed. `digest` and
    `enemies` are empty where nobody has worked them out yet."""

    format: int = field(name="quizgen")
    about: About
    speakers: tuple[Speaker, ...] = ()
    digest: str = ""
    items: tuple[Item, ...] = ()
    forms: tuple[Form, ...] = ()
    enemies: Enemies = NO_ENEMIES

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def speakers_by_id(self) -> Mapping[str, Speaker]:
        return {speaker.id: speaker for speaker in self.speakers}

    @property
    def has_disputed(self) -> bool:
        return Status.DISPUTED in {item.status for item in self.items}

    def items_for(self, outlet: Outlet) -> tuple[Item, ...]:
        return tuple(item for item in self.items if outlet in item.use)

    def items_on(self, form: Form) -> tuple[Item, ...]:
        """The items in the order of the form."""
        return tuple(self.by_id[placed.item] for placed in form.placed)


# --- Tags with levels, such as `exam::2026` ---------------------------------------------

BORDER = "::"


def with_parents(name: str) -> list[str]:
    """`exam` and `exam::2026`."""
    levels = name.split(BORDER)
    return [BORDER.join(levels[: count + 1]) for count in range(len(levels))]


def all_with_parents(names: Iterable[str]) -> frozenset[str]:
    return frozenset(each for name in names for each in with_parents(name))


# --- What writers get: a deck, and what stands outside it, such as dates and paper -----

EPOCH = 1_577_836_800  # 2020-01-01, before anybody edited a note of ours


class AnkiNote(Struct, frozen=True):
    """A note as it was released or is about to be. `modified`, in seconds since 1970, is what it
    must carry so that Anki takes a change and nothing else; `cards` is how many it has. `fields`
    and `tags` are what is written in it, where that is known already."""

    item: str
    family: str
    guid: str
    modified: int
    cards: int
    fields: Sequence[str] = ()
    tags: Sequence[str] = ()


class Releases(Struct, frozen=True):
    """What the ledger knows of a deck: the notes of its items (by item id), those that were
    withdrawn, and when each note type (by family) last changed. `lock` is the ledger's text, which
    travels in the package, and `name` the deck's name at its first release."""

    notes: Mapping[str, AnkiNote] = field(default_factory=dict)
    withdrawn: tuple[AnkiNote, ...] = ()
    note_types: Mapping[str, int] = field(default_factory=dict)
    lock: str = ""
    name: str = ""


class Build(Struct, frozen=True):
    """`modified` is in seconds since 1970 and dates papers; `releases` dates notes, which are
    as old as can be where nothing is known of them."""

    deck: CompiledDeck
    modified: int
    releases: Releases = Releases()
    printing: Printing = NOTHING_ASKED

    @property
    def about(self) -> About:
        return self.deck.about

    @property
    def known_as(self) -> About:
        """What is said of the deck, under the name that learners have in their tags."""
        return replace(self.about, name=self.releases.name or self.about.name)
