"""Each lint rule: three questions, claims or quizzes that provoke it, and three near misses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from making import HEAD, make_deck

from quizgen.lint import lint, rules

SOURCE = """\
The market opened on May 3 with 14 stalls, Anna Berg said on Monday.

“Apples came before pears, and pears came before plums,” she said. “There is no other way.”

She said that trade needs peace, not rules. Boris Lind denied that trade needs luck. He pointed \
out that plums are rare, and if the market closes, the town loses 30 stalls.
"""
CLAIMS = """\
speakers:
  anna: {name: Anna Berg, aka: [Berg]}
  boris: {name: the mayor}
claims:
  opened: {speaker: reporter, quote: The market opened on May 3}
  needs: {speaker: anna, quote: trade needs peace}
  plums: {speaker: boris, quote: plums are rare}
"""

Question = dict[str, Any]


@dataclass(frozen=True)
class Body:
    """A whole deck but for its head; without `questions`, nothing asks about its claims."""

    text: str
    language: str = "en"


def choice(stem: str, key: str, *distractors: str, **keys: Any) -> Question:
    return {"kind": "choice", "stem": stem, "key": key, "distractors": list(distractors), **keys}


def multiple(stem: str, right: list[str], wrong: list[str], **keys: Any) -> Question:
    return {"kind": "multiple", "stem": stem, "keys": right, "distractors": wrong, **keys}


def truefalse(stem: str, key: bool, **keys: Any) -> Question:
    return {"kind": "truefalse", "stem": stem, "key": key, **keys}


def short(stem: str, key: str, **keys: Any) -> Question:
    return {"kind": "short", "stem": stem, "key": key, **keys}


def cloze(stem: str, **keys: Any) -> Question:
    return {"kind": "cloze", "stem": stem, **keys}


def card(stem: str, key: str, **keys: Any) -> Question:
    return {"kind": "flashcard", "stem": stem, "key": key, **keys}


def ask(*questions: Question, quiz: Mapping[str, Any] | None = None, language: str = "en") -> Body:
    named = {f"q{number}": {"claim": "opened", **q} for number, q in enumerate(questions)}
    text = f"{CLAIMS}questions: {json.dumps(named, ensure_ascii=False)}\n"
    if quiz is not None:
        made = {"title": "Test", "sections": [{"items": list(named)}], **quiz}
        text += f"quizzes: {json.dumps({'test': made}, ensure_ascii=False)}\n"
    return Body(text, language)


def claim(quote: str | list[str], text: str = "", language: str = "en", **keys: Any) -> Body:
    made = {"speaker": "anna", "quote": quote, **({"text": text} if text else {}), **keys}
    return Body(
        f"speakers: {{anna: {{name: Anna Berg}}}}\nclaims: {json.dumps({'c': made})}\n", language
    )


def quiz(*questions: Question, **keys: Any) -> Body:
    return ask(*questions, quiz=keys)


def ru(question: Question) -> Body:
    return ask(question, language="ru")


def kk(question: Question) -> Body:
    return ask(question, language="kk")


def codes(case: Question | Body) -> list[str]:
    body = case if isinstance(case, Body) else ask(case)
    head = HEAD.replace("language: en", f"language: {body.language}")
    if body.language != "en":
        head = head.replace("as: the report}", "as: the report, language: en}")
    made = make_deck(body.text, SOURCE, head)
    assert made.deck is not None
    return [each.code for each in lint(made.deck, made.expansion, made.forms)]


WHAT = "What came before pears?"
LONG = "a fund that all members pay into by size"
TEXT_60 = "What came, " + "in the end and after all, " * 10 + "before pears?"
NUMBERS = [["3", "5", "9", "12"], ["10", "20", "30", "40"]]


def even(number: int, key: str = "pears") -> Question:
    """A question whose options have one length and no cue."""
    return choice(f"Which fruit is number {number}?", key, "plums", "apple", "lemon", order="fixed")


def with_length(number: int, key: str) -> Question:
    return choice(f"Which fruit is number {number}?", key, "plums", "apple", "lemon")


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
    "absolute-distractors": (
        choice(WHAT, "apples", "plums, always", "figs"),
        choice(WHAT, "apples", "figs", "never plums"),
        ru(choice("Что было сначала?", "яблоки", "всегда сливы", "вишни")),
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
    "grammatical-cue": (
        choice("She called it an", "order", "plan", "wish"),
        choice("It was a _____ that came before pears?", "plum", "apple", "orange"),
        choice("What came before pears are", "apples", "a plum", "a lemon"),
    ),
    "option-within-option": (
        choice(WHAT, "apples", "apples and figs", "plums"),
        choice(WHAT, "figs", "Plums", "ripe plums!"),
        multiple(WHAT, ["apples", "figs"], ["plums, apples", "nuts"]),
    ),
    "odd-option": (
        choice(WHAT, "10 years", "20 years", "30 months"),
        choice(WHAT, "Apples came.", "Plums came", "Figs came"),
        choice(WHAT, "apples", "plums", "14"),
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
    "overlapping-ranges": (
        choice("How many stalls are there?", "10–20", "1–10", "20–30"),
        choice("How many stalls are there?", "10 to 15", "12 to 20", "30 to 40"),
        ru(choice("Сколько там было рядов?", "от 10 до 20", "от 1 до 15", "от 30 до 40")),
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
    "long-stem": (
        short(TEXT_60, "apples"),
        choice(TEXT_60, "apples", "plums", "figs"),
        truefalse(TEXT_60.replace("?", "."), True),
    ),
    "window-dressing": (
        choice("The town lies in a valley. Which fruit came first?", "apples", "plums", "figs"),
        short("Rivers are long. On what day did the market open?", "May 3"),
        ru(choice("Реки бывают длинными. Какой фрукт был первым?", "яблоко", "слива", "вишня")),
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
    "like-answers": (
        ask(short("Which body is it?", "United Nations", accept=["the body"]),
            short("Which alliance is it?", "NATO", accept=["the body"])),
        ask(short("Who came first?", "Müller"), short("Who came second?", "Muller")),
        ask(short("Who came first?", "Tokaev", match="name"),
            short("Who came second?", "Tokayev", match="name")),
    ),
    "answer-forms": (
        ask(short("Кто пришёл?", "полк"), short("Где книга?", "полка"), language="ru"),
        ask(short("О чём речь?", "мир"), cloze("Нет ==мира== на земле."), language="ru"),
        ask(short("Бұл не?", "мемлекет"), short("Бұлар не?", "мемлекеттер"), language="kk"),
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
    "scare-quotes": (
        short("On what day did the “market” open?", "May 3"),
        choice("Which fruit came “before pears” on May 3?", "apples", "plums", "figs"),
        multiple("Which fruit came?", ["the “plums” of May", "nuts"], ["figs"]),
    ),
    "blanked-attribution": (
        cloze("==Anna Berg== said that trade needs peace.", claim="needs"),
        cloze("Anna Berg ==said== that trade needs peace.", claim="needs"),
        cloze("According to ==Berg==, trade needs peace.", claim="needs"),
    ),
    "false-figure-first": (
        choice("How many stalls are there?", "14", "30", "20", rationale="Not 30 but 14."),
        truefalse("The market opened with 40 stalls.", False, rationale="It was not 40, but 14."),
        choice("How many?", "1,400 stalls", "3,000 stalls", "2 stalls", rationale="3000? 1400."),
    ),
    "undated-office": (
        short("What did the mayor say of plums?", "rare", claim="plums"),
        choice("What did the president open?", "a market", "a bridge", "a school"),
        ru(short("Что открыл президент в городе?", "рынок")),
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
    "gives-another-away": (
        quiz(short("Who often become mediators?", "middle powers"),
             short("What is it that middle powers often do?", "talk")),
        quiz(choice(WHAT, "apples", "plums", "figs"), truefalse("The apples came early.", True)),
        quiz(cloze("The market opened on ==Monday=="),
             {"kind": "ordering", "stem": "In which order?", "steps": ["Monday: open", "rain"]}),
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
}  # fmt: skip

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
    "absolute-distractors": (
        choice(WHAT, "always apples", "plums, always", "figs"),  # the key has one too
        choice(WHAT, "apples", "everyday plums", "figs"),  # "every" is no whole word here
        choice(WHAT, "apples", "often plums", "figs"),
    ),
    "hedged-key": (
        choice(WHAT, "usually apples", "plums, perhaps", "figs"),
        choice(WHAT, "apples", "usually plums", "figs"),
        choice("When did it open?", "May 3", "June 3", "July 3"),  # a month
    ),
    "key-repeats-stem": (
        choice("What strengthens cooperation?", "close cooperation", "less cooperation", "trade"),
        choice("What strengthens cooperation?", "cooperative trade", "new rules", "peace"),
        choice("What is it that came with pears?", "that with figs", "plums", "nuts"),  # no content
    ),
    "grammatical-cue": (
        choice("She called it a", "plan", "wish", "law"),
        choice("She called it an", "order", "idea", "apple"),
        choice("What came before pears are", "apples", "figs", "plums"),
    ),
    "option-within-option": (
        choice(WHAT, "1 of all", "-1 of all", "small"),
        choice(WHAT, "apples", "pineapples", "plums"),
        choice(WHAT, "green apples", "apples, green", "plums"),  # not in a row
    ),
    "odd-option": (
        choice(WHAT, "10 years", "20 years", "30 years"),
        choice(WHAT, "the United Nations", "NATO", "the European Union"),  # articles do not count
        choice(WHAT, "the German plan", "the rivalry of powers", "conflicts in Asia"),  # two names
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
    "overlapping-ranges": (
        choice("How many stalls are there?", "10–19", "1–9", "20–30"),
        choice("How many stalls are there?", "10", "1", "20"),
        choice("Which day is it?", "May 3 and June 10", "May 4", "June 9"),
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
    "long-stem": (
        short(WHAT, "apples"),
        short("What came, " + "in the end, " * 16 + "before pears?", "apples"),  # 53 words
        cloze("The market opened on " + "May " * 50 + "==3=="),
    ),
    "window-dressing": (
        choice("The market has many stalls. Which stalls came first?", "apples", "plums", "figs"),
        choice("The town lies in a valley. Which fruit came there?", "apples", "plums", "figs"),
        choice("An apple is sweet. Which came first?", "the red apple", "plums", "figs"),
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
    "like-answers": (
        ask(short("Which body is it?", "United Nations", accept=["the UN", "UN"]),
            short("What is the UN?", "the United Nations", accept=["UN"])),
        ask(short("Which island is it?", "Iceland"), short("Which other one?", "Ireland")),
        ask(short("Who came first?", "Müller", strict=["accents"]),
            short("Who came second?", "Muller", strict=["accents"])),
    ),
    "answer-forms": (
        ask(short("Кто пришёл?", "полк"), short("Кого боятся?", "волк"), language="ru"),
        ask(short("What is it?", "power"), short("What are they?", "powers")),
        ask(short("Кто он?", "Антонов", match="name"),
            short("Кто она?", "Антонова", match="name"), language="ru"),
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
    "scare-quotes": (
        short("Who said “There is no other way”?", "Anna Berg"),
        short("What does the word “market” stand for?", "stalls"),
        choice("Which words are these?", "“The market”", "“plums”", "“Apples came”"),
    ),
    "blanked-attribution": (
        cloze("Anna Berg said that trade needs ==peace==.", claim="needs"),
        cloze("Anna Berg, ==the mayor==, said that trade needs peace.", claim="needs"),
        cloze("==The market== opened on May 3."),
    ),
    "false-figure-first": (
        choice("How many stalls are there?", "14", "30", "20", rationale="14, and not 30."),
        choice("How many stalls are there?", "14", "30", "20", rationale="See paragraph 1."),
        choice("How many?", "1,400 stalls", "3,000 stalls", "2 stalls", rationale="Yes, 1400."),
    ),
    "undated-office": (
        short("What did the mayor, Anna Berg, open?", "the market"),
        short("What did the president open in 2021?", "the market"),
        short("What did Mayor Lind, the president of nothing, open?", "the market"),
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
    "gives-another-away": (
        quiz(short("Who often become mediators?", "middle powers"),
             short("What is it that middle powers often do?", "talk"), passage="source"),
        quiz(choice(WHAT, "apples", "plums", "figs"), truefalse("The pineapples came.", True)),
        quiz(choice(WHAT, "apples", "plums", "figs"),
             truefalse("The apples and plums came.", True)),  # which of them?
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
}  # fmt: skip


def cases(table: Mapping[str, tuple[Question | Body, ...]]) -> list[Any]:
    return [
        pytest.param(code, case, id=f"{code}-{number}")
        for code, several in table.items()
        for number, case in enumerate(several, 1)
    ]


@pytest.mark.parametrize(("code", "case"), cases(NOT_FOUND))
def test_a_near_miss(code: str, case: Question | Body) -> None:
    assert code not in codes(case)


@pytest.mark.parametrize(("code", "case"), cases(FOUND))
def test_what_provokes_the_rule(code: str, case: Question | Body) -> None:
    assert code in codes(case)


def test_every_rule_has_its_cases() -> None:
    assert sorted(FOUND) == sorted(NOT_FOUND) == sorted(rules())
    assert {len(each) for each in (*FOUND.values(), *NOT_FOUND.values())} == {3}


def test_a_language_without_a_file_has_no_words_to_look_for() -> None:
    german = ask(
        choice("Was kam nicht zuerst, always?", "immer all of these", "none of the above", "never"),
        card("Kam es?", "yes"),
        language="de",
    )
    worded = {"negative-stem", "all-of-the-above", "none-of-the-above", "absolute-distractors"}
    assert not {*codes(german)} & {*worded, "yes-no-card", "hedged-key", "key-repeats-stem"}


# Found on 7,227 published questions, where they were no cue at all.
FALSE_ALARMS = [
    ("negative-stem", choice("Which is a cost that cannot be changed?", "sunk", "paid", "old")),
    ("negative-stem", choice("It has not come. What came?", "plums", "apples", "figs")),
    ("negative-stem", choice("Which option tells it not to stop?", "loose", "skip", "quiet")),
    ("double-negative", choice("The site does not open. Why?", "It is not there.", "It is new.")),
    ("absolute-distractors", choice(WHAT, "plums", "apples", "none of these")),
    ("odd-option", choice(WHAT, "all of these", "Timers", "Notes", "Slides")),
    ("odd-option", choice(WHAT, "the U.S.", "the United Nations", "France")),
    ("odd-option", choice(WHAT, "it is", "Berg", "Lind", "Holm")),
    ("option-within-option", choice("Which is none?", "C", "C#", "Java")),
    ("overlapping-ranges", choice("Which is it?", "f(1, to 4)", "f(2, to 5)", "f(3 - 4)")),
    ("unfocused-stem", choice("What is Drupal?", "a program", "a plant", "a planet")),
    (
        "window-dressing",
        choice("You own a well. Which tool do you use?", "a pump", "a saw", "tape"),
    ),
    ("hedged-key", choice(WHAT, "what is read more often", "plums of all kinds", "figs and nuts")),
    ("key-repeats-stem", ask(choice("What, Berg said, came?", "what Berg saw", "rain", "snow"))),
]


@pytest.mark.parametrize(("code", "case"), FALSE_ALARMS)
def test_no_false_alarm(code: str, case: Question | Body) -> None:
    assert code not in codes(case)
