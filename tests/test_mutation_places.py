"""Real decks with one mistake each, made on purpose: the diagnostic stands where the mistake is.

Every mutation knows the lines that may be blamed: those of what was changed, or, for what is no
longer there, the line of what it belonged to. With CI set there are 1,000 of them, else 150; `-s`
prints the shares and what was misplaced.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest
from mutated_decks import Mutation, mutations, problems_of

from quizgen.diagnostics import Diagnostic, Severity

NUMBER = 1000 if os.environ.get("CI") else 150


def blamed(problems: list[Diagnostic]) -> list[int]:
    return [each.where.file.line_and_column(each.where.start)[0] for each in problems]


@pytest.fixture(scope="module")
def outcomes() -> list[tuple[Mutation, list[Diagnostic]]]:
    return [(mutation, problems_of(mutation)) for mutation in mutations(20_260, NUMBER)]


def test_a_mistake_is_reported_where_it_is(
    outcomes: list[tuple[Mutation, list[Diagnostic]]],
) -> None:
    placed: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for mutation, problems in outcomes:
        lines = blamed(problems)
        whole[mutation.name] += 1
        placed[mutation.name] += not mutation.lines.isdisjoint(lines)
        errors = [each for each in problems if each.severity is Severity.ERROR]
        first[mutation.name] += bool(errors) and min(blamed(errors)) in mutation.lines
        if mutation.lines.isdisjoint(lines):
            listed = [(line, each.code) for line, each in zip(lines, problems, strict=True)][:4]
            where = f"{mutation.deck.path.name} {mutation.name} {mutation.about}"
            print(f"{where}: {sorted(mutation.lines)} got {listed}")
    for name, count in whole.items():
        print(f"{name:10} {placed[name]} of {count} placed, {first[name]} first")
    print(
        f"share: {placed.total() / whole.total():.1%}, first: {first.total() / whole.total():.1%}"
    )
    assert placed.total() / whole.total() >= 0.97


def test_no_mistake_passes_unseen(outcomes: list[tuple[Mutation, list[Diagnostic]]]) -> None:
    unseen = [mutation.about for mutation, problems in outcomes if not problems]
    assert len(unseen) <= len(outcomes) // 50, unseen
