"""Shows the source text with every sentence shaded by how often it is asked, and linked to its
items.

Shade, underline and a number in the text say the same, so that nothing depends on colour alone.
Sentences are shaded as asked often when a learner would meet them again and again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from quizgen.pages.survey import UNSTATED, Survey, SurveyedClaim, SurveyedSentence, tally
from quizgen.phrases import count
from quizgen.quiz.model import Item
from quizgen.quiz.rich import plain
from quizgen.source.covered_sentences import Sentence
from quizgen.source.provenance import shown_number
from quizgen.writers.html.tree import Part, element, page

# Each level has the least number of its items, its class and its name in words.
_LEVELS = (
    (0, "none", "not asked"),
    (1, "once", "asked once"),
    (2, "some", "asked 2 to 4 times"),
    (5, "often", "asked 5 to 8 times"),
    (9, "most", "asked more than 8 times"),
)


def coverage_page(survey: Survey) -> str:
    title = f"What is asked: {survey.about.title}"
    return page(
        title,
        "coverage.css",
        element(
            "main",
            element("h1", title),
            _summary(survey),
            _legend(),
            _text(survey),
            _sentences(survey),
            _claims(survey),
        ),
    )


def listed(counts: Mapping[str, int]) -> str:
    """ "2 choice, 1 short"."""
    return ", ".join(f"{number} {word}" for word, number in counts.items())


def summary_lines(survey: Survey) -> Iterator[str]:
    """Says in figures what the deck asks about, for the page and the terminal."""
    measured, file = survey.coverage, survey.about.files
    if survey.about.source.is_there:
        claimed, has = len(survey.claimed), "has" if len(survey.claimed) == 1 else "have"
        yield (
            f"{claimed} of {count(len(measured.sentences), 'sentence')} of {file} {has} a claim; "
            f"{measured.word_share:.0%} of all words are quoted."
        )
        verb = "is" if len(survey.asked) == 1 else "are"
        items = count(len(survey.items), "item")
        yield f"{len(survey.asked)} of them {verb} asked about, by {items}."
    else:
        yield f"{count(len(survey.items), 'item')}, which rest on no text."
    for source in survey.about.sources:
        last = len(source.paragraphs)
        if source.skipped and (shown := shown_number(source, last)) != last:
            yield f"Paragraphs at `skip:` have no number for learners: {last} is their {shown}."
    if survey.items:
        yield f"Kinds: {listed(tally(item.kind for item in survey.items))}."
        yield f"Bloom: {listed(tally(item.bloom or UNSTATED for item in survey.items))}."
    if survey.drafts:
        yield f"{count(survey.drafts, 'draft')} left out."
    if survey.claims_without_items:
        yield f"Claims without items: {', '.join(survey.claims_without_items)}."


def _summary(survey: Survey) -> ET.Element:
    rows = (element("li", line) for line in summary_lines(survey))
    return element("ul", *rows, class_="summary")


def _legend() -> ET.Element:
    rows = (
        element("li", element("span", words, class_=f"sentence {name}"))
        for _, name, words in _LEVELS
    )
    return element(
        "section",
        element("h2", "How to read this page"),
        element(
            "p", "The number after a sentence says how many items ask about it, and leads to them."
        ),
        element("ul", *rows, class_="legend"),
    )


def _text(survey: Survey) -> ET.Element:
    by_paragraph: dict[tuple[str, int], list[SurveyedSentence]] = {}
    for each in survey.sentences:
        by_paragraph.setdefault(each.sentence.place[:2], []).append(each)
    rows = (_paragraph(survey, inside) for inside in by_paragraph.values())
    return element("section", element("h2", "The text"), *rows, class_="text")


def _paragraph(survey: Survey, inside: list[SurveyedSentence]) -> ET.Element:
    source, sentence = survey.about.source_called(inside[0].sentence.source), inside[0].sentence
    named = f"{source.name}, " if source.id else ""
    shown = f"{named}par. {sentence.paragraph}"
    shown = shown[:1].upper() + shown[1:]
    parts: list[Part] = [element("span", shown, class_="number"), " "]
    for each in inside:
        parts += [
            _shaded(each, source.language),
            "\N{NO-BREAK SPACE}",  # keeps the number on the line of its sentence's end
            _number(each),
            " ",
        ]
    return element("p", *parts, dir="auto")


def _shaded(each: SurveyedSentence, language: str) -> ET.Element:
    words = each.sentence.text
    return element("span", words, class_=f"sentence {_level(each)}", lang=language)


def _number(each: SurveyedSentence) -> ET.Element:
    place = _place(each.sentence)
    # a number alone tells a listener nothing
    said = f"{count(len(each.items), 'item')}: {place}"
    return element(
        "a",
        f"{len(each.items)}",
        href=f"#{_anchor(each.sentence)}",
        class_="count",
        aria_label=said,
        title=said,
    )


def _level(each: SurveyedSentence) -> str:
    return next(name for least, name, _ in reversed(_LEVELS) if len(each.items) >= least)


def _anchor(sentence: Sentence) -> str:
    source = f"{sentence.source}-" if sentence.source else ""
    return f"sentence-{source}{sentence.paragraph}-{sentence.number}"


def _place(sentence: Sentence, paragraph: str = "paragraph") -> str:
    source = f"{sentence.source}, " if sentence.source else ""
    return f"{source}{paragraph} {sentence.paragraph}, sentence {sentence.number}"


def _sentences(survey: Survey) -> ET.Element:
    rows = (
        _sentence(each, survey.about.source_called(each.sentence.source).language)
        for each in survey.sentences
    )
    return element("section", element("h2", "Sentences and their items"), *rows)


def _sentence(each: SurveyedSentence, language: str) -> ET.Element:
    sentence = each.sentence
    claims: list[Part] = []
    for name in each.claims:
        claims += [", " if claims else " Claims: ", _link(f"claim-{name}", name)]
    quoted = f"{sentence.words_quoted} of {count(sentence.words, 'word')} quoted."
    place = _place(sentence)
    heading = element("h3", place[:1].upper() + place[1:])
    words = element("blockquote", sentence.text, lang=language, dir="auto")
    return _entry(_anchor(sentence), heading, words, element("p", quoted, *claims), _items_of(each))


def _entry(name: str, *parts: Part) -> ET.Element:
    return element("section", *parts, id=name, class_="entry")


def _items_of(each: SurveyedSentence) -> ET.Element:
    if not each.items:
        return _without_items("No item asks about it.")
    rows = (
        element("li", _link(f"item-{item.id}", item.id), f" {_about(item)}") for item in each.items
    )
    return element("ul", *rows)


def _claims(survey: Survey) -> ET.Element:
    rows = (_claim(each) for each in survey.claims)
    return element("section", element("h2", "Claims and their items"), *rows)


def _claim(each: SurveyedClaim) -> ET.Element:
    places: list[Part] = ["Quotes "]
    for index, sentence in enumerate(each.sentences):
        shown = _place(sentence, "par.")
        places += [", " if index else "", _link(_anchor(sentence), shown)]
    draft = " (draft)" if each.claim.keys.draft else ""
    rows = (
        element("li", element("code", item.id), f" {_about(item)}", id=f"item-{item.id}")
        for item in each.items
    )
    asked = element("ul", *rows) if each.items else _without_items("No item asks it.")
    heading = element("h3", element("code", each.claim.id), draft)
    return _entry(f"claim-{each.claim.id}", heading, element("p", *places, "."), asked)


def _without_items(words: str) -> ET.Element:
    return element("p", element("strong", words))


def _about(item: Item) -> str:
    level = f", {item.bloom}" if item.bloom else ""
    return f"({item.kind}{level}): {plain(item.stem)}"


def _link(anchor: str, words: str) -> ET.Element:
    return element("a", words, href=f"#{anchor}")
