"""The evidence on a card: the quotation, its speaker, its paragraph and its context, and the texts
that it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.quiz.languages import Language
from quizgen.quiz.model import Evidence, Source
from quizgen.quiz.rich import is_safe_link
from quizgen.source.provenance import Proof
from quizgen.writers.anki.html import NOTHING, Markup, element, joined, text


def evidence(proofs: Sequence[Proof], language: Language) -> Markup:
    """The pieces, then the texts that they stand in, each once."""
    sources = {proof.source.id: proof.source for proof in proofs}
    pieces = (_piece(proof, language) for proof in proofs)
    return joined(*pieces, *(_origin(each, language) for each in sources.values()))


def _origin(source: Source, language: Language) -> Markup:
    """What the card's front does not say of the text: its title may hold an answer."""
    named = ", ".join(filter(None, (source.title, source.publisher)))
    if not (named or source.url):
        return NOTHING
    label, shown = text(f"{language.say('common.source')}: "), text(named or source.name)
    linked = element("a", shown, href=source.url) if is_safe_link(source.url) else shown
    return element("p", label, linked, class_="origin", dir="auto")


def _piece(proof: Proof, language: Language) -> Markup:
    return element(
        "div",
        element("blockquote", text(proof.piece.quote), lang=proof.source.language, dir="auto"),
        _translation(proof.piece, language),
        element("p", text(_whose(proof)), class_="whose"),
        _context(proof.context, proof.source.language, language),
        class_="piece",
    )


def _whose(proof: Proof) -> str:
    """No line ends within “par. 5”."""
    return f"{proof.whose_line.removesuffix(proof.place)}{proof.place.replace(' ', _NO_BREAK)}"


_NO_BREAK = "\u00a0"


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
