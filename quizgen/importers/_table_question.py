"""One row of a table as a question: its kind, its key and its options."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from quizgen.diagnostics import Diagnostic, Location
from quizgen.importers._answers import NO_MODEL_ANSWER
from quizgen.importers._headings import bare, meanings_of
from quizgen.importers._imported import (
    Imported,
    Picture,
    Value,
    as_id,
    changed,
    not_kept,
    tags_of,
    unread,
)
from quizgen.importers._option_keys import KeyCell, KeyNaming, right_options
from quizgen.importers._prose import as_text, as_typed

_BLOOM = ("remember", "understand", "apply", "analyse", "evaluate")
_ENGLISH_TRUTHS = {"true": True, "t": True, "false": False, "f": False}
_SIDES = re.compile(r"\s*(?:->|=>|→|=|:)\s*")
_STAR = re.compile(r"^\*\s*(?=[^*\s])(?!.*\*)|(?<=[^*\s])\s*\*$")  # at one end, not at both
_DECIMAL_COMMA = re.compile(r"^([-−]?(?:[0-9]+(?=,[0-9]{1,2}$)|0)),([0-9]+)$")  # not 1,500
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?")
_LONGEST_SHORT = 60  # characters of an answer to type
_NO_OPTIONS = ("short", "numeric", "open", "flashcard", "cloze", "list")

Keys = dict[str, Value]


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
    return is_choice and bool(row.options and row.one("key")) and _statement(row) is None


def _truth(word: str) -> bool | None:
    found = meanings_of("truths", bare(word))
    if not found and word.strip() in "✓✔✗✘":
        found = meanings_of("truths", word.strip())
    return found[0] == "true" if found else None


def question(row: TableQuestion, naming: KeyNaming) -> Iterator[Imported | Diagnostic]:
    stem = as_text(row.one("stem"))
    if not stem:
        yield unread(row.where, "the row has no question")
        return
    kind = row.stated_kind or _kind_of(row)
    stated = row.one("kind")
    if (stated and not row.stated_kind) or kind == "nothing":
        hint = f"known are: {', '.join(sorted(_KINDS))}, and other names for them"
        yield unread(row.where, f"the kind “{stated}” cannot be imported from a table", hint)
        return
    found = _KINDS[kind](row, naming)
    if isinstance(found, str):
        yield unread(row.where, found)
        return
    if "keys" in found and kind == "choice":
        kind = "multiple"
    keys = {"stem": stem, **found, **_others(row)}
    picture = Picture(row.one("image"), row.one("alt")) if row.one("image") else None
    yield Imported(row.where, kind, keys, row.one("id"), row.one("stem"), picture)
    yield from _losses(row, kind, keys)


def _kind_of(row: TableQuestion) -> str:
    if row.all("distractors"):
        return "multiple" if len(row.all("key")) > 1 else "choice"
    if _statement(row) is not None:
        return "truefalse"
    if row.options:
        return "choice"
    if row.has_option_columns:
        return "short" if len(row.one("key")) <= _LONGEST_SHORT else "open"
    return "flashcard"


def _statement(row: TableQuestion) -> bool | None:
    """Whether the key of a statement is true; None for another question. Words of other languages
    than English count where the kind is said."""
    options = [_ENGLISH_TRUTHS.get(option.lower()) for option in row.options if option]
    if options and set(options) != {True, False}:
        return None
    if row.stated_kind not in ("", "truefalse", "choice"):
        return None
    truth = _ENGLISH_TRUTHS.get(row.one("key").lower())
    if truth is not None and (options or not row.has_option_columns or len(row.one("key")) > 1):
        return truth
    if len(options) == 2:
        places = right_options(row.key_cell, KeyNaming.LETTER)
        return options[places[0]] if len(places) == 1 else None
    return None


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
    flags = [_truth(flag) for flag in row.flags]
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
    """A column for what is right, and others for what is wrong."""
    distractors: list[Value] = [as_text(each) for each in row.all("distractors")]
    if not row.one("key"):
        return "the row has no key"
    if row.stated_kind == "multiple" or (not row.stated_kind and len(row.all("key")) > 1):
        return {"keys": [as_text(each) for each in row.all("key")], "distractors": distractors}
    return {"key": as_text(row.one("key")), "distractors": distractors}


def _truefalse(row: TableQuestion, naming: KeyNaming) -> Keys | str:
    truth = _statement(row)
    if truth is None and row.options:
        places = right_options(row.key_cell, naming)
        truth = _truth(row.options[places[0]]) if len(places) == 1 else None
    if truth is None:
        truth = _truth(row.one("key"))
    return "the key is neither true nor false" if truth is None else {"key": truth}


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
        sides = _SIDES.split(pair, maxsplit=1)
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
    """The gaps stand in the stem, in double braces, brackets or between == signs."""
    marked = re.sub(r"\{\{(?:c\d+::)?(.+?)(?:::.*?)?\}\}|\[\[?(.+?)\]\]?", _gap, row.one("stem"))
    parts = marked.split("==")
    if len(parts) < 3 or len(parts) % 2 == 0:
        return "the cloze has no gap; write it as ==answer=="
    written = [f"=={as_typed(part)}==" if at % 2 else _kept(part) for at, part in enumerate(parts)]
    return {"stem": "".join(written)}


def _gap(found: re.Match[str]) -> str:
    return f"=={found[1] or found[2]}=="


def _kept(part: str) -> str:
    """The text with the blanks at its ends, which stand beside a gap."""
    before = " " if part[:1].isspace() else ""
    after = " " if part[-1:].isspace() and part.strip() else ""
    return before + as_text(part.strip()) + after


_KINDS: Mapping[str, Callable[[TableQuestion, KeyNaming], Keys | str]] = {
    "choice": _choice,
    "multiple": _choice,
    "truefalse": _truefalse,
    "short": _short,
    "numeric": _numeric,
    "flashcard": _rich,
    "open": _open,
    "list": _listed,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
}


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
    if row.one("difficulty") in ("1", "2", "3", "4", "5"):
        keys["difficulty"] = int(row.one("difficulty"))
    if row.one("bloom").lower() in _BLOOM:
        keys["bloom"] = row.one("bloom").lower()
    if _NUMBER.fullmatch(row.one("points")):
        keys["points"] = row.one("points").replace(",", ".")
    return keys


def _losses(row: TableQuestion, kind: str, keys: Keys) -> Iterator[Diagnostic]:
    """Cells of which something else, or nothing, comes into the deck."""
    for key in ("distractors", "accept"):
        if row.all(key) and key not in keys:
            yield not_kept(row.where, f"not kept: the {key} of a question of the kind {kind}")
    for key, kept in (
        ("difficulty", "known: 1 to 5"),
        ("bloom", f"known: {', '.join(_BLOOM)}"),
        ("points", "write a number"),
    ):
        if row.one(key) and key not in keys:
            yield not_kept(row.where, f"not kept: the {key} “{row.one(key)}”", kept)
    if row.one("topic") and as_id(row.one("topic")) != row.one("topic"):
        yield changed(row.where, f"the topic “{row.one('topic')}” is `{keys.get('topic', '')}`")
