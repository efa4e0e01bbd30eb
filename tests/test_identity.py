"""What a deck is known by, and that a build depends on the files alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from making import HEAD, SOURCE, as_file

from quizgen.commands._shared import find_decks
from quizgen.diagnostics import as_text
from quizgen.project.compiled import Compiled, compile_deck, duplicate_names, fresh_uid

BODY = """
pools: {fruit: [pears, plums, figs, dates, limes]}
claims:
  apples: {speaker: reporter, quote: with 14 stalls, slots: {n: {value: "14", pool: fruit}}}
questions:
  q: {kind: choice, claim: apples, stem: How many?, key: "{n}", distractors: 3}
  r: {kind: open, claim: apples, stem: Why?, key: X}
quizzes: {z: {title: Z, forms: 2, sections: [{draw: 2}]}}
"""


def project(folder: Path, **decks: str) -> Path:
    """A project with these decks: name → what is changed in the head, as `old → new; …`."""
    (folder / "decks").mkdir(parents=True)
    (folder / "source").mkdir()
    (folder / "source" / "text.txt").write_text(SOURCE, "utf-8")
    for name, head in decks.items():
        (folder / "decks" / f"{name}.yaml").write_text(head + BODY, "utf-8")
    return folder


def compiled(folder: Path) -> list[Compiled]:
    return [compile_deck(path) for path in find_decks(folder)]


def head(deck: str, uid: str) -> str:
    return HEAD.replace("deck: test", f"deck: {deck}").replace("abcdefghij", uid)


# --- Names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        (("one", "aaaaaaaaaa"), ("two", "bbbbbbbbbb"), []),
        (("one", "aaaaaaaaaa"), ("two", "aaaaaaaaaa"), ["uid-in-use"]),
        (("one", "aaaaaaaaaa"), ("one", "bbbbbbbbbb"), ["deck-in-use"]),
        (("one", "aaaaaaaaaa"), ("One", "bbbbbbbbbb"), ["deck-in-use"]),  # one file on a Mac
        (("one", "aaaaaaaaaa"), ("one", "aaaaaaaaaa"), ["uid-in-use", "deck-in-use"]),
    ],
)
def test_two_decks_of_a_project_are_told_apart(
    first: tuple[str, str], second: tuple[str, str], codes: list[str], tmp_path: Path
) -> None:
    problems = duplicate_names(compiled(project(tmp_path, a=head(*first), b=head(*second))))
    assert [problem.code for problem in problems] == codes
    for problem in problems:
        text = as_text(problem)
        assert "b.yaml:" in text.splitlines()[0]  # the second one is the copy
        assert "a.yaml" in text


def test_a_fresh_uid_is_ten_characters_and_never_the_same() -> None:
    uids = {fresh_uid() for _ in range(1000)}
    assert len(uids) == 1000
    assert all(re.fullmatch(r"[a-z0-9]{10}", uid) for uid in uids)


def test_a_deck_without_a_uid_is_offered_one_that_fits(tmp_path: Path) -> None:
    folder = project(tmp_path, a=HEAD.replace("uid: abcdefghij\n", ""))
    (missing,) = [p for each in compiled(folder) for p in each.problems]
    assert missing.code == "missing-uid"
    (deck,) = find_decks(folder)
    deck.write_text(f"{missing.hint}\n{deck.read_text('utf-8')}", "utf-8")
    (again,) = compiled(folder)
    assert again.build
    assert again.build.about.uid == missing.hint.removeprefix("uid: ")


# --- Dates and inputs ----------------------------------------------------------------------------


def test_a_build_is_as_new_as_its_newest_input(tmp_path: Path) -> None:
    folder = project(tmp_path, a=HEAD)
    deck, source = folder / "decks/a.yaml", folder / "source/text.txt"
    for newest, files in ((1_600_000_000, (deck, source)), (1_700_000_000, (source, deck))):
        os.utime(files[0], (newest, newest))
        os.utime(files[1], (1_500_000_000, 1_500_000_000))
        (made,) = compiled(folder)
        assert made.build
        assert made.build.modified == newest
    assert {path for path, _ in made.inputs} == {deck, source}
    given = compile_deck(deck, modified=1_650_000_000).build
    assert given
    assert given.modified == 1_650_000_000


def test_inputs_bear_their_hashes(tmp_path: Path) -> None:
    folder = project(tmp_path, a=HEAD)
    (before,) = compiled(folder)
    (same,) = compiled(folder)
    source = folder / "source/text.txt"
    source.write_text(SOURCE.replace("Monday", "Friday"), "utf-8")  # as long as before
    (after,) = compiled(folder)
    assert before.inputs == same.inputs
    changed = set(after.inputs) - set(before.inputs)
    assert {path for path, _ in changed} == {source}


def test_a_file_beside_the_deck_comes_before_that_in_source(tmp_path: Path) -> None:
    folder = project(tmp_path, a=HEAD)
    (folder / "decks" / "text.txt").write_text("Beside: with 14 stalls.", "utf-8")
    (made,) = compiled(folder)
    assert made.deck
    assert made.deck.about.source.paragraphs == ("Beside: with 14 stalls.",)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfeq\x00", "the text is UTF-16, not UTF-8"),
        (b"quizgen: 1\ndeck: caf\xe9", "the text is not UTF-8: byte 0xE9 in line 2"),
        (b"PK\x03\x04", "this is a Word, Excel, OpenDocument or ZIP file, not plain text"),
    ],
)
def test_a_deck_that_is_not_utf_8(content: bytes, says: str, tmp_path: Path) -> None:
    deck = tmp_path / "a.yaml"
    deck.write_bytes(content)
    (problem,) = compile_deck(deck).problems
    assert (problem.code, problem.message) == ("not-utf-8", says)


def test_line_ends_and_byte_order_mark_make_no_difference(tmp_path: Path) -> None:
    folder = project(tmp_path, a=HEAD)
    (before,) = compiled(folder)
    deck = folder / "decks/a.yaml"
    deck.write_bytes(b"\xef\xbb\xbf" + (HEAD + BODY).replace("\n", "\r\n").encode())
    source = folder / "source/text.txt"
    source.write_bytes(b"\xef\xbb\xbf" + SOURCE.replace("\n", "\r\n").encode())
    (after,) = compiled(folder)
    assert before.build
    assert after.build
    assert (after.build.deck.items, after.build.deck.forms) == (
        before.build.deck.items,
        before.build.deck.forms,
    )


# --- What a build depends on ---------------------------------------------------------------------


def test_the_order_of_the_file_moves_nothing_but_the_items(tmp_path: Path) -> None:
    """Options drawn and forms are the same after an author has sorted the deck."""
    turned = BODY.replace(
        "[pears, plums, figs, dates, limes]", "[limes, figs, plums, dates, pears]"
    )
    question, other = (line for line in BODY.splitlines() if line.startswith(("  q:", "  r:")))
    turned = turned.replace(f"{question}\n{other}", f"{other}\n{question}")
    folder = project(tmp_path, a=HEAD)
    (before,) = compiled(folder)
    (folder / "decks/a.yaml").write_text(HEAD + turned, "utf-8")
    (after,) = compiled(folder)
    assert before.build
    assert after.build
    assert [item.id for item in after.build.deck.items] == ["r", "q"]
    assert set(map(repr, after.build.deck.items)) == set(map(repr, before.build.deck.items))
    assert after.build.deck.forms == before.build.deck.forms


def test_neither_the_place_nor_the_file_s_name_matters(
    tmp_path: Path, enter: Callable[[Path], None]
) -> None:
    one = project(tmp_path / "one", a=HEAD)
    other = project(tmp_path / "Айгүл's two", another=HEAD)
    first = compile_deck(one / "decks/a.yaml", 1).build
    second = compile_deck(other / "decks/another.yaml", 1).build
    (one / "decks" / "deep").mkdir()
    relative = {".": "decks/a.yaml", "decks": "a.yaml", "decks/deep": "../a.yaml"}
    for here, path in relative.items():
        enter(one / here)
        assert compile_deck(Path(path), 1).build == first, here
    assert first
    assert first == second


def test_decks_are_found_from_any_folder_of_the_project(tmp_path: Path) -> None:
    folder = project(tmp_path, b=HEAD, a=HEAD)
    deep = folder / "dist" / "more"
    deep.mkdir(parents=True)
    wanted = [folder / "decks/a.yaml", folder / "decks/b.yaml"]
    assert find_decks(folder) == find_decks(deep) == find_decks(folder / "decks") == wanted


def test_every_process_makes_the_same_bytes(tmp_path: Path) -> None:
    """Hashes of texts differ from one run of Python to the next."""
    deck = project(tmp_path, a=HEAD) / "decks/a.yaml"
    program = (
        "import sys, pathlib, quizgen.project.compiled as p, quizgen.interchange.compiled as w\n"
        "sys.stdout.buffer.write(w.write(p.compile_deck(pathlib.Path(sys.argv[1]), 1).build.deck))"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", program, str(deck)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "Asia/Almaty"), ("2", "America/New_York"))
    ]
    build = compile_deck(deck, 1).build
    assert build
    assert made == [as_file(build), as_file(build)]
