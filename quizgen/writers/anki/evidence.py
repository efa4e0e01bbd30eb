"""Where the answer stands: the quotation, whose words they are, the paragraph, the context."""

from __future__ import annotations

from quizgen.quiz.languages import Language
from quizgen.quiz.model import Evidence, Item, Source
from quizgen.writers._credits import whose
from quizgen.writers.anki.html import NOTHING, Markup, element, joined, text


def evidence(item: Item, source: Source, language: Language) -> Markup:
    return joined(*(_piece(piece, item, source, language) for piece in item.evidence))


def _piece(piece: Evidence, item: Item, source: Source, language: Language) -> Markup:
    return element(
        "div",
        element("blockquote", text(piece.quote), lang=source.language, dir="auto"),
        _translation(piece, language),
        element("p", text(whose(piece, item, source, language)), class_="whose"),
        _context(piece, source, language),
        class_="piece",
    )


def _translation(piece: Evidence, language: Language) -> Markup:
    if not piece.translation:
        return NOTHING
    label = element("span", text(language.say("common.translation")), class_="label")
    words = element("span", text(piece.translation), lang=language.code, dir="auto")
    return element("p", label, Markup(" "), words, class_="translation")


def _context(piece: Evidence, source: Source, language: Language) -> Markup:
    if not piece.context or piece.context == piece.quote:
        return NOTHING
    return element(
        "details",
        element("summary", text(language.say("common.context")), class_="tappable"),
        element("p", text(piece.context), lang=source.language, dir="auto"),
        class_="context",
    )
