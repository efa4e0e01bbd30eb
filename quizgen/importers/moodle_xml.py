"""Moodle XML, with the pictures that are inside it.

Choices, statements, short answers, numbers, pairs, essays and gaps are read; other types are named.
An entity that the file declares stays as it is written, and what is damaged costs its own question
only.
"""

from __future__ import annotations

import binascii
import html
import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from html.entities import html5
from typing import Any
from urllib.parse import unquote

from quizgen.diagnostics import Diagnostic, Location
from quizgen.importers import _imported, _kinds
from quizgen.importers._foreign_text import MOST_GAPS, Conversion, Formatted, in_places, with_places
from quizgen.importers._imported import ForeignFile, ForeignPicture, Imported, Resemblance, Value
from quizgen.importers._kinds import ForeignAnswer, KindAndKeys
from quizgen.importers.gift import split_answers, subdeck_of

_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*;)")
_OF_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")  # what it says of the encoding is settled
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_POINTS = re.compile(r"\d{1,4}(?:\.\d+)?")
_FORMATS = {"moodle_auto_format": "moodle", "plain_text": "plain"}
_INSIDE = "@@PLUGINFILE@@/"
_GAP = re.compile(r"\{\d*:([A-Z_]+):((?:\\.|[^}\\])*)\}", re.DOTALL)
_CHOSEN = re.compile(r"MULTICHOICE|MC|MULTIRESPONSE|MR")
_NUMBER = re.compile(r"NUMERICAL|NM")
_PLACE = re.compile(r"\[\[(\d{1,3})\]\]")
_NO_GAP = "the question has no gap that can be read"


@dataclass(frozen=True, slots=True)
class _XmlQuestion:
    """`element` is one of lxml's, which has no annotations."""

    element: Any

    @property
    def type(self) -> str:
        return str(self.element.get("type", ""))

    def words(self, path: str) -> str:
        return str(self.element.findtext(path) or "")

    def texts(self, path: str) -> list[Formatted]:
        return [_formatted(each) for each in self.element.findall(path)]

    def text(self, path: str) -> Formatted:
        return next(iter(self.texts(path)), _kinds.NOTHING)

    def is_set(self, path: str) -> bool:
        return self.words(path).strip().lower() in ("1", "true")

    def answers(self) -> list[ForeignAnswer]:
        """An answer that earns all points has the sign =."""
        return [_answer(each) for each in self.element.findall("answer")]

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


def likeness(file: ForeignFile) -> Resemblance:
    text = file.text.text
    is_moodle = text.lstrip().startswith("<") and re.search(r"<question\s+type\s*=", text)
    return Resemblance.CERTAIN if is_moodle else Resemblance.NONE


def read(file: ForeignFile) -> Iterator[Imported | Diagnostic]:
    from lxml import etree

    text = _ENTITY.sub(_character, _DECLARATION.sub("", file.text.text))
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, huge_tree=True, encoding="utf-8"
    )
    root = etree.fromstring(_REFUSED.sub("", text).encode("utf-8", "replace") or b" ", parser)
    for fault in list(parser.error_log)[:1]:
        where = _imported.on_line(file.text, fault.line)
        yield _imported.not_kept(
            where, f"the XML is damaged here: {fault.message}", "look at what follows"
        )
    category = ""
    for element in [] if root is None else root.iter("question"):
        question = _XmlQuestion(element)
        if question.type == "category":
            category = subdeck_of(question.words("category/text"))
        else:
            yield from _read(question, category, _imported.on_line(file.text, element.sourceline))


def _character(found: re.Match[str]) -> str:
    """HTML has names for many characters, and XML for five."""
    return found[0] if found[1] in _OF_XML else html5.get(found[1], html.escape(found[0]))


def _read(
    question: _XmlQuestion, category: str, where: Location
) -> Iterator[Imported | Diagnostic]:
    title = " ".join(question.words("name/text").split())
    if question.type == "description":
        yield _imported.not_kept(where, f"“{title}” asks nothing")
        return
    if question.type not in _KINDS:
        yield _imported.unread(
            where, f"“{title}” is of the type {question.type}, which is not read"
        )
        return
    texts = Conversion()
    found = _KINDS[question.type](question, texts)
    own = "" if isinstance(found, str) else str(found.keys.pop("stem", ""))
    points = question.words("defaultgrade").strip()
    is_usual = not _POINTS.fullmatch(points) or float(points) in (0, 1)
    tags = (each.text.strip() for each in question.element.findall("tags/tag/text") if each.text)
    yield from _kinds.as_question(
        where,
        found,
        texts,
        stem=own or texts.stem(question.text("questiontext")),
        rationale=texts.prose(question.text("generalfeedback")),
        hint="\\\n".join(filter(None, map(texts.prose, question.texts("hint")))),
        tags=[*tags],
        subdeck=category,
        points="" if is_usual else f"{float(points):g}",
        id=question.words("idnumber").strip(),
        title=title,
        picture=question.attached(texts.picture),
    )


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
        sign="=" if fraction >= 100 else "~",
        text=_formatted(element),
        weight=None if fraction in (0.0, 100.0) else fraction,
        feedback=_kinds.NOTHING if feedback is None else _formatted(feedback),
    )


def _choice(question: _XmlQuestion, texts: Conversion) -> KindAndKeys | str:
    answers = question.answers()
    if question.words("single") and not question.is_set("single"):
        answers = [
            replace(each, sign="~", weight=100.0 if each.sign == "=" else each.weight)
            for each in answers
        ]
    return _kinds.choice(answers, texts)


def _statement(question: _XmlQuestion, texts: Conversion) -> KindAndKeys | str:
    right = [each for each in question.answers() if each.sign == "="]
    wrong = [each.feedback for each in question.answers() if each.sign != "="]
    if len(right) != 1:
        return "the key is neither true nor false"
    truth = texts.words(right[0].text).lower() == "true"
    why = wrong[0] if wrong else _kinds.NOTHING
    return _kinds.true_or_false(
        truth, replace(right[0], feedback=why, praise=right[0].feedback), texts
    )


def _typed(question: _XmlQuestion) -> list[ForeignAnswer]:
    """Answers to type have no wrong ones among them; what earns nothing is a reply to a mistake."""
    return [
        replace(each, sign="=", weight=0.0 if each.sign == "~" and not each.weight else each.weight)
        for each in question.answers()
    ]


def _short(question: _XmlQuestion, texts: Conversion) -> KindAndKeys | str:
    if question.is_set("usecase"):
        texts.lost.append("that capitals count")
    return _kinds.short(_typed(question), texts)


def _numeric(question: _XmlQuestion, texts: Conversion) -> KindAndKeys | str:
    tolerances = (each.findtext("tolerance") or "0" for each in question.element.findall("answer"))
    answers = [
        replace(each, text=Formatted(f"{each.text.text.strip()}:{tolerance}", "plain"))
        for each, tolerance in zip(_typed(question), tolerances, strict=True)
    ]
    found, unit = _kinds.numeric(answers, texts), question.words("units/unit/unit_name").strip()
    return found if isinstance(found, str) or not unit else _with(found, "unit", unit)


def _with(found: KindAndKeys, key: str, value: Value) -> KindAndKeys:
    return KindAndKeys(found.kind, {**found.keys, key: value})


def _matching(question: _XmlQuestion, texts: Conversion) -> KindAndKeys | str:
    pairs = (
        (_formatted(each), Formatted(str(each.findtext("answer/text") or ""), "plain"))
        for each in question.element.findall("subquestion")
    )
    return _kinds.matching(pairs, texts)


def _essay(question: _XmlQuestion, texts: Conversion) -> KindAndKeys:
    return _kinds.essay(texts.prose(question.text("graderinfo")))


def _ordering(question: _XmlQuestion, texts: Conversion) -> KindAndKeys | str:
    steps: list[Value] = [texts.prose(each.text) for each in question.answers()]
    return KindAndKeys("ordering", {"steps": steps}) if len(steps) > 1 else "there are no steps"


# --- Gaps ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _XmlGap:
    right: tuple[str, ...]
    wrong: tuple[str, ...] = ()


def _cloze(question: _XmlQuestion, texts: Conversion) -> KindAndKeys | str:
    """A single gap to choose for is a choice."""
    text = question.text("questiontext")
    found = list(_GAP.finditer(text.text)) if text.text.count("{") <= MOST_GAPS else []
    if not found:
        return _NO_GAP
    if len(found) == 1 and _CHOSEN.match(found[0][1]):
        stem = texts.stem(replace(text, text=_GAP.sub("_____", text.text)))
        made = _kinds.choice(_signed(found[0][2]), texts)
        return made if isinstance(made, str) else _with(made, "stem", stem)
    return _gaps([_gap(each, texts) for each in found], text, _GAP, texts)


def _signed(written: str) -> list[ForeignAnswer]:
    """`~=` and `%100%` are other ways to write =."""
    answers = split_answers(written.strip().replace("~=", "="), "html")
    right = [replace(each, sign="=" if each.weight == 100 else each.sign) for each in answers]
    return [replace(each, weight=None) if each.weight in (0, 100) else each for each in right]


def _gap(found: re.Match[str], texts: Conversion) -> _XmlGap:
    answers = _signed(found[2])
    right = [texts.words(each.text) for each in answers if each.sign == "=" and not each.weight]
    named = right[0].partition(":")[0] if right else ""
    for each in answers:
        if feedback := texts.words(each.feedback):
            texts.lost.append(f"the feedback “{feedback}” of the gap “{named}”")
    if _NUMBER.match(found[1]):
        tolerances = (each.partition(":")[2] for each in right)
        texts.lost.extend(
            f"the tolerance {each} of the gap “{named}”" for each in tolerances if each
        )
        right = [each.partition(":")[0] for each in right]
    wrong = (texts.words(each.text) for each in answers if each.sign != "=" or each.weight)
    return _XmlGap(tuple(right), tuple(wrong))


def _gaps(
    gaps: list[_XmlGap], text: Formatted, pattern: re.Pattern[str], texts: Conversion
) -> KindAndKeys | str:
    if not all("".join(gap.right[:1]) for gap in gaps):
        return "a gap has no right answer"
    stem = texts.stem(replace(text, text=with_places(text.text, pattern)))
    keys: dict[str, Value] = {"stem": in_places(stem, [gap.right[0] for gap in gaps])}
    for gap in gaps:
        if gap.wrong:
            wrong = ", ".join(gap.wrong)
            texts.lost.append(f"the other options of the gap “{gap.right[0]}”: {wrong}")
    if len(gaps) > 1:
        keys["gaps"] = "together"
    if accept := {gap.right[0]: list[Value](gap.right[1:]) for gap in gaps if gap.right[1:]}:
        keys["accept"] = {**accept}
    return KindAndKeys("cloze", keys)


def _words_to_place(question: _XmlQuestion, texts: Conversion) -> KindAndKeys | str:
    """The words that are dragged or selected into [[1]], [[2]] and so on."""
    text = question.text("questiontext")
    words = [
        " ".join(str(each.findtext("text") or "").split())
        for each in question.element.iter("dragbox", "selectoption")
    ]
    numbers = [int(found[1]) for found in _PLACE.finditer(text.text)]
    are_there = all(0 < number <= len(words) for number in numbers)
    if not are_there or not 0 < len(numbers) <= MOST_GAPS:
        return _NO_GAP
    if unused := [word for at, word in enumerate(words, 1) if at not in numbers]:
        texts.lost.append(f"the words that fit nowhere: {', '.join(unused)}")
    return _gaps([_XmlGap((words[number - 1],)) for number in numbers], text, _PLACE, texts)


_KINDS: Mapping[str, Callable[[_XmlQuestion, Conversion], KindAndKeys | str]] = {
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
