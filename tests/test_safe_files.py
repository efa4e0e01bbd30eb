"""Files that are made beside their place: by no name that can be guessed, through no link."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import click
import pytest

from quizgen.commands._streams import write_files
from quizgen.reading.safe_files import make_private, make_private_folder, write_beside
from quizgen.study.cache import _keep
from quizgen.study.history_file import open_history
from quizgen.writers import File

needs_modes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_planted_link_is_not_written_through(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("mine")
    for name in (f".deck.json.{os.getpid()}.part", ".deck.json.part", f"deck.{os.getpid()}"):
        (tmp_path / name).symlink_to(secret)
    write_files([File("deck.json", b"theirs", "")], tmp_path)
    _keep(tmp_path / "deck.deck", b"theirs")
    assert secret.read_text() == "mine"
    assert (tmp_path / "deck.json").read_bytes() == b"theirs"
    assert (tmp_path / "deck.deck").read_bytes() == b"theirs"


def test_a_link_in_the_place_of_the_target_is_replaced(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("mine")
    (tmp_path / "deck.json").symlink_to(secret)
    write_files([File("deck.json", b"theirs", "")], tmp_path)
    assert secret.read_text() == "mine"
    assert not (tmp_path / "deck.json").is_symlink()


def test_two_files_beside_one_place_have_different_names(tmp_path: Path) -> None:
    made = {write_beside(tmp_path / "a", b"") for _ in range(20)}
    assert len(made) == 20


@needs_modes
def test_what_is_written_for_all_can_be_read_as_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_files([File("a.txt", b"", "")], tmp_path)
    finally:
        os.umask(before)
    assert mode(tmp_path / "a.txt") == 0o640


@needs_modes
def test_a_history_is_for_its_learner_alone(tmp_path: Path) -> None:
    path = tmp_path / "share" / "quizgen" / "history.db"
    history = open_history(path)
    history.connection.execute("INSERT INTO deck VALUES('d', '', NULL)")
    modes = {each.name: mode(each) for each in path.parent.iterdir()}
    history.close()
    assert modes.pop("history.db") == 0o600
    assert set(modes.values()) <= {0o600}, modes  # what SQLite keeps beside it
    assert [mode(folder) for folder in (path.parent, path.parent.parent)] == [0o700, 0o700]


@needs_modes
def test_a_history_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    path.touch(0o644)
    make_private(path)
    assert mode(path) == 0o600


@needs_modes
def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_private_folder(tmp_path / "new")
    assert (mode(tmp_path), mode(tmp_path / "new")) == (0o755, 0o700)


@needs_modes
def test_compiled_decks_are_kept_for_the_learner_alone(tmp_path: Path) -> None:
    entry = tmp_path / "cache" / "a.deck"
    _keep(entry, b"compiled")
    assert (mode(entry), mode(entry.parent)) == (0o600, 0o700)


def test_a_file_that_cannot_be_written_is_named_as_the_user_knows_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Exception, match="cannot be written") as caught:
        write_files([File("a" * 300 + ".txt", b"", "")], tmp_path)
    assert ".part" not in str(caught.value)


def test_what_a_killed_run_left_goes_and_what_another_run_is_writing_stays(tmp_path: Path) -> None:
    young, old = tmp_path / ".deck.json.young.part", tmp_path / ".deck.json.old.part"
    for path in (young, old):
        path.write_bytes(b"half")
    os.utime(old, (1_000_000_000, 1_000_000_000))
    write_files([File("deck.json", b"whole", "")], tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [young.name, "deck.json"]


def test_no_message_names_a_file_on_its_way(tmp_path: Path) -> None:
    (tmp_path / "deck.json").mkdir()
    for folder in (tmp_path, tmp_path / "deck.json" / ("x" * 300)):
        with pytest.raises(click.ClickException) as caught:
            write_files([File("deck.json", b"whole", "")], folder)
        assert ".part" not in caught.value.message
        assert "cannot be written" in caught.value.message
    assert [path.name for path in tmp_path.iterdir()] == ["deck.json"]
