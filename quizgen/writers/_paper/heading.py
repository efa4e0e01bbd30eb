"""What all sheets share: a name, a title, the form and its edition.

The edition tells papers and keys of one printing from those of another. It is a hash of the
questions, their order, their points and their right answers; rewording a rationale does not change
it.
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from typing import Any

from msgspec import structs

from quizgen import phrases
from quizgen.interchange import first_format
from quizgen.quiz.model import About, CompiledDeck, Form, Item, Placed, Status
from quizgen.quiz.notation import count, number
from quizgen.quiz.responses import Choice, Response
from quizgen.source.provenance import disputed
from quizgen.writers._paper.printed_text import line, printed_language, text_language
from quizgen.writers._paper.records import (
    LearnerLines,
    Sheet,
    SheetContent,
    SheetHead,
    SheetProperties,
)

_FOOTER_WIDTH = 60  # characters: a longer title would take a second line on every page


def sheet_of(
    deck: CompiledDeck, form: Form, template: str, content: SheetContent, contains: str, advice: str
) -> Sheet:
    is_paper = template == "quiz"
    name = f"{deck.about.name}-{form.name}"
    title = (form.title or deck.about.title) if is_paper else titled(deck, form, template)
    return Sheet(
        name=name if is_paper else f"{name}-{template}",
        template=template,
        properties=properties_of(deck.about, title, *_marks(deck, form)),
        content=content,
        contains=contains,
        advice=advice,
        layout=form.layout,
    )


def titled(deck: CompiledDeck, form: Form, word: str) -> str:
    """The title of a sheet that goes with the paper: "Answer key: …"."""
    language = printed_language(deck.about.language)
    return language.say(f"print.{word}", title=form.title or deck.about.title)


def head(deck: CompiledDeck, form: Form, title: str) -> SheetHead:
    language = printed_language(deck.about.language)
    *letter, mark = _marks(deck, form)
    level = language.say("print.level", level=" ".join(form.level.split())) if form.level else ""
    questions = count(language, "questions", len(form.placed))
    points = count(language, "points", form.points)
    time = count(language, "minutes", form.time) if form.time else ""
    summary = " · ".join(filter(None, [*letter, level, questions, points, time, mark]))
    is_disputed = any(item.status is Status.DISPUTED for item in deck.items_on(form))
    opening = (line(disputed(deck.about, language)),) if is_disputed else ()
    return SheetHead(line(title), summary, opening)


def learner_lines(deck: CompiledDeck, form: Form) -> LearnerLines:
    language = printed_language(deck.about.language)
    words = {word: language.say(f"print.{word}") for word in ("name", "date", "class", "score")}
    return LearnerLines(words, f"/ {number(language, form.points)}")


def properties_of(about: About, title: str, *marks: str) -> SheetProperties:
    """`marks` tell the sheets of one form from those of another."""
    language, bare = printed_language(about.language), " ".join(title.split())
    return SheetProperties(
        language=text_language(about.language),
        direction=language.direction,
        authors=tuple(" ".join(author.split()) for author in about.authors),
        metadata=" · ".join((bare, *marks)),
        footer=" · ".join((phrases.shortened(bare, _FOOTER_WIDTH), *marks)),
        page=language.say("print.page"),
    )


def form_letter(deck: CompiledDeck, form: Form) -> tuple[str, ...]:
    """ "Form A", or nothing where the quiz has only one form, since the letter would tell learners
    to look for another."""
    if sum(each.quiz == form.quiz for each in deck.forms) <= 1:
        return ()
    return (printed_language(deck.about.language).say("print.form", letter=form.letter),)


def _marks(deck: CompiledDeck, form: Form) -> tuple[str, ...]:
    language = printed_language(deck.about.language)
    mark = language.say("print.edition", edition=edition(deck, form))
    # A line never ends inside the words of an edition.
    return (*form_letter(deck, form), mark.replace(" ", "\N{NO-BREAK SPACE}"))


# 32 signs that nobody confuses when copying them by hand
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_EDITION_LENGTH = 6


def edition(deck: CompiledDeck, form: Form) -> str:
    """Six signs. Two forms of one quiz have different editions too, since their orders differ."""
    passage: tuple[object, ...] = form.passage.paragraphs if form.passage else ()
    if form.passages and form.passages[0].source:
        passage = tuple((each.source, each.paragraphs) for each in form.passages)
    content = [
        [form.quiz, form.title, form.letter, first_format.rich(form.instructions), passage],
        [
            [
                section.title,
                first_format.rich(section.instructions),
                [_asked(placed, deck.by_id[placed.item]) for placed in section.placed],
            ]
            for section in form.sections
        ],
    ]
    # Keys already printed carry these signs, so the content keeps the shape of the first format.
    digest = sha256(json.dumps(content, ensure_ascii=True, sort_keys=True).encode()).digest()
    number = int.from_bytes(digest[:8], "big")
    return "".join(_SIGNS[number >> 5 * place & 31] for place in range(_EDITION_LENGTH))


def _asked(placed: Placed, item: Item) -> list[Any]:
    image = sha256(item.image.content).hexdigest() if item.image else ""
    stem, response = first_format.rich(item.stem), _bare(item.response)
    return [item.id, stem, response, placed.order, placed.points, image]


@lru_cache(maxsize=1000)
def _bare(response: Response) -> object:
    """The response without its rationales. The cache helps because all forms of a quiz print the
    same responses, each on several sheets."""
    if isinstance(response, Choice):
        options = tuple(structs.replace(option, rationale=()) for option in response.options)
        response = structs.replace(response, options=options)
    return first_format.response(response)
