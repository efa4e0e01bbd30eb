"""Tags with levels, and pictures in folders: what an author has put in order arrives in Anki so."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from making import HEAD, Made, make_deck, try_deck
from test_anki.conftest import PNG

from quizgen.__main__ import cli
from quizgen.project.compiled import compile_deck
from quizgen.writers.anki.notes import media_name, tags

QUESTIONS = """
questions:
  a: {kind: flashcard, source: none, stem: Who?, key: A, tags: ["exam::2026", core]}
  b: {kind: flashcard, source: none, stem: What?, key: B, tags: [exam::2025::May]}
  c: {kind: flashcard, source: none, stem: Where?, key: C, tags: [examination]}
"""
QUIZ = """
quizzes:
  q: {title: Q, sections: [{title: S, from: {tags: [%s]}, draw: %d}]}
"""


def made(more: str = "") -> Made:
    return make_deck(QUESTIONS + more)


def test_a_level_of_a_tag_is_a_level_in_anki() -> None:
    deck = made().deck
    assert deck is not None
    found = {name: tags(item, deck.about) for name, item in made().items.items()}
    assert "test::tag::exam::2026" in found["a"]
    assert "test::core" in found["a"]
    assert "test::tag::exam::2025::May" in found["b"]


@pytest.mark.parametrize(
    ("tag", "chosen"),
    [("exam", "ab"), ("exam::2025", "b"), ("exam::2026", "a"), ("examination", "c"), ("core", "a")],
)
def test_a_tag_chooses_what_stands_below_it(tag: str, chosen: str, tmp_path: Path) -> None:
    (form, *_) = made(QUIZ % (tag, len(chosen))).forms
    assert sorted(placed.item for placed in form.placed) == list(chosen)
    deck = tmp_path / "decks/test.yaml"
    deck.parent.mkdir()
    (tmp_path / "source").mkdir()
    (tmp_path / "source/text.txt").write_text("A text.\n", "utf-8")
    deck.write_text(HEAD + QUESTIONS, "utf-8")
    arguments = ["study", str(deck), "--tag", tag, "--json", "--db", str(tmp_path / "db")]
    asked = CliRunner().invoke(cli, arguments, input='{"command": "skip"}\n' * 5).stdout
    assert {name for name in "abc" if f'"item": "{name}"' in asked} == set(chosen)


@pytest.mark.parametrize("tag", ["exam::2024", "2026", "exam:::2026"])
def test_a_tag_that_nothing_has_chooses_nothing(tag: str) -> None:
    assert set(try_deck(QUESTIONS + QUIZ % (f"'{tag}'", 1)).codes) & {"unknown-tag", "bad-id"}


def test_a_tag_of_a_claim_that_cannot_be_read_is_there_all_the_same() -> None:
    claim = 'claims: {"a b": {speaker: reporter, quote: with 14 stalls, tags: [market]}}\n'
    assert set(try_deck(claim + QUESTIONS + QUIZ % ("market", 1)).codes) == {"bad-id"}


@pytest.mark.parametrize("tag", ["exam::", "::exam", "exam: 2026", "exam:2026", "a::b c", "a::::b"])
def test_every_level_is_an_id(tag: str) -> None:
    asked = QUESTIONS.replace('"exam::2026"', f'"{tag}"')
    (problem,) = try_deck(asked).problems
    assert problem.code == "bad-id"


def test_pictures_of_one_name_in_two_folders_are_two(tmp_path: Path) -> None:
    """Anki has no folders for pictures."""
    for folder in ("decks", "source/maps/old", "source/maps/new"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "source/text.txt").write_text("A text.\n", "utf-8")
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg' width='6' height='%d'></svg>"
    for number, folder in enumerate(("old", "new"), 1):
        (tmp_path / f"source/maps/{folder}/map.svg").write_bytes(drawing % number)
    (tmp_path / "source/maps/new/map.png").write_bytes(PNG)
    files = ("maps/old/map.svg", "maps/new/map.svg", "maps/new/map.png")
    questions = "".join(
        f"  q{number}: {{kind: flashcard, source: none, stem: What {number}?, key: A, "
        f"image: {{file: {file}, alt: A map}}}}\n"
        for number, file in enumerate(files)
    )
    (tmp_path / "decks/test.yaml").write_text(f"{HEAD}questions:\n{questions}", "utf-8")
    compiled = compile_deck(tmp_path / "decks/test.yaml", 1_700_000_000)
    build = compiled.build
    assert build is not None, compiled.problems
    names = {media_name(item.image) for item in build.deck.items if item.image}
    assert len(names) == 3
    assert not [name for name in names if "/" in name]


OUTSIDE = (
    *("../map.svg", "maps/../../map.svg", "/etc/map.svg", "maps//map.svg", "maps/.map.svg"),
    *("./map.svg", "maps\\map.svg", "C:map.svg", "maps/"),
)


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_picture_outside_the_folders_of_the_deck_is_refused(name: str) -> None:
    picture = f"image: {{file: '{name}', alt: A map}}"
    (problem, *_) = try_deck(QUESTIONS.replace("key: A,", f"key: A, {picture},")).problems
    assert problem.code == "path-not-allowed"
