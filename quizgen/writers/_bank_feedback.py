"""What exports to other programs say once a question is answered: reasons, note and evidence."""

from __future__ import annotations

from collections.abc import Iterator

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
