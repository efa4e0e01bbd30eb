"""`quizgen verify`: each rule is held against the real Anki."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable

import pytest
from making import rebuilt, released, replace
from test_anki.conftest import written
from test_anki.situations import SITUATIONS, THEN, package

from quizgen.quiz.model import Build
from quizgen.quiz.responses import Open
from quizgen.quiz.rich import Text
from quizgen.releases.release import dated
from quizgen.releases.verify import Fate, ImportOutcome, compare
from quizgen.releases.verify.archive import AnkiPackage, read_package
from quizgen.releases.verify.report import harms
from quizgen.writers import File


@pytest.fixture
def compared(tmp_path, monkeypatch) -> Callable[[str], tuple[bytes, bytes, ImportOutcome]]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # genanki leaves files behind

    def compare_situation(name: str) -> tuple[bytes, bytes, ImportOutcome]:
        old, new = (package(*rows) for rows in SITUATIONS[name][:2])
        return old, new, verdict_of(old, new)

    return compare_situation


def verdict_of(old: bytes, new: bytes) -> ImportOutcome:
    before, after = read_package(old, "old.apkg"), read_package(new, "new.apkg")
    assert isinstance(before, AnkiPackage), before
    assert isinstance(after, AnkiPackage), after
    return compare(before, after)


def foretold(verdict: ImportOutcome) -> dict[str, int]:
    """In the words of Anki's import log."""
    words = {
        Fate.NEW: "new",
        Fate.UPDATED: "updated",
        Fate.RESTAMPED: "updated",
        Fate.UNCHANGED: "duplicate",
        Fate.SKIPPED: "duplicate",
        Fate.CONFLICTING: "conflicting",
    }
    return dict(Counter(words[change.fate] for change in verdict.notes))


@pytest.mark.parametrize("name", SITUATIONS)
def test_anki_does_what_was_foretold(anki, compared, name):
    old, new, verdict = compared(name)
    anki.take(apkg(old))
    before, types, decks = cards(anki), type_names(anki), deck_names(anki)
    assert before == Counter(
        (note.guid, number) for note in verdict.old.notes for number in note.homes
    )

    assert anki.take(apkg(new)) == foretold(verdict)

    added = [(change.new.guid, n) for change in verdict.notes for n in change.added_cards]
    assert cards(anki) == before + Counter(added), "no card is taken away either"
    assert deck_names(anki) == decks | set(verdict.new_decks)
    forked = {f"{change.new.name}+" for change in verdict.types_of(Fate.CONFLICTING)}
    fresh = {change.new.name for change in verdict.types_of(Fate.NEW)}
    assert type_names(anki) == types | forked | fresh


@pytest.mark.parametrize("name", SITUATIONS)
def test_harm_is_named(compared, name):
    *_, verdict = compared(name)
    assert {problem.code for problem in harms(verdict)} == SITUATIONS[name][2]


def test_cards_left_without_content_are_those_that_anki_calls_empty(anki, compared):
    old, new, verdict = compared("a gap less")
    anki.take(apkg(old))
    anki.take(apkg(new))
    (empty,) = anki.collection.get_empty_cards().notes
    lost = [number for change in verdict.notes for number in change.lost_cards]
    assert [anki.collection.get_card(card).ord for card in empty.card_ids] == lost == [1]


def test_cards_stay_in_their_old_deck(anki, compared):
    old, new, verdict = compared("a deck renamed")
    anki.take(apkg(old))
    anki.take(apkg(new))
    where = "select count() from cards where did = ?"
    homes = {deck.name: anki.collection.db.scalar(where, deck.id)
             for deck in anki.collection.decks.all_names_and_ids()}  # fmt: skip
    assert verdict.moves == {("Week 1", "Unit::Week 1"): 2}
    assert homes == {"Default": 0, "New": 1, "Unit": 0, "Unit::Week 1": 0, "Week 1": 2}


@pytest.mark.parametrize(
    "name", [name for name, (*_, codes) in SITUATIONS.items() if "anki-conflict" in codes]
)
def test_merging_note_types_mends_what_was_foretold(anki, compared, name):
    """Except that it is an error where plain and cloze would be merged."""
    old, new, _ = compared(name)
    anki.take(apkg(old))
    if "cloze" in name:
        with pytest.raises(Exception, match="merge"):
            merged(anki, new)
        return
    assert not merged(anki, new).conflicting


def test_not_even_merging_brings_the_text_of_a_note_that_gains_a_field(anki, compared):
    """Anki counts the note as edited when it adds the field, so that ours is the older one."""
    old, new, _ = compared("a field more")
    anki.take(apkg(old))
    log = merged(anki, new)
    assert (len(log.updated), len(log.duplicate)) == (0, 2)


@pytest.mark.parametrize(("name", "is_kept"), [("other styling", False), ("the same file", True)])
def test_a_newer_note_type_overwrites_the_styling_of_a_learner(anki, compared, name, is_kept):
    old, new, verdict = compared(name)
    anki.take(apkg(old))
    models = anki.collection.models
    mine = models.by_name("Type 1")
    mine["css"] = "mine"
    models.update_dict(mine)
    anki.collection.db.execute("update notetypes set mtime_secs = ?", THEN)  # edited long ago
    anki.collection.close()  # Anki remembers note types
    anki.collection.reopen()
    anki.take(apkg(new))
    assert (anki.collection.models.by_name("Type 1")["css"] == "mine") == is_kept
    assert bool(verdict.types_of(Fate.UPDATED)) != is_kept


def released_twice(build) -> tuple[Build, Build]:
    """One stem mended, one question added, one withdrawn, one renamed."""
    first = replace(build.deck.items[0], stem=(Text("Reworded?"),))
    kept = [item for item in build.deck.items[1:] if item.id != "plans"]
    kept[0] = replace(kept[0], id="renamed", was=(kept[0].id,))
    items = (first, *kept, replace(build.deck.items[0], id="more"))
    later = rebuilt(build, items=items, modified=build.modified + 60)
    before = released(None, build, build.modified)
    after = released(before, later, later.modified)
    return dated(build, before, before), dated(later, after, after)


def test_a_release_of_ours_over_the_one_before_is_safe(anki, build, packed):
    old, new = map(packed, released_twice(build))
    verdict = verdict_of(old.content, new.content)
    anki.take(old)
    assert anki.take(new) == foretold(verdict) == {"new": 1, "updated": 2, "duplicate": 9}
    assert [problem.code for problem in harms(verdict)] == ["anki-gone"]


def test_the_file_of_withdrawn_notes_is_safe(anki, build, tmp_path):
    old, new = released_twice(build)
    before, after = written(old, tmp_path)[0], written(new, tmp_path)[1]
    verdict = verdict_of(before.content, after.content)
    anki.take(before)
    assert anki.take(after) == foretold(verdict) == {"updated": 1}
    assert [note.new.name for note in verdict.notes if note.is_newly_retired] == ["plans"]
    assert harms(verdict) == []


def test_a_first_release_over_a_build_is_safe(build, packed):
    """All notes get a new date, but none at which anybody can have edited one."""
    first = released(None, build, build.modified)
    verdict = verdict_of(packed(build).content, packed(dated(build, first, first)).content)
    assert harms(verdict) == []
    assert len(verdict.of(Fate.RESTAMPED)) == 12


def test_dates_of_a_build_are_found_out(build, packed):
    """As the first edition gave them."""
    old, _ = released_twice(build)
    late = build.modified + 3600
    known = old.releases
    notes = {name: replace(note, modified=late) for name, note in known.notes.items()}
    types = dict.fromkeys(known.note_types, late)
    again = replace(old, releases=replace(known, notes=notes, note_types=types))
    problems = harms(verdict_of(packed(old).content, packed(again).content))
    assert [(problem.code, problem.message.partition(" unchanged")[0]) for problem in problems] == [
        ("anki-restamped", "12 notes and 6 note types")
    ]


def test_another_uid_doubles_everything(anki, build, packed):
    old, new = packed(build), packed(rebuilt(build, about=replace(build.about, uid="zzzzzzzzzz")))
    anki.take(old)
    assert anki.take(new) == {"new": 12}
    (problem,) = harms(verdict_of(old.content, new.content))
    assert (problem.code, problem.message[:8]) == ("anki-doubled", "12 notes")
    assert anki.collection.note_count() == 24


def test_a_rename_that_was_never_released_doubles_its_note(build, packed):
    """Of a choice the order of the options changes with the id, and is not recognised."""
    items = tuple(replace(item, id=f"{item.id}-2") if item.id == "years" else item
                  for item in build.deck.items)  # fmt: skip
    old, new = packed(build), packed(rebuilt(build, items=items))
    (problem,) = harms(verdict_of(old.content, new.content))
    assert (problem.code, problem.details) == ("anki-doubled", ("years-2",))


def test_another_kind_under_the_same_id_is_another_note(build, packed):
    items = tuple(replace(item, response=Open((Text("10"),))) if item.id == "years" else item
                  for item in build.deck.items)  # fmt: skip
    old, new = packed(build), packed(rebuilt(build, items=items))
    (problem,) = harms(verdict_of(old.content, new.content))
    assert (problem.code, problem.details) == ("anki-gone", ("years",))


# --- Helpers ---------------------------------------------------------------------------


def apkg(content: bytes) -> File:
    return File("x.apkg", content, "")


def merged(anki, content: bytes):
    """Anki's log of an import with `Merge note types`."""
    from anki.collection import ImportAnkiPackageRequest

    path = anki.folder / "merge.apkg"
    path.write_bytes(content)
    options = anki.collection._backend.get_import_anki_package_presets()
    options.merge_notetypes = True
    request = ImportAnkiPackageRequest(package_path=str(path), options=options)
    return anki.collection.import_anki_package(request).log


def cards(anki) -> Counter[tuple[str, int]]:
    """Which cards each guid has."""
    rows = "select n.guid, c.ord from cards c join notes n on n.id = c.nid"
    return Counter((guid, number) for guid, number in anki.collection.db.all(rows))


def type_names(anki) -> set[str]:
    return {each.name for each in anki.collection.models.all_names_and_ids()}


def deck_names(anki) -> set[str]:
    return {each.name for each in anki.collection.decks.all_names_and_ids()}
