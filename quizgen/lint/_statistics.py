"""Exact tail probabilities, for numbers as small as a quiz's.

All are of what a fair draw would give; a finding is reported where they are below a hundredth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def tail(chances: Sequence[float], hits: int) -> float:
    """The probability of `hits` or more successes, each with a chance of its own (the binomial
    where they are equal, the Poisson binomial where not)."""
    spread = [1.0]
    for chance in chances:
        longer = [0.0] * (len(spread) + 1)
        for count, probability in enumerate(spread):
            longer[count] += probability * (1 - chance)
            longer[count + 1] += probability * chance
        spread = longer
    return min(1.0, sum(spread[hits:]))


def two_sided(count: int, of: int) -> float:
    """The probability that a fair coin strays as far from half of its throws."""
    return min(1.0, 2 * tail([0.5] * of, max(count, of - count)))


def weighted_tail(draws: Sequence[tuple[int, float]], score: int) -> float:
    """The probability of a total of `score` or more, where each draw gives its points with its
    chance, and else nothing."""
    spread: dict[int, float] = {0: 1.0}
    for points, chance in draws:
        longer: dict[int, float] = {}
        for total, probability in spread.items():
            longer[total] = longer.get(total, 0.0) + probability * (1 - chance)
            reached = total + points
            longer[reached] = longer.get(reached, 0.0) + probability * chance
        spread = longer
    return min(1.0, sum(probability for total, probability in spread.items() if total >= score))


def run_tail(same: Sequence[float], longest: int) -> float:
    """The probability of a run of `longest` or more alike in a row; `same[i]` is the chance that
    number i + 1 is as number i."""
    open_runs: Mapping[int, float] = {1: 1.0}
    reached = 1.0 if longest <= 1 else 0.0
    for chance in same:
        following = {1: sum(open_runs.values()) * (1 - chance)}
        for length, probability in open_runs.items():
            if length + 1 >= longest:
                reached += probability * chance
            else:
                following[length + 1] = probability * chance
        open_runs = following
    return min(1.0, reached)


def rank_sum_tail(larger: Sequence[int], smaller: Sequence[int]) -> float:
    """The probability that so many values drawn blindly from all would rank as high as `larger`
    (Wilcoxon's rank-sum test, exact, ties at their mean rank)."""
    values = sorted((*larger, *smaller))
    ranks = {
        value: 2 * values.index(value) + values.count(value) + 1 for value in values
    }  # doubled, so that mean ranks are whole
    sums: list[dict[int, int]] = [{0: 1}, *({} for _ in larger)]
    for value in values:
        for count in range(len(larger), 0, -1):
            for total, ways in sums[count - 1].items():
                reached = total + ranks[value]
                sums[count][reached] = sums[count].get(reached, 0) + ways
    found = sum(ranks[value] for value in larger)
    whole = sums[len(larger)]
    return sum(ways for total, ways in whole.items() if total >= found) / sum(whole.values())
