"""A compiled deck of 10,000 items, written and read, against the `json` module on the same bytes.

    python -m tests.bench.compiled_bench [ITEMS] [ROUNDS]

Both take turns in one process; CPU seconds, medians. The bar is 1.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from statistics import median

from quizgen.interchange.compiled import read, write
from quizgen.quiz.model import FORMAT, CompiledDeck
from tests.bench.anki_bench import _ABOUT, _items


def main(items: int = 10_000, rounds: int = 7) -> None:
    deck = CompiledDeck(format=FORMAT, about=_ABOUT, items=tuple(_items(items)))
    content = write(deck)
    value = json.loads(content)
    work: dict[str, Callable[[], object]] = {
        "quizgen writes": lambda: write(deck),
        "quizgen reads": lambda: read(content, "deck.json"),
        "json writes": lambda: json.dumps(value, ensure_ascii=False).encode(),
        "json reads": lambda: json.loads(content),
    }
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, run in work.items():
            start = time.process_time()
            run()
            seconds[name].append(time.process_time() - start)
    found = {name: median(times) for name, times in seconds.items()}
    print(f"{items} items, {len(content) / 2**20:.1f} MB, median of {rounds}")
    for name, value in found.items():
        print(f"{name:>15}: {value * 1000:.0f} ms")
    ours = found["quizgen writes"] + found["quizgen reads"]
    print(f"{ours / (found['json writes'] + found['json reads']):.2f} of the json module (bar 1)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
