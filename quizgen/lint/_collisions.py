"""Typed answers of a deck that marking cannot tell apart.

Marking rejects another answer of the deck, and also a slip that is as near to another answer as
to the right one. So two answers collide only if they share a key: the same letters without
accents, the same variant, the same sound, or the same stem. Answers are sorted under their keys,
so that a large deck need not compare all pairs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from quizgen.grade.letters import clean, fold, fold_case
from quizgen.grade.likeness import ending_keys
from quizgen.grade.marking_language import MarkingLanguage
from quizgen.grade.spelling import sound_codes
from quizgen.quiz.model import Item, Outlet
from quizgen.quiz.responses import Gap, Gaps, Match, Strict, TextEntry
from quizgen.reading.boundaries import matches


@dataclass(frozen=True, slots=True)
class Wording:
    """A text roughly as marking compares it. A large deck has 20,000 of them."""

    words: tuple[str, ...]
    joined: str
    written: str  # with its accents


@dataclass(frozen=True, slots=True)
class TypedField:
    """One text field of an item, with its answer and variants."""

    item: str
    answer: str
    match: Match
    is_strict: bool
    wording: Wording
    variants: tuple[Wording, ...]

    def is_same_as(self, other: TypedField) -> bool:
        """The author lists the answer of one field as a variant of the other."""
        return self._has(other.wording) or other._has(self.wording)

    def _has(self, wording: Wording) -> bool:
        return any(wording.written == form.written for form in (self.wording, *self.variants))


Pair: TypeAlias = tuple[TypedField, TypedField]
Fields: TypeAlias = Sequence[TypedField]
KeysOf: TypeAlias = Callable[[TypedField], Iterable[str]]


def typed_fields(items: Iterable[Item], language: MarkingLanguage) -> list[TypedField]:
    """The fields of items in the self-test, the only outlet that marks what is typed."""
    found: list[TypedField] = []
    for item in items:
        if isinstance(item.response, TextEntry | Gaps) and Outlet.STUDY in item.use:
            found += [_field(item.id, entry, language) for entry in _entries(item.response)]
    return found


def answer_collisions(fields: Fields) -> dict[str, list[str]]:
    """A sentence for each pair of answers that marking may confuse, by the later item."""
    by_key = ((_by_variant, _SHARED), (_by_letters, _ACCENTS), (_by_sound, _SOUND))
    return _sentences((pair, said) for by, said in by_key for pair in _collisions(fields, by))


def form_collisions(fields: Fields, language: MarkingLanguage) -> dict[str, list[str]]:
    return _sentences((pair, _FORMS) for pair in _collisions(fields, _by_stem(language)))


_SHARED = "“{answer}” shares a variant with “{other}”, the answer of `{item}`"
_ACCENTS = "“{answer}” is “{other}”, the answer of `{item}`, without its accents"
_SOUND = "“{answer}” may be another spelling of “{other}”, the answer of `{item}`"
_FORMS = "“{answer}” may be a form of “{other}”, the answer of `{item}`"


def _sentences(pairs: Iterable[tuple[Pair, str]]) -> dict[str, list[str]]:
    """Two answers get only one sentence, however many keys they share."""
    found: dict[str, list[str]] = {}
    seen: set[tuple[str, str]] = set()
    for (first, second), said in pairs:
        pair = (first.answer, second.answer)
        if pair not in seen:
            seen.add(pair)
            sentence = said.format(answer=second.answer, other=first.answer, item=first.item)
            found.setdefault(second.item, []).append(sentence)
    return found


def _collisions(fields: Fields, by: KeysOf) -> Iterator[Pair]:
    """For each key, its first field with each later field that has another answer."""
    first: dict[str, TypedField] = {}
    for field in fields:
        for each in by(field):
            other = first.setdefault(each, field)
            if other is not field and not field.is_same_as(other):
                yield other, field


def _by_letters(field: TypedField) -> Iterator[str]:
    """Letters without accents; a question that insists on accents has no such key."""
    if field.match is not Match.EXACT and not field.is_strict:
        yield field.wording.joined


def _by_variant(field: TypedField) -> Iterator[str]:
    if field.match is not Match.EXACT:
        yield from {form.joined for form in field.variants}


def _by_sound(field: TypedField) -> Iterator[str]:
    """Names that one romanisation or another spells alike."""
    if field.match is Match.NAME:
        yield " ".join(min(sound_codes(word)) for word in field.wording.words)


def _by_stem(language: MarkingLanguage) -> KeysOf:
    """Single words that may be forms of the same word."""

    def stems(field: TypedField) -> Iterator[str]:
        if field.match is Match.TEXT and len(field.wording.words) == 1:
            yield from ending_keys(field.wording.words[0], language)

    return stems


_WORD = re.compile(r"[^\W_]+")


def _entries(response: TextEntry | Gaps) -> tuple[TextEntry | Gap, ...]:
    return response.gaps if isinstance(response, Gaps) else (response,)


def _field(item: str, entry: TextEntry | Gap, language: MarkingLanguage) -> TypedField:
    is_strict = Strict.ACCENTS in entry.strict
    variants = tuple(_wording(form, language) for form in entry.accepted)
    wording = _wording(entry.answer, language)
    return TypedField(item, entry.answer, entry.match, is_strict, wording, variants)


def _wording(text: str, language: MarkingLanguage) -> Wording:
    cleaned = clean(text)
    words = _words(fold(cleaned), language)
    joined = "".join(words)
    is_plain = cleaned.isascii()
    written = joined if is_plain else "".join(_words(fold_case(cleaned), language))
    return Wording(words, joined, written)


def _words(folded: str, language: MarkingLanguage) -> tuple[str, ...]:
    words = matches(_WORD, folded)
    bare = [word for word in words if word not in language.articles]
    return tuple(bare or words or [folded])
