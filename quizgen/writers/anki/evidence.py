"""Where the answer stands: the quotation, whose words they are, the paragraph, the context."""

from __future__ import annotations

from quizgen.languages import Language
from quizgen.model import Evidence, Item, Source, Status
from quizgen.writers.anki.html import NOTHING, Markup, element, joined, text


def evidence(item: Item, source: Source, language: Language) -> Markup:
    return joined(*(_piece(piece, item, source, language) for piece in item.evidence))


def opinion(item: Item, source: Source, language: Language) -> Markup:
    """The fixed sentence that a right answer is about what was said, not about what is so."""
    if item.status is Status.FACT:
        return NOTHING
    who = item.speaker.name if item.speaker else source.name
    return text(language.say("common.opinion", speaker=who))


def _piece(piece: Evidence, item: Item, source: Source, language: Language) -> Markup:
    return element(
        "div",
        element("blockquote", text(piece.quote), lang=source.language, dir="auto"),
        _translation(piece, language),
        element("p", text(_whose(piece, item, source, language)), class_="whose"),
        _context(piece, source, language),
        class_="piece",
    )


def _whose(piece: Evidence, item: Item, source: Source, language: Language) -> str:
    paragraph = language.say("common.paragraph", number=piece.paragraph)
    if item.speaker is None:
        words = language.say("common.own-voice", source=source.name)
    else:
        key = "common.direct" if piece.is_direct else "common.reported"
        words = language.say(key, speaker=item.speaker.name, source=source.name)
    return f"{words[:1].upper()}{words[1:]}, {paragraph}"


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
        element("summary", text(language.say("anki.context")), class_="tappable"),
        element("p", text(piece.context), lang=source.language, dir="auto"),
        class_="context",
    )
