"""Templates × claims, and the questions written by hand → items.

An item's id is `claim.template` or the question's own. A question that bears the id of a
generated item amends it: its keys go over the template's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Any

from quizgen import kinds
from quizgen.asked import Asked
from quizgen.attribution import Attribution
from quizgen.deck import Claim, Deck, Keys, Question, Template
from quizgen.deck_format import a_kind, item_fields
from quizgen.diagnostics import Diagnostic
from quizgen.fields import Entry
from quizgen.giveaway import Giveaways
from quizgen.model import Evidence, Item, Outlet, Response, Rich, Scoring
from quizgen.nodes import Node
from quizgen.registry import load
from quizgen.report import Report, did_you_mean
from quizgen.scope import BUILT_IN, Scope, available
from quizgen.select import admits_claim
from quizgen.slots import Filled, Prose, parse_prose, without_gaps

EVERYWHERE = frozenset(Outlet)
_MOST_IDS = 1000  # old and new, of one item: `was:` of its claim times `was:` of its template
_NOT_OF_ITEMS = ("speaker", "status", "points")  # defaults of claims and of sections


@dataclass(frozen=True, slots=True)
class Expansion:
    """`drafts` counts the items that a draft keeps out; `places` are the stems, for messages
    about items."""

    items: tuple[Item, ...]
    drafts: int
    places: Mapping[str, Node]
    failed: frozenset[str] = frozenset()  # ids of items that errors of their own leave out


def expand(deck: Deck) -> tuple[Expansion, list[Diagnostic]]:
    """All items that can be made, in the order of the file; templates before questions."""
    expander = _Expander(deck)
    for template in deck.templates.values():
        expander.apply(template)
    for question in deck.questions.values():
        if not expander.is_amendment(question):
            expander.ask(question)
    expander.check_whole()
    return expander.expansion(), _once(expander.report.problems)


class _Expander:
    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self.report = Report(deck.file)
        self.attribution = Attribution(deck, self.report)
        self.giveaways = Giveaways(self.report)
        self.items: dict[str, Item] = {}
        self.places: dict[str, Node] = {}
        self.drafts: dict[str, Item] = {}
        self.used_claims: set[str] = set()
        self._defaults = {k: v for k, v in deck.defaults.items() if k not in _NOT_OF_ITEMS}
        self._parsed: dict[int, Prose] = {}
        self._known_names = {*BUILT_IN, *deck.slot_names}

    def expansion(self) -> Expansion:
        failed = self.places.keys() - self.items.keys() - self.drafts.keys()
        items = tuple(self.items.values())
        return Expansion(items, len(self.drafts), self.places, frozenset(failed))

    # --- Templates ---

    def apply(self, template: Template) -> None:
        """One item for each claim that the template is for and that has all it names."""
        needed = self._needed(template)
        if needed is None:  # its items fail with it, and nobody is told twice
            ids = (f"{claim.id}.{template.id}" for claim in self.deck.claims.values())
            self.places.update(dict.fromkeys(ids, template.node))
            return
        count = 0
        for claim in self.deck.claims.values():
            if admits_claim(template.selector, claim) and needed <= available(claim):
                self._generate(template, claim)
                count += 1
        if not count and not self.deck.unread:
            names = ", ".join(f"{{{name}}}" for name in sorted(needed - {"source", "quote"}))
            message = f"template `{template.id}` applies to no claim; it needs {names or 'a claim'}"
            hint = "look at `for:` and at the slots of the claims"
            where = self.report.key(template.id, template.node)
            self.report.warning(where, "unused-template", message, hint)

    def _generate(self, template: Template, claim: Claim) -> None:
        item_id = f"{claim.id}.{template.id}"
        amendment = self.deck.questions.get(item_id)
        own: Keys = amendment.keys if amendment else {}
        evidence = (amendment.evidence if amendment else ()) or claim.evidence
        keys = self._merged(claim, template.keys, own)
        was = self._was(template, claim) + (amendment.was if amendment else ())
        self._compile(item_id, template.kind, claim, keys, evidence, was, template.node)

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
        for node in _nodes(template.keys):
            for hole in self.parse(node).holes:
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

    def ask(self, question: Question) -> None:
        claim = self.deck.claims.get(question.claim)
        if claim is None:
            return
        keys = self._merged(claim, {}, question.keys)
        evidence = question.evidence or claim.evidence
        self._compile(
            question.id, question.kind, claim, keys, evidence, question.was, question.node
        )

    def _merged(self, claim: Claim, shared: Keys, own: Keys) -> dict[str, Any]:
        """Defaults, claim, template, question: each over the one before. Tags add up."""
        merged = {**self._defaults, **claim.keys, **shared, **own}
        tags = [keys["tags"] for keys in (claim.keys, shared, own) if "tags" in keys]
        if len(tags) > 1:
            merged["tags"] = tuple(dict.fromkeys(tag for each in tags for tag in each))
        return merged

    # --- One item ---

    def _compile(
        self,
        item_id: str,
        kind: str,
        claim: Claim,
        keys: Keys,
        evidence: tuple[Evidence, ...],
        was: tuple[str, ...],
        node: Node,
    ) -> None:
        self.used_claims.add(claim.id)
        self.places[item_id] = keys.get("stem", node)
        if not self._has_required(item_id, kind, keys, node):
            return
        scope = Scope(self.deck, claim, evidence, self.report)
        stem = scope.fill(self.parse(keys["stem"]))
        if stem is None:
            return
        asked = Asked(item_id, self.deck, claim, keys, stem, scope, self.report, self.parse)
        response: Response | None = load(kinds, kind).respond(asked)
        rationale, hint, note = (
            self._optional(asked, node)
            for node in (keys.get("rationale"), keys.get("hint"), claim.note)
        )
        if response is None or rationale is None or hint is None or note is None:
            return
        item = Item(
            id=item_id,
            kind=kind,
            stem=_shown(stem, kind, asked),
            response=response,
            claim=claim.id,
            evidence=evidence,
            status=claim.status,
            speaker=claim.speaker,
            note=note,
            rationale=rationale,
            hint=hint,
            image=keys.get("image"),
            tags=keys.get("tags", ()),
            topic=keys.get("topic", ""),
            difficulty=keys.get("difficulty"),
            bloom=keys.get("bloom", ""),
            subdeck=str(keys["subdeck"].value) if "subdeck" in keys else "",
            use=_use(keys),
            scoring=Scoring(keys.get("scoring", Scoring.ALL)),
            enemies=tuple(self._enemy(each, claim) for each in keys.get("enemies", ())),
            was=was,
        )
        self._check(item, claim, asked)
        kept = self.drafts if claim.is_draft or keys.get("draft") else self.items
        kept[item_id] = item

    def _enemy(self, node: Node, claim: Claim) -> str:
        """A template's id stands for its item on the same claim."""
        name = str(node.value)
        is_template = name in self.deck.templates and name not in self.deck.questions
        return f"{claim.id}.{name}" if is_template else name

    def _is_possible(self, item_id: str) -> bool:
        """Whether a template could make the item, though it does not apply to the claim."""
        claim, _, template = item_id.rpartition(".")
        return claim in self.deck.claims and template in self.deck.templates

    def parse(self, node: Node) -> Prose:
        """Texts of templates are parsed once, however many claims they meet."""
        prose = self._parsed.get(id(node))
        if prose is None or prose.node is not node:
            prose = self._parsed[id(node)] = parse_prose(node, self.report)
        return prose

    def _has_required(self, item_id: str, kind: str, keys: Keys, node: Node) -> bool:
        missing = _required(kind) - keys.keys()
        for name in sorted(missing):
            written = isinstance(node.value, dict) and name in node.value
            if not written:  # else it was read, and what is wrong with it has been said
                message = f"`{item_id}`: {a_kind(kind, 'question')} needs `{name}:`"
                example = item_fields(kind)[name].example
                where = self.report.key(node_name(node, self.report), node)
                self.report.error(where, "missing-key", message, f"{name}: {example or '…'}")
        return not missing

    def _optional(self, asked: Asked, node: Node | None) -> Rich | None:
        """() for a text that is not there; None for one that cannot be filled."""
        return asked.rich(node) if node is not None else ()

    def _check(self, item: Item, claim: Claim, asked: Asked) -> None:
        stem = asked.keys["stem"]

        def place(words: str) -> Node:
            nodes = _nodes({**asked.keys, "note": claim.note} if claim.note else asked.keys)
            return next((node for node in nodes if words in str(node.value)), stem)

        self.attribution.check(item, claim, stem, place)
        self.giveaways.check(item, stem)

    # --- The deck as a whole ---

    def check_whole(self) -> None:
        """What only shows when all items are there."""
        everything = {**self.drafts, **self.items}
        for item in everything.values():
            for enemy in item.enemies:
                if not (enemy in everything or self._is_failed(enemy) or self._is_possible(enemy)):
                    hint = did_you_mean(enemy, everything)
                    message = f"`{item.id}` names the enemy `{enemy}`, which is no item"
                    self.report.error(self.places[item.id], "unknown-item", message, hint)
            for old in item.was:
                if old in self.places:
                    message = f"`{item.id}` says that it was `{old}`, which is still an item"
                    hint = "remove it from `was:`, or rename the other one"
                    self.report.error(self.places[item.id], "id-in-use", message, hint)
        self._check_unused()

    def _is_failed(self, item_id: str) -> bool:
        """Whether the item is missing because of an error of its own."""
        return item_id in self.places or self.deck.is_unread(item_id)

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


def node_name(node: Node, report: Report) -> str:
    """The key under which a mapping stands, as it is written."""
    if node.key_start < 0:
        return ""
    end = report.file.text.find(":", node.key_start)
    return report.file.text[node.key_start : end]


@cache
def _required(kind: str) -> frozenset[str]:
    fields = item_fields(kind).values()
    return frozenset({"stem", *(each.name for each in fields if each.is_required)})


def _shown(stem: Filled, kind: str, asked: Asked) -> Rich:
    """The stem as it is shown. Only a cloze answers its gaps; elsewhere `{quote|gap slot}` is a
    blank to look at, and ==…== is a mistake."""
    if kind == "cloze" or not stem.gaps:
        return stem.rich
    if any(not part.slot for part in stem.gaps):
        where = asked.report.part(asked.node("stem"), "==")
        message = f"{a_kind(kind, 'question')} has no gaps to fill (==…==)"
        asked.report.error(
            where, "gap-outside-cloze", message, "use kind: cloze, or {quote|gap SLOT}"
        )
    return without_gaps(stem.rich)


def _use(keys: Keys) -> frozenset[Outlet]:
    return frozenset(map(Outlet, keys["use"])) if "use" in keys else EVERYWHERE


def _nodes(value: Any) -> Iterator[Node]:
    """All texts below a key, however deep."""
    if isinstance(value, Node):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            if isinstance(each, Entry):
                yield Node(str(key), each.node.key_start, each.node.key_start)
                yield from _nodes(each.value)
            else:
                yield from _nodes(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _nodes(each)


def _once(problems: list[Diagnostic]) -> list[Diagnostic]:
    """One cause, one diagnostic: a mistake in a template is reported where it stands, with the
    number of claims that it shows with."""
    counted: dict[tuple[int, int, str], list[Diagnostic]] = {}
    for problem in problems:
        key = (problem.where.start, problem.where.end, problem.code)
        counted.setdefault(key, []).append(problem)
    return [_with_count(same) for same in counted.values()]


def _with_count(same: list[Diagnostic]) -> Diagnostic:
    first = same[0]
    if len(same) == 1 or all(problem.message == first.message for problem in same):
        return first
    return replace(first, message=f"{first.message} (and {len(same) - 1} more like it)")
