"""The paper with its right answers marked, which a teacher lays beside a learner's paper.

The key is put into the finished paper, where a learner would write. The paper itself is made
without this module, so no key can slip into it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from msgspec import structs

from quizgen.quiz.languages import Language
from quizgen.quiz.model import CompiledDeck, Form, FormSection, Item
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.writers._paper.heading import titled
from quizgen.writers._paper.inline import line, on_paper
from quizgen.writers._paper.printed_words import printed_language
from quizgen.writers._paper.quiz_paper import paper
from quizgen.writers._paper.records import AnswerRoom, PrintedPart, PrintedSection, QuizPaper


def marked_paper(deck: CompiledDeck, form: Form) -> QuizPaper:
    made = paper(deck, form, titled(deck, form, "marked"))
    pairs = zip(made.sections, form.sections, strict=True)
    sections = tuple(_marked_section(deck, printed, section) for printed, section in pairs)
    return structs.replace(made, passages=(), sections=sections)


def _marked_section(
    deck: CompiledDeck, printed: PrintedSection, section: FormSection
) -> PrintedSection:
    language = printed_language(deck.about.language)
    marked = (
        structs.replace(
            asked, room=_marked(language, asked.room, deck.by_id[placed.item], placed.order)
        )
        for asked, placed in zip(printed.questions, section.placed, strict=True)
    )
    return structs.replace(printed, questions=tuple(marked))


def _marked(language: Language, room: AnswerRoom, item: Item, order: tuple[int, ...]) -> AnswerRoom:
    match item.response:
        case Choice(options=options):
            ticked = (options[index].is_key for index in order)
            parts = zip(room.parts, ticked, strict=True)
            marked = (structs.replace(part, is_key=is_key) for part, is_key in parts)
            return structs.replace(room, parts=tuple(marked))
        case Ordering():
            return _written(room, (str(index + 1) for index in order))
        case Matching(pairs=pairs):
            letters = language.labels(order)
            return _written(room, (letters[order.index(place)] for place, _ in enumerate(pairs)))
        case Gaps(gaps=gaps):
            return _written(room, (gap.answer for gap in gaps))
        case TextEntry(answer=shown) | Numeric(shown=shown):
            return structs.replace(room, written=line(shown))
        case Open(answer=answer):
            # Lines left empty would look as if nobody had marked them.
            return structs.replace(room, written=on_paper(answer) or ("—",))
        case _ as never:
            assert_never(never)


def _written(room: AnswerRoom, answers: Iterable[str]) -> AnswerRoom:
    def written(part: PrintedPart, answer: str) -> PrintedPart:
        return structs.replace(part, written=line(answer))

    return structs.replace(room, parts=tuple(map(written, room.parts, answers)))
