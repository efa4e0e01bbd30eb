"""Every question kind: what a template and what a question written by hand compile to."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from making import Made, make_deck, try_deck

from quizgen import kinds, registry
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Match,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Response,
    TextEntry,
)
from quizgen.quiz.rich import Emphasis, plain

SOURCE = """\
The market opened on May 3 with 14,000 stalls. First came apples, then pears, then plums.

She said that trade needs peace, trust and time.
"""

CLAIMS = """
speakers:
  anna: {name: Anna Berg, aka: [she]}
  boris: {name: Boris Lind, forms: {obj: Mr Lind}}
  carl: {name: Carl Holm}
pools:
  virtue: [luck, {value: patience, forms: {adj: patient}}, {value: peace, forms: {adj: peaceful}}]
claims:
  opening:
    speaker: reporter
    text: the market opened on {day}
    untrue: the market closed on {day}
    quote: The market opened on May 3 with 14,000 stalls
    slots: {day: {value: May 3, accept: [3 May]}, stalls: "14,000", three: "3"}
  fruit:
    speaker: reporter
    quote: First came apples, then pears, then plums
    slots: {fruit: {values: [apples, pears, plums]}}
  needs:
    speaker: anna
    quote: trade needs peace, trust and time
    slots:
      needs:
        values:
          - {value: peace, forms: {adj: peaceful}}
          - {value: trust, forms: {adj: trusting}}
          - {value: time, forms: {adj: timely}}
        pool: virtue
"""


def by_hand(kind: str, claim: str, **keys: Any) -> Made:
    stem = keys.pop("stem", "What did Anna Berg say, or who was it?")
    question = {"kind": kind, "claim": claim, "stem": stem, **keys}
    return make_deck(f"{CLAIMS}questions: {json.dumps({'q': question})}\n", SOURCE)


def by_template(kind: str, claim: str, **keys: Any) -> Made:
    stem = keys.pop("stem", "What did Anna Berg say, or who was it?")
    template = {"kind": kind, "for": {"claims": [claim]}, "stem": stem, **keys}
    made = make_deck(f"{CLAIMS}templates: {json.dumps({'q': template})}\n", SOURCE)
    assert list(made.items) == [f"{claim}.q"]
    return Made(made.deck, {"q": made.items[f"{claim}.q"]})


def said(text: str, rationale: str = "", *, is_key: bool = False, is_last: bool = False) -> Option:
    return Option((text,), is_key, (rationale,) if rationale else (), is_last)


APPLES = Gap("apples")
PEARS, PLUMS = Gap("pears"), Gap("plums")

# kind, claim, keys, response
COMPILED: list[tuple[str, str, dict[str, Any], Response]] = [
    (
        "choice",
        "opening",
        {"key": "{day}", "distractors": ["May 5", "May 1"]},
        Choice((said("May 1"), said("May 3", is_key=True), said("May 5")), is_fixed=True),
    ),
    (
        "choice",
        "opening",
        {"key": "X", "distractors": {"*B*": "no", "A": {"why": "nor", "last": True}},
         "order": "fixed"},
        Choice(
            (said("X", is_key=True), Option((Emphasis(("B",)),), False, ("no",)),
             said("A", "nor", is_last=True)),
            is_fixed=True,
        ),
    ),
    (
        # all values together are one option of a choice
        "choice",
        "fruit",
        {"key": "{fruit}", "distractors": ["nuts"], "order": "fixed"},
        Choice((said("apples, pears and plums", is_key=True), said("nuts")), is_fixed=True),
    ),
    (
        "multiple",
        "fruit",
        {"keys": "{fruit}", "distractors": ["nuts"], "order": "fixed"},
        Choice(
            (said("apples", is_key=True), said("pears", is_key=True), said("plums", is_key=True),
             said("nuts")),
            is_multiple=True,
            is_fixed=True,
        ),
    ),
    (
        "multiple",
        "opening",
        {"keys": {"A": "so", "B": "it is"}, "distractors": [{"text": "C", "why": "no"}],
         "order": "fixed", "announce": "number"},
        Choice(
            (said("A", "so", is_key=True), said("B", "it is", is_key=True), said("C", "no")),
            is_multiple=True,
            is_fixed=True,
            announced=2,
        ),
    ),
    (
        "truefalse",
        "opening",
        {"stem": "It says that {text}.", "why": "on {day}"},
        Choice((said("True", is_key=True), said("False", "on May 3")), is_fixed=True),
    ),
    (
        "truefalse",
        "opening",
        {"stem": "It says that {untrue}.", "why": "it opened"},
        Choice((said("True", "it opened"), said("False", is_key=True)), is_fixed=True),
    ),
    (
        "truefalse",
        "opening",
        {"stem": "It says that the market is shut.", "key": False},
        Choice((said("True"), said("False", is_key=True)), is_fixed=True),
    ),
    (
        "stated",
        "opening",
        {"stem": "It says that the market closed early.", "key": "not stated", "why": "only {day}"},
        Choice((said("True", "only May 3"), said("False"), said("Not stated", is_key=True)),
               is_fixed=True),
    ),
    (
        "stated",
        "opening",
        {"stem": "It says that {text}.", "why": "on {day}"},
        Choice((said("True", is_key=True), said("False", "on May 3"), said("Not stated")),
               is_fixed=True),
    ),
    (
        "short",
        "opening",
        {"key": "{day}", "accept": ["the 3rd"], "match": "date"},
        TextEntry("May 3", ("the 3rd", "3 May"), Match.DATE),
    ),
    ("short", "opening", {"key": "on {day}, it said"}, TextEntry("on May 3, it said")),
    ("short", "fruit", {"key": "{fruit}"}, TextEntry("apples, pears and plums")),
    (
        "numeric",
        "opening",
        {"key": "{stalls}", "tolerance": "5%", "unit": "stalls"},
        Numeric(Decimal(14000), "14,000", Decimal(700), "stalls"),
    ),
    ("numeric", "opening", {"key": "−0.50", "tolerance": "0.1"},
     Numeric(Decimal("-0.5"), "−0.50", Decimal("0.1"))),
    ("numeric", "opening", {"key": "1 000 000"}, Numeric(Decimal(1000000), "1 000 000")),
    (
        "cloze",
        "opening",
        {"stem": "It says: {quote|gap day}.", "accept": ["the 3rd"]},
        Gaps((Gap("May 3", ("3 May", "the 3rd")),)),
    ),
    (
        "cloze",
        "fruit",
        {"stem": "==apples==, ==pears==", "accept": {"pears": ["pear"]}, "gaps": "together",
         "match": "exact"},
        Gaps((Gap("apples", (), Match.EXACT), Gap("pears", ("pear",), Match.EXACT)),
             is_together=True),
    ),
    (
        "list",
        "fruit",
        {"keys": "{fruit}"},
        Gaps((APPLES, PEARS, PLUMS), is_ordered=False, is_together=True),
    ),
    (
        "list",
        "fruit",
        {"keys": ["apples", "pears"], "accept": {"apples": ["apple"]}},
        Gaps((Gap("apples", ("apple",)), PEARS), is_ordered=False, is_together=True),
    ),
    (
        "matching",
        "opening",
        {"pairs": {"*day*": "{day}", "number": "{stalls}"}, "extras": ["*none*"]},
        Matching(
            (Pair(("*day*",), ("May 3",)), Pair(("number",), ("14,000",))),
            ((Emphasis(("none",)),),),
        ),
    ),
    ("ordering", "fruit", {"steps": "{fruit}"}, Ordering((("apples",), ("pears",), ("plums",)))),
    ("ordering", "fruit", {"steps": ["*a*", "b"]}, Ordering(((Emphasis(("a",)),), ("b",)))),
    (
        "open",
        "opening",
        {"key": "On *{day}*.", "points": ["the day", "{stalls}"], "lines": 4},
        Open(("On ", Emphasis(("May 3",)), "."), (("the day",), ("14,000",)), 4),
    ),
    ("flashcard", "opening", {"key": "*{day}*"}, Open((Emphasis(("May 3",)),))),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "claim", "keys", "response"), COMPILED)
def test_by_hand_and_by_template(
    kind: str, claim: str, keys: dict[str, Any], response: Response
) -> None:
    for made in (by_hand(kind, claim, **keys), by_template(kind, claim, **keys)):
        assert made.items["q"].response == response
        assert made.items["q"].kind == kind


def test_every_kind_is_tried() -> None:
    assert {kind for kind, *_ in COMPILED} == set(registry.names(kinds))
    assert len(registry.names(kinds)) == 12


def test_distractors_come_in_the_form_of_the_key() -> None:
    body = CLAIMS.replace("[luck, ", "[{value: luck, forms: {adj: lucky}}, ")
    question = (
        '{kind: multiple, claim: needs, stem: "Anna Berg named?", '
        'keys: "{needs.adj|cap}", distractors: 2}'
    )
    made = make_deck(f"{body}questions: {{q: {question}}}\n", SOURCE)
    assert set(made.keys("q")) == {"Peaceful", "Trusting", "Timely"}
    assert set(made.options("q")) - set(made.keys("q")) == {"Lucky", "Patient"}


def test_the_speaker_as_the_key_draws_the_other_speakers() -> None:
    made = by_hand("choice", "needs", stem="Who said this?", key="{speaker}", distractors=2)
    assert made.keys("q") == ["Anna Berg"]
    assert set(made.options("q")) == {"Anna Berg", "Boris Lind", "Carl Holm"}


def test_a_speaker_without_a_role_is_no_empty_option() -> None:
    body = """
speakers:
  anna: {name: Anna Berg, role: head of the market}
  boris: {name: Boris Lind, role: the reeve}
  carl: {name: Carl Holm}
claims: {needs: {speaker: anna, quote: trade needs peace}}
questions:
  q: {kind: choice, claim: needs, stem: "What is Anna Berg, who said so?",
      key: "{speaker.role}", distractors: 1}
"""
    assert "missing-form" in try_deck(body, SOURCE).codes
    made = make_deck(body.replace("Carl Holm", "Carl Holm, role: the clerk"), SOURCE)
    assert set(made.options("q")) < {"head of the market", "the reeve", "the clerk"}


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("14 stalls", "write key: 14 and unit: stalls"),
        ("1,400 open stalls", 'write key: "1,400" and unit: open stalls'),
        ("fourteen", "write 14000, 14,000 or 0.5"),
        ("about 14", "write 14000, 14,000 or 0.5"),
    ],
)
def test_a_number_with_its_unit_is_told_apart(key, hint) -> None:
    question = f'{{kind: numeric, claim: needs, stem: "Anna Berg named?", key: "{key}"}}'
    made = try_deck(f"{CLAIMS}questions: {{q: {question}}}\n", SOURCE)
    assert [problem.hint for problem in made.problems if problem.code == "not-a-number"] == [hint]


@pytest.mark.parametrize("key", ["false", "FALSE", "False", "no", "F", "n"])
def test_a_statement_is_keyed_in_the_words_that_people_type(key) -> None:
    made = by_hand("truefalse", "opening", stem="It says that the market is shut.", key=key)
    assert made.keys("q") == ["False"]


STATED = {
    "True": ["true", "TRUE", "t", "yes"],
    "False": ["false", "FALSE", "f", "no"],
    "Not stated": ["not stated", "Not Stated", "not-stated", "NOT_STATED", "not given", "NG"],
}


@pytest.mark.parametrize(
    ("key", "meant"), [(key, meant) for meant, keys in STATED.items() for key in keys]
)
def test_what_the_text_says_of_a_statement_is_keyed_leniently(key: str, meant: str) -> None:
    made = by_hand("stated", "opening", stem="It says that the market is shut.", key=key)
    assert made.keys("q") == [meant]
    assert made.options("q") == ["True", "False", "Not stated"]


@pytest.mark.parametrize("key", ["n", "maybe", "not", "{text}", ""])
def test_another_word_for_it_is_refused_once(key: str) -> None:
    question = {"kind": "stated", "claim": "opening", "stem": "It says so.", "key": key}
    made = try_deck(f"{CLAIMS}questions: {json.dumps({'q': question})}\n", SOURCE)
    assert len([code for code in made.codes if code != "unused-claim"]) == 1, made.codes


@pytest.mark.parametrize("key", ["", "key: not stated, "])
def test_a_statement_needs_one_key(key: str) -> None:
    stem = "It says that {text}." if key else "It says so."
    question = f"{{kind: stated, claim: opening, {key}stem: '{stem}'}}"
    made = try_deck(f"{CLAIMS}questions: {{q: {question}}}\n", SOURCE)
    (problem,) = [each for each in made.problems if each.code != "unused-claim"]
    assert problem.code == "unkeyed-statement"
    assert problem.hint.endswith("key: true or key: false or key: not stated")


@pytest.mark.parametrize(
    ("key", "speaker", "codes"),
    [
        ("true", "Anna Berg", []),
        ("true", "Boris Lind", ["unattributed"]),
        ("false", "Boris Lind", []),
        ("not stated", "Boris Lind", []),
        ("not stated", "Somebody", ["unattributed"]),
    ],
)
def test_only_what_is_true_must_name_the_right_speaker(key, speaker, codes) -> None:
    stem = f"{speaker} said that trade needs peace."
    question = {"kind": "stated", "claim": "needs", "stem": stem, "key": key}
    made = try_deck(f"{CLAIMS}questions: {json.dumps({'q': question})}\n", SOURCE)
    assert [code for code in made.codes if code != "unused-claim"] == codes


def test_a_list_names_each_once() -> None:
    question = '{kind: list, claim: needs, stem: "Anna Berg named?", keys: [Peace, "peace."]}'
    made = try_deck(f"{CLAIMS}questions: {{q: {question}}}\n", SOURCE)
    assert "same-options" in made.codes


def test_a_kind_of_its_own_language() -> None:
    made = make_deck(
        """
claims: {a: {speaker: reporter, quote: Рынок открыт, text: рынок открыт}}
questions: {q: {kind: truefalse, claim: a, stem: "Сказано, что {text}."}}
""",
        "Рынок открыт.",
        head="""\
quizgen: 1
deck: test
uid: abcdefghij
title: Проба
language: ru
source: {file: text.txt, as: отчёт}
""",
    )
    assert [plain(option.content) for option in made.choice("q").options] == ["Верно", "Неверно"]


@pytest.mark.parametrize(
    ("language", "key", "shown"),
    [
        ("ru", "Не сказано", ["Верно", "Неверно", "Не сказано"]),
        ("ru", "not stated", ["Верно", "Неверно", "Не сказано"]),
        ("kk", "айтылмаған", ["Дұрыс", "Бұрыс", "Айтылмаған"]),
        ("fi", "not stated", ["True", "False", "Not stated"]),
    ],
)
def test_a_verdict_may_be_keyed_in_the_language_of_the_deck(language, key, shown) -> None:
    made = make_deck(
        f"""
claims: {{a: {{speaker: reporter, quote: Рынок открыт}}}}
questions: {{q: {{kind: stated, claim: a, stem: Отчёт говорит о погоде., key: {key}}}}}
""",
        "Рынок открыт.",
        head=f"quizgen: 1\ndeck: t\nuid: abcdefghij\ntitle: T\nlanguage: {language}\n"
        "source: {file: text.txt, as: отчёт}\n",
    )
    assert (made.options("q"), made.keys("q")) == (shown, shown[2:])


BLANKS = ["", "  ", "\t", "\u200b", "\u00a0\u2060"]
EMPTY_TEXTS: list[tuple[str, dict[str, Any]]] = [
    ("list", {"keys": ["{}"]}),
    ("list", {"keys": ["{}", "{}"]}),
    ("list", {"keys": ["{}", "b", "c"]}),
    ("list", {"keys": ["a", "b"], "accept": {"a": ["{}"]}}),
    ("list", {"keys": "{}"}),
    ("short", {"key": "{}"}),
    ("short", {"key": "a", "accept": ["{}"]}),
    ("cloze", {"stem": "It is ==a==.", "accept": ["{}"]}),
    ("matching", {"pairs": {"{}": "x", "b": "y", "c": "z"}}),
    ("matching", {"pairs": {"a": "{}", "b": "y", "c": "z"}}),
    ("matching", {"pairs": {"a": "x", "b": "y"}, "extras": ["{}"]}),
    ("ordering", {"steps": ["{}"]}),
    ("ordering", {"steps": ["a", "{}", "b"]}),
    ("multiple", {"keys": ["{}"], "distractors": ["b"]}),
    ("multiple", {"keys": ["{}", "a"], "distractors": ["b"]}),
    ("multiple", {"keys": {"{}": "why"}, "distractors": ["b"]}),
    ("multiple", {"keys": ["a"], "distractors": ["{}"]}),
    ("choice", {"key": "a", "distractors": {"{}": "why", "b": "why"}}),
]


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize(("kind", "keys"), EMPTY_TEXTS)
def test_what_cannot_be_seen_is_empty(kind: str, keys: dict[str, Any], blank: str) -> None:
    written = json.loads(json.dumps(keys).replace("{}", json.dumps(blank)[1:-1]))
    question = {"kind": kind, "claim": "needs", "stem": "Anna Berg named?", **written}
    made = try_deck(f"{CLAIMS}questions: {json.dumps({'q': question})}\n", SOURCE)
    assert "empty" in made.codes


@pytest.mark.parametrize("value", ["", " ", "\u200b"])
def test_an_empty_value_of_a_slot_is_reported(value: str) -> None:
    body = CLAIMS.replace("[apples, pears, plums]", json.dumps([value, value]))
    question = '{kind: list, claim: fruit, stem: "Which fruit?", keys: "{fruit}"}'
    made = try_deck(f"{body}questions: {{q: {question}}}\n", SOURCE)
    assert "empty" in made.codes
