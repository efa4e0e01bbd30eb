"""What provokes each lint rule: three cases a rule."""

from __future__ import annotations

import pytest
from lint_questions import (
    CLAIMS,
    LONG,
    OTHERS,
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
    kk,
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

FOUND: dict[str, tuple[Question | Body, Question | Body, Question | Body]] = {
    "longest-is-key": (
        choice(WHAT, LONG, "a tax", "a ban"),
        choice(WHAT, "apples of the old sort", "plums", "figs and dates"),
        ru(choice("Что было сначала?", "яблоки самого старого сорта", "сливы", "вишни")),
    ),
    "all-of-the-above": (
        choice(WHAT, "all of the above", "apples", "plums"),
        choice(WHAT, "apples", "plums", "Both of these"),
        ru(choice("Что было сначала?", "яблоки", "сливы", "всё вышеперечисленное")),
    ),
    "none-of-the-above": (
        choice(WHAT, "apples", "plums", "None of the above."),
        choice(WHAT, "apples", "plums", "neither of these"),
        kk(choice("Алдымен не келді екен?", "алма", "алхоры", "жоғарыдағылардың ешқайсысы")),
    ),
    "hedged-key": (
        choice(WHAT, "usually apples", "plums", "figs"),
        choice(WHAT, "apples, perhaps", "plums", "figs"),
        kk(choice("Алдымен не келді екен?", "әдетте алма", "алхоры", "шие")),
    ),
    "key-repeats-stem": (
        choice("What strengthens cooperation?", "close cooperation", "new rules", "more trade"),
        choice("Which Fruit came first?", "a fruit of autumn", "plums", "figs"),
        ru(choice("Что укрепляет доверие?", "взаимное доверие", "новые законы", "торговля")),
    ),
    "option-count": (
        choice(WHAT, "apples", "plums"),
        choice(WHAT, "apples", "plums", "figs", "nuts", "dates", "pears"),
        Body(CLAIMS + "defaults: {distractors: 3}\nquestions: {q: {kind: choice, claim: opened, "
             "stem: What came first?, key: apples, distractors: [plums, figs]}}\n"),
    ),
    "double-negative": (
        choice("What did **not** come?", "plums that are not ripe", "apples", "figs"),
        multiple("Which does NOT hold?", ["It never rains.", "It is hot."], ["It is dry."]),
        ru(choice("Что **не** верно?", "сливы не спелые", "яблоки спелые", "вишни спелые")),
    ),
    "unsorted-numbers": (
        choice("How many stalls are there?", "14", "30", "20", order="fixed"),
        choice("When did the market open?", "May 3", "May 1", "May 9", order="fixed"),
        multiple("Which are numbers of stalls?", ["14", "3"], ["30"], order="fixed"),
    ),
    "negative-stem": (
        choice("Which fruit did not come first?", "plums", "apples", "figs"),
        choice("All came early except which?", "plums", "apples", "figs"),
        ru(choice("Какой фрукт не был первым?", "слива", "яблоко", "вишня")),
    ),
    "unfocused-stem": (
        choice("Which of the following is true?", "Apples came first", "Plums came first"),
        choice("The market", "opened on May 3", "closed on May 3", "burned on May 3"),
        short("Which fruit?", "apples"),
    ),
    "blank-first": (
        cloze("==Apples== came before pears."),
        cloze("“==Apples== came before pears”, the report says."),
        choice("_____ came before pears.", "Apples", "Plums", "Figs"),
    ),
    "several-blanks": (
        cloze("What came before ==pears== were ==apples==.", gaps="together"),
        choice("The _____ came before the _____, it says.", "apples, pears", "figs, plums"),
        cloze("The ==market== opened on ==May 3== with ==14== stalls.", gaps="together"),
    ),
    "blank-of-function-word": (
        cloze("The market opened ==on== May 3."),
        cloze("The market opened on May 3 ==with the== stalls."),
        ru(cloze("Рынок открылся 3 мая ==и== закрылся.")),
    ),
    "long-list": (
        {"kind": "list", "stem": "Which fruit came?", "keys": ["apples", "pears", "plums", "figs"]},
        cloze("It had ==a==, ==b==, ==c== and ==d== in it.", gaps="together"),
        {"kind": "list", "stem": "Which are there?", "keys": ["one", "two", "six", "ten", "5"]},
    ),
    "long-answer": (
        card("What came?", "apples and pears and plums and figs and nuts and dates and many more"),
        short("What came?", "figs, then nuts, then plums, then nuts, rain, sun, ice, fog, air, up"),
        cloze("It ==came in the morning, before the sun, when all of the town were still asleep=="),
    ),
    "yes-no-card": (
        card("Did the market open on May 3?", "Yes."),
        short("Did the market open in June?", "no"),
        ru(card("Открылся ли рынок 3 мая?", "Да, 3 мая.")),
    ),
    "same-front": (
        ask(card("What came first?", "apples"), short("What came first?", "apples")),
        ask(short("What came  first?", "apples"), card("What came first", "apples")),
        ask(choice(WHAT, "apples", "plums", "figs"), card(WHAT, "apples")),
    ),
    "loaded-verb": (
        truefalse("Anna Berg said that trade, as she admitted, needs peace.", True, claim="needs"),
        short("What has it that the market revealed on May 3?", "apples"),
        choice("What came first?", "what she had claimed", "plums", "figs"),
    ),
    "blanked-attribution": (
        cloze("==Anna Berg== said that trade needs peace.", claim="needs"),
        cloze("Anna Berg ==said== that trade needs peace.", claim="needs"),
        cloze("According to ==Berg==, trade needs peace.", claim="needs"),
    ),
    "text-beyond-quote": (
        claim("trade needs peace", "trade needs peace for 14 years"),
        claim("trade needs peace", "trade does not need peace"),
        claim("trade needs peace", "trade needs peace in Europe"),
    ),
    "dropped-negation": (
        claim("trade needs … rules"),
        claim("She said that trade needs […] rules"),
        claim("She said … rules"),
    ),
    "stitched-quotation": (
        claim("Apples came … no other way"),
        claim("She said that trade needs … trade needs luck"),
        claim("needs peace … Boris Lind"),
    ),
    "cut-off-denial": (
        claim("trade needs luck"),
        claim("the market closes"),
        claim("needs luck"),
    ),
    "true-false-balance": (
        quiz(*(truefalse(f"Stall {n} is open.", True) for n in range(6))),
        quiz(*(truefalse(f"Stall {n} is open.", False) for n in range(10, 16))),
        quiz(*(truefalse(f"Stall {n} is open.", n < 9) for n in range(12))),
    ),
    "passed-without-knowledge": (
        quiz(*(with_length(n, "bananas") for n in range(6))),
        quiz(*(choice(f"Which fruit of row {n}?", "a fruit", "plums", "apple") for n in range(8))),
        quiz(*(truefalse(f"Stall {n} is always open.", False) for n in range(8))),
    ),
    "incomplete-language": (
        ask(short("Was kam zuerst?", "Äpfel"), language="de"),
        ask(short("什么先来？", "苹果"), language="zh-Hans"),
        ask(short("पहले क्या आया?", "सेब"), language="hi"),
    ),
    "points-not-allocated": (
        quiz(essay("Report it.", "So.", "names it", "dates it", "judges it", points=4)),
        quiz(essay("Report it.", "So.", "names it", points=3)),
        quiz(essay("Report it.", "So."), sections=[{"items": ["q0"], "points": 2}]),
    ),
    "point-for-absence": (
        ask(essay("Report it.", "So.", "names it", "takes no side")),
        ask(essay("Report it.", "So.", "does not judge")),
        ru(essay("Расскажите.", "Так.", "не судит")),
    ),
    "bloom-inflated": (
        short("What, said Anna Berg, does trade need?", "peace", claim="needs", bloom="understand"),
        cloze("Anna Berg said that trade needs ==peace==.", claim="needs", bloom="analyse"),
        choice("What, said Anna Berg, does trade need?", "peace", "war", "rules", claim="needs",
               bloom="apply"),
    ),
    "rights-unknown": (
        quiz(short(WHAT, "apples"), passage="source"),
        quiz(short(WHAT, "apples"), passage=[1]),
        licensed("title: The market opens"),
    ),
    "key-seen-elsewhere": (
        ask(short("What came?", "stalls"), card("Said Berg: stalls?", "no", claim="rain")),
        ask(choice("What came?", "old carts", "rain", "ice"), card("Whose Old Carts?", "hers")),
        ru(choice("Что было?", "рынок", "дождь", "лёд"), short("Когда открылся рынок?", "в мае")),
    ),
    "dead-option": (
        ask(*(choice(f"What of {n}?", "right", "wrong", "left") for n in range(4))),
        ask(*(choice(f"What of {n}?", *turned("right", "wrong", "left", by=n % 2))
              for n in range(4))),
        ask(*(choice(f"Is {n} there?", "no", "yes") for n in range(3))),
    ),
    "many-on-one-sentence": (
        ask(*(short(f"What of {n}?", "May") for n in range(5))),
        ask(*(short(f"What of {n}?", "May", quote=each) for n, each in enumerate(OTHERS))),
        ask(*(choice(f"What of {n}, said Berg?", "it", "her", "ice", claim="rain")
              for n in range(6))),
    ),
    "false-full-stop": (
        card("Anna Berg said: “Apples came before pears.” What came next?", "pears", claim="fruit"),
        card("“Apples came before pears.” Who said it?", "Anna Berg", claim="fruit"),
        choice("What did Anna Berg say?", "“Apples came before pears.”", "“Apples came.”", "no",
               claim="fruit"),
    ),
    "dangling-pointer": (
        card("Anna Berg said: “This is a risk for all of us.” Whose?", "ours", claim="risk"),
        card("“This is a risk”, said Anna Berg. For whom?", "us", claim="risk"),
        choice("Who said: “This is a risk”?", "Anna Berg", "the mayor", "nobody", claim="risk"),
    ),
    "claims-silence": (
        truefalse("Anna Berg did not say when it closes.", True, claim="needs"),
        card("What did Anna Berg say?", "that it needs peace; Berg never mentioned luck",
             claim="needs"),
        ru(truefalse("Anna Berg не сказала, когда.", True, claim="needs")),
    ),
    "listed-enemies": (
        quiz(short("Who came?", "Boris Lind"), short("Which man was there?", "Boris Lind")),
        quiz(short("Who came?", "Boris Lind"), short("Which man was there?", "Lind"),
             passage="source"),
        quiz(truefalse("Pears came early.", True), truefalse("Figs came never.", False)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("code", "case"), cases(FOUND))
def test_what_provokes_the_rule(code: str, case: Question | Body) -> None:
    assert code in codes(case)


def test_every_rule_has_its_cases() -> None:
    assert sorted(FOUND) == sorted(rules())
    assert {len(each) for each in FOUND.values()} == {3}
