"""What a deck knows besides the answer asked for: its other answers, and the words of its text.

A typed word that is another answer, or a word of the source, is not a typing error. A lexicon is
made from every item of a deck, so it is made only once, when the first typed answer is marked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.util import find_spec
from typing import assert_never

from quizgen.grade.letters import fold
from quizgen.grade.likeness import distance, loose_sound_codes
from quizgen.grade.marking_language import MarkingLanguage, load_marking_language
from quizgen.grade.numeral import Number
from quizgen.grade.phrase import Phrase, read_phrase, read_words
from quizgen.quiz.responses import (
    Choice,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import plain
from quizgen.reading.characters import matches

Groups = frozenset[int]
_NONE: Groups = frozenset()


class Index:
    """Finds the answers to which a text belongs, and the texts that are like it."""

    def __init__(self, entries: Iterable[tuple[str, int]]) -> None:
        groups: dict[str, set[int]] = {}
        for text, group in entries:
            groups.setdefault(text, set()).add(group)
        self._groups = {text: frozenset(found) for text, found in groups.items()}
        self._by_length: dict[int, list[tuple[int, str]]] = {}
        for text in self._groups:
            self._by_length.setdefault(len(text), []).append((letters(text), text))

    def groups(self, text: str) -> Groups:
        return self._groups.get(text, _NONE)

    def near(self, text: str, most: int) -> Iterator[str]:
        """All texts within that distance. One slip changes at most two of the letters that occur,
        which rules out nearly every text before a distance has to be computed."""
        own = letters(text)
        for length in range(len(text) - most, len(text) + most + 1):
            for other_letters, other in self._by_length.get(length, ()):
                if (own ^ other_letters).bit_count() > 2 * most:
                    continue
                if distance(text, other, most) <= most:
                    yield other


@dataclass(frozen=True)
class Lexicon:
    """`phrases` holds all answers of the deck by their text, and `answers` groups the variants of
    each. `wrong_options` are the options that are right nowhere in the deck."""

    code: str = "en"
    words: frozenset[str] = frozenset()
    phrases: Mapping[str, Phrase] = field(default_factory=dict)
    answers: tuple[tuple[str, ...], ...] = ()
    wrong_options: frozenset[str] = frozenset()

    @property
    def language(self) -> MarkingLanguage:
        return load_marking_language(self.code)

    def phrase(self, text: str) -> Phrase:
        return self.phrases.get(text) or read_phrase(text, self.language)

    def own(self, forms: Iterable[Phrase]) -> Groups:
        """The answers that can be worded like one of these forms."""
        return frozenset().union(*(self.written.groups(form.written) for form in forms))

    @cached_property
    def index(self) -> Index:
        return Index(self._entries(lambda phrase: (phrase.joined,)))

    @cached_property
    def written(self) -> Index:
        """The index of the texts with their accents."""
        return Index(self._entries(lambda phrase: (phrase.written,)))

    @cached_property
    def sounds(self) -> Index:
        return Index(self._entries(phrase_sounds))

    @cached_property
    def parts_of_names(self) -> Index:
        """Last names, with a word before them or without, and family names written in one."""
        size = self.language.persons.family_letters

        def parts(phrase: Phrase) -> tuple[str, ...]:
            family = (phrase.joined[:size],) if size else ()
            return ("".join(phrase.words[-1:]), "".join(phrase.words[-2:]), *family)

        return Index(self._entries(parts))

    @cached_property
    def distractors(self) -> frozenset[str]:
        right = (form for answer in self.answers for form in answer)
        asked = {self.phrases[form].joined for form in right if form not in self.wrong_options}
        found = {self.phrase(option).joined for option in self.wrong_options}
        return frozenset(found - asked)

    @cached_property
    def by_joined(self) -> Mapping[str, Phrase]:
        return {phrase.joined: phrase for phrase in self.phrases.values()}

    def _entries(self, texts: Callable[[Phrase], tuple[str, ...]]) -> Iterator[tuple[str, int]]:
        for group, answer in enumerate(self.answers):
            for form in answer:
                for text in texts(self.phrases[form]):
                    yield text, group


def phrase_sounds(phrase: Phrase) -> tuple[str, ...]:
    """Roughly how the phrase sounds, with its words in any order. A word may sound in two ways."""
    rows = [
        [str(piece.value)] if isinstance(piece, Number) else sorted(loose_sound_codes(piece))
        for piece in phrase.pieces
    ]
    first = " ".join(sorted(row[0] for row in rows))
    last = " ".join(sorted(row[-1] for row in rows))
    return (first,) if first == last else (first, last)


def compile_lexicon(code: str, responses: Iterable[Response], prose: Iterable[str]) -> Lexicon:
    """`prose` holds the texts whose words count as known: the paragraphs of the source."""
    language = load_marking_language(code)
    answers: dict[tuple[str, ...], None] = {}
    texts = list(prose)
    wrong: set[str] = set()
    right: set[str] = set()
    for response in responses:
        options = response.options if isinstance(response, Choice) else ()
        distractors = {plain(option.content) for option in options if not option.is_key}
        wrong |= distractors
        for answer in _answers(response):
            right.update(form for form in answer if form not in distractors)
            texts.extend(answer)
            if not isinstance(response, _SHOWN) or answer[0].count(" ") < _MOST_WORDS:
                answers[answer] = None
    # each word is folded only once, since a text repeats few words many times
    words = {word for text in texts for word in matches(_WORD, text)}
    forms = {form for answer in answers for form in answer}
    phrases = {form: read_phrase(form, language) for form in forms}
    return Lexicon(
        code,
        words=frozenset(folded for word in words for folded in read_words(word, language)),
        phrases=phrases,
        answers=tuple(answers),
        wrong_options=frozenset(wrong - right),
    )


EMPTY = Lexicon()

_SHOWN = (Choice, Matching, Ordering)
_MOST_WORDS = 4  # a longer option cannot rival a typed answer, though its words are known
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


def _answers(response: Response) -> Iterator[tuple[str, ...]]:
    """Every answer that can be given, with its variants. A wrong option answers some other
    question, so it is a rival as well."""
    match response:
        case TextEntry(answer=answer, accepted=accepted):
            yield (answer, *accepted)
        case Gaps(gaps=gaps):
            for gap in gaps:
                yield (gap.answer, *gap.accepted)
        case Choice(options=options):
            yield from ((plain(option.content),) for option in options)
        case Matching(pairs=pairs) as matching:
            yield from ((plain(pair.left),) for pair in pairs)
            yield from ((plain(right),) for right in matching.rights)
        case Ordering(steps=steps):
            yield from ((plain(step),) for step in steps)
        case Numeric() | Open():
            return
        case _ as never:
            assert_never(never)


def letters(text: str) -> int:
    """The set of letters that occur, as bits. Two letters may share a bit, so that a few unlike
    texts seem alike."""
    bits = 0
    for letter in set(text):
        bits |= 1 << (ord(letter) % 61)  # keeps the number within 64 bits
    return bits


# --- The words of a language -----------------------------------------------------------


@cache
def common_words(code: str) -> frozenset[str]:
    """The folded words which at least one in a million is, if the extra `words` is installed;
    misspellings are rarer. A slip that makes another word is no slip, and a deck knows only its own
    words."""
    return frozenset(map(fold, written_words(code)))


@cache
def written_words(code: str) -> frozenset[str]:
    """The same with their accents."""
    if not find_spec("wordfreq"):
        return frozenset()
    from wordfreq import available_languages, get_frequency_dict  # takes a third of a second

    language = code.lower().partition("-")[0]  # wordfreq would take the nearest for one it lacks
    if language not in available_languages("small"):
        return frozenset()
    return frozenset(get_frequency_dict(language, "small"))
