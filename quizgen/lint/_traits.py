"""Traits that make one option look unlike all the others."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from quizgen.lint._context import LintContext
from quizgen.quiz.responses import Option
from quizgen.quiz.rich import plain

_FIRST_WORD = re.compile(r"[^\W_]+")
_MARKED = re.compile(r"[^a-z ,'’-]|[.!?;]$")
_QUANTITY = re.compile(r"\s*[-−+]?\d[\d.,\u00a0\u202f]*\s*(?P<unit>[^\W\d_]\S*|%)?\s*")

Trait = Callable[[str, LintContext], object]


def oddities(options: Sequence[Option], context: LintContext) -> Iterator[str]:
    """At most one sentence: about the first trait that only one option has or lacks."""
    texts = [plain(option.content) for option in options]
    if not any(map(_MARKED.search, texts)):
        return  # most options have only small letters
    options = [each for each in options if not context.is_stock(context.of(each.content))]
    texts = [plain(option.content) for option in options]
    has_capitals = any(text != text.lower() for text in texts)
    for trait, sentence in _TRAITS if has_capitals else _TRAITS[:-1]:
        values = [trait(text, context) for text in texts]
        odd = _odd(values)
        if odd is None or (trait is _has_capital and not _tells(options, odd)):
            continue
        name = "the key" if options[odd].is_key else "the option"
        yield f"{name} “{texts[odd]}” is the only one {sentence(values[odd])}"
        return


def _tells(options: Sequence[Option], odd: int) -> bool:
    """A capital is a cue only on the single key, and only if no other option contains a name."""
    is_only_key = [option.is_key for option in options] == [at == odd for at in range(len(options))]
    others = [plain(option.content) for option in options if not option.is_key]
    return is_only_key and (
        plain(options[odd].content).islower() or all(text == text.lower() for text in others)
    )


def _odd(values: list[object]) -> int | None:
    """The index of the value that differs while all others agree. One None makes it unknown."""
    if len(set(values)) != 2 or None in values:
        return None
    (_, _), (rare, count) = Counter(values).most_common()
    return values.index(rare) if count == 1 else None


def _has_mark(text: str, _: LintContext) -> bool:
    """The full stop of an abbreviation (“the U.S.”, “Acme Inc.”) does not count."""
    if text[-1:] != ".":
        return text[-1:] in tuple("!?;")
    last = text.rpartition(" ")[2]
    return text.count(" ") >= _SENTENCE or (len(last) > _SENTENCE and last.count(".") == 1)


_SENTENCE = 3  # spaces in it, or letters before its stop


def _is_quantity(text: str, _: LintContext) -> bool:
    return text[:1].isdigit() and bool(_QUANTITY.fullmatch(text))


def _unit(text: str, _: LintContext) -> str:
    found = _QUANTITY.fullmatch(text) if text[:1].isdigit() else None
    return (found["unit"] or "").casefold() if found else ""


def _script(text: str, _: LintContext) -> str:
    """The script of the first letter: LATIN, CYRILLIC, … Unicode puts it first in the name."""
    if text.isascii():
        return "LATIN"
    letter = next((each for each in text if each.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else "LATIN"


def _has_capital(text: str, context: LintContext) -> bool | None:
    """Whether the first word after "the", "of" and the like has a capital; None for a number."""
    functions = context.cues("functions").single
    for found in _FIRST_WORD.finditer(text):
        if found[0].casefold() not in functions:
            return found[0][0].isupper() if found[0][0].isalpha() else None
    return None


_TRAITS: tuple[tuple[Trait, Callable[[object], str]], ...] = (
    (_has_mark, lambda has: "with a mark at its end" if has else "without a mark at its end"),
    (_is_quantity, lambda has: "that is a number" if has else "that is no number"),
    (_unit, lambda unit: f"in “{unit}”" if unit else "without a unit"),
    (_script, lambda script: f"in {str(script).capitalize()} letters"),
    (_has_capital, lambda has: "that starts with a capital" if has else "without a capital"),
)
