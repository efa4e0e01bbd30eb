"""No two decks come to one file name, and nothing is written where they would."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from quizgen import registry, writers
from quizgen.__main__ import cli
from quizgen.deck.outputs import may_clash, output_names
from quizgen.project.compiled import compile_deck

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


CLASHES = [
    [("a-b", "c"), ("a", "b-c")],
    [("a", "b-c"), ("a-b", "c")],
    [("a-b", "c-d"), ("a-b-c", "d")],
    [("A-B", "c"), ("a", "b-C")],
    [("É-b", "c"), ("é", "b-C")],
    [("x", "t"), ("x-preview", "t")],
    [("x-preview", "t"), ("X", "t")],
]


@pytest.mark.parametrize("decks", CLASHES, ids=str)
def test_decks_that_come_to_one_file_are_neither_written(project, decks):
    root = project(*decks)
    result = run("build", code=1)
    assert result.stderr.count("error[file-in-use]") == 1
    assert "1.yaml:" in result.stderr
    assert "0.yaml:" in result.stderr
    assert not (root / "dist").exists()
    assert "file-in-use" in run("check", code=1).stderr


@pytest.mark.parametrize("decks", CLASHES, ids=str)
@pytest.mark.parametrize("named", ["0", "1"])
def test_a_deck_that_is_built_alone_does_not_replace_the_files_of_another(project, decks, named):
    root = project(*decks)
    assert "error[file-in-use]" in run("build", named, code=1).stderr
    assert not (root / "dist").exists()
    run("build", named, "-o", "elsewhere")  # a folder of its own


def test_two_decks_of_one_name_are_not_built_one_after_the_other(project):
    root = project(("a", "b"), ("A", "c"))
    assert "error[file-in-use]" in run("build", "0", code=1).stderr
    assert not (root / "dist").exists()
    assert "error[deck-in-use]" in run("build", code=1).stderr
    assert not (root / "dist").exists()


@pytest.mark.parametrize("named", [(), ("0",), ("1",)])
def test_a_page_does_not_take_the_place_of_a_deck(project, named):
    root = project(("x", "t"), ("x-preview", "t"))
    assert "file-in-use" in run("preview", *named, code=1).stderr
    assert not (root / "dist/x-preview.html").exists()


def test_the_page_of_a_deck_that_cannot_be_read_does_not_take_the_place_of_another(project):
    root = project(("x-preview", "t"))
    (root / "decks/x.yaml").write_text("title: [", "utf-8")
    assert "x-preview.html not written" in run("preview", code=1).stderr
    assert [path.name for path in (root / "dist").iterdir()] == ["x-preview-preview.html"]


@pytest.mark.parametrize(
    "decks",
    [
        [("a-b", "c"), ("a", "b")],
        [("a-b", "c"), ("a", "bc")],
        [("a", "key"), ("a-key", "a")],
        [("a", "t"), ("a-b", "t")],
    ],
    ids=str,
)
def test_decks_of_like_names_are_built(project, decks):
    project(*decks)
    run("check")
    run("build", "--to", "json")
    run("build", "--to", "json", "0")
    run("preview")


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


def test_every_file_that_is_made_has_one_of_the_names(project):
    root = project(("a", "b"))
    (root / "class.csv").write_text("name\nAnna\n", "utf-8")
    formats = [word for name in registry.names(writers) for word in ("--to", name)]
    run("build", *formats, "--forms", "3", "--copies", "4", "--answer-sheet")
    run("build", *formats, "--students", "class.csv")
    run("preview")
    deck = compile_deck(root / "decks/0.yaml").deck
    assert deck is not None
    made = {path.name for path in (root / "dist").iterdir()}
    assert len(made) > 20
    assert made <= {name for name, _ in output_names(deck)}


@pytest.mark.parametrize("decks", CLASHES, ids=str)
def test_names_that_can_come_together_are_known_by_themselves(decks):
    (one, _), (other, _) = decks
    assert may_clash(one, other)
    assert not may_clash(one, "z")


# --- Papers of forms that are no longer made -----------------------------------------------------

OLDER = "These older papers are of forms that are not made now: "


def older(*arguments):
    output = run("build", "0", "--to", "docx", *arguments).output
    lines = [line.strip() for line in output.split("\n") if OLDER in line]
    return [line.removeprefix(OLDER).removesuffix(".").split(", ") for line in lines]


def test_a_build_names_the_papers_of_forms_that_are_gone(project):
    root = project(("market", "test"))
    assert older("--forms", "3") == []
    assert older("--forms", "3") == []
    parts = ("-feedback", "-key", "")
    gone = [f"market-test-{letter}{part}.docx" for letter in "bc" for part in parts]
    assert older("--forms", "2") == [gone[3:]]
    assert older() == [gone]
    assert all((root / "dist" / name).is_file() for name in gone)


def test_the_files_of_others_are_no_older_papers(project):
    root = project(("market", "test"))
    (root / "dist").mkdir()
    for name in ("market-test-c.txt", "market-exam-c.docx", "market-test-cc.docx", "test-c.docx"):
        (root / "dist" / name).write_text("", "utf-8")
    assert older() == []
    (root / "dist" / "Market-Test-C.pdf").write_text("", "utf-8")
    assert older() == [["Market-Test-C.pdf"]]
