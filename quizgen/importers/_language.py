"""Which language a file is in, by the names of languages in headings, its letters and its words;
and what a deck in it calls the text that it asks about."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from quizgen.importers._imported import bare
from quizgen.quiz.languages import FALLBACK
from quizgen.reading.characters import normalised, words

_DATA = Path(__file__).parent.parent / "data" / "import" / "languages.toml"
_MOST_TEXTS = 500  # more are not looked at
_ENOUGH_WORDS = 2
_FOREIGN = 0.005  # of the letters may be another language's: names, and slips
_MOST_OF_A_HEADING = 3  # words, as in “palabra en español”
_SHORTEST_NAME = 4  # letters, of a language within a heading


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """`tag` is the likeliest language, even if nothing makes it sure. `possible` are those that are
    written with the same letters."""

    tag: str
    is_sure: bool
    possible: tuple[str, ...] = ()


def language_of(texts: Iterable[str]) -> LanguageGuess:
    """The language whose letters and common words stand there."""
    every = Counter(
        word
        for text in islice(texts, _MOST_TEXTS)
        for word in words(normalised("NFC", text).casefold())
    )
    tags = _written_with(every)
    found = {tag: sum(every[each] for each in {*_data()["words"].get(tag, ())}) for tag in tags}
    first, *others = sorted(
        tags, key=lambda tag: -found[tag]
    )  # the likeliest of equals comes first
    second = max((found[tag] for tag in others), default=0)
    if not others or found[first] >= max(_ENOUGH_WORDS, 2 * second):
        return LanguageGuess(first, is_sure=True)
    return LanguageGuess(FALLBACK if FALLBACK in tags else first, is_sure=False, possible=(*tags,))


def _written_with(every: Counter[str]) -> list[str]:
    """The languages that have these letters, the likeliest first; "und" for an unknown script."""
    letters: Counter[str] = Counter()
    for word, times in every.items():
        letters.update({letter: times for letter in word if letter.isalpha()})
    scripts: Counter[str] = Counter()
    for letter, times in letters.items():
        scripts[_script(letter)] += times
    if scripts["hiragana"] + scripts["katakana"] > _KANA * scripts["cjk"]:
        del scripts["cjk"]  # in Japanese there are both
    script = scripts.most_common(1)[0][0] if scripts else "latin"
    tags = _data()["scripts"].get(script, ["und"])
    own = {letter: times for letter, times in letters.items() if _script(letter) == script}
    return [tag for tag in tags if _holds(tag, own)] or [*tags]


_KANA = 0.1  # of the characters that Chinese has, too


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0].casefold()


def _holds(tag: str, letters: Mapping[str, int]) -> bool:
    alphabet = _data()["alphabets"].get(tag)
    foreign = sum(times for each, times in letters.items() if alphabet and each not in alphabet)
    return foreign <= _FOREIGN * sum(letters.values())


def language_named(heading: str) -> str:
    """The tag of the language that a heading names, as “English” or “German word”; "" for none."""
    whole = bare(heading)
    parts = whole.split()
    if len(parts) > _MOST_OF_A_HEADING:
        return ""
    named = {whole, *(part for part in parts if len(part) >= _SHORTEST_NAME)}
    found = [tag for tag, names in _names().items() if not names.isdisjoint(named)]
    return found[0] if len(found) == 1 else ""


def crediting(tag: str) -> tuple[str, str]:
    """What stands in a draft between a speaker, or the text, and the words."""
    said, says = _data()["stems"].get(tag, (": ", ": "))
    return said, says


def text_called(file: str, title: str, tag: str) -> str:
    """What questions call a text. It is “the letter” if the name of its file has that word, or its
    title ends with it or begins like “Letter to …”."""
    names = _data()["texts"].get(tag, _data()["texts"][FALLBACK])
    shown = words(bare(title))
    is_of = len(shown) > 1 and shown[1] in _data()["words"].get(tag, ())
    said = {*words(bare(file)), *shown[-1:], *(shown[:1] if is_of else ())}
    return next((each for each in names[1:] if words(bare(each))[-1] in said), names[0])


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_DATA.read_text("utf-8"))


@cache
def _names() -> Mapping[str, frozenset[str]]:
    return {tag: frozenset(map(bare, listed)) for tag, listed in _data()["names"].items()}
