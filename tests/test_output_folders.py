"""Each deck has a folder, and what is removed from it again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen.__main__ import cli
from quizgen.commands import _output

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


# --- Papers of forms that are no longer made -----------------------------------------------------

REMOVED = "Removed, since their forms are no longer made: "


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


def test_papers_of_forms_that_are_gone_are_removed_and_named(dist):
    assert REMOVED not in build("--forms", "3")
    assert REMOVED + ", ".join([*forms("b"), *forms("c")]) in build()
    assert names(dist) == set(forms("a"))
    assert REMOVED not in build()


def test_what_is_made_again_of_fewer_forms_is_not_said_to_stay(project):
    """The table of all forms was about one that is gone."""
    folder = project(("market", "test")) / "dist/market"
    run("build", "0", "--to", "pdf", "--forms", "2")
    said = run("build", "0", "--to", "pdf").output
    assert REMOVED + "market-test-b-feedback.pdf, market-test-b-key.pdf, market-test-b.pdf" in said
    assert "so they stay" not in said
    assert (folder / "market-test-grid.pdf").is_file()


def test_papers_of_a_quiz_that_is_gone_are_removed(dist):
    deck = dist.parent.parent / "decks/0.yaml"
    deck.write_text(deck.read_text("utf-8").replace("  test:", "  exam:"), "utf-8")
    assert REMOVED in build()
    assert names(dist) == set(forms("a", "exam"))


@pytest.mark.parametrize("arguments", [("--to", "json"), ("--to", "pdf"), ("--to", "anki")])
def test_a_build_of_another_format_removes_nothing(dist, arguments):
    before = names(dist)
    run("build", "0", *arguments)
    assert names(dist) == before


def test_a_build_of_one_quiz_keeps_the_papers_of_the_others(dist):
    deck = dist.parent.parent / "decks/0.yaml"
    deck.write_text(
        deck.read_text("utf-8") + "  exam: {title: Exam, sections: [{draw: 1}]}\n", "utf-8"
    )
    assert REMOVED not in build("--quiz", "exam")
    assert names(dist) == {*forms("a"), *forms("b"), *forms("c"), *forms("a", "exam")}
    assert REMOVED + ", ".join(forms("c")) in build("--quiz", "test", "--forms", "2")


def test_what_somebody_changed_or_made_stays(dist):
    mine, changed = dist / "market-test-d.docx", dist / forms("b")[1]
    mine.write_bytes(b"mine")
    changed.write_bytes(changed.read_bytes() + b"x")
    said = build()
    assert f"but they were changed, so they stay: {changed.name}\n" in said
    assert names(dist) == {*forms("a"), mine.name, changed.name}
    assert changed.name in build(), "as long as it is there, its key may be handed out"


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
    [b"", b"\xff", b"[" * 10_000, b"[]", b'{"a": 1}', b'{"a": {"digest": 1}}'],
    ids=lambda content: content[:20].decode("latin-1"),
)
def test_a_damaged_manifest_removes_nothing(dist, content):
    (dist / ".market.made.json").write_bytes(content)
    before = names(dist)
    assert REMOVED not in build()
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

    deck = dist.parent.parent / "decks/0.yaml"
    deck.write_text(deck.read_text("utf-8").replace("When did", "When has"), "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(_output, "_replace", replace_or_end)
        run("build", "0", "--to", "docx", "--forms", "4", code=1)
    assert set(forms("a")) <= names(dist)
    said = build()
    assert "changed" not in said
    assert names(dist) == set(forms("a"))


def test_what_earlier_versions_wrote_stays_and_is_named(project):
    root = project(("market", "test"))
    (root / "dist").mkdir()
    old = root / "dist/market.json"
    old.write_text("{}", "utf-8")
    said = " ".join(run("build", "0", "--to", "json").output.split())
    assert "no longer written (delete them and their papers): dist/market.json" in said
    assert old.read_text("utf-8") == "{}"


@pytest.mark.parametrize(
    ("arguments", "first"),
    [((), "market-test-a.pdf"), (("--copies", "2"), "market-test-print.pdf")],
)
def test_a_build_names_what_to_print_first(project, arguments, first):
    project(("market", "test"))
    assert f"Print this first: dist/market/{first}\n" in run("build", *arguments).output
    assert "Print this first" not in run("build", "--to", "json").output
