"""What goes into a deck that is made from something else: imported questions, or the claims of a
text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from quizgen.diagnostics import Diagnostic
from quizgen.importers._deck_text import Entries
from quizgen.importers._imported import Imported, Value, as_id, changed, unread
from quizgen.source.evidence import Found, locate
from quizgen.source.folding import folded, shingles
from quizgen.source.text import SourceText

Named: TypeAlias = dict[str, Imported]
_ENOUGH = 12  # triples of letters that a question shares with its quotation: three or four words


def draft_claims(source: SourceText) -> Entries:
    """One claim for each sentence; one that stands twice in its paragraph cannot be quoted."""
    claims: dict[str, dict[str, Value]] = {}
    for number, spans in enumerate(source.sentences, 1):
        for position, (start, end) in enumerate(spans, 1):
            sentence = source.paragraph(number)[start:end]
            found = locate(source, sentence, number)
            if isinstance(found, Found):
                speaker = "someone" if found.is_direct else "reporter"
                claim = claims[f"p{number}-s{position}"] = {
                    "draft": True,
                    "speaker": speaker,
                    "quote": sentence,
                }
                if not isinstance(locate(source, sentence), Found):
                    claim["par"] = number
    return claims


def with_quotations(questions: Entries, source: SourceText) -> Entries:
    """The questions as drafts, each with the sentence that has most in common with it."""
    claims = [(shingles(folded(str(c["quote"]))), c) for c in draft_claims(source).values()]
    drafts: dict[str, Mapping[str, Value]] = {}
    for name, question in questions.items():
        wanted = shingles(folded(" ".join(_texts([*question.values()]))))
        shared, claim = max(
            ((len(wanted & grams), claim) for grams, claim in claims),
            key=lambda pair: pair[0],
            default=(0, {}),
        )
        quotation = claim if shared >= _ENOUGH else {}
        drafts[name] = {**question, **quotation, "draft": True}
    return drafts


def _texts(values: Sequence[Value]) -> list[str]:
    found: list[str] = []
    for value in values:
        match value:
            case str(text):
                found.append(text)
            case list(parts):
                found += _texts(parts)
            case dict(parts):
                found += [*parts, *_texts([*parts.values()])]
            case _:
                pass
    return found


def named(questions: Sequence[Imported]) -> tuple[Named, list[Diagnostic]]:
    """Every question by its id: the file's own where it has one, else from its title or its first
    words; never from a hash of its content, which changes with every correction. One that stands
    twice in the file is taken once."""
    found: Named = {}
    problems: list[Diagnostic] = []
    seen: dict[str, Imported] = {}
    for question in questions:
        first = seen.setdefault(repr((question.kind, question.keys)), question)
        if first is not question:
            line, _ = first.where.file.line_and_column(first.where.start)
            problems.append(unread(question.where, f"the same question as in line {line}"))
            continue
        wanted = as_id(question.id, dots=True) or _slug(question.title) or "question"
        name = _free(wanted, found)
        if question.id and name != question.id:
            problems.append(changed(question.where, f"the id “{question.id}” is `{name}` here"))
        found[name] = question
    return found, problems


def _slug(title: str) -> str:
    words = [as_id(word) for word in title.split()]
    return as_id("-".join([word for word in words if word][:6])).lower()


def _free(wanted: str, taken: Mapping[str, object]) -> str:
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted[:90]}-{number}"
    return name
