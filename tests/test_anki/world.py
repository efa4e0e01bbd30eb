"""Computers that build a deck and learners who import it, each with a clock that tests set.

Computers run what `quizgen build` runs once a deck is compiled, with the lock, the package and the
memory on disk. Learners have the real Anki; what they do is dated by the clock of the test.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from making import as_build
from test_anki.conftest import Anki

from quizgen.commands._release import Schedule, Step, publication
from quizgen.diagnostics import has_errors
from quizgen.project.compiled import Compiled
from quizgen.quiz.model import About, Build, Item, Source
from quizgen.quiz.responses import Gap, Gaps, Open, TextEntry
from quizgen.quiz.rich import Blank, Text
from quizgen.writers import File
from quizgen.writers.anki import write

MONDAY, A_DAY = 1_767_571_200, 86_400  # 5 January 2026
ABOUT = About("rivers", "k3v9q2m7xd", "Rivers", "en", Source("", "", "en", ()))


@dataclass
class Clock:
    now: int = MONDAY

    def tick(self, seconds: int = 3600) -> int:
        self.now += seconds
        return self.now


def item(name: str, text: str = "one", kind: str = "typed", was: tuple[str, ...] = ()) -> Item:
    """`text` is its stem, by which a test knows which version has arrived."""
    response = {
        "typed": TextEntry("May"),
        "open": Open((Text("May"),)),
        "cloze": Gaps((Gap("May"), Gap("June"))),
    }[kind]
    gaps = (Blank(0), Blank(1)) if kind == "cloze" else ()
    stem = (Text(text), *gaps)
    return Item(
        id=name, kind="short", stem=stem, response=response, claim=name, was=was, evidence=()
    )


def deck(*texts: str, about: About = ABOUT) -> Build:
    """Items `a`, `b` and so on with these stems."""
    return as_build(about, tuple(map(item, "abcdef", texts)))


@dataclass
class Computer:
    """`folder` is the deck's project; a clone of it knows nothing of builds elsewhere."""

    folder: Path
    clock: Clock
    made: int = 0
    files: tuple[File, ...] = ()
    memory: Path = field(init=False)

    def __post_init__(self) -> None:
        self.memory = self.folder.with_name(f"{self.folder.name}-memory")
        (self.folder / "decks").mkdir(parents=True, exist_ok=True)

    @property
    def dist(self) -> Path:
        return self.folder / "dist"

    @property
    def lock(self) -> bytes:
        return b"".join(path.read_bytes() for path in self.folder.glob("decks/*.lock"))

    def take_lock(self, other: Computer) -> None:
        """As git brings it."""
        (self.folder / "decks/rivers.lock").write_bytes(other.lock)

    def build(
        self,
        build: Build,
        step: Step = "build",
        *,
        alone: bool = False,
        resend: tuple[str, ...] = (),
    ) -> tuple[File, ...]:
        """What is built, also left in `dist`; nothing, as in the command, of an empty deck."""
        schedule = Schedule(step, self.clock.tick(), alone or step == "locked", resend)
        compiled = Compiled((), build=build)
        with patch.dict(os.environ, {"XDG_DATA_HOME": str(self.memory)}):
            deck = self.folder / "decks/rivers.yaml"
            found, problems = publication(deck, compiled, build, self.dist, schedule)
            assert found is not None, problems
            if not found.build.deck.items and not found.build.releases.withdrawn:
                return ()
            scratch = self.folder / "scratch"
            scratch.mkdir(exist_ok=True)
            self.dist.mkdir(exist_ok=True)
            files = tuple(write(found.build, scratch))
            for file in files:
                assert isinstance(file, File), file
                (self.dist / file.name).write_bytes(file.content)
            assert not has_errors(found.record(files))
        self.files = files
        return files

    def release(self, build: Build, *resend: str) -> tuple[File, ...]:
        return self.build(build, "release", resend=resend)

    def forget(self, *, dist: bool = False, memory: bool = False) -> None:
        for folder in [self.dist] * dist + [self.memory] * memory:
            shutil.rmtree(folder, ignore_errors=True)

    def cloned(self, name: str) -> Computer:
        """Somebody else's computer with the deck and its lock."""
        other = Computer(self.folder.with_name(name), self.clock)
        if self.lock:
            other.take_lock(self)
        return other


class Learner:
    def __init__(self, folder: Path, clock: Clock) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.anki = Anki(folder)
        self.clock = clock

    def take(self, *files: File) -> dict[str, int]:
        found: dict[str, int] = {}
        for file in files:
            for kind, number in self.anki.take(file).items():
                found[kind] = found.get(kind, 0) + number
        return found

    def edit(self, name: str, words: str = "mine") -> None:
        note = self._note(name)
        note["Hint"] = words
        self._save(note)

    def tag(self, name: str, word: str = "mine") -> None:
        note = self._note(name)
        note.tags.append(word)
        self._save(note)

    def style(self, css: str) -> None:
        models = self.anki.collection.models
        for each in models.all_names_and_ids():
            if each.name.startswith("quizgen"):
                model = models.get(each.id)
                model["css"] = css
                models.update_dict(model)
        self.anki.collection.db.execute(
            "update notetypes set mtime_secs = ? where name like 'quizgen%'", self.clock.tick()
        )

    def has(self, name: str, text: str) -> bool:
        return self._note(name)["Question"].startswith(text)

    def kept(self, name: str, words: str = "mine") -> bool:
        note = self._note(name)
        return note["Hint"] == words or words in note.tags

    def _note(self, name: str):  # type: ignore[no-untyped-def]  # anki is not there for mypy
        (number,) = self.anki.collection.find_notes(f"Item:{name}")
        return self.anki.collection.get_note(number)

    def _save(self, note) -> None:  # type: ignore[no-untyped-def]  # as above
        self.anki.collection.update_note(note)
        now = self.clock.tick()
        self.anki.collection.db.execute("update notes set mod = ? where id = ?", now, note.id)

    def close(self) -> None:
        self.anki.collection.close()
