"""Compiled decks kept between sessions: as good as compiling, and never better than the inputs."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from making import as_build

from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.quiz.model import About, Source
from quizgen.study.cache import Outcome, load_compiled


class Project:
    """A deck whose title is the first line of its file, and how often it was compiled."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.deck = root / "decks" / "demo.yaml"
        self.source = root / "source" / "speech.txt"
        self.times = 0
        for file in (self.deck, self.source):
            file.parent.mkdir()
            file.write_text("one")

    def compile(self, path: Path) -> Outcome:
        self.times += 1
        title = path.read_text()
        if title == "bad":
            return None, [Diagnostic(Location(TextFile("demo.yaml", "")), "bad", "bad")], ()
        source = Source("speech.txt", "the report", "en", (self.source.read_text(),))
        build = as_build(About("demo", "uid", title, "en", source), (), (), 0)
        inputs = (path, self.source)
        return build.deck, [], [(each, sha256(each.read_bytes()).hexdigest()) for each in inputs]

    def title(self) -> str:
        deck, problems = load_compiled(self.deck, self.root / "cache", self.compile)
        return deck.about.title if deck else problems[0].code


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_an_unchanged_deck_is_compiled_once(project: Project) -> None:
    assert [project.title() for _ in range(3)] == ["one"] * 3
    assert project.times == 1


def test_a_changed_deck_or_source_is_compiled_anew(project: Project) -> None:
    project.title()
    project.deck.write_text("two")
    assert project.title() == "two"
    project.source.write_text("another speech")
    project.title()
    assert project.times == 3


def test_a_source_that_appears_beside_the_deck_counts(project: Project) -> None:
    project.title()
    (project.deck.parent / "speech.txt").write_text("nearer")
    project.title()
    assert project.times == 2


def test_a_source_that_is_gone_counts(project: Project) -> None:
    project.title()
    project.source.rename(project.root / "elsewhere")
    with pytest.raises(FileNotFoundError):
        project.title()


def test_a_deck_with_errors_is_not_kept(project: Project) -> None:
    project.title()
    project.deck.write_text("bad")
    assert [project.title(), project.title()] == ["bad", "bad"]
    assert project.times == 3


@pytest.mark.parametrize("damage", [b"", b"{}\n{}", b"\xff", b"[1]\n", b'{"program": 1}\n'])
def test_a_damaged_entry_is_replaced(project: Project, damage: bytes) -> None:
    project.title()
    (entry,) = (project.root / "cache").iterdir()
    entry.write_bytes(damage)
    assert [project.title(), project.title()] == ["one", "one"]
    assert project.times == 2


def test_a_cache_that_cannot_be_written_is_no_obstacle(project: Project) -> None:
    (project.root / "cache").write_text("a file where the folder should be")
    assert [project.title(), project.title()] == ["one", "one"]
    assert project.times == 2
