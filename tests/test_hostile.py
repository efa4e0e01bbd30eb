"""What is handed over in bad faith: no traceback, no hang, nothing read from elsewhere."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import unicodedata

import pytest
from click.testing import CliRunner

from quizgen.__main__ import cli
from quizgen.commands._streams import write_files
from quizgen.deck.markup import parse_markdown
from quizgen.diagnostics import TextFile
from quizgen.interchange.compiled import read
from quizgen.project.compiled import compile_deck
from quizgen.quiz.responses import shuffled
from quizgen.quiz.rich import Emphasis, Strong, plain
from quizgen.reading.characters import normalised
from quizgen.reading.document import parse
from quizgen.study.history_file import UnusableError, open_history
from quizgen.writers import File

DECK = """\
quizgen: 1
deck: gate
uid: abcdefghij
title: The gate
source: {file: gate.txt, as: the text}
claims:
  open: {speaker: reporter, quote: Ann Lee opened the gate}
questions:
  who: {kind: short, claim: open, stem: "Who opened the gate?", key: Ann Lee}
"""


@pytest.fixture
def project(tmp_path, enter):
    """A project of one question; the working directory is in it."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "source").mkdir()
    (tmp_path / "decks/gate.yaml").write_text(DECK, "utf-8")
    (tmp_path / "source/gate.txt").write_text("Ann Lee opened the gate.", "utf-8")
    enter(tmp_path)
    return tmp_path


def run(*arguments, given=""):
    result = CliRunner().invoke(cli, arguments, input=given, prog_name="quizgen")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def codes(project, old, new):
    """Of the problems that the deck has after a change."""
    assert old in DECK
    path = project / "decks/gate.yaml"
    path.write_text(DECK.replace(old, new), "utf-8")
    return {problem.code for problem in compile_deck(path).problems}


LINKS = pytest.mark.skipif(os.name == "nt", reason="Windows asks for a right to make links")

# --- Files ------------------------------------------------------------------------------------


@LINKS
def test_a_link_out_of_the_project_is_not_followed(project, tmp_path_factory):
    secret = tmp_path_factory.mktemp("home") / "secret.txt"
    secret.write_text("Ann Lee opened the gate.", "utf-8")
    (project / "source/gate.txt").unlink()
    (project / "source/gate.txt").symlink_to(secret)
    assert codes(project, "gate", "gate") == {"source-not-found"}


@LINKS
def test_a_link_within_the_project_is_followed(project):
    (project / "source/gate.txt").rename(project / "source/real.txt")
    (project / "source/gate.txt").symlink_to("real.txt")
    assert codes(project, "gate", "gate") == set()


@LINKS
@pytest.mark.parametrize("command", ["build", "preview"])
def test_nothing_is_written_through_a_link_out_of_the_project(project, tmp_path_factory, command):
    elsewhere = tmp_path_factory.mktemp("home")
    (elsewhere / "gate.json").write_text("mine", "utf-8")
    (project / "dist").symlink_to(elsewhere)
    refused = run(command, "gate")
    assert refused.exit_code == 1
    assert "dist/gate leads out of the project" in refused.output
    assert [path.read_text("utf-8") for path in elsewhere.iterdir()] == ["mine"]
    assert run("build", "--to", "json", "--output", str(elsewhere)).exit_code == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_a_pipe_is_no_deck(project):
    os.mkfifo(project / "decks/pipe.yaml")
    assert "not an ordinary file" in run("check").stderr


@pytest.mark.parametrize(
    "arguments",
    [["build", "a" * 300], ["new", "a" * 300], ["study", "a" * 300 + ".json"]],
    ids=lambda arguments: arguments[0],
)
def test_a_name_too_long_for_the_disk_is_said_in_a_sentence(project, arguments):
    said = run(*arguments)
    assert said.exit_code
    assert said.stderr.startswith("Error: a") or "there is no" in said.stderr


def test_an_output_name_too_long_for_the_disk(tmp_path):
    with pytest.raises(Exception, match="cannot be written"):
        write_files([File("é" * 200, b"", "")], tmp_path)


def test_the_name_of_a_file_is_no_command_to_the_terminal(project):
    (project / "decks/a\x1b[2J\n::error::b.yaml").write_text("x")
    said = run("build", "nothing").stderr
    assert "a<U+001B>[2J<U+000A>::error::b" in said


def test_closed_streams_are_no_traceback(project):
    code = "import sys; sys.stdout = sys.stderr = None; from quizgen.__main__ import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", code, "study", "--db", "h.sqlite"],
        input=b"x\n/quit\n",
        check=False,
        capture_output=True,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Linux has a disk that is full")
@pytest.mark.parametrize("arguments", [["--help"], ["explain", "deck"], ["coverage", "gate"]])
def test_output_to_a_full_disk_is_said_in_a_sentence(project, arguments):
    command = [sys.executable, "-m", "quizgen", *arguments]
    with open("/dev/full", "w") as full:
        ended = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE)
    assert (ended.returncode, ended.stderr) == (1, b"Error: No space left on device\n")


# --- Texts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stem",
    ["![" * 6000, "{x}" * 70_000, "==" * 150_000, "*" * 9000, "*" * 9985, "*" * 9986],
    ids=lambda stem: f"{stem[:2]} {len(stem)}",
)
def test_a_text_of_nothing_but_markup_is_too_large(project, stem):
    stem = f"Who opened it? {stem}"
    assert ("too-large" in codes(project, "Who opened the gate?", stem)) == (len(stem) > 10_000)


def test_emphasis_nested_without_end_is_text():
    rich = parse_markdown("*" * 4000 + "a" + "*" * 4000)
    assert plain(rich) == "a"
    depth = 0
    while isinstance(rich[0], Strong | Emphasis):
        rich, depth = rich[0].children, depth + 1
    assert depth == 20


def test_what_is_nested_too_deep_ends_where_it_should():
    text = "*a **b " * 15 + "c" + "** d*" * 15 + " *e*"
    rich = parse_markdown(text)
    assert plain(rich) == text.replace("*", "")
    assert rich[-1] == Emphasis(("e",))


@pytest.mark.parametrize(
    ("of_claim", "of_template", "found"),
    [(100, 10, set()), (143, 7, {"too-large"}), (4000, 4000, {"too-large"})],
)
def test_ids_are_counted_before_they_are_made(project, of_claim, of_template, found):
    """A claim with 100 ids, today's among them, and a template with 10 make the 1,000 allowed."""
    claims, templates = (
        ", ".join(f"a{number}" for number in range(count - 1)) for count in (of_claim, of_template)
    )
    template = f"  t: {{kind: short, stem: Who did?, key: Ann Lee, was: [{templates}]}}\n"
    spoilt = f"gate, was: [{claims}]}}\ntemplates:\n{template}questions:"
    assert codes(project, "gate}\nquestions:", spoilt) == found


@pytest.mark.parametrize("text", ["Of {who}", "Of ==who=="])
@pytest.mark.parametrize("place", ["description", "instructions", "section"])
def test_what_belongs_to_no_claim_has_nothing_to_fill_in(project, place, text):
    quizzes = "quizzes: {q: {title: Q, forms: 3, %ssections: [{%sdraw: 1}]}}\n"
    written = {
        "description": f'description: "{text}"\n',
        "instructions": quizzes % (f'instructions: "{text}", ', ""),
        "section": quizzes % ("", f'title: "{text}", '),
    }[place]
    (project / "decks/gate.yaml").write_text(DECK + written, "utf-8")
    problems = compile_deck(project / "decks/gate.yaml").problems
    assert [problem.code for problem in problems] == ["bad-placeholder"]


@pytest.mark.parametrize(
    ("line", "swallowed"),
    [
        ("title: a #b #c", 2),
        ("title: 'a #b' #c", 1),
        ("# a #b #c", 0),
        ("title: #b", 0),
        ("title: #b c #d", 1),
        ("  #a #b", 0),
        ("- #a", 0),
    ],
)
def test_a_comment_is_told_from_text(line, swallowed):
    _, problems = parse(TextFile("deck.yaml", f"{line}\n"))
    assert sum(problem.code == "swallowed-text" for problem in problems) == swallowed


def test_a_long_run_of_marks_is_normalised_in_pieces():
    marks = "\u0315" * 300_000 + "\u0300" * 300_000  # takes hours as a whole
    assert len(normalised("NFKC", f"a{marks}")) == len(marks) + 1


@pytest.mark.parametrize("text", ["Ünï ﬁ Å" * 200, "Қазақстан й̆ " * 100, "가각힣 " * 300])
def test_pieces_are_normalised_as_the_whole(text):
    for form in ("NFC", "NFKC"):
        decomposed = unicodedata.normalize("NFD", text)
        assert normalised(form, decomposed) == unicodedata.normalize(form, decomposed)


# --- The self-test ----------------------------------------------------------------------------


def test_a_seed_may_be_any_bytes():
    assert shuffled("ab", str, "\udcff")


def test_as_many_new_ones_as_there_are(project):
    said = run("study", "--db", "h.sqlite", "--new", "9" * 30, given="Ann Lee\n")
    assert "Right." in said.stdout


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE card SET due = 'soon'",
        "UPDATE card SET due = x'00ff'",
        "UPDATE card SET due = 9223372036854775807",
        "UPDATE review SET day = 9223372036854775807",
        "UPDATE review SET day = 'today'",
    ],
)
def test_a_history_that_was_tampered_with_still_serves(project, change):
    run("study", "--db", "h.sqlite", given="Bob\n/quit\n")
    connection = sqlite3.connect("h.sqlite")
    connection.execute(change)
    connection.commit()
    connection.close()
    assert run("study", "--db", "h.sqlite", given="Ann Lee\nAnn Lee\n").exit_code == 0
    assert run("study", "--due", "--db", "h.sqlite").exit_code == 0


def test_a_damaged_schema_is_said_in_a_sentence(tmp_path):
    path = tmp_path / "h.sqlite"
    open_history(path).close()
    content = path.read_bytes()
    assert b"CREATE TABLE review" in content
    path.write_bytes(content.replace(b"CREATE TABLE review", b"CREATE TABL\xf5 r\xf5view"))
    with pytest.raises(UnusableError):
        open_history(path)


@pytest.mark.parametrize(
    "spoilt", [b"[" * 200_000, b'{"quizgen": ' + b"9" * 5000 + b"}", b'{"quizgen": NaN}', b"\xff"]
)
def test_a_compiled_deck_that_is_none(spoilt):
    deck, problems = read(spoilt, "deck.json")
    assert deck is None
    assert json.dumps([problem.code for problem in problems]) == '["damaged-deck"]'


@pytest.mark.parametrize("forms", [True, ["A"], [{"quiz": 1}]])
def test_a_compiled_deck_whose_forms_are_none(project, forms):
    run("build", "--to", "json")
    compiled = json.loads((project / "dist/gate/gate.json").read_bytes())
    spoilt = json.dumps(compiled | {"forms": forms})
    (project / "gate.json").write_text(spoilt, "utf-8")
    refused = run("study", "gate.json", "--exam", "short", "--db", "h.sqlite")
    assert refused.exit_code
    assert "error[damaged-deck]" in refused.output


@pytest.mark.parametrize("sections", [[], "empty"])
def test_a_compiled_exam_without_a_question(project, sections):
    run("build", "--to", "json", "--to", "pdf")
    compiled = json.loads((project / "dist/gate/gate.json").read_bytes())
    (form, *_) = compiled["forms"]
    emptied = [{**each, "placed": []} for each in form["sections"]]
    form["sections"] = emptied if sections == "empty" else []
    (project / "gate.json").write_text(json.dumps(compiled), "utf-8")
    refused = run("study", "gate.json", "--exam", form["quiz"], "--db", "h.sqlite")
    assert refused.exit_code == 2
    assert f"has no quiz `{form['quiz']}`; it has none that can be an exam" in refused.output


def test_a_history_of_no_version_is_refused(tmp_path):
    path = tmp_path / "h.sqlite"
    open_history(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = -9")
    with pytest.raises(UnusableError, match="damaged"):
        open_history(path)


@pytest.mark.parametrize("name", ["con", "LPT1", "x" * 101])
def test_a_name_that_no_deck_can_have_starts_none(project, name):
    assert "cannot name a deck" in run("new", name).output
    assert not (project / name).exists()


QUIZ = "{title: A quiz, sections: [{items: [who]}]}"


def test_quizzes_whose_files_would_be_one(project):
    quizzes = f"\nquizzes: {{exam: {QUIZ}, Exam: {QUIZ}}}"
    found = codes(project, "key: Ann Lee}", f"key: Ann Lee}}{quizzes}")
    assert found == {"bad-id", "same-title"}
