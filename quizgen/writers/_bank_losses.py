"""What an export to another program leaves out: counted, and named by the ids of the questions.

A question goes whole, or goes without something that the format has no form for, or stays behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from quizgen.diagnostics import Diagnostic, Location, Severity, TextFile
from quizgen.phrases import count
from quizgen.quiz.model import Item

_MOST_NAMED = 20  # of the questions that go without something


@dataclass(slots=True)
class BankLosses:
    """Gathers the ids of the questions that have something which the format cannot hold."""

    format_name: str
    left_out: dict[str, list[str]] = field(default_factory=dict)
    missing: dict[str, list[str]] = field(default_factory=dict)

    def leave_out(self, item: Item, thing: str) -> None:
        self.left_out.setdefault(thing, []).append(item.id)

    def miss(self, item: Item, things: Iterable[str]) -> None:
        for thing in things:
            self.missing.setdefault(thing, []).append(item.id)

    def problems(self, deck: str) -> Iterator[Diagnostic]:
        where = Location(TextFile(deck, ""))
        for thing, ids in self.left_out.items():
            said = count(len(ids), "question is left out", "questions are left out")
            yield self._problem(where, f"{thing}: {said}", ids, Severity.WARNING)
        for thing, ids in self.missing.items():
            said = count(len(ids), "question goes without", "questions go without")
            more = [f"{len(ids) - _MOST_NAMED} more"] if len(ids) > _MOST_NAMED else []
            named = [*ids[:_MOST_NAMED], *more]
            yield self._problem(where, f"{thing}: {said}", named, Severity.INFO)

    def _problem(
        self, where: Location, said: str, ids: list[str], severity: Severity
    ) -> Diagnostic:
        message = f"{self.format_name} has no form for {said}"
        named = (", ".join(ids),)
        return Diagnostic(where, "not-exported", message, severity=severity, details=named)
