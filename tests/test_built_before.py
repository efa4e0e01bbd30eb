"""What a build knows of earlier ones: by this computer's memory, by packages and by git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from test_release_command import anki, edit


def test_a_trial_that_was_taken_back_is_said_and_dated(project):
    anki("--release")
    edit(project, "How many volunteers have", "How many have")
    anki()
    edit(project, "How many have", "How many volunteers have")
    said, _ = anki()
    assert "Since the last release, nothing has changed." in said
    assert "1 note is as in the last release again, also for whoever has imported" in said
    anki("--locked")
    lock = (project / "decks/orchids.lock").read_text("utf-8")
    anki("--release")
    (before, after) = ({*text.splitlines()} for text in (lock, read_lock(project)))
    assert [line.split("\t")[1] for line in after - before] == ["how-many"]


def read_lock(project):
    return (project / "decks/orchids.lock").read_text("utf-8")


def test_a_build_dates_nothing_by_the_clock_or_by_files(project, monkeypatch):
    anki()
    first = (project / "dist/orchids/orchids.apkg").read_bytes()
    os.utime(project / "decks/orchids.yaml", (1_900_000_000, 1_900_000_000))
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    anki()
    assert (project / "dist/orchids/orchids.apkg").read_bytes() == first


def test_a_fixed_date_leaves_the_memory_alone(project, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    anki("--release")
    edit(project, "How many volunteers have", "How many have")
    anki()
    assert not list(tmp_path.rglob("*.tsv"))


def test_a_memory_that_cannot_be_written_is_a_warning(project, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    said, problem = anki()
    assert "orchids.apkg 5 notes" in said
    assert "warning[unremembered]: what was built cannot be remembered" in problem


def test_a_damaged_memory_tells_what_it_can(project, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    anki()
    (memory,) = (tmp_path / "data").rglob("*.tsv")
    memory.write_bytes(b"\xff\x00\x1b[2J\nabcdefghij\t99999999999\t0\n" + memory.read_bytes())
    edit(project, "How many volunteers have", "How many have")
    (project / "dist/orchids/orchids.apkg").unlink()
    said, _ = anki()
    assert "before you give it to your class" in said


def test_what_a_package_tells_is_remembered(project, monkeypatch, tmp_path):
    """It is about to be overwritten."""
    anki()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    edit(project, "How many volunteers have", "How many have")
    anki()
    (memory,) = (tmp_path / "data").rglob("*.tsv")
    stamps = [line for line in memory.read_text("utf-8").splitlines() if line.count("\t") == 2]
    assert len(stamps) == 8, "five notes and two note types, and the one that has changed"


def test_a_stem_that_this_computer_does_not_know_is_told_by_its_id(project, monkeypatch, tmp_path):
    anki("--release")
    edit(project, "  not-said: {", "  # not-said: {")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another computer"))
    anki("--release")
    changes = (project / "dist/orchids/orchids-changes.md").read_text("utf-8")
    assert changes == "## Withdrawn questions\n\n- opening.not-said\n"


# --- A lost lock -----------------------------------------------------------------------


def test_a_lost_lock_is_made_anew_from_the_released_package(project):
    anki("--release")
    lock = project / "decks/orchids.lock"
    content = lock.read_bytes()
    lock.unlink()
    said, _ = anki()
    package = Path("dist/orchids/orchids.apkg")
    assert f"is missing; the last release was read from {package}" in said
    assert "nothing has changed" in said
    assert not lock.exists()
    said, _ = anki("--release")
    assert "The lock was missing" in said
    assert lock.read_bytes() == content


def test_a_package_from_before_decks_had_folders_makes_the_lock_anew_too(project):
    anki("--release")
    (project / "dist/orchids/orchids.apkg").rename(project / "dist/orchids.apkg")
    (project / "decks/orchids.lock").unlink()
    assert f"was read from {Path('dist/orchids.apkg')}" in anki()[0]


def lose(project):
    (project / "decks/orchids.lock").unlink()
    (project / "dist/orchids/orchids.apkg").unlink()


def test_a_lock_that_this_computer_knows_of_is_missed(project):
    anki("--release")
    lose(project)
    _, said = anki("--release", code=1)
    assert "error[lock-lost]: it is missing, and this computer has released the deck" in said
    _, said = anki()
    assert "warning[lock-lost]: it is missing, and this computer has released the deck" in said
    said, _ = anki("--release", "--resend", "all")
    assert "Released for the first time: 5 notes." in said
    assert "Sent again: learners get these notes whatever they have" in said


def git(project, *arguments):
    words = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments)
    done = subprocess.run(words, cwd=project, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.mark.parametrize("is_committed", [False, True], ids=["deleted", "deletion committed"])
def test_a_lock_that_git_knows_of_is_missed(project, is_committed, monkeypatch, tmp_path):
    git(project, "init", "-q")
    anki("--release")
    git(project, "add", "decks")
    git(project, "commit", "-qm", "x")
    content = (project / "decks/orchids.lock").read_bytes()
    lose(project)
    if is_committed:
        git(project, "commit", "-qam", "y")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another computer"))
    _, said = anki("--release", code=1)
    assert "error[lock-lost]: it is missing, and git knows it" in said
    line = said.partition("hint: git ")[2].partition(" if nothing")[0]
    git(project, *line.split())
    assert (project / "decks/orchids.lock").read_bytes() == content
    anki("--locked")


def test_the_lock_of_another_deck_in_git_is_not_missed(project, monkeypatch, tmp_path):
    git(project, "init", "-q")
    lock = project / "decks/orchids.lock"
    lock.write_text("deck\t3\torchids\tzzzzzzzzzz\n", "utf-8")
    git(project, "add", "decks")
    git(project, "commit", "-qm", "x")
    lock.unlink()
    assert "before you give it" in anki()[0]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_only_its_owner_reads_what_was_built(project, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    before = os.umask(0)
    try:
        anki("--release")
    finally:
        os.umask(before)
    (memory,) = tmp_path.rglob("*.tsv")
    assert [path.stat().st_mode & 0o777 for path in (memory, memory.parent)] == [0o600, 0o700]
