"""Blueprints: what a printed quiz draws or lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from quizgen.deck.quiz_declarations import Passages, QuizKeys, SectionKeys
from quizgen.deck.written import Blueprint, Section
from quizgen.load.claims import ClaimReader
from quizgen.load.questions import is_known
from quizgen.quiz.notation import same
from quizgen.reading.declaration import Entries
from quizgen.reading.nodes import Node, Report
from quizgen.reading.safe_files import as_on_disk
from quizgen.reading.scalars import is_device, report_device


def read_blueprints(entries: Entries[QuizKeys], claims: ClaimReader) -> dict[str, Blueprint]:
    _check_names(entries, claims.report)
    return {
        name: Blueprint(
            id=name,
            node=entry.node,
            keys=entry.value,
            passages=_passages(entry.value.passage, entry.node, claims),
            sections=tuple(
                _section(keys, node, claims)
                for keys, node in zip(
                    entry.value.sections, _section_nodes(entry.node), strict=False
                )
            ),
        )
        for name, entry in entries.items()
    }


def _check_names(entries: Entries[QuizKeys], report: Report) -> None:
    """They go into the names of files, and the titles onto the papers."""
    seen: dict[str, str] = {}
    titles: dict[str, str] = {}
    for name, entry in entries.items():
        if is_device(name):
            report_device(name, report.key(name, entry.node), report)
        first = seen.setdefault(as_on_disk(name), name)
        if first != name:
            message = f"`{name}` and `{first}` are one file name on Windows and macOS"
            report.error(report.key(name, entry.node), "bad-id", message, "choose another word")
        title = entry.value.title
        other = titles.setdefault(same(title), name)
        if other != name and title:
            message = f"`{name}` and `{other}` have the same title, so their papers look alike"
            hint = "say in the title what it asks about, or for whom it is"
            report.info(report.key(name, entry.node), "same-title", message, hint)


def _section_nodes(node: Node) -> list[Node]:
    listed = node.entries["sections"].value
    return [each for each in listed if isinstance(each, Node) and isinstance(each.value, dict)]


def _section(keys: SectionKeys, node: Node, claims: ClaimReader) -> Section:
    written, report = node.entries, claims.report
    if ("draw" in written) == ("items" in written):
        message = "a section needs `draw:` (how many) or `items:` (which), and not both"
        report.error(node, "bad-section", message, "draw: 5")
    elif "items" in written and "from" in written:
        message = "`from:` goes with `draw:`; this section lists its `items:`"
        report.error(node, "bad-section", message, "remove one of the two")
    where = written.get("from", node)
    draw = keys.draw if is_known(keys.from_, where, claims) else 0
    points = next((each for each in (keys.points, claims.defaults.points) if each is not None), 1)
    return Section(node=node, keys=keys, draw=draw, points=float(points))


def _passages(written: Passages, node: Node, claims: ClaimReader) -> dict[str, tuple[int, ...]]:
    """The paragraphs to read, by source."""
    texts = {name: each.source for name, each in claims.voices.items()}
    passages: dict[str, tuple[int, ...]] = {}
    for name, numbers in _wanted(written, texts).items():
        if not name and name not in texts:
            message = f"of which source is paragraph {numbers[0] if numbers else 1}?"
            hint = f"passage: {{{next(iter(texts))}: [1, 2]}}"
            claims.report.error(node.at("passage"), "ambiguous-source", message, hint)
            continue
        at = node.at(*filter(None, ("passage", name)))
        if claims.is_source(name, at):
            shown = texts[name].shown
            chosen = shown if numbers is None else numbers
            _check_shown(chosen, shown, at, claims.report)
            passages[name] = tuple(number for number in chosen if number in shown)
    return passages


def _check_shown(
    numbers: tuple[int, ...], shown: tuple[int, ...], node: Node, report: Report
) -> None:
    for number in numbers if shown else ():
        if number not in shown:
            at = node.at(str(number))
            message = f"the passage names paragraph {number}, which is not there or is skipped"
            report.error(at, "no-such-paragraph", message, f"there are {shown[0]} to {shown[-1]}")


def _wanted(written: Passages, texts: Collection[str]) -> Mapping[str, tuple[int, ...] | None]:
    """The numbers of paragraphs, None for all; under "" what names no source."""
    if isinstance(written, str):
        return dict.fromkeys(texts)
    if not isinstance(written, tuple):
        return {name: entry.value for name, entry in written.items()}
    numbers = tuple(each for each in written if isinstance(each, int))
    named = dict.fromkeys(each for each in written if isinstance(each, str))
    return {**named, "": numbers} if numbers else named
