"""What goes into a draft deck: imported questions with their claims, or the claims of a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizgen.diagnostics import Diagnostic
from quizgen.importers._draft_deck import Entries
from quizgen.importers._imported import Imported, Value, as_id, changed
from quizgen.phrases import PLACEHOLDER
from quizgen.source.evidence import Found, locate
from quizgen.source.text import SourceText


def draft_questions(questions: Sequence[Imported]) -> tuple[Entries, Entries, list[Diagnostic]]:
    """The claims, the questions, and the ids that had to be changed. Each question has a claim of
    its own, which quotes a placeholder until the author has filled it in."""
    named, problems = _named(questions)
    claims = {name: as_id(name.replace(".", "-")) for name in named}
    entries: dict[str, dict[str, Value]] = {
        name: {"kind": each.kind, "claim": claims[name], **each.keys}
        for name, each in named.items()
    }
    return {claim: _claim("reporter", PLACEHOLDER) for claim in claims.values()}, entries, problems


def draft_claims(source: SourceText) -> Entries:
    """One claim for each sentence; one that stands twice in its paragraph cannot be quoted."""
    claims: dict[str, dict[str, Value]] = {}
    for number, spans in enumerate(source.sentences, 1):
        for position, (start, end) in enumerate(spans, 1):
            sentence = source.paragraph(number)[start:end]
            found = locate(source, sentence, number)
            if isinstance(found, Found):
                speaker = "someone" if found.is_direct else "reporter"
                claim = claims[f"p{number}-s{position}"] = _claim(speaker, sentence)
                if not isinstance(locate(source, sentence), Found):
                    claim["par"] = number
    return claims


def _claim(speaker: str, quote: str) -> dict[str, Value]:
    return {"draft": True, "speaker": speaker, "quote": quote}


def _named(questions: Sequence[Imported]) -> tuple[dict[str, Imported], list[Diagnostic]]:
    """Every question by its id: the file's own where it has one, else from its title or its first
    words; never from a hash of its content, which changes with every correction."""
    named: dict[str, Imported] = {}
    problems: list[Diagnostic] = []
    for question in questions:
        wanted = as_id(question.id, dots=True) or _slug(question.title) or "question"
        name = _free(wanted, named)
        if question.id and name != question.id:
            problems.append(changed(question.where, f"the id “{question.id}” is `{name}` here"))
        named[name] = question
    return named, problems


def _slug(title: str) -> str:
    words = [as_id(word) for word in title.split()]
    return as_id("-".join([word for word in words if word][:6])).lower()


def _free(wanted: str, taken: Mapping[str, object]) -> str:
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted[:90]}-{number}"
    return name
