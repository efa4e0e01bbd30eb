"""Stems that name two speakers or two texts and give each its own words: none is refused.

A check that refuses an honest question leaves its author with nothing to do about it.
"""

from __future__ import annotations

import json

import pytest
from making import HEAD, Made, try_deck

PEOPLE = """
speakers:
  a: {name: Anna Berg, aka: [Berg]}
  b: {name: Boris Lind, aka: [Lind]}
  r: {name: the reeve}
"""
SOURCE = """\
“Trade needs peace,” Anna Berg told Lind. “The bridge is old,” Boris Lind said. The reeve slept.
Lind said that water is scarce.
"""
HERS = "{quote: Trade needs peace, speaker: a}"
HIS = "{quote: The bridge is old, speaker: b}"
REPORTED = "{quote: water is scarce, speaker: b}"


@pytest.mark.parametrize(("words", "hint"), [
    ("scarce", "what was said has another capital: “Scarce”, or “[s]carce”"),
    ("water", "write it without quotation marks, as reported speech"),
])  # fmt: skip
def test_words_that_are_also_quoted_are_cured_by_a_capital(words: str, hint: str) -> None:
    text = f"{SOURCE} “Scarce is the wrong word,” said Lind."
    question = "{kind: open, key: X, quote: Scarce is the wrong word, speaker: b, stem: '%s'}"

    def made(said: str) -> Made:
        asked = question % f"Why did Lind say “{said}”?"
        return try_deck(f"{PEOPLE}questions: {{q: {asked}}}\n", text)

    problem = next(each for each in made(words).problems if each.code == "not-their-words")
    assert problem.hint == hint
    assert made("Scarce").codes == made("[s]carce").codes == []


@pytest.mark.parametrize(("name", "stem", "found"), [
    ("the reeves", "What, say the reeves, does trade need?", []),
    ("the reeves", "Why is it hard to ask the reeves what trade needs?", ["unattributed"]),
    ("the reeves", "Whom, with the reeves away, does trade need?", ["unattributed"]),
])  # fmt: skip
def test_several_who_speak_take_the_base_form(name: str, stem: str, found: list[str]) -> None:
    people = f"speakers: {{r: {{name: {name}}}}}\n"
    question = f"{{kind: open, key: X, quote: Trade needs peace, speaker: r, stem: '{stem}'}}"
    text = "“Trade needs peace,” said the reeves."
    assert try_deck(f"{people}questions: {{q: {question}}}\n", text).codes == found


def codes(quote: str, stem: str, keys: str = "kind: open, key: X") -> list[str]:
    question = f"{keys}, quote: {quote}, stem: {json.dumps(stem, ensure_ascii=False)}"
    return try_deck(f"{PEOPLE}questions: {{q: {{{question}}}}}\n", SOURCE).codes


OF_HERS = """
Whom did Anna Berg tell “Trade needs peace”?
Did Lind hear Anna Berg say “Trade needs peace”?
When Anna Berg told Lind, “Trade needs peace”, what did he answer?
“Trade needs peace,” Anna Berg told Lind. Why?
“Trade needs peace,” Lind was told by Anna Berg. Why?
Lind was told “Trade needs peace” by Anna Berg. Why?
What did Lind reply when Anna Berg said “Trade needs peace”?
What did Lind think when he heard Anna Berg say “Trade needs peace”?
Lind asked; Anna Berg said: “Trade needs peace”. Why?
After Lind had said his piece, Anna Berg said “Trade needs peace”. Why?
Before Lind could say anything, Anna Berg said “Trade needs peace”. Why?
Anna Berg, whom Lind called a friend, said “Trade needs peace”. Why?
Anna Berg, answering what Lind said, said “Trade needs peace”. Why?
Lind’s guest, Anna Berg, said: “Trade needs peace”. Why?
Unlike Lind, Anna Berg said “Trade needs peace”. Why?
As Anna Berg told Lind: “Trade needs peace”. Why?
Anna Berg’s reply to Lind was “Trade needs peace”. What does she say?
To Lind’s question Anna Berg answered: “Trade needs peace”. Why?
Does Anna Berg say “Trade needs peace” or does Lind?
Who, Anna Berg or Lind, said “Trade needs peace”?
Lind says nothing of “Trade needs peace”, which Anna Berg said. Why?
What did Lind make of Anna Berg’s words “Trade needs peace”?
Lind said of Anna Berg’s “Trade needs peace” what?
Lind called Anna Berg’s words “Trade needs peace” odd. Why did he say so?
What does Lind say to Anna Berg’s claim “Trade needs peace”?
Anna Berg said something. What did Lind say to “Trade needs peace”?
What did Lind say after “Trade needs peace”, as Anna Berg said?
"""


@pytest.mark.parametrize("stem", OF_HERS.strip().split("\n"))
def test_hers_beside_him(stem: str) -> None:
    assert codes(HERS, stem) == []


@pytest.mark.parametrize(
    "stem",
    [
        "What did Boris Lind say is scarce?",
        "According to Lind, is Anna Berg right that water is scarce?",
        "When Anna Berg asked, what did Lind say is scarce?",
        "What, Lind told Anna Berg, is scarce?",
        "Anna Berg asks: what did Lind say is scarce?",
    ],
)
def test_what_is_reported_of_him(stem: str) -> None:
    assert codes(REPORTED, stem) == []


OF_BOTH = """
Which of them, Berg or Lind, said “The bridge is old” after Berg had said “Trade needs peace”?
Berg told Lind “Trade needs peace”, and he said “The bridge is old”. Why?
Berg told Lind “Trade needs peace”; Lind said “The bridge is old”. Why?
What do “Trade needs peace” and “The bridge is old”, which Berg and Lind said, have in common?
Lind said “The bridge is old” when Berg had told him “Trade needs peace”. Why?
Lind, to whom Berg said “Trade needs peace”, said “The bridge is old”. Why?
“Trade needs peace,” said Berg, and Lind: “The bridge is old.” Why?
Berg spoke of peace: “Trade needs peace”. Lind spoke of the bridge: “The bridge is old”. Why?
What links Berg’s remark “Trade needs peace” with Lind’s “The bridge is old”, as they said?
Why did Lind say “The bridge is old” and Berg say “Trade needs peace”?
"""


@pytest.mark.parametrize("stem", OF_BOTH.strip().split("\n"))
def test_both(stem: str) -> None:
    assert codes(f"[{HERS}, {HIS}]", stem) == []


TO_HIM = "kind: choice, key: Boris Lind, distractors: [the reeve]"
BY_HER = "kind: choice, key: Anna Berg, distractors: [Boris Lind]"


@pytest.mark.parametrize(
    ("keys", "stem"),
    [
        (BY_HER, "Who told Lind “Trade needs peace”?"),
        (BY_HER, "Who said “Trade needs peace” to Lind?"),
        (BY_HER, "Lind answered whoever said “Trade needs peace”. Who was it?"),
        (BY_HER, "Who said “Trade needs peace” before Lind said anything?"),
        (TO_HIM, "To whom did Anna Berg say “Trade needs peace”?"),
        (TO_HIM, "Whom did Berg tell “Trade needs peace”?"),
        (TO_HIM, "Who was told “Trade needs peace” by Anna Berg?"),
        (TO_HIM, "Who heard Anna Berg say “Trade needs peace”?"),
        (TO_HIM, "“Trade needs peace,” Anna Berg told whom?"),
        ("kind: cloze", "Anna Berg told ==Lind==: “Trade needs peace”."),
        ("kind: cloze", "==Anna Berg== told Lind: “Trade needs peace”."),
        ("kind: cloze", "Anna Berg told Lind: “Trade needs ==peace==”."),
        ("kind: truefalse, key: true", "Anna Berg told Lind: “Trade needs peace”."),
        ("kind: truefalse, key: false", "Anna Berg told the reeve: “Trade needs peace”."),
        ("kind: truefalse, key: false", "Lind told Anna Berg: “Trade needs peace”."),
    ],
)
def test_who_said_it_to_whom(keys: str, stem: str) -> None:
    assert codes(HERS, stem, keys) == []


# --- Two texts -----------------------------------------------------------------------------------

TWO = HEAD.replace(
    "source: {file: text.txt, as: the report}",
    "sources: {one: {file: text.txt, as: the report},"
    " two: {file: two.txt, as: the letter, speaker: a}}",
)
REPORT = "Anna Berg said that rain fell. The fire began at night.\n"
LETTER = {"two.txt": b"The mill burned. I saw it.\n"}
COMPARED = "[The fire began at night, The mill burned]"


@pytest.mark.parametrize(
    ("quote", "stem", "keys"),
    [
        ("The fire began at night",
         "What does the report say, unlike the letter, about when “The fire began”?", ""),
        (COMPARED,
         "The report says “The fire began at night”, while the letter says “The mill burned”. Why?",
         ""),
        (COMPARED, "Where the letter has “The mill burned”, what does the report say?", ""),
        (COMPARED, "Does the letter, which says “The mill burned”, agree with the report?", ""),
        (COMPARED, "Do the report and the letter both say “The mill burned”?", ""),
        (COMPARED, "What says the report, but not the letter, which has “The mill burned”?", ""),
        (COMPARED, "Which, the report or the letter, says “The mill burned”, as they say?", ""),
        ("{quote: rain fell, speaker: a}", "What, Anna Berg said in the report, fell?", ""),
        (COMPARED, "What do the report and the letter say?",
         "kind: matching, pairs: {the report: fire, the letter: The mill burned}"),
        (COMPARED, "What do the report and the letter say?",
         "kind: matching, pairs: {“The mill burned”: the letter, fire: the report}"),
        (COMPARED, "What do the report and the letter say?",
         "kind: matching, pairs: {Anna Berg: The mill burned, the report: fire at night}"),
    ],
)  # fmt: skip
def test_two_texts(quote: str, stem: str, keys: str) -> None:
    question = f"{keys or 'kind: open, key: X'}, quote: {quote}, stem: {json.dumps(stem)}"
    made = try_deck(f"{PEOPLE}questions: {{q: {{{question}}}}}\n", REPORT, TWO, LETTER)
    assert made.codes == []


# --- Other languages ------------------------------------------------------------------------------

OTHERS = {
    "ru": (
        "speakers: {a: {name: Анна Белова, aka: [Белова], forms: {gen: Беловой}},"
        " b: {name: Борис Линд, aka: [Линд], forms: {gen: Линда, dat: Линду}}}\n",
        "«Торговле нужен мир», — сказала Анна Белова Линду. «Мост стар», — ответил Борис Линд.\n",
        ("Торговле нужен мир", "Мост стар"),
    ),
    "kk": (
        "speakers: {a: {name: Анна Берг, aka: [Берг], forms: {gen: Бергтің, dat: Бергке}},"
        " b: {name: Борис Линд, aka: [Линд], forms: {gen: Линдтің, dat: Линдке}}}\n",
        "«Саудаға бейбітшілік керек», — деді Анна Берг Линдке. «Көпір ескі», — деді Борис Линд.\n",
        ("Саудаға бейбітшілік керек", "Көпір ескі"),
    ),
}


def of_language(language: str, stem: str, is_both: bool) -> list[str]:
    people, source, (hers, his) = OTHERS[language]
    quotes = [f"{{quote: {hers}, speaker: a}}", f"{{quote: {his}, speaker: b}}"][: 1 + is_both]
    keys = f"kind: open, key: X, quote: [{', '.join(quotes)}], stem: {json.dumps(stem)}"
    head = HEAD.replace("language: en", f"language: {language}")
    return try_deck(f"{people}questions: {{q: {{{keys}}}}}\n", source, head).codes


@pytest.mark.parametrize(
    ("language", "stem"),
    [
        ("ru", "Кому Белова сказала: «{1}»?"),
        ("ru", "Что ответил Линд, когда Белова сказала: «{1}»?"),
        ("ru", "«{1}», — сказала Белова Линду. Почему?"),
        ("ru", "После слов Линда Белова сказала: «{1}». Почему?"),
        ("ru", "Линд слушал, а Белова говорила: «{1}». Почему?"),
        ("ru", "Линд спросил, и Белова ответила: «{1}». Почему?"),
        ("ru", "Белова встала и сказала: «{1}». Почему?"),
        ("ru", "Белова, которую Линд назвал другом, сказала: «{1}». Почему?"),
        ("ru", "Линду Белова сказала: «{1}». Почему?"),
        ("ru", "Что значат слова Беловой «{1}»?"),
        ("kk", "Берг Линдке «{1}» деді. Неге?"),
        ("kk", "«{1}», — деді Берг Линдке. Неге?"),
        ("kk", "Анна Берг кімге «{1}» деп айтты?"),
        ("kk", "Линд естігенде Берг «{1}» деді. Неге?"),
        ("kk", "Берг: «{1}», — деді. Линд не деп жауап берді?"),
        ("kk", "Линдке Берг «{1}» деді. Неге?"),
    ],
)
def test_hers_in_other_languages(language: str, stem: str) -> None:
    assert of_language(language, stem.replace("{1}", OTHERS[language][2][0]), is_both=False) == []


@pytest.mark.parametrize(
    ("language", "stem"),
    [
        ("ru", "Белова сказала: «{1}», а Линд ответил: «{2}». Почему?"),
        ("ru", "«{1}», — сказала Белова; «{2}», — ответил Линд. Почему?"),
        ("ru", "Почему Белова говорит «{1}», а Линд — «{2}»?"),
        ("ru", "Белова встала и сказала: «{1}», а Линд — «{2}». Почему?"),
        ("kk", "Берг «{1}» деді, ал Линд «{2}» деп жауап берді. Неге?"),
        ("kk", "«{1}», — деді Берг; «{2}», — деді Линд. Неге?"),
    ],
)
def test_both_in_other_languages(language: str, stem: str) -> None:
    """As it is, nothing is wrong; with the words swapped, they are given to the wrong speaker."""
    hers, his = OTHERS[language][2]
    for first, second, codes_ in ((hers, his, []), (his, hers, ["wrong-speaker"])):
        said = stem.replace("{1}", first).replace("{2}", second)
        assert of_language(language, said, is_both=True) == codes_
