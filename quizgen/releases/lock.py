"""The ledger as a value, and as the text of a lock file.

A lock that cannot be trusted is an error at its line. It is never replaced by a fresh one, since
that would give all notes a new date and so overwrite what learners have changed in theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct

from quizgen.diagnostics import Diagnostic, Location, TextFile
from quizgen.quiz.model import About

# In the first, a note had neither `imprint` nor `home`; in both, `meaning` was found in another way
# and there was no `content`.
FORMATS = (1, 2, 3)
FAMILIES = ("choice", "cloze", "matching", "ordering", "recall", "typed")
MOST_CARDS = 500  # Anki makes no more of one note


@dataclass(frozen=True, slots=True)
class LockedType:
    """A note type as it was released. `fields` and `templates` hold their ids, in order."""

    family: str
    version: int
    modified: int
    content: str
    fields: tuple[int, ...]
    templates: tuple[int, ...]


class Imprint(NamedTuple):
    """Hashes by which a question is known again under another id; a `quotation` is empty where it
    rests on no text, and all are where a lock does not tell."""

    key: str = ""
    stem: str = ""
    quotation: str = ""


class LockedNote(Struct, frozen=True):
    """A note as it was released, with its cards in the Anki deck `home`. `content` is the hash of
    what is written in the note, and empty where a lock does not tell. If it is retired, all but
    that is as it was before it was withdrawn."""

    item: str
    family: str
    guid: str
    meaning: str
    modified: int
    released: int
    cards: int
    is_live: bool = True
    imprint: Imprint = Imprint()
    home: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """`name` is the deck's name at its first release, on which its tags and note types hang."""

    name: str
    uid: str
    types: tuple[LockedType, ...] = ()
    notes: tuple[LockedNote, ...] = ()


def render(ledger: Ledger) -> str:
    """The text of a lock file. Equal ledgers have equal texts."""
    head = _line("deck", FORMATS[-1], ledger.name, ledger.uid)
    lines = sorted([*map(_type_line, ledger.types), *map(_note_line, ledger.notes)])
    return "\n".join([head, *lines, ""])


def parse(file: TextFile, about: About) -> tuple[Ledger | None, list[Diagnostic]]:
    """The ledger of the deck `about`, or the problems of its lock."""
    lines = list(_lines(file))
    problems = list(_unmerged(lines)) or [*_head_problems(file, lines, about)]
    if problems:
        return None, problems
    types: list[LockedType] = []
    notes: list[LockedNote] = []
    for where, (word, *values) in lines:
        try:
            match word:
                case "deck":
                    pass
                case "family":
                    types.append(LockedType(*_read(values, _TYPE)))
                case "note":
                    notes.append(_note(values))
                case _:
                    raise ValueError(f"a line begins with `deck`, `family` or `note`, not `{word}`")
        except ValueError as error:
            problems.append(_damaged(where, str(error)))
    problems += _repeated(lines) or _without_type(lines, types)
    if problems:
        return None, problems
    (name,) = (values[1] for _, (word, *values) in lines if word == "deck")
    return Ledger(name=name, uid=about.uid, types=tuple(types), notes=tuple(notes)), []


# --- Lines -----------------------------------------------------------------------------

_Line = tuple[Location, list[str]]
_EPOCH = datetime(1970, 1, 1)
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_UNKNOWN = "-"


def _line(*values: object) -> str:
    return "\t".join(map(str, values))


def _type_line(kind: LockedType) -> str:
    fields, templates = (",".join(map(str, ids)) for ids in (kind.fields, kind.templates))
    dated = _date(kind.modified)
    return _line("family", kind.family, kind.version, dated, kind.content, fields, templates)


def _note_line(note: LockedNote) -> str:
    dates = _date(note.modified), _date(note.released)
    state = "live" if note.is_live else "retired"
    known = [each or _UNKNOWN for each in (*note.imprint, note.home)]
    hashes = ".".join(filter(None, (note.meaning, note.content)))
    values = note.item, note.family, note.guid, hashes, *dates, note.cards, *known, state
    return _line("note", *values)


def _date(seconds: int) -> str:
    return f"{(_EPOCH + timedelta(seconds=seconds)).isoformat()}Z"


def _lines(file: TextFile) -> Iterator[_Line]:
    start = 0
    for row in file.text.split("\n"):
        if words := row.rstrip("\r"):
            yield Location(file, start, start + len(words)), words.split("\t")
        start += len(row) + 1


def _note(values: list[str]) -> LockedNote:
    if len(values) == 8:  # in the first format
        values = [*values[:7], *[_UNKNOWN] * 4, values[7]]
    item, family, guid, hashes, *read, key, stem, quotation, home, is_live = _read(values, _NOTE)
    meaning, content = (*hashes, "")[:2]
    told = [is_live, Imprint(key, stem, quotation), home, content]
    return LockedNote(*[item, family, guid, meaning, *read, *told])


_Reader: TypeAlias = Callable[[str], Any]


def _read(values: list[str], readers: tuple[_Reader, ...]) -> list[Any]:
    if len(values) != len(readers):
        raise ValueError(f"the line has {len(values) + 1} columns, not {len(readers) + 1}")
    return [read(value) for read, value in zip(readers, values, strict=True)]


def _wholes(value: str) -> tuple[int, ...]:
    return tuple(map(_WHOLE, value.split(",")))


def _cards(value: str) -> int:
    if not 0 < _WHOLE(value) <= MOST_CARDS:
        raise ValueError(f"a note has 1 to {MOST_CARDS} cards, not {value}")
    return int(value)


def _seconds(value: str) -> int:
    try:
        if _TIME.fullmatch(value) and value < "9999":  # a later release needs a later time
            return int(datetime.fromisoformat(value).timestamp())
    except ValueError:  # a time such as the 30th of February
        pass
    raise ValueError(f"`{value}` is not a time such as 2026-11-24T09:30:00Z")


def _matching(pattern: str, otherwise: str, read: _Reader = str) -> _Reader:
    """`otherwise` is what to say of a value that does not match."""

    def checked(value: str) -> Any:
        if not re.fullmatch(pattern, value):
            raise ValueError(otherwise.format(value))
        return read(value)

    return checked


def _known(read: _Reader) -> _Reader:
    return lambda value: "" if value == _UNKNOWN else read(value)


_ID = r"[^\s\x00-\x1f\x7f-\x9f]+(?: [^\s\x00-\x1f\x7f-\x9f]+)*"
_FAMILY = _matching("|".join(FAMILIES), "there is no note type `{}`")
_WHOLE = _matching("[0-9]{1,19}", "`{}` is not a whole number", int)
_IS_LIVE = _matching(
    "live|retired", "`{}` is neither `live` nor `retired`", lambda value: value == "live"
)
_ITEM, _GUID = (
    _matching(pattern, f"`{{}}` is not a {what}")
    for pattern, what in ((_ID, "item id"), (r"[!-~]{5,64}", "guid"))
)
_HASH = _matching("[0-9a-f]{16}", "`{}` is not a hash")
# of the meaning, which says in which way it was found, and of the content
_HASHES = _matching(
    r"(2\.)?[0-9a-f]{16}(\.[0-9a-f]{16})?",
    "`{}` is not a hash",
    lambda value: re.findall(r"(?:2\.)?[0-9a-f]{16}", value),
)
_HOME = _known(_matching(_ID, "`{}` is not a name of a deck"))
_KEY_HASH = _known(_matching(r"[0-9]+\.[0-9a-f]{16}", "`{}` is not a hash of a key"))
_SIGNS = (_KEY_HASH, _known(_HASH), _known(_HASH))
_TYPE = (_FAMILY, _WHOLE, _seconds, _HASH, _wholes, _wholes)
_NOTE = (_ITEM, _FAMILY, _GUID, _HASHES, _seconds, _seconds, _cards, *_SIGNS, _HOME, _IS_LIVE)


# --- What makes a lock useless ---------------------------------------------------------

# Git writes these lines where it could not merge; the third is that of its diff3 style.
_MARK = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?")
_RESTORE = "restore the file from git: `git checkout -- {name}`"


def _unmerged(lines: Iterable[_Line]) -> Iterator[Diagnostic]:
    for where, (first, *_) in lines:
        if _MARK.fullmatch(first):
            message = f"git left a merge unfinished here: `{first}`"
            hint = (
                "keep the lines of both sides without the marks;\n"
                "if two lines are about one note, keep the one with the later time"
            )
            yield Diagnostic(where, "lock-damaged", message, hint)
            return


def _head_problems(file: TextFile, lines: list[_Line], about: About) -> Iterator[Diagnostic]:
    heads = [(where, values) for where, (word, *values) in lines if word == "deck"]
    if not heads:
        yield _damaged(Location(file), "the line `deck`, which names the deck, is missing")
        return
    for where, _ in heads[1:]:
        yield _damaged(where, "a second line `deck`")
    where, values = heads[0]
    version, uid = values[0] if values else "", values[-1] if values else ""
    if version.isdecimal() and version not in map(str, FORMATS):
        message = f"this lock is in format {version}; this quizgen reads format {FORMATS[-1]}"
        yield Diagnostic(where, "lock-foreign", message, "install a newer quizgen")
    elif len(values) != 3:
        yield _damaged(where, f"the line has {len(values) + 1} columns, not 4")
    elif not re.fullmatch(_ID, values[1]):
        yield _damaged(where, f"`{values[1]}` is not the name of a deck")
    elif uid != about.uid:
        message = f"this is the lock of the deck with the uid `{uid}`, not `{about.uid}`"
        hint = (
            f"if the deck is a copy, delete {file.name}, since nobody has the copy yet\n"
            f"if you changed the uid, put `uid: {uid}` back, or learners lose their history"
        )
        yield Diagnostic(where, "lock-foreign", message, hint)


def _repeated(lines: Iterable[_Line]) -> list[Diagnostic]:
    """Reports two lines about one note type or note, or two notes of one question."""
    whole = [(where, values) for where, values in lines if len(values) > 6]
    types = [(where, values[1]) for where, values in whole if values[0] == "family"]
    guids = [(where, values[3]) for where, values in whole if values[0] == "note"]
    live = [(where, values[1]) for where, values in whole if values[-1] == "live"]
    notes = list(_twice("guid", guids)) or _twice("item", live)
    return [*_twice("note type", types), *notes]


def _twice(what: str, named: Iterable[tuple[Location, str]]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for where, name in named:
        if name in seen:
            hint = "keep the line with the later time"
            message = f"a second line about the {what} `{name}`"
            yield Diagnostic(where, "lock-damaged", message, hint)
        seen.add(name)


def _without_type(lines: Iterable[_Line], types: list[LockedType]) -> list[Diagnostic]:
    known = {kind.family for kind in types}
    return [
        _damaged(where, f"the line about the note type `{values[1]}` is missing")
        for where, (word, *values) in lines
        if word == "note" and len(values) > 1 and values[1] in {*FAMILIES} - known
    ][:1]


def _damaged(where: Location, message: str) -> Diagnostic:
    return Diagnostic(where, "lock-damaged", message, _RESTORE.format(name=where.file.name))
