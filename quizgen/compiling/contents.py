"""An item as texts and as sets of words: what it shows before it is answered, what it asks for.

Words are cut to their first letters. In English that finds as much as a stemmer does, and it serves
languages that have none here. What is written without spaces is cut into pairs of letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from typing import TypeAlias, assert_never

from quizgen.kinds import has_flag
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import Item, Source, Speaker
from quizgen.quiz.responses import (
    Choice,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    TextEntry,
)
from quizgen.quiz.rich import Rich, plain
from quizgen.reading.characters import is_boundary, normalised, words
from quizgen.source.punctuation import quotations, sentences

Bag: TypeAlias = frozenset[str]
Named: TypeAlias = tuple[str, Bag]  # a text and its words

_CUT = 7
_SHORT = 3  # letters: most words that say nothing by themselves, where no list tells which they are


class Bags(dict[str, Bag]):
    """Words by the run of characters between spaces that they stand in; each run is cut once.

    Left out are words that say nothing: those of the languages' lists, or short ones in a language
    without a list, and the names of speakers and sources, which stand everywhere.
    """

    def __init__(
        self, languages: Iterable[str], speakers: Iterable[Speaker], sources: Iterable[Source]
    ) -> None:
        super().__init__()
        cues = [load_language(code).cues for code in languages]
        lists = [each.get(name, ()) for each in cues for name in ("functions", "negatives")]
        self._left_out = frozenset(chain.from_iterable(lists))
        self._shortest = 2 if all(lists) else _SHORT + 1
        self._quoted: dict[tuple[str, ...], Bag] = {}
        self._names: Bag = frozenset()
        self._names = self.of(
            *(source.name for source in sources),
            *(name for speaker in speakers for name in speaker.names),
        )
        self.clear()  # what was cut before the names were known

    def __missing__(self, run: str) -> Bag:
        cut = map(self._cut, words(normalised("NFC", run).casefold()))
        self[run] = found = frozenset(chain.from_iterable(cut)) - self._names
        return found

    def quoted(self, *texts: str) -> Bag:
        """What several items may quote."""
        if texts not in self._quoted:
            self._quoted[texts] = self.of(*texts)
        return self._quoted[texts]

    def of(self, *texts: str) -> Bag:
        return frozenset().union(*map(self.__getitem__, " ".join(texts).split()))

    def named(self, texts: Iterable[str]) -> tuple[Named, ...]:
        return tuple([(text, self.of(text)) for text in texts])

    def _cut(self, word: str) -> Iterable[str]:
        if not word.isascii() and len(word) > 1 and is_boundary(word, 1):
            return [word[at : at + 2] for at in range(len(word) - 1)]
        is_empty = word in self._left_out or (word.isalpha() and len(word) < self._shortest)
        return () if is_empty else (word[:_CUT],)


class Contents:
    """What every comparison needs is worked out at once; the rest when somebody asks, since few
    items share words with others."""

    def __init__(self, item: Item, bags: Bags, source: Bag) -> None:
        self.item = item
        self.bags = bags
        self.source = source
        self.stem = bags.of(plain(item.stem, " "))
        self.parts = bags.named(_parts(item))  # what is shown beside the stem
        self.shown = self.stem.union(*[bag for _, bag in self.parts])
        self.evidence = bags.quoted(*[each.quote for each in item.evidence])
        known = dict(self.parts)
        self._rights = [
            (text, known[text] if text in known else bags.of(text)) for text in right_answers(item)
        ]
        self.answer: Bag = frozenset().union(*[bag for _, bag in self._rights])
        is_answer_shown = self.answer <= self.shown  # as that of a choice
        self.printed = self.shown if is_answer_shown else self.shown | self.answer
        self.theme = self.stem | self.evidence | self.answer
        is_statement = has_flag(item.kind, "HAS_FIXED_WORDS")
        options = item.response.options if isinstance(item.response, Choice) else ()
        self.is_chosen = bool(options) and not is_statement
        is_settled = is_statement and any(option.is_key for option in options[:2])
        # Whether a statement is true; where the text does not say, nothing can settle it.
        self.truth = options[0].is_key if is_settled else None
        self.asserted = self.stem if self.is_chosen else self.shown
        # What is read together, and whether it is asserted: nobody knows which option is right.
        shown = self.parts if self.is_chosen else ()
        self.segments = ((self.asserted, True), *[(bag, False) for _, bag in shown])

    @cached_property
    def quoted(self) -> Bag:
        """What is shown in quotation marks."""
        texts = (plain(self.item.stem, " "), *(text for text, _ in self.parts))
        return self.bags.of(*(text[slice(*span)] for text in texts for span in quotations(text)))

    @cached_property
    def hidden(self) -> Bag:
        """What the evidence has and the stem does not."""
        return self.evidence - self.stem

    @property
    def is_typed(self) -> bool:
        return isinstance(self.item.response, TextEntry | Gaps | Numeric)

    @cached_property
    def keys(self) -> tuple[Named, ...]:
        """What one can print of a right answer: the words that its own stem does not have."""
        last_names = filter(None, [self._last_name(text) for text, _ in self._rights])
        return self._asked_for([*self._rights, *self.bags.named(last_names)])

    @property
    def wrong(self) -> list[Bag]:
        """The wrong options of a choice."""
        options = self.item.response.options if isinstance(self.item.response, Choice) else ()
        shown = zip(self.parts, options, strict=True)
        return [bag for (_, bag), option in shown if not option.is_key]

    @cached_property
    def points(self) -> tuple[Named, ...]:
        """What an open answer has to say: each sentence of the model answer, each point."""
        response = self.item.response
        if not isinstance(response, Open):
            return ()
        whole = plain(response.answer)
        said = [whole[slice(*span)] for span in sentences(whole)]
        return self._asked_for(self.bags.named([*said, *map(plain, response.points)]))

    @cached_property
    def pairs(self) -> tuple[tuple[Named, ...], ...]:
        pairs = self.item.response.pairs if isinstance(self.item.response, Matching) else ()
        return tuple(self.bags.named(map(plain, (each.left, each.right))) for each in pairs)

    def _asked_for(self, texts: Iterable[Named]) -> tuple[Named, ...]:
        """Leaves out the stem's words, and all but the source's where those are at least half."""
        found = []
        for text, bag in texts:
            sourced = bag & self.source
            asked = (sourced if 2 * len(sourced) >= len(bag) else bag) - self.stem
            found += [(text, asked)] if asked else []
        return tuple(found)

    def _last_name(self, text: str) -> str:
        """The last word of a name, by which it is known; "" where the text is no long name."""
        if text.islower():
            return ""
        several = [run for run in text.split() if self.bags[run]]
        is_name = len(several) > 1 and all(run[0].isupper() for run in several)
        return several[-1] if is_name else ""


def _parts(item: Item) -> list[str]:
    is_hidden = isinstance(item.response, Open) or has_flag(item.kind, "HAS_FIXED_WORDS")
    return [] if is_hidden else [plain(rich) for rich in asked(item)[1:]]


def written(item: Item) -> list[Rich]:
    """What the author wrote, and learners read."""
    reasons = [item.rationale, item.hint, item.note]
    if isinstance(item.response, Choice):
        reasons = [each.rationale for each in item.response.options] + reasons
    return asked(item) + [each for each in reasons if each]


def asked(item: Item) -> list[Rich]:
    """The stem and what is there to answer with."""
    match item.response:
        case Choice(options):
            return [item.stem, *[option.content for option in options]]
        case Matching(pairs, extras):
            sides = [side for pair in pairs for side in (pair.left, pair.right)]
            return [item.stem, *sides, *extras]
        case Ordering(steps):
            return [item.stem, *steps]
        case Open(answer, points):
            return [item.stem, answer, *points]
        case TextEntry() | Numeric() | Gaps():
            return [item.stem]
        case _ as never:
            assert_never(never)


def answers(item: Item) -> tuple[str, ...]:
    """What is right, where it is the author's words: the keys, the gaps."""
    match item.response:
        case Choice():
            return tuple(plain(each.content) for each in written_options(item) if each.is_key)
        case TextEntry(answer):
            return (answer,)
        case Numeric() as numeric:
            return (numeric.with_unit,)
        case Gaps(gaps):
            return tuple(gap.answer for gap in gaps)
        case Matching() | Ordering() | Open():
            return ()
        case _ as never:
            assert_never(never)


def written_options(item: Item) -> tuple[Option, ...]:
    """The options of a choice whose author wrote them; () for a statement and any other item."""
    is_written = not has_flag(item.kind, "HAS_FIXED_WORDS")
    return item.response.options if isinstance(item.response, Choice) and is_written else ()


def right_texts(item: Item) -> tuple[str, ...]:
    """What answers the question, be it judged by the learner or one of a pair."""
    match item.response:
        case Open(answer):
            return (plain(answer),)
        case Matching(pairs):
            return tuple(plain(pair.right) for pair in pairs)
        case _:
            return answers(item)


def right_answers(item: Item) -> tuple[str, ...]:
    """The same, with what is accepted as well."""
    match item.response:
        case TextEntry(answer, accepted):
            return (answer, *accepted)
        case Gaps(gaps):
            return tuple(text for gap in gaps for text in (gap.answer, *gap.accepted))
        case Numeric(shown=shown):
            return (shown,)
        case _:
            return right_texts(item)
