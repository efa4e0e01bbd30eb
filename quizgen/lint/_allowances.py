"""`lint: {allow: […]}`: findings that an author has considered and accepts.

An allowance that allows nothing is reported, since it is outdated or misspelt. Where several cover
one finding, the nearest counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from quizgen.deck.written import Blueprint, Claim, Deck, Question, Template
from quizgen.diagnostics import Diagnostic, Severity
from quizgen.lint._subjects import Subject
from quizgen.reading.nodes import Node, location
from quizgen.reading.report import did_you_mean

# These rules are gone because no author acted on them; decks may still allow them.
_DROPPED = frozenset({"key-lengths", "key-positions", "middle-number"})

Holder = Deck | Claim | Template | Question | Blueprint


class Allowances:
    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self._used: set[int] = set()
        self._any = any(_codes(holder) for holder in _holders(deck))

    def cover(self, code: str, subject: Subject) -> bool:
        """Whether the subject, or something that contains it, allows the finding."""
        if not self._any:
            return False
        for holder in (*subject.holders(self.deck), self.deck):
            for node in _codes(holder):
                if node.value == code:
                    self._used.add(node.start)
                    return True
        return False

    def problems(self, known: Collection[str]) -> list[Diagnostic]:
        """Allowances that name no rule, and those that allow nothing."""
        found: list[Diagnostic] = []
        for holder in _holders(self.deck):
            for node in _codes(holder):
                if node.value in _DROPPED:
                    continue
                if str(node.value) not in known:
                    found.append(self._unknown(node, known))
                elif node.start not in self._used and not _is_draft(holder):
                    found.append(self._unused(node))
        return found

    def _unknown(self, node: Node, known: Collection[str]) -> Diagnostic:
        where = location(self.deck.file, node)
        hint = did_you_mean(str(node.value), known, "quizgen explain lists all codes")
        message = f"there is no lint rule `{node.value}`"
        return Diagnostic(where, "unknown-rule", message, hint, Severity.WARNING)

    def _unused(self, node: Node) -> Diagnostic:
        where = location(self.deck.file, node)
        message = f"`{node.value}` has nothing to allow here"
        return Diagnostic(where, "unused-allowance", message, "remove it", Severity.WARNING)


def _holders(deck: Deck) -> Iterator[Holder]:
    yield deck
    yield from deck.shared_claims
    for holders in (deck.templates, deck.questions, deck.blueprints):
        yield from holders.values()


def _codes(holder: Holder) -> tuple[Node, ...]:
    return holder.lint if isinstance(holder, Deck) else holder.keys.lint


def _is_draft(holder: Holder) -> bool:
    """No rule looks at a draft, so its allowances would all seem unused."""
    match holder:
        case Claim() | Template() | Question():
            return holder.keys.draft
        case _:
            return False
