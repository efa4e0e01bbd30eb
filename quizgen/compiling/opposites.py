"""Finds statements on one paper that cannot be both right and both be a question.

“The bridge is old” tells whoever is sure of it what to tick at “The bridge is not old”. Only equal
words are compared, since “is new” may well be asked beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.kinds import has_flag
from quizgen.quiz.languages import Language
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Choice
from quizgen.quiz.rich import plain

_MARKS = ".,;:!?…()[]“”„«»\"'"


def opposites(items: Iterable[Item], language: Language) -> Iterator[tuple[Item, Item]]:
    """Two statements of the same words, one of which is denied or keyed otherwise; `friends:` may
    stand together."""
    negatives = {each for each in language.cues.get("negatives", ()) if each.isalpha()}
    first: dict[tuple[str, ...], tuple[Item, bool, int]] = {}
    for item in items:
        if not (has_flag(item.kind, "HAS_FIXED_WORDS") and isinstance(item.response, Choice)):
            continue
        words = [word.strip(_MARKS).casefold() for word in plain(item.stem).split()]
        kept = tuple(word for word in words if word and word not in negatives)
        key = next(at for at, option in enumerate(item.response.options) if option.is_key)
        found = (item, len(kept) < len(words), key)
        other, *said = first.setdefault(kept, found)
        if [*found[1:]] != said and not {*item.friends} & {other.id}:
            yield other, item
