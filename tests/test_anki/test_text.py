"""Anki's text format, held against Anki's own import and export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from quizgen.diagnostics import Diagnostic
from quizgen.model import Build, Outlet, Text
from quizgen.writers import File, anki_text
from quizgen.writers.anki.notes import packaged


@pytest.fixture
def texted(tmp_path) -> Callable[[Build], File]:
    def text(build: Build) -> File:
        (file,) = anki_text.write(build, tmp_path)
        assert isinstance(file, File), file
        return file

    return text


def take_text(anki, file: File) -> dict[str, int]:
    """Import as the dialog does with what the file's headers say; what Anki says it did."""
    from anki.collection import ImportCsvRequest

    path = anki.folder / "import.txt"
    path.write_bytes(file.content)
    metadata = anki.collection.get_csv_metadata(path=str(path), delimiter=None)
    log = anki.collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log
    counts = {kind.name: len(value) for kind, value in log.ListFields() if hasattr(value, "append")}
    return {kind: number for kind, number in counts.items() if number}


def exported(anki) -> list[str]:
    """Anki's export *Notes in Plain Text* with everything ticked."""
    path = anki.folder / "export.txt"
    anki.collection.export_note_csv(
        out_path=str(path),
        limit=None,
        with_html=True,
        with_tags=True,
        with_deck=True,
        with_notetype=True,
        with_guid=True,
    )
    return path.read_text("utf-8").split("\n")


def reworded(build: Build) -> Build:
    first = replace(build.items[0], stem=(Text("Reworded,\twith \"a tab\" & #?"),))
    return replace(build, items=(first, *build.items[1:]))


# --- The real Anki ---------------------------------------------------------------------


def test_anki_exports_the_very_file(anki, build, packed, texted):
    """Byte for byte: not even the order of the lines is another."""
    anki.take(packed(build))
    assert "\n".join(exported(anki)) == texted(build).content.decode()


def test_after_the_package_the_text_changes_nothing(anki, build, packed, texted):
    anki.take(packed(build))
    before = anki.collection.db.all("select id, mod, flds, tags from notes")
    assert take_text(anki, texted(build)) == {"duplicate": 12}
    assert anki.collection.db.all("select id, mod, flds, tags from notes") == before
