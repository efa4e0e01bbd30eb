"""What `quizgen import` writes: a deck that can be built at once, or drafts that quote a text."""

from __future__ import annotations

import json
import shlex
import struct
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from importing import codes, read

from quizgen.__main__ import cli
from quizgen.importers._imported import as_id
from quizgen.importers._new_deck import named

# --- The deck -------------------------------------------------------------------------------


def test_all_kinds_are_compiled_at_once():
    text = "Who?{=a ~b}\n\nWhen?{#1822}\n\nIs it?{T}\n\nWhy?{}\n\nMatch{=a->b =c->d}\n"
    assert codes(read("gift", text)[0]) == ([], 5)


def test_ids_are_the_files_own_or_of_the_title_and_each_is_there_once():
    text = (
        "// [id:q 1]\nA?{=a}\n\n// [id:q-1]\nB?{=a}\n\n::The title!::C?{=a}\n\n"
        "::The title!::D?{=a}\n\n?!{=a}\n\n// [id:con]\nE?{=a}\n"
    )
    questions, problems = named(read("gift", text)[0])
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


@pytest.mark.parametrize(
    ("file", "title"),
    [("unit_3-fractions", "Unit 3 fractions"), ("глава_1", "Глава 1"), ("_", "_")],
)
def test_the_title_is_the_name_of_the_file_as_words(folder, file, title):
    (folder / f"{file}.csv").write_text("question,answer\nWho?,she\n", "utf-8")
    result = run("import", f"{file}.csv", "--name", "mine")
    place = Path("decks/mine.yaml")
    assert f"Its title is “{title}”; you can change it at `title:` in {place}.\n" in result.stdout


def test_import_writes_a_deck_that_can_be_built_at_once(folder):
    (folder / "Week 1.gift").write_text("Who?{=a ~%50%b ~c}\n\nSome words.\n", "utf-8")
    result = run("import", "Week 1.gift")
    assert result.stdout.splitlines() == [
        f"{Path('decks/week-1.yaml')} written: 1 question, read as gift.",
        f"Its title is “Week 1”; you can change it at `title:` in {Path('decks/week-1.yaml')}.",
        "Papers mix the options: mark them with their own keys.",
        f"Next: quizgen build {Path('decks/week-1.yaml')}",
        "quizgen takes their language to be `en`, but is not certain; --language names another.",
        "1 read, 0 not read.",
    ]
    assert "not kept: 50 % of the points for “b”" in result.stderr
    assert "Week 1.gift:3:1: warning[not-imported]" in result.stderr
    assert not (folder / "source").exists()
    assert (folder / "decks/schema.json").is_file()
    assert "draft" not in (folder / "decks/week-1.yaml").read_text("utf-8")
    assert "1 deck, 1 item" in run("check").stdout
    assert "week-1-quiz-a.pdf" in run("build", "--to", "pdf").stdout


def test_a_table_of_windows_is_answered_by_the_command_to_type(folder):
    text = "Frage;A;B;Antwort\nWelche Größe?;groß;klein;A\n"
    (folder / "my bank.csv").write_bytes(text.encode("cp1252"))
    said = run("import", "my bank.csv", code=1).stderr
    assert "my bank.csv: its letters are not stored as UTF-8 (line 2)\n" in said
    assert "Choose the line that reads well, and type the command above it:" in said
    command = "quizgen import 'my bank.csv' --encoding cp1252"
    assert f"  {command}\n      Welche Größe?;groß;klein;A\n" in said
    run(*shlex.split(command)[1:])
    assert "Welche Größe?" in (folder / "decks/my-bank.yaml").read_text("utf-8")


def test_import_says_which_options_keep_their_place(folder):
    rows = ["question,A,B,C,key", "One?,x,y,None of these,A", "Two?,x,y,Both A and B,C"]
    (folder / "q.csv").write_text("\n".join(rows), "utf-8")
    lines = run("import", "q.csv").stdout.splitlines()
    assert lines[3:5] == [
        "The order of 1 question stays, since an option names others by letters.",
        "In 1 question an option such as “All of the above” stays last.",
    ]
    deck = (folder / "decks/q.yaml").read_text("utf-8")
    assert "order: [3]" in deck
    assert "last: true" in deck
    run("build", "--to", "pdf", "--to", "anki", "--to", "html")


def test_what_the_compiler_refuses_is_named_and_the_rest_is_built(folder):
    """Options that say the same are refused; a key in a stem is not, since it may be meant."""
    rows = ["question,A,B,C,key", "Who?,she,he,it,A", "Who else?,AA,Aa,aa,B", "x,y,z,w,Q",
            "Is a or b first?,a,b,c,A", "Who?,she,he,it,A"]  # fmt: skip
    (folder / "q.csv").write_text("\n".join(rows), "utf-8")
    result = run("import", "q.csv")
    assert (
        "q.csv:3:1: warning[row-not-read]: the key “AA” stands among its distractors"
        in result.stderr
    )
    assert "q.csv:6:1: warning[row-not-read]: the same question as in line 2" in result.stderr
    assert result.stdout.splitlines()[-1] == (
        "2 read, 3 not read: the key … is not one of the options (1 time); "
        "the same question as in line 2 (1 time); the key … stands among its distractors (1 time)."
    )
    run("build", "--to", "json")


def test_with_a_source_quotations_are_proposed_as_drafts(folder):
    (folder / "q.csv").write_text(
        "stem,key,wrong\nWho came to the market?,The old mayor,He|They\nHow old is Oslo?,x,y\n"
    )
    (folder / "article.txt").write_text("Nothing first. The old mayor came to the market. Oh.\n")
    said = run("import", "q.csv", "--source", "article.txt").stdout
    assert "All are drafts; 1 of them quotes article.txt." in said
    path = folder / "decks/q.yaml"
    deck = path.read_text("utf-8")
    assert deck.count("quote: ") == 1
    assert "quote: The old mayor came to the market." in deck
    assert (folder / "source/article.txt").is_file()
    assert "1 deck, 0 items and 2 drafts" in run("check").stdout
    path.write_text(deck.replace("draft: true", "draft: false", 1), "utf-8")
    assert "1 item: 1 choice" in run("build", "--to", "json").stdout
    (item,) = json.loads((folder / "dist/q/q.json").read_text("utf-8"))["items"]
    assert item["id"] == "who-came-to-the-market"


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    )


def test_pictures_beside_the_file_are_copied_and_named(folder):
    (folder / "bank").mkdir()
    (folder / "bank/old map.png").write_bytes(png())
    (folder / "secret.png").write_bytes(png())
    rows = ["question,answer,image", "Where?,Here,old map.png", "What?,This,../secret.png",
            "Who?,She,https://e.org/x.png", "When?,Now,broken.png",
            "![A map](old%20map.png) Which?,That,",
            "See <img src='old map.png'>?,Yes,"]  # fmt: skip
    (folder / "bank/broken.png").write_bytes(b"no picture")
    (folder / "bank/q.csv").write_text("\n".join(rows), "utf-8")
    result = run("import", "bank/q.csv")
    assert (folder / "decks/q-old-map.png").read_bytes() == png()
    assert sorted(path.name for path in (folder / "decks").glob("*.png")) == ["q-old-map.png"]
    deck = (folder / "decks/q.yaml").read_text("utf-8")
    assert deck.count("image: {file: q-old-map.png, alt: old map}") == 2
    assert "stem: Which?\n" in deck
    assert "image: {file: q-old-map.png, alt: A map}" in deck
    for name in ("../secret.png", "https://e.org/x.png"):
        assert f"not kept: the picture “{name}”, which is not beside the file" in result.stderr
    assert "not kept: the picture “broken.png”: its content is no image" in result.stderr
    assert "Pictures beside it: q-old-map.png." in result.stdout
    assert result.stdout.splitlines()[-1] == "6 read, 0 not read."
    run("build", "--to", "json")


def test_import_finds_the_project_around_it(folder, enter):
    run("new", "orchids")
    (folder / "orchids/source/q.gift").write_text("Who?{=a}\n", "utf-8")
    enter(folder / "orchids/source")
    run("import", "q.gift")
    assert (folder / "orchids/decks/q.yaml").is_file()


def test_import_never_overwrites(folder):
    (folder / "q.gift").write_text("Who?{=a}\n", "utf-8")
    (folder / "t.txt").write_text("Some words.\n", "utf-8")
    run("import", "q.gift")
    before = (folder / "decks/q.yaml").read_bytes()
    assert "exists already" in run("import", "q.gift", code=2).stderr
    assert (folder / "decks/q.yaml").read_bytes() == before
    (folder / "source").mkdir()
    (folder / "source/t.txt").write_text("Other words.\n", "utf-8")
    assert (
        "exists already"
        in run("import", "q.gift", "--name", "b", "--source", "t.txt", code=2).stderr
    )
    assert not (folder / "decks/b.yaml").exists()


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("q.gift", "Кто?{=он}".encode("cp1251"), 1, "gift --encoding cp1251\n      Кто?{=он}\n"),
        ("q.csv", "Größe;Maß\n".encode("cp1252"), 1, "not stored as UTF-8 (line 1)"),
        ("q.csv", b"PK\x03\x04", 2, "does not look like any format that is read"),
        ("q.gift", b"\x00\x01", 1, "0 read, 0 not read."),
        ("q.gift", b"", 1, "no question that can be imported"),
        ("q.csv", b"a,b,c\n", 1, "--heads question,A,B,C,D,key"),
        ("q.json", b'[{"question": "x"}]', 2, "is JSON, which is not read"),
        ("q.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 99, 2, "a file of an old Excel"),
        ("q.txt", b"Dear all,\nhere is my list of questions.\n", 2, "--from gift"),
    ],
)
def test_a_file_that_cannot_be_imported_is_named_and_nothing_is_written(
    folder, name, content, code, said
):
    (folder / name).write_bytes(content)
    result = run("import", name, code=code)
    assert said in result.stderr
    assert sorted(path.name for path in folder.iterdir()) == [name]


def test_of_many_like_it_a_hundred_are_shown_and_all_are_counted(folder):
    rows = [f"Who {n}?,a,b,C" for n in range(300)]
    (folder / "q.csv").write_text("\n".join(["question,A,B,key", "Who?,a,b,B", *rows]), "utf-8")
    result = run("import", "q.csv")
    assert result.stderr.count("warning[row-not-read]") == 100
    assert "is not one of the options (and 200 more like it)" in result.stderr
    assert result.stdout.splitlines()[-1] == (
        "1 read, 300 not read: the key … is not one of the options (300 times)."
    )


def test_the_count_of_losses_keeps_the_signs_that_are_missing(folder):
    text = "Who? {=me ~you}\n\nWhat? {=this ~that\n\nWhich? {=a ~b}\n"
    (folder / "q.gift").write_text(text, "utf-8")
    last = run("import", "q.gift").stdout.splitlines()[-1]
    assert last == "2 read, 1 not read: this `{` has no `}` (1 time)."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_encodings_are_known_or_named(folder, encoding):
    text = "question;answer\r\nКто пришёл?;Она\r\nWho came?;She\r\n"
    (folder / "q.csv").write_bytes(text.encode(encoding))
    more = ["--encoding", encoding] if encoding == "cp1251" else []
    assert run("import", "q.csv", *more).stdout.splitlines()[-1] == "2 read, 0 not read."
    assert "stem: Кто пришёл?" in (folder / "decks/q.yaml").read_text("utf-8")


def test_an_unknown_encoding_or_language_is_named(folder):
    (folder / "q.csv").write_bytes(b"question,answer\na,b\n")
    assert "write its tag" in run("import", "q.csv", "--language", "my own", code=2).stderr
    for name in ("zlib", "base64"):  # they unpack bytes, and are no encodings of text
        said = run("import", "q.csv", "--encoding", name, code=1).stderr
        assert f"no encoding `{name}`" in said
    assert "no encoding `klingon`" in run("import", "q.csv", "--encoding", "klingon", code=1).stderr


# --- Once more ------------------------------------------------------------------------------------


def test_a_corrected_file_replaces_its_deck(folder):
    (folder / "q.csv").write_text("question,answer\nWho came?,Shee\nWhen?,May\n", "utf-8")
    run("import", "q.csv")
    deck = folder / "decks/q.yaml"
    before = deck.read_text("utf-8").replace("May", "June")
    deck.write_text(before, "utf-8")
    (folder / "q.csv").write_text("question,answer\nWho came?,She\nWhen?,May\n", "utf-8")
    assert "--replace" in run("import", "q.csv", code=2).stderr
    said = run("import", "q.csv", "--replace").stdout
    assert deck.read_text("utf-8") == before.replace("Shee", "She").replace("June", "May")
    assert (folder / "decks/q.yaml~").read_text("utf-8") == before
    assert "q.yaml~" in said
    assert "1 deck" in run("check").stdout


def test_what_cannot_be_imported_replaces_nothing(folder):
    (folder / "q.csv").write_text("question,answer\nWho came?,She\n", "utf-8")
    run("import", "q.csv")
    before = (folder / "decks/q.yaml").read_bytes()
    (folder / "q.csv").write_text("question,answer\n", "utf-8")
    run("import", "q.csv", "--replace", code=1)
    assert (folder / "decks/q.yaml").read_bytes() == before
    assert not (folder / "decks/q.yaml~").exists()


def test_there_need_be_nothing_to_replace(folder):
    (folder / "q.csv").write_text("question,answer\nWho came?,She\n", "utf-8")
    assert "~" not in run("import", "q.csv", "--replace").stdout
    assert not (folder / "decks/q.yaml~").exists()
