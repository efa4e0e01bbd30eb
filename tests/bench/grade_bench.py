"""What marking one typed answer takes, against decks of 1,000 and 10,000 answers.

Run by hand: python tests/bench/grade_bench.py [RUNS]. The bar is 0.5 ms an answer for 1,000.
Prints, for each size, the time to build the lexicon (once, at the first typed answer), and the
median over all answers typed: right ones, slips of names of the deck, other answers, nonsense.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice, product
from statistics import median, quantiles
from time import process_time

from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import Lexicon, compile_lexicon
from quizgen.grade.marking import grade
from quizgen.quiz.responses import Match, TextEntry

_FIRST = ("Ba", "Ce", "Do", "Fa", "Gri", "Hu", "Kra", "Le", "Mi", "No", "Pra", "Ro", "Sta", "Tu")
_MIDDLE = ("ban", "der", "gor", "lis", "man", "nar", "pol", "ran", "sil", "tor", "var", "zen")
_LAST = ("ia", "stan", "berg", "ton", "ova", "sky", "ville", "dale", "mouth", "shire", "field")
_KINDS = ("right", "a slip", "another", "nonsense")


def main(runs: int) -> None:
    for size in (1_000, 10_000):
        began = process_time()
        responses = [TextEntry(name) for name in islice(_names(), size)]
        lexicon = compile_lexicon("en", responses, _prose())
        _ = lexicon.index, lexicon.written, lexicon.sounds, lexicon.by_joined
        print(f"{size:6,} answers: lexicon built in {(process_time() - began) * 1000:.0f} ms")
        for match in (Match.TEXT, Match.NAME):
            times = {kind: sorted(_times(kind, match, size, lexicon, runs)) for kind in _KINDS}
            _print(match, times)


def _print(match: Match, times: dict[str, list[float]]) -> None:
    everything = [each for row in times.values() for each in row]
    shown = ", ".join(f"{kind} {median(row) * 1000:.3f}" for kind, row in times.items())
    worst = quantiles(everything, n=100)[-1]
    print(
        f"  {match}: {median(everything) * 1000:.3f} ms, 99 % under {worst * 1000:.3f} ms ({shown})"
    )


def _names() -> Iterator[str]:
    """Two words each, as names of people and places are, all of them different."""
    words = ["".join(parts) for parts in product(_FIRST, _MIDDLE, _LAST)]
    for number, word in enumerate(words * 6):
        yield f"{words[(number * 7 + number // len(words)) % len(words)]} {word}"


def _prose() -> list[str]:
    return [f"The report speaks of {name} and of many others." for name in islice(_names(), 300)]


def _times(kind: str, match: Match, size: int, lexicon: Lexicon, runs: int) -> Iterator[float]:
    names = list(islice(_names(), size))
    for run in range(runs):
        name, other = names[run * 31 % size], names[(run * 17 + 5) % size]
        typed = {
            "right": name.lower(),
            "a slip": name[:4] + name[5:],
            "another": other,
            "nonsense": "something that nobody asked for",
        }[kind]
        began = process_time()
        grade(TextEntry(name, match=match), Typed((typed,)), lexicon)
        yield process_time() - began


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
