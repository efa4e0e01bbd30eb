"""What all sheets share: their heading, and text as it can stand on paper.

An author's text stays inline text of the model. Typst gets it as strings in JSON and Word as the
text of runs, so that nothing in it can be taken for markup. Where a page runs from right to left
and the fixed words do not, each stands by itself, or its numbers and its stop would go to the wrong
end: “points 2”.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec.structs import replace

from quizgen.diagnostics import shortened
from quizgen.interchange.fingerprint import edition
from quizgen.quiz.languages import Language, load_language
from quizgen.quiz.model import About, CompiledDeck, Form, Status
from quizgen.quiz.notation import count, number
from quizgen.quiz.rich import TAB, Break, Code, Inline, Link, Listing, Rich, changed
from quizgen.source.provenance import disputed
from quizgen.writers._paper.records import (
    LearnerLines,
    Sheet,
    SheetContent,
    SheetHead,
    SheetProperties,
    TextLanguage,
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
        footer=" · ".join((shortened(bare, _FOOTER_WIDTH), *marks)),
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


_SPACE = re.compile(r"[\t\r\n]")


def line(text: str) -> Rich:
    """Plain text on one line."""
    return (_SPACE.sub(" ", text),) if text else ()


def lines(text: str) -> Rich:
    """Verse keeps its lines."""
    first, *others = map(line, text.split("\n"))
    return (*first, *(node for each in others for node in (Break(), *each)))


def on_paper(rich: Rich) -> Rich:
    """A link becomes its words; `with_addresses` adds where it leads."""
    return changed(rich, _on_paper)


def _on_paper(node: Inline) -> Rich:
    match node:
        case str():
            return line(node)
        case Code(text):
            return (Code(_SPACE.sub(" ", text)),)
        case Listing(text):
            return (Listing(text.expandtabs(TAB)),)
        case Link(children):
            return children
    return (node,)


def with_addresses(rich: Rich) -> Rich:
    """Puts the address behind each link, since nobody can click on paper."""
    return changed(
        rich, lambda node: (node, f" ({node.url})") if isinstance(node, Link) else (node,)
    )


def text_language(tag: str) -> TextLanguage:
    language, *rest = tag.replace("_", "-").split("-")
    region = next((part.upper() for part in rest if re.fullmatch("[A-Za-z]{2}", part)), None)
    is_code = re.fullmatch("[A-Za-z]{2,3}", language)
    return TextLanguage(language.lower() if is_code else "und", region)


_PATTERNS = ("common.one", "common.few")


@cache
def printed_language(code: str) -> Language:
    language = load_language(code)
    if language.direction != "rtl":
        return language
    words = {
        key: words if key in _PATTERNS else by_itself(language, words)
        for key, words in language.words.items()
    }
    return replace(language, words=words)


def by_itself(language: Language, words: str) -> str:
    """Sets it in the direction of its own first letter, whatever is around it (Unicode annex 9)."""
    if language.direction != "rtl":
        return words
    return f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}"


ISOLATE = re.compile("[\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}]")


def together(language: Language, *sentences: str) -> str:
    """Sentences that are read as one. Each by itself, even English ones would follow one another
    from right to left, and a line would end within the second."""
    said = " ".join(filter(None, sentences))
    return by_itself(language, ISOLATE.sub("", said)) if said else ""
