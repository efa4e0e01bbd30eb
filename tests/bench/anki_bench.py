"""The Anki writer against stock genanki, on the same notes in the same run.

    python -m tests.bench.anki_bench [NOTES] [ROUNDS]

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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import genanki

from quizgen.quiz.languages import load_language
from quizgen.quiz.model import FORMAT, About, Build, CompiledDeck, Evidence, Item, Source
from quizgen.quiz.responses import Choice, Gap, Gaps, Open, Option, TextEntry
from quizgen.quiz.rich import Blank, Text
from quizgen.writers import File
from quizgen.writers.anki import write
from quizgen.writers.anki.note_fields import note_fields, ordinals
from quizgen.writers.anki.notes import tags
from quizgen.writers.anki.notetypes import (
    FAMILIES,
    FIELDS,
    Family,
    NoteType,
    family_of,
    guid,
    numbered,
)
from quizgen.writers.anki.package import MarkdownDeck, Note, Package

ROOT = Path(__file__).parents[2]
BAR = 0.45


def main(notes: int = 100_000, rounds: int = 3) -> None:
    runs: dict[str, list[dict[str, float]]] = {"stock": [], "quizgen": [], "whole": []}
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
    command = [sys.executable, "-m", "tests.bench.anki_bench", "--one", name, str(notes)]
    made = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    figures: dict[str, float] = json.loads(made.stdout)
    return figures


def _one(name: str, notes: int) -> None:
    work = {"stock": _stock, "quizgen": _quizgen, "whole": _whole}[name](notes)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        work(Path(folder))
        size = sum(path.stat().st_size for path in Path(folder).rglob("*.apkg"))
    used = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"cpu": used, "memory MB": (peak - before) / 1024, "file MB": size / 2**20}))


def _items(notes: int) -> Iterator[Item]:
    """Of ten questions five choices, two typed answers, two clozes with two gaps, one open."""
    options = tuple(
        Option((Text(name),), name == "the United Nations", (Text(f"why {name}"),))
        for name in ("NATO", "the European Union", "the United Nations", "OPEC")
    )
    cloze = (Text("A war of "), Blank(0), Text(" and a path to the "), Blank(1), Text("."))
    asked = (Text("Which body did President Tokayev call “the only universal organization”?"),)
    responses = (
        *((asked, Choice(options)),) * 5,
        *((asked, TextEntry("the United Nations", ("UN",))),) * 2,
        *((cloze, Gaps((Gap("mutual extermination"), Gap("abyss")))),) * 2,
        (asked, Open((Text("It is the only universal organization."),))),
    )
    evidence = (Evidence(_QUOTE, 3, True, f"Therefore, we strongly support {_QUOTE}."),)
    for number in range(notes):
        stem, response = responses[number % 10]
        yield Item(
            f"claim-{number}.question",
            "kind",
            (Text(f"{number}. "), *stem),
            response,
            f"claim-{number % 500}",
            evidence,
            tags=("facts",),
        )


_QUOTE = "the role of the United Nations as the only universal organization"
_ABOUT = About("bench", "benchbench", "Bench", "en", Source("f", "the report", "en", ()))
_DECK = CompiledDeck(format=FORMAT, about=_ABOUT)


@dataclass(slots=True)
class Content:
    """A note's text, ready to be written."""

    family: Family
    fields: list[str]
    tags: list[str]
    cards: tuple[int, ...]


def _contents(notes: int) -> list[Content]:
    english = load_language("en")
    return [
        Content(
            family_of(item.response),
            list(note_fields(item, _DECK, english, "").values()),
            tags(item, _ABOUT),
            ordinals(item.response),
        )
        for item in _items(notes)
    ]


def _stock(notes: int) -> Callable[[Path], None]:
    contents = _contents(notes)

    def work(folder: Path) -> None:
        models = {family.name: _stock_model(family) for family in FAMILIES}
        deck = genanki.Deck(1_700_000_002, "Stock")
        for number, content in enumerate(contents):
            name = content.family.name
            guid = genanki.guid_for("uid", content.fields[0], name)
            deck.add_note(
                genanki.Note(models[name], content.fields, tags=content.tags, guid=guid, due=number)
            )
        genanki.Package(deck).write_to_file(folder / "stock.apkg")

    return work


def _stock_model(family: Family) -> genanki.Model:
    return genanki.Model(
        family.template_id,
        f"Stock {family.name}",
        fields=[{"name": name} for name, _ in FIELDS],
        templates=[{"name": "Card", "qfmt": family.question, "afmt": "{{Answer}}"}],
        model_type=genanki.Model.CLOZE if family.is_cloze else genanki.Model.FRONT_BACK,
    )


def _quizgen(notes: int) -> Callable[[Path], None]:
    contents = _contents(notes)

    def work(folder: Path) -> None:
        models = {family.name: NoteType(family, _ABOUT, 1_700_000_000) for family in FAMILIES}
        deck = MarkdownDeck(1_700_000_002, "Bench")
        guids = {
            guid("uid", content.fields[0], content.family.name): number
            for number, content in enumerate(contents)
        }

        def made() -> Iterator[Note]:
            for note_id, name in numbered(guids):
                due = guids[name]
                content = contents[due]
                yield Note(
                    note_id=note_id,
                    guid=name,
                    model=models[content.family.name],
                    deck_id=deck.deck_id,
                    fields=content.fields,
                    tags=content.tags,
                    due=(due,) * len(content.cards),
                    modified=1_700_000_000,
                )

        package = Package([deck], list(models.values()), made(), {})
        (folder / "bench.apkg").write_bytes(package.packed(folder))

    return work


def _whole(notes: int) -> Callable[[Path], None]:
    """The writer with its rendering; stock genanki has no such work to do."""
    deck = CompiledDeck(format=FORMAT, about=_ABOUT, items=tuple(_items(notes)))
    build = Build(deck, 1_700_000_000)

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
