"""A compiled quiz to JSON, laid out so that a reader can start without decoding the items."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from quizgen.interchange import FORMAT, encode
from quizgen.interchange.key import keys_digest
from quizgen.quiz.model import Build


def as_json(build: Build) -> bytes:
    """Same quiz, same bytes."""
    return "\n".join(_lines(build)).encode()


def _lines(build: Build) -> Iterator[str]:
    speakers = {item.speaker.id: item.speaker for item in build.items if item.speaker}
    listed = {name: encode.speaker(speakers[name]) for name in sorted(speakers)}
    yield f'{{"quizgen":{FORMAT},'
    yield f'"about":{_compact(encode.about(build.about))},'
    yield f'"speakers":{_compact(listed)},'
    yield f'"modified":{build.modified},'
    yield f'"keys":"{keys_digest(build.items)}",'
    yield f'"disputed":{_compact(build.has_disputed)},'
    yield '"items":['
    yield from _rows(encode.item(item) for item in build.items)
    yield "],"
    yield '"forms":['
    yield from _rows(encode.form(form) for form in build.forms)
    yield "]}"
    yield ""


def _rows(values: Iterable[encode.Object]) -> Iterator[str]:
    rows = [_compact(value) for value in values]
    yield from (f"{row}," for row in rows[:-1])
    yield from rows[-1:]


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
