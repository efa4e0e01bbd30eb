"""No quotation with a wrong word is ever found, whatever the text and however it is read.

QUOTATIONS says how many are altered.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import pytest
from making import HEAD, try_deck

from quizgen.quiz.model import Evidence
from quizgen.source.line_ends import Breaks, read_markdown, read_paragraphs
from quizgen.source.locating import NotFound, is_quoted, locate
from quizgen.source.source_text import SourceText

ROOT = Path(__file__).parent.parent
COUNT = int(os.environ.get("QUOTATIONS", "300"))

_ELISION = re.compile(r"…|\[[^\]]*\]")
_WORD = re.compile(r"[^\W_]+")


@cache
def _sources() -> dict[str, SourceText]:
    speech = (ROOT / "source/astana-think-tank-forum.txt").read_text("utf-8")
    russian = (ROOT / "tests/projects/ru/source/otkrytie-biblioteki.txt").read_text("utf-8")
    poem = (ROOT / "tests/decks/source/poem.txt").read_text("utf-8")
    texts = {
        path.stem: path.read_text("utf-8")
        for path in (ROOT / "tests/projects").glob("[tvs]*/source/*")
    }
    read = {
        "speech": read_paragraphs(speech),
        "russian": read_paragraphs(russian),
        "wrapped": read_paragraphs(_wrapped(speech), Breaks.WRAPPED),
        "verse": read_paragraphs(poem, Breaks.VERSE),
        "markdown": read_markdown(f"# Title\n\n{_marked_up(speech)}"),
        "essay": read_markdown(texts["notebook"]),
        "rhymed": read_paragraphs(texts["abou-ben-adhem"], Breaks.VERSE),
        "letter": read_paragraphs(texts["letter-home"]),
        "wrapped letter": read_paragraphs(_wrapped(texts["letter-home"]), Breaks.WRAPPED),
        "german": read_paragraphs(texts["freibad"]),
        "hindi": read_paragraphs(texts["gaon"]),
        "interview": read_paragraphs(texts["interview"]),
        "memoir": read_paragraphs(texts["memoir"]),
        "address": read_paragraphs(texts["address"]),
    }
    return {name: SourceText.of(each) for name, each in read.items()}


def _wrapped(text: str) -> str:
    """Lines of 40 characters; a word that does not fit is cut."""
    paragraphs = (
        re.sub(r"(.{40})(?<=\w\w\w)(?=\w\w\w)", r"\1-\n", each) for each in text.split("\n")
    )
    return "\n\n".join(paragraphs)


def _marked_up(text: str) -> str:
    words = (f"*{word}*[^1]" if at % 7 == 3 else word for at, word in enumerate(text.split(" ")))
    return " ".join(words).replace("\n", "\n\n")


def _changed(words: list[str], at: int, chance: Random, others: list[str]) -> list[str]:
    return [*words[:at], chance.choice(others), *words[at + 1 :]]


def _misspelt(words: list[str], at: int, chance: Random, others: list[str]) -> list[str]:
    word = words[at]
    letter = chance.randrange(len(word))
    wrong = chance.choice([word[:letter] + word[letter + 1 :], f"{word[:letter]}ж{word[letter:]}"])
    return [*words[:at], wrong, *words[at + 1 :]]


def _added(words: list[str], at: int, chance: Random, others: list[str]) -> list[str]:
    return [*words[:at], chance.choice([*others, "not", "не"]), *words[at:]]


def _swapped(words: list[str], at: int, chance: Random, others: list[str]) -> list[str]:
    return [*words[:at], words[at + 1], words[at], *words[at + 2 :]]


def _dropped(words: list[str], at: int, chance: Random, others: list[str]) -> list[str]:
    return [*words[:at], *words[at + 1 :]]


Alter = Callable[[list[str], int, Random, list[str]], list[str]]
ALTER: list[Alter] = [_changed, _misspelt, _added, _swapped, _dropped]


def _letters(text: str) -> list[str]:
    """The words alone, as simply as can be: not as the program does it."""
    plain = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("-", " ")
    return _WORD.findall(plain)


def _stands_in(source: SourceText, pieces: list[str]) -> bool:
    """Whether each piece stands somewhere after all: a word may have been put for itself, and the
    source's own “…” and “[German]” may stand for words left out."""
    runs = [f" {' '.join(_letters(each))} " for each in source.paragraphs]
    parts = [part for piece in pieces for part in _ELISION.split(piece) if _letters(part)]
    wanted = [f" {' '.join(_letters(part))} " for part in parts]
    return all(any(piece in run for run in runs) for piece in wanted)


def _passage(source: SourceText, chance: Random) -> list[str]:
    long = [each.replace("\n", " / ").split() for each in source.paragraphs]
    words = chance.choice([each for each in long if len(each) > 8])
    length = chance.randint(4, min(25, len(words) - 1))
    start = chance.randrange(len(words) - length)
    return words[start : start + length]


@pytest.mark.parametrize("alter", ALTER, ids=lambda alter: alter.__name__.strip("_"))
@pytest.mark.parametrize("name", _sources())
def test_no_altered_quotation_is_found(name: str, alter: Alter) -> None:
    source, chance = _sources()[name], Random(f"{name} {alter.__name__}")  # noqa: S311  # a seed
    vocabulary = [word for each in source.paragraphs for word in _letters(each)]
    wanted = COUNT // (len(_sources()) * len(ALTER))
    tried = 0
    for _ in range(20 * wanted):
        words = _passage(source, chance)
        at = chance.randrange(1, len(words) - 2)
        if words[at] == "/" or words[at + 1] == "/" or not _letters(words[at]):
            continue
        pieces = [" ".join(alter(words, at, chance, vocabulary))]
        if chance.random() < 0.2:
            pieces.insert(chance.choice([0, 1]), " ".join(_passage(source, chance)))
        if tried == wanted or _stands_in(source, pieces):
            continue
        tried += 1
        quote = " … ".join(pieces)
        assert isinstance(locate(source, quote), NotFound), quote
        assert is_quoted(source, quote) is None, quote
    assert tried == wanted


@pytest.mark.parametrize("name", _sources())
def test_quotations_that_are_not_altered_are_found(name: str) -> None:
    """Else the test above would pass by finding nothing."""
    source, chance = _sources()[name], Random(name)  # noqa: S311  # a seed
    found = [locate(source, " ".join(_passage(source, chance))) for _ in range(50)]
    assert sum(isinstance(each, Evidence) for each in found) > 30


TWO = HEAD.replace(
    "source: {file: text.txt, as: the report}",
    "sources: {one: {file: text.txt, as: the report}, two: {file: two.txt, as: the letter}}",
)


@pytest.mark.parametrize("elision", [" … ", " [...] ", " "])
def test_no_quotation_is_pieced_together_from_two_texts(elision: str) -> None:
    one, two = _sources()["letter"], _sources()["memoir"]
    chance = Random(elision)  # noqa: S311  # a seed
    files = {"two.txt": "\n\n".join(two.paragraphs).encode()}
    for _ in range(20):
        pieces = [" ".join(_passage(each, chance)) for each in (one, two)]
        chance.shuffle(pieces)
        quote = json.dumps(elision.join(pieces), ensure_ascii=False)
        question = f"kind: open, quote: {quote}, stem: Why?, key: X"
        made = try_deck(
            f"questions: {{q: {{{question}}}}}\n", "\n\n".join(one.paragraphs), TWO, files
        )
        assert "quotation-not-found" in made.codes, quote
