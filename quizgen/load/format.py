"""The whole deck format: the declared keys and those that the question kinds declare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from inspect import getdoc

from quizgen import kinds
from quizgen.deck import claim_declarations as shared
from quizgen.deck.claim_declarations import ClaimKeys, SourceKeys, SpeakerKeys, Term
from quizgen.deck.quiz_declarations import (
    DEFAULTS,
    LAYOUT,
    QUIZ,
    DefaultKeys,
    ItemKeys,
    LayoutKeys,
    QuestionKeys,
    QuizKeys,
    TemplateKeys,
)
from quizgen.kinds import kind_of
from quizgen.reading.declaration import (
    Entries,
    Field,
    declared,
    declares_keys,
    fields_of,
    schema_of,
    wanted,
)
from quizgen.reading.fields import PLAIN, MapOf, Record, flag, listed, word
from quizgen.reading.nodes import Node, Report
from quizgen.reading.scalars import IDENTIFIER, RICH, TEXT, DecimalNumber, Integer, Schema
from quizgen.registry import names

COMMON = fields_of(ItemKeys)
TEMPLATE_OWN = fields_of(TemplateKeys)
QUESTION_OWN = fields_of(QuestionKeys)


def a_kind(kind: str, what: str) -> str:
    """ "a choice question", "an open template"."""
    return f"{'an' if kind[0] in 'aeio' else 'a'} {kind} {what}"


@cache
def item_fields(kind: str) -> Mapping[str, Field]:
    """The keys of a question of this kind: those of every kind and its own."""
    return {each.name: each for each in (*COMMON, *own_fields(kind))}


@cache
def own_fields(kind: str) -> tuple[Field, ...]:
    return fields_of(kind_of(kind).KEYS)


@cache
def all_item_fields() -> Mapping[str, Field]:
    """The keys of all kinds together. One that means different things to different kinds
    takes what any of them takes."""
    merged: dict[str, Field] = {each.name: each for each in COMMON}
    for kind in names(kinds):
        for each in own_fields(kind):
            merged.setdefault(each.name, each)
    return merged


@dataclass(frozen=True, slots=True)
class KeysOfKind:
    """The keys of a template or a question, which depend on its kind and are read later."""

    label: str
    own: tuple[Field, ...]

    def read(self, node: Node, report: Report) -> Node | None:
        if isinstance(node.value, dict):
            return node
        message = f"the keys of {self.label} are expected here, not {node.shown}"
        report.error(node, "expected-mapping", message, "kind: …, stem: …")
        return None

    def schema(self) -> Schema:
        """The keys of every kind; a stated kind adds its own and forbids the rest. Without one
        (an amendment) every key of some kind may stand there."""
        schema = schema_of((*self.own, *COMMON))
        del schema["additionalProperties"]
        schema["properties"]["kind"] |= _kinds()
        cases: list[tuple[Schema, Schema]] = []
        for kind in names(kinds):
            is_kind = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
            cases.append((is_kind, schema_of(own_fields(kind))["properties"]))
        cases.append(({"not": {"required": ["kind"]}}, _any_kind()))
        common = dict.fromkeys(schema["properties"], True)
        schema["allOf"] = [_narrowed(case, {**common, **own}) for case, own in cases]
        return schema


def _kinds() -> Schema:
    """Each kind with what its module says of it, as editors show it beside the word."""
    known = names(kinds)
    about = [(getdoc(kind_of(kind)) or "").partition("\n")[0] for kind in known]
    return {"enum": list(known), "enumDescriptions": about}


def _narrowed(case: Schema, properties: Schema) -> Schema:
    return {"if": case, "then": {"properties": properties, "additionalProperties": False}}


def _any_kind() -> Schema:
    """Every key that only some kinds have; one that several have takes what any of them takes."""
    found: dict[str, list[Schema]] = {}
    for kind in names(kinds):
        for name, each in schema_of(own_fields(kind))["properties"].items():
            if each not in found.setdefault(name, []):
                found[name].append(each)
    return {
        name: schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
        for name, schemas in found.items()
    }


@dataclass(frozen=True, slots=True)
class FormatVersion:
    """1, so far. A later number says that a later program is needed, not that it is wrong."""

    label: str = "1"

    def read(self, node: Node, report: Report) -> int | None:
        text = node.value if isinstance(node.value, str) else ""
        if text.isascii() and text.isdigit() and int(text[:9]) > 1:
            message = f"this deck is in format {node.shown}; this program reads format 1"
            hint = "a newer quizgen made it: install that one"
            report.error(node, "newer-format", message, hint)
            return None
        return Integer(1, 1).read(node, report)

    def schema(self) -> Schema:
        return Integer(1, 1).schema()


@declares_keys
class DeckKeys:
    """A deck's file. `deck`, `uid`, `title` and `source` are needed for a deck; without one of them
    the others are read all the same."""

    quizgen: int | None = wanted(FormatVersion(), "The format's version.", "1")
    deck: str | None = wanted(
        IDENTIFIER, "The readable name: in file names and reports.", "my-deck"
    )
    uid: Node | None = wanted(TEXT, "Ten random characters, written once: the deck's identity.")
    title: str | None = wanted(PLAIN, "The title that learners see.", "My deck")
    language: Node | None = declared(
        TEXT, "The language of the questions: en, ru, kk, or any other.", default="en"
    )
    version: str = word(PLAIN, "Shown in the deck's description.")
    description: Node | None = declared(RICH, "What the deck is about.")
    contact: str = word(PLAIN, "Where learners report a mistake.")
    authors: tuple[str, ...] = listed(PLAIN, "Who wrote it.")
    retention: Decimal | None = declared(
        DecimalNumber(Decimal("0.7"), Decimal("0.97")),
        "How likely a learner shall still know an answer when the self-test asks again."
        " Above 0.9 the work grows quickly.",
        default="0.9",
    )
    one_tap: bool = flag("On an Anki card, a tap on an option turns the card as well.")
    source: SourceKeys | str | None = wanted(
        shared.SOURCE_OR_NONE,
        "The text that is asked about; `none` without one.",
        "{file: report.txt}",
        or_else="sources",
    )
    sources: Entries[SourceKeys] = declared(
        MapOf(shared.SOURCE),
        "Several texts by their ids, in place of `source:`.",
        absent={},
        example="{report: {file: report.txt}, letter: {file: letter.txt}}",
    )
    speakers: Entries[SpeakerKeys] = declared(
        MapOf(shared.SPEAKER), "Who is quoted or reported in the source.", absent={}
    )
    says: tuple[str, ...] = listed(
        PLAIN, "Verbs of saying beside those of the language; each form that is written counts."
    )
    pools: Entries[tuple[Term, ...]] = declared(
        MapOf(shared.TERMS), "Terms of one type, for distractors.", absent={}
    )
    claims: Entries[ClaimKeys] = declared(
        MapOf(shared.CLAIM),
        "What is said in the source, with the words that show it.",
        absent={},
        example="{first: {speaker: reporter, quote: words of the text}}",
    )
    templates: Entries[Node] = declared(
        MapOf(KeysOfKind("a template", TEMPLATE_OWN)),
        "Item models: each applies to every claim that has all it names.",
        absent={},
    )
    questions: Entries[Node] = declared(
        MapOf(KeysOfKind("a question", QUESTION_OWN), dots=True),
        "Written out by hand, or amending a template's item.",
        absent={},
    )
    quizzes: Entries[QuizKeys] = declared(
        MapOf(QUIZ),
        "Blueprints of printed quizzes.",
        absent={},
        default="one quiz of all questions",
    )
    layout: LayoutKeys = declared(LAYOUT, "How its quizzes are printed.", absent=LayoutKeys())
    defaults: DefaultKeys = declared(DEFAULTS, "What need not be repeated.", absent=DefaultKeys())
    lint: tuple[Node, ...] = shared.LINT

    @property
    def texts(self) -> dict[str, SourceKeys | str]:
        """The keys of every source that could be read, by id; "" is that of the only one."""
        if self.source is not None:
            return {"": self.source}
        return {name: each.value for name, each in self.sources.items() if name != shared.NO_SOURCE}

    @property
    def language_tag(self) -> str:
        """The tag of the language of the questions."""
        return self.language.text if self.language else "en"


DECK = Record("a deck", DeckKeys)


def schema() -> Schema:
    """The JSON Schema of a deck, for editors (draft 2020-12)."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "quizgen deck",
            **DECK.schema()}  # fmt: skip
