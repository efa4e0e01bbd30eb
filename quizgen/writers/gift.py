"""GIFT, the text format that Moodle and many other programs import.

Each question has its id and its tags in a comment, which Moodle and `quizgen import` read back.
Texts are written so that Moodle and gift-pegjs both read back what was meant: rich text is HTML
with entities, since the two disagree on what a backslash escapes. A typed answer has no HTML in
Moodle; the format in front of it keeps a percentage from being read as a weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import assert_never
from xml.etree.ElementTree import tostring

from quizgen.diagnostics import Diagnostic, count
from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import Build, CompiledDeck, Item, Scoring
from quizgen.quiz.notation import FALSE, TRUE, in_code, marking_points, verdicts
from quizgen.quiz.responses import (
    Choice,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import (
    BLANK,
    Blank,
    Break,
    Inline,
    Link,
    Rich,
    Text,
    changed,
    is_safe_link,
    plain,
)
from quizgen.writers import File
from quizgen.writers._bank import exported, feedback
from quizgen.writers._html import element
from quizgen.writers._html import rich as html_parts

IS_DEFAULT = False
SHOWS_FORMS = False

_ADVICE = (
    "For Moodle (Question bank > Import > GIFT format) and other programs that read GIFT. Moodle "
    "compares typed answers sign by sign."
)


def write(build: Build, scratch: Path) -> Iterator[File | Diagnostic]:
    items, problems = exported(build, "GIFT", _unholdable, _missing)
    yield from problems
    if items:
        language = load_language(build.about.language)
        content = "\n\n".join(_block(item, build.deck, language) for item in items) + "\n"
        contains = f"{count(len(items), 'question')} for other programs"
        yield File(f"{build.about.name}.gift", content.encode(), contains=contains, advice=_ADVICE)


def _unholdable(item: Item) -> str:
    """What GIFT has no form for, so that the question stays behind."""
    match item.response:
        case _ if item.image:
            return "a picture"
        case Gaps(gaps=gaps) if len(gaps) > 1:
            return "several gaps or words in one question"
        case Ordering():
            return "steps to be put in order"
        case Choice(is_multiple=True, keys=keys) if len(keys) > _MOST_KEYS:
            return f"more than {_MOST_KEYS} right options"
        case _:
            found = next(filter(None, map(_UNWRITABLE.search, _typed(item.response))), None)
            return f"“{found[0]}” in a typed answer or on the right of a pair" if found else ""


def _typed(response: Response) -> tuple[str, ...]:
    """The texts that stand there without HTML."""
    match in_code(response):
        case TextEntry(answer=answer, accepted=accepted):
            return (answer, *accepted)
        case Gaps(gaps=gaps):
            return tuple(each for gap in gaps for each in (gap.answer, *gap.accepted))
        case Matching(rights=rights):
            return tuple(map(plain, rights))
        case _:
            return ()


def _missing(item: Item) -> Iterator[str]:
    """What the question goes without."""
    if item.hint:
        yield "hints"
    if item.difficulty or item.bloom:
        yield "difficulty and Bloom's levels"
    if item.points is not None:
        yield "points"
    match item.response:
        case Choice(is_multiple=True) if item.scoring is Scoring.ALL:
            yield "points that only all right options together give"
        case Matching(rights=rights) if not all(isinstance(node, Text) for node in chain(*rights)):
            yield "emphasis, code or a table on the right of a pair"


def _block(item: Item, deck: CompiledDeck, language: Language) -> str:
    tags = dict.fromkeys(filter(None, (*item.tags, item.topic)))
    comment = " ".join([f"// [id:{item.id}]", *(f"[tag:{tag}]" for tag in tags)])
    general = (*_model_answer(item.response, language), *feedback(item, deck, language))
    stem, answers = as_html(_stem(item)), _answers(item.response, language)
    return "\n".join([comment, f"{stem} {{", *answers, f"####{as_html(general)}", "}"])


def _model_answer(response: Response, language: Language) -> Rich:
    """GIFT has no place for the answer to an open question but its feedback."""
    if not isinstance(response, Open):
        return ()
    points = (node for each in marking_points(response, language) for node in (*each, Break()))
    return (Text(f"{language.say('common.answer')}: "), *response.answer, Break(), *points)


def _stem(item: Item) -> Rich:
    """A unit stands behind the room for the number, as on paper."""
    if isinstance(item.response, Numeric) and item.response.unit:
        return (*item.stem, Text(f" {BLANK} {item.response.unit}"))
    return item.stem


def _answers(response: Response, language: Language) -> list[str]:
    match response:
        case Choice(is_multiple=True) as choice:
            return _weighed(choice)
        case Choice() as choice:
            return _true_or_false(choice, language) or [_option(each) for each in choice.options]
        case TextEntry() | Gaps():
            return [f"={as_answer(each)}" for each in _typed(response)]
        case Numeric(value=value, tolerance=tolerance):
            return [f"#{value:f}" + (f":{tolerance:f}" if tolerance else "")]
        case Matching(pairs=pairs, extras=extras):
            lefts = [*(as_html(pair.left) for pair in pairs), *("" for _ in extras)]
            rights = map(as_right, _typed(response))
            return [f"={left} -> {right}" for left, right in zip(lefts, rights, strict=True)]
        case Open() | Ordering():
            return []
        case _ as never:
            assert_never(never)


def _true_or_false(choice: Choice, language: Language) -> list[str]:
    """Moodle has a kind of its own for statements, whose first feedback is for a wrong answer."""
    said = verdicts(choice, language)
    if said != (TRUE, FALSE):
        return []
    wrong = next(option.rationale for option in choice.options if not option.is_key)
    reason = f"#{as_html(wrong)}" if wrong else ""
    return [f"{said[choice.keys[0]].upper()}{reason}"]


def _option(option: Option, weight: str = "") -> str:
    sign = "=" if option.is_key and not weight else "~"
    reason = f"#{as_html(option.rationale)}" if option.rationale else ""
    return f"{sign}{weight}{as_html(option.content)}{reason}"


_MOST_KEYS = 10  # Moodle takes no smaller share of the points


def _weighed(choice: Choice) -> list[str]:
    """Each right option gives its share of the points, and a wrong one takes as much."""
    share = f"{100 / len(choice.keys):.5f}".rstrip("0").rstrip(".")
    return [_option(each, f"%{'' if each.is_key else '-'}{share}%") for each in choice.options]


_SIGNS = re.compile(r"([~=#{}:\\])")
# A percentage could be a weight, a bracket the name of a format, and an empty line ends a question.
_ENTITIES = str.maketrans({"%": "&#37;", "[": "&#91;", "\xa0": "&nbsp;", "\n": "&#10;"})
# An arrow makes a pair of an answer, and Moodle writes its own escapes like the second.
_UNWRITABLE = re.compile(r"->|&&\d{3}")


def as_html(rich: Rich) -> str:
    root = element("p", *html_parts(changed(rich, _for_moodle)))
    html = tostring(root, "unicode", method="html")
    return "[html]" + _escaped(html[3:-4].translate(_ENTITIES))


def _for_moodle(node: Inline) -> Rich:
    match node:
        case str():
            return (re.sub(r"[\t\r\n]", " ", node),)
        case Blank():
            return (BLANK,)
        case Link(children, url) if not is_safe_link(url):
            return children
    return (node,)


def as_answer(text: str) -> str:
    """An answer that learners type. A bare asterisk would stand for any signs."""
    return "[plain]" + as_right(text).replace("*", "\\*")


def as_right(text: str) -> str:
    """The right-hand side of a pair, which can name no format."""
    return _escaped(" ".join(text.split()))


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)
