"""A deck of any size, always the same: every benchmark of the front end measures this one."""

from __future__ import annotations

from pathlib import Path

SOURCE = """\
Ana Ruiz said that the library will open on Sundays from the first week of May.
“People who work all week have asked us for this for years,” Ruiz said. “A library that is closed
on Sundays is a library for half of the town. We have looked at the numbers of eleven years.”
"""
_QUOTES = (
    "will open on Sundays from the first week of May",
    "People who work all week have asked us for this for years",
    "We have looked at the numbers of eleven years",
)
_HEAD = """\
quizgen: 1
deck: large
uid: k3v9q2m7xd
title: Large
source: {file: large.txt, as: the report}
speakers:
  ruiz: {name: Ana Ruiz, aka: [Ruiz]}
claims:
"""
_CLAIM = """\
  claim-{number}:
    speaker: ruiz
    quote: {quote}
    text: the library has been asked for by those who work all week
    tags: [facts, group-{group}]
"""
_QUESTION = """\
  question-{number}:
    kind: choice
    claim: claim-{claim}
    stem: What did Ana Ruiz say about the shelf with the number {number} of the library in town?
    key: that its books are read more often than those of shelf {number}
    distractors:
      - text: that its books are hardly ever read, unlike those of shelf {number}
        why: she spoke of readers who ask for it, not of shelf {number}
      - text: that its books have not been counted since the year {number}
        why: the numbers were looked at, which takes counting {number}
      - that nobody has asked for its books, in all of {number} days
    rationale: The report links the shelf with those who ask for it, as in case {number}.
    tags: [facts, shelf-{shelf}]
    difficulty: 2
"""


def write_project(folder: Path, questions: int) -> Path:
    """The deck's path; its source lies in the sibling folder `source/`."""
    deck = folder / "decks/large.yaml"
    deck.parent.mkdir(parents=True)
    (folder / "source").mkdir()
    (folder / "source/large.txt").write_text(SOURCE.replace("\nOn", " on"), "utf-8")
    parts = [_HEAD]
    for number in range(max(questions // 10, 1)):
        quote = _QUOTES[number % len(_QUOTES)]
        parts.append(_CLAIM.format(number=number, quote=quote, group=number % 7))
    parts.append("questions:\n")
    for number in range(questions):
        shelf, claim = number % 50, number // 10
        parts.append(_QUESTION.format(number=number, claim=claim, shelf=shelf))
    deck.write_text("".join(parts), "utf-8")
    return deck
