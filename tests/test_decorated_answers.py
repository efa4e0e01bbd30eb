"""What a learner may add to a right answer, and what may never be missing, in every deck."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from test_decks import DECKS, ROOT, compiled

from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import Lexicon, compile_lexicon
from quizgen.grade.marking import grade
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Gap, Gaps, Match, Numeric, Response, TextEntry
from quizgen.quiz.rich import plain

IDS = [path.relative_to(ROOT).as_posix() for path in DECKS]
ADDED: list[Callable[[str], str]] = [
    lambda text: f"{text}.",
    lambda text: f"“{text}”",
    lambda text: f"«{text}»",
    lambda text: f'"{text}"',
    lambda text: f"{text} 🙂",
    lambda text: f"  {text}  ",
]
ARTICLES = {"en": "the", "de": "die", "fr": "le", "es": "el"}


def typed_items(path: Path) -> Iterator[tuple[Item, Response, str, Lexicon]]:
    """Each key that a learner types, as an entry of its own."""
    build = compiled(path).build
    assert build is not None
    items = build.deck.items
    prose = [text for source in build.about.sources for text in source.paragraphs]
    lexicon = compile_lexicon(build.about.language, [item.response for item in items], prose)
    for item in items:
        match item.response:
            case TextEntry(match=kind) as entry if kind is not Match.EXACT:
                yield item, entry, entry.answer, lexicon
            case Numeric() as numeric:
                yield item, numeric, numeric.shown, lexicon
            case Gaps(gaps=gaps):
                for gap in filter(is_lenient, gaps):
                    entry = TextEntry(gap.answer, gap.accepted, gap.match, gap.strict)
                    yield item, entry, gap.answer, lexicon


def is_lenient(gap: Gap) -> bool:
    return gap.match is not Match.EXACT


def is_right(typed: str, response: Response, lexicon: Lexicon, stem: str = "") -> bool:
    return grade(response, Typed((typed,)), lexicon, stem).is_right


@pytest.mark.parametrize("path", DECKS, ids=IDS)
def test_decoration_never_makes_it_wrong(path: Path) -> None:
    refused = [
        (item.id, add(key))
        for item, response, key, lexicon in typed_items(path)
        for add in ADDED
        if not is_right(add(key), response, lexicon)
    ]
    assert not refused


@pytest.mark.parametrize("path", DECKS, ids=IDS)
def test_an_article_never_makes_it_wrong(path: Path) -> None:
    refused = [
        (item.id, article, key)
        for item, response, key, lexicon in typed_items(path)
        if (article := ARTICLES.get(lexicon.code))
        if not is_right(f"{article} {key}", response, lexicon)
    ]
    assert not refused


@pytest.mark.parametrize("path", DECKS, ids=IDS)
def test_a_noun_of_the_question_never_makes_it_wrong(path: Path) -> None:
    """A number has the noun behind it: 12 volunteers."""
    refused = [
        (item.id, typed)
        for item, response, key, lexicon in typed_items(path)
        if isinstance(response, Numeric)
        for noun in nouns(item, response.unit, lexicon)
        if not is_right(typed := f"{key} {noun}", response, lexicon, plain(item.stem))
    ]
    assert not refused


def nouns(item: Item, unit: str, lexicon: Lexicon) -> list[str]:
    """What is behind “how many” up to the unit, which may be a word with an adjective before it."""
    asked = {"en": "how many", "ru": "сколько", "kk": "(?:қанша|неше)"}
    last = re.escape(unit) or r"\w+"
    pattern = rf"{asked.get(lexicon.code, '(?!)')} ((?:\w+ )*?{last})"
    return re.findall(pattern, plain(item.stem), re.IGNORECASE)


@pytest.mark.parametrize("path", DECKS, ids=IDS)
def test_nothing_that_counts_may_be_missing(path: Path) -> None:
    accepted = [
        (item.id, cut)
        for item, response, key, lexicon in typed_items(path)
        for cut in without_a_part(key, lexicon)
        if cut.strip(" .,") and cut not in forms(response)
        if is_right(cut, response, lexicon, plain(item.stem))
    ]
    assert not accepted


def without_a_part(key: str, lexicon: Lexicon) -> Iterator[str]:
    """The key without one of its digits that is no zero before or behind, its sign or negation."""
    for digit in re.finditer(r"\d", key):
        cut = key[: digit.start()] + key[digit.end() :]
        if re.search(r"\d", cut):
            yield cut
    if key.startswith(("-", "−")):
        yield key[1:]
    for word in key.split():
        if word.casefold() in lexicon.language.negations:
            yield " ".join(other for other in key.split() if other != word)


def forms(response: Response) -> tuple[str, ...]:
    return response.accepted if isinstance(response, TextEntry) else ()


ENTRIES: list[tuple[str, Response, str]] = [
    ("en", TextEntry("isthmus"), "isthmus"),
    ("en", TextEntry("12 May 1991", match=Match.DATE), "12 May 1991"),
    ("en", TextEntry("Kofi Annan", match=Match.NAME), "Kofi Annan"),
    ("en", TextEntry("x = -1"), "x = -1"),
    ("en", TextEntry("C++"), "C++"),
    ("en", TextEntry("3/4"), "3/4"),
    ("en", TextEntry("10–20"), "10–20"),
    ("en", TextEntry("40%"), "40%"),
    ("de", TextEntry("Köln"), "Köln"),
    ("fr", TextEntry("l'eau"), "l'eau"),
    ("ar", TextEntry("المدرسة"), "المدرسة"),
    ("fa", TextEntry("کتاب"), "کتاب"),
    ("hi", TextEntry("हिंदी"), "हिंदी"),
    ("zh", TextEntry("细胞"), "细胞"),
    ("ja", TextEntry("細胞"), "細胞"),
    ("ko", TextEntry("세포"), "세포"),
    ("tr", TextEntry("ışık"), "ışık"),
]


@pytest.mark.parametrize(("language", "response", "key"), ENTRIES)
def test_decoration_in_every_kind_and_language(language: str, response: Response, key: str) -> None:
    lexicon = compile_lexicon(language, [response], ())
    refused = [add(key) for add in ADDED if not is_right(add(key), response, lexicon)]
    assert not refused
    accepted = [cut for cut in without_a_part(key, lexicon) if is_right(cut, response, lexicon)]
    assert not accepted
