"""Rules about marking: what earns points, and the level that a question claims to be on."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.compiling.texts import answers
from quizgen.lint import advice
from quizgen.lint._context import LintContext
from quizgen.lint._subjects import Quiz
from quizgen.lint._words import words_in, words_of
from quizgen.phrases import count, shortened
from quizgen.quiz.model import Item
from quizgen.quiz.responses import Open
from quizgen.quiz.rich import BLANK, plain
from quizgen.source.quotation_marks import quotations


@advice
def points_not_allocated(quiz: Quiz) -> Iterator[str]:
    """Two markers give different points for one answer if nothing says what each part is worth.

    Write `marking: {what is expected: points}`. Where there are as many marking points as points,
    each is worth one, and nothing is reported.

    Source: Hogan and Murphy (2007), on scoring constructed-response items: the points of each part
    are set in advance.

    Found: points: 4, marking: [names the rent, says who paid, says when]
    Better: marking: {names the rent: 2, says who paid: 1, says when: 1}
    """
    worth = {placed.item: placed.points for placed in quiz.form.placed}
    for item in quiz.items:
        response = item.response
        if not isinstance(response, Open) or response.worths or worth[item.id] <= 1:
            continue
        if len(response.points) != worth[item.id]:
            parts = count(len(response.points), "marking point")
            yield f"`{item.id}` is worth {worth[item.id]:g}, and nothing shares that among {parts}"


_FIRST = 2  # words


@advice
def point_for_absence(item: Item, context: LintContext) -> Iterator[str]:
    """A blank sheet earns a point for what it does not do.

    A marking point that begins with a negative (“takes no side”) is reported. Say what an answer
    must do, or let the instructions forbid what it must not do.

    Source: Hogan and Murphy (2007): score what is there. Five open questions of the deck on the
    speech gave an empty answer a point.

    Found: marking: [takes no side, does not judge]
    Better: marking: [gives both sides a sentence, says whose view each is]
    """
    points = item.response.points if isinstance(item.response, Open) else ()
    lists = [context.cues(name) for name in ("negatives", "no-words")]
    for point in points:
        first = words_of(" ".join(words_in(point).all[:_FIRST]))
        if found := next(filter(None, (each.found(first) for each in lists)), ""):
            yield f"“{shortened(plain(point), 60)}” is earned by “{found}”, and so by a blank sheet"


@advice
def bloom_inflated(item: Item, context: LintContext) -> Iterator[str]:
    """Whoever knows the quotation by heart answers, so the question only asks to remember.

    This is reported where each key is a piece of the quotation and the level is above *remember*.
    Nothing is reported where the stem itself quotes the text and asks about it.

    Source: Krathwohl (2002), A revision of Bloom's taxonomy: recalling is *remember*.

    Found: “She said that trade needs _____.”, bloom: analyse
    Better: bloom: remember
    """
    keys = answers(item) if item.bloom not in ("", _LOWEST) else ()
    if not keys or _asks_about_words(plain(item.stem)):
        return
    quotes = [words_of(piece.quote) for piece in item.evidence]
    if all(any(words_of(key).spaced in each.spaced for each in quotes) for key in keys):
        yield f"`bloom: {item.bloom}`, and the key “{shortened(keys[0], 40)}” is the quotation's"


_LOWEST = "remember"


def _asks_about_words(stem: str) -> bool:
    return BLANK not in stem and bool(quotations(stem))


@advice
def rights_unknown(quiz: Quiz, context: LintContext) -> Iterator[str]:
    """A printed text is a copy, and nobody can tell from this deck whether it may be made.

    Write what is known into the source: `rights: © Gazette` or `licence: CC BY 4.0`. It is printed
    below the text.

    Source: Creative Commons, recommended practices for attribution: title, author, source, licence.

    Found: passage: source, source: {file: report.txt}
    Better: passage: source, source: {file: report.txt, licence: CC BY 4.0}
    """
    about = context.deck.about
    for passage in quiz.form.passages:
        source = about.source_called(passage.source)
        if not source.rights and not source.licence:
            yield f"it prints {source.name}, of which neither `rights:` nor `licence:` is known"
