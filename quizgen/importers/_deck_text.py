"""Writes the YAML of a deck that is made from something else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from quizgen.diagnostics import printable
from quizgen.importers._imported import Value, as_id
from quizgen.phrases import SOMEONE
from quizgen.reading.characters import REPLACEMENT, without_refused

_HEAD = """\
# yaml-language-server: $schema=schema.json
{remark}
quizgen: 1
deck: {name}
uid: {uid}
title: {title}
language: {language}
source: {source}
"""
_UNNAMED = "    # whose words stand in quotation marks; name the one, and add others"

Entries: TypeAlias = Mapping[str, Mapping[str, Value]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckHead:
    """`source` is what stands there in the deck; `remark` says what the deck was made from."""

    name: str
    uid: str
    title: str
    remark: str
    source: Value = "none"
    language: str = "en"


def deck_text(head: DeckHead, questions: Entries) -> str:
    begin = _HEAD.format(
        remark="\n".join(f"# {printable(line)}" for line in head.remark.splitlines()),
        name=head.name,
        uid=head.uid,
        title=_written(head.title),
        language=head.language,
        source=_written(head.source),
    )
    return "".join([begin, *_speakers(questions), *_section(questions)])


def _speakers(questions: Entries) -> Iterator[str]:
    """Whoever is named at `speaker:`, by an id that is made of the name."""
    names = dict.fromkeys(str(each["speaker"]) for each in questions.values() if "speaker" in each)
    if names:
        yield "\nspeakers:\n"
    for name in names:
        remark = _UNNAMED if name == SOMEONE else ""
        yield f"  {_id_of(name)}: {_written({'name': name})}{remark}\n"


def _id_of(name: str) -> str:
    return as_id(name).lower()


def _section(questions: Entries) -> Iterator[str]:
    if questions:
        yield "\nquestions:\n"
    for name, keys in questions.items():
        yield f"  {name}:\n"
        for key, value in keys.items():
            said = _id_of(str(value)) if key == "speaker" else value
            yield f"    {key}: {_written(said)}\n"


def _written(value: Value) -> str:
    """The value on one line, without what no deck may hold; JSON is YAML as well."""
    match value:
        case str(text):
            allowed = without_refused(text).replace(REPLACEMENT, "")
            return allowed if _PLAIN.fullmatch(allowed) else json.dumps(allowed, ensure_ascii=False)
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
