"""One row of a table as a question: its kind, what the kind takes of it, and what is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from quizgen.diagnostics import Diagnostic
from quizgen.importers import _imported
from quizgen.importers._foreign_text import Conversion, Formatted, as_text, as_typed
from quizgen.importers._headings import meanings_of
from quizgen.importers._imported import ForeignPicture, Imported, Value, bare
from quizgen.importers._kinds import NO_MODEL_ANSWER, ForeignAnswer, choice, matching, several
from quizgen.importers._table_row import (
    KeyNaming,
    TableQuestion,
    right_options,
    statement,
    truth_of,
)

_BLOOM = ("remember", "understand", "apply", "analyse", "evaluate")
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?")
_PICTURE = re.compile(r"<img\b[^<>]*>|!\[[^\]\n]*\]\([^()\s]+\.\w{3,4}\)", re.IGNORECASE)
_BETWEEN_SIDES = re.compile("->|=>|→|=|:")
_STAR = re.compile(r"^\*\s*(?=[^*\s])(?!.*\*)|(?<=[^*\s])\s*\*$")  # at one end, not at both
_MARKED_GAP = re.compile(r"\{\{(?:c\d+::)?(.+?)(?:::.*?)?\}\}|\[\[?(.+?)\]\]?")
_CLOZE = re.compile(r"\{\{c\d+::")  # as Anki has it
_DECIMAL_COMMA = re.compile(r"^([-−]?(?:[0-9]+(?=,[0-9]{1,2}$)|0)),([0-9]+)$")  # not 1,500
_LONGEST = 10_000  # characters of a question, as many as a deck takes
_LONGEST_SHORT = 60  # characters of an answer to type

Keys: TypeAlias = dict[str, Value]


def question(row: TableQuestion, naming: KeyNaming) -> Iterator[Imported | Diagnostic]:
    picture, words = _picture(row)
    stem = as_text(words[:_LONGEST])
    if not stem or len(words) > _LONGEST:
        said = "is too long" if stem else "is missing"
        yield _imported.unread(row.where, f"the question of the row {said}")
        return
    stated, kind = row.one("kind"), row.stated_kind or _kind_of(row)
    found = _KINDS[kind](row, naming) if kind in _KINDS else ""
    is_choice, is_unknown = kind in ("choice", "multiple"), bool(stated and not row.stated_kind)
    if not found or (is_unknown and (not is_choice or isinstance(found, str))):
        hint = f"known are: {', '.join(sorted(_KINDS))}, and other names for them"
        yield _imported.unread(
            row.where, f"the kind “{stated}” cannot be imported from a table", hint
        )
    elif isinstance(found, str):
        yield _imported.unread(row.where, found)
    else:
        if is_unknown:
            yield _imported.changed(
                row.where, f"the kind “{stated}” is not known; it is read as a choice"
            )
        if is_choice:
            kind = "multiple" if "keys" in found else "choice"
        keys = {"stem": stem, **found, **_others(row)}
        yield Imported(
            where=row.where, kind=kind, keys=keys, id=row.one("id"), title=words, picture=picture
        )
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
    if _CLOZE.search(row.one("stem")):
        return "cloze"
    if row.has_option_columns:
        return "short" if len(row.one("key")) <= _LONGEST_SHORT else "open"
    return "flashcard"


def _others(row: TableQuestion) -> Keys:
    level = meanings_of("difficulties", bare(row.one("difficulty")))
    bloom, points = row.one("bloom").lower(), row.one("points")
    found: Keys = {
        "rationale": as_text(row.one("rationale")),
        "hint": as_text(row.one("hint")),
        "tags": _imported.tags_of(
            tag for cell in row.all("tags") for tag in cell.replace(";", ",").split(",")
        ),
        "topic": _imported.as_id(row.one("topic")),
        "difficulty": int(level[0]) if level else "",
        "bloom": bloom if bloom in _BLOOM else "",
        "points": points.replace(",", ".") if _NUMBER.fullmatch(points) else "",
    }
    return {key: said for key, said in found.items() if said}


def _losses(row: TableQuestion, kind: str, keys: Keys) -> Iterator[Diagnostic]:
    """Cells of which something else, or nothing, comes into the deck."""
    for key in ("distractors", "accept"):
        if row.all(key) and key not in keys and kind != "truefalse":
            yield _imported.not_kept(
                row.where, f"not kept: the {key} of a question of the kind {kind}"
            )
    for key, kept in (
        ("difficulty", "known: 1 to 5, easy, medium, hard"),
        ("bloom", f"known: {', '.join(_BLOOM)}"),
        ("points", "write a number"),
    ):
        if row.one(key) and key not in keys:
            yield _imported.not_kept(row.where, f"not kept: the {key} “{row.one(key)}”", kept)
    if row.one("topic") and _imported.as_id(row.one("topic")) != row.one("topic"):
        yield _imported.changed(
            row.where, f"the topic “{row.one('topic')}” is `{keys.get('topic', '')}`"
        )


# --- What a kind takes of the row, or why it cannot ------------------------------------


def _choice(row: TableQuestion, naming: KeyNaming) -> Keys | str:
    if row.all("distractors"):
        return _right_and_wrong(row)
    if sum(map(bool, row.options)) < 2:
        return "the question has fewer than two options"
    right = _right(row, naming)
    if isinstance(right, str):
        return right
    if all(at in right for at, option in enumerate(row.options) if option):
        return "every option is right, and a question needs a wrong one"
    is_starred = not row.one("key") and not row.flags
    options = [_STAR.sub("", each) if is_starred else each for each in row.options]
    answers = [
        _answer("=" if at in right else "~", text, row.reasons.get(at, ""))
        for at, text in enumerate(options)
        if text
    ]
    return _chosen(answers, is_multiple=len(right) > 1 or row.stated_kind == "multiple")


def _right(row: TableQuestion, naming: KeyNaming) -> tuple[int, ...] | str:
    """The places of the right options, or why they are not known."""
    flags = [truth_of(flag) if flag else False for flag in row.flags]
    if len(flags) > 1 and len(flags) >= len(row.options) and True in flags and None not in flags:
        return tuple(at for at, flag in enumerate(flags) if flag and at < len(row.options))
    if not row.one("key"):
        starred = tuple(at for at, option in enumerate(row.options) if _STAR.search(option))
        return starred or "the row does not say which option is right"
    right = right_options(row.key_cell, naming)
    return right or f"the key “{row.one('key')}” is not one of the options"


def _right_and_wrong(row: TableQuestion) -> Keys | str:
    """A column for what is right, and others for what is wrong. There, "multiple" alone often means
    a choice of one among several."""
    if not row.one("key"):
        return "the row has no key"
    is_multiple = row.stated_kind == "multiple" and row.one("kind").lower() != "multiple"
    is_multiple |= row.stated_kind != "choice" and len(row.all("key")) > 1
    right = row.all("key") if is_multiple else [row.one("key")]
    answers = [_answer("=", each) for each in right]
    answers += [_answer("~", each) for each in row.all("distractors")]
    return _chosen(answers, is_multiple=is_multiple)


def _answer(sign: str, text: str, reason: str = "") -> ForeignAnswer:
    return ForeignAnswer(sign, Formatted(text, "plain"), feedback=Formatted(reason, "plain"))


def _chosen(answers: list[ForeignAnswer], *, is_multiple: bool) -> Keys | str:
    found = (several if is_multiple else choice)(answers, Conversion())
    return found if isinstance(found, str) else found.keys


def _truefalse(row: TableQuestion, naming: KeyNaming) -> Keys | str:
    truth = statement(row)
    if truth is None and row.options:
        places = right_options(row.key_cell, naming)
        truth = truth_of(row.options[places[0]]) if len(places) == 1 else None
    if truth is None:
        truth = truth_of(row.one("key"))
    return "the key is neither true nor false" if truth is None else {"key": truth}


def _stated(row: TableQuestion, _: KeyNaming) -> Keys | str:
    found = meanings_of("truths", bare(row.one("key")))
    return {"key": found[0]} if found else "the key is neither true nor false nor not stated"


def _short(row: TableQuestion, naming: KeyNaming) -> Keys | str:
    """Where there is no key, the options are the accepted answers."""
    answers = _listed(row)
    named = right_options(row.key_cell, naming) if row.options and row.all("key") else ()
    if named:
        answers = [row.options[at] for at in named]
    if not answers:
        return "the row has no key"
    first, *others = (" ".join(each.split()) for each in answers)
    accept: list[Value] = [*others, *row.all("accept")]
    return {"key": as_typed(first), **({"accept": accept} if accept else {})}


def _listed(row: TableQuestion) -> list[str]:
    return row.all("key") or row.filled_options


def _numeric(row: TableQuestion, naming: KeyNaming) -> Keys | str:
    found = _short(row, naming)
    if isinstance(found, str):
        return found
    more = {key: as_typed(row.one(key)) for key in ("tolerance", "unit") if row.one(key)}
    return {"key": _DECIMAL_COMMA.sub(r"\1.\2", str(found["key"])), **more}


def _flashcard(row: TableQuestion, _: KeyNaming) -> Keys | str:
    return {"key": as_text(row.one("key"))} if row.one("key") else "the row has no key"


def _open(row: TableQuestion, _: KeyNaming) -> Keys:
    return {"key": as_text(row.one("key")) or NO_MODEL_ANSWER}


def _list(row: TableQuestion, _: KeyNaming) -> Keys | str:
    keys: list[Value] = [as_typed(each) for each in _listed(row)]
    return {"keys": keys} if len(keys) > 1 else "the list has fewer than two answers"


def _matching(row: TableQuestion, _: KeyNaming) -> Keys | str:
    pairs: list[tuple[Formatted, Formatted]] = []
    for pair in row.filled_options or row.all("key"):
        sides = [Formatted(side, "plain") for side in _BETWEEN_SIDES.split(pair, maxsplit=1)]
        if len(sides) < 2:
            return f"“{pair}” is no pair; write it as left -> right"
        pairs.append((sides[0], sides[1]))
    found = matching(pairs, Conversion())
    return found if isinstance(found, str) else found.keys


def _ordering(row: TableQuestion, naming: KeyNaming) -> Keys | str:
    """The steps stand in their order, unless the key names another."""
    steps = row.filled_options or row.all("key")
    order = right_options(row.key_cell, naming) if row.options and row.one("key") else ()
    if len(order) == len(steps):
        steps = [row.options[at] for at in order]
    if len(steps) < 2:
        return "there are fewer than two steps to put in order"
    return {"steps": [as_text(step) for step in steps]}


def _cloze(row: TableQuestion, _: KeyNaming) -> Keys | str:
    """The gaps stand in the stem, in double braces, brackets or between == signs. A key
    beside them explains."""
    marked = _MARKED_GAP.sub(lambda found: f"=={found[1] or found[2]}==", row.one("stem"))
    parts = marked.split("==")
    if len(parts) < 3 or len(parts) % 2 == 0:
        return "the cloze has no gap; write it as ==answer=="
    written = [f"=={as_typed(part)}==" if at % 2 else _kept(part) for at, part in enumerate(parts)]
    reason = {"rationale": as_text(row.one("key"))} if row.one("key") else {}
    return {"stem": "".join(written), **reason}


def _kept(part: str) -> str:
    """The text with the blanks at its ends, which stand beside a gap."""
    before = " " if part[:1].isspace() else ""
    after = " " if part[-1:].isspace() and part.strip() else ""
    return before + as_text(part.strip()) + after


_KINDS: Mapping[str, Callable[[TableQuestion, KeyNaming], Keys | str]] = {
    "choice": _choice,
    "multiple": _choice,
    "truefalse": _truefalse,
    "stated": _stated,
    "short": _short,
    "numeric": _numeric,
    "flashcard": _flashcard,
    "open": _open,
    "list": _list,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
}
