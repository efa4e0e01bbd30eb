"""Marks typed text step by step; each step has a reason that the learner is told.

An answer that says the same is right. Otherwise another answer of the deck is wrong. After that,
slips are forgiven, as long as they lead to this answer and to no other. A tie is wrong: an answer
that is as near to Australia as to Austria does not show which was meant. Only another answer can
tie, but neither a wrong option nor the verb that belongs to a noun.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from quizgen.grade.answer import Mark, Part, Reason
from quizgen.grade.date import Length, grade_date, read_dates
from quizgen.grade.letters import clean, is_cyrillic, without_emoji
from quizgen.grade.lexicon import Lexicon, phrase_sounds, written_words
from quizgen.grade.likeness import LONGEST_TYPED, are_forms, are_kin, distance, sound_codes
from quizgen.grade.numeral import Number
from quizgen.grade.phrase import Phrase, Piece, is_same, read_phrase
from quizgen.grade.slips import Likeness, liken
from quizgen.quiz.notation import as_typed, without_ticks
from quizgen.quiz.responses import Gap, Match, Strict, TextEntry


def exactly_right(text: str, key: TextEntry | Gap, lexicon: Lexicon) -> Part | None:
    """The mark, if it is right without a slip."""
    part = grade_text(text, key, lexicon)
    return part if part.mark is Mark.CORRECT else None


def grade_text(typed: str, key: TextEntry | Gap, lexicon: Lexicon) -> Part:
    if not typed.strip():
        return _wrong(Reason.NO_ANSWER)
    bare = as_typed(key)
    if bare is not key:
        return _grade_exact(without_ticks(typed), bare)
    if key.match is Match.EXACT:
        return _grade_exact(typed, key) if not _is_quoted(typed, key) else Part(Mark.CLOSE)
    if typed.strip() == key.answer.strip():
        return Part(Mark.CORRECT)
    typed = without_emoji(typed, (key.answer, *key.accepted))
    if len(typed) > max(LONGEST_TYPED, *(2 * len(form) for form in (key.answer, *key.accepted))):
        return _wrong()
    given = read_phrase(typed, lexicon.language)
    if not given.words:
        return _wrong(Reason.NO_ANSWER)
    return _Marking(typed, given, key, lexicon).grade()


class _Marking:
    """Marks one typed answer against one key. Each step gives a mark, or None to go on."""

    def __init__(self, typed: str, given: Phrase, key: TextEntry | Gap, lexicon: Lexicon) -> None:
        self.typed = typed
        self.given = given
        self.key = key
        self.lexicon = lexicon
        self.language = lexicon.language
        self.forms = (key.answer, *key.accepted)
        # Koeln for Köln if the language writes it so and accents are not asked for
        digraphs = {} if Strict.ACCENTS in key.strict else self.language.spelling.digraphs
        respelled = [form.translate(digraphs) for form in self.forms] if digraphs else ()
        self.wanted = [lexicon.phrase(form) for form in (*self.forms, *respelled)]
        self.own = lexicon.own(self.wanted)

    def grade(self) -> Part:
        return (
            self._same()
            or self._dated()
            or self._same_name()
            or self._rival()
            or self._close()
            or _wrong(self._why_wrong())
        )

    # --- Right ---

    def _same(self) -> Part | None:
        for at, form in enumerate(self.wanted):
            if self.given.is_same(form):
                if self._lacks_accents(form):
                    return _wrong(Reason.ACCENTS)
                if self._is_written_as_rival(form) or self._is_written_as_word(form):
                    return _wrong(Reason.OTHER_ANSWER)
                place = at % len(self.forms)
                if self._has_other_article(self.forms[place]):
                    return Part(Mark.CLOSE, Reason.FORM)
                return Part(Mark.CORRECT, Reason.VARIANT if place else Reason.NONE)
        return None

    def _lacks_accents(self, form: Phrase) -> bool:
        is_strict = Strict.ACCENTS in self.key.strict
        return is_strict and _accents(self.given) != _accents(form)

    def _has_other_article(self, form: str) -> bool:
        """Whether the article is wrong: “das Bundesrepublik” is close, though it would be right
        without an article."""
        typed, asked = (
            [word for word in text.lower().split() if word in self.language.articles]
            for text in (self.typed, form)
        )
        return self.language.has_gender and bool(typed and asked) and typed != asked

    def _is_written_as_rival(self, form: Phrase) -> bool:
        """Whether the accents make it another answer, as in a deck with both Müller and Muller."""
        given = self.given
        if given.joined != form.joined or any(given.written == own.written for own in self.wanted):
            return False
        groups = self.lexicon.written.groups(given.written)
        return bool(groups) and not groups & self.own

    def _is_written_as_word(self, form: Phrase) -> bool:
        """Whether its accents are those of another word: çiğ for çığ. Who types none at all may
        have no key for them."""
        given = self.given.written
        # a key with an article is a noun: papá is not la papa, though Perú may be Peru
        is_noun = self.forms[0].split()[0].lower() in self.language.articles
        may_differ = is_noun or not form.written.isascii()
        has_own_accents = given not in (form.written, self.given.joined)
        is_latin = self.given.joined.isascii()
        is_other = may_differ and has_own_accents and is_latin
        return is_other and given in written_words(self.lexicon.code)

    def _dated(self) -> Part | None:
        """Compares dates. A text that is a date with a month is compared as one, too."""
        is_asked = self.key.match is Match.DATE
        wanted = [
            date
            for form in self.forms
            for date in read_dates(form, self.language)[:1]
            if is_asked
            or date.length is Length.CENTURY
            or (date.month and date.parts > 1 and (date.year or any(map(str.isalpha, form))))
        ]
        if not wanted:
            return None
        given = read_dates(self.typed, self.language)
        if not given:
            return _wrong(self._why_wrong()) if is_asked else None
        parts = [grade_date(given, each) for each in wanted]
        return next((part for part in parts if part.is_right), parts[0])

    def _same_name(self) -> Part | None:
        if self.key.match is not Match.NAME or self._rival():
            return None
        for form in self.wanted:
            if sorted(self.given.words) == sorted(form.words):
                return Part(Mark.CORRECT)
            if _sound_the_same(self.given, form) and not self._is_nearer_to_rival(form):
                return Part(Mark.CORRECT, Reason.SPELLING)
            if _is_shortened(self.given, form):
                return self._shortened()
        return None

    def _shortened(self) -> Part:
        """F. Roosevelt is close, unless it may stand for another name of the deck as well."""
        others = (form for form in self.lexicon.by_joined.values() if form not in self.wanted)
        is_taken = any(_is_shortened(self.given, other) for other in others)
        return _wrong(Reason.OTHER_ANSWER) if is_taken else Part(Mark.CLOSE)

    def _is_nearer_to_rival(self, form: Phrase) -> bool:
        """Whether a rival is nearer in letters: Hooffman sounds like Huffman but is Hoffman."""
        own = distance(self.given.joined, form.joined, _FAR + 1)
        return own > 0 and any(self._near_rivals(min(own - 1, _FAR)))

    # --- Wrong ---

    def _rival(self) -> Part | None:
        """Another answer of the deck is wrong, unless it is a form of this one."""
        if not self.lexicon.index.groups(self.given.joined) - self.own:
            return None
        if self._may_be_form and any(map(self._is_form, self.wanted)):
            return None
        return _wrong(Reason.OTHER_ANSWER)

    @property
    def _may_be_form(self) -> bool:
        """Whether another answer may be a form of this one: if words have cases, gaps of one deck
        ask for several forms of a word."""
        return self.key.match is Match.TEXT and self.language.word_forms.has_cases

    def _is_form(self, form: Phrase, other: Phrase | None = None) -> bool:
        pieces = (other or self.given).pieces
        return len(pieces) == len(form.pieces) and all(
            is_same(one, two)
            or (
                isinstance(one, str) and isinstance(two, str) and are_forms(one, two, self.language)
            )
            for one, two in zip(pieces, form.pieces, strict=True)
        )

    def _why_wrong(self) -> Reason:
        given, wanted = list(self.given.words), list(self.wanted[0].words)
        if len(given) < len(wanted) and all(word in wanted for word in given):
            return Reason.SOME_MISSING
        return liken(self.given, self.wanted[0], self.key.match, self.lexicon).reason

    # --- Close ---

    def _close(self) -> Part | None:
        if len(self.given.joined) > LONGEST_TYPED:
            return None
        found = [
            (likeness, form)
            for form in self.wanted
            if (likeness := liken(self.given, form, self.key.match, self.lexicon)).is_close
        ]
        if not found:
            return None
        likeness, form = min(found, key=lambda pair: pair[0].slips)
        if self._lacks_accents(form):
            return _wrong(Reason.ACCENTS)
        if self._has_nearer_rival(likeness, form):
            return _wrong(Reason.OTHER_ANSWER)
        return Part(Mark.CLOSE, likeness.reason)

    def _has_nearer_rival(self, likeness: Likeness, form: Phrase) -> bool:
        """Whether a rival is nearer, or as near and may have been meant, in letters or in sound."""
        own = distance(self.given.joined, form.joined, _FAR)
        for rival in self._near_rivals(min(own, _FAR)):
            is_nearer = distance(self.given.joined, rival.joined, _FAR) < own
            # nobody asks for a wrong option, and a noun never answers what asks for a verb
            is_kin = are_kin(rival.joined, form.joined)
            if is_nearer or not (is_kin or rival.joined in self.lexicon.distractors):
                return True
        return likeness.is_by_sound and self._sounds_like_rival(min(likeness.slips, _FAR))

    def _sounds_like_rival(self, most: int) -> bool:
        sounds = self.lexicon.sounds
        return any(
            sounds.groups(other) - self.own
            for sound in phrase_sounds(self.given)
            for other in sounds.near(sound, most)
        )

    def _near_rivals(self, most: int) -> Iterator[Phrase]:
        index = self.lexicon.index
        for other in index.near(self.given.joined, most):
            if index.groups(other) & self.own:
                continue
            rival = self.lexicon.by_joined[other]
            is_form = self._may_be_form and any(self._is_form(form, rival) for form in self.wanted)
            if not is_form and not any(map(rival.is_same, self.wanted)):
                yield rival


_FAR = 2  # slips; no more are ever forgiven


def _wrong(reason: Reason = Reason.NONE) -> Part:
    return Part(Mark.WRONG, reason)


def _grade_exact(typed: str, key: TextEntry | Gap) -> Part:
    """The answer must match to the letter, except for spaces around it."""
    given = typed.strip()
    if given == key.answer.strip():
        return Part(Mark.CORRECT)
    if any(given == form.strip() for form in key.accepted):
        return Part(Mark.CORRECT, Reason.VARIANT)
    if given.translate(_AS_ON_A_PHONE) == key.answer.strip().translate(_AS_ON_A_PHONE):
        return Part(Mark.CLOSE, Reason.LETTERS)
    is_like = len(given) <= LONGEST_TYPED and _bare(given) == _bare(key.answer)
    return _wrong(Reason.NOT_EXACT if is_like else Reason.NONE)


def _is_quoted(typed: str, key: TextEntry | Gap) -> bool:
    """Whether it is the answer in quotation marks."""
    found = _QUOTED.fullmatch(typed.strip())
    return found is not None and found[1] in (key.answer.strip(), *key.accepted)


_QUOTED = re.compile("[\"'«“„‘‚「『](.+)[\"'»”“’‘」』]")


# A telephone turns quotation marks by itself, and a keyboard has no small digits below the line.
_AS_ON_A_PHONE = str.maketrans("‘’“”₀₁₂₃₄₅₆₇₈₉", "''\"\"0123456789")


def _bare(text: str) -> str:
    return clean(text).casefold().replace(" ", "")


def _accents(phrase: Phrase) -> list[str]:
    """The accents, whatever else was mistyped."""
    decomposed = unicodedata.normalize("NFD", phrase.written[:LONGEST_TYPED])
    return [letter for letter in decomposed if unicodedata.combining(letter)]


def _is_shortened(given: Phrase, form: Phrase) -> bool:
    """Whether one of them cuts some first names to initials, or leaves out some in the middle. The
    last name may come first."""
    typed, wanted = _parts(given), _parts(form)
    if typed and (len(typed[-1]) == 1 or typed[:1] == wanted[-1:]):
        typed = [*typed[1:], typed[0]]
    shorter, longer = sorted((typed, wanted), key=len)
    names = iter(longer)
    kept, initials = (sum(len(name) == 1 for name in row[1:-1]) for row in (shorter, longer))
    leaves_out_some = 0 < kept < initials  # George W. Bush is not George H. W. Bush
    return (
        len(shorter) > 1
        and not leaves_out_some
        and typed[-1] == wanted[-1]
        and typed[0][0] == wanted[0][0]
        and all(any(_may_stand_for(word, name) for name in names) for word in shorter)
    )


def _parts(phrase: Phrase) -> list[str]:
    """Its words, and every letter of J. K. by itself."""
    return [part for word in phrase.words for part in (word if word in phrase.acronyms else [word])]


def _may_stand_for(word: str, name: str) -> bool:
    """Whether they are the same, or one is the initial of the other."""
    return word == name or (1 in (len(word), len(name)) and word[0] == name[0])


def _sound_the_same(given: Phrase, form: Phrase) -> bool:
    """Whether they sound the same. A name in another alphabet is only close, so it does not."""
    if form.acronyms or is_cyrillic(given.joined) != is_cyrillic(form.joined):
        return False
    if len(given.pieces) == len(form.pieces):
        return all(map(_is_same_sound, given.pieces, form.pieces))
    has_numbers = any(isinstance(piece, Number) for piece in (*given.pieces, *form.pieces))
    return not has_numbers and bool(
        sound_codes("".join(given.words)) & sound_codes("".join(form.words))
    )


def _is_same_sound(one: Piece, other: Piece) -> bool:
    if isinstance(one, Number) or isinstance(other, Number) or len(one) == 1 or len(other) == 1:
        return is_same(one, other)
    return bool(sound_codes(one) & sound_codes(other))
