"""Years of an author, with several computers, and of learners: whatever comes in whatever order.

The model knows when a release last changed each note. An edit that is later must be kept, and a
change that is later must arrive; a schedule, a flag or a suspension is never lost, and nobody gets
a card of a withdrawn question. QUIZGEN_YEARS says how many runs of fifty steps to make.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from making import as_build, replace
from test_anki.world import ABOUT, Clock, Computer, Learner, item

from quizgen.quiz.model import Build
from quizgen.writers import File
from quizgen.writers.anki.notetypes import family_of, guid

RUNS = int(os.environ.get("QUIZGEN_YEARS", "0"))
KINDS = ("typed", "open", "cloze")
DEEDS = (
    *("author: reword", "author: reword", "author: take back", "author: tag", "author: rename"),
    *("author: withdraw or bring back", "author: add", *(f"author: {kind}" for kind in KINDS)),
    *("build", "build", "build", "release", "release"),
    *("computer: clone", "computer: memory", "computer: memory and dist"),
    *("import: all", "import: all", "import: all", "import: all", "import: the deck alone"),
    *("import: an older one", "learner: edit", "learner: edit", "learner: tag", "learner: flag"),
    *("learner: suspend", "learner: review", "learner: delete"),
)


@dataclass
class Question:
    """`root` is its first id, from which its guid comes."""

    root: str
    text: str
    ids: tuple[str, ...]
    kind: str = "typed"
    tag: str = ""
    is_draft: bool = False
    texts: list[str] = field(default_factory=list)

    @property
    def made(self) -> Any:
        found = item(self.ids[0], self.text, self.kind, self.ids[1:])
        return replace(found, tags=(self.tag,) if self.tag else ())

    @property
    def guid(self) -> str:
        return guid(ABOUT.uid, self.root, family_of(self.made.response).name)


@dataclass(frozen=True)
class Released:
    text: str
    is_live: bool
    changed: int  # when a release last changed, withdrew or brought back the note; 0 for never


@dataclass(frozen=True)
class Built:
    """Files, and what the model says of them."""

    files: tuple[File, ...]
    computer: int
    time: int
    releases: int  # how many had been made that this computer knew of
    is_trial: bool
    texts: dict[str, str]
    changed: dict[str, int]


@dataclass
class Held:
    """What the model knows of a learner."""

    edits: dict[str, int] = field(default_factory=dict)  # guid → when it was last edited
    latest: int = 0  # the time of the newest file that was imported
    releases: int = 0
    trials: set[tuple[int, int]] = field(default_factory=set)  # (computer, time)


class Years(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = Path(self.scratch.name)
        self.clock = Clock()
        self.count = 0

    @initialize()
    def begin(self) -> None:
        self.computers = [Computer(self.folder / "c0", self.clock)]
        self.known = [0]  # how many releases each computer knows of
        self.forgot = [0]  # when each computer last lost its memory
        self.learners = [Learner(self.folder / f"l{n}", self.clock) for n in range(2)]
        self.held = [Held(), Held()]
        self.questions = [Question(name, "t0", (name,)) for name in "abc"]
        self.released: dict[str, Released] = {}
        self.releases = 0
        self.history: dict[int, dict[str, int]] = {0: {}}  # by number of releases
        self.built: list[Built] = []

    def teardown(self) -> None:
        for learner in getattr(self, "learners", []):
            learner.close()
        self.scratch.cleanup()

    def fresh(self, word: str) -> str:
        self.count += 1
        return f"{word}{self.count}"

    @rule(what=st.sampled_from(DEEDS), pick=st.integers(0, 5), who=st.integers(0, 1))
    def happens(self, what: str, pick: int, who: int) -> None:
        """One rule for all, since Hypothesis leaves rules out of a run: the author's, a computer's
        and a learner's are of use only together."""
        match what.split(": "):
            case "author", change:
                self.writes(pick, change)
            case "learner", deed:
                self.learns(pick, who, deed)
            case "computer", deed:
                self.clones_or_forgets(pick, deed)
            case ["build"]:
                self.builds(pick)
            case ["release"]:
                self.publishes(pick)
            case "import", which:
                back = pick if which == "an older one" else 0
                self.imports(who, back, which != "the deck alone")

    # --- The author ----------------------------------------------------------------------

    def question(self, pick: int) -> Question:
        return self.questions[pick % len(self.questions)]

    def writes(self, pick: int, change: str) -> None:
        found = self.question(pick)
        match change:
            case "reword":
                found.texts.append(found.text)
                found.text = self.fresh("t")
            case "take back":
                found.text = found.texts.pop() if found.texts else found.text
            case "tag":
                found.tag = self.fresh("tag")
            case "rename":
                found.ids = (self.fresh("id"), *found.ids)
            case "withdraw or bring back":
                found.is_draft = not found.is_draft
            case "add":
                name = self.fresh("q")
                self.questions.append(Question(name, "t0", (name,)))
            case kind:
                found.kind = kind

    # --- Computers -----------------------------------------------------------------------

    def clones_or_forgets(self, pick: int, what: str) -> None:
        number = pick % len(self.computers)
        if what != "clone":
            self.computers[number].forget(memory=True, dist=what == "memory and dist")
            self.forgot[number] = self.clock.now
        elif len(self.computers) < 3:
            name = f"c{len(self.computers)}"
            self.computers.append(self.computers[number].cloned(name))
            self.known.append(self.known[number])
            self.forgot.append(0)

    def builds(self, pick: int) -> None:
        number = pick % len(self.computers)
        if self.computers[number].build(self.deck()):
            self.keep(number, is_trial=True)

    def publishes(self, pick: int) -> None:
        """Whoever releases has pulled the lock of the last release."""
        number = pick % len(self.computers)
        newest = self.known.index(max(self.known))
        if self.computers[newest].lock:
            self.computers[number].take_lock(self.computers[newest])
        if not self.computers[number].build(self.deck(), "release"):
            return
        now = self.clock.now
        live = {each.guid: each.text for each in self.live()}
        for name, text in live.items():
            known = self.released.get(name)
            is_same = known and known.is_live and known.text == text
            changed = 0 if known is None else known.changed if is_same else now
            self.released[name] = Released(text, True, changed)
        for name, known in self.released.items():
            if known.is_live and name not in live:
                self.released[name] = Released(known.text, False, now)
        self.releases += 1
        self.known[number] = self.releases
        self.history[self.releases] = {n: r.changed for n, r in self.released.items()}
        self.keep(number, is_trial=False)

    def live(self) -> list[Question]:
        return [each for each in self.questions if not each.is_draft]

    def deck(self) -> Build:
        return as_build(ABOUT, tuple(each.made for each in self.live()))

    def keep(self, number: int, *, is_trial: bool) -> None:
        known = self.known[number]
        texts = {each.guid: each.text for each in self.live()}
        self.built.append(
            Built(
                self.computers[number].files,
                number,
                self.clock.now,
                known,
                is_trial,
                texts,
                dict(self.history[known]),
            )
        )

    # --- Learners ------------------------------------------------------------------------

    def note(self, pick: int, who: int) -> Any:
        collection = self.learners[who].anki.collection
        numbers = sorted(collection.find_notes(""))
        return collection.get_note(numbers[pick % len(numbers)]) if numbers else None

    def learns(self, pick: int, who: int, what: str) -> None:
        note = self.note(pick, who)
        if note is None:
            return
        collection, cards = self.learners[who].anki.collection, note.card_ids()
        match what:
            case "edit" | "tag":
                if what == "tag":
                    note.tags.append(self.fresh("mine"))
                else:
                    note["Hint"] = self.fresh("mine")
                self.learners[who]._save(note)
                self.held[who].edits[note.guid] = self.clock.now
            case "flag":
                collection.set_user_flag_for_cards(pick + 1, cards)
            case "suspend":
                collection.sched.suspend_cards(cards)
            case "review":
                for number in cards:
                    review = "update cards set type = 2, queue = 2, ivl = ivl + 3 where id = ?"
                    collection.db.execute(review, number)
            case "delete":
                collection.remove_notes([note.id])
                self.held[who].edits.pop(note.guid, None)

    def imports(self, who: int, back: int, whole: bool) -> None:
        """The newest file or an older one, with what was withdrawn or without."""
        if not self.built:
            return
        made = self.built[max(0, len(self.built) - 1 - back)]
        files = made.files if whole else made.files[:1]
        learner, held = self.learners[who], self.held[who]
        notes, cards = _notes(learner), _cards(learner)
        log = learner.take(*files)
        assert "conflicting" not in log, log
        after = _notes(learner)
        self.check_cards(cards, _cards(learner), made, files)
        for name, before in notes.items():
            self.check_note(name, before, after[name], made, held, files)
        held.latest = max(held.latest, made.time)
        held.releases = max(held.releases, made.releases)
        if made.is_trial:
            held.trials.add((made.computer, made.time))
        for name in after.keys() - notes.keys():
            held.edits.pop(name, None)

    def check_cards(self, before: Any, after: Any, made: Built, files: tuple[File, ...]) -> None:
        assert before.items() <= after.items(), "a schedule, a flag or a suspension was lost"
        added = {name for name, _ in after.keys() - before.keys()}
        assert added <= made.texts.keys(), "a card of a withdrawn question"

    def check_note(
        self,
        name: str,
        before: tuple[str, ...],
        after: tuple[str, ...],
        made: Built,
        held: Held,
        files: tuple[File, ...],
    ) -> None:
        edited, changed = held.edits.get(name, 0), made.changed.get(name, 0)
        if edited > changed:
            assert after == before, "an edit was overwritten, though nothing later was released"
            return
        if after != before:
            held.edits.pop(name, None)
        if name in made.texts and self.must_arrive(name, made, held, edited):
            assert after[0].startswith(made.texts[name]), "a change did not arrive"

    def must_arrive(self, name: str, made: Built, held: Held, edited: int) -> bool:
        """Not where older files came later, nor over a trial of which its builder knows nothing."""
        if made.time < held.latest or made.releases < held.releases:
            return False
        if made.is_trial and edited:
            return False
        unknown = [
            time
            for computer, time in held.trials
            if computer != made.computer or self.forgot[computer] >= time
        ]
        if made.is_trial and (held.releases == 0 or self.forgot[made.computer] >= held.latest):
            unknown += [time for _, time in held.trials]
        return made.changed.get(name, 0) > max(unknown, default=0) or not unknown


def _notes(learner: Learner) -> dict[str, tuple[str, ...]]:
    rows = learner.anki.collection.db.all("select guid, flds, tags from notes")
    found = {}
    for name, fields, tags in rows:
        listed = fields.split("\x1f")
        found[name] = (listed[1], listed[0], *listed[2:], tags)
    return found


def _cards(learner: Learner) -> dict[tuple[str, int], tuple[int, ...]]:
    """Of each card all that learning has made."""
    rows = learner.anki.collection.db.all(
        "select n.guid, c.ord, c.did, c.type, c.queue, c.ivl, c.reps, c.flags "
        "from cards c join notes n on n.id = c.nid"
    )
    return {(name, number): tuple(rest) for name, number, *rest in rows}


@pytest.fixture(autouse=True)
def _with_anki(anki: object) -> None:
    """Says whether the real Anki is there."""


TestYears = pytest.mark.usefixtures("anki")(Years.TestCase)
TestYears.settings = settings(
    max_examples=RUNS or 10,
    stateful_step_count=50 if RUNS else 20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
