"""Pipes, devices and folders in the place of files: a sentence, and nobody waits."""

from __future__ import annotations

import os

import pytest
from click.testing import CliRunner

from quizgen.__main__ import cli

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="NOT CHECKED: no pipes here")


def run(*arguments):
    result = CliRunner().invoke(cli, arguments, prog_name="quizgen")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


@pytest.fixture
def project(project, tmp_path, monkeypatch):
    monkeypatch.setenv("QUIZGEN_DB", str(tmp_path / "history.sqlite"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return project


def _pipe(path):
    os.mkfifo(path)


def _folder(path):
    path.mkdir()


def _device(path):
    path.symlink_to("/dev/zero")


MAKE = [_pipe, _folder, _device]


@pytest.mark.parametrize("make", MAKE)
@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("decks/orchids.lock", ("build", "--to", "anki"), 1),
        ("decks/orchids.lock", ("check",), 1),
        ("class.csv", ("build", "--to", "pdf", "--students", "class.csv"), 1),
        ("source/report.txt", ("check",), 1),
        ("decks/orchids.yaml", ("check",), 1),
        ("decks/orchids.yaml", ("build",), 1),
        ("decks/orchids.yaml", ("study", "--due"), 1),
        ("words.gift", ("import", "words.gift"), 1),
        ("words.csv", ("import", "words.csv"), 1),
        ("old.apkg", ("verify", "old.apkg", "old.apkg"), 1),
        ("answers.jsonl", ("history", "import", "answers.jsonl"), 1),
        ("dist/orchids/orchids.apkg", ("build", "--to", "json"), 0),
    ],
)
def test_what_is_no_file_is_refused(project, make, name, arguments, code):
    path = project / name
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    make(path)
    result = run(*arguments)
    assert result.exit_code in ((1, 2) if code else (0,)), result.output
    assert bool(result.stderr) == bool(code)
    assert ".part" not in result.output


@pytest.mark.parametrize("make", MAKE)
def test_a_source_that_becomes_none_after_a_session_keeps_nobody_waiting(project, make):
    assert run("study", "--due").exit_code == 0
    (project / "source/report.txt").unlink()
    make(project / "source/report.txt")
    assert run("study", "--due").exit_code == 1
