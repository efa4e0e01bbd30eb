"""A form's answer key, and the feedback sheet that learners get afterwards.

Letters and numbers are those printed on that form. The key begins with a short key on one page, to
lay beside the papers while marking. Each entry after it can be read alone: it has the question, its
key, the rationale, and the quotation with its place in the source. The key ends with the paper, its
answers put in where a learner would write. The paper itself is made without this module, so no key
can slip into it. The feedback sheet leaves out what only the person who marks needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias, assert_never

from msgspec import structs

from quizgen.interchange.fingerprint import edition
from quizgen.quiz.languages import Language
from quizgen.quiz.layout import Key
from quizgen.quiz.model import CompiledDeck, Form, FormSection, Item, Placed
from quizgen.quiz.notation import count, marking_points
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import Rich
from quizgen.source.provenance import Proof, explain
from quizgen.writers._paper.every_sheet import (
    head,
    line,
    on_paper,
    printed_language,
    sheet_of,
    text_language,
    titled,
    with_addresses,
)
from quizgen.writers._paper.quiz_paper import blank_words, paper
from quizgen.writers._paper.records import (
    AnswerKey,
    AnswerRoom,
    KeyEntry,
    KeyNote,
    KeyQuotation,
    KeySection,
    PrintedPart,
    PrintedQuestion,
    QuizPaper,
    Sheet,
    ShortKey,
)
from quizgen.writers._paper.right_answers import (
    as_typed,
    because,
    in_short,
    in_words,
    linked,
    right_parts,
    written_answers,
)
from quizgen.writers._wording import printed_credits, scoring_rule


def key_sheet(deck: CompiledDeck, form: Form) -> Sheet:
    paper = marked_paper(deck, form) if form.layout.marked else None
    shown = "evidence" if any(item.evidence for item in deck.items_on(form)) else "questions"
    advice = f"For the teacher only: the answers, then their {shown}"
    advice += ", then the paper filled in." if paper else "."
    answers = _answers(deck, form, "key", _key_entry)
    content = structs.replace(answers, short=short_key(deck, form), paper=paper)
    if form.layout.key is Key.SHORT:
        content = structs.replace(content, sections=(), paper=None)
    return sheet_of(deck, form, "key", content, f"key of form {form.letter}", advice)


def feedback_sheet(deck: CompiledDeck, form: Form) -> Sheet:
    why = " and why" if any(map(_is_explained, deck.items_on(form))) else ""
    advice = f"For learners, once their papers are marked: the right answers{why}."
    content = _answers(deck, form, "feedback", answered)
    return sheet_of(deck, form, "feedback", content, f"answers of form {form.letter}", advice)


def _is_explained(item: Item) -> bool:
    options = item.response.options if isinstance(item.response, Choice) else ()
    reasons = (item.evidence, item.rationale, item.note, *(each.rationale for each in options))
    return any(reasons)


MakeEntry: TypeAlias = Callable[[Language, CompiledDeck, Placed, Item], KeyEntry]


def _answers(deck: CompiledDeck, form: Form, word: str, entry: MakeEntry) -> AnswerKey:
    language = printed_language(deck.about.language)
    top = head(deck, form, titled(deck, form, word))
    is_key, has_text = word == "key", deck.about.source.is_there
    opinions = _opinions(language, deck, form, is_key) if has_text else ()
    same = line(language.say("print.same-edition", edition=edition(deck, form)))
    credit = printed_credits(language, deck.about.sources) if is_key or has_text else ""

    def section(asked: FormSection) -> KeySection:
        entries = (entry(language, deck, each, deck.by_id[each.item]) for each in asked.placed)
        return KeySection(line(asked.title), tuple(entries))

    return AnswerKey(
        head=structs.replace(top, opening=(*top.opening, same, *opinions)),
        words=blank_words(language),
        credit=line(credit),
        sections=tuple(map(section, form.sections)),
    )


def _opinions(language: Language, deck: CompiledDeck, form: Form, is_key: bool) -> Iterator[Rich]:
    """Sentences that say that answers are opinions or, to the teacher, that they rest on no text.
    Each stands once, with the questions that it is about, since it would soon be overlooked under
    every answer."""
    about: dict[str, list[str]] = {}
    for placed in form.placed:
        item = deck.by_id[placed.item]
        said = explain(item, deck, language).opinion if is_key or item.evidence else ""
        about.setdefault(said, []).append(str(placed.number))
    for said, numbers in about.items():
        if said:
            yield line(f"{', '.join(numbers)}: {said}")


def _key_entry(language: Language, deck: CompiledDeck, placed: Placed, item: Item) -> KeyEntry:
    entry, marking = answered(language, deck, placed, item), points_to_mark(language, item)
    scoring = _said(language, "print.partial", line(scoring_rule(item, placed.points, language)))
    return structs.replace(entry, id=line(item.id), remarks=(*marking, *entry.remarks, *scoring))


def answered(language: Language, deck: CompiledDeck, placed: Placed, item: Item) -> KeyEntry:
    """A learner sees no id, and nothing about how the points are given."""
    told = explain(item, deck, language)
    return KeyEntry(
        number=placed.number,
        points=count(language, "points", placed.points),
        stem=on_paper(item.stem),
        key=tuple(right_parts(language, item, placed.order)),
        remarks=(
            *_said(language, "common.rationale", item.rationale),
            *_against(language, item, placed.order),
            *(_quotation(language, proof) for proof in told.proofs),
            *_said(language, "common.note", item.note),
        ),
    )


def _against(language: Language, item: Item, order: tuple[int, ...]) -> Iterator[KeyNote]:
    """The author's reasons why distractors are wrong."""
    if not isinstance(item.response, Choice):
        return
    shown = [item.response.options[index] for index in order]
    options = zip(language.labels(shown), shown, strict=True)
    parts = tuple(
        linked(label, because(option.content, option.rationale))
        for label, option in options
        if option.rationale and not option.is_key
    )
    if parts:
        yield KeyNote(language.say("common.because-not"), parts=parts)


def _said(language: Language, word: str, content: Rich) -> Iterator[KeyNote]:
    if content:
        yield KeyNote(language.say(word), on_paper(with_addresses(content)))


def _quotation(language: Language, found: Proof) -> KeyQuotation:
    def quoted(words: str) -> str:
        return language.say("print.quoted", text=words)

    translation = found.piece.translation
    translated = f"{language.say('common.translation')}: {quoted(translation)}"
    return KeyQuotation(
        label=language.say("common.evidence"),
        language=text_language(found.source.language),
        quote=line(quoted(found.piece.quote)),
        whose=line(found.whose),
        translation=line(translated if translation else ""),
    )


def marked_paper(deck: CompiledDeck, form: Form) -> QuizPaper:
    language = printed_language(deck.about.language)
    made = paper(deck, form, titled(deck, form, "marked"))

    def marked(asked: PrintedQuestion, placed: Placed) -> PrintedQuestion:
        room = _marked(language, asked.room, deck.by_id[placed.item], placed.order)
        return structs.replace(asked, room=room)

    sections = (
        structs.replace(printed, questions=tuple(map(marked, printed.questions, section.placed)))
        for printed, section in zip(made.sections, form.sections, strict=True)
    )
    return structs.replace(made, passages=(), sections=tuple(sections))


def _marked(language: Language, room: AnswerRoom, item: Item, order: tuple[int, ...]) -> AnswerRoom:
    answers = written_answers(language, item, order)
    match item.response:
        case Choice():
            ticked = (structs.replace(part, is_key=part.label in answers) for part in room.parts)
            return structs.replace(room, parts=tuple(ticked))
        case Matching() | Ordering() | Gaps():
            filled = zip(room.parts, map(as_typed, answers), strict=True)
            parts = (structs.replace(part, written=written) for part, written in filled)
            return structs.replace(room, parts=tuple(parts))
        case TextEntry(answer=shown) | Numeric(shown=shown):
            return structs.replace(room, written=as_typed(shown))
        case Open(answer=answer):
            # Lines left empty would look as if nobody had marked them.
            return structs.replace(room, written=on_paper(answer) or ("—",))
        case _ as never:
            assert_never(never)


_ROWS = 20  # of a page's forty or so
_LETTERS = 3  # more of them would not fit into their place in a block


def short_key(deck: CompiledDeck, form: Form) -> ShortKey:
    language = printed_language(deck.about.language)
    blocks: dict[str, list[PrintedPart]] = {}
    written: list[KeyNote] = []
    for placed in form.placed:
        item = deck.by_id[placed.item]
        if isinstance(item.response, Choice) and len(item.response.keys) <= _LETTERS:
            part = PrintedPart(str(placed.number), line(in_short(language, item, placed.order)))
            blocks.setdefault(count(language, "points", placed.points), []).append(part)
        else:
            worth = f" ({count(language, 'points', placed.points)})"
            answer = (*in_words(language, item, placed.order), worth)
            written += (KeyNote(f"{placed.number}.", answer), *points_to_mark(language, item))
    letters = tuple(KeyNote(worth, parts=tuple(parts)) for worth, parts in blocks.items())
    rows = sum(2 + len(note.parts) // 10 for note in letters)
    rows += sum(1 + len(note.parts) for note in written)
    return ShortKey(letters, tuple(written), fills_page=rows > _ROWS)


def points_to_mark(language: Language, item: Item) -> Iterator[KeyNote]:
    if isinstance(item.response, Open) and item.response.points:
        points = marking_points(item.response, language)
        parts = tuple(linked("•", point) for point in points)
        yield KeyNote(language.say("common.points-to-mark"), parts=parts)
