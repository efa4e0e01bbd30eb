"""Checking a deck again after one change, and what ten times the deck costs.

    python -m tests.bench.recheck_bench [LARGEST] [ROUNDS]

CPU seconds, medians, each in a process of its own. "again" is what `preview --watch` does when a
file is saved: compile the deck and lint it, in a process that has done so before; "compile" is
that without lint; "quizgen check" is the whole program, started anew. The bars: a deck of 1,000
checked again within 0.3 s; ten times the deck, at most 11 times the time, up to LARGEST.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.generator import write_project

_AGAIN = """
import gc, sys, time
from pathlib import Path
from quizgen.lint import lint
from quizgen.project.compiled import compile_deck
path, text = Path(sys.argv[1]), Path(sys.argv[1]).read_text("utf-8")
gc.disable()  # as the commands do while they compile
def check():
    start = time.process_time()
    compiled = compile_deck(path)
    middle = time.process_time()
    found = lint(compiled.deck, compiled.expansion, compiled.build.deck.forms)
    return middle - start, time.process_time() - start
if sys.argv[2] == "again":
    check()
    path.write_text(text.replace("in case 0", "in case zero", 1), "utf-8")
print(*check())
"""


def measure(deck: Path, how: str) -> tuple[float, float]:
    """CPU seconds of compiling, and with lint."""
    command = [sys.executable, "-c", _AGAIN, str(deck), how]
    compiled, whole = subprocess.check_output(command, text=True).split()
    return float(compiled), float(whole)


def whole_program(deck: Path) -> float:
    before = os.times()
    command = [sys.executable, "-m", "quizgen", "check", str(deck)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )


def main(largest: int = 100_000, rounds: int = 5) -> None:
    with tempfile.TemporaryDirectory() as name:
        small = write_project(Path(name) / "small", 1000)
        runs = [measure(small, "again") for _ in range(rounds)]
        compiled, whole = (statistics.median(column) for column in zip(*runs, strict=True))
        program = statistics.median(whole_program(small) for _ in range(rounds))
        print(f"1,000 questions again: compile {compiled:.3f} s, with lint {whole:.3f} s")
        print(f"1,000 questions, quizgen check: {program:.3f} s")
        before: tuple[float, float] | None = None
        size = 1000
        while size <= largest:
            deck = write_project(Path(name) / str(size), size)
            runs = [measure(deck, "once") for _ in range(rounds if size < 100_000 else 1)]
            compiled, whole = (statistics.median(column) for column in zip(*runs, strict=True))
            growth = f"  x {compiled / before[0]:.1f}, x {whole / before[1]:.1f}" if before else ""
            print(f"{size:7,} questions: compile {compiled:.2f} s, with lint {whole:.2f} s{growth}")
            before = compiled, whole
            size *= 10


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
