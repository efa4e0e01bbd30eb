"""The importer reads what the real Anki exports, of notes that no program of ours has made."""

from __future__ import annotations

from importing import read

NOTES = (
    ("Basic", ("Who <b>won</b> in “1822”?", "Nobody;\tthey\nall \"lost\" &amp; left"), "facts war"),
    ("Cloze", ("{{c1::Ottawa}} lies in {{c2::Canada::a country}}.", "On a river."), ""),
    ("Basic (and reversed card)", ("#hash", "a # b"), ""),
)  # fmt: skip


def test_notes_in_plain_text(anki, tmp_path):
    collection = anki.collection
    deck = collection.decks.id("History::War")
    for model, fields, tags in NOTES:
        note = collection.new_note(collection.models.by_name(model))
        note.fields = list(fields)
        note.tags = tags.split()
        collection.add_note(note, deck)
    path = tmp_path / "export.txt"
    collection.export_note_csv(
        out_path=str(path),
        limit=None,
        with_html=True,
        with_tags=True,
        with_deck=True,
        with_notetype=True,
        with_guid=True,
    )
    questions, lost = read("anki", path.read_text("utf-8"))
    assert [(each.kind, dict(each.keys)) for each in questions] == [
        ("flashcard", {
            "stem": "Who **won** in “1822”?",
            "key": 'Nobody; they all "lost" & left',
            "tags": ["facts", "war"],
            "subdeck": "History::War",
        }),
        ("cloze", {
            "stem": "==Ottawa== lies in ==Canada== (a country).",
            "rationale": "On a river.",
            "subdeck": "History::War",
        }),
        ("flashcard", {"stem": "#hash", "key": "a # b", "subdeck": "History::War"}),
    ]  # fmt: skip
    assert len({each.id for each in questions}) == 3
    assert lost == ["10: not kept: the card that asks the other way round"]
