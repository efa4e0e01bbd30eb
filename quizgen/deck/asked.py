"""A question about to be compiled, with what a kind needs to compile it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from quizgen.deck.filling import Scope
from quizgen.deck.placeholders import (
    Filled,
    Placeholder,
    Prose,
    is_placeholder,
    literal,
    single_placeholder,
)
from quizgen.deck.written import Claim, Deck, Keys, Slot, Term
from quizgen.quiz.model import Rich, plain
from quizgen.reading.fields import Entry
from quizgen.reading.nodes import Node
from quizgen.reading.report import Report, did_you_mean


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about to be compiled: its id, its claim, its keys, its filled stem."""

    id: str
    deck: Deck
    claim: Claim
    keys: Keys
    stem: Filled
    scope: Scope
    report: Report
    parse: Callable[[Node], Prose]
    parse_typed: Callable[[Node], Prose]

    def node(self, key: str) -> Node:
        """The text at a key that must be there."""
        found: Node = self.keys[key]
        return found

    def rich(self, node: Node) -> Rich | None:
        """The text with its values in; a gap is at home in the stem of a cloze only."""
        return literal(node) or self._filled(node, self.parse(node))

    def typed(self, node: Node) -> str | None:
        """The text as a learner types it, in which no sign is markup."""
        parse = self.parse if is_placeholder(node) else self.parse_typed
        rich = literal(node) or self._filled(node, parse(node))
        return None if rich is None else plain(rich)

    def _filled(self, node: Node, prose: Prose) -> Rich | None:
        filled = self.scope.fill(prose)
        if filled is None:
            return None
        if filled.gaps:
            where = self.report.part(node, "==")
            message = "a gap (==…==) has no meaning here"
            self.report.error(where, "gap-outside-cloze", message, "write the words without ==")
            return None
        return filled.rich

    def riches(self, nodes: Iterable[Node]) -> tuple[Rich, ...] | None:
        """Several texts; None if one of them cannot be filled."""
        filled = [self.rich(node) for node in nodes]
        return None if None in filled else tuple(rich for rich in filled if rich is not None)

    def placeholder(self, node: Node) -> Placeholder | None:
        """The placeholder, where the text is nothing else: `key: "{missing}"`."""
        return single_placeholder(self.parse(node)) if is_placeholder(node) else None

    def slot(self, node: Node) -> Slot | None:
        """The claim's slot, where the text is nothing but its placeholder."""
        hole = self.placeholder(node)
        return self.claim.slots.get(hole.name) if hole else None

    def spread(self, node: Node) -> list[str] | None:
        """The text as a learner types it, or each value of the slot with several that it names."""
        hole, slot = self.placeholder(node), self.slot(node)
        if hole is None or slot is None or not slot.is_list:
            texts = [self.typed(node)]
        else:
            texts = [self.scope.form_of(term, hole) for term in slot.values]
        return None if None in texts else [text for text in texts if text is not None]

    def variants(self, node: Node) -> tuple[str, ...]:
        """What is right beside the text: `accept:` of the question and of its slot."""
        own = tuple(str(each.value) for each in self.keys.get("accept", ()))
        slot = self.slot(node)
        return (*own, *(slot.accept if slot else ()))

    def check_accepted(self, accepted: Mapping[str, Entry], answers: list[str]) -> None:
        """Variants at `accept:` must be those of an answer that is there."""
        for name, entry in accepted.items():
            if name not in answers:
                where = self.report.key(name, entry.node)
                message = f"“{name}” is not an answer of `{self.id}`"
                self.report.error(where, "unknown-answer", message, did_you_mean(name, answers))

    def pool(self, slot: Slot) -> tuple[Term, ...]:
        return self.deck.pools.get(slot.pool, ())
