"""The exact probabilities of the checks on quizzes, held against counting all cases."""

from __future__ import annotations

from itertools import combinations, pairwise, product
from math import comb, isclose

import pytest

from quizgen.lint._statistics import rank_sum_tail, run_tail, tail, two_sided, weighted_tail


@pytest.mark.parametrize("of", [1, 4, 10, 20, 40])
def test_equal_chances_are_the_binomial(of: int) -> None:
    for hits in range(of + 1):
        ways = sum(comb(of, k) * 0.25**k * 0.75 ** (of - k) for k in range(hits, of + 1))
        assert isclose(tail([0.25] * of, hits), ways, abs_tol=1e-12)


@pytest.mark.parametrize(("of", "least"), [(10, 7), (20, 11), (40, 18)])
def test_how_many_of_a_quiz_are_too_many(of: int, least: int) -> None:
    """With four options, at one in a hundred."""
    assert tail([0.25] * of, least) < 0.01 <= tail([0.25] * of, least - 1)


CHANCES = [0.5, 0.25, 0.2, 1 / 3, 0.25, 0.5]


@pytest.mark.parametrize("hits", range(8))
def test_chances_that_differ(hits: int) -> None:
    counted = 0.0
    for outcome in product((0, 1), repeat=len(CHANCES)):
        probability = 1.0
        for hit, chance in zip(outcome, CHANCES, strict=True):
            probability *= chance if hit else 1 - chance
        counted += probability * (sum(outcome) >= hits)
    assert isclose(tail(CHANCES, hits), counted, abs_tol=1e-12)


@pytest.mark.parametrize("score", [0, 30, 60, 75, 120, 200, 300])
def test_guesses_between_several(score: int) -> None:
    draws = [(60, 0.25), (30, 0.5), (20, 0.75), (60, 0.5), (15, 0.8)]
    counted = 0.0
    for outcome in product((0, 1), repeat=len(draws)):
        probability, total = 1.0, 0
        for hit, (points, chance) in zip(outcome, draws, strict=True):
            probability *= chance if hit else 1 - chance
            total += points * hit
        counted += probability * (total >= score)
    assert isclose(weighted_tail(draws, score), counted, abs_tol=1e-12)


def test_a_fair_coin() -> None:
    assert two_sided(6, 6) == two_sided(0, 6) == 2 / 64
    assert two_sided(3, 6) == 1.0


@pytest.mark.parametrize("longest", range(1, 7))
def test_runs(longest: int) -> None:
    """Six keys, each at one of four places."""
    found = 0
    for places in product(range(4), repeat=6):
        length = best = 1
        for before, after in pairwise(places):
            length = length + 1 if before == after else 1
            best = max(best, length)
        found += best >= longest
    assert isclose(run_tail([0.25] * 5, longest), found / 4**6, abs_tol=1e-12)


@pytest.mark.parametrize(
    ("larger", "smaller"),
    [([7, 8, 9], [1, 2, 3]), ([1, 5, 9], [2, 2, 8, 9]), ([4, 4], [4, 4, 4]), ([3], [1, 2, 4])],
)
def test_rank_sums(larger: list[int], smaller: list[int]) -> None:
    values = [*larger, *smaller]
    ranks = [
        sum(other < value for other in values) + (sum(other == value for other in values) + 1) / 2
        for value in values
    ]
    reached = sum(ranks[: len(larger)])
    draws = list(combinations(ranks, len(larger)))
    counted = sum(sum(draw) >= reached for draw in draws) / len(draws)
    assert isclose(rank_sum_tail(larger, smaller), counted, abs_tol=1e-12)
