"""Time to the first question of `quizgen study`, as a multiple of `import click, sqlite3`.

Run by hand: python tests/bench/study_bench.py [RUNS]. Alternates the rival and each case, so that
whatever else the machine does falls on both; prints medians. The bar is 3.

The clock stops when the question's prompt has arrived through a pipe that stays open.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

from quizgen.interchange.compiled import write
from quizgen.interchange.history import Review
from quizgen.quiz.model import FORMAT, About, CompiledDeck, Evidence, Item, Source, Speaker
from quizgen.quiz.responses import Choice, Option
from quizgen.quiz.rich import Text
from quizgen.study.history_file import open_history
from quizgen.study.tables import add_review

RIVAL = "import click, sqlite3"
STUDY = "from quizgen.commands.study import command; command()"
SENTENCE = "The role of the United Nations as the only universal organization is supported by all. "
SPEAKER = Speaker("t", "President Tokayev", "Kassym-Jomart Tokayev")


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's program is compiled once
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")
        _run_rival()
        cases = _cases(Path(folder))
        times: dict[str, list[float]] = {name: [] for name in ("rival", *cases)}
        for _ in range(runs):
            times["rival"].append(_seconds(_run_rival))
            for name, command in cases.items():
                times[name].append(_seconds(partial(_first_question, command)))
        rival = median(times["rival"])
        for name, values in times.items():
            print(f"{name:28} {median(values) * 1000:7.1f} ms  {median(values) / rival:5.2f}")


def _cases(folder: Path) -> dict[str, list[str]]:
    small, large = _deck(folder, 50), _deck(folder, 10_000)
    seen = folder / "seen.sqlite"
    _answer_all(seen, 10_000)
    python = [sys.executable, "-c", STUDY]
    cases = {
        "50 questions, kept history": [*python, str(small), "--db", str(folder / "h.sqlite")],
        "10,000, none answered": [*python, str(large), "--db", str(folder / "h.sqlite")],
        "10,000, all due": [*python, str(large), "--db", str(seen)],
    }
    project = str(_project(folder))
    cases["10,000, YAML, kept compiled"] = [*python, project, "--db", str(folder / "y.sqlite")]
    for command in cases.values():
        _first_question(command)  # makes the history and the entry of the cache
    return cases


def _deck(folder: Path, count: int) -> Path:
    source = Source("s.txt", "the report", "en", (SENTENCE,))
    about = About("bench", "uid-bench", "Bench", "en", source)
    path = folder / f"{count}.json"
    items = tuple(map(_item, range(count)))
    deck = CompiledDeck(format=FORMAT, about=about, speakers=(SPEAKER,), items=items)
    path.write_bytes(write(deck))
    return path


def _project(folder: Path) -> Path:
    """Two questions on each of 5,000 claims; the first start compiles, the others do not."""
    os.environ["XDG_CACHE_HOME"] = str(folder)
    numbers = range(5_000)
    sentences = [f"Sentence {number} of the text says so." for number in numbers]
    claims = "".join(
        f"  c{number}:\n    speaker: reporter\n    quote: {sentences[number]}\n"
        f"    text: sentence {number} says so\n    untrue: sentence {number} says otherwise\n"
        for number in numbers
    )
    deck = folder / "decks" / "large.yaml"
    deck.parent.mkdir()
    deck.with_name("text.txt").write_text("\n\n".join(sentences))
    deck.write_text(
        "quizgen: 1\ndeck: large\nuid: k3v9q2m7xd\ntitle: Large\nlanguage: en\n"
        f"source: {{file: text.txt, as: the report}}\nclaims:\n{claims}templates:\n"
        '  said: {kind: truefalse, stem: "According to {source.as}, {text}."}\n'
        '  not-said: {kind: truefalse, stem: "According to {source.as}, {untrue}."}\n'
    )
    return deck


def _item(number: int) -> Item:
    options = tuple(
        Option((Text(f"option {n} of question {number}"),), n == 0, (Text("why"),))
        for n in range(4)
    )
    return Item(
        id=f"claim{number // 8}.template{number % 8}",
        kind="choice",
        stem=(Text(f"Which body did the president call so in sentence {number}?"),),
        response=Choice(options),
        claim=f"claim{number // 8}",
        evidence=(Evidence(SENTENCE, 1, True, SENTENCE, ((0, 80),)),),
        speaker=SPEAKER.id,
        tags=("facts",),
    )


def _answer_all(path: Path, count: int) -> None:
    """As `record` does, but in one transaction: ten thousand commits take minutes."""
    history = open_history(path)
    day = date.today().toordinal() - 30
    run = history.connection.execute
    run("BEGIN IMMEDIATE")
    for number in range(count):
        name = f"claim{number // 8}.template{number % 8}"
        review = Review(number, "uid-bench", name, 0, day, "[]", "correct", "", 3, 1, "")
        add_review(history.connection, review)
        run(
            "INSERT INTO card VALUES(?, ?, 2.3, 5, ?, ?, ?, 1, 0, '', 0)",
            ("uid-bench", name, day, day, day),
        )
    run("COMMIT")
    history.close()


def _seconds(run: Callable[[], None]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def _run_rival() -> None:
    subprocess.run([sys.executable, "-c", RIVAL], check=True)


def _first_question(command: list[str]) -> None:
    environment = os.environ | {"PYTHONUNBUFFERED": ""}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as child:
        assert child.stdout is not None
        shown = b""
        while b"Type a number" not in shown:
            read = os.read(child.stdout.fileno(), 65536)
            if not read:
                raise SystemExit(f"no question came:\n{shown.decode()}")
            shown += read
        child.kill()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
