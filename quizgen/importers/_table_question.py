"""One row of a table as a question: its kind, what the kind takes of it, and what is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from quizgen.diagnostics import Diagnostic
from quizgen.importers._answers import NO_MODEL_ANSWER
from quizgen.importers._foreign_text import Conversion, Formatted, as_text, as_typed
from quizgen.importers._headings import bare, meanings_of
from quizgen.importers._imported import (
    ForeignPicture,
    Imported,
    Value,
    as_id,
    changed,
    not_kept,
    tags_of,
    unread,
)
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


_BETWEEN_SIDES = re.compile("->|=>|→|=|:")
_STAR = re.compile(r"^\*\s*(?=[^*\s])(?!.*\*)|(?<=[^*\s])\s*\*$")  # at one end, not at both
_MARKED_GAP = re.compile(r"\{\{(?:c\d+::)?(.+?)(?:::.*?)?\}\}|\[\[?(.+?)\]\]?")
CLOZE = re.compile(r"\{\{c\d+::")  # as Anki has it
_DECIMAL_COMMA = re.compile(r"^([-−]?(?:[0-9]+(?=,[0-9]{1,2}$)|0)),([0-9]+)$")  # not 1,500

Keys: TypeAlias = dict[str, Value]


def _choice(row: TableQuestion, naming: KeyNaming) -> Keys | str:
    if row.all("distractors"):
        return _right_and_wrong(row)
    texts = [option for option in row.options if option]
    if len(texts) < 2:
        return "the question has fewer than two options"
    right = _right(row, naming)
    if isinstance(right, str):
        return right
    wrong = [at for at, option in enumerate(row.options) if option and at not in right]
    if not wrong:
        return "every option is right, and a question needs a wrong one"
    if not row.one("key") and not row.flags:
        row = replace(row, options=tuple(_STAR.sub("", option) for option in row.options))
    distractors: list[Value] = [_option(row, at) for at in wrong]
    is_multiple = len(right) > 1 or row.stated_kind == "multiple"
    if is_multiple:
        return {"keys": [_option(row, at) for at in right], "distractors": distractors}
    keys: Keys = {"key": as_text(row.options[right[0]]), "distractors": distractors}
    if right[0] in row.reasons:
        keys["rationale"] = as_text(row.reasons[right[0]])
    return keys


def _right(row: TableQuestion, naming: KeyNaming) -> tuple[int, ...] | str:
    """The places of the right options, or why they are not known."""
    flags = [truth_of(flag) if flag else False for flag in row.flags]
    if len(flags) > 1 and len(flags) >= len(row.options) and True in flags and None not in flags:
        return tuple(at for at, flag in enumerate(flags) if flag and at < len(row.options))
    if not row.one("key"):
        starred = tuple(at for at, option in enumerate(row.options) if _STAR.search(option))
        return starred or "the row does not say which option is right"
    right = right_options(row.key_cell, naming)
    return right or f"the key “{row.one('key')}” is none of the options"


def _option(row: TableQuestion, at: int) -> Value:
    text = as_text(row.options[at])
    return {"text": text, "why": as_text(row.reasons[at])} if at in row.reasons else text


def _right_and_wrong(row: TableQuestion) -> Keys | str:
    """A column for what is right, and others for what is wrong. There, "multiple" alone often means
    a choice of one among several."""
    distractors: list[Value] = [as_text(each) for each in row.all("distractors")]
    if not row.one("key"):
        return "the row has no key"
    is_multiple = row.stated_kind == "multiple" and row.one("kind").lower() != "multiple"
    if is_multiple or (row.stated_kind != "choice" and len(row.all("key")) > 1):
        return {"keys": [as_text(each) for each in row.all("key")], "distractors": distractors}
    return {"key": as_text(row.one("key")), "distractors": distractors}


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
    answers = row.all("key") or [option for option in row.options if option]
    named = right_options(row.key_cell, naming) if row.options and row.all("key") else ()
    if named:
        answers = [row.options[at] for at in named]
    if not answers:
        return "the row has no key"
    first, *others = (" ".join(each.split()) for each in answers)
    accept: list[Value] = [*others, *row.all("accept")]
    return {"key": as_typed(first), **({"accept": accept} if accept else {})}


def _numeric(row: TableQuestion, naming: KeyNaming) -> Keys | str:
    found = _short(row, naming)
    if isinstance(found, str):
        return found
    more = {key: as_typed(row.one(key)) for key in ("tolerance", "unit") if row.one(key)}
    return {"key": _DECIMAL_COMMA.sub(r"\1.\2", str(found["key"])), **more}


def _rich(row: TableQuestion, _: KeyNaming) -> Keys | str:
    return {"key": as_text(row.one("key"))} if row.one("key") else "the row has no key"


def _open(row: TableQuestion, _: KeyNaming) -> Keys:
    return {"key": as_text(row.one("key")) or NO_MODEL_ANSWER}


def _listed(row: TableQuestion, _: KeyNaming) -> Keys | str:
    keys: list[Value] = [as_typed(each) for each in row.all("key") or row.options if each]
    return {"keys": keys} if len(keys) > 1 else "the list has fewer than two answers"


def _matching(row: TableQuestion, _: KeyNaming) -> Keys | str:
    pairs: dict[str, Value] = {}
    extras: list[Value] = []
    for pair in [option for option in row.options if option] or row.all("key"):
        sides = [side.strip() for side in _BETWEEN_SIDES.split(pair, maxsplit=1)]
        if len(sides) < 2:
            return f"“{pair}” is no pair; write it as left -> right"
        left, right = as_typed(sides[0]), as_text(sides[1])
        if left:
            pairs[left] = right
        else:
            extras.append(right)
    if len(pairs) < 2:
        return "there are fewer than two pairs to match"
    return {"pairs": pairs, **({"extras": extras} if extras else {})}


def _ordering(row: TableQuestion, naming: KeyNaming) -> Keys | str:
    """The steps stand in their order, unless the key names another."""
    steps = [option for option in row.options if option] or row.all("key")
    order = right_options(row.key_cell, naming) if row.options and row.one("key") else ()
    if len(order) == len(steps):
        steps = [row.options[at] for at in order]
    if len(steps) < 2:
        return "there are fewer than two steps to put in order"
    return {"steps": [as_text(step) for step in steps]}


def _cloze(row: TableQuestion, _: KeyNaming) -> Keys | str:
    """The gaps stand in the stem, in double braces, brackets or between == signs. A key
    beside them explains."""
    marked = _MARKED_GAP.sub(_gap, row.one("stem"))
    parts = marked.split("==")
    if len(parts) < 3 or len(parts) % 2 == 0:
        return "the cloze has no gap; write it as ==answer=="
    written = [f"=={as_typed(part)}==" if at % 2 else _kept(part) for at, part in enumerate(parts)]
    reason = {"rationale": as_text(row.one("key"))} if row.one("key") else {}
    return {"stem": "".join(written), **reason}


def _gap(found: re.Match[str]) -> str:
    return f"=={found[1] or found[2]}=="


def _kept(part: str) -> str:
    """The text with the blanks at its ends, which stand beside a gap."""
    before = " " if part[:1].isspace() else ""
    after = " " if part[-1:].isspace() and part.strip() else ""
    return before + as_text(part.strip()) + after


KINDS: Mapping[str, Callable[[TableQuestion, KeyNaming], Keys | str]] = {
    "choice": _choice,
    "multiple": _choice,
    "truefalse": _truefalse,
    "stated": _stated,
    "short": _short,
    "numeric": _numeric,
    "flashcard": _rich,
    "open": _open,
    "list": _listed,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
}
