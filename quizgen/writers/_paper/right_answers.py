"""The right answers of an item, in the letters and the order of a form; and those of all forms in a
table, for marking by hand.

Row n of the grid holds the right answer to question n of each form. Each form has its own order,
so the answers in one row belong to different items. Words that are too long for the columns stand
below, once for all forms.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from quizgen.interchange.fingerprint import edition
from quizgen.quiz.languages import Language
from quizgen.quiz.model import CompiledDeck, Form, Item
from quizgen.quiz.notation import count, number, typed_text, without_ticks, written_number
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import Rich, plain
from quizgen.writers._paper.every_sheet import (
    by_itself,
    form_letter,
    line,
    on_paper,
    printed_language,
    properties_of,
    titled,
    with_addresses,
)
from quizgen.writers._paper.records import (
    AnswerGrid,
    GridRow,
    GridTable,
    PrintedPart,
    Sheet,
    SheetHead,
)

DASH: Rich = (" — ",)


def written_answers(language: Language, item: Item, order: tuple[int, ...]) -> list[str]:
    """What a learner would write into each place of this form, or the letters of the keys."""
    letters = language.labels(order)
    match item.response:
        case Choice(options=options):
            return [letters[at] for at, index in enumerate(order) if options[index].is_key]
        case Matching(pairs=pairs):
            return [letters[order.index(at)] for at, _ in enumerate(pairs)]
        case Ordering():
            return [str(step + 1) for step in order]
        case Gaps(gaps=gaps):
            return [gap.answer for gap in gaps]
        case TextEntry(answer=answer):
            return [answer]
        case Numeric() as numeric:
            return [numeric.with_unit]
        case Open():
            return ["—"]
        case _ as never:
            assert_never(never)


def in_short(language: Language, item: Item, order: tuple[int, ...]) -> str:
    answers = written_answers(language, item, order)
    match item.response:
        case Choice():
            return " ".join(answers)
        case Matching():
            return " ".join(f"{place}{letter}" for place, letter in enumerate(answers, 1))
        case Ordering():
            return " ".join(map(str.__add__, language.labels(order), answers))
    return "; ".join(answers)


def in_words(language: Language, item: Item, order: tuple[int, ...]) -> Rich:
    """The whole answer on a line: letters where there are some, words with their variants else."""
    if isinstance(item.response, Matching | Ordering | Choice):
        return line(in_short(language, item, order))
    first, *others = [part.content for part in right_parts(language, item, order)]
    return (*first, *(node for each in others for node in ("; ", *each)))


def right_parts(language: Language, item: Item, order: tuple[int, ...]) -> Iterator[PrintedPart]:
    """The right answer, in the letters and the order of this form."""
    right = f"{language.say('common.answer')}:"
    match item.response:
        case Choice(options=options):
            shown = zip(language.labels(order), (options[index] for index in order), strict=True)
            keys = ((label, option) for label, option in shown if option.is_key)
            yield from (linked(label, because(key.content, key.rationale)) for label, key in keys)
        case TextEntry(answer=answer, accepted=accepted):
            yield linked(right, _with_variants(language, answer, accepted))
        case Numeric(tolerance=tolerance) as numeric:
            margin = f" (± {written_number(tolerance, language)})" if tolerance else ""
            yield linked(right, (numeric.with_unit + margin,))
        case Gaps() as response:
            yield from _filled(language, response, right)
        case Matching() as matching:
            yield from _matched(language, item, matching, order)
        case Ordering(steps=steps):
            for label, step in zip(language.labels(order), order, strict=True):
                yield linked(by_itself(language, f"{label}: {step + 1}"), steps[step])
        case Open(answer=answer):
            yield linked(right, answer)
        case _ as never:
            assert_never(never)


def _filled(language: Language, response: Gaps, right: str) -> Iterator[PrintedPart]:
    for place, gap in enumerate(response.gaps, 1):
        label = f"{place}." if response.is_ordered else "•"
        # A number for the only gap would follow that of the question.
        shown = right if len(response.gaps) == 1 else label
        yield linked(shown, _with_variants(language, gap.answer, gap.accepted))


def linked(label: str, content: Rich) -> PrintedPart:
    return PrintedPart(label, on_paper(with_addresses(content)))


def because(content: Rich, rationale: Rich) -> Rich:
    return (*content, *DASH, *rationale) if rationale else content


def _with_variants(language: Language, answer: str, accepted: Sequence[str]) -> Rich:
    if not accepted:
        return as_typed(answer)
    also = language.say("print.also", answers="; ".join(map(without_ticks, accepted)))
    return (*as_typed(answer), f" ({also})")


def as_typed(answer: str) -> Rich:
    return on_paper(typed_text(answer))


def _matched(
    language: Language, item: Item, matching: Matching, order: tuple[int, ...]
) -> Iterator[PrintedPart]:
    answers = written_answers(language, item, order)
    for place, (pair, letter) in enumerate(zip(matching.pairs, answers, strict=True), 1):
        shown = by_itself(language, f"{place}: {letter}")
        yield linked(shown, (*pair.left, *DASH, *pair.right))
    unused = [letter for letter in language.labels(order) if letter not in answers]
    if unused:
        yield linked(language.say("print.not-used") + ":", (", ".join(unused),))


_FORMS_IN_A_TABLE = 8
_LINE = 90  # characters that all columns have together
_ROWS = 30  # in a block of a table; `grid.typ` sets as many


def grid_sheet(deck: CompiledDeck, forms: Sequence[Form]) -> Sheet:
    """All `forms` belong to one quiz."""
    about, language, first = deck.about, printed_language(deck.about.language), forms[0]
    title = titled(deck, first, "grid")
    has_points = len({placed.points for form in forms for placed in form.placed}) > 1
    total = count(language, "points", first.points)
    points = language.say("print.grid-points", points=total) if has_points else total
    letters = f"{first.letter}–{forms[-1].letter}"
    named = [language.say("print.form", letter=letters)] if len(forms) > 1 else []
    summary = " · ".join([*named, points])
    width = math.ceil(len(forms) / math.ceil(len(forms) / _FORMS_IN_A_TABLE))
    below = _below(language, deck, forms, width)
    columns = [_column(language, deck, form, has_points, below) for form in forms]
    heads = [
        PrintedPart(" ".join(form_letter(deck, form)), (edition(deck, form),)) for form in forms
    ]
    tables = []
    for start in range(0, len(forms), width):
        rows = enumerate(zip(*columns[start:][:width], strict=True), 1)
        shown = tuple(GridRow(place, cells) for place, cells in rows)
        tables.append(GridTable(tuple(heads[start:][:width]), shown))
    return Sheet(
        name=f"{about.name}-{first.quiz}-grid",
        template="grid",
        properties=properties_of(about, title),
        content=AnswerGrid(
            head=SheetHead(line(title), summary),
            question=language.say("print.question"),
            tables=tuple(tables),
            below=tuple(below.values()),
        ),
        contains=f"answers of {_listed(forms)} in a table",
        advice="For the teacher only: a table to have beside you when you mark.",
        layout=first.layout,
    )


def _below(
    language: Language, deck: CompiledDeck, forms: Sequence[Form], width: int
) -> Mapping[str, PrintedPart]:
    """The answers that are too long for a table of so many forms, by their items. The number of the
    question points to each, or, since forms number them differently, that of the note."""
    rows = max(len(form.placed) for form in forms)
    longest = _LINE // (width * math.ceil(rows / _ROWS))
    asked = {placed.item: placed.number for form in reversed(forms) for placed in form.placed}
    items = (deck.by_id[name] for name in sorted(asked, key=asked.__getitem__))
    words = {
        item.id: in_words(language, item, ())
        for item in items
        if isinstance(item.response, TextEntry | Numeric | Gaps)
    }
    long = {name: said for name, said in words.items() if len(plain(said)) > longest}
    notes = {name: number for number, name in enumerate(long, 1)} if len(forms) > 1 else asked
    return {name: PrintedPart(f"→{notes[name]}", said) for name, said in long.items()}


def _listed(forms: Sequence[Form]) -> str:
    letters = [form.letter for form in forms]
    if len(letters) == 1:
        return f"form {letters[0]}"
    if len(letters) > _FORMS_IN_A_TABLE:
        return f"forms {letters[0]} to {letters[-1]}"
    return f"forms {', '.join(letters)}"


def _column(
    language: Language,
    deck: CompiledDeck,
    form: Form,
    has_points: bool,
    below: Mapping[str, PrintedPart],
) -> list[Rich]:
    cells: list[Rich] = []
    for placed in form.placed:
        item = deck.by_id[placed.item]
        is_open = isinstance(item.response, Open)
        answer = line("—") if is_open else in_words(language, item, placed.order)
        answer = line(below[item.id].label) if item.id in below else answer
        points = (f" ({number(language, placed.points)})",) if has_points else ()
        cells.append((*answer, *points))
    return cells
