"""The right answers of an item, in the letters and the order of a form: in full, and in short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from quizgen.quiz.languages import Language
from quizgen.quiz.model import Item
from quizgen.quiz.notation import typed_text, written_number
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import Rich
from quizgen.writers._paper.printed_text import by_itself, line, on_paper, with_addresses
from quizgen.writers._paper.records import PrintedPart

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
        case Gaps(gaps=gaps, is_ordered=is_ordered):
            for place, gap in enumerate(gaps, 1):
                variants = _with_variants(language, gap.answer, gap.accepted)
                yield linked(f"{place}." if is_ordered else "•", variants)
        case Matching() as matching:
            yield from _matched(language, item, matching, order)
        case Ordering(steps=steps):
            for label, step in zip(language.labels(order), order, strict=True):
                yield linked(by_itself(language, f"{label}: {step + 1}"), steps[step])
        case Open(answer=answer):
            yield linked(right, answer)
        case _ as never:
            assert_never(never)


def linked(label: str, content: Rich) -> PrintedPart:
    return PrintedPart(label, on_paper(with_addresses(content)))


def because(content: Rich, rationale: Rich) -> Rich:
    return (*content, *DASH, *rationale) if rationale else content


def _with_variants(language: Language, answer: str, accepted: Sequence[str]) -> Rich:
    if not accepted:
        return typed_text(answer)
    also = language.say("print.also", answers="; ".join(accepted))
    return (*typed_text(answer), f" ({also})")


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
