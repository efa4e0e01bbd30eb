"""Questions from other programs: what is kept, and what is said to be lost."""

from __future__ import annotations

import pytest
from importing import anki, codes, gift, read

from quizgen.importers.csv import separator_of

# --- GIFT -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "::Grant:: Who is buried here? {=Grant#Yes ~no one#Somebody is ~Napoleon}",
            {
                "kind": "choice",
                "stem": "Who is buried here?",
                "key": "Grant",
                "distractors": [{"text": "no one", "why": "Somebody is"}, "Napoleon"],
                "rationale": "Yes",
            },
        ),
        ("Sun?{T}", {"kind": "truefalse", "stem": "Sun?", "key": True}),
        (
            "Sun?{FALSE#It is#Good####All}",
            {
                "kind": "truefalse",
                "stem": "Sun?",
                "key": False,
                "why": "It is",
                "rationale": "Good All",
            },
        ),
        (
            "Two and {=four =4} are six.",
            {
                "kind": "short",
                "stem": "Two and _____ are six.",
                "key": "four",
                "accept": ["4"],
            },
        ),
        (
            "Which?{~%50%a ~%50%b ~%-100%c}",
            {
                "kind": "multiple",
                "stem": "Which?",
                "keys": ["a", "b"],
                "distractors": ["c"],
                "scoring": "parts",
            },
        ),
        (
            "Match.{=Canada -> Ottawa =Italy -> Rome = -> Paris}",
            {
                "kind": "matching",
                "stem": "Match.",
                "pairs": {"Canada": "Ottawa", "Italy": "Rome"},
                "extras": ["Paris"],
            },
        ),
        (
            "When?{#1822:5}",
            {"kind": "numeric", "stem": "When?", "key": "1822", "tolerance": "5"},
        ),
        (
            "How much?{#1..2}",
            {"kind": "numeric", "stem": "How much?", "key": "1.5", "tolerance": "0.5"},
        ),
        ("Pi?{#=3.14:0.01#Yes}", {"kind": "numeric", "stem": "Pi?", "key": "3.14",
                                 "tolerance": "0.01", "rationale": "Yes"}),
        ("Why?{}", {"kind": "open", "stem": "Why?", "key": "No model answer is given."}),
        (
            r"A \{brace\}, \= and \~, \# and \:\: and 2\\3?{=a\~b ~c\=d}",
            {
                "kind": "choice",
                "stem": "A {{brace}}, = and ~, # and :: and 2\\3?",
                "key": "a~b",
                "distractors": ["c=d"],
            },
        ),
        (
            "[html]<p>What is <b>bold</b> &amp; <i>new</i>?</p><p>Say.</p>{=x ~[plain]<b>}",
            {
                "kind": "choice",
                "stem": "What is **bold** & *new*?\\\nSay.",
                "key": "x",
                "distractors": ["<b>"],
            },
        ),
        (
            "[markdown]Is *this* {{x}}?".replace("{{x}}", r"\{x\}") + "{=a ~b}",
            {"kind": "choice", "stem": "Is *this* {{x}}?", "key": "a", "distractors": ["b"]},
        ),
        ("One * two * three [x] _y_?{=1 ~2}", {"kind": "choice",
            "stem": "One \\* two \\* three \\[x\\] \\_y\\_?", "key": "1", "distractors": ["2"]}),
        (r"Say: {=\{a\} _b_ =\{c\}}", {"kind": "short", "stem": "Say:",
                                      "key": "{{a}} _b_", "accept": ["{c}"]}),
        ("What is 1==1?{=yes ~no}", {"kind": "choice", "stem": "What is 1\\=\\=1?", "key": "yes",
                                    "distractors": ["no"]}),
    ],
)  # fmt: skip
def test_gift(text, wanted):
    assert gift(text) == (wanted, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Who?{=a ~%50%b ~c}", ["1: not kept: 50 % of the points for “b”"]),
        ("Who?{=a =%50%b}", ["1: not kept: 50 % of the points for the answer “b”"]),
        ("Who?{=Jam*s}", ["1: not kept: that * stands for any letters in an answer; here it is an "
                          "asterisk"]),
        ("Which?{~%75%a ~%25%b ~c}", ["1: not kept: the weights 75 %, 25 % of the right options; "
                                      "here each counts the same"]),
        ("Which?{=a =b ~c}", ["1: not kept: that one of several right options is enough; here all "
                              "must be chosen"]),
        ("// [id:q1]\n::A title:: Who?{=a}", ["2: not kept: the title “A title”"]),
        ("// [tag:two words]\nWho?{=a}", ["2: the tag “two words” is `two-words` here"]),
        ("[html]See it?{=a <img src\\='map.png'> ~b}", ["1: not kept: the picture map.png"]),
        ("[html]H<math>2</math>O?{=water}", ["1: not kept: <math>"]),
        ("When?{#=1822:0 =%50%1822:2}", ["1: not kept: the answer “1822:2”"]),
    ],
)  # fmt: skip
def test_gift_says_what_it_loses(text, said):
    keys, found = gift(text)
    assert keys
    assert found == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n\nA description only.", ["3: a text without answers is not a question"]),
        ("Who?\n{=a", ["2: this `{` has no `}`"]),
        ("Who? =a}", ["1: this `}` has no `{`"]),
        ("Who? }x{ ", ["1: a question has more than one `{`"]),
        ("Who?{=a} or {=b}", ["1: a question has more than one `{`"]),
        ("{=a}", ["1: the question has no words"]),
        ("Who?{~a ~b}", ["1: no answer is right"]),
        ("Who?{x =a ~b}", ["1: “x” comes before the first answer; an answer begins with = or ~"]),
        ("Who?{=a->b}", ["1: there are fewer than two pairs to match"]),
        ("When?{#soon}", ["1: the answer is not a number"]),
        ("When?{#1e999999999}", ["1: the answer is not a number"]),
        ("When?{#nan}", ["1: the answer is not a number"]),
    ],
)
def test_gift_names_what_is_no_question_for_us(text, said):
    assert gift(text) == ({}, said)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Lucy has a real {=struggle}.", "Lucy has a real _____."),
        ("It costs ({#5}) now", "It costs (_____) now"),
        ("She{=came}early", "She _____ early"),
        ("What is List<String> in Java, if a < b?{T}", "What is List<String> in Java, if a < b?"),
        ("<pre>for i in x\\:\n    print(i)</pre>?{T}", "```\nfor i in x:\n    print(i)\n```\n\n?"),
        ("H<sub>2</sub>O and m<sup>2</sup>?{T}", "H~2~O and m^2^?"),
        (
            "See<table><tr><th>a</th><th>b</th></tr><tr><td>1</td></tr></table>?{T}",
            "See\n\n| a | b |\n|---|---|\n| 1 |  |\n\n?",
        ),
        ("<ol><li>a</li><li>b</li></ol>?{T}", "1. a\\\n2. b\\\n?"),
        ("<ul><li>a</li><li>b</li></ul>?{T}", "• a\\\n• b\\\n?"),
        ("<tr><td>2020</td><td>10</td></tr>?{T}", "2020 | 10\\\n?"),
        ("a<br>b?{T}", "a\\\nb?"),
        ("[plain]a<br>b?{T}", "a<br>b?"),
        ("[markdown]Which?\n- a\n- b{T}", "Which?\\\n- a\\\n- b"),
    ],
)
def test_the_words_of_gift(text, wanted):
    keys, said = gift(text)
    assert (keys["stem"], said) == (wanted, [])


@pytest.mark.parametrize(
    ("text", "wanted", "said"),
    [
        ("Q{~=have been ~was}", {"key": "have been", "distractors": ["was"]},
         ["1: not kept: an answer without words"]),
        ("Q{=a#<br> ~b}", {"key": "a", "distractors": ["b"]}, []),
        ("Q{One}", {"kind": "short", "key": "One"}, []),
        ("Q{#1.6E-19:1E-21}", {"key": "0.00000000000000000016",
                               "tolerance": "0.000000000000000000001"}, []),
        ("Q{= ~b}", {}, ["1: no answer is right"]),
    ],
)  # fmt: skip
def test_corners_of_gift(text, wanted, said):
    keys, found = gift(text)
    assert {key: keys.get(key) for key in wanted} == wanted
    assert found == said


def test_a_forgotten_blank_line_costs_no_question():
    text = "A{T}\nB {\n=x\n~y\n}\n::c:: C{=x\n// [tag:d]\n::d:: D{F}\n\nE{T} F{T}\n"
    found, said = read("gift", text)
    assert [each.keys["stem"] for each in found] == ["A", "B", "D"]
    assert found[2].keys["tags"] == ["d"]
    assert said == ["6: this `{` has no `}`", "10: a question has more than one `{`"]


def test_blank_lines_among_answers_part_no_question():
    found, said = read("gift", "Q {\n\n=a\n\n~b\n\n}\n\nR{=x\n\nS{=y ~z}\n")
    assert [each.keys["stem"] for each in found] == ["Q", "S"]
    assert said == ["9: this `{` has no `}`"]


def test_gift_labels_and_categories():
    text = (
        "$CATEGORY: $course$/top/Week 1/History\n\n"
        "// a note\n// [id:q\\]1] [tag:facts]\nWho?\n// [tag:more]\n{=a}\n\n"
        "$CATEGORY: Other\n\nWhen?{=b}\n"
    )
    found, said = read("gift", text)
    assert said == []
    assert [each.id for each in found] == ["q]1", ""]
    assert found[0].keys["tags"] == ["facts", "more"]
    assert [each.keys["subdeck"] for each in found] == ["Week 1::History", "Other"]


# --- CSV ------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_with_named_columns(separator):
    rows = [
        ["id", "question", "answer", "Distractor 1", "distractor_2", "tags", "Difficulty"],
        ["capital", "Which town?", "Ottawa", "Toronto", "Montreal", "towns|north", "2"],
        ["", "It is cold.", "true", "", "", "", ""],
        ["", "Say it.", "A long answer", "", "", "", "so-so"],
    ]
    found, said = read("csv", "\n".join(separator.join(row) for row in rows))
    assert [(each.id, each.kind, dict(each.keys)) for each in found] == [
        ("capital", "choice", {"stem": "Which town?", "key": "Ottawa",
         "distractors": ["Toronto", "Montreal"], "tags": ["towns", "north"], "difficulty": 2}),
        ("", "truefalse", {"stem": "It is cold.", "key": True}),
        ("", "flashcard", {"stem": "Say it.", "key": "A long answer"}),
    ]  # fmt: skip
    assert said == ["4: not kept: the difficulty “so-so”"]


def test_a_bar_in_one_value_is_no_separator():
    found, _ = read("csv", "stem,key\nWhat is a|b?,An | or\n")
    assert found[0].keys == {"stem": "What is a|b?", "key": "An | or"}


def test_csv_of_two_columns_without_names_is_cards():
    found, said = read("csv", 'What is it?,"A ""thing"", large\nand old"\nWho?,She\n')
    assert [each.keys for each in found] == [
        {"stem": "What is it?", "key": 'A "thing", large\\\nand old'},
        {"stem": "Who?", "key": "She"},
    ]
    assert said == ["1: without headings, it is read as question, key"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a,b,c,d,e", "2: 5 cells where 4 columns are named"),
        (",b,c,", "2: the question of the row is missing"),
        ("a,,c,", "2: the row has no key"),
        ("a,b,,riddle", "2: the kind “riddle” cannot be imported from a table"),
        ("a,b,c,short", "2: not kept: the distractors of a question of the kind short"),
        ("a,b,,choice", "2: the question has fewer than two options"),
        ("a,b,,truefalse", "2: the key is neither true nor false"),
        ("a,,,truefalse", "2: the key is neither true nor false"),
        ("a,?,,truefalse", "2: the key is neither true nor false"),
        ('a,"b', "2: this row cannot be read: unexpected end of data"),
        ('a,"b"c', "2: this row cannot be read: ',' expected after '\"'"),
    ],
)
def test_csv_names_what_it_loses(row, said):
    assert said in read("csv", f"stem,key,wrong,kind\n{row}\n")[1]


@pytest.mark.parametrize("bad", ['Who "2?,"x', '"Who 2?,b', 'Who,"b" b'])
def test_a_stray_quotation_mark_costs_its_own_row_only(bad):
    rows = [f"Who {n}?,answer {n}" for n in range(5)]
    rows[2] = bad
    found, said = read("csv", "\n".join(["stem,key", *rows, 'And “so”?,"a ""b"""', ""]))
    assert [each.keys["stem"] for each in found] == [
        "Who 0?", "Who 1?", "Who 3?", "Who 4?", "And “so”?"
    ]  # fmt: skip
    assert [line.partition(":")[0] for line in said] == ["4"]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("stem;key\nWho, and when?;A\nWhat?;B\n", ";"),
        ("stem\tkey\nWho, and; when?\tA, B\n", "\t"),
        ('stem,key\n"a;b;c","d;e;f"\n', ","),
        ("stem\nWho?\n", ","),
        ('"' * 700 + ",x;y\n", ","),
        ('stem,key\n"' + '""' * 4000 + '",b\n', ","),
    ],
)
def test_the_separator_is_what_most_lines_have_as_often(text, separator):
    assert separator_of(text)[0] == separator


def test_csv_names_unknown_columns_and_missing_names():
    assert read("csv", "stem,key,colour\na,b,red\n")[1] == ["1: the column “colour” is not known"]
    assert read("csv", "a,b,c\nd,e,f\n")[1] == [
        "1: the table does not say which column is the question"
    ]


def test_anki_cards_and_clozes():
    found, said = anki(
        "h7%kf\tBasic\tHistory::War\tWho <b>won</b>?\tNobody&nbsp;did.\tfacts",
        "q1\tCloze\tDefault\t{{c1::Ottawa}} lies in {{c2::Canada}}.\tOn a river.\t",
        "q2\tCloze\tDefault\t{{c1::Red}} and {{c1::<i>blue</i>}}\t\t",
    )
    assert said == []
    assert [(each.id, each.kind, dict(each.keys)) for each in found] == [
        ("note-h7-kf", "flashcard", {"stem": "Who **won**?", "key": "Nobody did.",
         "tags": ["facts"], "subdeck": "History::War"}),
        ("note-q1", "cloze", {"stem": "==Ottawa== lies in ==Canada==.",
                              "rationale": "On a river."}),
        ("note-q2", "cloze", {"stem": "==Red== and ==blue==", "gaps": "together"}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("Who?\t[sound:a.mp3] He\t", "not kept: the sound a.mp3"),
        ("Who?\t<img src='x.png'>He\t", "not kept: the picture x.png"),
        ("{{c1::a {{c2::b}} c}}\t\t", "the note has a cloze inside a cloze, or one without words"),
        ("{{c1::a}} {{c1::b}} {{c2::c}}\t\t",
         "not kept: that some gaps are open at once; here each is a card"),
        ("Who?\t\t", "the note has only a front"),
        (r"\(x^2\)" + "\tA square\t", "not kept: the notation of a formula"),
        ("<img src='x.png'>\tA map\t",
         "the note has only a picture, so it has no question in words"),
        ("\t\t", "the note has no words"),
    ],
)  # fmt: skip
def test_anki_names_what_it_loses(fields, said):
    assert anki(f"g\tBasic\tDefault\t{fields}")[1] == [f"7: {said}"]


def test_anki_fields_beyond_two_are_named():
    found, said = read("anki", "#separator:;\n#html:false\nWho?;He;<b>;y\n#a comment\n")
    assert found[0].keys == {"stem": "Who?", "key": "He"}
    assert said == [
        "3: these notes have 4 fields; field 1 and field 2 are taken, the others are left out",
        "4: Anki reads this line as a comment",
    ]


def test_a_line_that_only_looks_like_a_header_is_named():
    found, said = read("anki", "#C sharp: a language\tof 2000\nWho?\tHe\n#separator:x\n")
    assert [each.keys["stem"] for each in found] == ["Who?"]
    assert said == [
        "1: Anki reads this line as a comment",
        "3: Anki reads this line as a comment",
    ]


def test_notes_that_quizgen_made_are_left_out():
    rows = ["#notetype column:1", "quizgen 1 · Choice · x · y\tun\tWhat?", "Basic\tWho?\tHe"]
    found, said = read("anki", "\n".join(rows))
    assert [each.keys["stem"] for each in found] == ["Who?"]
    assert said == ["2: a note that quizgen made"]


def test_fields_of_notes_can_be_chosen():
    found, said = read("anki", "#separator:;\nx;He;Who?;why\n", fields=(3, 2, 4))
    assert found[0].keys == {"stem": "Who?", "key": "He", "rationale": "why"}
    assert said == []


def test_the_last_id_of_a_comment_counts():
    found, _ = read("gift", "// [id:first] [id:second]\nWho?{=a}\n")
    assert [each.id for each in found] == ["second"]


def test_a_pair_may_be_longer_than_a_key_of_yaml():
    long = "x, " * 600 + "y"
    found, _ = read("gift", f"Match. {{={long} -> a =b -> c}}\n")
    assert "pairs" in found[0].keys
    assert codes(found) == ([], 1)
