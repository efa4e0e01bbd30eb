"""A deck that has nothing but drafts says so, wherever somebody expects a question of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen.__main__ import cli

DECK = """\
quizgen: 1
deck: {name}
uid: {uid}
title: Plums
source: none
questions:
  ripe: {{kind: short, stem: When are plums ripe?, key: in August{draft}}}
"""


@pytest.fixture
def decks(tmp_path, enter, monkeypatch):
    enter(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "decks").mkdir()

    def written(name, draft):
        text = DECK.format(name=name, uid=f"aaaaaa{name}", draft=draft)
        Path(f"decks/{name}.yaml").write_text(text, "utf-8")

    return written


def study(*arguments):
    return CliRunner().invoke(cli, ["study", *arguments], catch_exceptions=False)


@pytest.mark.parametrize("draft", [", draft: true", ", colour: blue, draft: true"])
def test_study_says_how_a_draft_is_finished(decks, draft):
    decks("plum", draft)
    for _ in range(2):  # the second time, the deck is kept
        run = study("plum")
        assert run.exit_code == 1
        assert "nothing to ask: plum has no finished question" in run.output
        assert "delete its line `draft: true`" in run.output
        assert "Nothing to ask now" not in run.output


def test_a_deck_of_drafts_does_not_stop_another(decks):
    decks("plum", ", draft: true")
    decks("pear", "")
    assert "When are plums ripe?" in study().output
    assert "no finished question" not in study().output


def test_how_many_are_due_is_a_number(decks):
    decks("plum", ", draft: true")
    assert study("--due", "plum").output == "0\n"
