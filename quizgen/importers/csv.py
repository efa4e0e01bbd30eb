"""Tables as spreadsheets write them: the first row names the columns, and each other is a question.

The columns are named after the keys of our questions, or have other words for them. A cell with
several values has a | between them. If the columns have no names and there are two, they are the
front and the back of a card.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quizgen.diagnostics import Diagnostic, TextFile
from quizgen.importers._imported import Imported, Value, as_id, changed, not_kept, on_line, tags_of
from quizgen.importers._prose import as_text, as_typed
from quizgen.importers._table import TableRow, rows

ENDINGS = (".csv", ".tsv")

_WORDS = {
    "id": ("id", "guid", "identifier"),
    "kind": ("kind", "type"),
    "stem": ("stem", "question", "question text", "front", "prompt", "term"),
    "key": ("key", "answer", "correct", "correct answer", "back", "definition"),
    "distractors": ("distractors", "distractor", "wrong", "wrong answer", "wrong answers"),
    "accept": ("accept", "synonyms", "alternatives", "also right"),
    "rationale": ("rationale", "explanation", "answer explanation", "feedback"),
    "hint": ("hint",),
    "tags": ("tags", "tag"),
    "topic": ("topic", "category"),
    "difficulty": ("difficulty", "level"),
    "bloom": ("bloom",),
}
_MEANINGS = {word: key for key, words in _WORDS.items() for word in words}
_BLOOM = ("remember", "understand", "apply", "analyse", "evaluate")
_TRUTHS = {"true": True, "t": True, "false": False, "f": False}
_SAMPLE = 8192  # characters; the separator is guessed from these


@dataclass(frozen=True, slots=True)
class _QuestionRow:
    """The cells of one row by what they mean; a column may be there several times."""

    file: TextFile
    line: int
    cells: Mapping[str, tuple[str, ...]]

    def one(self, key: str) -> str:
        return " ".join(self.cells.get(key, ()))

    def all(self, key: str) -> list[str]:
        """All values of a key. Those in one cell have a | between them."""
        parts = (part.strip() for cell in self.cells.get(key, ()) for part in cell.split("|"))
        return [part for part in parts if part]


def read(file: TextFile) -> Iterator[Imported | Diagnostic]:
    table = rows(file, 1, _separator_of(file))
    columns: list[str] | None = None
    for row in table:
        if isinstance(row, Diagnostic):
            yield row
        elif columns is None:
            columns = _columns(row)
            if not columns:
                hint = f"write in the first line what the columns are: {', '.join(_WORDS)}"
                yield not_kept(on_line(file, row.line), "the columns have no names", hint)
                return
            yield from _unknown(file, row, columns)
            if "stem" not in {_meaning(cell) for cell in row.cells}:  # cards without a first row
                yield from _question(_question_row(file, row, columns))
        elif len(row.cells) > len(columns):
            message = f"{len(row.cells)} cells where {len(columns)} columns are named"
            yield not_kept(on_line(file, row.line), message)
        else:
            yield from _question(_question_row(file, row, columns))


def _separator_of(file: TextFile) -> str:
    """Guesses whether it is a comma, a semicolon or a tab. It is the one that most of the first
    lines have equally often, and the most frequent of several. Text between quotation marks does
    not count."""
    sample = _QUOTED.sub("", file.text[:_SAMPLE]).split("\n")
    lines = [line for line in sample if line.strip()] or [""]

    def evenness(separator: str) -> tuple[int, int]:
        number, count = Counter(line.count(separator) for line in lines).most_common(1)[0]
        return (count, number) if number else (0, lines[0].count(separator))

    return max(",;\t", key=evenness)


_QUOTED = re.compile('"[^"]*"')


def _columns(row: TableRow) -> list[str]:
    """What each column means, "" for what is unknown; none where nothing is named."""
    found = [_meaning(cell) for cell in row.cells]
    if "stem" in found:
        return found
    return ["stem", "key"] if len(row.cells) == 2 else []


def _meaning(cell: str) -> str:
    """What a heading means. It may have a number: `Distractor 2`, `wrong_answer_3`."""
    words = cell.strip().lower().replace("_", " ").rstrip("0123456789 ")
    return _MEANINGS.get(words, "")


def _unknown(file: TextFile, row: TableRow, columns: list[str]) -> Iterator[Diagnostic]:
    for cell, meaning in zip(row.cells, columns, strict=False):
        if not meaning and cell.strip():
            yield not_kept(on_line(file, row.line), f"the column “{cell.strip()}” is not known")


def _question_row(file: TextFile, row: TableRow, columns: list[str]) -> _QuestionRow:
    cells: dict[str, tuple[str, ...]] = {}
    for meaning, cell in zip(columns, row.cells, strict=False):
        if meaning and cell.strip():
            cells[meaning] = (*cells.get(meaning, ()), cell.strip())
    return _QuestionRow(file, row.line, cells)


def _question(row: _QuestionRow) -> Iterator[Imported | Diagnostic]:
    where = on_line(row.file, row.line)
    stem = as_text(row.one("stem"))
    if not stem or not row.one("key"):
        yield not_kept(where, f"the row has no {'key' if stem else 'question'}")
        return
    kind = row.one("kind").lower() or _kind_of(row)
    if kind not in _KINDS:
        known = ", ".join(_KINDS)
        yield not_kept(
            where, f"the kind “{kind}” cannot be imported from a table", f"known: {known}"
        )
        return
    answer = _KINDS[kind](row)
    if isinstance(answer, str):
        yield not_kept(where, answer)
        return
    lost = [key for key in ("distractors", "accept") if row.all(key) and key not in answer]
    for key in lost:
        yield not_kept(where, f"not kept: the {key} of a question of the kind {kind}")
    yield from _changes(row)
    keys = {"stem": stem, **answer, **_others(row)}
    yield Imported(where, kind, keys, row.one("id"), row.one("stem"))


def _kind_of(row: _QuestionRow) -> str:
    if row.all("distractors"):
        return "multiple" if len(row.all("key")) > 1 else "choice"
    return "truefalse" if row.one("key").lower() in ("true", "false") else "flashcard"


def _choice(row: _QuestionRow) -> dict[str, Value] | str:
    distractors: list[Value] = [as_text(each) for each in row.all("distractors")]
    if not distractors:
        return "the question is a choice, but has no distractors"
    return {"key": as_text(row.one("key")), "distractors": distractors}


def _multiple(row: _QuestionRow) -> dict[str, Value] | str:
    found = _choice(row)
    if isinstance(found, str):
        return found
    keys: list[Value] = [as_text(each) for each in row.all("key")]
    return {"keys": keys, "distractors": found["distractors"]}


def _truefalse(row: _QuestionRow) -> dict[str, Value] | str:
    truth = _TRUTHS.get(row.one("key").lower())
    return "the key is neither true nor false" if truth is None else {"key": truth}


def _short(row: _QuestionRow) -> dict[str, Value] | str:
    first, *others = (" ".join(each.split()) for each in row.all("key"))
    accept: list[Value] = [*others, *row.all("accept")]
    return {
        "key": as_typed(first),
        **({"accept": accept} if accept else {}),
    }


def _rich(row: _QuestionRow) -> dict[str, Value] | str:
    return {"key": as_text(row.one("key"))}


_KINDS = {
    "choice": _choice,
    "multiple": _multiple,
    "truefalse": _truefalse,
    "short": _short,
    "numeric": lambda row: {"key": row.one("key")},
    "flashcard": _rich,
    "open": _rich,
}


def _others(row: _QuestionRow) -> dict[str, Value]:
    keys: dict[str, Value] = {}
    for key in ("rationale", "hint"):
        if row.one(key):
            keys[key] = as_text(row.one(key))
    tags = tags_of(tag for cell in row.all("tags") for tag in cell.replace(";", ",").split(","))
    if tags:
        keys["tags"] = tags
    if topic := as_id(row.one("topic")):
        keys["topic"] = topic
    if row.one("difficulty") in ("1", "2", "3", "4", "5"):
        keys["difficulty"] = int(row.one("difficulty"))
    if row.one("bloom").lower() in _BLOOM:
        keys["bloom"] = row.one("bloom").lower()
    return keys


def _changes(row: _QuestionRow) -> Iterator[Diagnostic]:
    """Cells of which something else, or nothing, comes into the deck."""
    where = on_line(row.file, row.line)
    for key, kept in (("difficulty", "1 to 5"), ("bloom", ", ".join(_BLOOM))):
        if row.one(key) and key not in _others(row):
            yield not_kept(where, f"not kept: the {key} “{row.one(key)}”", f"known: {kept}")
    if row.one("topic") and as_id(row.one("topic")) != row.one("topic"):
        yield changed(where, f"the topic “{row.one('topic')}” is `{as_id(row.one('topic'))}`")
