"""Answers as they are typed, by what is on the screen, and in words that outlive an edit of a deck.

A typing slip, such as a number that no option has, is no answer, so that it never counts as a wrong
one. The log knows an option by its text: its place changes whenever the author adds another one.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quizgen.grade.answer import Answer, Chosen, Judged, Matched, Ordered, Typed
from quizgen.quiz.model import Item
from quizgen.quiz.notation import verdicts
from quizgen.quiz.responses import Choice, Gaps, Matching, Numeric, Open, Ordering, TextEntry
from quizgen.quiz.rich import plain
from quizgen.study.screen import ShownItem, as_text, right_letters


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
    from quizgen.grade.number import is_number  # whoever only shows answers needs no marking

    match shown.item.response:
        case Choice() as choice:
            return _chosen(line, shown, choice)
        case Matching() as matching:
            return _matched(line, shown, matching)
        case Ordering():
            places = _places(line, _numbers(shown)) or []
            is_whole = sorted(places) == list(range(1, len(shown.order) + 1))
            return Ordered(tuple(shown.order[at - 1] for at in places)) if is_whole else None
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
    pieces = [piece.strip("([#№.!)]") for piece in re.split(r"[\s,;]+", folded) if piece]
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


# --- In the log ------------------------------------------------------------------------


def words_of(item: Item, answer: Answer | None) -> object:
    """The value that `interchange/history.py` describes."""
    match item.response, answer:
        case Choice(options=options), Chosen(chosen):
            return [plain(options[index].content) for index in sorted(chosen)]
        case Matching() as matching, Matched(rights):
            return [
                [plain(pair.left), None if right is None else plain(matching.rights[right])]
                for pair, right in zip(matching.pairs, rights, strict=True)
            ]
        case Ordering(steps), Ordered(given):
            return [plain(steps[index]) for index in given]
        case _, Typed(texts):
            return list(texts)
        case _, Judged(is_right):
            return is_right
        case _:
            return None


def read_answer(item: Item, text: str) -> Answer | None:
    """Reads the JSON of such words. None if the deck no longer has what was answered."""
    try:
        return _answer(item, json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _answer(item: Item, words: Any) -> Answer | None:
    """Raises what `read_answer` catches if the words do not fit the response."""
    match item.response, words:
        case Choice(options=options), list():
            shown = [plain(option.content) for option in options]
            return Chosen(frozenset(shown.index(text) for text in words))
        case Matching() as matching, list():
            rights = [plain(right) for right in matching.rights]
            given = dict(words)
            picked = (given.get(plain(pair.left)) for pair in matching.pairs)
            return Matched(tuple(None if each is None else rights.index(each) for each in picked))
        case Ordering(steps), list() if len(words) == len(steps):
            places = {plain(step): place for place, step in enumerate(steps)}
            return Ordered(tuple(places[text] for text in words))
        case Open(), bool():
            return Judged(words)
        case TextEntry() | Numeric() | Open(), [str(text)]:  # an open one is judged after an exam
            return Typed((text,))
        case Gaps(gaps=gaps), list() if len(words) <= len(gaps):
            return Typed(tuple(map(str, words)))
        case _:
            return None
