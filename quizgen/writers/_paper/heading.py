"""What all sheets share: a name, a title, the form and its edition."""

from __future__ import annotations

from quizgen import phrases
from quizgen.interchange.first_format import edition
from quizgen.quiz.model import About, CompiledDeck, Form, Status
from quizgen.quiz.notation import count, number
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
