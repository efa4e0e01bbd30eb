"""Templates × claims, and the questions written by hand → items.

An item's id is `claim.template` or the question's own. A question that bears the id of a
generated item amends it: its keys go over the template's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, product

from msgspec import structs

from quizgen.compiling.item import ItemCompiler
from quizgen.deck.claim_declarations import CLASSIFYING
from quizgen.deck.quiz_declarations import ItemKeys
from quizgen.deck.raw_item import BUILT_IN, RawItem, available, names_of_sources
from quizgen.deck.written import Claim, Deck, Question, Template, admits_claim, origin
from quizgen.diagnostics import Diagnostic, once_a_cause
from quizgen.quiz.enemy import Enemies
from quizgen.quiz.model import Item
from quizgen.reading.declaration import Values, stated
from quizgen.reading.nodes import Hint, Node, Report, did_you_mean

_MOST_IDS = 1000  # old and new, of one item: `was:` of its claim times `was:` of its template
_HANDED_ON = (*CLASSIFYING, "rationale")  # by a claim to its items
_DEFAULTS_OF_ITEMS = (*CLASSIFYING, "use", "scoring", "distractors")
_NOTHING = Values({})


@dataclass(frozen=True)
class Expansion:
    """`drafts` counts the items that a draft keeps out, whether they can be made or not; `places`
    are the stems, for messages about items; `compare` finds the enemies."""

    items: tuple[Item, ...]
    drafts: int
    places: Mapping[str, Node]
    failed: frozenset[str] = frozenset()  # ids of items that errors of their own leave out
    compare: Callable[[], Enemies] = Enemies

    @cached_property
    def enemies(self) -> Enemies:
        """Finding them takes half as long as compiling, and not every command needs them."""
        return self.compare()


def expand(deck: Deck) -> tuple[Expansion, list[Diagnostic]]:
    """All items that can be made, in the order of the file; templates before questions."""
    expander = _Expander(deck)
    for raw in expander.all_questions():
        expander.keep(raw)
    expander.compile_drafts()
    expander.check_whole()
    return expander.expansion(), deck.drafts.judged(once_a_cause(expander.report.problems))


def uncompiled(deck: Deck, ids: Container[str]) -> dict[str, RawItem]:
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
        self._unfinished: list[RawItem] = []
        self._uncounted: set[str] = set()  # what a draft template that cannot be read may make
        self.used_claims: set[str] = set()
        self._defaults = stated(deck.defaults, _DEFAULTS_OF_ITEMS)
        self._reasoned = {claim.id for claim in deck.claims.values() if claim.has_reasons}
        self._inherited: dict[str, Values] = {}  # from claims by their ids, and from defaults
        self._sources = names_of_sources(deck.about)
        named = {name for claim in deck.claims.values() for name in available(claim)}
        self._known_names = {*BUILT_IN, *named, *deck.slot_names, *self._sources}

    def expansion(self) -> Expansion:
        drafts = self.drafts.keys() | self.deck.drafts.questions
        failed = self.places.keys() - self.items.keys() - drafts - self._uncounted
        items = tuple(self.items.values())
        about, speakers = self.deck.about, self.deck.speakers.values()

        def compare() -> Enemies:
            from quizgen.compiling.enemies import enemies  # many commands need none

            return enemies(items, speakers, about.language, about.sources)

        return Expansion(
            items=items,
            drafts=len(drafts),
            places=self.places,
            failed=frozenset(failed),
            compare=compare,
        )

    def all_questions(self) -> Iterator[RawItem]:
        """Each with all its keys together, before it is compiled."""
        for template in self.deck.templates.values():
            yield from map(self._met, self._applied(template))
        for question in self.deck.questions.values():
            if not self.is_amendment(question):
                claim = self.deck.claims.get(question.claim)
                if claim is not None:
                    yield self._met(
                        self._raw(question.id, claim, question, question, question.keys.was)
                    )

    def _met(self, raw: RawItem) -> RawItem:
        self.used_claims.add(raw.claim.id)
        self.places[raw.id] = raw.stem
        return raw

    def keep(self, raw: RawItem) -> None:
        is_marked = raw.id in self.deck.drafts.questions  # also where that cannot be read
        if is_marked or raw.claim.keys.draft or raw.keys.draft:
            self._unfinished.append(raw)
            return
        with self.report.about(raw.id):
            item = self.compiler.compile(raw)
            if item is not None:
                self.items[raw.id] = item
                self.compiler.check_finished(item, raw)

    # --- Templates ---

    def _applied(self, template: Template) -> Iterator[RawItem]:
        """One item for each claim that the template is for and that has all it names."""
        needed = self._needed(template)
        if needed is None:  # its items fail with it, and nobody is told twice
            made = [(f"{c.id}.{template.id}", c.keys.untrue) for c in self.deck.shared_claims]
            ids = [f"{name}.{each}".rstrip(".") for name, untrue in made for each in ("", *untrue)]
            self.places.update(dict.fromkeys(ids, template.node))
            if template.id in self.deck.drafts.ids:
                self._uncounted.update(ids)
            return
        count = 0
        for claim in self.deck.shared_claims:
            if admits_claim(template.selection, claim) and needed <= available(claim):
                for statement in claim.keys.untrue if "untrue" in needed else ("",):
                    yield self._generated(template, claim, statement)
                count += 1
        if not count and not self.deck.unread:
            names = ", ".join(f"{{{name}}}" for name in sorted(needed - {"source", "quote"}))
            message = f"template `{template.id}` applies to no claim; it needs {names or 'a claim'}"
            hint = "look at `for:` and at the slots of the claims"
            self.report.warning(template.node, "unused-template", message, hint, key=template.id)

    def _generated(self, template: Template, claim: Claim, statement: str) -> RawItem:
        end = f".{statement}" if statement else ""
        item_id = f"{claim.id}.{template.id}{end}"
        amendment = self.deck.questions.get(item_id)
        was = tuple(f"{old}{end}" for old in self._was(template, claim))
        was += amendment.keys.was if amendment else ()
        return self._raw(item_id, claim, template, amendment, was)

    def _raw(
        self,
        name: str,
        claim: Claim,
        holder: Template | Question,
        question: Question | None,
        was: tuple[str, ...],
    ) -> RawItem:
        """`question` is what was written for this item alone: it holds it, or amends it."""
        is_generated = isinstance(holder, Template)
        own = question.values if question else _NOTHING
        values = self._merged(claim, *((holder.values, own) if is_generated else (own,)))
        raw = RawItem(
            id=name,
            kind=holder.kind,
            keys=values.into(ItemKeys),
            values=values,
            was=was,
            node=holder.node,
            deck=self.deck,
            claim=claim,
            evidence=(question and question.evidence) or claim.evidence,
            statement=origin(name).statement if is_generated else "",
            report=self.report,
            texts=self.compiler.texts,
        )
        if claim.id not in self._reasoned:
            return raw
        said = raw.said_at_key().without(own.names())
        values = Values.merged(values, said)
        return structs.replace(raw, values=values, keys=values.into(ItemKeys))

    def _was(self, template: Template, claim: Claim) -> tuple[str, ...]:
        """Each id that the claim had, with each that the template had."""
        claims, templates = (claim.id, *claim.keys.was), (template.id, *template.keys.was)
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
        for node, hole in self.compiler.texts.holes(template.values):
            name = "source" if hole.name in self._sources else hole.name
            if name == "untrue" and hole.form:
                name = f"untrue.{hole.form}"
            names = {name, *(slot for name, slot in hole.filters if name == "gap")}
            # Where `claims:` could not be read, the slots may stand there.
            is_known = not hole.name or "claims:" in self.deck.unread
            for name in sorted(() if is_known else names - self._known_names):
                message = f"unknown placeholder `{hole.written}`: no claim has such a slot"
                hint = did_you_mean(name, self._known_names)
                self.report.error(node, "unknown-slot", message, hint, part=hole.written)
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
        if self._is_possible(question.id):
            template = origin(question.id).template
            message = f"template `{template}` makes no item `{question.id}` to amend"
            hint: Hint = "the claim lacks a slot that the template names, or `for:` excludes it"
        else:
            message = f"there is no item `{question.id}` to amend"
            hint = did_you_mean(question.id, self.items, "add kind: and claim:")
        self.report.error(question.node, "unknown-item", message, hint, key=question.id)
        return True

    def _merged(self, claim: Claim, *said: Values) -> Values:
        """Defaults, claim, template, question: each over the one before. Tags add up."""
        inherited = self._inherited.get(claim.id)
        if inherited is None:
            inherited = Values.merged(self._defaults, stated(claim.keys, _HANDED_ON))
            self._inherited[claim.id] = inherited
        tags = [claim.keys.tags, *[each.words("tags") for each in said]]
        if sum(map(bool, tags)) > 1:
            said = (*said, Values({"tags": tuple(dict.fromkeys(chain.from_iterable(tags)))}))
        return Values.merged(inherited, *said)

    def compile_drafts(self) -> None:
        """After all others: what a draft and a finished item share is a mistake of the latter."""
        for draft in self._unfinished:
            with self._as_of_draft(draft.id):
                self.drafts[draft.id] = self.compiler.compile(draft)
        done = [raw for raw in self._unfinished if raw.kind == "cloze" and self.drafts[raw.id]]
        if done:
            ids = ", ".join(f"`{raw.id}`" for raw in done[:5]) + (" …" if len(done) > 5 else "")
            message = f"the gaps of these drafts are marked, and they are still left out: {ids}"
            hint = "delete `draft: true` where a question is done"
            self.report.info(done[0].node.at("draft"), "finished-draft", message, hint)

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
            if item.enemies or item.friends or item.was:
                with self.report.about(item.id):
                    self._check_references(item, everything)
        for draft in filter(None, self.drafts.values()):
            with self._as_of_draft(draft.id):
                self._check_references(draft, everything)
        self._check_unused()

    def _check_references(self, item: Item, everything: Collection[str]) -> None:
        named = [("enemy", "enemies", name) for name in item.enemies]
        named += [("friend", "friends", name) for name in item.friends]
        for what, key, name in named:
            if not (name in everything or self._is_failed(name) or self._is_possible(name)):
                hint = did_you_mean(name, everything)
                message = f"`{item.id}` names the {what} `{name}`, which is no item"
                self.report.error(self._at(item.id, key, name), "unknown-item", message, hint)
        for old in item.was:
            if old in self.places or old in self.deck.drafts.questions:
                message = f"`{item.id}` says that it was `{old}`, which is still an item"
                hint = "remove it from `was:`, or rename the other one"
                self.report.error(self._at(item.id, "was", old), "id-in-use", message, hint)

    def _at(self, item_id: str, key: str, name: str) -> Node:
        """Where a question says it, or else the place of the item."""
        question = self.deck.questions.get(item_id)
        found = question.node.at(key, name) if question else None
        return found if found and found.value == name else self.places[item_id]

    def _is_failed(self, item_id: str) -> bool:
        """Whether the item is missing because of an error of its own."""
        return item_id in self.places or self.deck.is_unread(item_id)

    def _is_possible(self, item_id: str) -> bool:
        """Whether a template could make the item, though it does not apply to the claim."""
        made = origin(item_id)
        return made.claim in self.deck.claims and made.template in self.deck.templates

    def _check_unused(self) -> None:
        if self.deck.unread:
            return  # what is left out may be what uses them
        for claim in self.deck.claims.values():
            if claim.id not in self.used_claims and not claim.keys.draft:
                message = f"nothing asks about claim `{claim.id}`"
                hint = "add a question, or a slot that a template names"
                self.report.warning(claim.node, "unused-claim", message, hint, key=claim.id)
        slots = chain.from_iterable(each.slots.values() for each in self.deck.claims.values())
        used = {slot.keys.pool for slot in slots}
        for name, terms in self.deck.pools.items():
            if name not in used and terms:
                message = f"no slot draws from pool `{name}`"
                self.report.warning(terms[0].value, "unused-pool", message, f"pool: {name}")
