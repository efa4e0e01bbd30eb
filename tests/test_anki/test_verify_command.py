"""`quizgen verify` as a command, and the files of anyone that it has to read."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import CliRunner, Result
from test_anki.situations import AS_IT_WAS, CLOZE, SITUATIONS, Row, changed, package

from quizgen.__main__ import cli
from quizgen.diagnostics import Diagnostic
from quizgen.releases.verify import RETIRED
from quizgen.releases.verify import archive as reading
from quizgen.releases.verify.archive import AnkiPackage, read_package
from quizgen.writers.anki.notes import TAG


@pytest.fixture(autouse=True)
def _own_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """genanki leaves files behind."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


# --- Reading what anyone may have written ----------------------------------------------


def zipped(**entries: bytes) -> bytes:
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name.replace("_", "."), content)
    return archive.getvalue()


def collection(*statements: str) -> bytes:
    """A good collection, then spoilt."""
    with ZipFile(BytesIO(package(*AS_IT_WAS))) as good:
        database = sqlite3.connect(":memory:")
        database.deserialize(good.read("collection.anki2"))
    for statement in statements:
        database.execute(statement)
    database.commit()
    return database.serialize()


def spoilt(*statements: str) -> bytes:
    return zipped(collection_anki2=collection(*statements))


def settings(models: str) -> bytes:
    """A collection whose note types are this JSON."""
    return spoilt("UPDATE col SET models = '" + models + "'")  # noqa: S608  # ours


LITTLE = 1 << 20
ENDLESS = """CREATE VIEW notes AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
SELECT i id, i guid, i mid, i mod, i flds, i tags FROM n"""
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "anki-not-a-package"),
    "text": (lambda: b"guid\tdeck\n" * 50, "anki-not-a-package"),
    "cut off": (lambda: spoilt()[:-200], "anki-not-a-package"),
    "a byte changed": (lambda: _flipped(spoilt()), "anki-not-a-package"),
    "an offset before the file": (lambda: _displaced(spoilt()), "anki-not-a-package"),
    "another archive": (lambda: zipped(readme_txt=b"hello"), "anki-not-a-package"),
    "the newer format": (lambda: zipped(collection_anki21b=b"", collection_anki2=b""),
                         "anki-newer-format"),
    "no database": (lambda: zipped(collection_anki2=b"not a database" * 99), "anki-damaged"),
    "an empty database": (lambda: zipped(collection_anki2=b""), "anki-damaged"),
    "half a database": (lambda: zipped(collection_anki2=collection()[:9000]), "anki-damaged"),
    "a bomb": (lambda: zipped(collection_anki2=collection() + bytes(LITTLE)), "anki-damaged"),
    "no row": (lambda: spoilt("DELETE FROM col"), "anki-damaged"),
    "no table": (lambda: spoilt("DROP TABLE cards"), "anki-damaged"),
    "damaged JSON": (lambda: settings("{"), "anki-damaged"),
    "JSON of another shape": (lambda: settings("[1]"), "anki-damaged"),
    "deep JSON": (lambda: settings("[" * 99999), "anki-damaged"),
    "a huge number": (lambda: settings("1" * 9999), "anki-damaged"),
    "infinity": (lambda: settings('{"1": {"id": 1e999}}'), "anki-damaged"),
    "no note type": (lambda: settings("{}"), "anki-damaged"),
    "no number": (lambda: spoilt("UPDATE notes SET mod = 'soon'"), "anki-damaged"),
    "nothing where a date was": (lambda: spoilt("CREATE TABLE n AS SELECT id, guid, mid, null mod, "
        "flds, tags FROM notes", "DROP TABLE notes", "ALTER TABLE n RENAME TO notes"),
        "anki-damaged"),
    "an endless view": (lambda: spoilt("DROP TABLE notes", ENDLESS), "anki-damaged"),
    "a computed column": (lambda: spoilt("DROP TABLE cards", "CREATE TABLE cards "
        "(nid, did, ord AS (length(zeroblob(999999999))))"), "anki-damaged"),
    "a virtual table": (lambda: spoilt("DROP TABLE cards",
        "CREATE VIRTUAL TABLE cards USING fts5(nid, did, ord)"), "anki-damaged"),
}  # fmt: skip


def _flipped(content: bytes) -> bytes:
    return content[:2000] + bytes([content[2000] ^ 0xFF]) + content[2001:]


def _displaced(content: bytes) -> bytes:
    """The directory of the archive says that it begins far behind the end of the file."""
    end = content.rindex(b"PK\x05\x06")
    return content[: end + 16] + b"\xff\xff\xff\x0f" + content[end + 20 :]


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_package_is_one_problem(name, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", LITTLE)
    make, code = HOSTILE[name]
    found = read_package(make(), "new.apkg")
    assert isinstance(found, Diagnostic), found
    assert found.code == code
    assert "`new.apkg`" in found.message


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notes SET flds = x'ff00', guid = x'ff', tags = 1.5",
        "UPDATE cards SET did = 99",
        "UPDATE notes SET flds = 'a' || char(27) || '[2J' || char(8238)",
    ],
)
def test_odd_values_are_read(statement):
    assert isinstance(read_package(spoilt(statement), "new.apkg"), AnkiPackage)


def test_nothing_where_text_was_is_read():
    copy = "CREATE TABLE n AS SELECT id, null guid, mid, mod, null flds, null tags FROM notes"
    nulls = spoilt(copy, "DROP TABLE notes", "ALTER TABLE n RENAME TO notes")
    assert isinstance(read_package(nulls, "new.apkg"), AnkiPackage)


def test_a_note_type_that_no_note_uses_does_not_count():
    """Anki takes no such type."""
    found = read_package(spoilt(f"DELETE FROM notes WHERE mid = {CLOZE.model_id}"), "new.apkg")  # noqa: S608  # ours
    assert isinstance(found, AnkiPackage)
    assert [each.name for each in found.types.values()] == ["Type 1"]


def test_a_database_in_write_ahead_mode_is_read():
    """As a program leaves it that stops before it tidies up."""
    content = collection()
    content = content[:18] + b"\x02\x02" + content[20:]
    assert isinstance(read_package(zipped(collection_anki2=content), "new.apkg"), AnkiPackage)


def test_the_newer_of_two_collections_counts():
    both = zipped(collection_anki2=b"please update", collection_anki21=collection())
    assert isinstance(read_package(both, "new.apkg"), AnkiPackage)


# --- The command -----------------------------------------------------------------------


@pytest.fixture
def verify(tmp_path) -> Callable[..., Result]:
    def run(old: bytes, new: bytes, *options: str) -> Result:
        paths = tmp_path / "old.apkg", tmp_path / "new.apkg"
        for path, content in zip(paths, (old, new), strict=True):
            path.write_bytes(content)
        result = CliRunner().invoke(cli, ["verify", *map(str, paths), *options])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return run


def test_a_safe_update(verify):
    said = verify(package(*AS_IT_WAS), package(changed(), *AS_IT_WAS[1:], changed("n")))
    assert (said.exit_code, said.stderr) == (0, "")
    rows = [" ".join(row.split()) for row in said.stdout.split("\n")]
    assert rows[3:] == [
        "notes",
        "1 new",
        "1 updated: text and tags become the file's; a learner's own tags on them are lost",
        "2 unchanged: a learner's edits, tags, flags and schedule stay",
        "cards",
        "1 new",
        "note types",
        "2 unchanged",
        "",
        "Safe to import.",
        "",
    ]


def test_a_harmful_update(verify):
    said = verify(*(package(*rows) for rows in SITUATIONS["a gap less"][:2]))
    assert said.exit_code == 1
    assert "1  left without content" in said.stdout
    assert "error[anki-lost-card]: 1 card left without content" in said.stderr
    assert "{{c1::one}}, card 2" in said.stderr


def test_a_deck_under_another_title_is_safe_but_splits(verify):
    said = verify(*(package(*rows) for rows in SITUATIONS["a deck renamed"][:2]))
    assert said.exit_code == 0
    assert "Safe to import, but cards stay in the deck where they are." in said.stdout


def test_what_doubles_a_deck_is_not_called_safe(verify):
    said = verify(*(package(*rows) for rows in SITUATIONS["the same notes under other guids"][:2]))
    assert said.exit_code == 1
    assert "Safe to import" not in said.stdout
    assert "error[anki-doubled]: 2 notes under another identity" in said.stderr
    assert "uid:" in said.stderr


def test_the_verdict_for_programs(verify):
    said = verify(*(package(*rows) for rows in SITUATIONS["a field more"][:2]), "--format", "json")
    verdict = json.loads(said.stdout)
    assert said.exit_code == 1
    assert verdict["is_safe"] is False
    assert verdict["notes"] == {
        "new": 1, "updated": 0, "restamped": 0, "unchanged": 0, "skipped": 0, "conflicting": 2,
        "gone": 0,
    }  # fmt: skip
    assert [change["guid"] for change in verdict["changes"]] == ["a", "b", "n"]
    assert [problem["code"] for problem in verdict["problems"]] == ["anki-conflict"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_unreadable_file_is_said_and_no_traceback(verify, form):
    said = verify(b"no", b"no", "--format", form)
    assert said.exit_code == 1
    assert said.output.count("is not an Anki package") == 2
    assert form == "text" or json.loads(said.stdout)["is_safe"] is False


def test_a_file_that_is_not_there_is_a_mistake_on_the_command_line(tmp_path):
    result = CliRunner().invoke(cli, ["verify", str(tmp_path / "a"), str(tmp_path / "b")])
    assert result.exit_code == 2
    assert "does not exist" in result.output


def test_a_terminal_is_told_nothing_it_would_obey(verify):
    bad = "\x1b[2J\u202e" + "x" * 999
    old, new = package(Row(bad, bad)), package(Row("n", bad, deck="D\x1b]0;x"), Row("n", bad))
    for form in ("text", "json"):
        said = verify(old, new, "--format", form)
        assert said.exit_code == 1
        assert said.output.replace("\n", "").isprintable()


def test_withdrawn_notes_are_counted(verify):
    assert RETIRED == TAG
    said = verify(package(*AS_IT_WAS), package(changed(tags=(TAG,)), *AS_IT_WAS[1:]))
    assert said.exit_code == 0
    assert "1  of these are withdrawn" in said.stdout
