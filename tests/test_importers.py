"""Questions from other programs: what is kept, what is said to be lost, what a draft deck holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from making import Folder, replace

from quizgen import importers, registry
from quizgen.__main__ import cli
from quizgen.compiling.expand import expand
from quizgen.deck.markup import joined
from quizgen.diagnostics import Diagnostic, TextFile, as_text
from quizgen.importers import Imported
from quizgen.importers._draft_deck import DraftHead, draft_deck
from quizgen.importers._draft_entries import draft_questions
from quizgen.importers._foreign_html import rich_of, tree
from quizgen.importers._imported import as_id
from quizgen.importers._prose import as_prose
from quizgen.importers._prose import as_text as as_markdown
from quizgen.importers.csv import _separator_of
from quizgen.load import load
from quizgen.phrases import PLACEHOLDER
from quizgen.quiz.model import Break, Code, Emphasis, Link, Strong, Text, plain

HEAD = DraftHead("drafts", "abcdefghij", "text.txt", "Imported from questions.gift.")


def read(form: str, text: str) -> tuple[list[Imported], list[str]]:
    """The questions, and what was said as "line: message"."""
    found = list(registry.load(importers, form).read(TextFile("file", text)))
    said = [
        f"{each.where.file.line_and_column(each.where.start)[0]}: {each.message}"
        for each in found
        if isinstance(each, Diagnostic)
    ]
    return [each for each in found if isinstance(each, Imported)], said


def deck_of(questions: list[Imported], head: DraftHead = HEAD) -> str:
    claims, entries, _ = draft_questions(questions)
    return draft_deck(head, claims, entries)


def gift(text: str) -> tuple[dict[str, object], list[str]]:
    """The kind and the keys of the one question, and what was said."""
    found, said = read("gift", text)
    assert len(found) <= 1
    return ({"kind": found[0].kind, **found[0].keys} if found else {}), said


def codes(questions: list[Imported]) -> tuple[list[str], int]:
    """Those that the draft deck gets from the compiler, and how many drafts it has."""
    deck_text = deck_of(questions)
    folder = Folder({"text.txt": PLACEHOLDER.encode()})
    deck, problems = load(TextFile("drafts.yaml", deck_text), folder, "zzzzzzzzzz")
    assert deck is not None, "\n".join(map(as_text, problems)) + deck_text
    expansion, more = expand(deck)
    assert expansion.items == ()
    return [problem.code for problem in (*problems, *more)], expansion.drafts


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
        ("Why?{}", {"kind": "open", "stem": "Why?", "key": "To be written."}),
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
        ("[html]See <img src='map.png' alt='a map'>?{=a}", ["1: not kept: the picture map.png"]),
        ("[html]H<sub>2</sub>O?{=water}", ["1: not kept: <sub>"]),
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
        ("Who? }x{ ", ["1: the question has more than one `{`"]),
        ("Who?{=a}\nWhen?{=b}", ["2: the question has more than one `{`"]),
        ("{=a}", ["1: the question has no words"]),
        ("Who?{~a ~b}", ["1: no answer is right"]),
        ("Who?{maybe}", ["1: “maybe” is not an answer: one begins with = or ~, or is just T or F"]),
        ("Who?{x =a ~b}", ["1: “x” comes before the first answer; an answer begins with = or ~"]),
        ("Who?{=a->b}", ["1: there are fewer than two pairs to match"]),
        ("When?{#soon}", ["1: the answer is not a number"]),
        ("When?{#1e999999999}", ["1: the answer is not a number"]),
        ("When?{#nan}", ["1: the answer is not a number"]),
    ],
)
def test_gift_names_what_is_no_question_for_us(text, said):
    assert gift(text) == ({}, said)


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
        ["", "Say it.", "A long answer", "", "", "", "hard"],
    ]
    found, said = read("csv", "\n".join(separator.join(row) for row in rows))
    assert [(each.id, each.kind, dict(each.keys)) for each in found] == [
        ("capital", "choice", {"stem": "Which town?", "key": "Ottawa",
         "distractors": ["Toronto", "Montreal"], "tags": ["towns", "north"], "difficulty": 2}),
        ("", "truefalse", {"stem": "It is cold.", "key": True}),
        ("", "flashcard", {"stem": "Say it.", "key": "A long answer"}),
    ]  # fmt: skip
    assert said == ["4: not kept: the difficulty “hard”"]


def test_a_bar_in_one_value_is_no_separator():
    found, _ = read("csv", "stem,key\nWhat is a|b?,An | or\n")
    assert found[0].keys == {"stem": "What is a|b?", "key": "An | or"}


def test_csv_of_two_columns_without_names_is_cards():
    found, said = read("csv", 'What is it?,"A ""thing"", large\nand old"\nWho?,She\n')
    assert [each.keys for each in found] == [
        {"stem": "What is it?", "key": 'A "thing", large\\\nand old'},
        {"stem": "Who?", "key": "She"},
    ]
    assert said == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a,b,c,d,e", "2: 5 cells where 4 columns are named"),
        (",b,c,", "2: the row has no question"),
        ("a,,c,", "2: the row has no key"),
        ("a,b,,riddle", "2: the kind “riddle” cannot be imported from a table"),
        ("a,b,c,short", "2: not kept: the distractors of a question of the kind short"),
        ("a,b,,choice", "2: the question is a choice, but has no distractors"),
        ("a,b,,truefalse", "2: the key is neither true nor false"),
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
    assert _separator_of(TextFile("a.csv", text)) == separator


def test_csv_names_unknown_columns_and_missing_names():
    assert read("csv", "stem,key,colour\na,b,red\n")[1] == ["1: the column “colour” is not known"]
    assert read("csv", "a,b,c\nd,e,f\n")[1] == ["1: the columns have no names"]


# --- Anki -----------------------------------------------------------------------------------

ANKI = """\
#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:6
"""


def anki(*rows: str) -> tuple[list[Imported], list[str]]:
    return read("anki", ANKI + "\n".join(rows) + "\n")


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
        ("{{c1::a::a hint}} b\t\t", "not kept: the hint “a hint” in a gap"),
        ("{{c1::a {{c2::b}} c}}\t\t", "the note has a cloze inside a cloze"),
        ("{{c1::a}} {{c1::b}} {{c2::c}}\t\t",
         "not kept: that some gaps are open at once; here each is a card"),
        ("Who?\t\t", "the note has only a front, so it is not a question"),
        (r"\(x^2\)" + "\tA square\t", "not kept: the notation of a formula"),
        ("\t\t", "the note has no words"),
    ],
)  # fmt: skip
def test_anki_names_what_it_loses(fields, said):
    assert anki(f"g\tBasic\tDefault\t{fields}")[1] == [f"7: {said}"]


def test_anki_fields_beyond_two_are_named():
    found, said = read("anki", "#separator:;\n#html:false\nWho?;He;<b>;y\n#a comment\n")
    assert found[0].keys == {"stem": "Who?", "key": "He"}
    assert said == [
        "3: not kept: the field “<b>”",
        "3: not kept: the field “y”",
        "4: Anki reads this line as a comment",
    ]


def test_notes_that_quizgen_made_are_left_out():
    rows = ["#notetype column:1", "quizgen 1 · Choice · x · y\tun\tWhat?", "Basic\tWho?\tHe"]
    found, said = read("anki", "\n".join(rows))
    assert [each.keys["stem"] for each in found] == ["Who?"]
    assert said == ["2: a note that quizgen made"]


# --- The draft deck -------------------------------------------------------------------------


def test_a_draft_deck_checks_and_builds_nothing():
    text = "Who?{=a ~b}\n\nWhen?{#1822}\n\nIs it?{T}\n\nWhy?{}\n\nMatch{=a->b =c->d}\n"
    assert codes(read("gift", text)[0]) == ([], 5)


def test_ids_are_the_files_own_or_of_the_title_and_each_is_there_once():
    text = (
        "// [id:q 1]\nA?{=a}\n\n// [id:q-1]\nB?{=a}\n\n::The title!::C?{=a}\n\n"
        "::The title!::D?{=a}\n\n?!{=a}\n\n// [id:con]\nE?{=a}\n"
    )
    _, questions, problems = draft_questions(read("gift", text)[0])
    assert list(questions) == ["q-1", "q-1-2", "the-title", "the-title-2", "question", "con"]
    assert [problem.message for problem in problems] == [
        "the id “q 1” is `q-1` here",
        "the id “q-1” is `q-1-2` here",
    ]


def test_ids_do_not_follow_the_words_of_an_answer():
    def ids(text: str) -> list[str]:
        return [as_id(each.id, dots=True) for each in read("gift", text)[0]]

    assert ids("// [id:a.b]\nWho?{=x}") == ids("// [id:a.b]\nWho else?{=y ~z}") == ["a.b"]


# --- The command ----------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, enter) -> Path:
    enter(tmp_path)
    return tmp_path


def run(*arguments: str, code: int = 0):
    result = CliRunner().invoke(cli, arguments, prog_name="quizgen")
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_import_writes_a_deck_that_can_be_checked_at_once(folder):
    (folder / "Week 1.gift").write_text("Who?{=a ~%50%b ~c}\n\nSome words.\n", "utf-8")
    result = run("import", "Week 1.gift")
    assert f"{Path('decks/week-1.yaml')} written: 1 draft question." in result.stdout
    assert "not kept: 50 % of the points for “b”" in result.stderr
    assert "Week 1.gift:3:1: warning[not-imported]" in result.stderr
    assert (folder / "source/week-1.txt").read_text("utf-8") == f"{PLACEHOLDER}\n"
    assert (folder / "decks/schema.json").is_file()
    assert "1 deck, 0 items and 1 draft: no problems" in run("check").stdout
    assert "nothing to build, it has nothing but 1 draft" in run("build").stdout


def test_a_filled_in_claim_builds(folder):
    (folder / "q.csv").write_text("stem,key,wrong\nWho came?,She,He|They\n", "utf-8")
    (folder / "article.txt").write_text("Nothing first. She came. She saw.\n", "utf-8")
    run("import", "q.csv", "--source", "article.txt")
    path = folder / "decks/q.yaml"
    deck = path.read_text("utf-8").replace(PLACEHOLDER, "She came").replace("draft: true", "")
    path.write_text(deck, "utf-8")
    assert "1 item: 1 choice" in run("build", "--to", "json").stdout
    (item,) = json.loads((folder / "dist/q.json").read_text("utf-8"))["items"]
    assert item["id"] == "who-came"


def test_import_finds_the_project_around_it(folder, enter):
    run("new", "orchids")
    (folder / "orchids/source/q.gift").write_text("Who?{=a}\n", "utf-8")
    enter(folder / "orchids/source")
    run("import", "q.gift")
    assert (folder / "orchids/decks/q.yaml").is_file()
    assert (folder / "orchids/source/q.txt").is_file()


def test_import_never_overwrites(folder):
    (folder / "q.gift").write_text("Who?{=a}\n", "utf-8")
    run("import", "q.gift")
    before = (folder / "decks/q.yaml").read_bytes()
    assert "exists already" in run("import", "q.gift", code=2).stderr
    (folder / "decks/q.yaml").unlink()
    assert "exists already" in run("import", "q.gift", code=2).stderr, "the source"
    assert before
    assert not (folder / "decks/q.yaml").exists()


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("q.gift", "Только слова.".encode("cp1251"), 1, "not UTF-8"),
        ("q.csv", "stem,key\n".encode("utf-16"), 1, "UTF-16"),
        ("q.csv", b"PK\x03\x04", 1, "a Word, Excel, OpenDocument or ZIP file"),
        ("q.gift", b"\x00\x01", 1, "NUL"),
        ("q.gift", b"", 1, "no question that can be imported"),
        ("q.csv", b"a,b,c\n", 1, "the columns have no names"),
        ("q.pdf", b"Who?{=a}", 2, "name one with --from"),
    ],
)
def test_a_file_that_cannot_be_imported_is_named_and_nothing_is_written(
    folder, name, content, code, said
):
    (folder / name).write_bytes(content)
    result = run("import", name, code=code)
    assert said in result.stderr
    assert sorted(path.name for path in folder.iterdir()) == [name]


# --- Hostile files --------------------------------------------------------------------------

PIECES = st.lists(
    st.sampled_from(
        [*"{}=~#%:\\/[]<>&;\"',\t\n*_`!|@$-", "\n\n", "->", "####", "::", "//", "[html]", "[id:",
         "{{c1::", "}}", "<b>", "</b>", "<![", "<!--", "<?", "&#x202E;", "&#0;", "&#xD800;", "#",
         "T", "a", "Ж", "\u202e", "\U000f0000", "\ue000", "%50%", "1822", "$CATEGORY:", "==",
         "\x1f", "#separator:", "#html:false", "quizgen 1 · Choice · x · y", "stem", "key", "id"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@pytest.mark.parametrize("form", ["gift", "csv", "anki"])
@given(text=PIECES)
@settings(max_examples=150)
def test_any_file_gives_a_deck_that_can_be_read_or_nothing(form, text):
    found, _ = read(form, text)
    if found:
        problems, _ = codes(found)
        assert "control-character" not in problems
        assert not {"syntax", "unknown-slot", "unclosed-gap", "bad-placeholder"} & set(problems)


@pytest.mark.parametrize("form", ["gift", "csv", "anki"])
@pytest.mark.parametrize(
    "text",
    ["{" * 50_000, "<b>" * 20_000 + "x\ty", "[" * 20_000 + "{=a}", "*" * 20_000 + "{=a ~b}",
     "\\" * 50_001 + "{=a}", '"' * 50_001, "=" * 50_000, ("a" * 200_000) + "\tb",
     "x{" + "=a" * 20_000 + "}", "{{c1::" * 5_000 + "a", "{{c1::a}}" * 2_000 + "\tb"],
    ids=range(11),
)  # fmt: skip
def test_large_and_deep_files_are_read(form, text):
    found, said = read(form, text)
    assert found or said
    deck_of(found)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("gift", "Who\u202e?{=a\u202eb ~c}"),
        ("gift", "[html]Who&#x202E;?{=a&#x202E;b ~c}"),
        ("csv", "id,stem,key\nq\u202e,Who?,a\u202eb"),
        ("anki", "Who?\ta\u202eb\ttag\u202e\n"),
    ],
)
def test_what_turns_text_around_stays_out(form, text):
    deck = deck_of(read(form, text)[0])
    assert "\u202e" not in deck
    assert "ab" in deck


def test_a_deck_holds_nothing_but_what_was_imported():
    """No name and no text gets out of its place in the YAML."""
    evil = 'x"\n  - injected: true\n# {y}: [z] &a *b !!c | > % @ `'
    (question,) = read("gift", "Who?{=a}\n")[0]
    question = replace(question, keys={**question.keys, "hint": as_markdown(evil)})
    deck = deck_of([question], DraftHead("drafts", "abcdefghij", "text.txt", evil))
    folder = Folder({"text.txt": PLACEHOLDER.encode()})
    loaded, problems = load(TextFile("drafts.yaml", deck), folder, "zzzzzzzzzz")
    assert not problems
    assert loaded
    assert list(loaded.questions) == ["who"]
    assert list(loaded.claims) == ["who"]


# --- Text -----------------------------------------------------------------------------------

WORDS = st.text("ab *_`[](){}=\\<>&!~#|\"'“”—é\u0301", min_size=1, max_size=12).map(Text)
RICH = st.recursive(
    WORDS | st.just(Break()) | st.sampled_from(["x", "y z"]).map(Code),
    lambda inner: st.builds(Strong, st.lists(inner, min_size=1, max_size=3).map(joined))
    | st.builds(Emphasis, st.lists(inner, min_size=1, max_size=3).map(joined))
    | st.builds(Link, st.lists(inner, min_size=1, max_size=2).map(joined),
                st.just("https://example.org/a_(b)")),
    max_leaves=6,
)  # fmt: skip


@given(nodes=st.lists(RICH, min_size=1, max_size=4))
@settings(max_examples=300)
def test_written_text_reads_as_the_same_words(nodes):
    from quizgen.deck.placeholders import parse_prose
    from quizgen.reading.nodes import Node
    from quizgen.reading.report import Report

    rich = joined(nodes)
    written, is_whole = as_prose(rich)
    report = Report(TextFile("", written))
    prose = parse_prose(Node(written, 0), report)
    assert not report.problems
    assert prose.is_constant
    if is_whole:
        assert prose.rich == rich
    assert "".join(plain(prose.rich).split()) == "".join(plain(rich).split())


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("a <b>b </b>c", "a **b** c"),
        ("<p>a</p><p>b<br>c</p>", "a\\\nb\\\nc"),
        ("<div>a<div>b</div></div>", "a\\\nb"),
        ("x<script>alert(1)</script>y", "xy"),
        ("<a href='https://e.org'>e</a> <a href='javascript:x'>f</a>", "[e](<https://e.org>) f"),
        ("&lt;b&gt; &amp; {x} == *y*", "<b> & {{x}} \\=\\= \\*y\\*"),
        ("<i></i><b> </b>a", "a"),
        ("un<b>closed <i>tags", "un**closed *tags***"),
        ("<b>“a”</b>b", "“a”b"),  # Markdown cannot say it
    ],
)
def test_html_as_text(html, written):
    assert as_prose(rich_of(tree(html))[0])[0] == written


def test_the_last_id_of_a_comment_counts():
    found, _ = read("gift", "// [id:first] [id:second]\nWho?{=a}\n")
    assert [each.id for each in found] == ["second"]


def test_a_pair_may_be_longer_than_a_key_of_yaml():
    long = "x, " * 600 + "y"
    found, _ = read("gift", f"Match. {{={long} -> a =b -> c}}\n")
    assert "pairs" in found[0].keys
    assert codes(found) == ([], 1)
