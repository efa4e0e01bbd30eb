"""Names that are like each other, all in one deck: who meant the other one is never marked right.

`grading/names.txt` holds states, places and people; more than 190 pairs of them are within two
slips of each other. The slips typed here are made by rule: neighbours on the keyboard, a letter
left out, doubled, or changed places with the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import compile_lexicon
from quizgen.grade.likeness import distance, sound_codes
from quizgen.grade.marking import grade
from quizgen.quiz.responses import Match, TextEntry

NAMES = tuple((Path(__file__).parent / "grading/names.txt").read_text("utf-8").split())
LEXICON = compile_lexicon("en", [TextEntry(name) for name in NAMES], ())
PAIRS = [
    (one, other)
    for one, other in combinations(NAMES, 2)
    if distance(one.lower(), other.lower(), 2) <= 2
]
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def is_right(answer: str, typed: str, match: Match) -> bool:
    return grade(TextEntry(answer, match=match), Typed((typed,)), LEXICON).is_right


def is_spelling(typed: str, answer: str, match: Match) -> bool:
    """Some slips in a name happen to give the other one, or another romanisation of it."""
    one, other = typed.lower(), answer.lower()
    return one == other or (match is Match.NAME and bool(sound_codes(one) & sound_codes(other)))


def slips(name: str) -> Iterator[str]:
    """About as many as there are letters: another kind at each place, from the second letter."""
    for at in range(1, len(name)):
        before, letter, after = name[:at], name[at].lower(), name[at + 1 :]
        yield (
            before + after,
            before + letter + letter + after,
            before + neighbour(letter) + after,
            before + after[:1] + letter + after[1:],
        )[at % 4]


def neighbour(letter: str) -> str:
    row = next((row for row in ROWS if letter in row), letter)
    return row[(row.index(letter) + 1) % len(row)]


def test_there_are_enough_pairs() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert len(PAIRS) >= 190


@pytest.mark.parametrize("match", [Match.TEXT, Match.NAME])
def test_the_rival_is_never_right_however_it_is_typed(match: Match) -> None:
    accepted = [
        (answer, rival, typed)
        for pair in PAIRS
        for answer, rival in (pair, pair[::-1])
        for typed in (rival, *slips(rival))
        if is_right(answer, typed, match) and not is_spelling(typed, answer, match)
    ]
    assert accepted == []


@pytest.mark.parametrize("match", [Match.TEXT, Match.NAME])
def test_a_slip_in_the_answer_itself_is_forgiven(match: Match) -> None:
    """In words of five letters and more; what became another name of the deck is no slip."""
    typed = [(name, slip) for name in NAMES if len(name) >= 5 for slip in slips(name)]
    meant = [(name, slip) for name, slip in typed if slip not in NAMES]
    right = [pair for pair in meant if is_right(*pair, match)]
    assert len(right) >= 0.95 * len(meant), f"{len(right)} of {len(meant)}"
