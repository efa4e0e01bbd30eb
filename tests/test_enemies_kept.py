"""Enemies that are kept with a compiled deck, and what uses them there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from making import replace
from test_draw import SOURCE, deck
from test_interchange import DECK, WRITTEN

from quizgen.__main__ import cli
from quizgen.commands.study import command as study
from quizgen.compiling import enemies
from quizgen.interchange.compiled import read, write
from quizgen.quiz.enemy import Enemies, Enemy, Group, How
from quizgen.releases.verify.archive import AnkiPackage, read_package

KEPT = Enemies(
    (
        Enemy("body", "plans", How.PRINTS, "UN"),
        Enemy("plans", "body", How.REPEATS),
    ),
    (Group("statements on `un`", ("body", "un.complete")),),
)
WITH_ENEMIES = write(replace(DECK, enemies=KEPT))


# --- The file --------------------------------------------------------------------------


def test_they_come_back() -> None:
    found, problems = read(WITH_ENEMIES, "deck.json")
    assert found is not None
    assert (found.enemies, problems) == (KEPT, [])
    assert found.enemies.reasons("plans") == [
        "`body` prints “UN”, the answer of `plans`",
        "`plans` and `body` have nearly the same answer",
    ]
    assert found.enemies.reasons("un.complete") == ["there are 2 statements on `un`"]


def test_what_they_look_like() -> None:
    assert json.loads(WITH_ENEMIES)["enemies"] == {
        "pairs": [
            {"teller": "body", "asked": "plans", "how": "prints", "words": "UN"},
            {"teller": "plans", "asked": "body", "how": "repeats"},
        ],
        "groups": [{"name": "statements on `un`", "items": ["body", "un.complete"]}],
    }


def test_a_deck_that_was_compiled_without_them_has_none() -> None:
    found, problems = read(WRITTEN, "deck.json")
    assert found is not None
    assert (found.enemies, problems) == (Enemies(), [])


@pytest.mark.parametrize(
    "damage",
    [
        ('"how":"prints"', '"how":"whispers"'),
        ('"teller":"body"', '"teller":7'),
        ('"enemies":{', '"enemies":[],"x":{'),
        ('"groups":[{', '"groups":[[],{'),
    ],
)
def test_damaged_ones_cost_no_item(damage: tuple[str, str]) -> None:
    damaged = WITH_ENEMIES.replace(*(each.encode() for each in damage))
    assert damaged != WITH_ENEMIES
    found, problems = read(damaged, "deck.json")
    assert found is not None
    assert (found.items, found.forms, found.enemies) == (DECK.items, DECK.forms, Enemies())
    assert [problem.message.split(":")[1] for problem in problems] == [" enemies"]


def test_a_damaged_item_does_not_cost_them() -> None:
    found, problems = read(WITH_ENEMIES.replace(b'"claim":"order"', b'"claim":7'), "deck.json")
    assert found is not None
    assert len(problems) == 1
    assert found.enemies == KEPT


# --- The commands ----------------------------------------------------------------------

HEAD = "quizgen: 1\ndeck: test\nuid: abcdefghij\ntitle: A test\nsource: {file: text.txt}\n"
# `way` prints the answer of `who`, which comes after it in the deck.
MORE = """\
  way: {kind: choice, claim: price, stem: Which way?, key: to ask fishermen of the lighthouse,
    distractors: [to wait, to swim]}
  who: {kind: short, claim: light, stem: Who built it?, key: fishermen}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "text.txt").write_text(SOURCE, "utf-8")
    path = tmp_path / "test.yaml"
    text = HEAD + deck("[{draw: 2}]", ["month", "season"], more=MORE)
    path.write_text(text, "utf-8")
    return path


def run(*arguments: object, typed: str = "") -> str:
    found = CliRunner().invoke(cli, [str(each) for each in arguments], input=typed)
    assert found.exit_code == 0, found.output
    return found.output


def built(file: Path, outlet: str) -> Path:
    run("build", file, "--to", outlet, "-o", file.parent)
    return file.with_suffix({"json": ".json", "anki": ".apkg"}[outlet])


def test_a_compiled_deck_tells_them(file: Path) -> None:
    whole = json.loads(built(file, "json").read_bytes())
    assert whole["enemies"] == {
        "pairs": [{"teller": "way", "asked": "who", "how": "prints", "words": "fishermen"}]
    }


def package(file: Path) -> AnkiPackage:
    found = read_package(built(file, "anki").read_bytes(), "test.apkg")
    assert isinstance(found, AnkiPackage)
    return found


def test_only_the_order_of_new_cards_changes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    found, orders = [], []
    for compare in (enemies.enemies, lambda *_: Enemies()):
        monkeypatch.setattr(enemies, "enemies", compare)
        found.append(package(file).notes)
        orders.append(order(file.with_suffix(".apkg")))
    assert found[0] == found[1]
    assert orders == [["who", "way"], ["way", "who"]]


def order(path: Path) -> list[str]:
    """`way` and `who` as Anki introduces them."""
    import sqlite3
    from zipfile import ZipFile

    with ZipFile(path) as archive:
        (path.parent / "notes.db").write_bytes(archive.read("collection.anki2"))
    query = "SELECT notes.sfld FROM cards JOIN notes ON notes.id = cards.nid ORDER BY cards.due"
    with sqlite3.connect(path.parent / "notes.db") as connection:
        names = [name for (name,) in connection.execute(query)]
    return [name for name in names if name in ("way", "who")]


@pytest.mark.parametrize("suffix", ["json", "yaml"])
@pytest.mark.parametrize("seed", range(6))
def test_the_self_test_asks_first_what_would_be_given_away(
    file: Path, suffix: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it was compiled before, or is compiled for the session and kept for the next."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(file.parent / "cache"))
    built(file, "json")
    chosen = file.with_suffix(f".{suffix}")
    for _ in range(2):
        asked = [event["item"] for event in events(chosen, seed) if event["event"] == "question"]
        assert sorted(asked) == ["month", "season", "way", "who"]
        assert asked.index("who") < asked.index("way")


def events(deck: Path, seed: int) -> list[dict[str, Any]]:
    history = deck.with_name("history.sqlite")
    options = ["--json", "--seed", str(seed), "--db", str(history)]
    typed = '{"command": "skip"}\n' * 9
    found = CliRunner().invoke(study, [str(deck), *options], input=typed)
    return [json.loads(line) for line in found.stdout.splitlines()]


def test_show_tells_the_reason(file: Path) -> None:
    said = run("show", "who", "--deck", file)
    assert "`way` prints “fishermen”, the answer of `who`" in said
    assert "(no other item)" in run("show", "month", "--deck", file)


def test_friends_are_not_kept(file: Path) -> None:
    text = file.read_text("utf-8").replace("who: {", "who: {friends: [way], ")
    file.write_text(text, "utf-8")
    assert json.loads(built(file, "json").read_bytes())["enemies"] == {}
    assert "(no other item)" in run("show", "who", "--deck", file)
