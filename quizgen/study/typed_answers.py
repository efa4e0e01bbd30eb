"""Turns what was typed into an answer, by the numbers, letters and words on the screen.

A typing slip, such as a number that no option has, is no answer, so that it never counts as a wrong
one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from quizgen.grade.answer import Answer, Chosen, Matched, Ordered, Typed
from quizgen.grade.number import is_number
from quizgen.quiz.notation import verdicts
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Ordering, TextEntry
from quizgen.study.question import ShownItem, as_text, right_letters


def typed_answer(texts: list[str], shown: ShownItem) -> Answer | None:
    """Reads an answer that came as separate texts."""
    match shown.item.response:
        case Choice() | Ordering():
            return from_line(" ".join(texts), shown)
        case Matching(pairs=pairs) if len(texts) == len(pairs):
            return _by_letters([text.strip().lower() for text in texts], shown)
        case TextEntry() | Numeric() if len(texts) == 1:
            return from_line(texts[0], shown)
        case Gaps(gaps=gaps) if len(texts) <= len(gaps) and any(map(str.strip, texts)):
            return Typed(tuple(text.strip() for text in texts))
        case _:
            return None


def from_line(line: str, shown: ShownItem) -> Answer | None:
    """Returns None if the line cannot be an answer to the question."""
    match shown.item.response:
        case Choice() as choice:
            return _chosen(line, shown, choice)
        case Matching() as matching:
            return _matched(line, shown, matching)
        case Ordering():
            return _ordered(line, shown)
        case Numeric() if not is_number(line, shown.language.code):
            return None
        case _:
            return Typed((line,)) if line.strip() else None


def _chosen(line: str, shown: ShownItem, choice: Choice) -> Chosen | None:
    """Returns None if the line does not name the right number of options."""
    places = _places(line, named_places(shown) | _numbers(shown))
    if places is None:
        return None
    options = frozenset(shown.order[place - 1] for place in places)
    wanted = choice.announced if choice.is_multiple else 1
    return Chosen(options) if wanted in (None, len(options)) else None


def _ordered(line: str, shown: ShownItem) -> Ordered | None:
    places = _places(line, _numbers(shown))
    if places is None or sorted(places) != list(range(1, len(shown.order) + 1)):
        return None
    return Ordered(tuple(shown.order[place - 1] for place in places))


def _numbers(shown: ShownItem) -> dict[str, int]:
    return {str(place): place for place in range(1, len(shown.order) + 1)}


def named_places(shown: ShownItem) -> dict[str, int]:
    """What names an option beside its number: its letter on paper or its text; what is said of a
    statement may also be typed in English. Its first letter does unless it is another's as well."""
    choice = shown.item.response
    if not isinstance(choice, Choice):
        return {}
    texts = [as_text(choice.options[index].content) for index in shown.order]
    labels, said = shown.language.labels(texts), verdicts(choice, shown.language)
    if not said:
        return {**dict(_placed(labels)), **_by_text(texts)}
    initials = [[each[:1] for each in row] for row in (texts, said)]
    short = {pair for row in (labels, *initials) for pair in _placed(row)}
    meanings = Counter(name for name, _ in short)
    letters = {name: place for name, place in short if meanings[name] == 1}
    return {**letters, **_by_text(texts), **dict(_placed(said))}


def _by_text(texts: Sequence[str]) -> dict[str, int]:
    """Options in code may differ in nothing but capitals, which must be right then."""
    alike = Counter(map(str.casefold, texts))
    folded = {name: place for name, place in _placed(texts) if alike[name] == 1}
    return folded | {text: place for place, text in enumerate(texts, 1)}


def _placed(names: Sequence[str]) -> Iterator[tuple[str, int]]:
    return ((name.casefold(), place) for place, name in enumerate(names, 1) if name)


def _places(line: str, named: Mapping[str, int]) -> list[int] | None:
    """Spaces, commas or semicolons separate the names. None if one is not on the screen."""
    whole, folded = line.strip(), line.strip().casefold()
    pieces = [piece.rstrip(".)") for piece in re.split(r"[\s,;]+", folded) if piece]
    if whole in named or folded in named:
        pieces = [whole if whole in named else folded]
    places = [named[piece] for piece in pieces if piece in named]
    return places if places and len(places) == len(pieces) else None


_PAIR = re.compile(r"([0-9]{1,4})[\s.)=:–-]*([^\W\d_]+)[\s,;.)]*")


def _matched(line: str, shown: ShownItem, matching: Matching) -> Matched | None:
    """Takes each number once, with a letter that is on the screen. A letter may serve twice."""
    # `findall` passes over what is no pair, which may be what the learner meant
    if not re.fullmatch(f"(?:{_PAIR.pattern})+", line.strip()):
        return None
    typed = [(int(number), letter.lower()) for number, letter in _PAIR.findall(line)]
    given = dict(typed)
    wanted = list(range(1, len(matching.pairs) + 1))
    if sorted(given) != wanted or len(typed) != len(wanted):
        return None
    return _by_letters([given[number] for number in wanted], shown)


def _by_letters(letters: list[str], shown: ShownItem) -> Matched | None:
    """`letters` are in the order of the left-hand sides."""
    by_letter = dict(zip(right_letters(shown), shown.order, strict=True))
    if not all(letter in by_letter for letter in letters):
        return None
    return Matched(tuple(by_letter[letter] for letter in letters))
