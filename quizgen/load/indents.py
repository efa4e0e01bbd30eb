"""Moves entries that stand beside the key that they belong below to where their author means them.

YAML reads such a deck without complaint, and every moved line would be reported for another reason.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TypeAlias

from quizgen.load.format import QUESTION_OWN, TEMPLATE_OWN, all_item_fields
from quizgen.phrases import count
from quizgen.reading.nodes import Node, Report, meant_key

# Whether an entry belongs below the key above it, which had nothing below it, or had something.
_IsAstray: TypeAlias = Callable[[bool, str, Node], bool]

_SECTIONS = ("claims", "questions", "quizzes", "speakers", "templates")
_KEYS = {each.name for each in (*QUESTION_OWN, *TEMPLATE_OWN)}


def indent(root: Node, known: Collection[str], report: Report) -> None:
    """Reports once what is not indented below its section, or below its id."""

    def is_entry(is_bare: bool, name: str, node: Node) -> bool:
        return name not in known and bool(node.entries) and (is_bare or not meant_key(name, known))

    def is_key(is_bare: bool, name: str, node: Node) -> bool:
        is_own = name in _KEYS or name in all_item_fields()
        return is_bare and bool(node.value) and (is_own or not node.entries)

    _move(root, _SECTIONS, is_entry, report)
    for section in (root.entries[name] for name in _SECTIONS if name in root.entries):
        _move(section, section.entries, is_key, report)


def _move(parent: Node, above: Iterable[str], is_astray: _IsAstray, report: Report) -> None:
    owner, is_bare = "", False
    moved: dict[str, list[str]] = {}
    parents = set(above)
    for name, node in [*parent.entries.items()]:
        if owner in parents and is_astray(is_bare, name, node):
            moved.setdefault(owner, []).append(name)
        else:
            owner, is_bare = name, not node.value
    for owner, names in moved.items():
        first = names[0]
        node = parent.entries[owner]
        others = f" and {count(len(names) - 1, 'other key')}" if len(names) > 1 else ""
        message = f"`{first}`{others} must be indented to belong to `{owner}:`"
        hint = f"indent `{first}:` by 2 spaces, and so all that belongs to `{owner}:`"
        report.error(parent.entries[first], "unknown-key", message, hint, key=first)
        found = {each: parent.entries.pop(each) for each in names}
        node.value = {**found, **node.entries}
        # the keys of several ids are there several times, for the same reason
        report.problems = [
            each
            for each in report.problems
            if each.code != "duplicate-key" or each.message.split("`")[1] not in found
        ]
