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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from inspect import getmembers, isfunction
from typing import TypeVar

from quizgen import registry
from quizgen.compiling.expand import Expansion
from quizgen.deck.written import Deck
from quizgen.diagnostics import Diagnostic, Severity, more_like_it, once_a_cause
from quizgen.lint._context import LintContext
from quizgen.lint._subjects import SUBJECTS, Allowances, Subject
from quizgen.quiz.model import Form

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

    def look(self, context: LintContext) -> Callable[[object], Iterator[str]]:
        """The check without its context. It is made once, since it is called for each thing."""
        if "context" not in _parameters(self.check):
            return self.check
        return partial(self.check, context=context)


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
        for function_name, function in getmembers(registry.load(package, name), isfunction):
            if "level" in function.__dict__:
                code = function_name.replace("_", "-")
                about = _parameters(function)[0]
                if about not in SUBJECTS:
                    subjects = ", ".join(SUBJECTS)
                    raise TypeError(f"{code}: a rule looks at one of these first: {subjects}")
                found[code] = Rule(code, function.__dict__["level"], about, function)
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
    looks = [(each, each.look(context)) for each in rules]
    for subject in SUBJECTS[rules[0].about](context):
        for each, look in looks:
            for sentence in look(subject.thing):
                if not allowed.cover(each.code, subject):
                    yield _diagnostic(each, subject, sentence, context)


def _diagnostic(rule: Rule, subject: Subject, text: str, context: LintContext) -> Diagnostic:
    where, hint = subject.location(context.deck.file), f"quizgen explain {rule.code}"
    sentence, *listed = text.split("\n")
    message = f"`{subject.name}`: {sentence}"
    return Diagnostic(
        where, rule.code, message, hint, rule.severity, tuple(listed), item=subject.item
    )


def _and_more(context: LintContext, same: list[Diagnostic]) -> str:
    """How often a template repeats the finding, and among how many of its items."""
    items = {problem.item for problem in same}
    whole = context.count_at(same[0].where.start) if len(items) > 1 else 0
    share = f"; {len(items)} of the {whole} items made here" if whole > len(items) else ""
    return more_like_it(same) + share
