"""Tells whether a typed phrase is the one asked for but for a few slips, and counts them.

The words are compared one by one. A word may be another form of the same word, sound the same in a
name, lack letters that the keyboard lacks, or have a few typing errors. Numbers and initials never
have slips, and a word of the text, or of the opposite meaning, is not a slip.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations, product

from quizgen.grade.answer import Reason
from quizgen.grade.letters import are_neighbours, is_cyrillic, is_word
from quizgen.grade.lexicon import Lexicon, common_words
from quizgen.grade.likeness import (
    LONGEST_TYPED,
    allowed_slips,
    are_contrary,
    are_forms,
    distance,
    has_syllables,
    is_derived,
    loose_sound_codes,
    may_sound_alike,
    single_sound_codes,
    sound_codes,
    unlike_parts,
)
from quizgen.grade.numeral import Number
from quizgen.grade.phrase import Phrase, Piece, is_same
from quizgen.quiz.responses import Match

MOST_SLIPS = 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """`reason` says what was forgiven or, if the phrases are not close, what was not. With
    `is_by_sound` the sounds were compared, since the letters differ more."""

    is_close: bool
    slips: int = 0
    reason: Reason = Reason.NONE
    is_by_sound: bool = False


def liken(given: Phrase, wanted: Phrase, match: Match, lexicon: Lexicon) -> Likeness:
    """Compares two phrases. The parts of a name may be in any order."""
    if len(given.pieces) != len(wanted.pieces):
        return _liken_joined(given, wanted, match, lexicon)
    orders: Iterator[Sequence[Piece]] = iter([given.pieces])
    if match is Match.NAME and len(given.pieces) <= _MOST_PARTS:
        orders = permutations(given.pieces)
    found = [_liken_row(order, wanted, match, lexicon) for order in orders]
    return max(found, key=lambda each: (each.is_close, -each.slips))


_DOUBLED = re.compile(r"(.)\1")
_SHORT = 4  # letters; in shorter words every letter counts
_MOST_PARTS = 4  # five would have 120 orders
_LOOSE_FROM = 5  # letters; shorter names are too much alike


def _liken_row(given: Sequence[Piece], wanted: Phrase, match: Match, lexicon: Lexicon) -> Likeness:
    slips, reasons, is_by_sound = 0, set(), False
    for one, other in zip(given, wanted.pieces, strict=True):
        is_rigid = other in wanted.acronyms
        likeness = (
            Likeness(is_same(one, other)) if is_rigid else _liken_pieces(one, other, match, lexicon)
        )
        if not likeness.is_close and match is Match.NAME and len(given) > 1:
            likeness = _liken_name(one, other, given, wanted, lexicon) or likeness
        slips += likeness.slips
        if not likeness.is_close or slips > MOST_SLIPS:
            return Likeness(False, slips, Reason.NONE if likeness.is_close else likeness.reason)
        reasons.add(likeness.reason)
        is_by_sound = is_by_sound or likeness.is_by_sound
    reason = next((each for each in _TOLD if each in reasons), Reason.NONE)
    if slips:
        reason = Reason.TYPO if slips == 1 else Reason.TYPOS
    return Likeness(is_close=True, slips=slips, reason=reason, is_by_sound=is_by_sound)


def _liken_name(
    one: Piece, other: Piece, given: Sequence[Piece], wanted: Phrase, lexicon: Lexicon
) -> Likeness | None:
    """Jane Austin is close to Jane Austen, although Austin is a word: names seldom are."""
    is_rest_same = sum(map(is_same, given, wanted.pieces)) == len(given) - 1
    if not is_rest_same or isinstance(one, Number) or isinstance(other, Number):
        return None
    if len(other) < _SHORT or _is_known(one, 0, lexicon):
        return None
    slips = distance(one, other, MOST_SLIPS)
    is_longer = other == wanted.pieces[-1] and len(one) != len(other)  # van Gough
    is_slip = slips == 1 and (len(other) > _SHORT or is_longer)
    is_swap = slips <= MOST_SLIPS and sorted(one) == sorted(other) and one[0] == other[0]  # Niel
    return Likeness(True, 1, Reason.TYPO) if is_slip or is_swap else None


_TOLD = (Reason.LETTERS, Reason.SPELLING, Reason.FORM)


def _liken_joined(given: Phrase, wanted: Phrase, match: Match, lexicon: Lexicon) -> Likeness:
    """Compares words that were joined or split in another way, with a slip at most. No word may be
    left out or added."""
    words = given.words, wanted.words
    is_shorter, is_longer = set(words[0]) < set(words[1]), set(words[1]) < set(words[0])
    has_numbers = any(isinstance(piece, Number) for piece in (*given.pieces, *wanted.pieces))
    is_short = any(len(word) == 1 for row in words for word in row)
    if is_shorter or is_longer or has_numbers or is_short or wanted.acronyms:
        return Likeness(False)
    joined = "".join(words[1])
    found = _liken_words("".join(words[0]), joined, match, lexicon)
    is_other = any(word not in joined and _is_known(word, 1, lexicon) for word in words[0])
    if found.is_close and found.slips and is_other and match is not Match.NAME:
        return Likeness(False, reason=Reason.OTHER_WORD)  # peace, insecurity
    return found


def _liken_pieces(one: Piece, other: Piece, match: Match, lexicon: Lexicon) -> Likeness:
    if is_same(one, other):
        return Likeness(True)
    if isinstance(one, Number) or isinstance(other, Number):
        return Likeness(False, reason=Reason.NUMBER_DIFFERS)
    if len(one) == 1 or len(other) == 1:
        return Likeness(False)
    return _liken_words(one, other, match, lexicon)


def _liken_words(given: str, wanted: str, match: Match, lexicon: Lexicon) -> Likeness:
    language = lexicon.language
    if max(len(given), len(wanted)) > LONGEST_TYPED or not is_word(given):
        return Likeness(False)
    if has_syllables(given) or has_syllables(wanted):
        is_heard = len(given) >= _LONG_HANGUL and _as_heard(given) == _as_heard(wanted)
        is_slip = is_heard and not _is_known(given, 1, lexicon)
        return Likeness(True, 1, Reason.TYPO) if is_slip else Likeness(False)
    if match is not Match.NAME and are_contrary(given, wanted, language):
        return Likeness(False, reason=Reason.CONTRARY)
    if are_forms(given, wanted, language):
        return Likeness(True, reason=Reason.FORM)
    found = _by_letters(given, wanted, lexicon)
    if not found and language.word_forms.has_near_words and _may_be_other_word(given, wanted):
        return Likeness(False, reason=Reason.OTHER_WORD)
    found = found or _by_typing(given, wanted, match, lexicon)
    is_spelling = match is Match.NAME and _is_same_sound(given, wanted)  # Johan, Johann
    slips = 0 if is_spelling else found.slips
    if found.is_close and (is_derived(given, wanted) or _is_known(given, slips, lexicon)):
        return Likeness(False, reason=Reason.OTHER_WORD)
    return found


def _may_be_other_word(given: str, wanted: str) -> bool:
    """Whether one letter was replaced by another that neither sounds like it nor stands beside it
    on the keyboard: құлан for құлын. Nobody has a list of the words of these languages."""
    if len(given) != len(wanted) or len(wanted) >= _LONG:
        return False
    unlike = [pair for pair in zip(given, wanted, strict=True) if pair[0] != pair[1]]
    is_one = len(unlike) == 1 and not may_sound_alike(given, wanted)
    return is_one and not are_neighbours(*unlike[0])


_LONG = 8  # letters; in longer words hardly any letter makes another word


def _as_heard(hangul: str) -> str:
    """In Korean ㅔ and ㅐ sound alike, and in long words they are mistaken for each other."""
    return unicodedata.normalize("NFD", hangul).replace("ᅦ", "ᅢ")


_LONG_HANGUL = 3  # syllables


def _is_known(given: str, slips: int, lexicon: Lexicon) -> bool:
    """Whether it is a word of the deck or, if letters differ, of the language."""
    return (
        given in lexicon.words
        or given in lexicon.language.names
        or (slips > 0 and given in common_words(lexicon.code))
    )


def _by_letters(given: str, wanted: str, lexicon: Lexicon) -> Likeness | None:
    if is_cyrillic(given) != is_cyrillic(wanted):
        is_same_sound = may_sound_alike(given, wanted)
        reason = Reason.LETTERS if is_same_sound else Reason.NONE
        return Likeness(is_same_sound, 0, reason, is_by_sound=True)
    keyboard = lexicon.language.spelling.keyboard
    if keyboard and len(given) == len(wanted):
        pairs = zip(given, wanted, strict=True)
        if all(typed == meant or typed in keyboard.get(meant, "") for typed, meant in pairs):
            return Likeness(True, 0, Reason.LETTERS, is_by_sound=True)
    return None


def _by_typing(given: str, wanted: str, match: Match, lexicon: Lexicon) -> Likeness:
    most = allowed_slips(len(wanted))
    if len(wanted) == _SHORT and _DOUBLED.sub(r"\1", given) == wanted:
        most = 1  # liftt
    slips = distance(given, wanted, most)
    if slips > most and len(wanted) > _SHORT and _is_one_slip(given, wanted):
        return Likeness(True, 1, Reason.TYPO)
    if match is Match.NAME and slips > most:
        if _is_same_sound(given, wanted):
            return Likeness(True, 0, Reason.SPELLING, is_by_sound=True)
        if (in_sound := _slips_in_sound(given, wanted)) <= most:
            return Likeness(True, in_sound, Reason.TYPO, is_by_sound=True)
    if slips <= most:
        return Likeness(True, slips, Reason.TYPO)
    if wanted in lexicon.language.function_words and distance(given, wanted, 1) == 1:
        is_other = given in lexicon.language.function_words
        return Likeness(not is_other, 1, Reason.TYPO)
    return Likeness(False, slips)


def _is_one_slip(given: str, wanted: str) -> bool:
    """Whether one letter is doubled for another (tarrif), or one moved by two places (Müchnen)."""
    if _DOUBLED.sub(r"\1", given) == _DOUBLED.sub(r"\1", wanted):
        return distance(given, wanted, MOST_SLIPS) <= MOST_SLIPS
    one, other = unlike_parts(given, wanted)
    return len(wanted) >= _MOVED_FROM and len(one) == _MOVED and sorted(one) == sorted(other)


_MOVED, _MOVED_FROM = 3, 7  # letters


def _is_same_sound(given: str, wanted: str) -> bool:
    if sound_codes(given) & sound_codes(wanted):
        return True
    return len(wanted) >= _LOOSE_FROM and bool(loose_sound_codes(given) & loose_sound_codes(wanted))


def _slips_in_sound(given: str, wanted: str) -> int:
    found = []
    for one, other in product(single_sound_codes(given), single_sound_codes(wanted)):
        most = allowed_slips(len(other))
        slips = distance(one, other, most)
        found.append(slips if slips <= most else MOST_SLIPS + 1)
    return min(found)
