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


def right_parts(language: Language, item: Item, order: tuple[int, ...]) -> Iterator[PrintedPart]:
    """The right answer, in the letters and the order of this form."""
    right = f"{language.say('common.answer')}:"
    match item.response:
        case Choice() as choice:
            yield from _chosen(language, choice, order)
        case TextEntry(answer=answer, accepted=accepted):
            yield linked(right, _with_variants(language, answer, accepted))
        case Numeric() as numeric:
            yield linked(right, (_measured(language, numeric),))
        case Gaps() as gaps:
            yield from _gap_parts(language, gaps)
        case Matching() as matching:
            yield from _matched(language, matching, order)
        case Ordering() as ordering:
            yield from _ordered(language, ordering, order)
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


def _measured(language: Language, numeric: Numeric) -> str:
    if not numeric.tolerance:
        return numeric.with_unit
    return f"{numeric.with_unit} (± {written_number(numeric.tolerance, language)})"


def _chosen(language: Language, choice: Choice, order: tuple[int, ...]) -> Iterator[PrintedPart]:
    for place, index in enumerate(order):
        option = choice.options[index]
        if option.is_key:
            content = because(option.content, option.rationale)
            yield linked(language.label(place), content)


def _gap_parts(language: Language, gaps: Gaps) -> Iterator[PrintedPart]:
    for place, gap in enumerate(gaps.gaps, 1):
        variants = _with_variants(language, gap.answer, gap.accepted)
        yield linked(f"{place}." if gaps.is_ordered else "•", variants)


def _matched(
    language: Language, matching: Matching, order: tuple[int, ...]
) -> Iterator[PrintedPart]:
    letters = language.labels(order)
    for place, pair in enumerate(matching.pairs):
        shown = by_itself(language, f"{place + 1}: {letters[order.index(place)]}")
        yield linked(shown, (*pair.left, *DASH, *pair.right))
    unused = [letters[order.index(len(matching.pairs) + i)] for i in range(len(matching.extras))]
    if unused:
        listed = ", ".join(sorted(unused, key=letters.index))
        yield linked(language.say("print.not-used") + ":", (listed,))


def _ordered(
    language: Language, ordering: Ordering, order: tuple[int, ...]
) -> Iterator[PrintedPart]:
    for place, index in enumerate(order):
        shown = by_itself(language, f"{language.label(place)}: {index + 1}")
        yield linked(shown, ordering.steps[index])


def in_short(language: Language, item: Item, order: tuple[int, ...]) -> str:
    match item.response:
        case Choice(options=options):
            letters = language.labels(order)
            return " ".join(letters[at] for at, index in enumerate(order) if options[index].is_key)
        case TextEntry(answer=answer):
            return answer
        case Numeric() as numeric:
            return numeric.with_unit
        case Gaps(gaps=gaps):
            return "; ".join(gap.answer for gap in gaps)
        case Matching(pairs=pairs):
            letters = language.labels(order)
            matched = (f"{at + 1}{letters[order.index(at)]}" for at in range(len(pairs)))
            return " ".join(matched)
        case Ordering():
            letters = language.labels(order)
            numbered = (f"{letters[at]}{step + 1}" for at, step in enumerate(order))
            return " ".join(numbered)
        case Open():
            return "—"
        case _ as never:
            assert_never(never)


def in_words(language: Language, item: Item, order: tuple[int, ...]) -> Rich:
    """The whole answer on a line: letters where there are some, words with their variants else."""
    if isinstance(item.response, Matching | Ordering | Choice):
        return line(in_short(language, item, order))
    first, *others = [part.content for part in right_parts(language, item, order)]
    return (*first, *(node for each in others for node in ("; ", *each)))
