"""The subjects of rules: the things they look at, their places, and who allows a finding.

`lint: {allow: […]}` holds findings that an author has considered and accepts. An allowance that
allows nothing is reported, since it is outdated or misspelt. Where several cover one finding, the
nearest counts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from quizgen.deck.select import template_of
from quizgen.deck.written import Blueprint, Claim, Deck, Question, Template
from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.lint._context import LintContext
from quizgen.quiz.languages import Language
from quizgen.quiz.model import Evidence, Form, Item
from quizgen.reading.nodes import Node, key_location, location
from quizgen.reading.report import Report, did_you_mean


@dataclass(frozen=True, slots=True)
class Quiz:
    """A blueprint with its items, which are the same in all forms."""

    blueprint: Blueprint
    form: Form  # the first
    items: tuple[Item, ...]


Thing: TypeAlias = Item | Claim | Evidence | Quiz | Language
Holder: TypeAlias = Deck | Claim | Template | Question | Blueprint


@dataclass(frozen=True, slots=True)
class Subject:
    """`node` is where the thing was written; `holders` are the parts of the deck whose allowances
    count for it, the nearest first."""

    thing: Thing
    name: str
    node: Node
    holders: tuple[Holder, ...] = ()

    @property
    def item(self) -> str:
        return self.name if isinstance(self.thing, Item) else ""

    def location(self, file: TextFile) -> Location:
        """The stem of an item, the tag of a language, or the key that any other thing is under."""
        if isinstance(self.thing, Item | Language):
            return location(file, self.node)
        return key_location(file, self.name, self.node)


def _items(context: LintContext) -> Iterator[Subject]:
    deck = context.deck
    for item in context.items:
        written = deck.questions.get(item.id), deck.templates.get(template_of(item))
        holders = tuple(each for each in (*written, deck.claims.get(item.claim)) if each)
        yield Subject(item, item.id, context.places[item.id], holders)


def _claims(context: LintContext) -> Iterator[Subject]:
    for claim in context.deck.claims.values():
        if not claim.keys.draft:
            yield Subject(claim, claim.id, claim.node, (claim,))


def _evidence(context: LintContext) -> Iterator[Subject]:
    deck = context.deck
    owners: list[Claim | Question] = [*deck.claims.values(), *deck.questions.values()]
    for owner in owners:
        is_draft = isinstance(owner, Claim) and owner.keys.draft
        for each in () if is_draft else owner.evidence:
            yield Subject(each, owner.id, owner.node, (owner,))


def _quizzes(context: LintContext) -> Iterator[Subject]:
    """What an author put together; no author chose what stands in a quiz of everything."""
    for blueprint in context.deck.blueprints.values():
        form = next((form for form in context.forms if form.quiz == blueprint.id), None)
        if form and form.placed and not blueprint.is_implied:
            items = tuple(context.by_id[placed.item] for placed in form.placed)
            quiz = Quiz(blueprint, form, items)
            yield Subject(quiz, blueprint.id, blueprint.node, (blueprint,))


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


# These rules are gone, since no author acted on them, or most of their alarms were false among
# 11,500 published questions: “always” in an option was the key as often as not (24 % of four
# options), and so was an option that breaks a pattern (25 %). Decks may still allow them.
_GONE = """
absolute-distractors answer-forms false-figure-first gives-another-away grammatical-cue
key-lengths key-positions like-answers long-stem middle-number odd-option option-within-option
overlapping-ranges scare-quotes undated-office window-dressing
"""
_DROPPED = frozenset(_GONE.split())


class Allowances:
    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self._used: set[int] = set()

    def cover(self, code: str, subject: Subject) -> bool:
        """Whether the subject, or something that contains it, allows the finding."""
        for holder in (*subject.holders, self.deck):
            for node in _codes(holder):
                if node.value == code:
                    self._used.add(node.start)
                    return True
        return False

    def problems(self, known: Collection[str]) -> list[Diagnostic]:
        """Allowances that name no rule, and those that allow nothing. No rule looks at a draft, so
        its allowances would all seem unused."""
        report = Report(self.deck.file)
        for holder in _holders(self.deck):
            is_draft = isinstance(holder, Claim | Template | Question) and holder.keys.draft
            for node in _codes(holder):
                if node.value in _DROPPED:
                    continue
                if str(node.value) not in known:
                    message = f"there is no lint rule `{node.value}`"
                    hint = did_you_mean(str(node.value), known, "quizgen explain lists all codes")
                    report.warning(node, "unknown-rule", message, hint)
                elif node.start not in self._used and not is_draft:
                    message = f"`{node.value}` has nothing to allow here"
                    report.warning(node, "unused-allowance", message, "remove it")
        return report.problems


def _holders(deck: Deck) -> Iterator[Holder]:
    yield deck
    yield from deck.shared_claims
    for holders in (deck.templates, deck.questions, deck.blueprints):
        yield from holders.values()


def _codes(holder: Holder) -> tuple[Node, ...]:
    return holder.lint if isinstance(holder, Deck) else holder.keys.lint
