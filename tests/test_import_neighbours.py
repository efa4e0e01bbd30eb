"""Banks whose headings, keys or lines are a little unlike those of most."""

from __future__ import annotations

import pytest
from importing import read

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
