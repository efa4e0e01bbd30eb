"""One row of a table as a question: its kind, what the kind takes of it, and what is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.diagnostics import Diagnostic
from quizgen.importers._foreign_text import Conversion, Formatted
from quizgen.importers._headings import bare, meanings_of
from quizgen.importers._imported import (
    ForeignPicture,
    Imported,
    as_id,
    changed,
    not_kept,
    tags_of,
    unread,
)
from quizgen.importers._option_keys import KeyNaming
from quizgen.importers._prose import as_text
from quizgen.importers._table_kinds import CLOZE, KINDS, Keys
from quizgen.importers._table_row import TableQuestion, statement

_BLOOM = ("remember", "understand", "apply", "analyse", "evaluate")
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?")
_PICTURE = re.compile(r"<img\b[^<>]*>|!\[[^\]\n]*\]\([^()\s]+\.\w{3,4}\)", re.IGNORECASE)
_LONGEST = 10_000  # characters of a question, as many as a deck takes
_LONGEST_SHORT = 60  # characters of an answer to type


def question(row: TableQuestion, naming: KeyNaming) -> Iterator[Imported | Diagnostic]:
    picture, words = _picture(row)
    stem = as_text(words[:_LONGEST])
    if not stem or len(words) > _LONGEST:
        said = "is too long" if stem else "is missing"
        yield unread(row.where, f"the question of the row {said}")
        return
    kind = row.stated_kind or _kind_of(row)
    stated = row.one("kind")
    is_known = bool(row.stated_kind or not stated)
    found = KINDS[kind](row, naming) if kind in KINDS else ""
    if not found or (
        not is_known and (kind not in ("choice", "multiple") or isinstance(found, str))
    ):
        hint = f"known are: {', '.join(sorted(KINDS))}, and other names for them"
        yield unread(row.where, f"the kind “{stated}” cannot be imported from a table", hint)
        return
    if not is_known:
        yield changed(row.where, f"the kind “{stated}” is not known; it is read as a choice")
    if isinstance(found, str):
        yield unread(row.where, found)
        return
    if kind in ("choice", "multiple"):
        kind = "multiple" if "keys" in found else "choice"
    keys = {"stem": stem, **found, **_others(row)}
    yield Imported(row.where, kind, keys, row.one("id"), words, picture)
    yield from _losses(row, kind, keys)


def _picture(row: TableQuestion) -> tuple[ForeignPicture | None, str]:
    """The picture in its column or in the question, and the words without it."""
    stem = row.one("stem")
    found = _PICTURE.search(stem[:_LONGEST])
    if row.one("image"):
        return ForeignPicture(row.one("image"), row.one("alt")), stem
    if found is None:
        return None, stem
    texts = Conversion()
    texts.stem(Formatted(found[0], "html" if found[0].startswith("<") else "markdown"))
    return texts.picture, (stem[: found.start()] + stem[found.end() :]).strip()


def _kind_of(row: TableQuestion) -> str:
    if row.all("distractors"):
        return "multiple" if len(row.all("key")) > 1 else "choice"
    if statement(row) is not None:
        return "truefalse"
    if row.options:
        return "choice"
    if CLOZE.search(row.one("stem")):
        return "cloze"
    if row.has_option_columns:
        return "short" if len(row.one("key")) <= _LONGEST_SHORT else "open"
    return "flashcard"


def _others(row: TableQuestion) -> Keys:
    keys: Keys = {}
    for key in ("rationale", "hint"):
        if row.one(key):
            keys[key] = as_text(row.one(key))
    tags = tags_of(tag for cell in row.all("tags") for tag in cell.replace(";", ",").split(","))
    if tags:
        keys["tags"] = tags
    if topic := as_id(row.one("topic")):
        keys["topic"] = topic
    if level := meanings_of("difficulties", bare(row.one("difficulty"))):
        keys["difficulty"] = int(level[0])
    if row.one("bloom").lower() in _BLOOM:
        keys["bloom"] = row.one("bloom").lower()
    if _NUMBER.fullmatch(row.one("points")):
        keys["points"] = row.one("points").replace(",", ".")
    return keys


def _losses(row: TableQuestion, kind: str, keys: Keys) -> Iterator[Diagnostic]:
    """Cells of which something else, or nothing, comes into the deck."""
    for key in ("distractors", "accept"):
        if row.all(key) and key not in keys and kind != "truefalse":
            yield not_kept(row.where, f"not kept: the {key} of a question of the kind {kind}")
    for key, kept in (
        ("difficulty", "known: 1 to 5, easy, medium, hard"),
        ("bloom", f"known: {', '.join(_BLOOM)}"),
        ("points", "write a number"),
    ):
        if row.one(key) and key not in keys:
            yield not_kept(row.where, f"not kept: the {key} “{row.one(key)}”", kept)
    if row.one("topic") and as_id(row.one("topic")) != row.one("topic"):
        yield changed(row.where, f"the topic “{row.one('topic')}” is `{keys.get('topic', '')}`")
