"""What stands beside the questions in every outlet: what to do, where the text comes from, who made
the deck.

All of it is plain text, which each writer escapes in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from quizgen.quiz.languages import Language
from quizgen.quiz.model import About, Item, Scoring, Source
from quizgen.quiz.notation import count
from quizgen.quiz.responses import (
    Choice,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import Break, Link, Rich
from quizgen.source.punctuation import sentences


def credit(source: Source, language: Language) -> Iterator[Rich]:
    """What is said beside the questions about their text, paragraph by paragraph."""
    address = (Break(), Link((source.url,), source.url)) if source.url else ()
    yield (_named_source(source, language), *address)
    if source.is_there:
        known = source.rights and f"{language.say('common.rights')}: {source.rights}"
        licence = source.licence and f"{language.say('common.licence')}: {source.licence}"
        rights = known or language.say("common.rights-unknown")
        yield (" · ".join(filter(None, (rights, licence))),)
    if sentence := opening_sentence(source):
        yield (language.say("common.opening", sentence=sentence),)


def _named_source(source: Source, language: Language) -> str:
    if not source.is_there:
        return language.say("common.no-text")
    # Where there are several, answers call each by its name.
    name = f"{source.name}: " if source.id and source.title else ""
    facts = [name + (source.title or source.name), source.publisher]
    if source.retrieved:
        facts.append(language.say("common.retrieved", date=source.retrieved))
    return f"{language.say('common.source')}: {', '.join(filter(None, facts))}"


def colophon(about: About, language: Language) -> str:
    facts = (
        language.say("common.authors", names=", ".join(about.authors)) if about.authors else "",
        about.version and language.say("common.version", version=about.version),
        about.contact and language.say("common.contact", contact=about.contact),
    )
    return " · ".join(filter(None, facts))


def opening_sentence(source: Source) -> str:
    """Photo credits and the like are paragraphs too, but they open nothing."""
    numbered = enumerate(source.paragraphs, 1)
    first = next((words for number, words in numbered if number not in source.skipped), "")
    return next((first[start:end] for start, end in sentences(first, source.language)), "")


def printed_credit(language: Language, source: Source) -> str:
    """The line under a printed text: where it comes from and under what rights."""
    return _begun(_printed(language, source, language.say("common.rights-unknown")))


def printed_credits(language: Language, sources: Sequence[Source]) -> str:
    """The line above answers, which only quote. It has each of several texts by the name that
    answers call it by; of a text with nothing but a name there is nothing to say."""
    if len(sources) == 1:
        (source,) = sources
        line = _begun(_printed(language, source))
        label = f"{language.say('common.source')}: " if source.is_there else ""
        return "" if line == f"{_begun(source.name)}." else label + line
    named = (f"{each.name}: {_printed(language, each)}" for each in sources)
    return " ".join(map(_begun, named))


def _begun(line: str) -> str:
    """The name of a text often begins with a small letter, as in “the report”."""
    return line[:1].upper() + line[1:]


def _printed(language: Language, source: Source, unknown_rights: str = "") -> str:
    if not source.is_there:
        return language.say("common.no-text")
    origin = ", ".join(
        part for part in (source.title, source.publisher, source.url, source.retrieved) if part
    )
    parts = (origin or source.name, source.rights or unknown_rights, source.licence)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def task(response: Response, language: Language) -> str:
    """What to do; empty where the room for the answer says it."""
    match response:
        case Choice(is_multiple=True, announced=None):
            return language.say("common.choose-all")
        case Choice(is_multiple=True, announced=int(number)) if number > 1:
            return language.say("common.choose-number", number=number)
        case Choice():
            return language.say("common.choose-one")
        case Gaps(gaps=gaps, is_ordered=False):
            return language.say("common.name-all", number=len(gaps))
        case Matching():
            return language.say("common.match-lists")
        case Ordering():
            return language.say("common.order-all")
        case TextEntry() | Numeric() | Gaps() | Open():
            return ""
        case _ as never:
            assert_never(never)


def scoring_rule(item: Item, points: float, language: Language) -> str:
    """How the points are given, as `grade/marking.py` gives them; empty where there is one part."""
    part, parts = _parts(item)
    if not parts:
        return ""
    if item.scoring is Scoring.ALL:
        return language.say("print.all-ticks" if part == "tick" else "print.all-or-nothing")
    share = round(points / parts, 2)
    about = "" if round(share * parts, 2) == points else "≈\N{NO-BREAK SPACE}"
    return language.say(f"print.each-{part}", points=about + count(language, "points", share))


def scoring_told(item: Item, points: float, language: Language) -> str:
    """The rule as learners see it. Where they are not told how many options are right, what one is
    worth would tell it."""
    match item:
        case Item(scoring=Scoring.PARTS, response=Choice(is_multiple=True, announced=None)):
            return language.say("print.each-tick-alike")
    return scoring_rule(item, points, language)


def _parts(item: Item) -> tuple[str, int]:
    """What counts as a part, and how many there are; none where the question is one whole."""
    match item.response:
        case Choice(is_multiple=True) as choice:
            return "tick", max(1, len(choice.keys))
        case Gaps(gaps=gaps) if len(gaps) > 1:
            return "answer", len(gaps)
        case Matching(pairs=pairs):
            return "pair", len(pairs)
        case Ordering(steps=steps):
            return "step", len(steps)
        case Choice() | Gaps() | TextEntry() | Numeric() | Open():
            return "", 0
        case _ as never:
            assert_never(never)
