"""What the heading of a column means, in the words of many programs and languages."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from quizgen.importers._imported import bare
from quizgen.importers._language import language_named

_WORDS = Path(__file__).parent.parent / "data" / "import" / "tables.toml"
_REST = re.compile(r"\s[-–—]\s.*|[(\[:\n].*", re.DOTALL)
_ASIDE = re.compile(r"\(([^()]*)\)")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
_LETTERS = ("abcdefghij", "абвгдежзик", "αβγδεζηθικ", "ابجدهوزحطي")
_LETTER = f"[{''.join(_LETTERS)}]"
_ORDINAL = re.compile(rf"(.*?)\s*\b(\d{{1,2}}|{_LETTER}|{'|'.join(_NUMBERS)})")
_LEADING = re.compile(rf"(?:is )?(\d{{1,2}}|{_LETTER}) (.+)")


@dataclass(frozen=True, slots=True)
class Column:
    """`meaning` is a key of the headings in the data, "option" with its `ordinal` from 1, "why" for
    the feedback of an option, or "" if it is not known."""

    meaning: str
    ordinal: int = 0


@cache
def words(section: str) -> Mapping[str, frozenset[str]]:
    """A section of the data: each meaning with its words."""
    read = tomllib.loads(_WORDS.read_text("utf-8"))
    return {meaning: frozenset(map(bare, listed)) for meaning, listed in read[section].items()}


def meanings_of(section: str, word: str) -> tuple[str, ...]:
    return tuple(meaning for meaning, listed in words(section).items() if word in listed)


def ordinal_of(word: str) -> int:
    """1 for "a", "1" and "one"; -1 for "0", which stands before it; 0 for what is no ordinal."""
    if word.isdecimal() and len(word) < 4:
        return int(word) or -1
    if word in _NUMBERS:
        return _NUMBERS.index(word) + 1
    return next((each.index(word) + 1 for each in _LETTERS if len(word) == 1 and word in each), 0)


def parted(text: str) -> tuple[str, int]:
    """The words of a heading and its ordinal, 0 for none."""
    word = bare(_REST.sub("", text.strip()) or text)
    if " " in word and word in _all_headings():
        return word, 0  # “t f” has no ordinal
    found = _ORDINAL.fullmatch(word)
    if found and (ordinal := ordinal_of(found[2])):
        return found[1].strip(), ordinal
    leading = _LEADING.fullmatch(word)
    if leading and leading[2] in words("headings")["option"] | words("headings")["key"]:
        return leading[2], ordinal_of(leading[1])
    if word[:-1] in words("headings")["option"] and word not in _all_headings():
        return word[:-1], ordinal_of(word[-1:])  # "optiona"
    return word, 0


@cache
def _all_headings() -> frozenset[str]:
    return frozenset().union(*words("headings").values())


def columns_of(headings: Sequence[str]) -> list[Column]:
    """What the columns mean, seen together: with "answer 1" and "answer 2" there are options, but
    alone "answer" is the key."""
    found = [parted(heading) for heading in headings]
    numbered = Counter(word for word, ordinal in found if ordinal)
    repeated = Counter(word for word, ordinal in found if word and not ordinal)
    columns: list[Column] = []
    for heading, (word, ordinal) in zip(headings, found, strict=True):
        is_one_of_several = (numbered[word] if ordinal else repeated[word]) > 1
        columns.append(_column(heading, word, ordinal, is_one_of_several=is_one_of_several))
    meanings = {column.meaning for column in columns}
    if "option" in meanings and "key" not in meanings:
        # beside columns for the single options, "answers" are the right ones
        columns = [Column("key") if each.meaning == "options" else each for each in columns]
    columns = _by_parts(_by_language(columns, headings), headings)
    options = [at for at, column in enumerate(columns) if column.meaning == "option"]
    # beside an option whose heading says that it is right, the others are wrong
    are_wrong = any(map(_says_right, headings))
    for number, at in enumerate(options, 1):
        numbered_option = Column("option", columns[at].ordinal or number)
        columns[at] = Column("distractors") if are_wrong else numbered_option
    return columns


def _column(heading: str, word: str, ordinal: int, *, is_one_of_several: bool) -> Column:
    known = meanings_of("headings", word)
    if _says_right(heading) or names_truths(heading):
        return Column("key")
    if heading.rstrip().endswith(("#", "№")):
        return Column("number")
    if is_one_of_several and (not word or {"option", "options"} & {*known}):
        return Column("option", ordinal)
    if ordinal and not word:  # the heads of question and answer may be one letter each
        alone = meanings_of("headings", bare(heading))
        return Column(alone[0] if alone else "")
    if ordinal and is_one_of_several and "rationale" in known:
        return Column("why", ordinal)
    for meaning in known:
        if meaning != "option":
            return Column(meaning, ordinal)
    if why := _of_option(bare(_REST.sub("", heading))):
        return Column("why", why)
    return Column("option", ordinal) if known else Column("")


def _by_language(columns: list[Column], headings: Sequence[str]) -> list[Column]:
    """Where columns name languages, the first is asked and the next is the answer. A row that names
    one language twice is a card."""
    named = [language_named(heading) for heading in headings]
    meanings = [each.meaning for each in columns]
    if len({*named} - {""}) < 2 and not {"stem", "key"} & {*meanings}:
        return columns
    wanted = [each for each in ("stem", "key") if each not in meanings]
    return [
        Column(wanted.pop(0)) if language and not column.meaning and wanted else column
        for column, language in zip(columns, named, strict=True)
    ]


def _by_parts(columns: list[Column], headings: Sequence[str]) -> list[Column]:
    """A heading that is not known as a whole has the meaning of a word in it, unless another column
    has that; only wrong answers may have several."""
    known = {column.meaning for column in columns} - {"distractors"}
    for at, heading in enumerate(map(bare, headings)):
        parts = words("parts").items()
        meant = (meaning for meaning, each in parts if any(part in heading for part in each))
        meaning = columns[at].meaning or next(meant, "")
        if not columns[at].meaning and meaning not in known:
            columns[at] = Column(meaning)
            known |= {meaning} - {"distractors"}
    return columns


def _of_option(word: str) -> int:
    """The ordinal in "option a feedback"; 0 for another heading."""
    for feedback in words("headings")["rationale"]:
        for rest in (word.removesuffix(f" {feedback}"), word.removeprefix(f"{feedback} ")):
            if rest != word:
                base, ordinal = parted(rest)
                if ordinal and (not base or "option" in meanings_of("headings", base)):
                    return ordinal
    return 0


def names_truths(heading: str) -> bool:
    """Whether it is such as "True/False": a key that says what the kind is, too."""
    return bare(heading) in words("kinds")["truefalse"]


def _says_right(heading: str) -> bool:
    """Whether it is such as "Option A (correct)"."""
    aside = _ASIDE.search(heading)
    is_option = "option" in meanings_of("headings", parted(heading)[0])
    return bool(aside and is_option and "key" in meanings_of("headings", bare(aside[1])))


def wished(heads: str, headings: Sequence[str]) -> list[Column] | None:
    """What `--heads` says: the columns in their order, or by their headings. None if it names a
    heading that is not among these."""
    entries = [entry.strip() for entry in heads.split(",")]
    if not any("=" in entry for entry in entries):
        named = ["" if entry == "-" else entry for entry in entries]
        return columns_of(named)
    by_heading = {bare(old): new for old, _, new in (each.partition("=") for each in entries)}
    own = [bare(heading) for heading in headings]
    if not set(by_heading) <= set(own):
        return None
    return columns_of([by_heading.get(each, old) for each, old in zip(own, headings, strict=True)])
