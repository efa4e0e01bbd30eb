"""What Anki cannot take, found before anything is written.

Writers know no place in a file; a problem names its item.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.diagnostics import Diagnostic, Location, Severity, TextFile
from quizgen.quiz.model import About, Blank, Emphasis, Gaps, Item, Link, Rich, Strong, plain
from quizgen.writers.anki.names import tag

MOST_CLOZES = 500  # Anki counts every later one as the 500th


def problems(about: About, items: tuple[Item, ...]) -> Iterator[Diagnostic]:
    where = Location(TextFile(about.name, ""))
    yield from _file_name(about, where)
    yield from _ids(items, where)
    for item in items:
        yield from _item(item, where)


def nothing(about: About) -> Diagnostic:
    return Diagnostic(
        Location(TextFile(about.name, "")),
        "anki-nothing",
        f"`{about.name}` has no question for Anki, so no deck was written",
        "add `anki` to the `use:` of a question",
        Severity.WARNING,
    )


def _file_name(about: About, where: Location) -> Iterator[Diagnostic]:
    """By these names Anki knows a copy of a whole collection, and would replace the user's."""
    if about.name.lower() == "collection" or about.name.lower().startswith("backup-"):
        yield Diagnostic(
            where,
            "anki-file-name",
            f"Anki would take `{about.name}.apkg` for a backup and replace the whole collection",
            "give the deck another name: `deck:`",
        )


def _ids(items: tuple[Item, ...], where: Location) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            message = f"two questions have the id `{item.id}`"
            yield Diagnostic(where, "anki-same-id", message, item=item.id)
        seen.add(item.id)


def _item(item: Item, where: Location) -> Iterator[Diagnostic]:
    if not plain(item.stem, blank="_").strip():
        message = f"`{item.id}` has an empty stem: no card to show"
        yield Diagnostic(where, "anki-empty", message, item=item.id)
    match item.response:
        case Gaps(is_ordered=True) as gaps:
            yield from _clozes(item, gaps, where)
    for name in item.tags:
        if not tag(name):
            yield Diagnostic(
                where,
                "anki-tag",
                f"the tag `{name}` of `{item.id}` has no character that Anki keeps",
                "use letters, digits or hyphens",
                Severity.WARNING,
                item=item.id,
            )


def _clozes(item: Item, gaps: Gaps, where: Location) -> Iterator[Diagnostic]:
    if sorted(set(_blanks(item.stem))) != list(range(len(gaps.gaps))):
        message = f"the gaps in the stem of `{item.id}` are not those of its answer"
        yield Diagnostic(where, "anki-gaps", message, item=item.id)
    if any(not gap.answer.strip() for gap in gaps.gaps):
        message = f"`{item.id}` has a gap with an empty answer"
        yield Diagnostic(where, "anki-gaps", message, item=item.id)
    if len(gaps.gaps) > MOST_CLOZES:
        message = (
            f"`{item.id}` has {len(gaps.gaps)} gaps; Anki makes at most {MOST_CLOZES} cards a note"
        )
        hint = "split the question, or ask for all gaps at once: `gaps: together`"
        yield Diagnostic(where, "anki-gaps", message, hint, item=item.id)


def _blanks(stem: Rich) -> Iterator[int]:
    for node in stem:
        match node:
            case Blank(int(gap)):
                yield gap
            case Strong(children) | Emphasis(children) | Link(children):
                yield from _blanks(children)
