"""What an author publishes with a release: its changes, and a description for AnkiWeb.

Both are Markdown with the words of the deck's language. Questions are named by their stems, since
learners never see an id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import Build
from quizgen.quiz.rich import plain
from quizgen.writers import File
from quizgen.writers.anki.description import as_markdown, description
from quizgen.writers.anki.html import text


def announcement(
    build: Build, new: Iterable[str], changed: Iterable[str], withdrawn: Iterable[str]
) -> Iterator[File]:
    """`new` and `changed` are ids, `withdrawn` the stems that learners have."""
    language, items = load_language(build.about.language), build.deck.by_id
    stems = [[plain(items[name].stem, blank="…") for name in ids] for ids in (new, changed)]
    name = build.about.name
    if changes := "\n\n".join(_listed([*stems, list(withdrawn)], language)):
        contains = "what the release changes, to tell learners"
        yield File(f"{name}-changes.md", f"{changes}\n".encode(), contains=contains)
    about = f"{description(build, language)}\n"
    contains = "a description of the deck, to paste into AnkiWeb"
    yield File(f"{name}-ankiweb.md", about.encode(), contains=contains)


_HEADINGS = ("anki.new-questions", "anki.changed-questions", "anki.withdrawn-questions")


def _listed(groups: Iterable[list[str]], language: Language) -> Iterator[str]:
    for heading, stems in zip(_HEADINGS, groups, strict=True):
        if stems:
            rows = (f"- {as_markdown(text(' '.join(stem.split())))}" for stem in stems)
            yield "\n".join([f"## {language.say(heading)}", "", *rows])
