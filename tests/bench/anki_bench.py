"""The Anki writer against stock genanki, on the same notes in the same run.

    python tests/bench/anki_bench.py [NOTES] [ROUNDS]

Each run is a process of its own; the two take turns; the medians are compared. CPU time is that
of making the notes and writing the package (rendering comes before, for both, and is timed
apart); memory is the highest that the process held beyond what it held before.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
BAR = 0.45


def main(notes: int = 100_000, rounds: int = 3) -> None:
    runs: dict[str, list[dict[str, float]]] = {"stock": [], "quizgen": [], "items": []}
    for _ in range(rounds):
        for name, found in runs.items():
            found.append(_in_a_process(name, notes))
    median = {
        name: {key: statistics.median(run[key] for run in found) for key in found[0]}
        for name, found in runs.items()
    }
    print(f"{notes} notes, median of {rounds}")
    for name, figures in median.items():
        print(f"{name:>8}: " + ", ".join(f"{key} {value:.2f}" for key, value in figures.items()))
    stock, ours = median["stock"], median["quizgen"]
    print(f"CPU {ours['cpu'] / stock['cpu']:.2f} of stock (bar {BAR})")
    print(f"memory {ours['memory MB'] / stock['memory MB']:.2f} of stock (bar 1.00)")


def _in_a_process(name: str, notes: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", name, str(notes)]
    made = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    figures: dict[str, float] = json.loads(made.stdout)
    return figures


def _one(name: str, notes: int) -> None:
    sys.path.insert(0, str(ROOT))
    work = {"stock": _stock, "quizgen": _quizgen, "items": _items}[name](notes)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        work(Path(folder))
        size = sum(path.stat().st_size for path in Path(folder).rglob("*.apkg"))
    used = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"cpu": used, "memory MB": (peak - memory) / 1024, "file MB": size / 2**20}))


def _contents(notes: int) -> list[tuple[list[str], list[str]]]:
    """Fields and tags, ready: a quotation each, fifteen fields as in a real deck."""
    return [(_fields(number), _tags(number)) for number in range(notes)]


def _fields(number: int) -> list[str]:
    quotation = f"the role of the United Nations as the only universal organization ({number})"
    return [
        f"claim-{number}.complete",
        f"Which body did President Tokayev name in paragraph {number}, and as what?",
        *("", "", "", "", f"the United Nations, the only universal organization, {number}", ""),
        f'<blockquote lang="en" dir="auto">{quotation}</blockquote><p class="whose">The report</p>',
        *("", "", "", "", "", ""),
    ]


def _tags(number: int) -> list[str]:
    return [f"deck::claim::{number % 500}", "deck::kind::open"]


def _stock(notes: int) -> Callable[[Path], None]:
    import genanki

    from quizgen.writers.anki.notetypes import FIELDS

    contents = _contents(notes)

    def work(folder: Path) -> None:
        model = genanki.Model(
            1_700_000_001,
            "Stock",
            fields=[{"name": name} for name, _ in FIELDS],
            templates=[{"name": "Card", "qfmt": "{{Question}}", "afmt": "{{Answer}}"}],
        )
        deck = genanki.Deck(1_700_000_002, "Stock")
        for number, (fields, tags) in enumerate(contents):
            guid = genanki.guid_for("uid", fields[0], "recall")
            deck.add_note(genanki.Note(model, fields, tags=tags, guid=guid, due=number))
        genanki.Package(deck).write_to_file(folder / "stock.apkg")

    return work


def _quizgen(notes: int) -> Callable[[Path], None]:
    from quizgen.model import About, Source
    from quizgen.writers.anki.names import guid, note_ids
    from quizgen.writers.anki.notetypes import RECALL, NoteType
    from quizgen.writers.anki.package import Deck, Note, Package

    contents = _contents(notes)
    about = About("bench", "benchbench", "Bench", "en", Source("f", "f", "en", ()))

    def work(folder: Path) -> None:
        model = NoteType(RECALL, about)
        deck = Deck(1_700_000_002, "Bench")
        guids = {guid("uid", fields[0], "recall"): n for n, (fields, _) in enumerate(contents)}
        numbers = note_ids(guids)
        made = (
            Note(
                note_id=numbers[name],
                guid=name,
                model=model,
                deck_id=deck.deck_id,
                fields=contents[guids[name]][0],
                tags=contents[guids[name]][1],
                cards=(0,),
                due=guids[name],
                modified=1_700_000_000,
            )
            for name in sorted(guids, key=numbers.__getitem__)
        )
        content = Package([deck], [model], made, {}).packed(folder, 1_700_000_000)
        (folder / "bench.apkg").write_bytes(content)

    return work


def _items(notes: int) -> Callable[[Path], None]:
    """The whole writer, rendering included; stock genanki has no such work to do."""
    from quizgen.model import About, Build, Evidence, Item, Open, Source, Text
    from quizgen.writers import File
    from quizgen.writers.anki import write

    about = About("bench", "benchbench", "Bench", "en", Source("f", "f", "en", ()))
    items = tuple(
        Item(
            f"claim-{number}.complete",
            "open",
            (Text(f"Which body did President Tokayev name in paragraph {number}, and as what?"),),
            Open((Text(f"the United Nations, the only universal organization, {number}"),)),
            f"claim-{number}",
            (Evidence(f"the role of the United Nations as the only one ({number})", 1, True, ""),),
        )
        for number in range(notes)
    )
    build = Build(about, items, (), 1_700_000_000)

    def work(folder: Path) -> None:
        for file in write(build, folder):
            assert isinstance(file, File), file
            (folder / file.name).write_bytes(file.content)

    return work


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(sys.argv[2], int(sys.argv[3]))
    else:
        main(*map(int, sys.argv[1:]))
