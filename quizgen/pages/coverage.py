"""Shows the source text with every sentence shaded by how often it is asked, and linked to its
items.

Shade, underline and a number in the text say the same, so that nothing depends on colour alone.
Sentences are shaded as asked often when a learner would meet them again and again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from xml.etree import ElementTree as ET

from quizgen.compiling.expand import Expansion
from quizgen.deck.written import Claim, Deck
from quizgen.diagnostics import count
from quizgen.quiz.model import About, Evidence, Item
from quizgen.quiz.rich import plain
from quizgen.source.covered_sentences import Coverage, Sentence, coverage
from quizgen.source.provenance import shown_number
from quizgen.writers._html import Part, element, page

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
    summary = (element("li", line) for line in summary_lines(survey))
    sentences = (
        _sentence(each, survey.about.source_called(each.sentence.source).language)
        for each in survey.sentences
    )
    sections = (
        element("section", element("h2", "Sentences and their items"), *sentences),
        element("section", element("h2", "Claims and their items"), *map(_claim, survey.claims)),
    )
    body = (element("ul", *summary, class_="summary"), _legend(), _text(survey), *sections)
    return page(title, "coverage.css", element("main", element("h1", title), *body))


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
            yield f"Learners’ numbers leave out paragraphs at `skip:`: {last} is their {shown}."
    if survey.items:
        yield f"Kinds: {listed(tally(item.kind for item in survey.items))}."
        yield f"Bloom: {listed(tally(item.bloom or UNSTATED for item in survey.items))}."
    if survey.drafts:
        yield f"{count(survey.drafts, 'draft')} left out."
    if survey.claims_without_items:
        yield f"Claims without items: {', '.join(survey.claims_without_items)}."


def _legend() -> ET.Element:
    shades = (element("span", words, class_=f"sentence {name}") for _, name, words in _LEVELS)
    said = "The number after a sentence says how many items ask about it, and leads to them."
    legend = element("ul", *(element("li", shade) for shade in shades), class_="legend")
    return element("section", element("h2", "How to read this page"), element("p", said), legend)


def _text(survey: Survey) -> ET.Element:
    paragraphs = groupby(survey.sentences, lambda each: each.sentence.place[:2])
    rows = (_paragraph(survey, [*inside]) for _, inside in paragraphs)
    return element("section", element("h2", "The text"), *rows, class_="text")


def _paragraph(survey: Survey, inside: list[SurveyedSentence]) -> ET.Element:
    source, sentence = survey.about.source_called(inside[0].sentence.source), inside[0].sentence
    named = f"{source.name}, " if source.id else ""
    shown = f"{named}par. {sentence.paragraph}"
    shown = shown[:1].upper() + shown[1:]
    parts: list[Part] = [element("span", shown, class_="number"), " "]
    for each in inside:
        name = next(name for least, name, _ in reversed(_LEVELS) if len(each.items) >= least)
        shade = f"sentence {name}"
        parts += [
            element("span", each.sentence.text, class_=shade, lang=source.language),
            "\N{NO-BREAK SPACE}",  # keeps the number on the line of its sentence's end
            _number(each),
            " ",
        ]
    return element("p", *parts, dir="auto")


def _number(each: SurveyedSentence) -> ET.Element:
    # a number alone tells a listener nothing
    said = f"{count(len(each.items), 'item')}: {_place(each.sentence)}"
    link = _link(_anchor(each.sentence), f"{len(each.items)}")
    link.attrib |= {"class": "count", "aria-label": said, "title": said}
    return link


def _anchor(sentence: Sentence) -> str:
    source = f"{sentence.source}-" if sentence.source else ""
    return f"sentence-{source}{sentence.paragraph}-{sentence.number}"


def _place(sentence: Sentence, paragraph: str = "paragraph") -> str:
    source = f"{sentence.source}, " if sentence.source else ""
    return f"{source}{paragraph} {sentence.paragraph}, sentence {sentence.number}"


def _sentence(each: SurveyedSentence, language: str) -> ET.Element:
    sentence = each.sentence
    claims: list[Part] = []
    for name in each.claims:
        claims += [", " if claims else " Claims: ", _link(f"claim-{name}", name)]
    quoted = f"{sentence.words_quoted} of {count(sentence.words, 'word')} quoted."
    place = _place(sentence)
    heading = element("h3", place[:1].upper() + place[1:])
    words = element("blockquote", sentence.text, lang=language, dir="auto")
    items = [_item(item, _link(f"item-{item.id}", item.id)) for item in each.items]
    asked = _list(items, "No item asks about it.")
    return _entry(_anchor(sentence), heading, words, element("p", quoted, *claims), asked)


def _entry(name: str, *parts: Part) -> ET.Element:
    return element("section", *parts, id=name, class_="entry")


def _list(items: list[ET.Element], otherwise: str) -> ET.Element:
    return element("ul", *items) if items else element("p", element("strong", otherwise))


def _item(item: Item, name: ET.Element, **attributes: str) -> ET.Element:
    level = f", {item.bloom}" if item.bloom else ""
    return element("li", name, f" ({item.kind}{level}): {plain(item.stem)}", **attributes)


def _claim(each: SurveyedClaim) -> ET.Element:
    places: list[Part] = ["Quotes "]
    for index, sentence in enumerate(each.sentences):
        shown = _place(sentence, "par.")
        places += [", " if index else "", _link(_anchor(sentence), shown)]
    draft = " (draft)" if each.claim.keys.draft else ""
    items = [_item(item, element("code", item.id), id=f"item-{item.id}") for item in each.items]
    heading = element("h3", element("code", each.claim.id), draft)
    quoted, asked = element("p", *places, "."), _list(items, "No item asks it.")
    return _entry(f"claim-{each.claim.id}", heading, quoted, asked)


def _link(anchor: str, words: str) -> ET.Element:
    return element("a", words, href=f"#{anchor}")


UNSTATED = "not stated"  # stands for an item that names no level of Bloom's taxonomy

_Place = tuple[str, int, int]  # source, paragraph and sentence; numbers count from 1


@dataclass(frozen=True, slots=True)
class SurveyedSentence:
    """`claims` has the ids of the claims that quote the sentence, and `items` the items of the
    build that ask about it."""

    sentence: Sentence
    claims: tuple[str, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class SurveyedClaim:
    claim: Claim
    sentences: tuple[Sentence, ...]
    items: tuple[Item, ...]

    @property
    def kinds(self) -> Mapping[str, int]:
        return tally(item.kind for item in self.items)

    @property
    def blooms(self) -> Mapping[str, int]:
        return tally(item.bloom or UNSTATED for item in self.items)


@dataclass(frozen=True, slots=True)
class Survey:
    """`drafts` is the number of items that are not built, and so ask nothing."""

    about: About
    coverage: Coverage
    sentences: tuple[SurveyedSentence, ...]
    claims: tuple[SurveyedClaim, ...]
    items: tuple[Item, ...]
    drafts: int

    @property
    def claimed(self) -> tuple[SurveyedSentence, ...]:
        return tuple(each for each in self.sentences if each.claims)

    @property
    def asked(self) -> tuple[SurveyedSentence, ...]:
        return tuple(each for each in self.sentences if each.items)

    @property
    def claims_without_items(self) -> tuple[str, ...]:
        return tuple(each.claim.id for each in self.claims if not each.items)


def survey(deck: Deck, expansion: Expansion) -> Survey:
    """Surveys a deck that has been expanded. Items with errors are not part of the expansion."""
    claims, items = deck.claims.values(), expansion.items
    claimed = _touching(deck, ((claim.id, claim.evidence) for claim in claims))
    asking = _touching(deck, ((item.id, item.evidence) for item in items))
    by_id = {item.id: item for item in items}
    quoted = (*(claim.evidence for claim in claims), *(item.evidence for item in items))
    measured = coverage(deck.texts, [piece for evidence in quoted for piece in evidence])
    sentences: list[SurveyedSentence] = []
    places: defaultdict[str, list[Sentence]] = defaultdict(list)
    for sentence in measured.sentences:
        names = tuple(claimed[sentence.place])
        asked = tuple(by_id[name] for name in asking[sentence.place])
        sentences.append(SurveyedSentence(sentence, names, asked))
        for name in names:
            places[name].append(sentence)
    own: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        own[item.claim].append(item)
    return Survey(
        about=deck.about,
        coverage=measured,
        sentences=tuple(sentences),
        claims=tuple(
            SurveyedClaim(claim, tuple(places[claim.id]), tuple(own[claim.id])) for claim in claims
        ),
        items=items,
        drafts=expansion.drafts,
    )


def tally(words: Iterable[str]) -> Mapping[str, int]:
    """How often each word occurs, the most frequent first."""
    return dict(sorted(Counter(words).items(), key=lambda each: (-each[1], each[0])))


def _touching(
    deck: Deck, quoting: Iterable[tuple[str, tuple[Evidence, ...]]]
) -> Mapping[_Place, Mapping[str, None]]:
    """Who quotes each sentence, each only once, in the order of the deck."""
    found: defaultdict[_Place, dict[str, None]] = defaultdict(dict)
    for name, evidence in quoting:
        for piece in evidence:
            for index in deck.text_of(piece).sentences_touched(piece.paragraph, piece.spans):
                found[piece.source, piece.paragraph, index + 1][name] = None
    return found
