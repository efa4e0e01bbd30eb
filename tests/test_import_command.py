"""What `quizgen import` writes: a draft deck that can be checked at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from importing import codes, read

from quizgen.__main__ import cli
from quizgen.importers._draft_entries import draft_questions
from quizgen.importers._imported import as_id
from quizgen.phrases import PLACEHOLDER

# --- The draft deck -------------------------------------------------------------------------


def test_a_draft_deck_checks_and_builds_nothing():
    text = "Who?{=a ~b}\n\nWhen?{#1822}\n\nIs it?{T}\n\nWhy?{}\n\nMatch{=a->b =c->d}\n"
    assert codes(read("gift", text)[0]) == ([], 5)


def test_ids_are_the_files_own_or_of_the_title_and_each_is_there_once():
    text = (
        "// [id:q 1]\nA?{=a}\n\n// [id:q-1]\nB?{=a}\n\n::The title!::C?{=a}\n\n"
        "::The title!::D?{=a}\n\n?!{=a}\n\n// [id:con]\nE?{=a}\n"
    )
    _, questions, problems = draft_questions(read("gift", text)[0])
    assert list(questions) == ["q-1", "q-1-2", "the-title", "the-title-2", "question", "con"]
    assert [problem.message for problem in problems] == [
        "the id “q 1” is `q-1` here",
        "the id “q-1” is `q-1-2` here",
    ]


def test_ids_do_not_follow_the_words_of_an_answer():
    def ids(text: str) -> list[str]:
        return [as_id(each.id, dots=True) for each in read("gift", text)[0]]

    assert ids("// [id:a.b]\nWho?{=x}") == ids("// [id:a.b]\nWho else?{=y ~z}") == ["a.b"]


# --- The command ----------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, enter) -> Path:
    enter(tmp_path)
    return tmp_path


def run(*arguments: str, code: int = 0):
    result = CliRunner().invoke(cli, arguments, prog_name="quizgen")
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_import_writes_a_deck_that_can_be_checked_at_once(folder):
    (folder / "Week 1.gift").write_text("Who?{=a ~%50%b ~c}\n\nSome words.\n", "utf-8")
    result = run("import", "Week 1.gift")
    assert f"{Path('decks/week-1.yaml')} written: 1 draft question." in result.stdout
    assert "not kept: 50 % of the points for “b”" in result.stderr
    assert "Week 1.gift:3:1: warning[not-imported]" in result.stderr
    assert (folder / "source/week-1.txt").read_text("utf-8") == f"{PLACEHOLDER}\n"
    assert (folder / "decks/schema.json").is_file()
    assert "1 deck, 0 items and 1 draft: no problems" in run("check").stdout
    assert "nothing to build, it has nothing but 1 draft" in run("build").stdout


def test_a_filled_in_claim_builds(folder):
    (folder / "q.csv").write_text("stem,key,wrong\nWho came?,She,He|They\n", "utf-8")
    (folder / "article.txt").write_text("Nothing first. She came. She saw.\n", "utf-8")
    run("import", "q.csv", "--source", "article.txt")
    path = folder / "decks/q.yaml"
    deck = path.read_text("utf-8").replace(PLACEHOLDER, "She came").replace("draft: true", "")
    path.write_text(deck, "utf-8")
    assert "1 item: 1 choice" in run("build", "--to", "json").stdout
    (item,) = json.loads((folder / "dist/q.json").read_text("utf-8"))["items"]
    assert item["id"] == "who-came"


def test_import_finds_the_project_around_it(folder, enter):
    run("new", "orchids")
    (folder / "orchids/source/q.gift").write_text("Who?{=a}\n", "utf-8")
    enter(folder / "orchids/source")
    run("import", "q.gift")
    assert (folder / "orchids/decks/q.yaml").is_file()
    assert (folder / "orchids/source/q.txt").is_file()


def test_import_never_overwrites(folder):
    (folder / "q.gift").write_text("Who?{=a}\n", "utf-8")
    run("import", "q.gift")
    before = (folder / "decks/q.yaml").read_bytes()
    assert "exists already" in run("import", "q.gift", code=2).stderr
    (folder / "decks/q.yaml").unlink()
    assert "exists already" in run("import", "q.gift", code=2).stderr, "the source"
    assert before
    assert not (folder / "decks/q.yaml").exists()


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("q.gift", "Только слова.".encode("cp1251"), 1, "not UTF-8"),
        ("q.csv", "stem,key\n".encode("utf-16"), 1, "UTF-16"),
        ("q.csv", b"PK\x03\x04", 1, "a Word, Excel, OpenDocument or ZIP file"),
        ("q.gift", b"\x00\x01", 1, "NUL"),
        ("q.gift", b"", 1, "no question that can be imported"),
        ("q.csv", b"a,b,c\n", 1, "the columns have no names"),
        ("q.pdf", b"Who?{=a}", 2, "name it with --from"),
    ],
)
def test_a_file_that_cannot_be_imported_is_named_and_nothing_is_written(
    folder, name, content, code, said
):
    (folder / name).write_bytes(content)
    result = run("import", name, code=code)
    assert said in result.stderr
    assert sorted(path.name for path in folder.iterdir()) == [name]
