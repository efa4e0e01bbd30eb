"""Reads and writes the files for other programs: compiled decks and histories.

A compiled deck is one JSON object in UTF-8, and its manual is the model: each record of
`quizgen.quiz.model` from `CompiledDeck` down is an object with its fields as keys. Four rules:

- A field with its usual value is left out, and so is the `is_` of a name: `is_key` is `key`.
- An object that may be of several kinds names its kind in `type`: a response, a piece of rich
  text.
- Rich text is a list of strings and such objects; a string is never markup.
- Numbers that must stay exact, as in a numeric question, are strings; bytes are base64.

`quizgen` is the version of the format; a reader refuses any other. `digest` is a digest of all
keys: while it is the same, no answer has changed.
"""
