"""What learners read about a deck: its description, and the changes of a release.

Anki shows the description as Markdown, and older clients show it as HTML. So emphasis and links
are HTML, which both read, and characters with a meaning in Markdown are entities, which both
decode. In the changes, questions are named by their stems, since learners never see an id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import Build
from quizgen.quiz.rich import plain
from quizgen.source.provenance import disputed
from quizgen.writers import File
from quizgen.writers._wording import colophon, credit
from quizgen.writers.anki.card_html import Markup, element, rich, text


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


# Brackets, backslashes and angle brackets are entities already (`card_html.text`).
_MARKDOWN = {ord(character): f"&#{ord(character)};" for character in "*_`~|"}
# In Markdown these begin a heading or a list, or underline a heading (CommonMark 4.2, 4.3, 5.2).
_BLOCK_START = re.compile(r"^(?:[#+=-]|\d+(?=[.)]))")


def as_markdown(paragraph: Markup) -> str:
    """The paragraph for whoever reads Markdown or HTML."""
    words = paragraph.strip().translate(_MARKDOWN)
    return _BLOCK_START.sub(lambda start: f"&#{ord(start[0][0])};{start[0][1:]}", words)


def announcement(
    build: Build, new: Iterable[str], changed: Iterable[str], withdrawn: Iterable[str]
) -> Iterator[File]:
    """`new` and `changed` are ids, `withdrawn` the stems that learners have."""
    language, items = load_language(build.about.language), build.deck.by_id
    stems = [[plain(items[name].stem, blank="…") for name in ids] for ids in (new, changed)]
    name = build.about.name
    if changes := "\n\n".join(_listed([*stems, withdrawn], language)):
        contains = "what the release changes, to tell learners"
        yield File(f"{name}-changes.md", f"{changes}\n".encode(), contains=contains)
    about = f"{description(build, language)}\n"
    contains = "a description of the deck, to paste into AnkiWeb"
    yield File(f"{name}-ankiweb.md", about.encode(), contains=contains)


_HEADINGS = ("anki.new-questions", "anki.changed-questions", "anki.withdrawn-questions")


def _listed(groups: Iterable[Iterable[str]], language: Language) -> Iterator[str]:
    for heading, stems in zip(_HEADINGS, groups, strict=True):
        if rows := [f"- {as_markdown(text(' '.join(stem.split())))}" for stem in stems]:
            yield "\n".join([f"## {language.say(heading)}", "", *rows])
