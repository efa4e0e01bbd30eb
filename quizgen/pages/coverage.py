"""Shows the source text with every sentence shaded by how often it is asked, and linked to its
items.

Shade, underline and a number in the text say the same, so that nothing depends on colour alone.
Sentences are shaded as asked often when a learner would meet them again and again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from quizgen.compiling.expand import Expansion
from quizgen.deck.written import Claim, Deck
from quizgen.phrases import count
from quizgen.quiz.model import About, Evidence, Item
from quizgen.quiz.rich import plain
from quizgen.source.covered_sentences import Coverage, Sentence, coverage
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
            _claim_entries(survey),
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


def _claim_entries(survey: Survey) -> ET.Element:
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
    items = expansion.items
    claimed = _touching(deck, ((c.id, c.evidence) for c in deck.claims.values()))
    asking = _touching(deck, ((item.id, item.evidence) for item in items))
    by_id = {item.id: item for item in items}
    claimed_pieces = (piece for claim in deck.claims.values() for piece in claim.evidence)
    quoted = [*claimed_pieces, *(piece for item in items for piece in item.evidence)]
    measured = coverage(deck.texts, quoted)
    sentences = tuple(
        SurveyedSentence(
            each,
            tuple(claimed[each.place]),
            tuple(by_id[name] for name in asking[each.place]),
        )
        for each in measured.sentences
    )
    return Survey(
        about=deck.about,
        coverage=measured,
        sentences=sentences,
        claims=_claims(deck, sentences, items),
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


def _claims(
    deck: Deck, sentences: tuple[SurveyedSentence, ...], items: tuple[Item, ...]
) -> tuple[SurveyedClaim, ...]:
    places: defaultdict[str, list[Sentence]] = defaultdict(list)
    for each in sentences:
        for name in each.claims:
            places[name].append(each.sentence)
    own: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        own[item.claim].append(item)
    return tuple(
        SurveyedClaim(claim, tuple(places[name]), tuple(own[name]))
        for name, claim in deck.claims.items()
    )
