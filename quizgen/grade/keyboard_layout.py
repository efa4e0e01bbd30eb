"""What a text would have been on a keyboard set to the other alphabet: ghbdtn is привет."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.grade.letters import is_cyrillic

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_UKRAINIAN = "'йцукенгшщзхїфівапролджєячсмитьбю"
_KAZAKH = dict(zip("2345890-=", "әіңғүұқөһ", strict=True))

_TO_CYRILLIC = (
    str.maketrans(_LATIN, _RUSSIAN),
    str.maketrans(_LATIN, _UKRAINIAN),
    str.maketrans(dict(zip(_LATIN, _RUSSIAN, strict=True)) | _KAZAKH),
)
_TO_LATIN = (str.maketrans(_RUSSIAN, _LATIN), str.maketrans(_UKRAINIAN, _LATIN))


def on_other_keyboards(text: str) -> Iterator[str]:
    lower = text.casefold()
    for table in _TO_LATIN if is_cyrillic(lower) else _TO_CYRILLIC:
        yield lower.translate(table)
