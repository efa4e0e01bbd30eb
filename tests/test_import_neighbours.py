"""Banks whose headings, keys or lines are a little unlike those of most."""

from __future__ import annotations

import pytest
from importing import foreign, read

from quizgen.importers import Resemblance
from quizgen.importers.cards import likeness

CODE = "```\nfor i in x:\n    print(i)\n```"


def keys(text: str, form: str = "csv") -> list[dict[str, object]]:
    found, _ = read(form, text)
    return [dict(each.keys) for each in found]


@pytest.mark.parametrize("key", ["1|3", '"1,3"', "1;3", "1 and 3"])
def test_answers_beside_options_are_the_right_ones(key):
    [one] = keys(f"question,option1,option2,option3,option4,answers\nPrime?,2,4,3,9,{key}\n")
    assert (one["keys"], one["distractors"]) == (["2", "3"], ["4", "9"])


@pytest.mark.parametrize("heading", ["True/False", "T/F", "true or false", "TF"])
def test_a_heading_may_name_both_truths(heading):
    found = keys(f"Statement,{heading}\nThe sun is a star,TRUE\nThe moon is a star,F\n")
    assert [each["key"] for each in found] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "問題,選択肢1,選択肢2,正解\n日本の首都は?,東京,大阪,1\n",
        "题目,选项A,选项B,答案\n日本の首都は?,東京,大阪,A\n",
        "문제,보기1,보기2,정답\n日本の首都は?,東京,大阪,1\n",
    ],
)
def test_headings_in_chinese_japanese_and_korean(text):
    [one] = keys(text)
    assert (one["key"], one["distractors"]) == ("東京", ["大阪"])


@pytest.mark.parametrize(
    ("cell", "stem"),
    [
        ("<pre>for i in x:\n    print(i)</pre> What?", f"{CODE}\n\nWhat?"),
        ("What?\n```python\nfor i in x:\n    print(i)\n```", f"What?\n\n{CODE}"),
        ("What?\nfor i in x:\n    print(i)", f"What?\n\n{CODE}"),
        ("What?\nif x:\n  y = 1", "What?\n\n```\nif x:\n  y = 1\n```"),
        ("What is\n  this?", "What is\\\nthis?"),  # a line that only wraps
        ("One\nTwo", "One\\\nTwo"),
    ],
)
def test_indented_lines_are_code(cell, stem):
    [one] = keys(f'question,A,B,answer\n"{cell}",x,y,A\n')
    assert one["stem"] == stem


def test_cards_in_one_line():
    found = keys("die Katze|the cat---der Hund|the dog", "cards")
    assert [each["key"] for each in found] == ["the cat", "the dog"]


def test_arabic_letters_name_options():
    head = "السؤال,الخيار أ,الخيار ب,الخيار ج,الإجابة الصحيحة,الشرح\n"
    egypt, iraq = (
        "ما عاصمة مصر؟,الأقصر,القاهرة,الجيزة,ب,نعم\n",
        "ما عاصمة العراق؟,بغداد,البصرة,الموصل,أ,\n",
    )
    found = keys(head + egypt + iraq)
    assert [each["key"] for each in found] == ["القاهرة", "بغداد"]
    assert found[0]["rationale"] == "نعم"


@pytest.mark.parametrize(
    ("heading", "yes", "no"),
    [
        ("Richtig/Falsch", "richtig", "falsch"),
        ("Верно/неверно", "верно", "неверно"),
        ("Vrai ou faux", "vrai", "faux"),
        ("Doğru/Yanlış", "Doğru", "Yanlış"),
        ("T/F", "T", "F"),
    ],
)
def test_a_heading_that_names_both_truths_makes_statements(heading, yes, no):
    found, _ = read("csv", f"Question,{heading}\nOne.,{yes}\nTwo.,{no}\n")
    assert [(each.kind, each.keys["key"]) for each in found] == [
        ("truefalse", True),
        ("truefalse", False),
    ]


@pytest.mark.parametrize("written", ["{}. ", "{}) ", "Q{}: ", "Question {}. "])
def test_numbers_that_count_the_questions_are_left_out(written):
    first, second = (written.format(number) for number in (4, 5))
    found = keys(f"question,answer\n{first}Who?,me\n{second}What?,this\n")
    assert [each["stem"] for each in found] == ["Who?", "What?"]


@pytest.mark.parametrize("stems", [("1. FC Köln", "3. Liga"), ("1984", "1985"), ("1. Who?",)])
def test_other_numbers_stay(stems):
    found = keys("question,answer\n" + "".join(f"{stem},x{stem}\n" for stem in stems))
    assert [str(each["stem"]).replace("\\", "") for each in found] == [*stems]


def test_rows_of_a_form_that_was_not_filled_in_are_no_losses():
    text = (
        "No,Question,Option 1,Option 2,Time limit,Correct\n1,Who?,me,you,20,1\n2,,,,20,\n3,,,,,\n"
    )
    found, said = read("csv", text)
    assert len(found) == 1
    assert not [each for each in said if "missing" in each]


@pytest.mark.parametrize(
    "text",
    [
        "a|one\n---\nb|two\n---\nc|three\n",
        "a,one;b,two;c,three",
        "a - one\n-----\nb - two\n\n-----\nc - three",
    ],
)
def test_cards_by_whatever_parts_them(text):
    assert [(each["stem"], each["key"]) for each in keys(text, "cards")] == [
        ("a", "one"),
        ("b", "two"),
        ("c", "three"),
    ]
    assert likeness(foreign(text, "q.txt")) is Resemblance.STRONG


@pytest.mark.parametrize(
    "text", ["Who: he said: she? Yes: no; and: so.", "Red, green; blue, grey, white"]
)
def test_prose_is_no_cards(text):
    assert likeness(foreign(text, "q.txt")) is Resemblance.NONE


@pytest.mark.parametrize(
    ("gap", "lost"),
    [
        ("{1:SHORTANSWER:=Peru#ok}", "the feedback “ok” of the gap “Peru”"),
        ("{1:MC:=Peru~Chile#no}", "the feedback “no” of the gap “Peru”"),
        ("{1:NM:=10:0.5}", "the tolerance 0.5 of the gap “10”"),
    ],
)
def test_what_a_gap_loses_is_said(gap, lost):
    text = f"In {gap} lives a {{1:SA:=llama}}."
    found, said = read(
        "moodle-xml",
        f'<quiz><question type="cloze"><questiontext><text>{text}</text></questiontext>'
        "</question></quiz>",
    )
    assert len(found) == 1
    assert f"1: not kept: {lost}" in said


@pytest.mark.parametrize("label", ["Answer: ", "Ответ: ", "Жауап: ", ""])
def test_a_model_answer_that_we_exported_comes_back_without_its_label(label: str) -> None:
    found, said = read("gift", f"Why does it rain? {{####{label}Warm air rises.}}\n")
    assert [(each.kind, each.keys["key"]) for each in found] == [("open", "Warm air rises.")]
    assert said == []


def test_another_word_before_an_answer_stays() -> None:
    ((question,), _) = read("gift", "Why? {####Answer to this: yes.}\n")
    assert question.keys["key"] == "Answer to this: yes."
