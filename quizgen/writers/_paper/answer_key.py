"""A form's answer key, and the feedback sheet that learners get afterwards.

Letters and numbers are those printed on that form. The key begins with a short key on one page, to
lay beside the papers while marking. Each entry after it can be read alone: it has the question, its
key, the rationale, and the quotation with its place in the source. The key ends with the paper, its
answers put in where a learner would write. The paper itself is made without this module, so no key
can slip into it. The feedback sheet leaves out what only the person who marks needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, assert_never

from msgspec import structs

from quizgen.quiz.languages import Language
from quizgen.quiz.model import CompiledDeck, Form, FormSection, Item, Placed
from quizgen.quiz.notation import count, marking_points
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import Rich
from quizgen.source.provenance import Proof, explain
from quizgen.writers._paper.heading import head, sheet_of, titled
from quizgen.writers._paper.printed_text import (
    line,
    on_paper,
    printed_language,
    text_language,
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
    PrintedSection,
    QuizPaper,
    Sheet,
    ShortKey,
)
from quizgen.writers._paper.right_answers import because, in_short, in_words, linked, right_parts
from quizgen.writers._wording import printed_credits, scoring_rule


def key_sheet(deck: CompiledDeck, form: Form) -> Sheet:
    paper = marked_paper(deck, form) if form.layout.marked else None
    shown = "evidence" if any(item.evidence for item in deck.items_on(form)) else "questions"
    advice = f"For the teacher only: the answers, then their {shown}"
    advice += ", then the paper filled in." if paper else "."
    content = structs.replace(
        _answers(deck, form, "key", _key_entry), short=short_key(deck, form), paper=paper
    )
    return sheet_of(deck, form, "key", content, f"key of form {form.letter}", advice)


def feedback_sheet(deck: CompiledDeck, form: Form) -> Sheet:
    advice = "For learners, once their papers are marked: the right answers and why."
    content = _answers(deck, form, "feedback", _feedback_entry)
    return sheet_of(deck, form, "feedback", content, f"answers of form {form.letter}", advice)


MakeEntry: TypeAlias = Callable[[Language, CompiledDeck, Placed], KeyEntry]


def _answers(deck: CompiledDeck, form: Form, word: str, entry: MakeEntry) -> AnswerKey:
    language = printed_language(deck.about.language)
    top = head(deck, form, titled(deck, form, word))
    opinions = _opinions(language, deck, form) if deck.about.source.is_there else ()
    edition = line(language.say("print.same-edition"))
    return AnswerKey(
        head=structs.replace(top, opening=(*top.opening, edition, *opinions)),
        words=blank_words(language),
        credit=line(printed_credits(language, deck.about.sources)),
        sections=tuple(
            KeySection(
                line(section.title),
                tuple(entry(language, deck, placed) for placed in section.placed),
            )
            for section in form.sections
        ),
    )


def _opinions(language: Language, deck: CompiledDeck, form: Form) -> Iterator[Rich]:
    """Sentences that say that answers are opinions, or rest on no text. Each stands once, with the
    questions that it is about, since it would soon be overlooked under every answer."""
    about: dict[str, list[str]] = {}
    for placed in form.placed:
        said = explain(deck.by_id[placed.item], deck, language).opinion
        about.setdefault(said, []).append(str(placed.number))
    for said, numbers in about.items():
        if said:
            yield line(f"{', '.join(numbers)}: {said}")


def _key_entry(language: Language, deck: CompiledDeck, placed: Placed) -> KeyEntry:
    item, entry = deck.by_id[placed.item], _feedback_entry(language, deck, placed)
    marking, scoring = points_to_mark(language, item), _scoring(language, placed, item)
    return structs.replace(entry, id=line(item.id), remarks=(*marking, *entry.remarks, *scoring))


def _feedback_entry(language: Language, deck: CompiledDeck, placed: Placed) -> KeyEntry:
    return answered(language, deck, placed, deck.by_id[placed.item])


def answered(language: Language, deck: CompiledDeck, placed: Placed, item: Item) -> KeyEntry:
    """A learner sees no id, and nothing about how the points are given."""
    told = explain(item, deck, language)
    return KeyEntry(
        number=placed.number,
        points=count(language, "points", placed.points),
        stem=on_paper(item.stem),
        id=(),
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
    quote, translation = found.piece.quote, found.piece.translation
    translated = f"{language.say('common.translation')}: {_quoted(language, translation)}"
    return KeyQuotation(
        label=language.say("common.evidence"),
        language=text_language(found.source.language),
        quote=line(_quoted(language, quote)),
        whose=line(found.whose),
        translation=line(translated if translation else ""),
    )


def _quoted(language: Language, words: str) -> str:
    return language.say("print.quoted", text=words)


def _scoring(language: Language, placed: Placed, item: Item) -> Iterator[KeyNote]:
    if rule := scoring_rule(item, placed.points, language):
        yield KeyNote(language.say("print.partial"), line(rule))


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
            written += _in_full(language, item, placed)
    letters = tuple(KeyNote(worth, parts=tuple(parts)) for worth, parts in blocks.items())
    return ShortKey(letters, tuple(written))


def _in_full(language: Language, item: Item, placed: Placed) -> Iterator[KeyNote]:
    worth = f" ({count(language, 'points', placed.points)})"
    yield KeyNote(f"{placed.number}.", (*in_words(language, item, placed.order), worth))
    yield from points_to_mark(language, item)


def points_to_mark(language: Language, item: Item) -> Iterator[KeyNote]:
    if isinstance(item.response, Open) and item.response.points:
        points = marking_points(item.response, language)
        parts = tuple(linked("•", point) for point in points)
        yield KeyNote(language.say("common.points-to-mark"), parts=parts)
