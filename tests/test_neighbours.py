"""A deck that is broken keeps no command from the deck beside it."""

from __future__ import annotations

import os

import pytest
from click.testing import CliRunner

from quizgen.__main__ import cli


def run(*arguments, typed=""):
    result = CliRunner().invoke(cli, arguments, input=typed, prog_name="quizgen")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


@pytest.fixture
def project(tmp_path, enter, monkeypatch):
    """One deck, `good`, with the working directory at its project."""
    monkeypatch.setenv("QUIZGEN_DB", str(tmp_path / "history.sqlite"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    run("new", str(tmp_path / "good"))
    enter(tmp_path / "good")
    return tmp_path / "good"


def _syntax(decks):
    (decks / "bad.yaml").write_text('title: "a\nb: c\n')


def _uid(decks):
    text = (decks / "good.yaml").read_text("utf-8").replace("deck: good", "deck: bad")
    (decks / "bad.yaml").write_text(text.replace("uid: ", "uid: X"), "utf-8")


def _folder(decks):
    (decks / "bad.yaml").mkdir()


def _link(decks):
    (decks / "bad.yaml").symlink_to(decks / "nothing")


def _pipe(decks):
    os.mkfifo(decks / "bad.yaml")


def _third(decks):
    """Two others share a uid."""
    text = (decks / "good.yaml").read_text("utf-8")
    uid = text.partition("uid: ")[2][:10]
    for name in ("bad", "worse"):
        other = text.replace("deck: good", f"deck: {name}").replace(uid, "aaaaabbbbb")
        (decks / f"{name}.yaml").write_text(other, "utf-8")


def _bytes(decks):
    (decks / "bad.yaml").write_bytes(b"title: \xff\xfe\n")


def _empty(decks):
    (decks / "bad.yaml").write_bytes(b"")


def _locks(decks):
    """What lies beside a deck of somebody else's."""
    _syntax(decks)
    (decks / "bad.lock").write_bytes(b"\xff\xfe")
    os.mkfifo(decks / "worse.lock")
    (decks / "worst.lock").mkdir()
    (decks / "linked.lock").symlink_to(decks / "linked.lock")


BREAKS = [_syntax, _uid, _folder, _link, _pipe, _third, _bytes, _empty, _locks]

NAMED = [
    ("show", "ITEM", "--deck", "good"),
    ("show", "--deck", "good"),
    ("study", "good"),
    ("study", "good", "--due"),
    ("stats", "good"),
    ("stats", "good", "--html", "stats.html"),
    ("preview", "good"),
    ("coverage", "good"),
    ("coverage", "good", "--html", "coverage.html"),
    ("check", "good"),
    ("check", "--strict", "decks/good.yaml"),
    ("build", "good"),
    ("build", "--release", "good", "--to", "anki"),
    ("new", "--from", "decks/good.yaml", "copy"),
    ("verify", "dist/good/good.apkg", "dist/good/good.apkg"),
    ("history", "export"),
    ("history", "flags"),
]


@pytest.mark.parametrize("spoil", BREAKS, ids=lambda spoil: spoil.__name__.strip("_"))
def test_a_command_on_a_named_deck_does_not_see_the_others(project, spoil):
    assert run("build", "--to", "anki").exit_code == 0
    item = run("show").stdout.split()[1]
    spoil(project / "decks")
    for words in NAMED:
        arguments = [item if word == "ITEM" else word for word in words]
        result = run(*arguments, typed="1\n")
        assert result.exit_code == 0, (arguments, result.output)
        assert "bad" not in result.output, arguments


@pytest.mark.parametrize("spoil", BREAKS, ids=lambda spoil: spoil.__name__.strip("_"))
def test_where_no_deck_is_named_the_good_one_is_served(project, spoil):
    item = run("show").stdout.split()[1]
    spoil(project / "decks")
    served = {
        ("check",): "",
        ("build", "--to", "json"): "1 file in dist",
        ("show",): f"good  {item}",
        ("show", item): f"{item} (",
        ("coverage",): "good: ",
        ("preview",): "good-preview.html written",
    }
    for arguments, said in served.items():
        result = run(*arguments)
        assert result.exit_code == 1, (arguments, result.output)
        assert said in result.stdout, arguments
        assert "bad" in result.stderr or "worse" in result.stderr, arguments


@pytest.mark.parametrize(
    "spoil", [_syntax, _uid, _folder, _bytes], ids=lambda spoil: spoil.__name__
)
@pytest.mark.parametrize("arguments", [("stats",), ("study", "--due"), ("study",)])
def test_a_session_on_the_only_good_deck_says_in_its_exit_code_that_one_is_broken(
    project, spoil, arguments
):
    spoil(project / "decks")
    result = run(*arguments, typed="1\n")
    assert result.exit_code == 1
    assert "bad.yaml" in result.stderr
    assert result.stdout


def test_a_deck_that_is_called_otherwise_than_its_file_is_found_among_broken_ones(project):
    (project / "decks/good.yaml").rename(project / "decks/other.yaml")
    _syntax(project / "decks")
    result = run("study", "good", "--due")
    assert (result.exit_code, result.stderr) == (0, "")


def test_an_item_that_is_not_there_is_said_to_be_missing_beside_the_broken_deck(project):
    _syntax(project / "decks")
    result = run("show", "nothing")
    assert result.exit_code == 2
    assert "there is no item `nothing`" in result.stderr
