"""The whole deck format: the declared keys and those that the question kinds declare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from inspect import getdoc

from quizgen import kinds
from quizgen.load.declarations import (
    CLAIM,
    COMMON,
    DEFAULTS,
    LAYOUT,
    LINT,
    QUESTION_OWN,
    QUIZ,
    SOURCE,
    SPEAKER,
    TEMPLATE_OWN,
    TERMS,
    TEXTS,
)
from quizgen.reading.fields import Field, MapOf, Record, record_schema
from quizgen.reading.nodes import Node
from quizgen.reading.report import Report, shown
from quizgen.reading.scalars import IDENTIFIER, RICH, TEXT, Between, Integer, Schema
from quizgen.registry import load, names


def a_kind(kind: str, what: str) -> str:
    """ "a choice question", "an open template"."""
    return f"{'an' if kind[0] in 'aeio' else 'a'} {kind} {what}"


@cache
def item_fields(kind: str) -> Mapping[str, Field]:
    """The keys of a question of this kind: those of every kind and its own."""
    own: tuple[Field, ...] = load(kinds, kind).KEYS
    return {each.name: each for each in (*COMMON, *own)}


@cache
def all_item_fields() -> Mapping[str, Field]:
    """The keys of all kinds together. One that means different things to different kinds
    takes what any of them takes."""
    merged: dict[str, Field] = {each.name: each for each in COMMON}
    for kind in names(kinds):
        for each in load(kinds, kind).KEYS:
            merged.setdefault(each.name, each)
    return merged


@dataclass(frozen=True, slots=True)
class Unread:
    """The keys of a template or a question, which depend on its kind and are read later."""

    label: str
    own: tuple[Field, ...]

    def read(self, node: Node, report: Report) -> Node | None:
        if isinstance(node.value, dict):
            return node
        message = f"the keys of {self.label} are expected here, not {shown(node)}"
        report.error(node, "expected-mapping", message, "kind: …, stem: …")
        return None

    def schema(self) -> Schema:
        """The keys of every kind; a stated kind adds its own and forbids the rest. Without one
        (an amendment) every key of some kind may stand there."""
        schema = record_schema((*self.own, *COMMON))
        del schema["additionalProperties"]
        schema["properties"]["kind"] |= _kinds()
        cases = [(_is_kind(kind), record_schema(load(kinds, kind).KEYS)) for kind in names(kinds)]
        cases.append(({"not": {"required": ["kind"]}}, {"properties": _any_kind()}))
        common = dict.fromkeys(schema["properties"], True)
        schema["allOf"] = [_narrowed(case, common, then["properties"]) for case, then in cases]
        return schema


def _kinds() -> Schema:
    """Each kind with what its module says of it, as editors show it beside the word."""
    known = names(kinds)
    about = [(getdoc(load(kinds, kind)) or "").partition("\n")[0] for kind in known]
    return {"enum": list(known), "enumDescriptions": about}


def _is_kind(kind: str) -> Schema:
    return {"properties": {"kind": {"const": kind}}, "required": ["kind"]}


def _narrowed(case: Schema, common: Schema, own: Schema) -> Schema:
    properties = {**common, **own}
    return {"if": case, "then": {"properties": properties, "additionalProperties": False}}


def _any_kind() -> Schema:
    """Every key that only some kinds have; one that several have takes what any of them takes."""
    found: dict[str, list[Schema]] = {}
    for kind in names(kinds):
        for name, each in record_schema(load(kinds, kind).KEYS)["properties"].items():
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
            message = f"this deck is in format {shown(node)}; this program reads format 1"
            hint = "a newer quizgen made it: install that one"
            report.error(node, "newer-format", message, hint)
            return None
        return Integer(1, 1).read(node, report)

    def schema(self) -> Schema:
        return Integer(1, 1).schema()


DECK = Record(
    "a deck",
    (
        Field("quizgen", FormatVersion(), "The format's version.", is_required=True, example="1"),
        Field("deck", IDENTIFIER, "The readable name: in file names and reports.", is_required=True,
              example="my-deck"),
        Field("uid", TEXT, "Ten random characters, written once: the deck's identity.",
              is_required=True),
        Field("title", TEXT, "The title that learners see.", is_required=True, example="My deck"),
        Field("language", TEXT, "The language of the questions: en, ru, kk, or any other.",
              default="en"),
        Field("version", TEXT, "Shown in the deck's description."),
        Field("description", RICH, "What the deck is about."),
        Field("contact", TEXT, "Where learners report a mistake."),
        Field("authors", TEXTS, "Who wrote it."),
        Field("retention", Between(Decimal("0.7"), Decimal("0.97")),
              "How likely a learner shall still know an answer when the self-test asks again."
              " Above 0.9 the work grows quickly.",
              default="0.9"),
        Field("source", SOURCE, "The text that is asked about.", is_required=True,
              example="{file: report.txt}"),
        Field("speakers", MapOf(SPEAKER), "Who is quoted or reported in the source."),
        Field("pools", MapOf(TERMS), "Terms of one type, for distractors."),
        Field("claims", MapOf(CLAIM), "What is said in the source, with the words that show it.",
              is_required=True, example="{first: {speaker: reporter, quote: words of the text}}"),
        Field("templates", MapOf(Unread("a template", TEMPLATE_OWN)),
              "Item models: each applies to every claim that has all it names."),
        Field("questions", MapOf(Unread("a question", QUESTION_OWN), dots=True),
              "Written out by hand, or amending a template's item."),
        Field("quizzes", MapOf(QUIZ), "Blueprints of printed quizzes."),
        Field("layout", LAYOUT, "How its quizzes are printed."),
        Field("defaults", Record("the defaults", DEFAULTS), "What need not be repeated."),
        LINT,
    ),
)  # fmt: skip


def schema() -> Schema:
    """The JSON Schema of a deck, for editors (draft 2020-12)."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "quizgen deck",
            **DECK.schema()}  # fmt: skip
