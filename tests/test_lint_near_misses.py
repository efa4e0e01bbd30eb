"""What comes near to a lint rule and is no fault: three cases a rule, and false alarms."""

from __future__ import annotations

import pytest
from lint_questions import (
    BOTH,
    LONG,
    PIECES,
    WHAT,
    Body,
    Question,
    ask,
    card,
    cases,
    choice,
    claim,
    cloze,
    codes,
    essay,
    even,
    licensed,
    multiple,
    quiz,
    ru,
    short,
    truefalse,
    turned,
    with_length,
)

from quizgen.lint import rules

NOT_FOUND: dict[str, tuple[Question | Body, Question | Body, Question | Body]] = {
    "longest-is-key": (
        choice(WHAT, LONG, "a tax that nobody pays at all", "a ban"),  # not so much longer
        choice(WHAT, "incomprehensible apples", "figs", "nuts"),  # two words
        multiple(WHAT, [LONG, "a tax"], ["a ban"]),
    ),
    "all-of-the-above": (
        choice(WHAT, "small of the above", "apples", "plums"),
        choice(WHAT, "apples, all of them", "plums", "figs"),  # not at its beginning
        truefalse("All of the above came first.", True),
    ),
    "none-of-the-above": (
        choice(WHAT, "nonetheless apples", "plums", "figs"),
        choice(WHAT, "none", "plums", "figs"),
        short("What came first of them all?", "none of the above"),
    ),
    "hedged-key": (
        choice(WHAT, "usually apples", "plums, perhaps", "figs"),
        choice(WHAT, "apples", "usually plums", "figs"),
        choice("When did it open?", "May 3", "June 3", "July 3"),  # a month
    ),
    "key-repeats-stem": (
        choice("What strengthens cooperation?", "close cooperation", "less cooperation", "trade"),
        choice("What strengthens cooperation?", "coordinated trade", "new rules", "peace"),
        choice("What is it that came with pears?", "that with figs", "plums", "nuts"),  # no content
    ),
    "option-count": (
        choice(WHAT, "apples", "plums", "figs"),
        choice(WHAT, "apples", "plums", "figs", "nuts", "dates"),
        truefalse("Apples came first.", True),
    ),
    "double-negative": (
        choice("What did **not** come?", "plums", "apples", "figs"),
        choice("What did come first?", "plums that are not ripe", "apples", "figs"),
        choice("Not only pears came: what else?", "plums that are not ripe", "apples", "figs"),
    ),
    "unsorted-numbers": (
        choice("How many stalls are there?", "14", "20", "30", order="fixed"),
        choice("How many stalls are there?", "30", "20", "14", order="fixed"),
        choice("How many stalls are there?", "14", "30", "20"),  # put in order by itself
    ),
    "negative-stem": (
        choice("Which fruit did **not** come first?", "plums", "apples", "figs"),
        choice("If it has not come, which came?", "plums", "apples", "figs"),
        choice("Which, at least, was noted in “There is no other way”?", "plums", "nuts", "figs"),
    ),
    "unfocused-stem": (
        choice("Which of these fruits came before pears?", "apples", "plums", "figs"),
        choice("The market opened on _____", "May 3", "June 3", "July 3"),
        {"kind": "open", "stem": "Report it.", "key": "x"},
    ),
    "blank-first": (
        cloze("On May 3 ==apples== came before pears."),
        choice("It says: _____ came before pears.", "Apples", "Plums", "Figs"),
        cloze("The ==market== opened on May 3."),
    ),
    "several-blanks": (
        cloze("The ==market== opened on ==May 3==."),  # two cards
        choice("The market opened on _____, it says.", "May 3", "May 4", "May 5"),
        cloze("The market opened on ==May 3==.", gaps="together"),
    ),
    "blank-of-function-word": (
        cloze("The ==market== opened on May 3."),
        cloze("The market opened ==on May 3==."),
        ru(cloze("Рынок открылся ==3 мая==.")),
    ),
    "long-list": (
        {"kind": "list", "stem": "Which fruit came?", "keys": ["apples", "pears", "plums"]},
        {"kind": "list", "stem": "Which came?", "keys": ["a", "b", "c", "d"], "use": ["print"]},
        cloze("It had ==a==, ==b==, ==c== and ==d== in it."),  # one a card
    ),
    "long-answer": (
        card("What came?", "apples and pears and plums and figs and nuts and dates"),
        {"kind": "open", "stem": "Report it.", "key": "many words " * 10},
        card("What came?", "word " * 13, use=["print"]),
    ),
    "yes-no-card": (
        card("What opened on May 3?", "Yesterday's market."),
        truefalse("The market opened on May 3.", True),
        short("What is it in Norway?", "nothing"),
    ),
    "same-front": (
        ask(card("What came first?", "apples"), short("What came second?", "pears")),
        ask(card("What came first?", "apples"), choice("What came first?", "apples", "figs", "nuts",
                                                       use=["print"])),
        ask(card("What came first?", "apples"), card("What came at first?", "apples")),
    ),
    "loaded-verb": (
        truefalse("Anna Berg said that trade needs peace.", True, claim="needs"),
        short("What, according to the mayor, who pointed out that plums are rare, is rare?",
              "fruit", claim="plums"),  # the source's own verb
        short("Which claims are in the text, unrevealed?", "none"),
    ),
    "blanked-attribution": (
        cloze("Anna Berg said that trade needs ==peace==.", claim="needs"),
        cloze("Anna Berg, ==the mayor==, said that trade needs peace.", claim="needs"),
        cloze("==The market== opened on May 3."),
    ),
    "text-beyond-quote": (
        claim("The market opened on May 3 with 14 stalls", "the market has 14 stalls"),
        claim("There is no other way", "there is not another way"),
        claim("Apples came before pears", "apples came before pears, as Anna Berg knew"),
    ),
    "dropped-negation": (
        claim("trade … peace, not rules"),
        claim("The market opened … with 14 stalls"),
        claim("Apples … pears came before plums"),
    ),
    "stitched-quotation": (
        claim("Apples came … before plums"),
        claim(["Apples came before pears", "There is no other way"]),
        claim("needs peace … rules"),
    ),
    "cut-off-denial": (
        claim("denied that trade needs luck"),
        claim("trade needs peace"),
        claim("plums are rare"),
    ),
    "true-false-balance": (
        quiz(*(truefalse(f"Stall {n} is open.", n % 2 == 0) for n in range(10))),
        quiz(*(truefalse(f"Stall {n} is open.", n < 3) for n in range(4))),
        quiz(*(truefalse(f"Stall {n} is open.", True) for n in range(5))),  # may be chance
    ),
    "passed-without-knowledge": (
        quiz(*(even(n) for n in range(12))),
        quiz(*(with_length(n, "bananas") for n in range(3))),
        quiz(*(truefalse(f"Stall {n} is always open.", n % 2 == 0) for n in range(8))),
    ),
    "incomplete-language": (
        ask(short(WHAT, "plums")),
        ask(short(WHAT, "сливы"), language="ru-KZ"),
        ask(short(WHAT, "өрік"), language="kk-Cyrl"),
    ),
    "points-not-allocated": (
        quiz(essay("Report it.", "So.", "names it", "judges it", points=2)),  # one each
        quiz({**essay("Report it.", "So."), "marking": {"names it": 2, "dates it": 1}}),
        quiz(essay("Report it.", "So.", "names it", "dates it", "judges it")),  # worth one
    ),
    "point-for-absence": (
        ask(essay("Report it.", "So.", "names what is not said")),
        ask(essay("Report it.", "So.", "names the market, and adds nothing")),
        ask({"kind": "flashcard", "stem": "Is it?", "key": "It takes no side."}),
    ),
    "bloom-inflated": (
        short("What, said Anna Berg, does trade need?", "peace", claim="needs", bloom="remember"),
        choice("What, said Anna Berg, does trade need?", "no war", "war", "rules", claim="needs",
               bloom="understand"),
        short("Berg said: “This is a risk for all of us.” What is?", "Rain may spoil the plums",
              claim="risk", quote=BOTH, bloom="analyse"),  # the words are there to be thought about
    ),
    "rights-unknown": (
        quiz(short(WHAT, "apples")),  # no text is printed
        licensed("licence: CC BY 4.0"),
        licensed("rights: © The Gazette"),
    ),
    "key-seen-elsewhere": (
        ask(choice("What came?", "stalls", "rain", "carts"), short("When did carts and stalls "
                                                                  "come?", "May 3")),
        ask(short("What came?", "stalls"), card("When did stalls come?", "May")),  # one claim
        ask(short("What came?", "stalls"), *(  # in so many stems that it tells nothing
            card(f"When, said Berg, did stalls {verb}?", "May", claim="rain")
            for verb in ("come", "go", "open", "close"))),
    ),
    "dead-option": (
        ask(*(choice(f"What of {n}?", "right", "wrong", "left") for n in range(3))),  # too few
        ask(*(choice(f"What of {n}?", *turned("right", "wrong", by=n)) for n in range(4))),
        ask(*(choice(f"What of {n}?", "right", "wrong", f"{n}") for n in range(5))),
    ),
    "many-on-one-sentence": (
        ask(*(short(f"What of {n}?", "May") for n in range(4))),
        ask(*(short(f"What of {n}, said Berg?", "May", claim="fruit" if n else "rain")
              for n in range(5))),
        ask(*(short(f"What of {n}?", "May", quote=each) for n, each in enumerate(PIECES))),
    ),
    "false-full-stop": (
        card("“Apples came before pears, and pears came before plums.” Who said it?", "Anna Berg",
             claim="fruit"),
        card("What, said Anna Berg, “came before plums.”?", "pears", claim="fruit"),  # its end
        card("Anna Berg said: “Apples came before pears”. What came next?", "pears", claim="fruit"),
    ),
    "dangling-pointer": (
        card("Berg said: “This is a risk for all of us.” What does “This” mean?", "rain",
             claim="risk"),
        card("Of plums in the rain Berg said: “This is a risk for all of us.” Whose?", "all",
             claim="risk"),
        card("Anna Berg said: “Rain may spoil the plums. This is a risk for all of us.” Whose?",
             "ours", claim="risk", quote=BOTH),
    ),
    "claims-silence": (
        card("What does the report not tell of what Berg said?", "the year", claim="needs"),
        card("What does trade not need, as Anna Berg said?", "rules", claim="needs"),
        card("Which words of Anna Berg are not quoted, she said?", "these", claim="needs"),
    ),
    "listed-enemies": (
        quiz(short("Who came?", "Boris Lind"), short("Which fruit?", "figs")),
        quiz(short("Who came?", "Boris Lind")),
        quiz(short("Who was seen at noon?", "Lind"), choice("Which noon?", "late", "early", "sun"),
             passage="source"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("code", "case"), cases(NOT_FOUND))
def test_a_near_miss(code: str, case: Question | Body) -> None:
    assert code not in codes(case)


def test_every_rule_has_its_near_misses() -> None:
    assert sorted(NOT_FOUND) == sorted(rules())
    assert {len(each) for each in NOT_FOUND.values()} == {3}


def test_a_language_without_a_file_has_no_words_to_look_for() -> None:
    german = ask(
        choice("Was kam nicht zuerst, always?", "immer all of these", "none of the above", "never"),
        card("Kam es?", "yes"),
        language="de",
    )
    worded = {"negative-stem", "all-of-the-above", "none-of-the-above"}
    assert not {*codes(german)} & {*worded, "yes-no-card", "hedged-key", "key-repeats-stem"}


# Found on 7,227 published questions, where they were no cue at all.
FALSE_ALARMS = [
    ("negative-stem", choice("Which is a cost that cannot be changed?", "sunk", "paid", "old")),
    ("negative-stem", choice("It has not come. What came?", "plums", "apples", "figs")),
    ("negative-stem", choice("Which option tells it not to stop?", "loose", "skip", "quiet")),
    ("double-negative", choice("The site does not open. Why?", "It is not there.", "It is new.")),
    ("unfocused-stem", choice("What is Drupal?", "a program", "a plant", "a planet")),
    ("hedged-key", choice(WHAT, "what is read more often", "plums of all kinds", "figs and nuts")),
    ("key-repeats-stem", ask(choice("What, Berg said, came?", "what Berg saw", "rain", "snow"))),
]


@pytest.mark.parametrize(("code", "case"), FALSE_ALARMS)
def test_no_false_alarm(code: str, case: Question | Body) -> None:
    assert code not in codes(case)
