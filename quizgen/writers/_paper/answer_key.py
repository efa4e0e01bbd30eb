"""The data of a form's answer key, and of the feedback sheet that learners get afterwards.

Letters and numbers are those printed on that form. Each entry can be read alone: it has the
question, its key, the rationale, and the quotation with its place in the source. The key ends
with the marked paper; the feedback sheet leaves out what only the person who marks needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias, assert_never

from msgspec import structs

from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import CompiledDeck, Form, Item, Placed
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import Rich
from quizgen.quiz.values import count, marking_points, written_number
from quizgen.source.provenance import Explanation, Proof, explain
from quizgen.writers._credits import printed_credits
from quizgen.writers._instructions import scoring_rule
from quizgen.writers._paper.heading import head, properties, sheet_name, titled
from quizgen.writers._paper.inline import line, on_paper, text_language, with_addresses
from quizgen.writers._paper.marked_paper import marked_paper
from quizgen.writers._paper.quiz_paper import blank_words
from quizgen.writers._paper.records import (
    AnswerKey,
    KeyEntry,
    KeyNote,
    KeyQuotation,
    KeySection,
    PrintedPart,
    Sheet,
)

_DASH: Rich = (" — ",)


def key_sheet(deck: CompiledDeck, form: Form) -> Sheet:
    paper = marked_paper(deck, form) if form.layout.marked else None
    advice = "For the teacher only: the answers with their evidence"
    advice += ", then the paper with its answers." if paper else "."
    content = structs.replace(_answers(deck, form, "key", _key_entry), paper=paper)
    return _sheet(deck, form, "key", content, f"key of form {form.letter}", advice)


def feedback_sheet(deck: CompiledDeck, form: Form) -> Sheet:
    advice = "For learners, once their papers are marked: the right answers and why."
    content = _answers(deck, form, "feedback", _feedback_entry)
    return _sheet(deck, form, "feedback", content, f"answers of form {form.letter}", advice)


def _sheet(
    deck: CompiledDeck, form: Form, template: str, content: AnswerKey, contains: str, advice: str
) -> Sheet:
    return Sheet(
        name=f"{sheet_name(deck.about, form)}-{template}",
        template=template,
        properties=properties(deck, form, titled(deck, form, template)),
        content=content,
        contains=contains,
        advice=advice,
        layout=form.layout,
    )


MakeEntry: TypeAlias = Callable[[Language, CompiledDeck, Placed], KeyEntry]


def _answers(deck: CompiledDeck, form: Form, word: str, entry: MakeEntry) -> AnswerKey:
    language = load_language(deck.about.language)
    return AnswerKey(
        head=head(deck, form, titled(deck, form, word)),
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


def _key_entry(language: Language, deck: CompiledDeck, placed: Placed) -> KeyEntry:
    item, entry = deck.by_id[placed.item], _feedback_entry(language, deck, placed)
    marking, scoring = _marking(language, item), _scoring(language, placed, item)
    return structs.replace(entry, id=line(item.id), remarks=(*marking, *entry.remarks, *scoring))


def _feedback_entry(language: Language, deck: CompiledDeck, placed: Placed) -> KeyEntry:
    """A learner sees no id, and nothing about how the points are given."""
    item = deck.by_id[placed.item]
    told = explain(item, deck, language)
    return KeyEntry(
        number=placed.number,
        points=count(language, "points", placed.points),
        stem=on_paper(item.stem),
        id=(),
        key=tuple(_key(language, item, placed.order)),
        remarks=(
            *_said(language, "common.rationale", item.rationale),
            *_against(language, item, placed.order),
            *(_quotation(language, proof) for proof in told.proofs),
            *_status(language, told, item),
        ),
    )


def _key(language: Language, item: Item, order: tuple[int, ...]) -> Iterator[PrintedPart]:
    """The right answer, in the letters and the order of this form."""
    right = f"{language.say('common.answer')}:"
    match item.response:
        case Choice() as choice:
            yield from _chosen(language, choice, order)
        case TextEntry(answer=answer, accepted=accepted):
            yield _linked(right, _with_variants(language, answer, accepted))
        case Numeric() as numeric:
            yield _linked(right, (_measured(language, numeric),))
        case Gaps() as gaps:
            yield from _gap_parts(language, gaps)
        case Matching() as matching:
            yield from _matched(language, matching, order)
        case Ordering() as ordering:
            yield from _ordered(language, ordering, order)
        case Open(answer=answer):
            yield _linked(right, answer)
        case _ as never:
            assert_never(never)


def _linked(label: str, content: Rich) -> PrintedPart:
    return PrintedPart(label, on_paper(with_addresses(content)))


def _because(content: Rich, rationale: Rich) -> Rich:
    return (*content, *_DASH, *rationale) if rationale else content


def _with_variants(language: Language, answer: str, accepted: Sequence[str]) -> Rich:
    if not accepted:
        return (answer,)
    also = language.say("print.also", answers="; ".join(accepted))
    return (f"{answer} ({also})",)


def _measured(language: Language, numeric: Numeric) -> str:
    if not numeric.tolerance:
        return numeric.with_unit
    return f"{numeric.with_unit} (± {written_number(numeric.tolerance, language)})"


def _chosen(language: Language, choice: Choice, order: tuple[int, ...]) -> Iterator[PrintedPart]:
    for place, index in enumerate(order):
        option = choice.options[index]
        if option.is_key:
            content = _because(option.content, option.rationale)
            yield _linked(language.label(place), content)


def _gap_parts(language: Language, gaps: Gaps) -> Iterator[PrintedPart]:
    for place, gap in enumerate(gaps.gaps, 1):
        variants = _with_variants(language, gap.answer, gap.accepted)
        yield _linked(f"{place}." if gaps.is_ordered else "•", variants)


def _matched(
    language: Language, matching: Matching, order: tuple[int, ...]
) -> Iterator[PrintedPart]:
    letters = language.labels(order)
    for place, pair in enumerate(matching.pairs):
        shown = f"{place + 1}: {letters[order.index(place)]}"
        yield _linked(shown, (*pair.left, *_DASH, *pair.right))
    unused = [letters[order.index(len(matching.pairs) + i)] for i in range(len(matching.extras))]
    if unused:
        listed = ", ".join(sorted(unused, key=letters.index))
        yield _linked(language.say("print.not-used") + ":", (listed,))


def _ordered(
    language: Language, ordering: Ordering, order: tuple[int, ...]
) -> Iterator[PrintedPart]:
    for place, index in enumerate(order):
        shown = f"{language.label(place)}: {index + 1}"
        yield _linked(shown, ordering.steps[index])


def _marking(language: Language, item: Item) -> Iterator[KeyNote]:
    if isinstance(item.response, Open) and item.response.points:
        points = marking_points(item.response, language)
        parts = tuple(_linked("•", point) for point in points)
        yield KeyNote(language.say("common.points-to-mark"), parts=parts)


def _against(language: Language, item: Item, order: tuple[int, ...]) -> Iterator[KeyNote]:
    """The author's reasons why distractors are wrong."""
    if not isinstance(item.response, Choice):
        return
    shown = [item.response.options[index] for index in order]
    options = zip(language.labels(shown), shown, strict=True)
    parts = tuple(
        _linked(label, _because(option.content, option.rationale))
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


def _status(language: Language, told: Explanation, item: Item) -> Iterator[KeyNote]:
    """A sentence that says it is an opinion, and the author's note."""
    if told.opinion:
        yield KeyNote("", line(told.opinion))
    yield from _said(language, "common.note", item.note)


def _scoring(language: Language, placed: Placed, item: Item) -> Iterator[KeyNote]:
    if rule := scoring_rule(item, placed.points, language):
        yield KeyNote(language.say("print.partial"), line(rule))
