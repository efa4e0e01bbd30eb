"""A question in the page, which can be read without scripts, with its answer folded under it.

The script copies what it shows from these elements, so the wording is the same with and without
scripts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never
from xml.etree.ElementTree import Element

from quizgen.quiz.images import data_address
from quizgen.quiz.languages import Language
from quizgen.quiz.model import CompiledDeck, Item
from quizgen.quiz.notation import marking_points, tolerance_in_words, typed_text
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    TextEntry,
    display_order,
)
from quizgen.quiz.rich import Rich
from quizgen.source.provenance import Proof, explain
from quizgen.writers._html import Part, blank, element, numbered_blank, paragraph, rich
from quizgen.writers._wording import task

_DASH = (" – ",)


def article(item: Item, deck: CompiledDeck, language: Language) -> Element:
    is_matching, response = isinstance(item.response, Matching), item.response
    each_blank = numbered_blank if isinstance(response, Gaps) and len(response.gaps) > 1 else blank
    stem = element("h2", *rich(item.stem, each_blank), class_="stem", dir="auto")
    made = element("article", stem)
    if item.image:
        shown = element("img", src=data_address(item.image), alt=item.image.alt)
        made.append(element("p", shown, class_="picture"))
    if words := language.say("page.match-all") if is_matching else task(response, language):
        made.append(element("p", words, class_="task"))
    made.extend(_shown(item))
    if item.hint:
        summary = element("summary", language.say("common.hint"))
        hint = paragraph(*rich(item.hint), dir="auto")
        made.append(element("details", summary, hint, class_="hint"))
    made.append(_answer(item, deck, language))
    return made


def _shown(item: Item) -> Iterator[Element]:
    """The parts to choose from or to arrange, never in the order that the question asks for."""
    order = display_order(item.response, item.id)
    match item.response:
        case Choice(options):
            yield _list("ul", "options", [option.content for option in options])
        case Matching(pairs) as matching:
            rights = matching.rights
            yield _list("ol", "lefts", [pair.left for pair in pairs])
            yield _list("ul", "rights", [rights[index] for index in order])
        case Ordering(steps):
            yield _list("ul", "steps", [steps[index] for index in order])
        case TextEntry() | Numeric() | Gaps() | Open():
            return
        case _ as never:
            assert_never(never)


def _list(tag: str, name: str, contents: Sequence[Rich]) -> Element:
    return element(tag, *(element("li", *rich(each), dir="auto") for each in contents), class_=name)


def _answer(item: Item, deck: CompiledDeck, language: Language) -> Element:
    told = explain(item, deck, language)
    folded = element(
        "details",
        element("summary", language.say("common.answer")),
        *_key(item, language),
        *_said(language, "rationale", item.rationale),
        *_said(language, "note", item.note),
        *(_piece(proof, language) for proof in told.proofs),
        class_="answer",
    )
    if told.opinion:
        folded.append(element("p", told.opinion, class_="opinion"))
    folded.append(element("p", item.id, class_="id", lang="zxx", translate="no"))
    return folded


def _key(item: Item, language: Language) -> Iterator[Element]:
    match item.response:
        case Choice() as choice:
            yield from _chosen(choice, language)
        case TextEntry(key, accepted) | Gaps((Gap(key, accepted),)):
            yield _one(language, typed_text(key))
            if accepted:
                words = language.say("common.also", answers="; ".join(accepted))
                yield element("p", words, class_="also", dir="auto")
        case Numeric() as numeric:
            yield _one(language, (numeric.with_unit,))
            if words := tolerance_in_words(numeric, language):
                yield element("p", words, class_="also")
        case Gaps(gaps, is_ordered=is_ordered):
            rows = [_with_variants(gap, language) for gap in gaps]
            yield from _several(language, rows, "ol" if is_ordered else "ul")
        case Matching(pairs):
            yield from _several(language, [(*p.left, *_DASH, *p.right) for p in pairs])
        case Ordering(steps):
            yield from _several(language, steps)
        case Open() as open_:
            yield from _model(open_, language)
        case _ as never:
            assert_never(never)


def _model(open_: Open, language: Language) -> Iterator[Element]:
    yield _one(language, open_.answer)
    if points := marking_points(open_, language):
        yield element("p", _label(language.say("common.points-to-mark")))
        yield _list("ul", "parts", points)


def _label(words: str) -> Element:
    return element("strong", f"{words}:", class_="label")


def _one(language: Language, content: Rich) -> Element:
    return _labelled(language.say("common.answer"), "key", *rich(content), class_="content")


def _labelled(label: str, name: str, *content: Part, **attributes: str) -> Element:
    words = element("span", *content, dir="auto", **attributes)
    return paragraph(_label(label), " ", words, class_=name)


def _several(language: Language, contents: Sequence[Rich], tag: str = "ol") -> Iterator[Element]:
    """The script compares an answer part by part only with a list of the class `in-order`."""
    yield element("p", _label(language.say("common.answer")), class_="key")
    yield _list(tag, "parts in-order" if tag == "ol" else "parts", contents)


def _chosen(choice: Choice, language: Language) -> Iterator[Element]:
    keys = [option.content for option in choice.options if option.is_key]
    yield _one(language, tuple(part for key in keys for part in ("; ", *key))[1:])
    reasons = [
        element("li", element("strong", *rich(o.content)), ": ", *rich(o.rationale), dir="auto")
        for o in choice.options
        if o.rationale
    ]
    if reasons:
        yield element("ul", *reasons, class_="reasons")


def _with_variants(gap: Gap, language: Language) -> Rich:
    if not gap.accepted:
        return typed_text(gap.answer)
    also = language.say("common.also", answers="; ".join(gap.accepted))
    return (*typed_text(gap.answer), f" ({also})")


def _said(language: Language, name: str, content: Rich) -> Iterator[Element]:
    if content:
        yield _labelled(language.say(f"common.{name}"), name, *rich(content))


def _piece(proof: Proof, language: Language) -> Element:
    """Quotation and context are marked as the source's language, for screen readers."""
    parts = [
        element("p", _label(language.say("common.evidence")), class_="proof"),
        element("blockquote", proof.piece.quote, lang=proof.source.language, dir="auto"),
        element("p", f"— {proof.whose_line}", class_="whose", dir="auto"),
    ]
    if proof.piece.translation:
        label = language.say("common.translation").capitalize()
        parts.append(_labelled(label, "translation", proof.piece.translation))
    if proof.around:
        label, language_of = language.say("common.context"), proof.source.language
        parts.append(_labelled(label, "context", *_marked(proof), lang=language_of))
    return element("div", *parts, class_="piece")


def _marked(proof: Proof) -> tuple[Part, ...]:
    """The context. A quotation with an elision is not in it in one piece, and is not marked."""
    before, quote, after = proof.around.partition(proof.piece.quote)
    return (before, element("mark", quote), after) if quote else (proof.around,)
