"""1,600 subdecks of five notes: the Anki writer against stock genanki (bar: 0.02).

    python -m tests.bench.subdecks_bench [SUBDECKS] [ROUNDS]

Stock genanki reads and writes the settings of all decks once a deck. CPU seconds of writing a
package whose notes are made, alternated in one process, medians.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace as replace_fields
from pathlib import Path

import genanki
from msgspec.structs import replace

from quizgen.quiz.model import FORMAT, Build, CompiledDeck
from quizgen.writers.anki.notes import packaged
from tests.bench.anki_bench import _ABOUT, _items


def ours(build: Build, folder: Path) -> Callable[[], object]:
    package = packaged(build, build.deck.items)
    package = replace_fields(package, notes=list(package.notes))
    return lambda: (folder / "ours.apkg").write_bytes(package.packed(folder))


def stock(build: Build, folder: Path) -> Callable[[], object]:
    model = genanki.Model(
        1_607_392_319,
        "Stock",
        fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": "{{Back}}"}],
    )
    decks: dict[str, genanki.Deck] = {}
    for number, item in enumerate(build.deck.items):
        name = f"Bench::{item.subdeck}"
        deck = decks.setdefault(name, genanki.Deck(2_059_400_110 + len(decks), name))
        deck.add_note(genanki.Note(model, [f"{number} front", "back"], guid=item.id))
    package = genanki.Package(list(decks.values()))
    return lambda: package.write_to_file(folder / "stock.apkg")


def main(subdecks: int = 1600, rounds: int = 3) -> None:
    items = tuple(
        replace(item, subdeck=f"{number // 5}") for number, item in enumerate(_items(subdecks * 5))
    )
    deck = CompiledDeck(format=FORMAT, about=_ABOUT, items=items)
    build = Build(deck, 1_700_000_000)
    seconds: dict[str, list[float]] = {"ours": [], "stock": []}
    with tempfile.TemporaryDirectory() as name:
        for _ in range(rounds):
            for work in (ours, stock):
                write = work(build, Path(name))
                start = time.process_time()
                write()
                seconds[work.__name__].append(time.process_time() - start)
    our, their = (statistics.median(seconds[name]) for name in ("ours", "stock"))
    print(f"{subdecks} subdecks: {our:.2f} s against {their:.2f} s: {our / their:.3f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
