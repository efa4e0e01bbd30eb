"""The deck's description: its subject, source, rights, and what an update leaves unchanged.

Anki shows the description as Markdown, and older clients show it as HTML. So emphasis and links
are HTML, which both read, and characters with a meaning in Markdown are entities, which both
decode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.quiz.languages import Language
from quizgen.quiz.model import Build
from quizgen.source.provenance import disputed
from quizgen.writers._credits import colophon, credit
from quizgen.writers.anki.html import Markup, element, rich, text


def description(build: Build, language: Language) -> str:
    return "\n\n".join(as_markdown(paragraph) for paragraph in _paragraphs(build, language))


def _paragraphs(build: Build, language: Language) -> Iterator[Markup]:
    about = build.about
    yield element("strong", text(about.title))
    if about.description:
        yield rich(about.description)
    for source in about.sources:
        yield from map(rich, credit(source, language))
    if build.deck.has_disputed:
        yield text(disputed(about, language))
    yield text(language.say("anki.survives"))
    if made_by := colophon(about, language):
        yield text(made_by)


# Brackets, backslashes and angle brackets are entities already (`html.text`).
_MARKDOWN = {ord(character): f"&#{ord(character)};" for character in "*_`~|"}
# In Markdown these begin a heading or a list, or underline a heading (CommonMark 4.2, 4.3, 5.2).
_BLOCK_START = re.compile(r"^(?:[#+=-]|\d+(?=[.)]))")


def as_markdown(paragraph: Markup) -> str:
    """The paragraph for whoever reads Markdown or HTML."""
    words = paragraph.strip().translate(_MARKDOWN)
    return _BLOCK_START.sub(lambda start: f"&#{ord(start[0][0])};{start[0][1:]}", words)
