"""A draft deck: claims for an author to fill in, and the questions that were imported.

Whatever is made by a program is a draft until the author has read it; so the deck can be checked
from the first day and builds nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from quizgen.diagnostics import printable
from quizgen.importers._imported import Value
from quizgen.phrases import SOMEONE
from quizgen.reading.characters import REPLACEMENT, without_refused

_HEAD = """\
# yaml-language-server: $schema=schema.json
{remark}
# For each claim: who says so (reporter for the text's own voice, or an id under speakers:), and
# the words of {file} that show it (quote:); then remove its `draft: true`.
quizgen: 1
deck: {name}
uid: {uid}
title: {name}
language: en
source: {source}
"""
_SPEAKERS = f"""
speakers:
  someone: {{name: {SOMEONE}}}    # whose words stand in quotation marks; rename, and add others
"""
_TEMPLATES = """
# templates:                # each applies to every claim that has all it names
#   complete: {kind: cloze, stem: "Complete the text: “{quote|gap missing}”"}
"""

Entries: TypeAlias = Mapping[str, Mapping[str, Value]]


@dataclass(frozen=True, slots=True)
class DraftHead:
    """`file` is the name of the source text; `remark` says what the deck was made from, `about`
    what else is known of the source."""

    name: str
    uid: str
    file: str
    remark: str
    about: Mapping[str, Value] = field(default_factory=dict)


def draft_deck(head: DraftHead, claims: Entries, questions: Entries) -> str:
    """The YAML of the deck."""
    remark = "\n".join(f"# {printable(line)}" for line in head.remark.splitlines())
    source = _written({"file": head.file, "as": "the text", **head.about})
    begin = _HEAD.format(
        name=head.name, uid=head.uid, file=_written(head.file), remark=remark, source=source
    )
    has_speaker = any(claim["speaker"] == "someone" for claim in claims.values())
    sections = [*_section("claims", claims), *_section("questions", questions)]
    end = "" if questions else _TEMPLATES
    return "".join([begin, _SPEAKERS if has_speaker else "", *sections, end])


def _section(name: str, entries: Entries) -> Iterator[str]:
    if entries:
        yield f"\n{name}:\n"
    for entry, keys in entries.items():
        yield f"  {entry}:\n"
        yield from (f"    {key}: {_written(value)}\n" for key, value in keys.items())


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
