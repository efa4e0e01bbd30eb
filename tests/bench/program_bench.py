"""The program as a whole against bare scripts.

    python -m tests.bench.program_bench [QUESTIONS] [ROUNDS]

`quizgen build --to anki` against a script that loads the same deck with CSafeLoader and writes
the same texts with genanki (bar: 1.0), and `quizgen --help` against `import click` (bar: 1.5).
CPU seconds of whole processes, alternated, medians.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.generator import write_project

# What a person would write by hand: one choice note a question, the deck's own texts in fields.
_BARE_SCRIPT = """
import sys, yaml, genanki
deck_file, out = sys.argv[1:]
data = yaml.load(open(deck_file, encoding="utf-8"), yaml.CSafeLoader)
names = ["Question", "Options", "Key", "Why", "Quote"]
model = genanki.Model(1607392319, "Bare", fields=[{"name": n} for n in names], templates=[{
    "name": "Card", "qfmt": "{{Question}}<br>{{Options}}",
    "afmt": "{{FrontSide}}<hr>{{Key}}<br>{{Why}}<br>{{Quote}}"}])
deck = genanki.Deck(2059400110, data["title"])
for name, q in data["questions"].items():
    wrong = [d if isinstance(d, str) else d["text"] for d in q["distractors"]]
    whys = [d.get("why", "") for d in q["distractors"] if not isinstance(d, str)]
    fields = [q["stem"], "<br>".join(sorted([q["key"], *wrong])), q["key"],
              "<br>".join([q["rationale"], *whys]), data["claims"][q["claim"]]["quote"]]
    deck.add_note(genanki.Note(model=model, fields=fields, tags=q["tags"], guid=name))
genanki.Package(deck).write_to_file(out)
"""


def seconds(command: list[str], folder: Path) -> float:
    """CPU time of the process and its children, user and system."""
    pid = os.posix_spawn(
        command[0],
        command,
        {**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, str(folder / "errors"), os.O_WRONLY | os.O_CREAT, 0o600),
        ],
    )
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{command} failed: {(folder / 'errors').read_text()}")
    return usage.ru_utime + usage.ru_stime


def compare(title: str, ours: list[str], rival: list[str], rounds: int, folder: Path) -> None:
    runs = [(seconds(ours, folder), seconds(rival, folder)) for _ in range(rounds)]
    our, their = (statistics.median(column) for column in zip(*runs, strict=True))
    ratio = statistics.median(a / b for a, b in runs)
    print(f"{title:34} {our:7.3f} s against {their:7.3f} s: {ratio:.2f}")


def main(questions: int = 10_000, rounds: int = 5) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        deck = write_project(folder / "project", questions)
        bare = folder / "bare.py"
        bare.write_text(_BARE_SCRIPT, "utf-8")
        python = sys.executable
        build = [python, "-m", "quizgen", "build", str(deck), "--to", "anki", "-o", name]
        rival = [python, str(bare), str(deck), str(folder / "bare.apkg")]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)  # writes the bytecode
        compare(f"build --to anki, {questions:,}", build, rival, rounds, folder)
        help_ = [python, "-m", "quizgen", "--help"]
        compare("--help", help_, [python, "-c", "import click"], 4 * rounds, folder)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
