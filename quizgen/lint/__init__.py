"""Advice on item writing: one function a rule.

The function's name is the code (with hyphens), its docstring the manual page. A rule gets one
item and yields sentences; every finding is a warning at the item's stem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import getmembers, isfunction

from quizgen import registry
from quizgen.deck import Deck
from quizgen.diagnostics import Diagnostic, Severity
from quizgen.expand import Expansion
from quizgen.model import Item
from quizgen.nodes import location

Rule = Callable[[Item], Iterator[str]]


def rule(function: Rule) -> Rule:
    """Marks a function as a lint rule."""
    function.__dict__["is_rule"] = True
    return function


def rules() -> dict[str, Rule]:
    """Every rule of every module in this package, by its code."""
    import quizgen.lint as package

    found: dict[str, Rule] = {}
    for name in registry.names(package):
        for function_name, function in getmembers(registry.load(package, name), isfunction):
            if function.__dict__.get("is_rule"):
                found[function_name.replace("_", "-")] = function
    return found


def lint(deck: Deck, expansion: Expansion) -> list[Diagnostic]:
    """Advice on every item; a finding that a template repeats is reported once, with a count."""
    found: dict[tuple[int, str], list[tuple[Item, str]]] = {}
    for code, check in rules().items():
        for item in expansion.items:
            for sentence in check(item):
                key = (expansion.places[item.id].start, code)
                found.setdefault(key, []).append((item, sentence))
    return [_diagnostic(deck, expansion, code, hits) for (_, code), hits in found.items()]


def _diagnostic(
    deck: Deck, expansion: Expansion, code: str, hits: list[tuple[Item, str]]
) -> Diagnostic:
    item, sentence = hits[0]
    more = f" (and {len(hits) - 1} more like it)" if len(hits) > 1 else ""
    where = location(deck.file, expansion.places[item.id])
    message = f"`{item.id}`: {sentence}{more}"
    return Diagnostic(where, code, message, f"quizgen explain {code}", Severity.WARNING)
