"""The data of a form's answer key, and of the feedback sheet that learners get afterwards.

Letters and numbers are those printed on that form. Each entry can be read alone: it has the
question, its key, the rationale, and the quotation with its place in the source. The key ends
with the marked paper; the feedback sheet leaves out what only the person who marks needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias, assert_never

from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import CompiledDeck, Form, Item, Placed
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import Rich, Text
from quizgen.quiz.values import count, marking_points, written_number
from quizgen.source.provenance import Explanation, Proof, explain
from quizgen.writers._credits import printed_credits
from quizgen.writers._marked_paper import marked_paper
from quizgen.writers._paper_text import (
    Node,
    rich_nodes,
    stem_nodes,
    text_nodes,
    typst_language,
    with_addresses,
)
from quizgen.writers._scoring_rule import scoring_rule
from quizgen.writers._sheet import Sheet, head_and_foot, sheet_name

_DASH: tuple[Text, ...] = (Text(" — "),)


def key_sheet(deck: CompiledDeck, form: Form) -> Sheet:
    about, language = deck.about, load_language(deck.about.language)
    title = language.say("print.key", title=form.title or about.title)
    data = _sheet_data(deck, form, title, _key_entry) | {"paper": None}
    if form.layout.marked:
        data["paper"] = marked_paper(deck, form)
    advice = "For the teacher only: the answers with their evidence"
    advice += ", then the paper with its answers." if form.layout.marked else "."
    name = f"{sheet_name(about, form)}-key"
    return Sheet(name, "key", data, f"key of form {form.letter}", advice, form.layout)


def feedback_sheet(deck: CompiledDeck, form: Form) -> Sheet:
    about, language = deck.about, load_language(deck.about.language)
    title = language.say("print.feedback", title=form.title or about.title)
    data = _sheet_data(deck, form, title, _feedback_entry)
    advice = "For learners, once their papers are marked: the right answers and why."
    name = f"{sheet_name(about, form)}-feedback"
    return Sheet(name, "feedback", data, f"answers of form {form.letter}", advice, form.layout)


Entry: TypeAlias = Callable[[Language, CompiledDeck, Placed], dict[str, Any]]


def _sheet_data(deck: CompiledDeck, form: Form, title: str, entry: Entry) -> dict[str, Any]:
    language = load_language(deck.about.language)
    return head_and_foot(deck, form, title) | {
        "credit": text_nodes(printed_credits(language, deck.about.sources)),
        "sections": [
            {
                "title": text_nodes(section.title),
                "entries": [entry(language, deck, placed) for placed in section.placed],
            }
            for section in form.sections
        ],
    }


def _feedback_entry(language: Language, deck: CompiledDeck, placed: Placed) -> dict[str, Any]:
    """A learner sees no id, and nothing about how the points are given."""
    item = deck.by_id[placed.item]
    remarks = list(_status(language, explain(item, deck, language), item))
    return _key_entry(language, deck, placed) | {"id": [], "marking": None, "remarks": remarks}


def _key_entry(language: Language, deck: CompiledDeck, placed: Placed) -> dict[str, Any]:
    item = deck.by_id[placed.item]
    told = explain(item, deck, language)
    return {
        "number": placed.number,
        "id": text_nodes(item.id),
        "points": count(language, "points", placed.points),
        "stem": stem_nodes(language, item),
        "key": list(_key(language, item.response, placed.order)),
        "marking": _marking(language, item),
        "notes": _said(language, "common.rationale", item.rationale),
        "against": _against(language, item.response, placed.order),
        "evidence": [_evidence(language, proof) for proof in told.proofs],
        "remarks": [*_status(language, told, item), *_scoring(language, placed, item)],
    }


def _key(
    language: Language, response: Response, order: tuple[int, ...]
) -> Iterator[dict[str, Any]]:
    """The right answer, in the letters and the order of this form."""
    match response:
        case Choice() as choice:
            yield from _chosen(language, choice, order)
        case TextEntry(answer=answer, accepted=accepted):
            yield _part(language, _answer(language), _with_variants(language, answer, accepted))
        case Numeric() as numeric:
            yield _part(language, _answer(language), (Text(_measured(language, numeric)),))
        case Gaps(gaps=gaps, is_ordered=is_ordered):
            yield from _gap_parts(language, gaps, "{}." if is_ordered else "•")
        case Matching() as matching:
            yield from _matched(language, matching, order)
        case Ordering() as ordering:
            yield from _ordered(language, ordering, order)
        case Open(answer=answer):
            yield _part(language, _answer(language), answer)
        case _ as never:
            assert_never(never)


def _part(language: Language, shown: str, content: Rich) -> dict[str, Any]:
    return {"label": shown, "content": _linked(language, content)}


def _linked(language: Language, rich: Rich) -> list[Node]:
    return rich_nodes(language, with_addresses(rich))


def _because(content: Rich, rationale: Rich) -> Rich:
    return (*content, *_DASH, *rationale) if rationale else content


def _answer(language: Language) -> str:
    return language.say("common.answer") + ":"


def _with_variants(language: Language, answer: str, accepted: Sequence[str]) -> Rich:
    if not accepted:
        return (Text(answer),)
    also = language.say("print.also", answers="; ".join(accepted))
    return (Text(f"{answer} ({also})"),)


def _measured(language: Language, numeric: Numeric) -> str:
    if not numeric.tolerance:
        return numeric.with_unit
    return f"{numeric.with_unit} (± {written_number(numeric.tolerance, language)})"


def _chosen(language: Language, choice: Choice, order: tuple[int, ...]) -> Iterator[dict[str, Any]]:
    for place, index in enumerate(order):
        option = choice.options[index]
        if option.is_key:
            content = _because(option.content, option.rationale)
            yield _part(language, language.label(place), content)


def _gap_parts(language: Language, gaps: Sequence[Gap], shape: str) -> Iterator[dict[str, Any]]:
    for place, gap in enumerate(gaps, 1):
        variants = _with_variants(language, gap.answer, gap.accepted)
        yield _part(language, shape.replace("{}", str(place)), variants)


def _matched(
    language: Language, matching: Matching, order: tuple[int, ...]
) -> Iterator[dict[str, Any]]:
    letters = language.labels(order)
    for place, pair in enumerate(matching.pairs):
        shown = f"{place + 1}: {letters[order.index(place)]}"
        yield _part(language, shown, (*pair.left, *_DASH, *pair.right))
    unused = [letters[order.index(len(matching.pairs) + i)] for i in range(len(matching.extras))]
    if unused:
        content = Text(f"{', '.join(sorted(unused, key=letters.index))}")
        yield _part(language, language.say("print.not-used") + ":", (content,))


def _ordered(
    language: Language, ordering: Ordering, order: tuple[int, ...]
) -> Iterator[dict[str, Any]]:
    for place, index in enumerate(order):
        shown = f"{language.label(place)}: {index + 1}"
        yield _part(language, shown, ordering.steps[index])


def _marking(language: Language, item: Item) -> dict[str, Any] | None:
    if not isinstance(item.response, Open) or not item.response.points:
        return None
    parts = [_part(language, "•", point) for point in marking_points(item.response, language)]
    return {"label": language.say("common.points-to-mark"), "parts": parts}


def _against(
    language: Language, response: Response, order: tuple[int, ...]
) -> dict[str, Any] | None:
    """The author's reasons why distractors are wrong."""
    if not isinstance(response, Choice):
        return None
    options = response.options
    parts = [
        _part(
            language,
            language.label(place),
            _because(options[index].content, options[index].rationale),
        )
        for place, index in enumerate(order)
        if options[index].rationale and not options[index].is_key
    ]
    return {"label": language.say("common.because-not"), "parts": parts} if parts else None


def _said(language: Language, word: str, content: Rich) -> list[dict[str, Any]]:
    return [_part(language, language.say(word), content)] if content else []


def _evidence(language: Language, found: Proof) -> dict[str, Any]:
    translation = found.piece.translation and (
        f"{language.say('common.translation')}: {_quoted(language, found.piece.translation)}"
    )
    return {
        "label": language.say("common.evidence"),
        "language": typst_language(found.source.language),
        "quote": text_nodes(_quoted(language, found.piece.quote)),
        "place": text_nodes(found.whose),
        "translation": text_nodes(translation),
    }


def _quoted(language: Language, words: str) -> str:
    return language.say("print.quoted", text=words)


def _status(language: Language, told: Explanation, item: Item) -> Iterator[dict[str, Any]]:
    """A sentence that says it is an opinion, and the author's note."""
    if told.opinion:
        yield _part(language, "", (Text(told.opinion),))
    yield from _said(language, "common.note", item.note)


def _scoring(language: Language, placed: Placed, item: Item) -> Iterator[dict[str, Any]]:
    if rule := scoring_rule(item, placed.points, language):
        yield _part(language, language.say("print.partial"), (Text(rule),))
