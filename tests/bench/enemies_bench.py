"""Finding the enemies among 10,000 questions, against compiling them.

    python -m tests.bench.enemies_bench [QUESTIONS] [ROUNDS]

CPU seconds, medians, the garbage collector off, as the commands have it. The bar of DESIGN.md is
0.5. "large" is the deck of the other benchmarks, whose questions have hardly a rare word in common;
in "dense" four questions ask about every sentence, and nearly all of them tell each other.
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
from itertools import islice, product
from pathlib import Path
from time import process_time

from quizgen.compiling.enemies import enemies
from quizgen.project.compiled import compile_deck
from tests.bench.generator import write_project

_SYLLABLES = tuple(map("".join, product("bdfgklmnprstvz", "aeiou")))
_SENTENCE = "The {} {} every {} with the {} and a {} of {}."
_HEAD = """\
quizgen: 1
deck: dense
uid: d3v9q2m7xd
title: Dense
source: {file: dense.txt, as: the report}
questions:
"""
_QUESTIONS = """\
  a{at}: {{kind: short, claim: c{at}, stem: What does the report say that the {0} {1}?, key: {2}}}
  b{at}: {{kind: choice, claim: c{at}, stem: "What, says the report, has the {0} beside the {3}?",
    key: a {4} of {5}, distractors: [a {3} of {1}, an {2} of {3}, a {1} of {2}]}}
  c{at}: {{kind: cloze, claim: c{at}, stem: "The report says that the {0} has a =={4}== of {5}."}}
  d{at}: {{kind: truefalse, claim: c{at}, stem: The report says that the {0} has {4}., key: true}}
"""


def write_dense(folder: Path, questions: int) -> Path:
    """The deck's path; no word stands in two sentences."""
    words = map("".join, product(_SYLLABLES, repeat=3))
    chosen = [tuple(islice(words, 6)) for _ in range(questions // 4)]
    quotes = [_SENTENCE.format(*each) for each in chosen]
    claims = [f"  c{at}: {{speaker: reporter, quote: {each}}}\n" for at, each in enumerate(quotes)]
    asked = [_QUESTIONS.format(*each, at=at) for at, each in enumerate(chosen)]
    (folder / "source").mkdir(parents=True)
    (folder / "source/dense.txt").write_text("\n\n".join(quotes), "utf-8")
    deck = folder / "decks/dense.yaml"
    deck.parent.mkdir()
    deck.write_text("".join([_HEAD, *asked, "claims:\n", *claims]), "utf-8")
    return deck


def measure(deck: Path) -> tuple[float, float, int]:
    """Seconds for compiling and for the enemies, and how many there are."""
    start = process_time()
    build = compile_deck(deck).build
    middle = process_time()
    assert build is not None
    found = enemies(
        build.deck.items, build.deck.speakers, build.about.language, build.about.sources
    )
    return middle - start, process_time() - middle, len(found.pairs)


def main(questions: int = 10_000, rounds: int = 5) -> None:
    gc.disable()
    with tempfile.TemporaryDirectory() as name:
        for deck in (
            write_project(Path(name) / "large", questions),
            write_dense(Path(name) / "dense", questions),
        ):
            runs = [measure(deck) for _ in range(rounds)]
            compiling, finding, pairs = map(statistics.median, zip(*runs, strict=True))
            print(
                f"{deck.stem}: compiled in {compiling:.2f} s, {pairs:,.0f} enemies in"
                f" {finding:.2f} s, {finding / compiling:.2f}"
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
