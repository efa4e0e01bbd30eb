"""One row of a table by what its cells mean, before it is a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.diagnostics import Location
from quizgen.importers._answers import ENGLISH_TRUTHS
from quizgen.importers._headings import bare, meanings_of
from quizgen.importers._option_keys import KeyCell, KeyNaming, right_options

_SIGNS = {"✓": True, "✔": True, "✗": False, "✘": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableQuestion:
    """The cells of a row by what they mean. `options` have an empty text where one is left out;
    `reasons` are their feedback, by their places; `flags` say of each whether it is right."""

    where: Location
    cells: Mapping[str, tuple[str, ...]]
    options: tuple[str, ...]
    headings: tuple[str, ...]
    reasons: Mapping[int, str]
    flags: tuple[str, ...]
    distractors: tuple[str, ...]
    has_option_columns: bool

    def one(self, meaning: str) -> str:
        return " ".join(self.cells.get(meaning, ()))

    def all(self, meaning: str) -> list[str]:
        """All values. Those in one cell have a | between them."""
        if meaning == "distractors":
            return [*self.distractors]
        parts = (part.strip() for cell in self.cells.get(meaning, ()) for part in cell.split("|"))
        return [part for part in parts if part]

    @property
    def key_cell(self) -> KeyCell:
        return KeyCell(" | ".join(self.cells.get("key", ())), self.options, self.headings)

    @property
    def stated_kind(self) -> str:
        kinds = meanings_of("kinds", bare(self.one("kind")))
        return kinds[0] if kinds else ""


def states_options(row: TableQuestion) -> bool:
    """Whether the key of the row names one of its options."""
    is_choice = row.stated_kind in ("", "choice", "multiple")
    return is_choice and bool(row.options and row.one("key")) and statement(row) is None


def truth_of(word: str) -> bool | None:
    if word.strip() in _SIGNS:
        return _SIGNS[word.strip()]
    found = next(iter(meanings_of("truths", bare(word))), "")
    return {"true": True, "false": False}.get(found)


def statement(row: TableQuestion) -> bool | None:
    """Whether the key of a statement is true; None for another question. Words of other languages
    than English count where the kind is said."""
    options = [ENGLISH_TRUTHS.get(option.lower()) for option in row.options if option]
    if options and set(options) != {True, False}:
        return None
    if row.stated_kind not in ("", "truefalse", "choice"):
        return None
    truth = ENGLISH_TRUTHS.get(row.one("key").lower())
    if truth is not None and (options or not row.has_option_columns or len(row.one("key")) > 1):
        return truth
    if len(options) == 2:
        places = right_options(row.key_cell, KeyNaming.LETTER)
        return options[places[0]] if len(places) == 1 else None
    return None
