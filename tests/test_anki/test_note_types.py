"""A field of a note type may be given a name, and every note is still updated."""

from __future__ import annotations

import pytest
from making import released

from quizgen.releases.release import dated
from quizgen.writers.anki import notetypes

FIRST_EDITION = {"Source": "Extra 1", "Extra 1": "Extra 2", "Extra 2": "Extra 3"}
LATER = {"Extra 1": "Sound"}


@pytest.mark.parametrize("names", [FIRST_EDITION, LATER], ids=["first edition", "spare field"])
def test_a_field_that_gets_a_name_is_known_by_its_id(anki, build, packed, monkeypatch, names):
    renamed = tuple((names.get(name, name), number) for name, number in notetypes.FIELDS)
    with monkeypatch.context() as then:
        if names is FIRST_EDITION:
            then.setattr(notetypes, "FIELDS", renamed)
        anki.take(packed(build))
        ledger = released(None, build, build.modified)
    schema = anki.collection.db.scalar("select scm from col")
    types = anki.collection.db.scalar("select count() from notetypes")
    if names is LATER:
        monkeypatch.setattr(notetypes, "FIELDS", renamed)
    assert anki.take(packed(dated(build, ledger, ledger))) == {"updated": 12}
    assert anki.collection.db.scalar("select count() from notetypes") == types
    assert anki.collection.db.scalar("select scm from col") == schema, "no full sync"
    (number,) = anki.collection.find_notes("Item:years")
    note = anki.collection.get_note(number)
    wanted = [name for name, _ in notetypes.FIELDS]
    assert note.keys() == wanted
    assert note["Source"] == "the report"
