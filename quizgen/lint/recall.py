"""Rules about answers that a learner recalls: on cards, and where they are typed.

Marking rejects another answer of the deck, and also a slip that is as near to another answer as
to the right one. So two typed answers collide only if they share a key: the same letters without
accents, the same variant or the same sound. Answers are sorted under their keys, so that a large
deck need not compare all pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.grade.letters import clean, fold, fold_case
from quizgen.grade.marking_language import MarkingLanguage, load_marking_language
from quizgen.grade.spelling import sound_codes
from quizgen.kinds import has_flag
from quizgen.lint import advice, rule
from quizgen.lint._context import LintContext, TextWords, words_of
from quizgen.quiz.model import Item, Outlet
from quizgen.quiz.responses import Gap, Gaps, Match, Open, Strict, TextEntry
from quizgen.quiz.rich import plain
from quizgen.reading.boundaries import matches

_LONG_LIST = 4
_LONG_ANSWER = 12  # words


@advice
def long_list(item: Item) -> Iterator[str]:
    """Whoever forgets one of four or more things fails the whole card.

    Ask for each thing by itself (a cloze with one gap on each card), or for fewer things.

    Source: Wozniak, Twenty rules of formulating knowledge (1999), rules 9 and 10.

    Found: kind: list, keys: [peace, trust, time, luck]
    Better: kind: cloze, stem: Trade needs ==peace==, ==trust==, ==time== and ==luck==, she said.
    """
    response = item.response
    if isinstance(response, Gaps) and response.is_together and _is_card(item):
        count = len(response.gaps)
        if count >= _LONG_LIST:
            yield f"{count} things are asked for at once"


@advice
def long_answer(item: Item, context: LintContext) -> Iterator[str]:
    """An answer of more than 12 words is too long to recall word for word, or to judge quickly.

    Ask for the one thing that counts, or split the card into several; `kind: open` is for answers
    in a learner's own words.

    Source: Wozniak, Twenty rules of formulating knowledge (1999), rules 4 and 11.

    Found: kind: flashcard, key: that trade needs peace and trust and, above all, much more time
    Better: kind: flashcard, key: that trade needs peace, trust and time
    """
    for answer in _recalled(item):
        count = len(words_of(answer).all)
        if count > _LONG_ANSWER:
            yield f"the answer has {count} words"
            return


@advice
def yes_no_card(item: Item, context: LintContext) -> Iterator[str]:
    """Half of all guesses at a yes-or-no card are right, so it teaches little.

    Ask what, who or why; or make it `kind: truefalse`, which shows both choices openly.

    Source: Wozniak, Twenty rules of formulating knowledge (1999), rule 4.

    Found: Did Anna Berg say that trade needs peace? – Yes.
    Better: What did Anna Berg say that trade needs? – Peace.
    """
    cues = context.cues("yes-or-no").single
    for answer in _recalled(item):
        if (first := words_of(answer).all[:1]) and first[0] in cues:
            yield f"the answer is “{answer}”"


@advice
def same_front(item: Item, context: LintContext) -> Iterator[str]:
    """Learners keep mixing up two cards with the same front, whatever their kinds.

    Reword one of them, so that each says what it wants. (Two of the same kind are an error.)

    Source: Wozniak, Twenty rules of formulating knowledge (1999), rule 11 (interference).

    Found: What did she say of trade? as a flashcard and as an open question
    Better: What did she say of trade? / Report what she said of trade, in your own words.
    """
    first = context.once(_fronts).get(_front(item), item.id)
    if first != item.id and _is_card(item):
        yield f"it has the same front as `{first}`"


def _fronts(context: LintContext) -> dict[str, str]:
    """The id of the first card with each stem."""
    found: dict[str, str] = {}
    for item in filter(_is_card, context.items):
        found.setdefault(_front(item), item.id)
    return found


def _front(item: Item) -> str:
    return TextWords(plain(item.stem, " ")).spaced


def _is_card(item: Item) -> bool:
    return Outlet.ANKI in item.use or Outlet.STUDY in item.use


def _recalled(item: Item) -> tuple[str, ...]:
    """The answers that have to be recalled word for word, which a model answer has not."""
    if not _is_card(item):
        return ()
    match item.response:
        case TextEntry(answer):
            return (answer,)
        case Gaps(gaps):
            return tuple(gap.answer for gap in gaps)
        case Open(answer) if has_flag(item.kind, "IS_BARE"):
            return (plain(answer),)
        case _:
            return ()


@rule
def like_answers(item: Item, context: LintContext) -> Iterator[str]:
    """Marking cannot always tell these two answers of the deck apart.

    A learner who types another answer of the deck is marked wrong, unless the two share a wording
    at `accept:`, differ only in accents, or are one name in two romanisations. Remove the shared
    wording, ask for accents (`strict: [accents]`), or ask for a longer name.

    Source: how typed answers are marked (decks/README.md, “Typed answers”).

    Found: key: United Nations, accept: [the body] beside key: NATO, accept: [the body]
    Better: key: United Nations, accept: [UN] beside key: NATO
    """
    yield from context.once(_collisions).get(item.id, ())


@dataclass(frozen=True, slots=True)
class _TypedField:
    """One text field of an item. `written` are its answer and the variants with their accents, and
    `keys` what marking compares, by the sentence about two answers that share one."""

    item: str
    answer: str
    written: Sequence[str]
    keys: Mapping[str, Sequence[str]]

    def is_same_as(self, other: _TypedField) -> bool:
        """The author lists the answer of one field as a variant of the other."""
        return self.written[0] in other.written or other.written[0] in self.written


_SHARED = "“{answer}” shares a variant with “{other}”, the answer of `{item}`"
_ACCENTS = "“{answer}” is “{other}”, the answer of `{item}`, without its accents"
_SOUND = "“{answer}” may be another spelling of “{other}”, the answer of `{item}`"


def _collisions(context: LintContext) -> dict[str, list[str]]:
    """Sentences about answers that marking may confuse, by the later item. Two answers get only
    one, however many keys they share."""
    fields = list(_typed_fields(context))
    found: dict[str, list[str]] = {}
    seen: set[tuple[str, str]] = set()
    for sentence in (_SHARED, _ACCENTS, _SOUND):
        for first, second in _sharing(fields, sentence):
            pair = (first.answer, second.answer)
            if pair not in seen:
                seen.add(pair)
                said = sentence.format(answer=second.answer, other=first.answer, item=first.item)
                found.setdefault(second.item, []).append(said)
    return found


def _sharing(fields: Sequence[_TypedField], by: str) -> Iterator[tuple[_TypedField, _TypedField]]:
    """For each key, its first field with each later field that has another answer."""
    first: dict[str, _TypedField] = {}
    for field in fields:
        for key in field.keys[by]:
            other = first.setdefault(key, field)
            if other is not field and not field.is_same_as(other):
                yield other, field


def _typed_fields(context: LintContext) -> Iterator[_TypedField]:
    """The fields of items in the self-test, the only outlet that marks what is typed."""
    language = load_marking_language(context.deck.language.code)
    for item in context.items:
        if Outlet.STUDY not in item.use:
            continue
        match item.response:
            case TextEntry() as entry:
                yield _field(item.id, entry, language)
            case Gaps(gaps):
                yield from (_field(item.id, gap, language) for gap in gaps)
            case _:
                continue


def _field(item: str, entry: TextEntry | Gap, language: MarkingLanguage) -> _TypedField:
    """A question that insists on accents has no key without them, and only names have a sound."""
    forms = [clean(form) for form in (entry.answer, *entry.accepted)]
    words = [_words(fold(form), language) for form in forms]
    own, *variants = ("".join(each) for each in words)
    is_strict = entry.match is Match.EXACT or Strict.ACCENTS in entry.strict
    is_name = entry.match is Match.NAME
    sound = " ".join(min(sound_codes(word)) for word in words[0]) if is_name else ""
    return _TypedField(
        item=item,
        answer=entry.answer,
        written=["".join(_words(fold_case(form), language)) for form in forms],
        keys={
            _SHARED: [] if entry.match is Match.EXACT else variants,
            _ACCENTS: [] if is_strict else [own],
            _SOUND: [sound] if is_name else [],
        },
    )


_WORD = re.compile(r"[^\W_]+")


def _words(folded: str, language: MarkingLanguage) -> list[str]:
    words = matches(_WORD, folded)
    return [word for word in words if word not in language.articles] or words or [folded]
