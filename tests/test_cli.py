"""The commands as people and pipelines meet them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen import commands, registry
from quizgen.__main__ import cli
from quizgen.commands import _streams
from quizgen.writers import File

ROOT = Path(__file__).parent.parent


def run(*arguments, code=0):
    result = CliRunner().invoke(cli, arguments, prog_name="quizgen")
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def spoil(project, old, new):
    path = project / "decks/orchids.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


# --- build ----------------------------------------------------------------------------------


def test_build_writes_every_outlet_and_says_what_is_in_it(project):
    said = run("build").stdout
    assert sorted(path.name for path in (project / "dist/orchids").iterdir()) == [
        ".orchids.made.json",
        "orchids-check-a-feedback.pdf",
        "orchids-check-a-key.pdf",
        "orchids-check-a.pdf",
        "orchids-check-grid.pdf",
        "orchids.apkg",
        "orchids.html",
        "orchids.json",
    ]
    assert "5 items: 2 choice, 1 numeric, 2 truefalse" in said
    assert "3 of 4 sentences of report.txt (75%), quoting 42% of its words" in said
    assert "phone" in said
    assert "quizgen study orchids\n" in said  # which works from here


def test_build_can_be_asked_for_one_format(project):
    run("build", "--to", "json", "-o", "elsewhere")
    assert [path.name for path in (project / "elsewhere").iterdir()] == ["orchids.json"]


def test_the_same_input_gives_the_same_bytes(project):
    run("build")
    first = {path.name: path.read_bytes() for path in (project / "dist/orchids").iterdir()}
    run("build", "-o", "again")
    assert first == {path.name: path.read_bytes() for path in (project / "again").iterdir()}


def test_source_date_epoch_dates_the_files(project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    run("build", "--to", "json")
    first = (project / "dist/orchids/orchids.json").read_bytes()
    os.utime(project / "decks/orchids.yaml", (2_000_000_000, 2_000_000_000))
    run("build", "--to", "json")
    assert (project / "dist/orchids/orchids.json").read_bytes() == first
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert "SOURCE_DATE_EPOCH" in run("build", code=2).stderr


def test_a_deck_with_errors_leaves_the_old_files_whole(project):
    run("build")
    before = {path.name: path.read_bytes() for path in (project / "dist/orchids").iterdir()}
    spoil(project, "half of the town\n", "half of the twon\n")
    result = run("build", code=1)
    assert "quotation-not-found" in result.stderr
    assert before == {path.name: path.read_bytes() for path in (project / "dist/orchids").iterdir()}


def test_one_bad_deck_does_not_keep_the_others_from_being_built(project):
    run("new", "--from", "decks/orchids.yaml", "roses")
    spoil(project, "kind: numeric", "kind: numerik")
    run("build", "--to", "json", code=1)
    assert [path.name for path in project.glob("dist/*/*")] == ["roses.json"]


def test_two_decks_with_one_uid_are_not_built(project):
    text = (project / "decks/orchids.yaml").read_text("utf-8")
    (project / "decks/roses.yaml").write_text(text.replace("deck: orchids", "deck: roses"), "utf-8")
    assert "error[uid-in-use]" in run("build", "--to", "json", code=1).stderr


def test_a_target_that_is_open_elsewhere_is_tried_again_then_named(tmp_path, monkeypatch):
    tries = []

    def refuse(source, target):
        tries.append(target)
        raise PermissionError(13, "in use", str(target))

    monkeypatch.setattr(_streams.os, "replace", refuse)
    monkeypatch.setattr(_streams.time, "sleep", lambda seconds: None)
    (tmp_path / "a.txt").write_bytes(b"old")
    with pytest.raises(Exception, match=r"a\.txt is open in another program"):
        _streams.write_files([File("a.txt", b"new", "")], tmp_path)
    assert len(tries) == 5
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"], "nothing half-written is left"
    assert (tmp_path / "a.txt").read_bytes() == b"old"


def test_an_output_that_cannot_be_written_is_named(project):
    (project / "dist").write_text("a file where the folder should be")
    assert "dist" in run("build", code=1).stderr


# --- check ----------------------------------------------------------------------------------


def test_check_is_content(project):
    assert "no problems" in run("check").stdout


def test_check_prints_place_excerpt_and_cure(project):
    spoil(project, "kind: numeric", "kind: numerik")
    result = run("check", code=1)
    assert "decks/orchids.yaml:49:11: error[unknown-kind]: unknown kind `numerik`" in result.stderr
    assert "hint: did you mean `numeric`?" in result.stderr
    assert result.stdout == ""


def test_check_as_json(project):
    spoil(project, "kind: numeric", "kind: numerik")
    (problem,) = json.loads(run("check", "--format", "json", code=1).stdout)
    assert (problem["line"], problem["column"], problem["code"]) == (49, 11, "unknown-kind")


def test_check_as_github_commands(project):
    spoil(project, "kind: numeric", "kind: numerik")
    line = run("check", "--format", "github", code=1).stdout
    assert line.startswith("::error file=decks/orchids.yaml,line=49,col=11,title=unknown-kind::")


def test_check_reports_all_problems_in_one_run(project):
    spoil(project, "kind: numeric", "kind: numerik")
    spoil(project, "pool: month", "pool: moth")
    errors = run("check", code=1).stderr
    assert "unknown-kind" in errors
    assert "unknown-pool" in errors


# --- the others -------------------------------------------------------------------------------


def test_show_lists_ids_and_shows_an_item_in_every_form(project):
    assert "orchids  how-many" in run("show").stdout
    said = run("show", "how-many").stdout
    for title in ("--- Anki card ---", "--- Handout ---", "--- Self-test ---"):
        assert title in said
    assert " ".join(said.split()).count("How many volunteers have signed up, according to") == 3
    assert "did you mean `how-many`" in run("show", "how-mny", code=2).stderr


def test_show_says_what_is_kept_apart_from_an_item_and_why(project):
    spoil(project, "  how-many:\n", "  how-many:\n    enemies: [opening.said]\n")
    said = run("show", "opening.said").stdout.partition("--- Kept apart ---\n")[2]
    assert "`how-many` lists `opening.said` as an enemy" in said
    assert "`opening.not-said` are statements on one claim; one is true, one is false" in said
    assert "`opening.month` shows whether the statement of `opening.said` is true" in said
    assert "opening.not-said" not in run("show", "how-many").stdout


def test_explain(project):
    assert "unknown-kind" in run("explain").stdout
    assert "kind" in run("explain", "unknown-kind").stdout
    assert "60 %" in run("explain", "longest-is-key").stdout
    assert "did you mean `unknown-kind`" in run("explain", "unknow-kind", code=2).stderr
    assert len(run("explain", "unattributed").stdout.split()) < 150
    for code, word in (("en", "answered"), ("ru", "ответил"), ("kk", "жазды")):
        assert f"verbs-{code}" in run("explain", "unattributed").stdout
        assert word in run("explain", f"verbs-{code}").stdout


def test_schema_is_the_one_that_new_writes(project):
    written = (project / "decks/schema.json").read_text("utf-8")
    assert run("schema").stdout == written


def test_new_never_overwrites(project):
    assert "exists already" in run("new", str(project), code=2).stderr


def test_new_gives_every_deck_its_own_uid(project):
    run("new", "--from", "decks/orchids.yaml", "roses")
    uids = {
        line
        for path in (project / "decks").glob("*.yaml")
        for line in path.read_text("utf-8").split("\n")
        if line.startswith("uid:")
    }
    assert len(uids) == 2
    assert "no problems" in run("check").stdout


def test_new_from_a_text_makes_one_draft_question_a_sentence(project):
    text = "Ада сказала: «Нет».\n\nAnn said “no”. That's 3.5 % — yes: {x} #1 \\ & *.\n"
    (project / "article.txt").write_text(text, "utf-8")
    said = run("new", "article.txt").stdout
    assert said.startswith(f"{Path('decks/article.yaml')}: 3 draft questions.")
    deck = (project / "decks/article.yaml").read_text("utf-8")
    assert deck.count("draft: true\n") == 3
    assert (project / "source/article.txt").is_file()
    assert "no problems" in run("check", "article").stdout
    assert "nothing to build" in run("build", "article").stdout


def test_new_from_markdown_asks_about_its_words_alone(project):
    text = "# Title\n\nThe *market* [opened](https://example.org).[^1]\n\n[^1]: Note.\n"
    (project / "essay.md").write_text(text, "utf-8")
    run("new", "essay.md")
    deck = (project / "decks/essay.yaml").read_text("utf-8")
    assert deck.count("draft: true\n") == 1
    assert "says: “The market opened.”" in deck
    assert "no problems" in run("check", "essay").stdout


@pytest.mark.parametrize("name", registry.names(commands))
def test_help_of_every_command_has_an_example(name):
    assert "Example" in run(name, "--help").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "did you mean `check`"),
        (["build", "--to", "pfd"], "'pfd' is not one of"),
        (["check", "nothing-here"], "there is no deck `nothing-here`; decks here: orchids"),
        (["new", "???"], "cannot name a deck"),
        (["new", "missing.txt"], "there is no file"),
    ],
)
def test_a_mistake_on_the_command_line_ends_with_2(project, arguments, said):
    assert said in run(*arguments, code=2).stderr


def test_outside_a_project_the_way_in_is_named(tmp_path, enter):
    enter(tmp_path)
    assert "quizgen new" in run("build", code=2).stderr


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from quizgen.__main__ import cli\n"
        "try: cli(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'genanki', 'typst', 'fsrs', 'yaml', 'markdown_it'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Compile" in printed or "build" in printed
    assert printed.endswith("[]\n")


def test_the_first_question_waits_for_nothing_that_only_answers_need():
    later = {"fsrs", "quizgen.grade.marking", "quizgen.quiz.notation", "quizgen.study.prompt"}
    code = f"import sys, quizgen.commands.study; print(sorted({later} & set(sys.modules)))"
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "ascii"])
def test_the_main_job_in_an_awkward_folder_and_code_page(tmp_path, encoding):
    folder = tmp_path / "Айгүл's тест"
    shutil.copytree(ROOT / "decks", folder / "decks")
    shutil.copytree(ROOT / "source", folder / "source")
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    finished = subprocess.run(
        [sys.executable, "-m", "quizgen", "build"],
        capture_output=True,
        cwd=folder,
        env=environment,
        timeout=120,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr.decode(encoding)
    assert len(list(folder.glob("dist/*/*"))) >= 4


def test_without_typst_everything_but_pdf_is_built(project, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    result = run("build")
    assert "no-typst" in result.stderr
    names = {path.suffix for path in (project / "dist/orchids").iterdir()}
    assert names == {".apkg", ".html", ".json"}


def test_what_a_writer_says_of_an_item_is_placed_at_the_item(project):
    spoil(project, "stem: How many volunteers", "stem: 火 how many volunteers")
    error = run("build", code=1).stderr
    assert "decks/orchids.yaml:51:11: error[missing-glyph]" in error
    assert "stem: 火 how many" in error


@pytest.mark.parametrize(("here", "name"), [(".", "roses"), ("source", "roses"), (".", "a/Roses")])
def test_new_inside_a_project_adds_a_deck_to_it(project, enter, here, name):
    before = (project / "source/report.txt").read_bytes()
    enter(project / here)
    said = run("new", name).stdout
    assert said.endswith("Next: quizgen build roses\n")
    enter(project)
    assert sorted(path.name for path in (project / "decks").glob("*.yaml")) == [
        "orchids.yaml",
        "roses.yaml",
    ]
    assert (project / "source/report.txt").read_bytes() == before
    assert not (project / "roses").exists()
    run("check", "--strict")
    assert "5 items" in run("build", "roses", "--to", "json").stdout
    assert "exists already" in run("new", name, code=2).stderr
