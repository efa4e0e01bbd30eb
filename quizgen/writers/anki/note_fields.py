"""The fields of an item's note: what each response shows on the front and on the back, and the
evidence.

The HTML inside the fields has classes that the templates, their CSS and their script rely on, so
it is frozen with the family (see `notetypes`). Nothing on the front tells the key: parts to match
or to put in order are shuffled by their words alone, so that their order says nothing about the
right one and stays when the item gets another id; the script finds out on the back whether the
learner was right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import TypeAlias, assert_never

from quizgen.quiz import responses
from quizgen.quiz.languages import Language
from quizgen.quiz.model import CompiledDeck, Evidence, Item, Source
from quizgen.quiz.notation import in_code, marking_points, tolerance_in_words
from quizgen.quiz.rich import BLANK, Rich, is_safe_link, plain
from quizgen.source.provenance import Proof, explain, names
from quizgen.writers._wording import task
from quizgen.writers.anki.card_html import (
    NOTHING,
    Markup,
    element,
    image,
    in_cloze,
    joined,
    rich,
    text,
    wrapper,
)
from quizgen.writers.anki.notetypes import FIELDS


def ordinals(response: responses.Response) -> tuple[int, ...]:
    """The cards of a note: one for each cloze number, and only one for every other response."""
    match response:
        case responses.Gaps(gaps=gaps, is_ordered=True, is_together=False):
            return tuple(range(len(gaps)))
    return (0,)


Fields: TypeAlias = dict[str, Markup]  # by their names


def note_fields(item: Item, deck: CompiledDeck, language: Language, picture: str) -> Fields:
    """All fields in the order of the note type; `picture` is the media name of the image."""
    told = explain(item, deck, language)
    sources = deck.about.quoted_by(item) if item.evidence else ()
    shown = {
        "Item": text(item.id),
        "Question": rich(item.stem),
        "Image": image(picture, item.image.alt) if item.image else NOTHING,
        **card_fields(item, language),
        "Rationale": rich(item.rationale),
        "Evidence": evidence(told.proofs, language),
        "Note": rich(item.note),
        "Opinion": text(told.opinion),
        "Hint": rich(item.hint),
        "Source": text(names(sources, language)) if sources else NOTHING,
    }
    return {name: shown.get(name, NOTHING) for name, _ in FIELDS}


def card_fields(item: Item, language: Language) -> Fields:
    """The fields that depend on the response."""
    return {"Instruction": text(task(item.response, language)), **_answered(item, language)}


def _answered(item: Item, language: Language) -> Fields:
    match in_code(item.response):
        case responses.Choice() as choice:
            return _choice(choice, language)
        case responses.TextEntry() as entry:
            return _short(entry, language)
        case responses.Numeric() as numeric:
            return _numeric(numeric, language)
        case responses.Gaps(is_ordered=True) as gaps:
            return _cloze(item, gaps, language)
        case responses.Gaps() as gaps:
            return {"Answer": _answers(gaps.gaps, language)}
        case responses.Matching() as matching:
            return _matching(matching, language)
        case responses.Ordering(steps):
            return {
                "Options": element(
                    "ul", *map(_row, responses.shuffled(steps, plain)), class_="steps"
                ),
                "Answer": element("ol", *map(_row, steps), class_="sequence"),
            }
        case responses.Open() as open_:
            return {"Answer": _model_answer(open_, language)}
        case _ as never:
            assert_never(never)


def _choice(choice: responses.Choice, language: Language) -> Fields:
    right, wrong = (_mark(sign, language.say(f"anki.{word}")) for word, sign in _SIGNS.items())
    shuffling, options = "fixed", choice.options
    if not choice.is_fixed:
        mixed = responses.shuffled(choice.options, lambda option: plain(option.content))
        shuffling, options = "", tuple(sorted(mixed, key=lambda option: option.is_last))
    classes = _classes("options", "many" if choice.is_multiple else "", shuffling)
    shown = (_entry(_last(each))(rich(each.content)) for each in options)
    verdicts = (_verdict(each, right if each.is_key else wrong) for each in options)
    return {
        "Options": element("ol", *shown, class_=classes),
        "Answer": element("ol", *verdicts, class_=_classes("verdicts", shuffling)),
    }


def _verdict(option: responses.Option, mark: Markup) -> Markup:
    why = _why(rich(option.rationale)) if option.rationale else NOTHING
    verdict = _entry("key" if option.is_key else "", _last(option))
    return verdict(mark, Markup(" "), _content(option.content), why)


_why = wrapper("div", ("class_", "why"))


@cache
def _entry(*classes: str) -> Callable[..., Markup]:
    return wrapper("li", ("class_", _classes(*classes)))


def _short(entry: responses.TextEntry, language: Language) -> Fields:
    strictness = _strictness(entry)
    key = element("p", _accepted(entry.answer), class_=_classes("key", strictness))
    return {
        "Options": Markup(strictness),
        "Answer": joined(key, _also(entry.accepted, language)),
        "Typed": text(entry.answer),
    }


def _numeric(numeric: responses.Numeric, language: Language) -> Fields:
    """The unit stands beside the box, so that learners type only the number."""
    words = tolerance_in_words(numeric, language)
    margin = element("p", text(words), class_="also") if words else NOTHING
    exact = {"data_value": f"{numeric.value:f}", "data_margin": f"{numeric.tolerance:f}"}
    key = element("p", text(numeric.with_unit), class_="key", dir="auto", **exact)
    # The keys of a phone that are for numbers have no minus.
    return {
        "Instruction": text(f"{BLANK} {numeric.unit}" if numeric.unit else ""),
        "Options": Markup("signed" if numeric.value < 0 else "number"),
        "Answer": joined(key, margin),
        "Typed": text(numeric.shown),
    }


def _accepted(words: str) -> Markup:
    return element("span", text(words), class_="accepted", dir="auto")


def _cloze(item: Item, gaps: responses.Gaps, language: Language) -> Fields:
    def cloze(index: int) -> Markup:
        number = 1 if gaps.is_together else index + 1
        return Markup(f"{{{{c{number}::{in_cloze(gaps.gaps[index].answer)}}}}}")

    # Anki itself shows a gap's answer; only gaps of which it cannot judge need a list.
    listed = [gap for gap in gaps.gaps if gap.accepted or _strictness(gap)]
    is_several = gaps.is_together and len(gaps.gaps) > 1
    return {
        "Question": rich(item.stem, cloze),
        "Instruction": text(language.say("anki.fill-gaps" if is_several else "anki.fill-gap")),
        "Answer": _answers(listed, language) if listed else NOTHING,
    }


def _answers(gaps: Iterable[responses.Gap], language: Language) -> Markup:
    def row(gap: responses.Gap) -> Markup:
        also = _also(gap.accepted, language)
        return element("li", text(gap.answer), also, class_=_strictness(gap))

    return element("ul", *map(row, gaps), class_="answers")


def _strictness(entry: responses.TextEntry | responses.Gap) -> str:
    return "exact" if entry.match is responses.Match.EXACT else ""


def _matching(matching: responses.Matching, language: Language) -> Fields:
    rights = responses.shuffled(matching.rights, plain)
    labels = (element("span", text(each), class_="label") for each in language.labels(rights))
    rows = zip(labels, map(_content, rights), strict=True)
    labelled = (element("li", label, Markup(" "), content) for label, content in rows)
    lefts = element("ol", *(_row(pair.left) for pair in matching.pairs), class_="lefts")
    return {
        "Options": joined(lefts, element("ol", *labelled, class_="rights")),
        "Answer": element("ul", *map(_pair, matching.pairs), class_="pairs"),
    }


def _pair(pair: responses.Pair) -> Markup:
    left = element("span", rich(pair.left), class_="left", dir="auto")
    arrow = element("span", Markup(" → "), class_="arrow")
    return element("li", element("div", left, arrow, _content(pair.right)))


def _model_answer(open_: responses.Open, language: Language) -> Markup:
    model = element("div", rich(open_.answer), class_="model")
    points = marking_points(open_, language)
    if not points:
        return model
    heading = element("h3", text(language.say("common.points-to-mark")))
    listed = (element("li", rich(point)) for point in points)
    return joined(model, heading, element("ul", *listed, class_="points"))


def _row(part: Rich) -> Markup:
    return element("li", _content(part))


def _content(part: Rich) -> Markup:
    return _content_around(rich(part))


_content_around = wrapper("span", ("class_", "content"), ("dir", "auto"))


def _also(accepted: tuple[str, ...], language: Language) -> Markup:
    if not accepted:
        return NOTHING
    before, _, after = language.say("common.also").partition("{answers}")
    listed = Markup("; ".join(map(_accepted, accepted)))
    return element("p", text(before), listed, text(after), class_="also")


_SIGNS = {"right": "✓", "wrong": "✗"}


@cache
def _mark(sign: str, spoken: str) -> Markup:
    """The sign needs no colour to be understood, and a screen reader says it as a word."""
    return element("span", Markup(sign), class_="mark", role="img", aria_label=spoken)


def _last(option: responses.Option) -> str:
    return "last" if option.is_last else ""


def _classes(*names: str) -> str:
    return " ".join(name for name in names if name)


def evidence(proofs: Sequence[Proof], language: Language) -> Markup:
    """The pieces, then the texts that they stand in, each once."""
    sources = {proof.source.id: proof.source for proof in proofs}
    pieces = (_piece(proof, language) for proof in proofs)
    return joined(*pieces, *(_origin(each, language) for each in sources.values()))


def _origin(source: Source, language: Language) -> Markup:
    """What the card's front does not say of the text: its title may hold an answer."""
    named = ", ".join(filter(None, (source.title, source.publisher)))
    if not (named or source.url):
        return NOTHING
    label, shown = text(f"{language.say('common.source')}: "), text(named or source.name)
    linked = element("a", shown, href=source.url) if is_safe_link(source.url) else shown
    return element("p", label, linked, class_="origin", dir="auto")


def _piece(proof: Proof, language: Language) -> Markup:
    # No line ends within “par. 5”.
    place = proof.place.replace(" ", "\N{NO-BREAK SPACE}")
    whose = f"{proof.whose_line.removesuffix(proof.place)}{place}"
    given = proof.source.language, proof.context, language.say("common.context")
    return _quotation(proof.piece.quote, _translation(proof.piece, language), whose, *given)


@lru_cache(256)  # items on one claim have the same
def _quotation(
    quote: str, translation: Markup, whose: str, tongue: str, context: str, label: str
) -> Markup:
    said = element("blockquote", text(quote), lang=tongue, dir="auto")
    around = NOTHING
    if context:
        words = element("p", text(context), lang=tongue, dir="auto")
        summary = element("summary", text(label), class_="tappable")
        around = element("details", summary, words, class_="context")
    by = element("p", text(whose), class_="whose")
    return element("div", said, translation, by, around, class_="piece")


def _translation(piece: Evidence, language: Language) -> Markup:
    if not piece.translation:
        return NOTHING
    label = element("span", text(language.say("common.translation")), class_="label")
    words = element("span", text(piece.translation), lang=language.code, dir="auto")
    return element("p", label, Markup(" "), words, class_="translation")
