"""What was released: `decks/<deck>.lock`, the author's record of what learners have.

The file is UTF-8 text, one fact a line, sorted, tab-separated, and no line depends on another:

    deck    format version, deck name, uid
    family  name, version, modified, hash of its content, field ids, template ids
    note    item id, family, guid, hash of meaning, modified, released, cards, live or retired

So git merges it, a review reads it, and sorting its lines anew leaves it valid. `modified` is
the time that the note carries in Anki; `released` is when learners first got it; both in UTC.

`lock` reads and writes the file, `meaning` says when a note has changed, `release` holds the
ledger against a compiled deck. The layer is above the writers because what was released are the
Anki writer's notes: it must know their guids, families and note types.
"""
