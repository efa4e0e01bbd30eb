"""The key on one page, to lay beside the papers while marking: no question and no evidence."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.quiz.languages import Language
from quizgen.quiz.model import CompiledDeck, Form, Item, Placed
from quizgen.quiz.notation import count, marking_points
from quizgen.quiz.responses import Choice, Open
from quizgen.writers._paper.inline import line
from quizgen.writers._paper.printed_words import printed_language
from quizgen.writers._paper.records import KeyNote, PrintedPart, ShortKey
from quizgen.writers._paper.right_answers import in_short, in_words, linked

_LETTERS = 3  # more of them would not fit into their place in a block


def short_key(deck: CompiledDeck, form: Form) -> ShortKey:
    language = printed_language(deck.about.language)
    blocks: dict[str, list[PrintedPart]] = {}
    written: list[KeyNote] = []
    for placed in form.placed:
        item = deck.by_id[placed.item]
        if isinstance(item.response, Choice) and len(item.response.keys) <= _LETTERS:
            part = PrintedPart(str(placed.number), line(in_short(language, item, placed.order)))
            blocks.setdefault(count(language, "points", placed.points), []).append(part)
        else:
            written += _written(language, item, placed)
    letters = tuple(KeyNote(worth, parts=tuple(parts)) for worth, parts in blocks.items())
    return ShortKey(letters, tuple(written))


def _written(language: Language, item: Item, placed: Placed) -> Iterator[KeyNote]:
    worth = f" ({count(language, 'points', placed.points)})"
    yield KeyNote(f"{placed.number}.", (*in_words(language, item, placed.order), worth))
    yield from points_to_mark(language, item)


def points_to_mark(language: Language, item: Item) -> Iterator[KeyNote]:
    if isinstance(item.response, Open) and item.response.points:
        points = marking_points(item.response, language)
        parts = tuple(linked("•", point) for point in points)
        yield KeyNote(language.say("common.points-to-mark"), parts=parts)
