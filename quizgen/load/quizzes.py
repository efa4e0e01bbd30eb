"""Blueprints: what a printed quiz draws or lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizgen.deck.outputs import as_on_disk
from quizgen.deck.written import Blueprint, Section, Selector
from quizgen.load.claims import allowed
from quizgen.load.questions import Known, read_selector
from quizgen.reading.fields import Entry
from quizgen.reading.nodes import Node, written_at
from quizgen.reading.report import Report
from quizgen.reading.scalars import is_device, report_device
from quizgen.source.text import SourceText

Values = Mapping[str, Any]


def read_blueprints(
    entries: Mapping[str, Entry], defaults: Values, source: SourceText, known: Known, report: Report
) -> dict[str, Blueprint]:
    blueprints: dict[str, Blueprint] = {}
    _check_names(entries, report)
    for name, entry in entries.items():
        values: Values = entry.value
        if not {"title", "sections"} <= values.keys():
            continue
        nodes = _section_nodes(entry.node)
        sections = tuple(
            _section(section, node, defaults, known, report)
            for section, node in zip(values["sections"], nodes, strict=False)
        )
        seed = values.get("seed")
        blueprints[name] = Blueprint(
            name,
            entry.node,
            str(values["title"].value),
            values.get("instructions"),
            _passage(values.get("passage"), entry.node, source, report),
            values.get("forms", 1),
            str(seed.value) if seed else name,
            values.get("max_per_claim"),
            sections,
            values.get("layout", {}),
            allowed(values),
        )
    return blueprints


def _check_names(entries: Mapping[str, Entry], report: Report) -> None:
    """They go into the names of files."""
    seen: dict[str, str] = {}
    for name, entry in entries.items():
        if is_device(name):
            report_device(name, report.key(name, entry.node), report)
        first = seen.setdefault(as_on_disk(name), name)
        if first != name:
            message = f"`{name}` and `{first}` are one file name on Windows and macOS"
            report.error(report.key(name, entry.node), "bad-id", message, "choose another word")


def _section_nodes(node: Node) -> list[Node]:
    listed = node.value["sections"].value if isinstance(node.value, dict) else []
    return [each for each in listed if isinstance(each, Node) and isinstance(each.value, dict)]


def _section(values: Values, node: Node, defaults: Values, known: Known, report: Report) -> Section:
    written = node.value if isinstance(node.value, dict) else {}
    if ("draw" in written) == ("items" in written):
        message = "a section needs `draw:` (how many) or `items:` (which), and not both"
        report.error(node, "bad-section", message, "draw: 5")
    elif "items" in written and "from" in written:
        message = "`from:` goes with `draw:`; this section lists its `items:`"
        report.error(node, "bad-section", message, "remove one of the two")
    chosen = values.get("from", {})
    where = written.get("from", node)
    selector = read_selector(chosen, where, known, report) if chosen else Selector()
    points = values.get("points", defaults.get("points", 1))
    return Section(
        node,
        values.get("title"),
        values.get("instructions"),
        values.get("draw", 0) if selector else 0,
        selector or Selector(),
        values.get("items", ()),
        float(points),
        values.get("max_per_claim"),
        values.get("per_form", False),
    )


def _passage(
    written: str | tuple[int, ...] | None, node: Node, source: SourceText, report: Report
) -> tuple[int, ...]:
    numbers = range(1, len(source.paragraphs) + 1)
    shown = tuple(number for number in numbers if number not in source.skipped)
    if written is None:
        return ()
    if isinstance(written, str):
        return shown
    for number in written:
        if number not in shown:
            at = written_at(node, "passage", str(number))
            message = f"the passage names paragraph {number}, which is not there or is skipped"
            report.error(at, "no-such-paragraph", message, f"there are {shown[0]} to {shown[-1]}")
    return tuple(number for number in written if number in shown)
