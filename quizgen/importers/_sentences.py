"""A draft deck from a text: one claim a sentence, for an author to fill in."""

from __future__ import annotations

import json
from collections.abc import Iterator

from quizgen.phrases import SOMEONE
from quizgen.source.evidence import Found, locate
from quizgen.source.text import SourceText

_HEAD = """\
# yaml-language-server: $schema=schema.json
# A draft: one claim a sentence. For each: who says so (an id under speakers:, or reporter for
# the text's own voice), what is claimed (text:), and the words to ask for (slots:). Shorten the
# quotation to the words that matter. Remove `draft: true` when it is done.
quizgen: 1
deck: {name}
uid: {uid}
title: {title}
language: en
source: {{file: {file}, as: the text}}

speakers:
  someone: {{name: {someone}}}    # whose words stand in quotation marks; rename, and add others

claims:
"""

_TAIL = """
# templates:                # each applies to every claim that has all it names
#   complete: {kind: cloze, stem: "Complete the text: “{quote|gap missing}”"}
"""


def draft_deck(name: str, uid: str, file: str, source: SourceText) -> str:
    """The YAML of the deck. Sentences that cannot be quoted (they stand twice in one paragraph)
    are left out."""
    head = _HEAD.format(
        name=name, uid=uid, title=_quoted(name), file=_quoted(file), someone=SOMEONE
    )
    return head + "\n".join(_claims(source)) + "\n" + _TAIL


def _claims(source: SourceText) -> Iterator[str]:
    for number, spans in enumerate(source.sentences, 1):
        for position, (start, end) in enumerate(spans, 1):
            sentence = source.paragraph(number)[start:end]
            found = locate(source, sentence, number)
            if isinstance(found, Found):
                yield f"  p{number}-s{position}:"
                yield "    draft: true"
                yield f"    speaker: {'someone' if found.is_direct else 'reporter'}"
                yield f"    quote: {_quoted(sentence)}"
                if not isinstance(locate(source, sentence), Found):
                    yield f"    par: {number}"


def _quoted(text: str) -> str:
    """A YAML double-quoted text: JSON's is one."""
    return json.dumps(text, ensure_ascii=False)
