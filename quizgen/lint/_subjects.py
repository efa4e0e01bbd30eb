"""The subjects of rules: the things they look at, their places, and who can allow a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from quizgen.deck.select import template_of
from quizgen.deck.written import Blueprint, Claim, Deck, Question, Template
from quizgen.diagnostics import Location, TextFile
from quizgen.lint._context import LintContext
from quizgen.quiz.languages import Language
from quizgen.quiz.model import Evidence, Form, Item
from quizgen.reading.nodes import Node, key_location, location


@dataclass(frozen=True, slots=True)
class Quiz:
    """A blueprint with its forms, which all have the same items."""

    blueprint: Blueprint
    forms: tuple[Form, ...]
    items: tuple[Item, ...]


Thing: TypeAlias = Item | Claim | Evidence | Quiz | Language


@dataclass(frozen=True, slots=True)
class Subject:
    """`node` is where the thing was written; `owner` is the claim or question that a quotation
    belongs to."""

    thing: Thing
    name: str
    node: Node
    owner: Claim | Question | None = None

    @property
    def item(self) -> str:
        return self.name if isinstance(self.thing, Item) else ""

    def location(self, file: TextFile) -> Location:
        """The stem of an item, the tag of a language, or the key that any other thing is under."""
        if isinstance(self.thing, Item | Language):
            return location(file, self.node)
        return key_location(file, self.name, self.node)

    def holders(self, deck: Deck) -> Iterator[Claim | Template | Question | Blueprint]:
        """The parts of the deck whose allowances count for it, the nearest first."""
        match self.thing:
            case Item() as item:
                yield from _of_item(item, deck)
            case Claim() as claim:
                yield claim
            case Quiz(blueprint=blueprint):
                yield blueprint
            case Evidence():
                if self.owner is not None:
                    yield self.owner
            case Language():
                return


def _of_item(item: Item, deck: Deck) -> Iterator[Claim | Template | Question]:
    if item.id in deck.questions:
        yield deck.questions[item.id]
    template = deck.templates.get(template_of(item))
    if template is not None:
        yield template
    if item.claim in deck.claims:
        yield deck.claims[item.claim]


def _items(context: LintContext) -> Iterator[Subject]:
    return (Subject(item, item.id, context.places[item.id]) for item in context.items)


def _claims(context: LintContext) -> Iterator[Subject]:
    for claim in context.deck.claims.values():
        if not claim.keys.draft:
            yield Subject(claim, claim.id, claim.node)


def _evidence(context: LintContext) -> Iterator[Subject]:
    deck = context.deck
    owners: list[Claim | Question] = [*deck.claims.values(), *deck.questions.values()]
    for owner in owners:
        is_draft = isinstance(owner, Claim) and owner.keys.draft
        for each in () if is_draft else owner.evidence:
            yield Subject(each, owner.id, owner.node, owner)


def _quizzes(context: LintContext) -> Iterator[Subject]:
    """What an author put together; no author chose what stands in a quiz of everything."""
    for blueprint in context.deck.blueprints.values():
        forms = tuple(form for form in context.forms if form.quiz == blueprint.id)
        if forms and forms[0].placed and not blueprint.is_implied:
            items = tuple(context.by_id[placed.item] for placed in forms[0].placed)
            yield Subject(Quiz(blueprint, forms, items), blueprint.id, blueprint.node)


def _language(context: LintContext) -> Iterator[Subject]:
    """A deck that names no language is in English, about which there is nothing to report."""
    if context.deck.language_node is not None:
        tag = context.deck.about.language  # the bare tag could be the id of an item
        yield Subject(context.deck.language, f"language: {tag}", context.deck.language_node)


# A rule says by the name of its first parameter which of these it looks at.
SUBJECTS: Mapping[str, Callable[[LintContext], Iterator[Subject]]] = {
    "item": _items,
    "claim": _claims,
    "evidence": _evidence,
    "quiz": _quizzes,
    "language": _language,
}
