"""CSV, a row for each question, for spreadsheets and for programs that import them.

The columns are those that `quizgen import` knows: a key names the heading of its option, and a
question that takes no options has the answer itself. Excel needs the mark at the beginning to see
that the file is UTF-8.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import TypeAlias, assert_never

from quizgen.diagnostics import Diagnostic, count
from quizgen.interchange.spreadsheet_cell import guarded
from quizgen.quiz import rich
from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import Build, CompiledDeck, Item, Scoring
from quizgen.quiz.notation import NOT_STATED, marking_points, verdicts
from quizgen.quiz.responses import Choice, Gap, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.writers import File
from quizgen.writers._bank import exported, feedback

IS_DEFAULT = False
SHOWS_FORMS = False

_ADVICE = (
    "Open it in a spreadsheet, or import it where a program takes tables. The apostrophe before "
    "=, +, - and @ keeps a spreadsheet from taking a text for a formula."
)
_Cells: TypeAlias = Mapping[str, str]  # by their headings
_UNIT = "measured in"  # in a teacher’s table, a unit is a part of a course
_BETWEEN = " | "
_ARROW = " -> "


def write(build: Build, scratch: Path) -> Iterator[File | Diagnostic]:
    items, problems = exported(build, "CSV", _unholdable, _missing)
    yield from problems
    if items:
        language = load_language(build.about.language)
        rows = [_row(item, build.deck, language) for item in items]
        contains = f"{count(len(rows), 'question')}, one a row"
        yield File(f"{build.about.name}.csv", _table(rows), contains=contains, advice=_ADVICE)


def _unholdable(item: Item) -> str:
    """What CSV has no form for, so that the question stays behind."""
    match item.response:
        case _ if item.image:
            return "a picture"
        case Gaps(is_ordered=True, gaps=gaps) if len(gaps) > 1:
            texts = "".join((rich.plain(item.stem, ""), *(gap.answer for gap in gaps)))
            return "“==” or a bracket beside gaps" if any(s in texts for s in _GAP_SIGNS) else ""
        case Matching(pairs=pairs) if any(
            s in rich.plain(p.left) for p in pairs for s in _PAIR_SIGNS
        ):
            return "“=”, “:” or an arrow on the left of a pair"
        case _:
            return ""


_GAP_SIGNS = ("==", "[", "{")
_PAIR_SIGNS = ("->", "=", "→", ":")
_MARKUP: Mapping[str, tuple[type[rich.Stored], ...]] = {
    "emphasis, code and links": (rich.Strong, rich.Emphasis, rich.Code, rich.Link, rich.Listing),
    "sub- and superscripts": (rich.Subscript, rich.Superscript),
    "tables": (rich.Table,),
}


def _missing(item: Item) -> Iterator[str]:
    """What the question goes without."""
    nodes = [node for text in _texts(item) for node in rich.every(text)]
    for thing, kinds in _MARKUP.items():
        if any(isinstance(node, kinds) for node in nodes):
            yield thing
    match item.response:
        case Choice(is_multiple=True) if item.scoring is Scoring.PARTS:
            yield "points for a part of the right options"
        case Gaps(gaps=gaps) if len(gaps) > 1 and any(gap.accepted for gap in gaps):
            yield "variants of one of several answers"


def _texts(item: Item) -> Iterator[rich.Rich]:
    yield from (item.stem, item.rationale, item.note, item.hint)
    match item.response:
        case Choice(options=options):
            yield from (text for each in options for text in (each.content, each.rationale))
        case Matching(pairs=pairs, rights=rights):
            yield from (*(pair.left for pair in pairs), *rights)
        case Ordering(steps=steps):
            yield from steps
        case Open(answer=answer, points=points):
            yield from (answer, *points)


def _feedback(item: Item, deck: CompiledDeck, language: Language) -> str:
    """What other programs show once the question is answered, with what has no column."""
    more: tuple[rich.Rich, ...] = ()
    match item.response:
        case Open() as response:
            more = marking_points(response, language)
        case Choice(options=options) as choice if verdicts(choice, language):
            more = tuple(each.rationale for each in options if each.rationale)
    return "\n".join(filter(None, map(_lines, (*more, feedback(item, deck, language)))))


def _row(item: Item, deck: CompiledDeck, language: Language) -> _Cells:
    return {
        "question": _lines(item.stem),
        **_answer(item, language),
        "feedback": _feedback(item, deck, language),
        "hint": _lines(item.hint),
        "tags": ", ".join(item.tags),
        "topic": item.topic,
        "difficulty": str(item.difficulty or ""),
        "bloom": item.bloom,
        "points": f"{item.points:g}" if item.points is not None else "",
        "id": item.id,
    }


def _answer(item: Item, language: Language) -> _Cells:
    match item.response:
        case Choice() as choice:
            return _chosen(choice, verdicts(choice, language))
        case TextEntry(answer, accepted) | Gaps((Gap(answer, accepted),)):
            return _typed((answer, *accepted))
        case Gaps(gaps=gaps, is_ordered=False):
            return {"kind": "list", **_options(gap.answer for gap in gaps)}
        case Gaps(gaps=gaps):
            start, *parts = _lines(item.stem, "\0").split("\0")
            gapped = (f"=={gap.answer}=={part}" for gap, part in zip(gaps, parts, strict=False))
            return {"kind": "cloze", "question": start + "".join(gapped)}
        case Numeric(value=value, tolerance=tolerance, unit=unit):
            less = f"{tolerance:f}" if tolerance else ""
            return {"kind": "numeric", "key": f"{value:f}", "tolerance": less, _UNIT: unit}
        case Matching(pairs=pairs, extras=extras):
            both = [f"{_lines(pair.left)}{_ARROW}{_lines(pair.right)}" for pair in pairs]
            return {"kind": "matching", **_options([*both, *(f"->{_lines(e)}" for e in extras)])}
        case Ordering(steps=steps):
            return {"kind": "ordering", **_options(map(_lines, steps))}
        case Open(answer=answer):
            return {"kind": item.kind, "key": _lines(answer)}
        case _ as never:
            assert_never(never)


def _chosen(choice: Choice, said: Sequence[str]) -> _Cells:
    if said:
        return {
            "kind": "stated" if NOT_STATED in said else "truefalse",
            "key": said[choice.keys[0]],
        }
    keys = _BETWEEN.join(_heading(index) for index in choice.keys)
    reasons = {
        f"{_heading(index)} feedback": _lines(option.rationale)
        for index, option in enumerate(choice.options)
        if option.rationale
    }
    texts = _options(_lines(option.content) for option in choice.options)
    return {"kind": "multiple" if choice.is_multiple else "choice", **texts, "key": keys, **reasons}


def _typed(answers: Sequence[str]) -> _Cells:
    """A cell with several answers has a | between them, so one that has a | takes a cell."""
    if any("|" in answer for answer in answers):
        return {"kind": "short", **_options(answers)}
    return {"kind": "short", "key": answers[0], "accept": _BETWEEN.join(answers[1:])}


def _options(texts: Iterable[str]) -> _Cells:
    return {_heading(index): text for index, text in enumerate(texts)}


def _heading(index: int) -> str:
    return f"option {index + 1}"


def _lines(text: rich.Rich, blank: str = rich.BLANK) -> str:
    return rich.plain(text, blank, line_end="\n")


def _table(rows: Sequence[_Cells]) -> bytes:
    headings = _headings(rows)
    text = StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_MINIMAL)
    writer.writerow(headings)
    writer.writerows([guarded(row.get(heading, "")) for heading in headings] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _headings(rows: Sequence[_Cells]) -> list[str]:
    """The headings under which a row has something, with options and their feedback in turn."""
    used = dict.fromkeys(heading for row in rows for heading, cell in row.items() if cell)
    most = sum(heading.startswith("option") for heading in used)
    options = [_heading(index) for index in range(most)]
    order = ["question", "kind", *options, "key", "accept", "tolerance", _UNIT, "feedback",
             *(f"{option} feedback" for option in options)]  # fmt: skip
    known = [each for each in order if each in used]
    return [*known, *(each for each in used if each not in order)]
