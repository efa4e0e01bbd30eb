"""Anki's text format, held against Anki's own import and export."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from making import rebuilt, released, replace

from quizgen.diagnostics import Diagnostic
from quizgen.quiz.model import Build, Outlet
from quizgen.quiz.rich import Text
from quizgen.releases.release import dated
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
    first = replace(build.deck.items[0], stem=(Text('Reworded,\twith "a tab" & #?'),))
    return rebuilt(build, items=(first, *build.deck.items[1:]))


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


def test_a_fix_reaches_one_note_and_costs_the_learner_nothing(anki, build, packed, texted):
    """A field of the learner's own is not in the file and stays; an .apkg would not even be
    taken for such a note type. (Fields count by position: the learner's own must come last.)"""
    anki.take(packed(build))
    (note_id,) = anki.collection.find_notes("Item:un.complete")
    models = anki.collection.models
    mine = models.get(anki.collection.get_note(note_id).mid)
    models.add_field(mine, models.new_field("Mine"))
    models.update_dict(mine)
    note = anki.collection.get_note(note_id)
    note["Mine"] = "my own words"
    anki.collection.update_note(note)
    anki.collection.db.execute("update cards set type = 2, queue = -1, ivl = 40, flags = 3")
    anki.collection.set_deck(
        anki.collection.find_cards("Item:years"), anki.collection.decks.id("My own")
    )
    kept = anki.collection.db.all("select id, did, type, queue, ivl, flags from cards")

    assert take_text(anki, texted(reworded(build))) == {"updated": 1, "duplicate": 11}

    note = anki.collection.get_note(note_id)
    assert note["Mine"] == "my own words"
    assert note["Question"].startswith("Reworded,")
    assert anki.collection.db.all("select id, did, type, queue, ivl, flags from cards") == kept


def test_an_import_takes_away_what_the_learner_has_changed_anywhere(anki, build, packed, texted):
    """So the advice says."""
    anki.take(packed(build))
    (note_id,) = anki.collection.find_notes("Item:years")
    note = anki.collection.get_note(note_id)
    note["Hint"] = "mine"
    note.tags += ["mine", "marked"]
    anki.collection.update_note(note)
    assert take_text(anki, texted(build)) == {"updated": 1, "duplicate": 11}
    kept = anki.collection.get_note(note_id)
    assert kept["Hint"] == ""
    assert not {"mine", "marked"} & set(kept.tags)
    assert "a learner's own edits and tags are lost" in texted(build).advice


def test_a_withdrawn_question_is_not_in_the_text(build, texted):
    """It stays as it is in an export, and a package of its own tells who has it."""
    before = released(None, build, build.modified)
    later = rebuilt(build, items=build.deck.items[:-1], modified=build.modified + 60)
    after = released(before, later, later.modified)
    new = dated(later, after, after)
    assert len(new.releases.withdrawn) == 1
    assert texted(new).contains == "11 notes"


def test_a_deck_of_nothing_but_withdrawn_questions_has_no_text(build, tmp_path):
    before = released(None, build, build.modified)
    empty = rebuilt(build, items=(), modified=build.modified + 60)
    after = released(before, empty, empty.modified)
    assert list(anki_text.write(dated(empty, after, after), tmp_path)) == []


def test_only_the_line_that_changed_differs(anki, build, packed, texted):
    """What an author sees who compares a learner's export with a newer build."""
    anki.take(packed(build))
    (note_id,) = anki.collection.find_notes("Item:plans")
    note = anki.collection.get_note(note_id)
    note["Hint"] = "mine"
    anki.collection.update_note(note)
    ours = texted(build).content.decode().split("\n")
    (theirs,) = set(exported(anki)) - set(ours)
    (line,) = set(ours) - set(exported(anki))
    assert theirs == line.replace("\t\tthe report\t", "\tmine\tthe report\t")


def test_tags_stand_in_the_order_of_anki(anki, build, packed, texted):
    first = replace(build.deck.items[0], tags=("b", "Zebra", "apple", "Ель", "ёлка"))
    changed = rebuilt(build, items=(first, *build.deck.items[1:]))
    anki.take(packed(changed))
    assert "\n".join(exported(anki)) == texted(changed).content.decode()


def test_without_the_package_nothing_is_taken(anki, build, texted):
    assert take_text(anki, texted(build)) == {"missing_notetype": 12}


@pytest.mark.parametrize(
    "words",
    [
        "<style>x</style> [[type:Answer]]",
        '"',
        '""\t"',
        "#separator:comma",
        "a\r\nb",
        "{{c1::x}}",
        "И\u0306",
        "'\\",
    ],
)
def test_hostile_text_goes_there_and_back(anki, build, packed, texted, words):
    rich = (Text(words),)
    first = replace(
        build.deck.items[0], id=words, stem=rich, note=rich, hint=rich, subdeck=words, topic=words
    )
    title = replace(build.about, title=words)
    hostile = rebuilt(build, about=title, items=(first, *build.deck.items[1:]))
    anki.take(packed(hostile))
    decks = anki.collection.decks.count()
    assert take_text(anki, texted(hostile)) == {"duplicate": 12}
    assert anki.collection.decks.count() == decks
    assert "\n".join(exported(anki)) == texted(hostile).content.decode()


# --- The file itself -------------------------------------------------------------------


def test_it_says_the_same_as_the_package(build, texted):
    head, lines = texted(build).content.decode().split("\n")[:6], texted(build).content
    assert head == [
        "#separator:tab",
        "#html:true",
        "#guid column:1",
        "#notetype column:2",
        "#deck column:3",
        "#tags column:19",
    ]
    guids = [note.guid for note in packaged(build, build.deck.items).notes]
    assert all(guid.replace('"', '""').encode() in lines for guid in guids)
    assert texted(build).contains == "12 notes"
    assert not lines.startswith(b"\xef\xbb\xbf")


def test_a_guid_that_begins_like_a_comment_is_quoted(anki, build, packed, texted):
    """One guid in 91: these items are found by trying."""
    items = [replace(build.deck.items[0], id=f"try-{number}") for number in range(400)]
    many = rebuilt(build, items=tuple(items))
    assert b'\n"#' in texted(many).content
    anki.take(packed(many))
    assert take_text(anki, texted(many)) == {"duplicate": 400}


def test_what_the_package_cannot_hold_is_no_text_either(build, tmp_path):
    empty = rebuilt(build, items=(replace(build.deck.items[0], stem=(" ",)),))
    elsewhere = [replace(item, use=frozenset({Outlet.PRINT})) for item in build.deck.items]
    for spoilt, code in (
        (empty, "anki-empty"),
        (rebuilt(build, items=elsewhere), "anki-nothing"),
    ):
        (found,) = anki_text.write(spoilt, tmp_path)
        assert isinstance(found, Diagnostic)
        assert found.code == code
