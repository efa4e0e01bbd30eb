"""The data of a form's answer key, and of the feedback sheet that learners get afterwards.

Letters and numbers are those printed on that form. Each entry can be read alone: it has the
question, its key, the rationale, and the quotation with its place in the source. The key ends
with the marked paper; the feedback sheet leaves out what only the person who marks needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec import structs

from quizgen.quiz.languages import Language
from quizgen.quiz.model import CompiledDeck, Form, Item, Placed
from quizgen.quiz.notation import count
from quizgen.quiz.responses import Choice
from quizgen.quiz.rich import Rich
from quizgen.source.provenance import Proof, explain
from quizgen.writers._credits import printed_credits
from quizgen.writers._instructions import scoring_rule
from quizgen.writers._paper.heading import head, sheet_of, titled
from quizgen.writers._paper.inline import line, on_paper, text_language, with_addresses
from quizgen.writers._paper.marked_paper import marked_paper
from quizgen.writers._paper.printed_words import printed_language
from quizgen.writers._paper.quiz_paper import blank_words
from quizgen.writers._paper.records import (
    AnswerKey,
    KeyEntry,
    KeyNote,
    KeyQuotation,
    KeySection,
    Sheet,
)
from quizgen.writers._paper.right_answers import because, linked, right_parts
from quizgen.writers._paper.short_key import points_to_mark, short_key


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
