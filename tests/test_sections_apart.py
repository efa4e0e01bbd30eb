"""An error in one section of a deck hides none in another."""

from __future__ import annotations

from itertools import combinations

import pytest
from making import SOURCE, try_deck

GOOD = {
    "head": "quizgen: 1\ndeck: test\nuid: abcdefghij\ntitle: A test",
    "source": "source: {file: text.txt, as: the report}",
    "speakers": "speakers: {anna: {name: Anna Berg}}",
    "pools": "pools: {m: [May, June]}",
    "claims": "claims: {day: {speaker: reporter, quote: May 3, slots: {m: {value: May, pool: m}}}}",
    "templates": "templates: {when: {kind: choice, stem: When?, key: '{m}', distractors: 1}}",
    "questions": "questions: {who: {kind: short, claim: day, stem: Where?, key: here}}",
    "quizzes": "quizzes: {one: {title: One, sections: [{draw: 1}]}}",
    "layout": "layout: {columns: 2}",
    "defaults": "defaults: {points: 2}",
}

# A mistake in each section: the text that stands there instead, and the code.
BAD = {
    "head": ("quizgen: 1\ndeck: test\ntitle: A test", "missing-uid"),
    "source": ("source: {file: nowhere.txt}", "source-not-found"),
    "speakers": ("speakers: {anna: {name: Anna Berg, colour: red}}", "unknown-key"),
    "pools": ("pools: {m: May}", "expected-list"),
    "claims": ("claims: [day, hour]", "expected-mapping"),
    "templates": ("templates: {when: {kind: quiz, stem: When?}}", "unknown-kind"),
    "questions": ("questions: {who: {kind: short, stem: Where?, key: here}}", "no-evidence"),
    "quizzes": ("quizzes: {one: {title: One, sections: [{title: Empty}]}}", "bad-section"),
    "layout": ("layout: {columns: 3}", "expected-number"),
    "defaults": ("defaults: {scoring: some}", "unknown-scoring"),
}


def codes(**bad: str) -> list[str]:
    return try_deck("\n".join({**GOOD, **bad}.values()) + "\n", SOURCE, head="").codes


def test_a_deck_without_mistakes() -> None:
    assert codes() == []


@pytest.mark.parametrize("section", BAD)
def test_one_mistake_is_one_error(section: str) -> None:
    assert codes(**{section: BAD[section][0]}) == [BAD[section][1]]


@pytest.mark.parametrize(("one", "other"), [*combinations(BAD, 2)])
def test_two_mistakes_are_two_errors(one: str, other: str) -> None:
    found = codes(**{one: BAD[one][0], other: BAD[other][0]})
    assert sorted(found) == sorted([BAD[one][1], BAD[other][1]])


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("{quote: no such words, speaker: ana}", ["quotation-not-found", "unknown-speaker"]),
        ("{quote: no such words, slots: {n: {value: x, pool: mnth}}}",
         ["quotation-not-found", "unknown-pool"]),
        ("{quote: opened on May 3, speaker: ana, slots: {n: no}}",
         ["slot-not-in-quotation", "unknown-speaker"]),
    ],
)  # fmt: skip
def test_mistakes_of_one_claim_do_not_hide_each_other(claim: str, expected: list[str]) -> None:
    assert sorted(codes(claims=f"claims: {{day: {claim}}}", templates="")) == expected


def test_quotations_are_not_blamed_where_the_source_is_missing() -> None:
    found = codes(source="source: {file: nowhere.txt}", claims="claims: {day: {quote: x, pr: 1}}")
    assert sorted(found) == ["source-not-found", "unknown-key"]


def test_a_missing_title_does_not_hide_what_is_wrong_with_items() -> None:
    found = codes(
        head="quizgen: 1\ndeck: test\nuid: abcdefghij",
        questions="questions: {q: {kind: short, claim: day, stem: 'Here or there?', key: here}}",
    )
    assert sorted(found) == ["key-in-stem", "missing-key"]
