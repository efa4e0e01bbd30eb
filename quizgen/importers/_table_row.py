"""Which options are right: named by their text, by a letter, by a number from 0 or from 1, or by
their heading. One cell seldom says how it is meant, so the whole column decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizgen.diagnostics import Location
from quizgen.importers._headings import meanings_of, ordinal_of, parted
from quizgen.importers._imported import bare
from quizgen.importers._kinds import ENGLISH_TRUTHS
from quizgen.quiz.notation import same

_AND = r"and|und|y|e|et|i|и|және|ve"
_PHRASES = re.compile(rf"\s*(?:[,;|/&+\n]|\b(?:{_AND})\b)\s*")
_PARTS = re.compile(rf"{_PHRASES.pattern}|\s+")
_POINT_NOUGHT = re.compile(r"(?<=\d)\.0\b")  # programs write 2.0 beside an empty cell
_BRACKETS = re.compile(r"^\s*[\[({]\s*(.*?)\s*[\])}]\s*$", re.DOTALL)
_WITH_TEXT = re.compile(r"\(?(\w)\s*(?:[).:]|[-–—]\s)\s*(.+)", re.DOTALL)
_TOGETHER = re.compile(r"[A-HА-З]{2,8}")
Indices = tuple[int, ...]


class KeyNaming(StrEnum):
    """How the right option is named; the values are what users type after `--key`."""

    TEXT = "text"
    LETTER = "letter"
    FROM_0 = "from-0"
    FROM_1 = "from-1"


@dataclass(frozen=True, slots=True)
class TableRow:
    """`cells` have no blanks around them."""

    where: Location
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyCell:
    """A cell with a key, beside the options of its row with their headings. An option that is left
    out is empty, so that the letters of the others stay theirs."""

    key: str
    options: tuple[str, ...]
    headings: tuple[str, ...] = ()

    @property
    def numberings(self) -> tuple[KeyNaming, KeyNaming]:
        """The likelier first: from 0 only where the headings begin there."""
        if self.headings and parted(self.headings[0])[1] < 0:
            return KeyNaming.FROM_0, KeyNaming.FROM_1
        return KeyNaming.FROM_1, KeyNaming.FROM_0


def right_options(cell: KeyCell, naming: KeyNaming) -> Indices:
    """The places of the right options, by this naming or else by another that fits; none if nothing
    does."""
    for each in (naming, KeyNaming.TEXT, KeyNaming.LETTER, *cell.numberings):
        if found := _READERS[each](cell):
            return found
    return ()


def naming_of(cells: Sequence[KeyCell]) -> tuple[KeyNaming, str]:
    """How the column names its options, and what is to be said of the choice."""
    if not cells:
        return KeyNaming.TEXT, ""
    fitting = {each: sum(bool(_READERS[each](cell)) for cell in cells) for each in KeyNaming}
    if fitting[KeyNaming.FROM_0] == fitting[KeyNaming.FROM_1] > 0 or any(map(_is_zero, cells)):
        doubtful = _from(cells)
    else:
        doubtful = (KeyNaming.FROM_1, "")
    numbered, said = doubtful
    order = (KeyNaming.TEXT, KeyNaming.LETTER, numbered)
    best = max(order, key=lambda each: fitting[each])  # of equals, the first
    if best is numbered and fitting[best]:
        return best, said
    if best is KeyNaming.TEXT and _differ(cells, best, numbered, fitting):
        return best, "the keys could be texts or numbers; they are read as texts"
    if best is KeyNaming.TEXT and _differ(cells, best, KeyNaming.LETTER, fitting):
        return best, "the keys could be texts or letters; they are read as texts"
    return best, ""


def _is_zero(cell: KeyCell) -> bool:
    return 0 in _numbers(cell.key)


def _from(cells: Sequence[KeyCell]) -> tuple[KeyNaming, str]:
    """A 0 settles it, and so does the number of the last option."""
    if any(map(_is_zero, cells)) or cells[0].numberings[0] is KeyNaming.FROM_0:
        return KeyNaming.FROM_0, ""
    if any(max(_numbers(cell.key), default=-1) == len(cell.options) for cell in cells):
        return KeyNaming.FROM_1, ""
    return KeyNaming.FROM_1, "the numbers of the right options are counted from 1"


def _differ(
    cells: Sequence[KeyCell], one: KeyNaming, other: KeyNaming, fitting: dict[KeyNaming, int]
) -> bool:
    """Whether both fit as many rows, and some row has two meanings."""
    pairs = ((_READERS[one](each), _READERS[other](each)) for each in cells)
    return fitting[one] == fitting[other] and any(a and b and a != b for a, b in pairs)


def _by_text(cell: KeyCell) -> Indices:
    texts = [same(option) if option else None for option in cell.options]
    whole = same(cell.key)
    if whole in texts:
        return (texts.index(whole),)
    with_letter = _WITH_TEXT.fullmatch(cell.key.strip())
    if with_letter and same(with_letter[2]) in texts:
        return (texts.index(same(with_letter[2])),)
    listed = _BRACKETS.sub(r"\1", cell.key)
    for mark in ("\n", "|", ";", ","):
        parts = [same(part.strip().strip("'\"")) for part in listed.split(mark) if part.strip()]
        if parts and all(part in texts for part in parts):
            return tuple(dict.fromkeys(texts.index(part) for part in parts))
    return ()


def _by_letter(cell: KeyCell) -> Indices:
    """Finds options by letters, by the headings of the columns, or by words such as “Option 2”."""
    listed = _on_one_line(cell.key)
    if _TOGETHER.fullmatch(listed) and list(listed) == sorted(set(listed)):
        return _present(cell, [ordinal_of(each) for each in listed.casefold()])
    headings = [bare(heading) for heading in cell.headings]
    for between in (_PHRASES, _PARTS):
        parts = [part for part in between.split(listed) if part.strip(" ().:[]")]
        if found := _present(cell, [_named(part.strip(" ().:[]"), headings) for part in parts]):
            return found
    return ()


def _on_one_line(key: str) -> str:
    """The key without brackets around it. Its blanks are single, since the patterns below take the
    square of the length of a run of them."""
    return _BRACKETS.sub(r"\1", " ".join(key.replace("\n", ";").split()))


def _named(part: str, headings: Sequence[str]) -> int:
    """The ordinal of the option that is named so; 0 if none is. A number alone names none."""
    word, ordinal = parted(part)
    if bare(part) in headings:
        return headings.index(bare(part)) + 1
    if word:
        return ordinal if {"option", "options"} & {*meanings_of("headings", word)} else 0
    return 0 if part.isdecimal() else ordinal


def _numbers(key: str) -> list[int]:
    whole = _POINT_NOUGHT.sub("", _on_one_line(key))
    parts = [part for part in _PARTS.split(whole) if part]
    is_listed = all(part.isdecimal() and len(part) < 4 for part in parts)
    return [int(part) for part in parts] if is_listed else []


def _counted(first: int) -> Callable[[KeyCell], Indices]:
    return lambda cell: _present(cell, [number + 1 - first for number in _numbers(cell.key)])


def _present(cell: KeyCell, ordinals: list[int]) -> Indices:
    """Places from 0, if there is an option at each."""
    count = len(cell.options)
    if not ordinals or not all(0 < each <= count and cell.options[each - 1] for each in ordinals):
        return ()
    return tuple(dict.fromkeys(each - 1 for each in ordinals))


_READERS: dict[KeyNaming, Callable[[KeyCell], Indices]] = {
    KeyNaming.TEXT: _by_text,
    KeyNaming.LETTER: _by_letter,
    KeyNaming.FROM_0: _counted(0),
    KeyNaming.FROM_1: _counted(1),
}


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
    def filled_options(self) -> list[str]:
        return [option for option in self.options if option]

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
    options = [ENGLISH_TRUTHS.get(option.lower()) for option in row.filled_options]
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
