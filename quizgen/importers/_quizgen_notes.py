"""Notes that quizgen has made → the questions that they were.

Fields, classes and attributes are those of `writers/anki`, and frozen with them. What was said of
the claim comes along as far as the note has it: its id, its note, the words that were quoted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from quizgen.diagnostics import Diagnostic, Location
from quizgen.importers._anki_clozes import clozes
from quizgen.importers._html import rich_of, tree, words_of
from quizgen.importers._imported import Imported, Value, as_id, not_kept, tags_of
from quizgen.importers._prose import as_prose, as_text, as_typed
from quizgen.quiz.model import BLANK
from quizgen.reading.scalars import is_blank

FAMILY = re.compile(r"quizgen \d+ · (\w+) · ")

_FIELDS = ("Item", "Question", "Image", "Instruction", "Options", "Typed", "Answer", "Rationale",
           "Evidence", "Note", "Opinion", "Hint")  # fmt: skip
_RETIRED = "quizgen::retired"


@dataclass(frozen=True, slots=True)
class _Own:
    """The fields as trees, and what the tags say, by the word before it."""

    fields: Mapping[str, ET.Element]
    html: Mapping[str, str]
    tags: Mapping[str, list[str]]

    def prose(self, name: str) -> str:
        return _prose(self.fields[name])

    def all(self, name: str, tag: str, css: str = "") -> list[ET.Element]:
        found = self.fields[name].iter(tag)
        return [each for each in found if not css or css in each.get("class", "").split()]

    def one(self, word: str) -> str:
        return self.tags.get(word, [""])[0]


def own_question(
    where: Location, family: str, deck: str, tags: tuple[str, ...], fields: tuple[str, ...]
) -> Iterator[Imported | Diagnostic]:
    html = dict(zip(_FIELDS, (*fields, *[""] * len(_FIELDS)), strict=False))
    own = _Own({name: tree(text) for name, text in html.items()}, html, _by_word(tags))
    name = words_of(own.fields["Item"])
    if _RETIRED in tags:
        yield not_kept(where, f"`{name}` was withdrawn")
        return
    kind = own.one("kind") or _KIND_OF_FAMILY.get(family, "")
    read = _READ.get(kind)
    keys = read(own) if read else None
    if keys is None or _has_empty_text(keys):
        yield not_kept(where, f"`{name}` cannot be read as a question of the kind “{kind}”")
        return
    if html["Image"]:
        yield not_kept(where, "not kept: the picture; add image: and its file")
    keys = {"stem": own.prose("Question"), **keys, **_others(own, deck)}
    note = own.prose("Note") if html["Note"] else ""
    quotes = tuple(words_of(each) for each in own.all("Evidence", "blockquote"))
    yield Imported(where, kind, keys, name, name, own.one("claim"), quotes, note)


_KIND_OF_FAMILY = {"Cloze": "cloze", "Recall": "flashcard", "Matching": "matching",
                   "Ordering": "ordering", "Typed": "short", "Choice": "choice"}  # fmt: skip


def _by_word(tags: tuple[str, ...]) -> Mapping[str, list[str]]:
    """`deck::claim::un` is `un` under `claim`; a tag with other levels is a learner's own."""
    found: dict[str, list[str]] = {}
    for tag in tags:
        _, word, *rest = (*tag.split("::", 2), "")
        if rest and rest[0]:
            found.setdefault(word, []).append(rest[0])
    return found


def _prose(element: ET.Element) -> str:
    rich, _ = rich_of(element)
    return as_prose(rich)[0] if rich else ""


def _others(own: _Own, deck: str) -> dict[str, Value]:
    keys: dict[str, Value] = {}
    for name, key in (("Rationale", "rationale"), ("Hint", "hint")):
        if own.html[name]:
            keys[key] = own.prose(name)
    if tags := tags_of(own.tags.get("tag", [])):
        keys["tags"] = tags
    for word in ("topic", "bloom"):
        if own.one(word):
            keys[word] = as_id(own.one(word))
    if own.one("difficulty") in ("1", "2", "3", "4", "5"):
        keys["difficulty"] = int(own.one("difficulty"))
    if "::" in deck:
        keys["subdeck"] = as_text(deck.partition("::")[2])
    return keys


# --- Kinds ----------------------------------------------------------------------------------


def _options(own: _Own) -> tuple[list[Value], list[Value]]:
    """Keys and distractors, with why and whether they stay last."""
    right: list[Value] = []
    wrong: list[Value] = []
    for row in own.all("Answer", "li"):
        content = next((each for each in row.iter("span") if each.get("class") == "content"), row)
        why = next((each for each in row.iter("div") if each.get("class") == "why"), None)
        option: dict[str, Value] = {"text": _prose(content)}
        if why is not None:
            option["why"] = _prose(why)
        if "last" in row.get("class", "").split():
            option["last"] = True
        listed = right if "key" in row.get("class", "").split() else wrong
        listed.append(option if len(option) > 1 else option["text"])
    return right, wrong


def _order(own: _Own) -> dict[str, Value]:
    is_fixed = any("fixed" in each.get("class", "").split() for each in own.all("Options", "ol"))
    return {"order": "fixed"} if is_fixed else {}


def _choice(own: _Own) -> dict[str, Value] | None:
    right, wrong = _options(own)
    if len(right) != 1 or not wrong:
        return None
    key = right[0]
    text = key["text"] if isinstance(key, dict) else key
    return {"key": text, "distractors": wrong, **_order(own)}


def _multiple(own: _Own) -> dict[str, Value] | None:
    right, wrong = _options(own)
    return {"keys": right, "distractors": wrong, **_order(own)} if right and wrong else None


def _truefalse(own: _Own) -> dict[str, Value] | None:
    rows = own.all("Answer", "li")
    if len(rows) != 2:
        return None
    keys: dict[str, Value] = {"key": "key" in rows[0].get("class", "").split()}
    why = [each for each in own.all("Answer", "div", "why") if words_of(each)]
    return {**keys, "why": _prose(why[0])} if why else keys


def _short(own: _Own) -> dict[str, Value] | None:
    accepted = [words_of(each) for each in own.all("Answer", "span", "accepted")]
    if not accepted:
        return None
    keys: dict[str, Value] = {"key": as_typed(accepted[0])}
    if accepted[1:]:
        keys["accept"] = list(accepted[1:])
    if own.all("Answer", "p", "exact"):
        keys["match"] = "exact"
    return keys


def _numeric(own: _Own) -> dict[str, Value] | None:
    found = own.all("Answer", "p", "key")
    if not found:
        return None
    keys: dict[str, Value] = {"key": words_of(own.fields["Typed"])}
    if found[0].get("data-margin", "0") not in ("0", ""):
        keys["tolerance"] = found[0].get("data-margin", "")
    unit = words_of(own.fields["Instruction"]).removeprefix(BLANK).strip()
    return {**keys, "unit": as_typed(unit)} if unit else keys


def _cloze(own: _Own) -> dict[str, Value] | None:
    found = clozes(own.html["Question"])
    if found is None:
        return None
    rich, _ = rich_of(tree(found.html))
    keys: dict[str, Value] = {"stem": as_prose(found.with_blanks(rich), found.gaps)[0]}
    if found.is_together:
        keys["gaps"] = "together"
    accept = _variants(own)
    return {**keys, "accept": accept} if accept else keys


def _variants(own: _Own) -> dict[str, Value]:
    """Of each answer of a list, what else was right."""
    found: dict[str, Value] = {}
    for row in own.all("Answer", "li"):
        also = [words_of(each) for each in row.iter("span")]
        if also:
            found[(row.text or "").strip()] = list(also)
    return found


def _list(own: _Own) -> dict[str, Value] | None:
    keys: list[Value] = [as_typed(row.text or "") for row in own.all("Answer", "li")]
    accept = _variants(own)
    return {"keys": keys, **({"accept": accept} if accept else {})} if len(keys) > 1 else None


def _matching(own: _Own) -> dict[str, Value] | None:
    pairs: dict[str, Value] = {}
    for row in own.all("Answer", "li"):
        left, right = (
            [each for each in row.iter("span") if each.get("class") == css]
            for css in ("left", "content")
        )
        if left and right:
            pairs[as_typed(words_of(left[0]))] = _prose(right[0])
    offered = [
        _prose(each)
        for shown in own.all("Options", "ol", "rights")
        for each in shown.iter("span")
        if each.get("class") == "content"
    ]
    extras: list[Value] = [each for each in offered if each not in pairs.values()]
    return {"pairs": pairs, **({"extras": extras} if extras else {})} if len(pairs) > 1 else None


def _ordering(own: _Own) -> dict[str, Value] | None:
    steps: list[Value] = [_prose(row) for row in own.all("Answer", "li")]
    return {"steps": steps} if len(steps) > 1 else None


def _open(own: _Own) -> dict[str, Value] | None:
    model = own.all("Answer", "div", "model")
    if not model:
        return None
    points: list[Value] = [_prose(row) for row in own.all("Answer", "li")]
    return {"key": _prose(model[0]), **({"points": points} if points else {})}


def _has_empty_text(value: object) -> bool:
    """Whether a text of the answer was emptied in Anki."""
    if isinstance(value, dict):
        return any(map(_has_empty_text, (*value.keys(), *value.values())))
    if isinstance(value, list):
        return any(map(_has_empty_text, value))
    return isinstance(value, str) and is_blank(value)


_READ: Mapping[str, Callable[[_Own], dict[str, Value] | None]] = {
    "choice": _choice,
    "multiple": _multiple,
    "truefalse": _truefalse,
    "short": _short,
    "numeric": _numeric,
    "cloze": _cloze,
    "list": _list,
    "matching": _matching,
    "ordering": _ordering,
    "open": _open,
    "flashcard": _open,
}
