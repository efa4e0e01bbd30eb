"""Marking against a careful teacher's verdicts: how often too lenient, how often too strict.

The sets are adversarial: most wrong answers in them are traps. Run as a script, this file prints
the table by tag.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from grading_cases import Case, read_cases

from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import compile_lexicon
from quizgen.grade.marking import grade
from quizgen.quiz.languages import load_language
from quizgen.quiz.responses import Match, TextEntry

GUIDE = Path(__file__).parent.parent / "quizgen/data/guide/study.md"
FILES = ("cases.yaml", "english.yaml", "russian.yaml", "kazakh.yaml")
# cases in 17 languages, whose author had not seen the rule
BLIND = "blind.yaml"
# more of them; marking was first run on these without knowing them, and mended afterwards
SECOND = "second.yaml"
# two more such sets, whose authors took synonyms that only an author can list for no fair cases
THIRD, FOURTH = "third.yaml", "fourth.yaml"
# two more, in decks that never say `match: name`; mended afterwards, too
FIFTH, SIXTH = "fifth.yaml", "sixth.yaml"
# more of the same kinds, written while marking was mended
NEIGHBOURS = "neighbours.yaml"
CASES = {
    name: read_cases(name)
    for name in (*FILES, BLIND, SECOND, THIRD, FOURTH, FIFTH, SIXTH, NEIGHBOURS)
}
NEVER_LENIENT = ("number", "date", "strict", "hostile")


@pytest.mark.parametrize("name", FILES)
def test_wrong_answers_are_hardly_ever_accepted(name: str) -> None:
    accepted = [case for case in CASES[name] if case.is_false_accept]
    wrong = sum(case.verdicts == {"wrong"} for case in CASES[name])
    assert len(accepted) <= 0.015 * wrong, told(accepted)
    assert not [case for case in accepted if case.tag in NEVER_LENIENT], told(accepted)


@pytest.mark.parametrize("name", FILES)
def test_right_answers_are_hardly_ever_rejected(name: str) -> None:
    rejected = [case for case in CASES[name] if case.is_false_reject]
    right = sum("wrong" not in case.verdicts for case in CASES[name])
    assert len(rejected) <= 0.03 * right, told(rejected)


@pytest.mark.parametrize(
    ("name", "most_rejected"),
    [(BLIND, 0.03), (SECOND, 0.03), (THIRD, 0.03), (FOURTH, 0.03), (FIFTH, 0.01), (SIXTH, 0.03)],
)
def test_cases_in_many_languages(name: str, most_rejected: float) -> None:
    """Without a list of words, more slips that make another word pass."""
    pytest.importorskip("wordfreq")
    cases = CASES[name]
    accepted = [case for case in cases if case.is_false_accept]
    rejected = [case for case in cases if case.is_false_reject]
    wrong = sum(case.verdicts == {"wrong"} for case in cases)
    right = sum("wrong" not in case.verdicts for case in cases)
    assert len(accepted) <= 0.02 * wrong, told(accepted)
    assert len(rejected) <= most_rejected * right, told(rejected)


def test_neighbours_of_those_cases() -> None:
    pytest.importorskip("wordfreq")
    cases = CASES[NEIGHBOURS]
    missed = [case for case in cases if case.is_false_accept or case.is_false_reject]
    assert not missed, told(missed)


def test_russian_and_kazakh_have_sets_of_their_own() -> None:
    assert all(len(CASES[name]) >= 60 for name in ("russian.yaml", "kazakh.yaml"))


def test_the_table_of_the_guide() -> None:
    """Each row is marked as it says, in a deck that has both of two opposites."""
    text = GUIDE.read_text("utf-8")
    table = text.split("| right is | typed | what it says |")[1].split("\n\n")[0]
    rows = re.findall(r"^\| ([^|-][^|]*) \| ([^|]+) \| ([^|]+) \|$", table, re.MULTILINE)
    lexicon = compile_lexicon("en", [TextEntry("dependence"), TextEntry("independence")], ())
    language = load_language("en")
    assert len(rows) == 9
    for right, typed, said in rows:
        answer, _, how = right.partition(", ")
        match = Match(how.removeprefix("as a ")) if how.startswith("as a ") else Match.TEXT
        verdict = grade(TextEntry(answer, match=match), Typed((typed,)), lexicon)
        reason = language.say(f"study.reason-{verdict.reason}") if verdict.reason else ""
        assert f"{language.say(f'study.{verdict.mark}')} {reason}".strip() == said


def told(cases: Iterable[Case]) -> str:
    return "\n".join(map(str, cases))


def _table(name: str) -> str:
    lines = [f"{name:14} cases  wrong accepted  right rejected  verdict as expected"]
    tags = Counter(case.tag for case in CASES[name])
    for tag in (*tags, ""):
        cases = [case for case in CASES[name] if tag in ("", case.tag)]
        wrong = sum(case.verdicts == {"wrong"} for case in cases)
        right = sum("wrong" not in case.verdicts for case in cases)
        accepted = sum(case.is_false_accept for case in cases)
        rejected = sum(case.is_false_reject for case in cases)
        met = sum(case.is_met for case in cases)
        counts = f"{accepted:5} of {wrong:5}  {rejected:5} of {right:5}  {met:5} of {len(cases)}"
        lines.append(f"{tag or 'all':14} {len(cases):5}  {counts}")
    return "\n".join(lines)


if __name__ == "__main__":
    for each in CASES:
        print(_table(each), end="\n\n")
