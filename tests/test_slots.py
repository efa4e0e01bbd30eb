"""Placeholders and gaps: what goes in, in which form, and that a value is never markup."""

from __future__ import annotations

import json

import pytest
from making import Made, make_deck, try_deck

from quizgen.quiz.model import Item
from quizgen.quiz.responses import Gap, Gaps, Open, TextEntry
from quizgen.quiz.rich import Blank, Code, Emphasis, Link, Rich, Strong, plain

# Words of the first paragraph that are no markup there and would be in a stem.
SOURCE = """\
The *new* market opened on May 3 with 14 stalls and 4 <b>gates</b>, Anna Berg said.

“Apples came before pears,” she said. Her market’s stalls sell peace, trust and time.
"""

CLAIMS = """
speakers:
  anna:
    name: Anna Berg
    full: Dr Anna Berg
    role: head of the market
    forms: {obj: Ms Berg}
claims:
  opening:
    speaker: anna
    text: the market opened on {day}
    untrue: the market closed on {day}
    quote: The *new* market opened on May 3 with 14 stalls and 4 <b>gates</b>
    slots:
      day: {value: May 3, accept: [3 May], forms: {ord: May the 3rd}}
      gates: "4"
      stars: "*new*"
      html: <b>gates</b>
      market: The *new* market
  needs:
    speaker: anna
    quote: peace, trust and time
    slots: {all: {values: [peace, trust, time]}}
"""


def ask(stem: str, claim: str = "opening", kind: str = "open", **keys: object) -> Item:
    """The item of one question with this stem; its key is an X."""
    needed = {} if kind == "cloze" else {"key": "X"}
    question = {"kind": kind, "claim": claim, "stem": stem, **needed, **keys}
    made = make_deck(f"{CLAIMS}questions: {json.dumps({'q': question})}\n", SOURCE)
    return made.items["q"]


def gaps(stem: str, **keys: object) -> Gaps:
    response = ask(stem, kind="cloze", **keys).response
    assert isinstance(response, Gaps)
    return response


@pytest.mark.parametrize(
    ("stem", "shown"),
    [
        ("Anna Berg said {day}?", "Anna Berg said May 3?"),
        ("Anna Berg said { day }?", "Anna Berg said May 3?"),
        ("Anna Berg said {day.ord}?", "Anna Berg said May the 3rd?"),
        ("{speaker} said?", "Anna Berg said?"),
        ("{speaker.full} said?", "Dr Anna Berg said?"),
        ("{speaker.role}, {speaker}, said?", "head of the market, Anna Berg, said?"),
        ("What was said by {speaker.obj}?", "What was said by Ms Berg?"),
        ("{speaker} said that {text}?", "Anna Berg said that the market opened on May 3?"),
        ("{speaker} said that {untrue}?", "Anna Berg said that the market closed on May 3?"),
        ("{source.as}: {speaker} said?", "the report: Anna Berg said?"),
        ("{source.as|cap}: {speaker} said?", "The report: Anna Berg said?"),
        ("What did {speaker|poss} words say?", "What did Anna Berg’s words say?"),
        ("{speaker} said {speaker.role|a}?", "Anna Berg said a head of the market?"),
        ("{speaker.role|a|cap} said, {speaker}?", "A head of the market said, Anna Berg?"),
        ("{speaker} said {{day}}?", "Anna Berg said {day}?"),
        ("{speaker} said {{{day}}}?", "Anna Berg said {May 3}?"),
        ("{speaker} said \\{\\}?", "Anna Berg said {}?"),
    ],
)
def test_what_a_placeholder_stands_for(stem: str, shown: str) -> None:
    assert plain(ask(stem).stem) == shown


def test_several_values_are_enumerated() -> None:
    item = ask("{speaker} said {all}?", claim="needs")
    assert plain(item.stem) == "Anna Berg said peace, trust and time?"


def test_several_values_are_enumerated_in_the_language_of_the_deck() -> None:
    made = make_deck(
        """
claims:
  a: {speaker: reporter, quote: мир и время, slots: {all: {values: [мир, время]}}}
questions:
  q: {kind: open, claim: a, stem: "{all}?", key: X}
""",
        "Там мир и время.",
        head="""\
quizgen: 1
deck: test
uid: abcdefghij
title: Проба
language: ru
source: {file: text.txt, as: отчёт}
""",
    )
    assert made.stem("q") == "мир и время?"


@pytest.mark.parametrize(
    ("stem", "rich"),
    [
        ("Anna Berg said {stars}?", ("Anna Berg said *new*?",)),
        ("Anna Berg said {html}?", ("Anna Berg said <b>gates</b>?",)),
        ("Anna Berg said *{stars}*?", ("Anna Berg said ", Emphasis(("*new*",)), "?")),
        ("Anna Berg said **{html}**?", ("Anna Berg said ", Strong(("<b>gates</b>",)), "?")),
        ("Anna Berg said `{stars}`?", ("Anna Berg said ", Code("*new*"), "?")),
        ("Anna Berg said `{{x}}`?", ("Anna Berg said ", Code("{x}"), "?")),
    ],
)
def test_a_value_goes_in_as_text(stem: str, rich: Rich) -> None:
    assert ask(stem).stem == rich


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("[x](http://a.b/?q={html})", "http://a.b/?q=%3Cb%3Egates%3C%2Fb%3E"),
        ("[x](http://a.b/{day})", "http://a.b/May%203"),
        ("[x](http://a.b/caf%C3%A9/{gates}-{day})", "http://a.b/caf%C3%A9/4-May%203"),
    ],
)
def test_a_value_in_a_url_is_percent_encoded(written: str, url: str) -> None:
    assert ask(f"Anna Berg said {written}?").stem[1] == Link(("x",), url)


def test_a_value_cannot_make_a_url_a_script() -> None:
    made = make_deck(
        """
claims:
  a: {speaker: reporter, quote: "javascript:alert(1)", slots: {bad: "javascript:alert(1)"}}
questions:
  q: {kind: open, claim: a, stem: "[x]({bad})?", key: X}
""",
        "The page says javascript:alert(1) in one place.",
    )
    assert made.items["q"].stem[0] == Link(("x",), "javascript%3Aalert%281%29")


# --- {quote|gap SLOT} ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stem", "shown"),
    [
        (
            "{speaker} said: {quote|gap day}?",
            "Anna Berg said: The *new* market opened on _____ with 14 stalls and 4 <b>gates</b>?",
        ),
        # 4 as a word of its own, not that of 14
        (
            "{speaker} said: {quote|gap gates}?",
            "Anna Berg said: The *new* market opened on May 3 with 14 stalls and _____ "
            "<b>gates</b>?",
        ),
        ("{speaker} said {text|gap day}?", "Anna Berg said the market opened on _____?"),
        ("{speaker} said. {text|gap day|cap}?", "Anna Berg said. The market opened on _____?"),
        ("{speaker} said. {text|cap|gap day}?", "Anna Berg said. The market opened on _____?"),
        ("{speaker} said {day|gap day|a}?", "Anna Berg said a _____?"),
    ],
)
def test_a_gap_in_a_quotation(stem: str, shown: str) -> None:
    assert plain(ask(stem).stem) == shown


def test_a_gap_with_a_variant_takes_the_value_as_well() -> None:
    made = make_deck(
        """
claims:
  a:
    speaker: reporter
    quote: the UN opened it
    slots: {who: {value: United Nations, accept: [UN]}}
questions:
  q: {kind: cloze, claim: a, stem: "{quote|gap who}."}
""",
        "On that day the UN opened it.",
    )
    response = made.items["q"].response
    assert isinstance(response, Gaps)
    assert response.gaps[0].answer == "UN"
    assert "United Nations" in response.gaps[0].accepted


def test_a_gap_takes_the_form_that_stands_there() -> None:
    """Neither the value nor a variant has to be the form of the quotation."""
    made = make_deck(
        """
claims:
  a:
    speaker: reporter
    quote: в Астане открыли рынок
    slots: {city: {value: Астана, forms: {loc: Астане}}}
questions:
  q: {kind: cloze, claim: a, stem: "{quote|gap city}."}
""",
        "Вчера в Астане открыли рынок.",
    )
    assert made.stem("q") == "в _____ открыли рынок."
    assert made.items["q"].response == Gaps((Gap("Астане"),))


def test_blanks_outside_a_cloze_are_only_looked_at() -> None:
    item = ask(
        "{speaker} said **it: {text|gap day}** [x {text|gap day}](http://a.b) {text|gap day}"
    )
    assert "gap=0" not in repr(item.stem)
    assert repr(item.stem).count("Blank(gap=None)") == 3


def test_blanks_of_a_cloze_are_numbered_as_they_are_read() -> None:
    item = ask("Anna Berg said **==one== and *==two==*** [==three==](http://a.b).", kind="cloze")
    assert item.stem == (
        "Anna Berg said ",
        Strong((Blank(0), " and ", Emphasis((Blank(1),)))),
        " ",
        Link((Blank(2),), "http://a.b"),
        ".",
    )
    assert isinstance(item.response, Gaps)
    assert [gap.answer for gap in item.response.gaps] == ["one", "two", "three"]


# --- ==…== ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stem", "answers"),
    [
        ("Anna Berg said ==May 3==.", ["May 3"]),
        ("Anna Berg said ==May 3== ==X==.", ["May 3", "X"]),
        ("Anna Berg said =={day}==.", ["May 3"]),
        ("Anna Berg said ==on {day}, {stars}==.", ["on May 3, *new*"]),
        ("Anna Berg said ==so: {text|gap day}==.", ["so: the market opened on May 3"]),
        ("Anna Berg said ==*Titanic*==.", ["*Titanic*"]),  # what a learner types is no Markdown
        ("Anna Berg said ==2 \\* 3==.", ["2 \\* 3"]),
        ("Anna Berg said ==a {{b}}==.", ["a {b}"]),
        ("Anna Berg said ==a = b==.", ["a = b"]),
        ("Anna Berg said ==a== \\=\\= b.", ["a"]),
    ],
)
def test_what_a_gap_asks_for(stem: str, answers: list[str]) -> None:
    assert [gap.answer for gap in gaps(stem).gaps] == answers


def test_equals_signs_in_code_are_text() -> None:
    """A program has them too, so that they open nothing there."""
    item = ask("Anna Berg said `y=={day}==` ==X==.", kind="cloze")
    assert item.stem == ("Anna Berg said ", Code("y==May 3=="), " ", Blank(0), ".")


@pytest.mark.parametrize("stem", ["Anna said: {text|gap day}.", "Anna said: =={day}==."])
def test_a_gap_accepts_the_variants_of_its_slot(stem: str) -> None:
    stem = stem.replace("Anna", "Anna Berg")
    assert gaps(stem).gaps == (Gap("May 3", ("3 May",)),)
    assert gaps(stem, accept=["the 3rd"]).gaps == (Gap("May 3", ("3 May", "the 3rd")),)


def test_a_variant_of_the_slot_that_stands_in_the_quotation_is_left_open() -> None:
    made = make_deck(
        """
claims:
  again:
    speaker: reporter
    quote: The *new* market opened on May 3
    slots: {day: {value: 3 May, accept: [May 3]}}
templates:
  t: {kind: cloze, stem: "The source says: {quote|gap day}."}
""",
        SOURCE,
    )
    response = made.items["again.t"].response
    assert isinstance(response, Gaps)
    assert [gap.answer for gap in response.gaps] == ["May 3"]


def test_gaps_are_apart_or_together() -> None:
    assert not gaps("Anna Berg said ==a== ==b==.").is_together
    assert gaps("Anna Berg said ==a== ==b==.", gaps="together").is_together


# --- Everywhere -----------------------------------------------------------------------------


def test_every_text_of_an_item_is_filled() -> None:
    made: Made = make_deck(
        """
speakers: {anna: {name: Anna Berg}}
claims:
  opening:
    speaker: anna
    status: disputed
    note: "Only {speaker} says so."
    quote: on May 3 with 14 stalls
    slots: {day: May 3, stalls: "14"}
questions:
  q:
    kind: open
    claim: opening
    stem: "What did {speaker} say?"
    key: "*{day}*"
    marking: ["names {day}", "names {stalls}"]
    rationale: "It was {day}."
    hint: "Not {stalls}."
""",
        SOURCE,
    )
    item = made.items["q"]
    assert item.response == Open((Emphasis(("May 3",)),), (("names May 3",), ("names 14",)))
    assert (item.note, item.rationale, item.hint) == (
        ("Only Anna Berg says so.",),
        ("It was May 3.",),
        ("Not 14.",),
    )


def test_a_typed_answer_has_no_markup() -> None:
    item = ask("What did {speaker} say?", kind="short", key="*{day}* [x](http://a.b)")
    assert item.response == TextEntry("*May 3* [x](http://a.b)")


def test_pools_that_cannot_be_read_take_only_the_slots_with_a_pool() -> None:
    made = try_deck(
        CLAIMS.replace("speakers:", "pools: nothing\nspeakers:", 1)
        + """\
  stalls: {speaker: anna, quote: 14 stalls, slots: {stalls: {value: "14", pool: numbers}}}
templates:
  day: {kind: short, stem: "{speaker} said which day?", key: "{day}"}
  stalls: {kind: short, stem: "{speaker} said how many stalls?", key: "{stalls}"}
""",
        SOURCE,
    )
    assert made.codes == ["expected-mapping"]
    assert made.items.keys() == {"opening.day"}
