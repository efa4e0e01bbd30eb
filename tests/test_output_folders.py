"""Each deck has a folder, and what is removed from it again."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen.__main__ import cli
from quizgen.commands import _streams

SOURCE = "The market opened on May 3 with 14 stalls.\n"
DECK = """\
quizgen: 1
deck: {name}
uid: {uid}
title: The market
source: {{file: market.txt}}
claims:
  day: {{speaker: reporter, quote: opened on May 3}}
questions:
  when: {{kind: short, claim: day, stem: When did the market open?, key: May 3}}
quizzes:
  {quiz}: {{title: Test, sections: [{{draw: 1}}]}}
"""


def run(*arguments, code=0):
    result = CliRunner().invoke(cli, arguments, prog_name="quizgen")
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def project(tmp_path, enter):
    """Writes decks as (name, quiz); the working directory is at their project."""
    enter(tmp_path)
    (tmp_path / "decks").mkdir()
    (tmp_path / "source").mkdir()
    (tmp_path / "source/market.txt").write_text(SOURCE, "utf-8")

    def write(*decks):
        for number, (name, quiz) in enumerate(decks):
            text = DECK.format(name=name, uid=f"aaaaaaaaa{number}", quiz=quiz)
            (tmp_path / f"decks/{number}.yaml").write_text(text, "utf-8")
        return tmp_path

    return write


# Some files of these decks had one name while all decks wrote to one folder.
ALIKE = [
    [("a-b", "c"), ("a", "b-c")],
    [("A-B", "c"), ("a", "b-C")],
    [("x", "t"), ("x-preview", "t")],
]


@pytest.mark.parametrize("decks", ALIKE, ids=str)
def test_each_deck_has_a_folder(project, decks):
    root = project(*decks)
    run("check")
    run("build", "--to", "docx", "--to", "html")
    run("preview")
    for name, quiz in decks:
        made = {path.name for path in (root / "dist" / name).iterdir()}
        assert {f"{name}.html", f"{name}-preview.html", f"{name}-{quiz}-a.docx"} <= made
    assert {path.name for path in (root / "dist").iterdir()} == {name for name, _ in decks}


def test_a_folder_that_is_named_holds_the_files_of_one_deck(project):
    root = project(("a", "b"), ("c", "d"))
    run("build", "0", "--to", "json", "-o", "one")
    assert [path.name for path in (root / "one").iterdir()] == ["a.json"]
    run("build", "--to", "json", "-o", "both")
    assert {str(path.relative_to(root)) for path in root.glob("both/*/*")} == {
        str(Path("both/a/a.json")),
        str(Path("both/c/c.json")),
    }


def test_two_decks_of_one_name_are_not_built_one_after_the_other(project):
    root = project(("a", "b"), ("A", "c"))
    assert "error[deck-in-use]" in run("build", "0", code=1).stderr
    assert not (root / "dist").exists()
    run("build", "0", "--to", "json", "-o", "elsewhere")
    said = run("build", code=1).stderr
    assert said.count("error[deck-in-use]") == 1
    assert not (root / "dist").exists()


def test_the_page_of_a_deck_that_cannot_be_read_does_not_take_the_place_of_another(project):
    root = project(("x", "t"))
    (root / "decks/x.yaml").write_text("title: [", "utf-8")
    assert "x-preview.html not written" in run("preview", code=1).stderr
    assert (root / "dist/x/x-preview.html").is_file()


def test_a_neighbour_that_cannot_be_built_holds_no_name(project):
    root = project(("a", "b"), ("a", "b"))
    path = root / "decks/1.yaml"
    path.write_text(path.read_text("utf-8").replace("kind: short", "kind: shrot"), "utf-8")
    run("build", "0", "--to", "json")


def test_two_quizzes_that_are_one_name_on_some_disks_are_refused(project):
    root = project(("a", "\uac00"))
    path = root / "decks/0.yaml"
    quiz = "  \u1100\u1161: {title: Test, sections: [{draw: 1}]}\n"
    path.write_text(path.read_text("utf-8") + quiz, "utf-8")
    assert "error[bad-id]" in run("check", code=1).stderr


# --- Papers of older editions --------------------------------------------------------------------

EMPTY = b'{"a": {"digests": [], "format": "docx", "forms": []}}'
MOVED = "Earlier papers of another edition, with their keys, are now in dist/market/older-"


@pytest.fixture
def dist(project):
    """The folder of a deck whose quiz was made in three forms, as Word files."""
    folder = project(("market", "test")) / "dist/market"
    build("--forms", "3")
    assert names(folder) == {*forms("a"), *forms("b"), *forms("c")}
    return folder


def build(*arguments):
    return run("build", "0", "--to", "docx", *arguments).output


def names(folder):
    return {path.name for path in folder.glob("*.docx")}


def forms(letter, quiz="test"):
    return [f"market-{quiz}-{letter}{part}.docx" for part in ("-feedback", "-key", "")]


def older(folder):
    """What was moved, by its name."""
    return {path.name: path.read_bytes() for path in folder.glob("older-*/*")}


def reword(folder, was="When did", now="When has"):
    deck = folder.parent.parent / "decks/0.yaml"
    deck.write_text(deck.read_text("utf-8").replace(was, now), "utf-8")


def test_papers_of_forms_that_are_gone_are_moved_with_all_keys(dist):
    assert MOVED not in build("--forms", "3")
    before = {path.name: path.read_bytes() for path in dist.glob("*.docx")}
    assert MOVED in build()
    assert names(dist) == set(forms("a"))
    assert older(dist) == before
    assert MOVED not in build()
    assert MOVED not in build("--forms", "3")


def test_a_print_run_keeps_its_keys_when_less_is_built(project):
    """An answer sheet of a form that is made again was left beside papers of a newer edition."""
    folder = project(("market", "test")) / "dist/market"
    said = run("build", "0", "--forms", "2", "--copies", "4", "--answer-sheet").output
    assert "apart from later builds, add: -o june-exam" in said
    before = {path.name: path.read_bytes() for path in folder.glob("market-test-*.pdf")}
    assert {"market-test-print.pdf", "market-test-a-answer-sheet.pdf"} <= before.keys()
    reword(folder)
    assert MOVED in run("build", "0", "--release").output
    assert older(folder) == before
    assert {path.name for path in folder.glob("*.pdf")} == {
        "market-test-a-feedback.pdf",
        "market-test-a-key.pdf",
        "market-test-a.pdf",
        "market-test-grid.pdf",
    }


def test_a_print_run_is_not_written_over_by_one_of_another_edition(project):
    folder = project(("market", "test")) / "dist/market"
    run("build", "0", "--to", "pdf", "--copies", "2", "-o", str(folder))
    printed = (folder / "market-test-print.pdf").read_bytes()
    said = run("build", "0", "--to", "pdf", "--copies", "3", "-o", str(folder)).output
    assert "are now in" not in said, "the same edition has the same keys"
    assert "june-exam" not in said
    reword(folder)
    assert MOVED in run("build", "0", "--to", "pdf", "--copies", "3").output
    assert older(folder)["market-test-print.pdf"] != printed
    assert older(folder)["market-test-a-key.pdf"]


def test_what_is_valid_stays_beside_the_papers_of_its_edition(project):
    folder = project(("market", "test")) / "dist/market"
    run("build", "0", "--to", "pdf", "--copies", "2", "--answer-sheet")
    before = {path.name for path in folder.glob("*.pdf")}
    run("build", "0", "--to", "pdf")
    assert {path.name for path in folder.glob("*.pdf")} == before
    assert not older(folder)


def test_papers_of_a_quiz_that_is_gone_are_moved(dist):
    reword(dist, "  test:", "  exam:")
    assert MOVED in build()
    assert names(dist) == set(forms("a", "exam"))
    assert {*forms("a"), *forms("c")} <= older(dist).keys()


@pytest.mark.parametrize("arguments", [("--to", "json"), ("--to", "pdf"), ("--to", "anki")])
def test_a_build_of_another_format_moves_nothing(dist, arguments):
    before = names(dist)
    run("build", "0", *arguments)
    assert names(dist) == before


def test_no_word_file_of_an_older_edition_lies_beside_newer_pdf(dist):
    reword(dist)
    run("build", "0", "--to", "json")
    assert not older(dist)
    assert MOVED in run("build", "0", "--to", "pdf").output
    assert names(dist) == set()


def test_a_build_of_one_quiz_keeps_the_papers_of_the_others(dist):
    deck = dist.parent.parent / "decks/0.yaml"
    deck.write_text(
        deck.read_text("utf-8") + "  exam: {title: Exam, sections: [{draw: 1}]}\n", "utf-8"
    )
    assert MOVED not in build("--quiz", "exam")
    assert names(dist) == {*forms("a"), *forms("b"), *forms("c"), *forms("a", "exam")}
    assert MOVED in build("--quiz", "test", "--forms", "2")
    assert names(dist) == {*forms("a"), *forms("b"), *forms("a", "exam")}


def test_what_somebody_changed_is_moved_and_what_somebody_made_stays(dist):
    mine, changed = dist / "market-test-d.docx", dist / forms("b")[1]
    mine.write_bytes(b"mine")
    changed.write_bytes(b"changed")
    build()
    assert names(dist) == {*forms("a"), mine.name}
    assert older(dist)[changed.name] == b"changed"


def test_older_papers_follow_no_link(dist, tmp_path_factory):
    """A folder of that name is not used, whoever made it."""
    outside = tmp_path_factory.mktemp("outside")
    build()
    (made,) = dist.glob("older-*")
    made.rename(dist / "kept")
    made.symlink_to(outside, target_is_directory=True)
    build("--forms", "2")
    build()
    assert not list(outside.iterdir())
    assert (dist / f"{made.name}-1" / forms("b")[2]).is_file()


def test_a_paper_that_somebody_changed_is_not_written_over(dist):
    paper = dist / forms("a")[2]
    made = paper.read_bytes()
    for number in (1, 2):
        paper.write_bytes(b"mine %d" % number)
        kept = dist / f"market-test-a-changed-{number}.docx"
        assert f"so they are kept as {kept.name}\n" in build("--forms", "3")
        assert kept.read_bytes() == b"mine %d" % number
        assert paper.read_bytes() == made
    assert "are kept as" not in build("--forms", "3")


def test_a_link_in_the_place_of_a_paper_stays(dist):
    paper, real = dist / forms("b")[2], dist / "real.txt"
    paper.rename(real)
    paper.symlink_to(real.name)
    build()
    assert paper.is_symlink()
    assert real.is_file()


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"[" * 10_000, b"[]", b'{"a": 1}', b'{"a": {"digest": 1}}', EMPTY],
    ids=lambda content: content[:20].decode("latin-1"),
)
def test_a_damaged_manifest_moves_nothing(dist, content):
    (dist / ".market.made.json").write_bytes(content)
    before = names(dist)
    assert MOVED not in build()
    assert names(dist) == before


def test_a_manifest_reaches_no_other_folder(dist):
    outside = dist.parent.parent / "mine.docx"
    outside.write_bytes((dist / forms("b")[2]).read_bytes())
    manifest = dist / ".market.made.json"
    paper = f'"{forms("b")[2]}"'
    manifest.write_text(manifest.read_text("utf-8").replace(paper, '"../../mine.docx"'), "utf-8")
    build()
    assert outside.is_file()


@pytest.mark.parametrize("writes", range(14))
def test_a_build_that_is_killed_leaves_no_paper_that_looks_changed(dist, monkeypatch, writes):
    """It ends before the n-th file takes its place, the manifest among them."""
    left = iter(range(writes))

    def replace_or_end(beside, target):
        if next(left, None) is None:
            raise KeyboardInterrupt
        os.rename(beside, target)

    reword(dist)
    with monkeypatch.context() as patched:
        patched.setattr(_streams, "_replace", replace_or_end)
        run("build", "0", "--to", "docx", "--forms", "4", code=1)
    assert set(forms("a")) <= names(dist)
    said = build()
    assert "changed" not in said
    assert names(dist) == set(forms("a"))


def test_what_earlier_versions_wrote_stays(project):
    root = project(("market", "test"))
    (root / "dist").mkdir()
    old = root / "dist/market.json"
    old.write_text("{}", "utf-8")
    run("build", "0", "--to", "json")
    assert old.read_text("utf-8") == "{}"


@pytest.mark.parametrize(
    ("arguments", "first"),
    [((), "market-test-a.pdf"), (("--copies", "2"), "market-test-print.pdf")],
)
def test_a_build_names_what_to_print_first(project, arguments, first):
    project(("market", "test"))
    assert f"Print this first: dist/market/{first}\n" in run("build", *arguments).output
    assert "Print this first" not in run("build", "--to", "json").output


def test_little_is_said_of_each_of_several_decks(project):
    project(("a", "one"), ("b", "two"))
    said = run("build").output
    for name, quiz in (("a", "one"), ("b", "two")):
        assert f"  7 files in dist/{name}, among them the paper {name}-{quiz}-a.pdf\n" in said
    assert "release" not in said  # nobody has these decks yet
    assert said.endswith("quizgen build DECK\n\n")
    assert len(said.splitlines()) < 12
    assert "For the teacher only" in run("build", "0").output


def test_what_has_changed_since_a_release_is_one_line_of_each_of_several_decks(project):
    """Whoever builds all decks of others for the first time has nothing to do with releases."""
    project(("a", "one"), ("b", "two"))
    run("build", "0", "--to", "anki", "--release")
    assert "last release" not in run("build").output
    path = Path("decks/0.yaml")
    path.write_text(path.read_text("utf-8").replace("stem: ", "stem: So "), "utf-8")
    said = run("build").output
    assert said.count("Since the last release, 1 changed.") == 1
    assert "Trial build" not in said
    assert "Trial build" in run("build", "0").output


def test_a_print_run_of_an_earlier_version_is_moved_since_its_edition_is_unknown(project):
    folder = project(("market", "test")) / "dist/market"
    run("build", "0", "--to", "pdf", "--copies", "2")
    manifest = folder / ".market.made.json"
    known = json.loads(manifest.read_text("utf-8"))
    kept = ("digests", "format", "forms")
    old = {name: {key: each[key] for key in kept} for name, each in known.items()}
    manifest.write_text(json.dumps(old), "utf-8")
    run("build", "0", "--to", "pdf")
    assert (folder / "older-unknown/market-test-print.pdf").is_file()
    assert (folder / "older-unknown/market-test-a-key.pdf").is_file()
