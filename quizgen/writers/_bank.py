"""What exports of a bank share: what they say once a question is answered, and what they leave out.

A question goes whole, or goes without something that the format has no form for, or stays behind.
That is counted, and named by the ids of the questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from quizgen.diagnostics import Diagnostic, Location, Severity, TextFile
from quizgen.phrases import count
from quizgen.quiz.languages import Language
from quizgen.quiz.model import CompiledDeck, Item
from quizgen.quiz.rich import Break, Rich, Text
from quizgen.source.provenance import Proof, explain


def feedback(item: Item, deck: CompiledDeck, language: Language) -> Rich:
    """All of it, line by line."""
    lines = list(_lines(item, deck, language))
    return tuple(node for line in lines for node in (Break(), *line))[1:]


def _lines(item: Item, deck: CompiledDeck, language: Language) -> Iterator[Rich]:
    if item.rationale:
        yield item.rationale
    if item.note:
        yield (Text(f"{language.say('common.note')}: "), *item.note)
    told = explain(item, deck, language)
    for proof in told.proofs:
        yield from _evidence(proof, language)
    if told.opinion:
        yield (Text(told.opinion),)


def _evidence(proof: Proof, language: Language) -> Iterator[Rich]:
    label = language.say("common.evidence")
    yield (Text(f"{label}: {language.say('print.quoted', text=proof.piece.quote)}"),)
    yield (Text(f"— {proof.whose}"),)
    if proof.piece.translation:
        translated = language.say("print.quoted", text=proof.piece.translation)
        yield (Text(f"{language.say('common.translation')}: {translated}"),)


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
