"""The evidence on a card: the quotation, its speaker, its paragraph and its context."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.quiz.languages import Language
from quizgen.quiz.model import Evidence
from quizgen.source.provenance import Proof
from quizgen.writers.anki.html import NOTHING, Markup, element, joined, text


def evidence(proofs: Iterable[Proof], language: Language) -> Markup:
    return joined(*(_piece(proof, language) for proof in proofs))


def _piece(proof: Proof, language: Language) -> Markup:
    return element(
        "div",
        element("blockquote", text(proof.piece.quote), lang=proof.source.language, dir="auto"),
        _translation(proof.piece, language),
        element("p", text(proof.whose_line), class_="whose"),
        _context(proof.context, proof.source.language, language),
        class_="piece",
    )


def _translation(piece: Evidence, language: Language) -> Markup:
    if not piece.translation:
        return NOTHING
    label = element("span", text(language.say("common.translation")), class_="label")
    words = element("span", text(piece.translation), lang=language.code, dir="auto")
    return element("p", label, Markup(" "), words, class_="translation")


def _context(context: str, tongue: str, language: Language) -> Markup:
    if not context:
        return NOTHING
    return element(
        "details",
        element("summary", text(language.say("common.context")), class_="tappable"),
        element("p", text(context), lang=tongue, dir="auto"),
        class_="context",
    )
