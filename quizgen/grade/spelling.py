"""Gives all spellings of a name one code: Tokayev, Tokaev, Toqaev, Токаев.

The code is made of sounds, as the common romanisations of Cyrillic and Arabic write them. It is
rough on purpose, and serves only for names, or for an answer typed in another alphabet.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.grade.letters import is_cyrillic

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i",
    "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "",
    "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia", "ә": "a", "ғ": "g", "қ": "k", "ң": "n",
    "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i", "ї": "i", "є": "e", "ґ": "g", "ў": "u",
}  # fmt: skip
_ROMAN_LETTERS = str.maketrans(_CYRILLIC)

# They apply in this order. A capital stands for one sound that is written with several letters.
_SOUNDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        ("shch|chtch|schtsch|tsch(?=[ae]w)|szcz", "S"),
        ("tsch|tch|cz", "C"),
        ("sch|sh|sz", "S"),
        ("dzh|dsch|dj|dzj|zh", "j"),
        ("kh", "h"),
        ("gh", "g"),
        ("ch", "C"),
        ("ph", "f"),
        ("th", "t"),
        ("q|ck", "k"),
        ("tz", "ts"),
        ("w", "v"),
        ("x", "ks"),
        ("c(?=[eiy])", "s"),
        ("c", "k"),
        ("ou|oo", "u"),
        ("ee", "i"),
        ("^(?:ye|je|ie)", "e"),
        ("y", "i"),
        ("(?<=[SCj])o", "e"),
        ("(?<=[aeou])i(?=e)", ""),
        ("ii+", "i"),
    )
)
_DOUBLE = re.compile(r"(.)\1+")
_LOOSE = str.maketrans("eu", "ao")


@lru_cache(maxsize=20_000)
def sound_codes(word: str) -> frozenset[str]:
    """The codes of a folded word. A j may sound as in jam or as in Jung, so there may be two."""
    if is_cyrillic(word):
        return frozenset({_code(word.translate(_ROMAN_LETTERS))})
    soft = re.sub(r"(?<!^)j", "i", word) if "j" in word else word
    return frozenset({_code(word), _code(soft)})


def single_sound_codes(word: str) -> frozenset[str]:
    """The codes with double letters written once: Kassym, Касым."""
    return frozenset(_DOUBLE.sub(r"\1", code) for code in sound_codes(word))


def loose_sound_codes(word: str) -> frozenset[str]:
    """Codes in which a is e, u is o, and double letters are written once, since Arabic names are
    spelled in many ways (Mohammed, Muhammad)."""
    loose = (code.translate(_LOOSE).replace("ai", "i") for code in sound_codes(word))
    return frozenset(_DOUBLE.sub(r"\1", code) for code in loose)


def _code(word: str) -> str:
    for pattern, to in _SOUNDS:
        word = pattern.sub(to, word)
    return word
