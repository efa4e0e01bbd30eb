"""Knows the characters of every script: where words begin and end, and what no text may hold.

A mark (a vowel sign of Hindi, Thai or Arabic, a point of Hebrew, a combining accent) belongs to the
letter before it, but Python's `\\w` and `isalnum` take it for the end of the word. Thai, Chinese
and other scripts put no spaces between words. There a word may end anywhere, except within
characters that are written as one: a consonant with its vowels and tones, or two joined consonants.

`unicodedata.normalize` takes quadratic time for a long run of marks, and both authors' and
learners' texts can hold one, so `normalised` takes a text piece by piece.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Literal

# All marks are among these, so that most texts need only a quick look.
_MAY_BE_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u1dff\u20d0-\u20ff\u2cef-\u2dff\u302a-\u309a"
    "\ua66f-\uabff\ufb1e\ufe00-\ufe2f\U00010000-\U0010ffff]"
)
_LETTER = "\u02d1"  # stands for a mark where a pattern looks for letters
_JOINERS = "\u200c\u200d"

# Thai and Lao, Burmese, Khmer, kana and CJK have no spaces between words.
# Each from its first character to its last: a pattern would take a millisecond to compile.
_SPACELESS = (
    *(("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"), ("\u3040", "\u30ff")),
    *(("\u3400", "\u9fff"), ("\U00020000", "\U0003ffff")),
)
# Unicode counts these vowels and signs of Thai and Lao as letters. The first are written before
# their consonant, the others after it.
_BEFORE_CONSONANT = "เแโใไເແໂໃໄ"
_BEHIND_CONSONANT = "ะาำๅๆฯະາຳໆຯ"
_SMALL_KANA = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮーゝゞヽヾ々"
_VIRAMA = 9  # Unicode's combining class of signs that join two consonants


def is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def is_wordy(character: str) -> bool:
    """Whether the character is part of a word: a letter, a digit, a mark or _. An empty text is
    not."""
    return character.isalnum() or character == "_" or (character > "\u02ff" and is_mark(character))


def masked(text: str) -> str:
    """The text with a letter in place of each mark, so that `\\w` finds whole words. All offsets
    stay the same."""
    if text.isascii() or not _MAY_BE_MARKS.search(text):
        return text
    return "".join([_LETTER if is_mark(each) else each for each in text])


def words(text: str) -> list[str]:
    if text.isascii():  # a fourth of the time that a pattern takes
        return text.translate(_ONLY_WORDY).split()
    return matches(_WORD, text)


_WORD = re.compile(r"\w+")
_ONLY_WORDY = "".join(each if is_wordy(each) else " " for each in map(chr, range(128)))


def matches(pattern: re.Pattern[str], text: str) -> list[str]:
    """Every match of a pattern without groups, where marks count as letters."""
    if text.isascii() or not _MAY_BE_MARKS.search(text):
        return pattern.findall(text)
    return [text[slice(*found.span())] for found in pattern.finditer(masked(text))]


def replaced(pattern: re.Pattern[str], by: Callable[[str], str], text: str) -> str:
    """The text with every match of a pattern replaced, where marks count as letters."""
    letters = masked(text)
    if letters is text:
        return pattern.sub(lambda found: by(found[0]), text)
    parts: list[str] = []
    done = 0
    for found in pattern.finditer(letters):
        start, end = found.span()
        parts += (text[done:start], by(text[start:end]))
        done = end
    return "".join((*parts, text[done:]))


def is_boundary(text: str, at: int) -> bool:
    """Whether no word continues from the character before `at` to the one there."""
    before, after = text[at - 1 : at], text[at : at + 1]
    if before.isascii() and after.isascii():
        return not (is_wordy(before) and is_wordy(after))
    if not before or not after:
        return not after or not is_mark(after)
    if is_inseparable(before, after):
        return False
    if is_wordy(before) and is_wordy(after):
        return _is_spaceless(before) or _is_spaceless(after)
    return True


def _is_spaceless(character: str) -> bool:
    return any(first <= character <= last for first, last in _SPACELESS)


def is_inseparable(before: str, after: str) -> bool:
    """Whether the two characters are written as one, so that they cannot even be split in a
    word."""
    if is_mark(after):
        return is_wordy(before)
    if before in _JOINERS or after in _JOINERS:
        return True
    is_joined = unicodedata.combining(before) == _VIRAMA and after.isalpha()
    return is_joined or before in _BEFORE_CONSONANT or after in _BEHIND_CONSONANT + _SMALL_KANA


def find_word(wanted: str, text: str, start: int = 0) -> int:
    """The first place where the text has it as whole words; -1 if there is none."""
    while (at := text.find(wanted, start)) >= 0:
        if is_boundary(text, at) and is_boundary(text, at + len(wanted)):
            return at
        start = at + 1
    return -1


def find_whole(wanted: str, text: str) -> int:
    """Like `find_word`. If the text has it nowhere as whole words, part of a word will do (“book”
    in “books”), as long as no characters are split that are written as one."""
    at = find_word(wanted, text)
    start = 0
    while at < 0 and (part := text.find(wanted, start)) >= 0:
        end = part + len(wanted)
        if not (_is_cut(text, part) or _is_cut(text, end)):
            return part
        start = part + 1
    return at


def _is_cut(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at : at + 1]
    return bool(before and after) and is_inseparable(before, after)


# --- Characters that no text may hold ---

REPLACEMENT = "\ufffd"  # stands for a refused character, so that the rest can be read

REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters except tab and line feed
    "\u2028\u2029"  # line separators, which end a line for YAML but which the author cannot see
    "\u202a-\u202e\u2066-\u2069"  # bidirectional overrides, which hide what is really written
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters of Unicode
    "\ud800-\udfff"  # surrogates, which are only half a character
    "\U000f0000-\U0010ffff]"  # private use, since these stand for placeholders within the program
)


def without_refused(text: str) -> str:
    """Replaces refused characters one by one, so that every offset stays valid."""
    return REFUSED.sub(REPLACEMENT, text)


_LONGEST = 250  # characters at a time: longer than any word
_PIECE = re.compile(f"[\x00-\x7f]*[^\x00-\x7f]{{0,{_LONGEST}}}")


def normalised(form: Literal["NFC", "NFD", "NFKC"], text: str) -> str:
    """A piece begins with an ASCII character, which never composes with what is before it."""
    if text.isascii():
        return text
    if len(text) <= _LONGEST:
        return unicodedata.normalize(form, text)
    return "".join([unicodedata.normalize(form, piece) for piece in _PIECE.findall(text)])
