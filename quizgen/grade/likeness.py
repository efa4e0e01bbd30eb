"""How alike two words are: typing errors, forms of one word, opposites, and words that sound alike.

Sounds serve only for names, or for an answer typed in another alphabet. All spellings of a name
have one code (Tokayev, Tokaev, Toqaev, Токаев), which is made of sounds as the common romanisations
of Cyrillic and Arabic write them, and rough on purpose.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.grade.letters import is_cyrillic
from quizgen.grade.marking_language import MarkingLanguage

# Han, Hiragana, Katakana and Hangul, by the ranges of Unicode 15.
_SYLLABLE = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u30ff\u3130-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U0001aff0-\U0001b16f\U00020000-\U000323af]"
)
LONGEST_TYPED = 200  # characters; it takes too long to compare longer texts letter by letter
_STEM = 3  # letters that are left when the endings are cut off
_LONGEST_ENDING = 9


def allowed_slips(letters: int) -> int:
    """How many typing errors are forgiven in a word with so many letters."""
    return 0 if letters <= 4 else 1 if letters <= 8 else 2


def has_syllables(text: str) -> bool:
    """Whether some character is a word or a syllable by itself. To type a different one is never a
    slip."""
    return _SYLLABLE.search(text) is not None


def distance(one: str, other: str, most: int) -> int:
    """The optimal string alignment distance: letters added, left out or replaced, and neighbours
    that changed places. A distance greater than `most` is returned as most + 1."""
    one, other = unlike_parts(one, other)
    if abs(len(one) - len(other)) > most:
        return most + 1
    if not one or not other:
        return len(one) + len(other)
    before: list[int] = []  # a swap looks two rows back
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, against in enumerate(other, 1):
            best = min(above[column] + 1, here[-1] + 1, above[column - 1] + (letter != against))
            is_swap = row > 1 < column and letter == other[column - 2] and against == one[row - 2]
            here.append(min(best, before[column - 2] + 1) if is_swap else best)
        if min(here) > most:  # the distance can only grow from here on
            return most + 1
        before, above = above, here
    return min(above[-1], most + 1)


def are_forms(one: str, other: str, language: MarkingLanguage) -> bool:
    """Whether the words differ only in endings of one paradigm: мир and мира, power and powers."""
    common = _common_start(one, other)
    if max(len(one), len(other)) - common > _LONGEST_ENDING:
        return False
    for cut in range(common, max(_STEM, common - 4) - 1, -1):
        endings = one[cut:], other[cut:]
        if any(all(map(each.fullmatch, endings)) for each in language.word_forms.paradigms):
            return True
    return False


def are_contrary(one: str, other: str, language: MarkingLanguage) -> bool:
    """Whether two similar words are known to differ in meaning: hyper and hypo, -ite and -ate."""
    if (one, other) in language.word_forms.confused:
        return True
    beginnings = (
        (one.removeprefix(first), other.removeprefix(second))
        for first, second in language.word_forms.contrary_beginnings
        if one.startswith(first) and other.startswith(second)
    )
    endings = (
        (one.removesuffix(first), other.removesuffix(second))
        for first, second in language.word_forms.contrary_endings
        if one.endswith(first) and other.endswith(second)
    )
    if any(rest == other and len(rest) != 1 for rest, other in (*beginnings, *endings)):
        return True
    inside = unlike_parts(one, other)  # wasserlöslich and wasserunlöslich
    is_ending = one.startswith(other) or other.startswith(one)  # әлемде
    return (
        not is_ending
        and min(map(len, inside)) == 0
        and max(map(len, inside)) > 1
        and inside in language.word_forms.contrary_beginnings
    )


def is_derived(one: str, other: str) -> bool:
    """Whether one word is the beginning of the other: diplomat and diplomatic."""
    return abs(len(one) - len(other)) > 1 and (one.startswith(other) or other.startswith(one))


def are_tenses(one: str, other: str) -> bool:
    """Whether they are forms of one English verb: declare and declared."""
    stem = _common_start(one, other)
    return stem >= _STEM and {one[stem:], other[stem:]} <= _TENSES


_TENSES = frozenset(("", "s", "d", "e", "es", "ed", "ing"))


def are_kin(one: str, other: str) -> bool:
    """Whether they are a noun and a verb with one stem: weakness and weakens."""
    stem = _common_start(one, other)
    endings = one[stem:], other[stem:]
    return stem > _STEM and any(
        noun in _NOUN_ENDINGS and verb in _VERB_ENDINGS for noun, verb in (endings, endings[::-1])
    )


_NOUN_ENDINGS = frozenset(("ness", "ment", "ship", "ion", "ation", "ity", "ance", "ence"))
_VERB_ENDINGS = frozenset(("s", "e", "es", "d", "ed", "ing", "en", "ens", "ened"))


def unlike_parts(one: str, other: str) -> tuple[str, str]:
    """What is left of the two without their common beginning and end."""
    start = _common_start(one, other)
    one, other = one[start:], other[start:]
    end = _common_start(one[::-1], other[::-1])
    return (one[: len(one) - end], other[: len(other) - end]) if end else (one, other)


def _common_start(one: str, other: str) -> int:
    count = 0
    for letter, against in zip(one, other, strict=False):
        if letter != against:
            break
        count += 1
    return count


# --- Sounds ----------------------------------------------------------------------------

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


def may_sound_alike(one: str, other: str) -> bool:
    return not single_sound_codes(one).isdisjoint(single_sound_codes(other))


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
