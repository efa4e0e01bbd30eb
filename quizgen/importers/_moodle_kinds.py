"""The types of Moodle's questions in its XML, as our kinds."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

from quizgen.importers._answers import (
    NOTHING,
    ForeignAnswer,
    KindAndKeys,
    choice,
    essay,
    matching,
    numeric,
    short,
    true_or_false,
)
from quizgen.importers._foreign_text import Conversion, Formatted
from quizgen.importers._gap_places import MOST, in_places, place, without_places
from quizgen.importers._gift_body import split_answers
from quizgen.importers._imported import ForeignPicture, Value

_FORMATS = {"moodle_auto_format": "moodle", "plain_text": "plain"}
_INSIDE = "@@PLUGINFILE@@/"
_GAP = re.compile(r"\{\d*:([A-Z_]+):((?:\\.|[^}\\])*)\}", re.DOTALL)
_CHOSEN = re.compile(r"MULTICHOICE|MC|MULTIRESPONSE|MR")
_NUMBER = re.compile(r"NUMERICAL|NM")
_PLACE = re.compile(r"\[\[(\d{1,3})\]\]")


@dataclass(frozen=True, slots=True)
class XmlQuestion:
    """`element` is one of lxml's, which has no annotations."""

    element: Any

    @property
    def type(self) -> str:
        return str(self.element.get("type", ""))

    def words(self, path: str) -> str:
        return str(self.element.findtext(path) or "")

    def all_words(self, path: str) -> list[str]:
        return [each.text.strip() for each in self.element.findall(path) if each.text]

    def text(self, path: str) -> Formatted:
        return next(iter(self.texts(path)), NOTHING)

    def texts(self, path: str) -> list[Formatted]:
        return [_formatted(each) for each in self.element.findall(path)]

    def is_set(self, path: str) -> bool:
        return self.words(path).strip().lower() in ("1", "true")

    def attached(self, picture: ForeignPicture | None) -> ForeignPicture | None:
        """The picture with its content, if that is inside the file."""
        if picture is None or not picture.name.startswith(_INSIDE):
            return picture
        name = unquote(picture.name.removeprefix(_INSIDE))
        for file in self.element.iter("file"):
            if file.get("name") == name.rpartition("/")[2] and file.get("encoding") == "base64":
                try:
                    return ForeignPicture(name, picture.alt, b64decode(file.text or ""))
                except (binascii.Error, ValueError):
                    break
        return ForeignPicture(name, picture.alt)

    def answers(self) -> list[ForeignAnswer]:
        """An answer that earns all points has the sign =."""
        return [_answer(each) for each in self.element.findall("answer")]


def _formatted(element: Any) -> Formatted:
    form = str(element.get("format", "html"))
    text = str(element.findtext("text") or element.text or "")
    return Formatted(text, _FORMATS.get(form, form))


def _answer(element: Any) -> ForeignAnswer:
    try:
        fraction = float(element.get("fraction", "0"))
    except ValueError:
        fraction = 0.0
    feedback = element.find("feedback")
    return ForeignAnswer(
        "=" if fraction >= 100 else "~",
        _formatted(element),
        None if fraction in (0.0, 100.0) else fraction,
        NOTHING if feedback is None else _formatted(feedback),
    )


def _choice(question: XmlQuestion, texts: Conversion) -> KindAndKeys | str:
    answers = question.answers()
    if question.is_set("single") or not question.words("single"):
        return choice(answers, texts)
    weighted = [
        replace(each, sign="~", weight=100.0 if each.sign == "=" else each.weight)
        for each in answers
    ]
    return choice(weighted, texts)


def _statement(question: XmlQuestion, texts: Conversion) -> KindAndKeys | str:
    right = [each for each in question.answers() if each.sign == "="]
    wrong = [each.feedback for each in question.answers() if each.sign != "="]
    if len(right) != 1:
        return "the key is neither true nor false"
    truth = texts.words(right[0].text).lower() == "true"
    why = wrong[0] if wrong else NOTHING
    answer = ForeignAnswer("", right[0].text, None, why, right[0].feedback)
    return true_or_false(truth, answer, texts)


def _as_right(answers: list[ForeignAnswer]) -> list[ForeignAnswer]:
    """Answers to type have no wrong ones among them; what earns nothing is a reply to a mistake."""
    return [
        replace(each, sign="=", weight=0.0 if each.sign == "~" and not each.weight else each.weight)
        for each in answers
    ]


def _short(question: XmlQuestion, texts: Conversion) -> KindAndKeys | str:
    if question.is_set("usecase"):
        texts.lost.append("that capitals count")
    return short(_as_right(question.answers()), texts)


def _numeric(question: XmlQuestion, texts: Conversion) -> KindAndKeys | str:
    tolerances = [
        element.findtext("tolerance") or "0" for element in question.element.findall("answer")
    ]
    answers = [
        replace(each, text=Formatted(f"{each.text.text.strip()}:{tolerance}", "plain"))
        for each, tolerance in zip(_as_right(question.answers()), tolerances, strict=True)
    ]
    unit = question.words("units/unit/unit_name").strip()
    found = numeric(answers, texts)
    return found if isinstance(found, str) or not unit else _with(found, {"unit": unit})


def _with(found: KindAndKeys, more: Mapping[str, Value]) -> KindAndKeys:
    return KindAndKeys(found.kind, {**found.keys, **more})


def _matching(question: XmlQuestion, texts: Conversion) -> KindAndKeys | str:
    pairs = [
        (_formatted(each), Formatted(str(each.findtext("answer/text") or ""), "plain"))
        for each in question.element.findall("subquestion")
    ]
    return matching(pairs, texts)


def _essay(question: XmlQuestion, texts: Conversion) -> KindAndKeys:
    return essay(texts.prose(question.text("graderinfo")))


def _ordering(question: XmlQuestion, texts: Conversion) -> KindAndKeys | str:
    steps: list[Value] = [texts.prose(each.text) for each in question.answers()]
    return KindAndKeys("ordering", {"steps": steps}) if len(steps) > 1 else "there are no steps"


@dataclass(frozen=True, slots=True)
class _XmlGap:
    answer: str
    variants: tuple[str, ...]
    wrong: tuple[str, ...]


def _cloze(question: XmlQuestion, texts: Conversion) -> KindAndKeys | str:
    """A single gap to choose for is a choice."""
    text = question.text("questiontext")
    found = list(_GAP.finditer(text.text)) if text.text.count("{") <= MOST else []
    if not found:
        return "the question has no gap that can be read"
    if len(found) == 1 and _CHOSEN.match(found[0][1]):
        stem = texts.stem(Formatted(_GAP.sub("_____", text.text), text.format))
        made = choice(_signed(found[0][2]), texts)
        return made if isinstance(made, str) else _with(made, {"stem": stem})
    return _gaps([_gap(each, texts) for each in found], text, _GAP, texts)


def _signed(written: str) -> list[ForeignAnswer]:
    """`~=` and `%100%` are other ways to write =."""
    answers = split_answers(written.replace("~=", "="), "html").answers
    right = [replace(each, sign="=" if each.weight == 100 else each.sign) for each in answers]
    return [replace(each, weight=None) if each.weight in (0, 100) else each for each in right]


def _gap(found: re.Match[str], texts: Conversion) -> _XmlGap:
    answers = _signed(found[2])
    right = [texts.words(each.text) for each in answers if each.sign == "=" and not each.weight]
    if _NUMBER.match(found[1]):
        right = [each.partition(":")[0] for each in right]
    wrong = tuple(texts.words(each.text) for each in answers if each.sign != "=" or each.weight)
    return _XmlGap(right[0] if right else "", tuple(right[1:]), wrong)


def _gaps(
    gaps: list[_XmlGap], text: Formatted, pattern: re.Pattern[str], texts: Conversion
) -> KindAndKeys | str:
    if not all(gap.answer for gap in gaps):
        return "a gap has no right answer"
    places = iter(range(len(gaps)))
    marked = pattern.sub(lambda _: place(next(places)), without_places(text.text))
    stem = in_places(texts.stem(Formatted(marked, text.format)), [gap.answer for gap in gaps])
    for gap in gaps:
        if gap.wrong:
            wrong = ", ".join(gap.wrong)
            texts.lost.append(f"the other options of the gap “{gap.answer}”: {wrong}")
    keys: dict[str, Value] = {"stem": stem}
    if len(gaps) > 1:
        keys["gaps"] = "together"
    if accept := {gap.answer: list[Value](gap.variants) for gap in gaps if gap.variants}:
        keys["accept"] = {**accept}
    return KindAndKeys("cloze", keys)


def _words_to_place(question: XmlQuestion, texts: Conversion) -> KindAndKeys | str:
    """The words that are dragged or selected into [[1]], [[2]] and so on."""
    text = question.text("questiontext")
    words = [
        " ".join(str(each.findtext("text") or "").split())
        for each in question.element.iter("dragbox", "selectoption")
    ]
    numbers = [int(found[1]) for found in _PLACE.finditer(text.text)]
    are_there = all(0 < number <= len(words) for number in numbers)
    if not are_there or not 0 < len(numbers) <= MOST:
        return "the question has no gap that can be read"
    unused = [word for at, word in enumerate(words, 1) if at not in numbers]
    if unused:
        texts.lost.append(f"the words that fit nowhere: {', '.join(unused)}")
    return _gaps([_XmlGap(words[number - 1], (), ()) for number in numbers], text, _PLACE, texts)


KINDS: Mapping[str, Callable[[XmlQuestion, Conversion], KindAndKeys | str]] = {
    "multichoice": _choice,
    "truefalse": _statement,
    "shortanswer": _short,
    "numerical": _numeric,
    "matching": _matching,
    "essay": _essay,
    "ordering": _ordering,
    "cloze": _cloze,
    "multianswer": _cloze,
    "ddwtos": _words_to_place,
    "gapselect": _words_to_place,
}
