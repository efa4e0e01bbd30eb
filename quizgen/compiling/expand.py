"""Templates × claims, and the questions written by hand → items.

An item's id is `claim.template` or the question's own. A question that bears the id of a
generated item amends it: its keys go over the template's.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from typing import Any

from quizgen.compiling.item import Draft, ItemCompiler, texts_below
from quizgen.deck.filling import BUILT_IN, available
from quizgen.deck.select import admits_claim
from quizgen.deck.written import Claim, Deck, Keys, Question, Template
from quizgen.diagnostics import Diagnostic, once_a_cause
from quizgen.quiz.model import Item
from quizgen.reading.nodes import Node
from quizgen.reading.report import Report, did_you_mean

_MOST_IDS = 1000  # old and new, of one item: `was:` of its claim times `was:` of its template
_NOT_OF_ITEMS = ("speaker", "status", "points")  # defaults of claims and of sections


@dataclass(frozen=True, slots=True)
class Expansion:
    """`drafts` counts the items that a draft keeps out, whether they can be made or not; `places`
    are the stems, for messages about items."""

    items: tuple[Item, ...]
    drafts: int
    places: Mapping[str, Node]
    failed: frozenset[str] = frozenset()  # ids of items that errors of their own leave out


def expand(deck: Deck) -> tuple[Expansion, list[Diagnostic]]:
    """All items that can be made, in the order of the file; templates before questions."""
    expander = _Expander(deck)
    for draft in expander.all_questions():
        expander.keep(draft)
    expander.compile_drafts()
    expander.check_whole()
    return expander.expansion(), deck.drafts.judged(once_a_cause(expander.report.problems))


def uncompiled(deck: Deck, ids: Container[str]) -> dict[str, Draft]:
    """The questions behind these items."""
    return {each.id: each for each in _Expander(deck).all_questions() if each.id in ids}


class _Expander:
    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self.report = Report(deck.file)
        self.compiler = ItemCompiler(deck, self.report)
        self.items: dict[str, Item] = {}
        self.places: dict[str, Node] = {}
        self.drafts: dict[str, Item | None] = {}  # None for one that cannot be made
        self._unfinished: list[Draft] = []
        self._uncounted: set[str] = set()  # what a draft template that cannot be read may make
        self.used_claims: set[str] = set()
        self._defaults = {k: v for k, v in deck.defaults.items() if k not in _NOT_OF_ITEMS}
        self._known_names = {*BUILT_IN, *deck.slot_names}

    def expansion(self) -> Expansion:
        drafts = self.drafts.keys() | self.deck.drafts.questions
        failed = self.places.keys() - self.items.keys() - drafts - self._uncounted
        items = tuple(self.items.values())
        return Expansion(items, len(drafts), self.places, frozenset(failed))

    def all_questions(self) -> Iterator[Draft]:
        """Each with all its keys together, before it is compiled."""
        for template in self.deck.templates.values():
            yield from map(self._met, self._applied(template))
        for question in self.deck.questions.values():
            if not self.is_amendment(question):
                yield from map(self._met, self._asked(question))

    def _met(self, draft: Draft) -> Draft:
        self.used_claims.add(draft.claim.id)
        self.places[draft.id] = draft.stem
        return draft

    def keep(self, draft: Draft) -> None:
        is_marked = draft.id in self.deck.drafts.questions  # also where that cannot be read
        if is_marked or draft.claim.is_draft or draft.keys.get("draft"):
            self._unfinished.append(draft)
            return
        with self.report.about(draft.id):
            item = self.compiler.compile(draft)
            if item is not None:
                self.items[draft.id] = item
                self.compiler.check_finished(item, draft)

    # --- Templates ---

    def _applied(self, template: Template) -> Iterator[Draft]:
        """One item for each claim that the template is for and that has all it names."""
        needed = self._needed(template)
        if needed is None:  # its items fail with it, and nobody is told twice
            ids = [f"{claim.id}.{template.id}" for claim in self.deck.claims.values()]
            self.places.update(dict.fromkeys(ids, template.node))
            if template.id in self.deck.drafts.ids:
                self._uncounted.update(ids)
            return
        count = 0
        for claim in self.deck.claims.values():
            if admits_claim(template.selector, claim) and needed <= available(claim):
                yield self._generated(template, claim)
                count += 1
        if not count and not self.deck.unread:
            names = ", ".join(f"{{{name}}}" for name in sorted(needed - {"source", "quote"}))
            message = f"template `{template.id}` applies to no claim; it needs {names or 'a claim'}"
            hint = "look at `for:` and at the slots of the claims"
            where = self.report.key(template.id, template.node)
            self.report.warning(where, "unused-template", message, hint)

    def _generated(self, template: Template, claim: Claim) -> Draft:
        item_id = f"{claim.id}.{template.id}"
        amendment = self.deck.questions.get(item_id)
        own: Keys = amendment.keys if amendment else {}
        evidence = (amendment.evidence if amendment else ()) or claim.evidence
        keys = self._merged(claim, template.keys, own)
        was = self._was(template, claim) + (amendment.was if amendment else ())
        return Draft(item_id, template.kind, claim, keys, evidence, was, template.node)

    def _was(self, template: Template, claim: Claim) -> tuple[str, ...]:
        """Each id that the claim had, with each that the template had."""
        claims, templates = (claim.id, *claim.was), (template.id, *template.was)
        count = len(claims) * len(templates)
        if count > _MOST_IDS:
            message = (
                f"`was:` gives `{claim.id}.{template.id}` {count:,} ids; {_MOST_IDS:,} at most"
            )
            hint = "keep the ids that learners may still have"
            self.report.error(template.node, "too-large", message, hint)
            return ()
        return tuple(f"{one}.{other}" for one, other in product(claims, templates))[1:]

    def _needed(self, template: Template) -> set[str] | None:
        """The names in the template's texts; None (and reported) if one is unknown."""
        needed: set[str] = set()
        unknown = False
        for node in texts_below(template.keys):
            for hole in self.compiler.parse(node).holes:
                names = {hole.name, *(slot for name, slot in hole.filters if name == "gap")}
                for name in sorted(names - self._known_names if hole.name else ()):
                    where = self.report.part(node, hole.written)
                    message = f"unknown placeholder `{hole.written}`: no claim has such a slot"
                    hint = did_you_mean(name, self._known_names)
                    self.report.error(where, "unknown-slot", message, hint)
                    unknown = True
                needed |= names
        return None if unknown or "" in needed else needed

    # --- Questions ---

    def is_amendment(self, question: Question) -> bool:
        """Whether the question changes a generated item; one that should and does not, because
        there is no such item, is reported."""
        if self._is_failed(question.id):  # or made from a template
            return True
        if question.kind:
            return False
        claim, _, template = question.id.rpartition(".")
        if claim in self.deck.claims and template in self.deck.templates:
            message = f"template `{template}` makes no item `{question.id}` to amend"
            hint = "the claim lacks a slot that the template names, or `for:` excludes it"
        else:
            message, hint = f"there is no item `{question.id}` to amend", "add kind: and claim:"
            hint = did_you_mean(question.id, self.items, hint)
        where = self.report.key(question.id, question.node)
        self.report.error(where, "unknown-item", message, hint)
        return True

    def _asked(self, question: Question) -> Iterator[Draft]:
        claim = self.deck.claims.get(question.claim)
        if claim is not None:
            keys = self._merged(claim, {}, question.keys)
            evidence = question.evidence or claim.evidence
            yield Draft(
                question.id, question.kind, claim, keys, evidence, question.was, question.node
            )

    def _merged(self, claim: Claim, shared: Keys, own: Keys) -> dict[str, Any]:
        """Defaults, claim, template, question: each over the one before. Tags add up."""
        merged = {**self._defaults, **claim.keys, **shared, **own}
        tags = [keys["tags"] for keys in (claim.keys, shared, own) if "tags" in keys]
        if len(tags) > 1:
            merged["tags"] = tuple(dict.fromkeys(tag for each in tags for tag in each))
        return merged

    def compile_drafts(self) -> None:
        """After all others: what a draft and a finished item share is a mistake of the latter."""
        for draft in self._unfinished:
            with self._as_of_draft(draft.id):
                self.drafts[draft.id] = self.compiler.compile(draft)

    @contextmanager
    def _as_of_draft(self, name: str) -> Iterator[None]:
        before = len(self.report.problems)
        with self.report.about(name):
            yield
        found = self.report.problems[before:]
        self.report.problems[before:] = [problem.as_of_draft(name) for problem in found]

    # --- The deck as a whole ---

    def check_whole(self) -> None:
        """What only shows when all items are there."""
        everything = self.drafts.keys() | self.items.keys()
        for item in self.items.values():
            with self.report.about(item.id):
                self._check_references(item, everything)
        for draft in filter(None, self.drafts.values()):
            with self._as_of_draft(draft.id):
                self._check_references(draft, everything)
        self._check_unused()

    def _check_references(self, item: Item, everything: Collection[str]) -> None:
        for enemy in item.enemies:
            if not (enemy in everything or self._is_failed(enemy) or self._is_possible(enemy)):
                hint = did_you_mean(enemy, everything)
                message = f"`{item.id}` names the enemy `{enemy}`, which is no item"
                self.report.error(self.places[item.id], "unknown-item", message, hint)
        for old in item.was:
            if old in self.places or old in self.deck.drafts.questions:
                message = f"`{item.id}` says that it was `{old}`, which is still an item"
                hint = "remove it from `was:`, or rename the other one"
                self.report.error(self.places[item.id], "id-in-use", message, hint)

    def _is_failed(self, item_id: str) -> bool:
        """Whether the item is missing because of an error of its own."""
        return item_id in self.places or self.deck.is_unread(item_id)

    def _is_possible(self, item_id: str) -> bool:
        """Whether a template could make the item, though it does not apply to the claim."""
        claim, _, template = item_id.rpartition(".")
        return claim in self.deck.claims and template in self.deck.templates

    def _check_unused(self) -> None:
        if self.deck.unread:
            return  # what is left out may be what uses them
        for claim in self.deck.claims.values():
            if claim.id not in self.used_claims and not claim.is_draft:
                where = self.report.key(claim.id, claim.node)
                message = f"nothing asks about claim `{claim.id}`"
                hint = "add a question, or a slot that a template names"
                self.report.warning(where, "unused-claim", message, hint)
        used = {slot.pool for claim in self.deck.claims.values() for slot in claim.slots.values()}
        for name, terms in self.deck.pools.items():
            if name not in used and terms:
                message = f"no slot draws from pool `{name}`"
                self.report.warning(terms[0].node, "unused-pool", message, f"pool: {name}")
