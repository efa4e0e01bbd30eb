"""The compiled deck as JSON: what `--to json` writes, the self-test reads and other programs may.

The file is UTF-8 and one JSON object:

    quizgen    1, the version of this format; a reader refuses a higher one
    about      name, uid, title, language, source; and where there is something to say
               description, version, contact, authors, retention (0.7 to 0.97)
    speakers   {id: {name, full, role, aka, forms}}; items name them by id
    modified   seconds since 1970
    keys       a digest of all keys: while it is the same, no answer has changed
    disputed   true if any item is: the sentence about disputed claims then opens every outlet
    items      a list of questions
    forms      a list of drawn quizzes

What is empty, false or usual is left out. Numbers that must stay exact (the value and the tolerance
of a numeric question) are strings; bytes are base64.

*Rich text* is a string, or a list of strings and objects: `{"strong": rich}`, `{"emphasis": rich}`,
`{"code": "text"}`, `{"link": rich, "url": "…"}`, `{"break": true}`, `{"blank": n}`, where n is the
index of the gap asked for or null. A string is never markup.

*source*: file, name, language, paragraphs (a list of strings, numbered from 1), skipped (numbers
of paragraphs that are not text), title, publisher, url, retrieved, rights (left out: unknown),
licence.

*item*: id, claim, kind, stem (rich), response, evidence; status (`fact` unless said: `opinion`,
`disputed`), speaker (left out: the source's own voice), note, rationale, hint (rich), image
(name, alt, content), tags, topic, difficulty (1 to 5), bloom, subdeck, use (left out: `anki`,
`print` and `study`), scoring (`all` unless said: `parts`), enemies, was.

*evidence*: quote, paragraph, direct (it stands inside quotation marks), context, spans (pairs of
offsets into the paragraph), translation.

*response*, by its type:

    choice     options: content (rich), key, rationale (rich), last; multiple;
               fixed (not to be shuffled); announced (how many to choose, if that is told)
    text       answer, accepted, match (`text` unless said: `name`, `date`, `exact`), strict
               (a list: `accents` must not be missing)
    number     value, shown, tolerance, unit
    gaps       gaps: answer, accepted, match, strict; ordered (false: any order counts); together
    matching   pairs: left, right (rich); extras (rich, on the right)
    ordering   steps (rich), in their right order
    open       answer (rich), points (rich), lines

*form*: quiz, title, letter, instructions (rich), passage (pairs of paragraph number and text),
sections: title, instructions (rich), placed: number, item (an id), order (indices into options,
right-hand sides or steps, as shown), points. How it is printed is not told.

Line ends are free, but the program writes one item a line, so that a reader can start without
decoding thousands of them (`reading.CompiledDeck`), and falls back to plain JSON for a file that
somebody has laid out anew.
"""

from __future__ import annotations

FORMAT = 1
