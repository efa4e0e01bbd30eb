"""The paper that learners write on, made from one form, and the sheet on which they tick letters.

It holds only what a learner may see: no key, no rationale, no hint, and no id, since an item's id
may tell its key. Options stand in the order of the form. All blanks of a quiz are as wide as its
longest answer needs, since a blank as long as its answer would give it away.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence, Sized
from decimal import Decimal
from hashlib import sha256
from typing import assert_never

from msgspec import structs

from quizgen.diagnostics import count as counted
from quizgen.quiz.languages import Language
from quizgen.quiz.model import About, CompiledDeck, Form, FormSection, Image, Item, Passage, Placed
from quizgen.quiz.notation import count, number
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import Break, Emphasis, Rich, plain
from quizgen.source.provenance import shown_number
from quizgen.writers._paper.every_sheet import (
    head,
    learner_lines,
    line,
    lines,
    on_paper,
    printed_language,
    sheet_of,
    text_language,
    titled,
    together,
)
from quizgen.writers._paper.records import (
    AnswerRoom,
    AnswerSheet,
    PrintedImage,
    PrintedPart,
    PrintedPassage,
    PrintedQuestion,
    PrintedSection,
    QuizPaper,
    Sheet,
)
from quizgen.writers._wording import printed_credit, scoring_told, task

_WRITTEN_IN_A_LINE = 45  # characters in handwriting
_LEAST_LINES, _MOST_LINES = 2, 15
_MILLIMETRES_A_LETTER = 2.5  # in handwriting
_LEAST_BLANK, _MOST_BLANK = 32, 80  # millimetres
_LEAST_ENTRY, _MOST_ENTRY = 90, 150


def quiz_sheet(deck: CompiledDeck, form: Form) -> Sheet:
    made = paper(deck, form, form.title or deck.about.title)
    learner = learner_lines(deck, form)
    points = counted(Decimal(f"{form.points:g}"), "point")
    content = structs.replace(made, head=structs.replace(made.head, learner=learner))
    contains = f"{counted(len(form.placed), 'question')}, {points}"
    advice = "Print one for each learner."
    return sheet_of(deck, form, "quiz", content, contains, advice)


def paper(deck: CompiledDeck, form: Form, title: str) -> QuizPaper:
    """The paper without a place for the learner's name, as the marked paper needs it too."""
    language = printed_language(deck.about.language)
    top = head(deck, form, title)
    aids = (f"{language.say('print.aids')}: ", *on_paper(form.aids)) if form.aids else ()
    instructions = filter(None, [on_paper(form.instructions), aids])
    in_stems, on_lines = _to_be_written(deck.items_on(form))
    return QuizPaper(
        head=structs.replace(top, opening=(*instructions, *top.opening)),
        words={"answer": language.say("common.answer")} | blank_words(language),
        blank_width=_width(in_stems, _LEAST_BLANK, _MOST_BLANK),
        entry_width=_width(on_lines, _LEAST_ENTRY, _MOST_ENTRY),
        passages=tuple(_passage(language, deck.about, each) for each in form.passages),
        sections=tuple(_section(language, deck, section) for section in form.sections),
    )


def blank_words(language: Language) -> dict[str, str]:
    """What a screen reader says for a blank, the outline for a question, and an empty page."""
    words = ("blank", "blank-number", "question", "empty-page")
    return {word: language.say(f"print.{word}") for word in words}


def _width(answers: Iterable[str], least: int, most: int) -> int:
    longest = max(map(len, answers), default=0)
    return min(most, max(least, math.ceil(longest * _MILLIMETRES_A_LETTER)))


def _to_be_written(items: Iterable[Item]) -> tuple[list[str], list[str]]:
    """The answers that belong into the blanks of stems, and those that belong on lines."""
    in_stems: list[str] = []
    on_lines: list[str] = []
    for item in items:
        match item.response:
            case TextEntry(answer=answer):
                on_lines.append(answer)
            case Gaps(gaps=gaps, is_ordered=is_ordered):
                (in_stems if is_ordered else on_lines).extend(gap.answer for gap in gaps)
    return in_stems, on_lines


def image_name(image: Image) -> str:
    """The file that the template reads. The author's own name could be a path elsewhere."""
    return f"image-{sha256(image.content).hexdigest()[:16]}"


def _passage(language: Language, about: About, passage: Passage) -> PrintedPassage:
    source = about.source_called(passage.source)
    heading = language.say("print.passage")
    return PrintedPassage(
        heading=f"{heading}: {source.name}" if source.id else heading,
        language=text_language(source.language),
        paragraphs=tuple(
            PrintedPart(str(shown_number(source, place)), lines(text))
            for place, text in passage.paragraphs
        ),
        credit=line(printed_credit(language, source)),
    )


def _section(language: Language, deck: CompiledDeck, section: FormSection) -> PrintedSection:
    questions = [question(language, each, deck.by_id[each.item]) for each in section.placed]
    instructions, one = on_paper(section.instructions), language.say("common.choose-one")
    single = sum(each.task == one for each in questions)
    if single > 1:
        # Said with every question, it would make them longer and soon be overlooked.
        word = "choose-one-each" if single == len(questions) else "choose-one-unless"
        once = Emphasis((language.say(f"print.{word}"),))
        instructions = (*instructions, Break(), once) if instructions else (once,)
        questions = [
            structs.replace(each, task="") if each.task == one else each for each in questions
        ]
    return PrintedSection(
        title=line(section.title),
        worth=_worth(language, sum(each.points for each in section.placed)),
        instructions=instructions,
        questions=tuple(questions),
    )


def _worth(language: Language, points: float) -> str:
    """Nobody writes points beside what is worth none."""
    return number(language, points) if points else ""


def question(language: Language, placed: Placed, item: Item) -> PrintedQuestion:
    rule = scoring_told(item, placed.points, language)
    if rule:
        rule = f"{language.say('print.partial')}: {rule}."
    return PrintedQuestion(
        number=placed.number,
        points=count(language, "points", placed.points),
        worth=_worth(language, placed.points),
        stem=on_paper(item.stem),
        task=together(language, task_of(language, item), rule),
        room=_room(language, item, placed.order),
        image=PrintedImage(image_name(item.image), item.image.alt) if item.image else None,
    )


def task_of(language: Language, item: Item) -> str:
    """What to do, unless the layout says it: everybody knows to choose one option of two."""
    match item.response:
        case Choice(options=options, is_multiple=False) if len(options) <= 2:
            return ""
        case Ordering(steps=steps):
            return language.say("print.order-all", count=len(steps))
    return task(item.response, language)


def _room(language: Language, item: Item, order: tuple[int, ...]) -> AnswerRoom:
    letters = language.labels(order)
    match item.response:
        case Choice(options=options, is_multiple=is_multiple):
            parts = _labelled(letters, [options[index].content for index in order])
            return AnswerRoom("choice", parts, shape="square" if is_multiple else "circle")
        case TextEntry():
            return AnswerRoom("entry")
        case Numeric(unit=unit):
            return AnswerRoom("entry", unit=unit, is_number=True)
        case Gaps(gaps=gaps, is_ordered=is_ordered):
            return AnswerRoom(
                "stem" if is_ordered else "lines", _labelled(_numbers(gaps), [()] * len(gaps))
            )
        case Matching(pairs=pairs) as matching:
            rights = _labelled(letters, [matching.rights[index] for index in order])
            lefts = _labelled(_numbers(pairs), [pair.left for pair in pairs])
            return AnswerRoom("matching", lefts, rights)
        case Ordering(steps=steps):
            return AnswerRoom("ordering", _labelled(letters, [steps[index] for index in order]))
        case Open() as task:
            return AnswerRoom("open", height=_height(task))
        case _ as never:
            assert_never(never)


def _numbers(parts: Sized) -> Iterable[str]:
    return map(str, range(1, len(parts) + 1))


def _labelled(labels: Iterable[str], contents: Sequence[Rich]) -> tuple[PrintedPart, ...]:
    labelled = zip(labels, contents, strict=True)
    return tuple(PrintedPart(label, on_paper(content)) for label, content in labelled)


def _height(task: Open) -> int:
    if task.lines is not None:
        return task.lines
    # One line more than the model answer takes: learners seldom put it as briefly.
    fitted = math.ceil(len(plain(task.answer)) / _WRITTEN_IN_A_LINE) + 1
    return max(_LEAST_LINES, min(_MOST_LINES, fitted))


def answer_sheet(deck: CompiledDeck, form: Form) -> Sheet:
    title = titled(deck, form, "answer-sheet")
    top = structs.replace(head(deck, form, title), opening=(), learner=learner_lines(deck, form))
    language = printed_language(deck.about.language)
    questions = (question(language, placed, deck.by_id[placed.item]) for placed in form.placed)
    content, contains = AnswerSheet(top, tuple(questions)), f"answer sheet of form {form.letter}"
    advice = "Print one for each learner, if answers are not to be written on the paper."
    return sheet_of(deck, form, "answer-sheet", content, contains, advice)
