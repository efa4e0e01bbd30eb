"""Keeps what was released in `decks/<deck>.lock`, the author's record of what learners have.

The file is UTF-8 text, one fact a line, sorted, tab-separated, and no line depends on another:

    deck    format version, deck name, uid
    family  name, version, modified, hash of its content, field ids, template ids
    note    item id, family, guid, hash of meaning, modified, released, cards, live or retired

So git can merge it, a reviewer can read it, and it stays valid if its lines are sorted again.
`modified` is the time that the note carries in Anki, and `released` is when learners first got it,
both in UTC.

`lock` reads and writes the file, `draft` says when a note has changed, and `release` compares the
ledger with a compiled deck. The layer is above the writers, since the released notes are those of
the Anki writer, and their guids, families and note types must be known.
"""
