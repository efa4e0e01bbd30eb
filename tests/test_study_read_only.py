"""A history in a place where nothing can be written: what only reads it works."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner, Result
from studying import deck, run_here, texts, words

from quizgen.commands import history as history_command
from quizgen.commands import stats
from quizgen.study import history_file


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A deck, and a history of one right answer, which from now on refuses to be opened for
    writing, as on a read-only disk. Root may write anywhere, so no mode of the file would do."""
    path = deck(tmp_path, *texts(2))
    run_here(tmp_path, path, "UN\n\n/flag bad\n/quit\n")
    monkeypatch.setattr(history_file, "make_private", refuse)
    return path


def refuse(path: Path) -> NoReturn:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))


def history(path: Path, *arguments: str) -> Result:
    db = str(path.parent / "history.sqlite")
    return CliRunner().invoke(history_command.command, [*arguments, "--db", db])


def test_what_only_reads_works(tmp_path: Path, place: Path) -> None:
    before = (tmp_path / "history.sqlite").read_bytes()
    db = str(tmp_path / "history.sqlite")
    assert run_here(tmp_path, place, "", "--due").stdout == b"0\n"
    assert "demo" in CliRunner().invoke(stats.command, [str(place), "--db", db]).output.lower()
    assert history(place, "export").output.count('"review"') == 1
    assert "bad" in history(place, "flags").output
    assert history(place, "suspended").exit_code == 0
    assert (tmp_path / "history.sqlite").read_bytes() == before


def test_cramming_works_and_says_that_nothing_is_kept(tmp_path: Path, place: Path) -> None:
    run = run_here(tmp_path, place, "UN\n\nNATO\n\n/quit\n", "--cram")
    assert "so no answer will be kept. " in words(run.stdout)
    assert words(run.stdout).endswith("Right at the first try: 1 of 2. No answer was kept.")
    assert history(place, "export").output.count('"review"') == 1


@pytest.mark.parametrize("options", [(), ("--exam", "test")])
def test_what_must_be_kept_is_refused(
    tmp_path: Path, place: Path, options: tuple[str, ...]
) -> None:
    run = run_here(tmp_path, place, "UN\n", *options)
    assert run.returncode == 2
    assert b"no history can be kept in" in run.stderr
    assert history(place, "rebuild").exit_code == 2


def test_a_history_that_is_not_there_yet_is_empty(tmp_path: Path, place: Path) -> None:
    (tmp_path / "history.sqlite").unlink()
    assert run_here(tmp_path, place, "", "--due").stdout == b"0\n"
    assert history(place, "export").output.count("\n") == 1


@pytest.mark.parametrize("content", [b"My holidays. " * 500, b"", b"SQLite format 3\0"])
def test_what_is_no_history_is_still_said(tmp_path: Path, place: Path, content: bytes) -> None:
    (tmp_path / "history.sqlite").write_bytes(content)
    run = run_here(tmp_path, place, "", "--due")
    assert (run.returncode, b"Traceback" in run.stderr) == (0 if not content else 2, False)


def test_a_file_for_a_folder_is_still_said(tmp_path: Path, place: Path) -> None:
    db = place / "history.sqlite"
    run = run_here(tmp_path, place, "", "--due", "--db", str(db))
    assert run.returncode == 2
