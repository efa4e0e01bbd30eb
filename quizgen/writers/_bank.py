"""What exports of a bank share: what they say once a question is answered, and what they leave out.

A question goes whole, or goes without something that the format has no form for, or stays behind.
That is counted, and named by the ids of the questions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from quizgen.diagnostics import Diagnostic, Location, Severity, TextFile, count
from quizgen.quiz.languages import Language
from quizgen.quiz.model import Build, CompiledDeck, Item
from quizgen.quiz.rich import Break, Rich, Text
from quizgen.source.provenance import explain

_MOST_NAMED = 20  # of the questions that go without something


def feedback(item: Item, deck: CompiledDeck, language: Language) -> Rich:
    """All that is said once a question is answered, line by line."""
    lines = list(_lines(item, deck, language))
    return tuple(node for line in lines for node in (Break(), *line))[1:]


def _lines(item: Item, deck: CompiledDeck, language: Language) -> Iterator[Rich]:
    if item.rationale:
        yield item.rationale
    if item.note:
        yield (Text(f"{language.say('common.note')}: "), *item.note)
    told = explain(item, deck, language)
    for proof in told.proofs:
        quoted = language.say("print.quoted", text=proof.piece.quote)
        yield (Text(f"{language.say('common.evidence')}: {quoted}"),)
        yield (Text(f"— {proof.whose}"),)
        if proof.piece.translation:
            translated = language.say("print.quoted", text=proof.piece.translation)
            yield (Text(f"{language.say('common.translation')}: {translated}"),)
    if told.opinion and item.evidence:  # “rests on no text” explains no answer
        yield (Text(told.opinion),)


def exported(
    build: Build,
    format_name: str,
    unholdable: Callable[[Item], str],
    missing: Callable[[Item], Iterable[str]],
) -> tuple[list[Item], list[Diagnostic]]:
    """The questions that the format can hold. `unholdable` says why one stays behind, "" for no
    reason, and `missing` what one goes without."""
    items: list[Item] = []
    left_out: defaultdict[str, list[str]] = defaultdict(list)
    without: defaultdict[str, list[str]] = defaultdict(list)
    for item in build.deck.items:
        if thing := unholdable(item):
            left_out[thing].append(item.id)
            continue
        items.append(item)
        for thing in missing(item):
            without[thing].append(item.id)
    problems = []
    for thing, ids in left_out.items():
        said = count(len(ids), "question is left out", "questions are left out")
        problems.append(_lost(build, f"{format_name} has no form for {thing}: {said}", ids))
    for thing, ids in without.items():
        said = count(len(ids), "question goes without", "questions go without")
        more = [f"{len(ids) - _MOST_NAMED} more"] if len(ids) > _MOST_NAMED else []
        message, named = f"{format_name} has no form for {thing}: {said}", ids[:_MOST_NAMED]
        problems.append(_lost(build, message, [*named, *more], Severity.INFO))
    return items, problems


def _lost(
    build: Build, message: str, named: Iterable[str], severity: Severity = Severity.WARNING
) -> Diagnostic:
    where, listed = Location(TextFile(build.about.name, "")), (", ".join(named),)
    return Diagnostic(where, "not-exported", message, severity=severity, details=listed)
