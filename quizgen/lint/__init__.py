"""Advice on item writing: each rule is one function.

The function's name is the code (with hyphens), and its docstring is the manual page. It yields a
sentence for each finding, with further lines for a list. Its first parameter says what it looks
at:

    item       every item; reported at its stem, once for a template
    claim      every claim
    evidence   every quotation of a claim, or of a question that has its own
    quiz       every quiz of the deck, with its forms
    language   the deck's language, where the deck gives it

A second parameter, `context`, is for rules that look at words, or at more than the one thing. A
finding of a `rule` is a warning; one of an `advice`, which is less sure, is information.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TypeAlias, TypeVar

from quizgen import registry
from quizgen.compiling.expand import Expansion
from quizgen.deck.written import Blueprint, Claim, Deck, Question, Template, template_of
from quizgen.diagnostics import Diagnostic, Severity, more_like_it, once_a_cause
from quizgen.lint._context import LintContext
from quizgen.quiz.languages import Language
from quizgen.quiz.model import Evidence, Form, Item
from quizgen.reading.nodes import Node, Report, did_you_mean, key_location, location

Check = TypeVar("Check", bound=Callable[..., Iterator[str]])


@dataclass(frozen=True, slots=True)
class Rule:
    """`about` is the kind of thing that the rule looks at, a key of `SUBJECTS`."""

    code: str
    severity: Severity
    about: str
    check: Callable[..., Iterator[str]]

    @property
    def manual(self) -> str:
        allow = f"Where it does not hold: lint: {{allow: [{self.code}]}}"
        return f"{inspect.getdoc(self.check) or self.code}\n\nLevel: {self.severity}. {allow}"


def rule(function: Check) -> Check:
    """Marks a function as a lint rule whose findings are worth a change."""
    function.__dict__["level"] = Severity.WARNING  # and stays a function that a test can call
    return function


def advice(function: Check) -> Check:
    """Marks a function as a lint rule that is less sure."""
    function.__dict__["level"] = Severity.INFO
    return function


def _parameters(function: Callable[..., object]) -> tuple[str, ...]:
    return tuple(inspect.signature(function).parameters)


def rules() -> dict[str, Rule]:
    """Every rule of every module in this package, by its code."""
    import quizgen.lint as package

    found: dict[str, Rule] = {}
    for name in registry.names(package):
        module = registry.load(package, name)
        for function_name, function in inspect.getmembers(module, inspect.isfunction):
            if "level" in function.__dict__:
                code = function_name.replace("_", "-")
                about = _parameters(function)[0]
                if about not in SUBJECTS:
                    subjects = ", ".join(SUBJECTS)
                    raise TypeError(f"{code}: a rule looks at one of these first: {subjects}")
                found[code] = Rule(
                    code=code, severity=function.__dict__["level"], about=about, check=function
                )
    return found


def lint(deck: Deck, expansion: Expansion, forms: Iterable[Form] = ()) -> list[Diagnostic]:
    """All findings of all rules. A finding that a template repeats is reported once, with a
    count."""
    context = LintContext(deck, expansion, tuple(forms))
    allowances = Allowances(deck)
    known = rules()
    found: list[Diagnostic] = []
    for about in dict.fromkeys(each.about for each in known.values()):
        alike = [each for each in known.values() if each.about == about]
        found += _found(alike, context, allowances)
    advice = once_a_cause(found, partial(_and_more, context))
    return deck.drafts.judged([*advice, *allowances.problems(known)])


def _found(rules: list[Rule], context: LintContext, allowed: Allowances) -> Iterator[Diagnostic]:
    """The findings of rules that look at the same kind of thing. All of them look at one thing
    before any looks at the next, so that its words are still at hand."""
    with_context = {each.code for each in rules if "context" in _parameters(each.check)}
    for subject in SUBJECTS[rules[0].about](context):
        for each in rules:
            more = (context,) if each.code in with_context else ()
            for sentence in each.check(subject.thing, *more):
                if not allowed.cover(each.code, subject):
                    yield _diagnostic(each, subject, sentence, context)


def _diagnostic(rule: Rule, subject: Subject, text: str, context: LintContext) -> Diagnostic:
    """It stands at the stem of an item, the tag of a language, or the key of any other thing."""
    where = key_location(context.deck.file, subject.name, subject.node)
    if isinstance(subject.thing, Item | Language):
        where = location(context.deck.file, subject.node)
    sentence, *listed = text.split("\n")
    return Diagnostic(
        where=where,
        code=rule.code,
        message=f"`{subject.name}`: {sentence}",
        hint=f"quizgen explain {rule.code}",
        severity=rule.severity,
        details=tuple(listed),
        item=subject.name if isinstance(subject.thing, Item) else "",
    )


def _and_more(context: LintContext, same: list[Diagnostic]) -> str:
    """How often a template repeats the finding, and among how many of its items."""
    items = {problem.item for problem in same}
    whole = context.counts[same[0].where.start] if len(items) > 1 else 0
    share = f"; {len(items)} of the {whole} items made here" if whole > len(items) else ""
    return more_like_it(same) + share


@dataclass(frozen=True, slots=True)
class Quiz:
    """A blueprint with its items, which are the same in all forms."""

    blueprint: Blueprint
    form: Form  # the first
    items: tuple[Item, ...]


Thing: TypeAlias = Item | Claim | Evidence | Quiz | Language
Holder: TypeAlias = Deck | Claim | Template | Question | Blueprint


@dataclass(frozen=True, slots=True)
class Subject:
    """`node` is where the thing was written; `holders` are the parts of the deck whose allowances
    count for it, the nearest first."""

    thing: Thing
    name: str
    node: Node
    holders: tuple[Holder, ...] = ()


def _items(context: LintContext) -> Iterator[Subject]:
    deck = context.deck
    for item in context.items:
        written = deck.questions.get(item.id), deck.templates.get(template_of(item))
        holders = tuple(each for each in (*written, deck.claims.get(item.claim)) if each)
        yield Subject(thing=item, name=item.id, node=context.places[item.id], holders=holders)


def _claims(context: LintContext) -> Iterator[Subject]:
    for claim in context.deck.claims.values():
        if not claim.keys.draft:
            yield Subject(thing=claim, name=claim.id, node=claim.node, holders=(claim,))


def _evidence(context: LintContext) -> Iterator[Subject]:
    deck = context.deck
    owners: list[Claim | Question] = [*deck.claims.values(), *deck.questions.values()]
    for owner in owners:
        is_draft = isinstance(owner, Claim) and owner.keys.draft
        for each in () if is_draft else owner.evidence:
            yield Subject(thing=each, name=owner.id, node=owner.node, holders=(owner,))


def _quizzes(context: LintContext) -> Iterator[Subject]:
    """What an author put together; no author chose what stands in a quiz of everything."""
    for blueprint in context.deck.blueprints.values():
        form = next((form for form in context.forms if form.quiz == blueprint.id), None)
        if form and form.placed and not blueprint.is_implied:
            items = tuple(context.by_id[placed.item] for placed in form.placed)
            quiz = Quiz(blueprint, form, items)
            yield Subject(thing=quiz, name=blueprint.id, node=blueprint.node, holders=(blueprint,))


def _language(context: LintContext) -> Iterator[Subject]:
    """A deck that names no language is in English, about which there is nothing to report."""
    if context.deck.language_node is not None:
        tag = context.deck.about.language  # the bare tag could be the id of an item
        yield Subject(context.deck.language, f"language: {tag}", context.deck.language_node)


# A rule says by the name of its first parameter which of these it looks at.
SUBJECTS: Mapping[str, Callable[[LintContext], Iterator[Subject]]] = {
    "item": _items,
    "claim": _claims,
    "evidence": _evidence,
    "quiz": _quizzes,
    "language": _language,
}


# These rules are gone, since no author acted on them, or most of their alarms were false among
# 11,500 published questions: “always” in an option was the key as often as not (24 % of four
# options), and so was an option that breaks a pattern (25 %). Decks may still allow them.
_GONE = """
absolute-distractors answer-forms false-figure-first gives-another-away grammatical-cue
key-lengths key-positions like-answers long-stem middle-number odd-option option-within-option
overlapping-ranges scare-quotes undated-office window-dressing
"""
_DROPPED = frozenset(_GONE.split())


class Allowances:
    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self._used: set[int] = set()

    def cover(self, code: str, subject: Subject) -> bool:
        """Whether the subject, or something that contains it, allows the finding."""
        allowed = chain.from_iterable(map(_codes, (*subject.holders, self.deck)))
        found = next((node for node in allowed if node.value == code), None)
        self._used |= {found.start} if found else set()
        return found is not None

    def problems(self, known: Collection[str]) -> list[Diagnostic]:
        """Allowances that name no rule, and those that allow nothing. No rule looks at a draft, so
        its allowances would all seem unused."""
        report = Report(self.deck.file)
        for holder in _holders(self.deck):
            is_draft = isinstance(holder, Claim | Template | Question) and holder.keys.draft
            for node in _codes(holder):
                if node.value in _DROPPED:
                    continue
                if str(node.value) not in known:
                    message = f"there is no lint rule `{node.value}`"
                    hint = did_you_mean(str(node.value), known, "quizgen explain lists all codes")
                    report.warning(node, "unknown-rule", message, hint)
                elif node.start not in self._used and not is_draft:
                    message = f"`{node.value}` has nothing to allow here"
                    report.warning(node, "unused-allowance", message, "remove it")
        return report.problems


def _holders(deck: Deck) -> Iterator[Holder]:
    yield deck
    yield from deck.shared_claims
    for holders in (deck.templates, deck.questions, deck.blueprints):
        yield from holders.values()


def _codes(holder: Holder) -> tuple[Node, ...]:
    return holder.lint if isinstance(holder, Deck) else holder.keys.lint
