"""Builds that end in the middle: killed at any moment, or on a disk that is full."""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time

import pytest
from click.testing import CliRunner

from quizgen.__main__ import cli

resource = pytest.importorskip("resource", reason="NOT CHECKED: this system kills in other ways")

KILLS = 100
BUILD = ("build", "--to", "anki", "--to", "anki-text", "--to", "json")
NAMES = ("orchids.apkg", "orchids.txt", "orchids.json")


@pytest.fixture
def project(project, tmp_path, monkeypatch):
    """A starter project whose builds are all alike and leave their traces beside it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return project


def run(*arguments):
    result = CliRunner().invoke(cli, arguments, prog_name="quizgen")
    assert result.exit_code == 0, result.output


def contents(project):
    return [(project / "dist/orchids" / name).read_bytes() for name in NAMES]


def old_and_new(project):
    run(*BUILD)
    old = contents(project)
    deck = project / "decks/orchids.yaml"
    deck.write_text(deck.read_text("utf-8").replace("How many volunteers have", "How many have"))
    run(*BUILD)
    new = contents(project)
    assert all(before != after for before, after in zip(old, new, strict=True))
    return old, new


def put_back(project, files):
    for name, content in zip(NAMES, files, strict=True):
        (project / "dist/orchids" / name).write_bytes(content)


def child(prepare=lambda: None):
    """The id of a process that builds and ends with the build's exit code."""
    process = os.fork()
    if process:
        return process
    code = 70
    try:
        prepare()
        code = CliRunner().invoke(cli, BUILD, prog_name="quizgen").exit_code
    finally:
        os._exit(code)


def ending(process):
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def test_a_build_that_is_killed_leaves_whole_files(project):
    old, new = old_and_new(project)
    start = time.perf_counter()
    assert ending(child()) == 0
    whole = time.perf_counter() - start
    chance = random.Random(1)  # noqa: S311 - moments, not secrets
    endings = []
    while endings.count(-signal.SIGKILL) < KILLS:
        assert len(endings) < 10 * KILLS, "hardly any build is killed before it is done"
        put_back(project, old)
        process = child()
        time.sleep(chance.uniform(0, whole))
        os.kill(process, signal.SIGKILL)
        endings.append(ending(process))
        for found, before, after in zip(contents(project), old, new, strict=True):
            assert found in (before, after)
    run(*BUILD)
    assert contents(project) == new


@pytest.mark.parametrize("room", [0, 1, 2_000, 20_000])
def test_a_full_disk_leaves_the_old_files(project, room):
    """A limit on the size of a file stands for it: each write beyond it fails."""
    old, _ = old_and_new(project)
    put_back(project, old)
    assert max(map(len, old)) > room

    def fill():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    assert ending(child(fill)) == 1
    assert contents(project) == old
    assert not list(project.glob("dist/*/.*"))
