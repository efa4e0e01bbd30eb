"""Cleans typed text, and folds letters: case, accents, look-alikes, another keyboard.

An accent is folded if it merely decorates its letter, and kept if it makes a different letter: many
Russians write е for ё, but nobody writes и for й.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from quizgen.reading.characters import normalised


def clean(text: str) -> str:
    """The text with its case and accents. Terminal sequences, control and format characters and
    lone surrogates are removed, and digits of every script become ASCII."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    # 10⁵ is 10^5, since it is not 105
    raised = _SUPERSCRIPT.sub(lambda each: "^" + each[0].translate(_SMALL), _TERMINAL.sub("", text))
    spelled = raised.translate(_SIGNS)
    composed = normalised("NFKC", spelled)
    if not composed.isprintable() or _FOREIGN_DIGIT.search(composed):
        composed = "".join(map(_visible, composed))
    return " ".join(composed.translate(_UNIFIED).split())


def without_emoji(typed: str, keys: Iterable[str]) -> str:
    """What was typed without pictures around its words. A key that has one asks for it, an answer
    may be nothing else, and inside a word one stands for a letter."""
    if typed.isascii() or any(map(_EMOJI.search, keys)):
        return typed
    bare = _EMOJI.sub(lambda run: run[0] if _is_inside_word(typed, run) else "", typed)
    return bare if bare.strip() else typed


def fold(text: str) -> str:
    """Folds case, accents and special letters. The text must have been cleaned."""
    lower = text.casefold()
    if lower.isascii():
        return lower
    bare = _MARKS.sub("", normalised("NFD", lower.translate(_PROTECTED)))
    return normalised("NFC", bare).translate(_RESTORED).translate(_LETTERS)


def fold_case(text: str) -> str:
    """Folds the case alone and keeps the accents."""
    lower = text.casefold()
    return lower if lower.isascii() else normalised("NFC", lower)


def one_alphabet(word: str) -> str:
    """Writes a word that mixes Latin with Cyrillic look-alikes in the one alphabet that can hold
    it. If both can, or neither, it is the alphabet of most of its letters."""
    if word.isascii():
        return word
    latin = sum(letter in _LATIN for letter in word)
    cyrillic = sum("\u0400" <= letter <= "\u052f" for letter in word)
    if not latin or not cyrillic:
        return word
    both = in_latin(word), word.translate(_TO_CYRILLIC)
    likelier = both if latin >= cyrillic else both[::-1]
    return next(
        (each for each in likelier if not (_LATIN & set(each) and is_cyrillic(each))), likelier[0]
    )


def in_latin(word: str) -> str:
    """Replaces every Cyrillic letter that looks like a Latin one."""
    return word if word.isascii() else word.translate(_TO_LATIN)


def is_cyrillic(text: str) -> bool:
    return any("\u0400" <= letter <= "\u052f" for letter in text)


def is_word(text: str) -> bool:
    """Whether the text has letters, with their marks, and nothing else."""
    return text.isalpha() or all(unicodedata.category(each)[0] in "LM" for each in text)


# Escape sequences of ECMA-48: those that open with [ or ], and the short ones.
_TERMINAL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_]?)")
# Faces, pictures and flags, with the selectors and joiners inside them. Signs that change what is
# said are none of them: ♯, ♀, a crossed-out circle, a thumb that points down.
_EMOJI = re.compile(
    "(?:(?![\U0001f44e\U0001f6ab])"
    "[\u2600-\u2604\u2639-\u263b\u2665\u2705\u270a-\u270d\u2728\u2764\u2b50\ufe0f\u200d"
    "\U0001f1e6-\U0001faff])+"
)
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_SUPERSCRIPT = re.compile(r"(?<=[0-9])[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|(?<=[A-Za-z])⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_SMALL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SIGNS = str.maketrans(
    # the first frames a digit as a key
    {"\u20e3": "", "½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3"}
)
_UNIFIED = str.maketrans(
    dict.fromkeys("‘’‚‛′`´ʼʻʹ＇", "'")
    | dict.fromkeys("“”„‟″«»‹›", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"؟": "?", "،": ",", "؛": ";"}
    | {"⁄": "/", "।": ".", "÷": "/", "×": "*", "→": "->", "≠": "!=", "≤": "<=", "≥": ">="}
)
# Accents of Latin, Greek and Cyrillic, Hebrew points, Arabic vowel signs, the tatweel, Hindi’s dot.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c2\u05c4\u05c5\u0640\u064b-\u0655\u0670\u093c]+"
)
# Unicode decomposes these too, so private characters stand for them while accents are removed.
_KEPT = "йїў"
_PROTECTED = {ord(letter): 0xE000 + at for at, letter in enumerate(_KEPT)}
_RESTORED = {0xE000 + at: letter for at, letter in enumerate(_KEPT)}
# Letters that Unicode does not decompose, as they are typed on a keyboard that lacks them.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "đ": "d", "ħ": "h",
     "ı": "i", "ŋ": "n", "ə": "a", "ŧ": "t", "ی": "ي", "ى": "ي", "ک": "ك"}
)  # fmt: skip
_LATIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_LOOK_CYRILLIC = "АВЕКМНОРСТУХІЈЅҺаеорсухіјѕһ"
_LOOK_LATIN = "ABEKMHOPCTYXIJSHaeopcyxijsh"
_TO_LATIN = str.maketrans(_LOOK_CYRILLIC, _LOOK_LATIN)
_TO_CYRILLIC = str.maketrans(_LOOK_LATIN, _LOOK_CYRILLIC)


def _is_inside_word(text: str, found: re.Match[str]) -> bool:
    return text[: found.start()][-1:].isalnum() and text[found.end() :][:1].isalnum()


def _visible(character: str) -> str:
    if character < "\x7f":
        return character if character >= " " or character in "\t\n\r" else ""
    kind = unicodedata.category(character)
    if kind == "Nd":
        return str(unicodedata.digit(character))
    if kind[0] == "C":
        return " " if character == "\x85" else ""
    return character


# --- Keyboards -------------------------------------------------------------------------

_LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_UKRAINIAN_KEYS = "'йцукенгшщзхїфівапролджєячсмитьбю"
_KAZAKH_KEYS = dict(zip("2345890-=", "әіңғүұқөһ", strict=True))

# those of both alphabets; қ and х sound nearly alike
_ROWS = (
    *_LATIN_KEYS.split("a"),
    _RUSSIAN_KEYS[:13],
    _RUSSIAN_KEYS[13:24],
    _RUSSIAN_KEYS[24:],
    "қх",
)


def are_neighbours(one: str, other: str) -> bool:
    """Whether the keys of two letters stand beside each other."""
    return any(pair in row for row in _ROWS for pair in (one + other, other + one))


_CYRILLIC_LAYOUTS = (
    str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS),
    str.maketrans(_LATIN_KEYS, _UKRAINIAN_KEYS),
    str.maketrans(dict(zip(_LATIN_KEYS, _RUSSIAN_KEYS, strict=True)) | _KAZAKH_KEYS),
)
_LATIN_LAYOUTS = tuple(
    str.maketrans(each, _LATIN_KEYS) for each in (_RUSSIAN_KEYS, _UKRAINIAN_KEYS)
)


def on_other_keyboards(text: str) -> Iterator[str]:
    """What the text would have been on a keyboard set to the other alphabet: ghbdtn is привет."""
    lower = text.casefold()
    for table in _LATIN_LAYOUTS if is_cyrillic(lower) else _CYRILLIC_LAYOUTS:
        yield lower.translate(table)
