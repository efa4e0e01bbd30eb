"""The note types: six families with the same fields and one card template each.

*They are frozen.* Anki skips every update of a note whose type has gained or lost a field or a
template, or has them in another order. So the ids in `FIELDS`, the names and ids of the families,
and the HTML inside the fields change only together with `VERSION` (a test watches). A spare field
may be given a name: Anki knows it again by its id. The look may change freely: Anki updates the
HTML and CSS of a note type without any loss.

*Each deck has its own set.* A note type's id comes from the deck's `uid` and the family. So the
templates can have fixed words in the deck's language, and two decks, or two versions of the
program, never overwrite each other's cards. A file holds only the types that its deck uses.

*So are the names and numbers that Anki keeps.* They follow from the deck's uid and the item's id
alone. Like Anki's own ids, numbers look like times in milliseconds, of the years 2001 to 2010: Anki
would replace a number of the future or zero, or fail to import it. Other names it would rewrite.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from string import Template
from struct import Struct
from typing import Any
from zlib import crc32

import genanki
from genanki.util import BASE91_TABLE

from quizgen.quiz import responses
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import About
from quizgen.reading.characters import normalised
from quizgen.writers.anki.card_html import NOTHING, Markup, element, text

VERSION = 1

_NAMES = (
    *("Item", "Question", "Image", "Instruction", "Options", "Typed", "Answer", "Rationale"),
    *("Evidence", "Note", "Opinion", "Hint", "Source"),
)
_SPARE = ("Extra 1", "Extra 2")
# (name, id): Anki knows a renamed field again by its id, so a name never changes its place.
FIELDS = tuple((name, 8_124_060_101 + place) for place, name in enumerate((*_NAMES, *_SPARE)))
_QUESTION = 1  # the field that Anki asks for before it makes a card


@dataclass(frozen=True, slots=True)
class Family:
    """`name` is part of every guid."""

    name: str
    template_id: int
    has_script: bool = True

    @property
    def is_cloze(self) -> bool:
        return self.name == "cloze"

    @property
    def question(self) -> str:
        """How the templates refer to the field."""
        return "{{cloze:Question}}" if self.is_cloze else "{{Question}}"


CHOICE = Family("choice", 8_124_060_201)
TYPED = Family("typed", 8_124_060_202)
CLOZE = Family("cloze", 8_124_060_203)
RECALL = Family("recall", 8_124_060_204, has_script=False)
MATCHING = Family("matching", 8_124_060_205)
ORDERING = Family("ordering", 8_124_060_206)
FAMILIES = (CHOICE, TYPED, CLOZE, RECALL, MATCHING, ORDERING)


def family_of(response: responses.Response) -> Family:
    match response:
        case responses.Choice():
            return CHOICE
        case responses.TextEntry() | responses.Numeric():
            return TYPED
        case responses.Gaps(is_ordered=is_ordered):
            return CLOZE if is_ordered else RECALL
        case responses.Matching():
            return MATCHING
        case responses.Ordering():
            return ORDERING
        case responses.Open():
            return RECALL


class NoteType(genanki.Model):  # type: ignore[misc]  # genanki is untyped
    """A family as one deck has it; `modified` is in seconds since 1970."""

    def __init__(self, family: Family, about: About, modified: int) -> None:
        self.family = family
        self.modified = modified
        question, answer = templates(family, about)
        template = {"name": "Card", "id": family.template_id, "qfmt": question, "afmt": answer}
        template["bqfmt"] = family.question
        template["bafmt"] = family.question if family.is_cloze else "{{Answer}}"
        super().__init__(
            type_id(about.uid, family.name),
            f"quizgen {VERSION} · {family.name.capitalize()} · {about.name} · {about.uid}",
            fields=[{"name": name, "id": number} for name, number in FIELDS],
            templates=[template],
            css=_asset("card.css"),
            model_type=self.CLOZE if family.is_cloze else self.FRONT_BACK,
        )

    @property
    def content_hash(self) -> str:
        return content_of_type(self.name, self.model_type, self.fields, self.templates, self.css)

    @property
    def _req(self) -> list[Any]:
        """Whether there is a card depends on the question alone. genanki would try all fields; Anki
        computes this again from the template."""
        return [[0, "any", [_QUESTION]]]


def type_id(uid: str, family: str) -> int:
    return stable_id(uid, "note type", family)


def content_of_type(
    name: str,
    kind: int,
    fields: Iterable[Mapping[str, Any]],
    templates: Iterable[Mapping[str, Any]],
    css: str,
) -> str:
    """A hash of everything that an import would overwrite in a learner's note type. Locks keep it,
    so it never changes."""
    named = [{key: field.get(key) for key in ("name", "id")} for field in fields]
    shown = [{key: each.get(key) for key in _OF_A_TEMPLATE} for each in templates]
    content = [name, kind, named, shown, css]
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


_OF_A_TEMPLATE = ("name", "id", "qfmt", "afmt", "bqfmt", "bafmt")


def templates(family: Family, about: About) -> tuple[str, str]:
    """The front and the back, with `{{Field}}` left for Anki to fill in."""
    language = load_language(about.language)
    contact = language.say("common.contact", contact=about.contact)
    script = Markup(f"<script>\n{_asset('card.js')}</script>")
    places = {
        **{key: text(words) for key, words in language.words.items()},
        "about.language": text(about.language),
        "about.direction": text(language.direction),
        "about.uid": text(about.uid),
        "about.contact": element("span", text(contact)) if about.contact else NOTHING,
        "taps": Markup("1" if about.one_tap else "2"),
        "question": Markup(family.question),
        "script": script if family.has_script else NOTHING,
    }

    def framed(side: str) -> str:
        body = _filled(f"{family.name}-{side}.html", places)
        return _filled(f"{side}.html", {**places, "body": body}).strip()

    return framed("front"), framed("back")


class _Page(Template):
    """`${section.word}` is filled in; `{{Field}}` is left to Anki."""

    braceidpattern = r"[a-z][a-z.-]*"


def _filled(name: str, places: dict[str, Markup]) -> Markup:
    return Markup(_Page(_asset(name)).substitute(places))


@cache
def _asset(name: str) -> str:
    return files("quizgen").joinpath(f"data/anki/{name}").read_text("utf-8")


CARDS_A_NOTE = 512  # room between note ids for the ids of their cards; Anki's limit is 500
_FIRST_ID = 1_000_000_000_000
_NOTE_SLOTS = 1 << 29  # with the cards of each note they reach into 2010


def stable_id(*names: str) -> int:
    """The id of a deck or a note type."""
    return _FIRST_ID + int.from_bytes(_digest(names)[:8], "big") % (CARDS_A_NOTE * _NOTE_SLOTS)


_FIVE_NUMBERS = Struct(">5H")
_DIGITS: list[str] = [one + other for one in BASE91_TABLE for other in BASE91_TABLE]
_PAIRS = [_DIGITS[number % len(_DIGITS)] for number in range(1 << 16)]


def guid(uid: str, item_id: str, family: str) -> str:
    """Ten digits in base 91, as in Anki's own guids; each 16 bits of the hash give two. The family
    is part of it because a note can never change its type: when an item becomes another kind of
    question, it becomes another note."""
    a, b, c, d, e = _FIVE_NUMBERS.unpack_from(_digest((uid, item_id, family)))
    return "".join((_PAIRS[a], _PAIRS[b], _PAIRS[c], _PAIRS[d], _PAIRS[e]))


def numbered(guids: Iterable[str]) -> list[tuple[int, str]]:
    """Each guid with the id of its note, sorted by id. When several guids fall on one slot, they
    take the next free slots in alphabetical order, so the order of the input does not matter."""
    slots = sorted((crc32(name.encode()) % _NOTE_SLOTS, name) for name in guids)
    found, free = [], 0
    for slot, name in slots:
        free = max(free, slot)
        found.append((_FIRST_ID + free * CARDS_A_NOTE, name))
        free += 1
    return found


@lru_cache(4096)
def tag(*parts: str) -> str:
    """One tag, with its parts joined by `::`. Spaces become hyphens, since Anki splits at them;
    empty parts are left out, since Anki writes `blank` for them."""
    return "::".join(filter(None, map(tag_part, parts)))


@lru_cache(4096)
def tag_part(name: str) -> str:
    levels = (_SPACES.sub("-", level.strip(": ")) for level in _normal(name).split("::"))
    return "::".join(filter(None, levels))


def deck_name(title: str, subdeck: str = "") -> str:
    """`Title::Sub`. The title is always one level, even with colons in it; a subdeck may have
    further levels. Colons at the edge of a level would move the border between two levels."""
    levels = [_COLONS.sub(":", title), *subdeck.split("::", _DEEPEST)]
    levels[-1] = _COLONS.sub(":", levels[-1])
    shown = (" ".join(_normal(level).split()).strip(": ") for level in levels)
    return "::".join(level for level in shown if level)


_DEEPEST = 20  # levels; any deeper ones become part of the last name
_COLONS = re.compile(r":{2,}")
_SPACES = re.compile(r"\s+")
# Tabs and line ends are not among these, since they count as spaces.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def _normal(name: str) -> str:
    return _CONTROLS.sub("", normalised("NFC", name))


def _digest(names: tuple[str, ...]) -> bytes:
    # A deck refuses U+001F in any text, so no two lists of names are joined to the same.
    return sha256("\x1f".join(names).encode()).digest()
