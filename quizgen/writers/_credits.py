"""Where the text comes from and who made the deck, in words that stand beside the questions.

All of it is plain text, which each writer escapes in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.quiz.languages import Language
from quizgen.quiz.model import About, Source
from quizgen.quiz.rich import Break, Link, Rich
from quizgen.source.punctuation import sentences


def credit(source: Source, language: Language) -> Iterator[Rich]:
    """What is said beside the questions about their text, paragraph by paragraph."""
    address = (Break(), Link((source.url,), source.url)) if source.url else ()
    yield (_named_source(source, language), *address)
    for known in (_rights(source, language), _opening(source, language)):
        if known:
            yield (known,)


def _named_source(source: Source, language: Language) -> str:
    if not source.is_there:
        return language.say("common.no-text")
    # Where there are several, answers call each by its name.
    name = f"{source.name}: " if source.id and source.title else ""
    facts = [name + (source.title or source.name), source.publisher]
    if source.retrieved:
        facts.append(language.say("common.retrieved", date=source.retrieved))
    return f"{language.say('common.source')}: {', '.join(filter(None, facts))}"


def _rights(source: Source, language: Language) -> str:
    """Empty where there is no text to have rights in."""
    if not source.is_there:
        return ""
    known = source.rights and f"{language.say('common.rights')}: {source.rights}"
    licence = source.licence and f"{language.say('common.licence')}: {source.licence}"
    return " · ".join(filter(None, [known or language.say("common.rights-unknown"), licence]))


def colophon(about: About, language: Language) -> str:
    facts = (
        language.say("common.authors", names=", ".join(about.authors)) if about.authors else "",
        about.version and language.say("common.version", version=about.version),
        about.contact and language.say("common.contact", contact=about.contact),
    )
    return " · ".join(filter(None, facts))


def _opening(source: Source, language: Language) -> str:
    sentence = opening_sentence(source)
    return language.say("common.opening", sentence=sentence) if sentence else ""


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
    answers call it by."""
    if len(sources) == 1:
        return _begun(_printed(language, sources[0]))
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
