"""Fixed words, attributing phrases and filters: one TOML file a language in `data/languages/`.

A deck in a language without a file is built all the same: its fixed words are English, with its
own quotation marks and decimal comma where `data/typography.toml` has them, and attribution asks
for the speaker's name only, since the phrases of that language are unknown.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sized
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

FALLBACK = "en"
# It is a path, since importlib.resources takes longer to load than all the words do.
_FOLDER = Path(__file__).parent.parent / "data" / "languages"
_TYPOGRAPHY = _FOLDER.parent / "typography.toml"
_SPEECH = _FOLDER.parent / "speech.toml"
_RIGHT_TO_LEFT = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))


class Filter(Struct, frozen=True):
    """Changes a value by the first rule whose pattern is found in it; "{}" stands for the value."""

    rules: tuple[tuple[re.Pattern[str], str], ...]

    def __call__(self, value: str) -> str:
        for pattern, shape in self.rules:
            if pattern.search(value):
                return shape.replace("{}", value)
        return value


class Language(Struct, frozen=True):
    """`letters` label options; `words` are keyed "section.word"; `attributing` is empty where
    the language has no file of its own."""

    code: str
    direction: str
    letters: str
    words: Mapping[str, str]
    attributing: tuple[str, ...] = ()
    after_name: tuple[str, ...] = ()  # attributing right behind a name: "claims"
    base_forms: tuple[str, ...] = ()  # attributing beside an auxiliary: "did … say"
    auxiliaries: tuple[str, ...] = ()
    filters: Mapping[str, Filter] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)  # each spelling → 1 to 12
    date_words: frozenset[str] = frozenset()  # words in dates that say nothing: "года"
    has_decimal_comma: bool = False
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # word lists of lint rules
    speech: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # those of `speech.py`

    def saying_too(self, verbs: tuple[str, ...]) -> Language:
        """Adds the verbs of saying that a deck names; each also counts beside an auxiliary. In a
        language without a file, no verb is asked for, and these do not change that."""
        saying = (*self.speech.get("saying", ()), *verbs)
        told = replace(self, speech={**self.speech, "saying": saying}) if verbs else self
        if not verbs or not self.attributing:
            return told
        attributing, base_forms = (*self.attributing, *verbs), (*self.base_forms, *verbs)
        return replace(told, attributing=attributing, base_forms=base_forms)

    def say(self, key: str, **values: object) -> str:
        """Gives a fixed word or sentence, with `{name}` places filled in. A place that has no value
        stays, since a template fills it in."""
        if not values:
            return self.words[key]
        return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), self.words[key])

    def enumerated(self, texts: Iterable[str]) -> str:
        """Makes one text of several: "a, b and c"."""
        *first, last = texts
        return f"{', '.join(first)} {self.say('common.and')} {last}" if first else last

    def label(self, place: int) -> str:
        """A, B, …, Z, AA, AB, …, as spreadsheets count columns: the same in every outlet."""
        rest, last = divmod(place, len(self.letters))
        return (self.label(rest - 1) if rest else "") + self.letters[last]

    def labels(self, parts: Sized) -> list[str]:
        return [self.label(place) for place in range(len(parts))]


_PLACE = re.compile(r"\{(\w+)\}")


def known() -> tuple[str, ...]:
    """The languages that have a file."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def load_language(code: str) -> Language:
    """The language of a deck; a tag such as `en-GB` falls back to its first part."""
    code = code.lower()
    name = _file(code)
    fallback = _read(FALLBACK)
    if not name:
        typography, speech = _row(_TYPOGRAPHY, code), _row(_SPEECH, code)
        return Language(
            code=code,
            direction="rtl" if code.partition("-")[0] in _RIGHT_TO_LEFT else "auto",
            letters=fallback["letters"],
            words=_words(fallback) | dict.fromkeys(_MARKS, typography.get("quoted", "“{text}”")),
            has_decimal_comma=typography.get("decimal-comma", False),
            speech={name: _listed(words) for name, words in speech.items()},
        )
    data = fallback if name == FALLBACK else _read(name)
    return Language(
        code=code,
        direction=data["direction"],
        letters=data["letters"],
        words=_words(fallback) | _words(data),
        attributing=tuple(phrase for words in _ATTRIBUTING for phrase in _listed(data[words])),
        after_name=_listed(data["after-name"]),
        base_forms=_listed(data["base-forms"]),
        auxiliaries=_listed(data["auxiliaries"]),
        filters={
            name: Filter(tuple((re.compile(pattern), shape) for pattern, shape in rules))
            for name, rules in data.get("filters", {}).items()
        },
        months={name: number for number, names in enumerate(data["months"], 1) for name in names},
        date_words=frozenset(data["date-words"]),
        has_decimal_comma=data["decimal-comma"],
        cues={name: _listed(words) for name, words in data["lint"].items()},
        speech={name: _listed(data[name]) for name in _ATTRIBUTING[:2]}
        | {name: _listed(words) for name, words in data["speech"].items()},
    )


_MARKS = ("print.quoted", "study.quoted")
_ATTRIBUTING = ("saying", "according", "attributing")


def missing(code: str) -> tuple[str, ...]:
    """What English has and this language lacks: keys of its file, in a section "section.key"."""
    name = _file(code.lower())
    own = _keys(_read(name)) if name else tuple(_row(_TYPOGRAPHY, code.lower()))
    return tuple(key for key in _keys(_read(FALLBACK)) if key not in own)


def _file(code: str) -> str:
    return next((tag for tag in (code, code.partition("-")[0]) if tag in known()), "")


def _row(path: Path, code: str) -> dict[str, Any]:
    rows = tomllib.loads(path.read_text("utf-8"))
    row: dict[str, Any] = rows.get(code, rows.get(code.partition("-")[0], {}))
    return row


def _keys(data: Mapping[str, Any]) -> tuple[str, ...]:
    """All filters count as one key, since each language has its own."""
    return tuple(
        key if part is None else f"{key}.{part}"
        for key, value in data.items()
        for part in (value if isinstance(value, dict) and key != "filters" else [None])
    )


def _read(code: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{code}.toml").read_text("utf-8"))


WORDS = ("common", "anki", "print", "study", "page", "stats")


def _words(data: Mapping[str, Any]) -> dict[str, str]:
    return {
        f"{section}.{word}": text
        for section in WORDS
        for word, text in data.get(section, {}).items()
    }


def _listed(words: str) -> tuple[str, ...]:
    """Reads a list such as "never at+least". TOML reads one text faster than an array."""
    return tuple(phrase.replace("+", " ") for phrase in words.split())
