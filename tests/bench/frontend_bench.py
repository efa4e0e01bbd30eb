"""Reading and checking a deck of 10,000 questions against `yaml.load(…, CSafeLoader)` of the file.

    python -m tests.bench.frontend_bench [QUESTIONS] [ROUNDS]

CPU seconds, A and B alternated, each in a process of its own, medians. "load" is YAML to Deck with
every quotation found; "check" is all that `quizgen check` does short of lint and printing. The bars
of DESIGN.md: 0.5, with the garbage collector off on both sides 0.7; memory 0.75. What ten times the
deck costs is shown here with the collector on, for whoever calls the stages; the commands pause it
while they compile, and recheck_bench measures that against its bar.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.generator import write_project

_TIMED = """
import gc, resource, sys, time
from pathlib import Path
{imports}
path = Path(sys.argv[1])
if sys.argv[2] == "off": gc.disable()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
{work}
print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
_WORK = {
    "CSafeLoader": ("import yaml", "yaml.load(path.read_text('utf-8'), yaml.CSafeLoader)"),
    "load": (
        "from quizgen.project.compiled import DeckFolder\nfrom quizgen.load import load\n"
        "from quizgen.diagnostics import TextFile",
        "text = path.read_text('utf-8')\n"
        "deck, problems = load(TextFile('x', text), DeckFolder(path), 'a' * 10)\n"
        "assert deck and not problems",
    ),
    "check": (
        "from quizgen.project.compiled import compile_deck",
        "compiled = compile_deck(path)\nassert compiled.build and not compiled.problems",
    ),
}


def measure(name: str, deck: Path, collector: str) -> tuple[float, float]:
    imports, work = _WORK[name]
    code = _TIMED.format(imports=imports, work=work)
    command = [sys.executable, "-c", code, str(deck), collector]
    seconds, kilobytes = subprocess.check_output(command, text=True).split()
    return float(seconds), float(kilobytes) / 1024


def medians(deck: Path, collector: str, rounds: int) -> dict[str, tuple[float, float]]:
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in _WORK}
    for _ in range(rounds):
        for name in _WORK:
            found[name].append(measure(name, deck, collector))
    return {
        name: (statistics.median(s for s, _ in runs), statistics.median(m for _, m in runs))
        for name, runs in found.items()
    }


def main(questions: int = 10_000, rounds: int = 5) -> None:
    with tempfile.TemporaryDirectory() as name:
        deck = write_project(Path(name) / "whole", questions)
        tenth = write_project(Path(name) / "tenth", questions // 10)
        print(f"{questions:,} questions, {deck.stat().st_size / 1e6:.1f} MB, median of {rounds}")
        for collector in ("on", "off"):
            found = medians(deck, collector, rounds)
            rival_seconds, rival_memory = found["CSafeLoader"]
            for work, (seconds, memory) in found.items():
                print(
                    f"  gc {collector:3} {work:12} {seconds:6.2f} s {seconds / rival_seconds:5.2f}"
                    f"   {memory:6.0f} MB {memory / rival_memory:5.2f}"
                )
        small, large = (medians(each, "on", rounds)["check"][0] for each in (tenth, deck))
        print(f"  ten times the deck: {large / small:.1f} times the time, with the collector on")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
