"""What stands beside questions on a screen: where the text comes from.

Plain text, which each writer escapes in its own way.
"""

from __future__ import annotations

from quizgen.quiz.languages import Language
from quizgen.quiz.model import About, Source
from quizgen.source.sentences import sentences


def named_source(source: Source, language: Language) -> str:
    """Its address is left to the writer, who can make it a link."""
    if not source.is_there:
        return language.say("common.no-text")
    facts = [source.title or source.name, source.publisher]
    if source.retrieved:
        facts.append(language.say("common.retrieved", date=source.retrieved))
    return f"{language.say('common.source')}: {', '.join(filter(None, facts))}"


def rights(source: Source, language: Language) -> str:
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


def opening(source: Source, language: Language) -> str:
    """How the text begins."""
    sentence = opening_sentence(source)
    return language.say("common.opening", sentence=sentence) if sentence else ""


def opening_sentence(source: Source) -> str:
    """The first sentence of the first paragraph that is text."""
    numbered = enumerate(source.paragraphs, 1)
    first = next((words for number, words in numbered if number not in source.skipped), "")
    return next((first[start:end] for start, end in sentences(first, source.language)), "")
