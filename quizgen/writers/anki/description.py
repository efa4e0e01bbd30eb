"""The deck's description: what it asks about, where the text comes from, under what rights, and
what an update leaves as it is.

Anki shows it as Markdown, and older clients as HTML; so emphasis and links are HTML, which both
read, and characters that mean something to Markdown are entities, which both decode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.languages import Language
from quizgen.model import About, Build, Source
from quizgen.sentences import sentences
from quizgen.writers.anki.html import Markup, element, joined, rich, text


def description(build: Build, language: Language) -> str:
    """Paragraphs with a blank line between them."""
    return "\n\n".join(_as_markdown(paragraph) for paragraph in _paragraphs(build, language))


def _paragraphs(build: Build, language: Language) -> Iterator[Markup]:
    about = build.about
    yield element("strong", text(about.title))
    if about.description:
        yield rich(about.description)
    yield _named_source(about.source, language)
    yield text(_rights(about.source, language))
    if sentence := opening_sentence(about.source):
        yield text(language.say("common.opening", sentence=sentence))
    if build.has_disputed:
        yield text(language.say("common.disputed", source=about.source.name))
    yield text(language.say("anki.survives"))
    yield from _colophon(about, language)


def _named_source(source: Source, language: Language) -> Markup:
    facts = [source.title or source.name, source.publisher]
    if source.retrieved:
        facts.append(language.say("anki.retrieved", date=source.retrieved))
    named = text(f"{language.say('anki.source')}: {', '.join(filter(None, facts))}")
    if not source.url:
        return named
    return joined(named, Markup("<br>"), element("a", text(source.url), href=source.url))


def _rights(source: Source, language: Language) -> str:
    rights = source.rights and f"{language.say('anki.rights')}: {source.rights}"
    licence = source.licence and f"{language.say('anki.licence')}: {source.licence}"
    return " · ".join(filter(None, [rights or language.say("common.rights-unknown"), licence]))


def _colophon(about: About, language: Language) -> Iterator[Markup]:
    facts = (
        language.say("anki.authors", names=", ".join(about.authors)) if about.authors else "",
        about.version and language.say("anki.version", version=about.version),
        about.contact and language.say("anki.contact", contact=about.contact),
    )
    if any(facts):
        yield text(" · ".join(filter(None, facts)))


def opening_sentence(source: Source) -> str:
    """The first sentence of the first paragraph that is text."""
    numbered = enumerate(source.paragraphs, 1)
    first = next((words for number, words in numbered if number not in source.skipped), "")
    return next((first[start:end] for start, end in sentences(first)), "")


_MARKDOWN = {ord(character): f"&#{ord(character)};" for character in "*_`~|"}
_BLOCK_START = re.compile(r"^(?:[#+=-]|\d+(?=[.)]))")


def _as_markdown(paragraph: Markup) -> str:
    words = paragraph.strip().translate(_MARKDOWN)
    return _BLOCK_START.sub(_first_as_entity, words)


def _first_as_entity(start: re.Match[str]) -> str:
    return f"&#{ord(start[0][0])};{start[0][1:]}"
