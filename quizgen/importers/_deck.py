"""A draft deck of imported questions.

Each question gets a draft claim of its own, or shares one where the file says that it does. A
claim must quote its source; until the author has filled it in, it quotes a placeholder, so that the
deck can be checked from the first day and builds nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.diagnostics import Diagnostic, printable
from quizgen.importers._imported import Imported, Value, as_id, changed
from quizgen.phrases import PLACEHOLDER, SOMEONE
from quizgen.reading.characters import REPLACEMENT, without_refused

_HEAD = """\
# yaml-language-server: $schema=schema.json
# Imported from {origin}. All of it is draft: nothing is built yet. For each claim: who says so
# (reporter for the text's own voice, or an id that you add under speakers:), and the words of
# {file} that show it (quote:); then remove its `draft: true`. The ids are the identity of the
# questions: change one now or never.
quizgen: 1
deck: {name}
uid: {uid}
title: {title}
language: en
source: {{file: {file}, as: the text}}
{speakers}
claims:
"""
_SPEAKERS = f"""\

speakers:
  someone: {{name: {SOMEONE}}}    # whose words stand in quotation marks; rename, and add others
"""


@dataclass(frozen=True, slots=True)
class Head:
    """`origin` is the imported file's name, `file` that of the source text, and `filler` what
    claims quote that quote nothing of it yet."""

    name: str
    uid: str
    title: str
    origin: str
    file: str
    filler: str = PLACEHOLDER


def draft_deck(
    head: Head, questions: Sequence[Imported], direct: Mapping[str, bool]
) -> tuple[str, list[Diagnostic]]:
    """The YAML, and the ids that had to be changed. `direct` are the quotations that stand in the
    source; true for those inside quotation marks there."""
    named, problems = _named(questions)
    claims = {_claim_of(name, each): each for name, each in reversed(named.items())}
    quotes = {claim: _found(each, direct) for claim, each in reversed(claims.items())}
    has_direct = any(direct[quote] for found in quotes.values() for quote in found)
    rows = [_HEAD.format(**_texts(head), speakers=_SPEAKERS if has_direct else "")]
    for claim, found in quotes.items():
        rows += _claim(claim, found or (head.filler,), claims[claim].note, direct)
    rows.append("\nquestions:\n")
    for name, question in named.items():
        own = _found(question, direct)
        claim = _claim_of(name, question)
        rows += _question(name, question, claim, own if own != quotes[claim] else ())
    return "".join(rows), problems


def _texts(head: Head) -> dict[str, str]:
    texts = {"name": head.name, "uid": head.uid, "title": _written(head.title)}
    return {**texts, "origin": printable(head.origin), "file": _written(head.file)}


def _found(question: Imported, direct: Mapping[str, bool]) -> tuple[str, ...]:
    return tuple(quote for quote in question.quotes if quote in direct)


def _named(questions: Sequence[Imported]) -> tuple[dict[str, Imported], list[Diagnostic]]:
    """Every question by its id: the file's own where it has one, else from its title or its first
    words; never from a hash of its content, which changes with every correction."""
    named: dict[str, Imported] = {}
    problems: list[Diagnostic] = []
    for question in questions:
        wanted = as_id(question.id, dots=True) or _slug(question.title) or "question"
        name = _free(wanted, named)
        if question.id and name != question.id:
            problems.append(changed(question.where, f"the id “{question.id}” is `{name}` here"))
        named[name] = question
    return named, problems


def _slug(title: str) -> str:
    words = [as_id(word) for word in title.split()]
    return as_id("-".join([word for word in words if word][:6])).lower()


def _free(wanted: str, taken: Mapping[str, object]) -> str:
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted[:90]}-{number}"
    return name


def _claim(
    name: str, quotes: tuple[str, ...], note: str, direct: Mapping[str, bool]
) -> Iterator[str]:
    speaker = "someone" if direct.get(quotes[0]) else "reporter"
    yield f"  {name}:\n    draft: true\n    speaker: {speaker}\n    quote: {_quote(quotes)}\n"
    if note:
        yield f"    note: {_written(note)}\n"


def _quote(quotes: tuple[str, ...]) -> str:
    return _written(quotes[0] if len(quotes) == 1 else list(quotes))


def _claim_of(name: str, question: Imported) -> str:
    return as_id(question.claim) or as_id(name.replace(".", "-"))


def _question(name: str, question: Imported, claim: str, quotes: tuple[str, ...]) -> Iterator[str]:
    """With quotations of its own where another question has given the claim others."""
    yield f"  {name}:\n    kind: {question.kind}\n    claim: {claim}\n"
    if quotes:
        yield f"    quote: {_quote(quotes)}\n"
    for key, value in question.keys.items():
        yield f"    {key}: {_written(value)}\n"


def _written(value: Value) -> str:
    """On one line, without what no deck may hold."""
    match value:
        case str(text):
            allowed = without_refused(text).replace(REPLACEMENT, "")
            return allowed if _PLAIN.fullmatch(allowed) else _quoted(allowed)
        case list(entries):
            return f"[{', '.join(map(_written, entries))}]"
        case dict(entries):
            return f"{{{', '.join(f'{_key(k)}: {_written(v)}' for k, v in entries.items())}}}"
        case _:
            return json.dumps(value)


def _key(text: str) -> str:
    """YAML looks for the colon of a key in its first 1,024 characters, unless a ? announces it."""
    written = _written(text)
    return written if len(written) < 1000 else f"? {written} "


# Words that YAML takes as they are, also between brackets.
_PLAIN = re.compile(r"[^\W_](?:[^,:#\[\]{}\n\"'\\&*!|>%@`]*[^\s,:#\[\]{}\"'\\&*!|>%@`])?")


def _quoted(text: str) -> str:
    """JSON's text is one of YAML."""
    return json.dumps(text, ensure_ascii=False)
