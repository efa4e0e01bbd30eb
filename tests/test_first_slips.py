"""The slips of a first-time author: each is told once, with what to type."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copy

import pytest
from making import HEAD, SOURCE, Made, try_deck

from quizgen.diagnostics import TextFile, as_text
from quizgen.project.compiled import compile_deck
from quizgen.reading.document import parse

NONE = HEAD.replace("{file: text.txt, as: the report}", "none")

CLAIM = "claims: {c: {quote: The market opened on May 3}}\n"


def asked(keys: str, head: str = HEAD, body: str = CLAIM) -> Made:
    return try_deck(f"{body}questions: {{q: {{{keys}}}}}\n", head=head)


@pytest.mark.parametrize("key", ["wrong", "0", "nein", "untrue", "[true]", "maybe", "{text}"])
def test_a_key_that_is_neither_true_nor_false_is_one_slip(key: str) -> None:
    made = asked(f"kind: truefalse, claim: c, stem: The market opened., key: {json.dumps(key)}")
    assert len(made.problems) == 1
    assert "true or false" in f"{made.problems[0].message} {made.problems[0].hint}"


@pytest.mark.parametrize("key", ["FALSE", "no", "F", "False", "f", "N", "'no'", "off"])
def test_what_a_spreadsheet_writes_for_false_is_false(key: str) -> None:
    made = asked(f"kind: truefalse, claim: c, stem: The market closed., key: {key}")
    assert made.codes == []
    assert made.keys("q") == ["False"]


def test_a_statement_without_a_key_is_still_told_so() -> None:
    made = asked("kind: truefalse, claim: c, stem: The market opened.")
    assert made.codes == ["unkeyed-statement"]


@pytest.mark.parametrize("texts", ["[{file: text.txt}, {file: b.txt}]", "[text.txt, b.txt]"])
def test_several_texts_have_a_key_of_their_own(texts: str) -> None:
    head = HEAD.replace("{file: text.txt, as: the report}", texts)
    made = asked("kind: open, claim: c, stem: When?, key: X", head)
    (problem,) = [each for each in made.problems if each.code == "expected-mapping"]
    assert "sources: {report: {file: …}}" in problem.hint
    assert len(made.problems) == 1


@pytest.mark.parametrize(
    ("sources", "line"),
    [
        ("[{file: text.txt}, {file: b.txt}]", "first: {file: …}"),
        ("{a: text.txt}", "a: {file: text.txt}"),
    ],
)
def test_and_each_of_them_an_id(sources: str, line: str) -> None:
    head = HEAD.replace("source: {file: text.txt, as: the report}", f"sources: {sources}")
    made = asked("kind: open, claim: c, stem: When?, key: X", head)
    assert [each.code for each in made.problems] == ["expected-mapping"]
    assert line in made.problems[0].hint


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ("kind: open, quote: hi, stem: Why?, key: X", "needs-source"),
        ("kind: open, speaker: anna, stem: Why?, key: X", "needs-source"),
        ("kind: open, told_by: anna, stem: Why?, key: X", "needs-source"),
        ("kind: open, par: 1, stem: Why?, key: X", "needs-source"),
        ("kind: open, status: opinion, stem: Why?, key: X", "needs-source"),
        ("kind: open, translation: hi, stem: Why?, key: X", "needs-source"),
        ("kind: open, source: report, stem: Why?, key: X", "unknown-source"),
        ("kind: open, claim: c, stem: Why?, key: X", "unknown-claim"),
        ("kind: open, stem: 'Why, {source.as}?', key: X", "unknown-slot"),
        ("kind: open, stem: 'Why “{quote}”?', key: X", "unknown-slot"),
        ("kind: open, stem: 'Why, {speaker}?', key: X", "unknown-slot"),
    ],
)
def test_what_goes_with_a_text_does_not_go_without(keys: str, code: str) -> None:
    people = "speakers: {anna: {name: Anna Berg}}\n"
    for head, more in ((NONE, ""), (HEAD, ", source: none")):
        if more and ("source:" in keys or "claim:" in keys):
            continue
        made = asked(f"{keys}{more}", head, people)
        assert code in made.codes, (made.codes, more)


def test_nor_do_claims() -> None:
    made = asked("kind: open, stem: Why?, key: X", NONE, "claims: {c: {quote: x}}\n")
    assert "needs-source" in made.codes


@pytest.mark.parametrize("passage", ["source", "[1]", "[report]", "{report: [1]}"])
def test_nor_does_a_passage(passage: str) -> None:
    quizzes = f"quizzes: {{z: {{title: Z, passage: {passage}, sections: [{{draw: 1}}]}}}}\n"
    made = asked("kind: open, stem: Why?, key: X", NONE, quizzes)
    assert made.codes
    assert made.codes[0] in (
        "needs-source",
        "unknown-passage",
        "unknown-source",
        "no-such-paragraph",
    )


# --- Words that are left out by hand --------------------------------------------------------------


@pytest.mark.parametrize("blank", ["_____", "___", "__________", "…____…"])
def test_a_blank_by_hand_is_told_how_it_is_written(blank: str) -> None:
    made = asked(f"kind: short, claim: c, stem: “The market ____ on May 4{blank}”, key: opened")
    (problem,) = made.problems
    assert problem.code == "invented-quotation"
    assert "==words==" in problem.hint


def test_what_is_advised_works() -> None:
    made = asked("kind: cloze, claim: c, stem: “The market ==opened== on May 3”")
    assert made.codes == []
    made = asked(
        "kind: short, claim: c, stem: 'What has “The market […] on May 3” left out?', key: opened"
    )
    assert made.codes == []
    assert "May 3" in SOURCE


# --- Half a pair of marks -------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["as", "title"])
@pytest.mark.parametrize("name", ["the “report", "the report”", "the «report"])
def test_half_a_pair_in_the_name_of_a_text_is_told_there_and_once(key: str, name: str) -> None:
    head = HEAD.replace("as: the report", f"{key}: {name}")
    body = "claims: {c: {quote: The market opened on May 3}}\n"
    stems = ("What does {source.as} say?", "Why, {source.as}?")
    asked_ = ", ".join(
        f"q{at}: {{kind: open, claim: c, key: X, stem: '{stem}'}}" for at, stem in enumerate(stems)
    )
    (problem,) = try_deck(f"{body}questions: {{{asked_}}}\n", head=head).problems
    assert problem.code == "unpaired-mark"
    where = problem.where
    assert where.file.text[where.start : where.end] == name


@pytest.mark.parametrize(
    ("written", "meant"),
    [("items", "steps"), ("sequence", "steps"), ("Steps", "steps"), ("step", "steps")],
)
def test_another_word_for_steps(written: str, meant: str) -> None:
    made = asked(f"kind: ordering, claim: c, stem: Which?, {written}: [a, b, c]")
    (problem,) = made.problems
    assert problem.hint == f"did you mean `{meant}`?"


# --- What is not indented -------------------------------------------------------------------------

OUTSIDE = """\
questions:
libs:
  kind: numeric
  quote: The market opened on May 3 with 14 stalls
  stem: How many stalls, says the report, did the market have?
  key: 14
ships:
  kind: short
  quote: The market opened on May 3
  steem: What opened on May 3, as the report says?
  key: the market
"""
BESIDE = """\
questions:
  libs:
  kind: choice
  quote: The market opened on May 3 with 14 stalls
  stem: How many stalls, says the report, did the market have?
  key: 14
  distractors: {13: Wrong., 12: Wrong.}
"""


@pytest.mark.parametrize(
    ("body", "hint", "others"),
    [
        (OUTSIDE, "indent `libs:` by 2 spaces, and so all that belongs to `questions:`", ["steem"]),
        (BESIDE, "indent `kind:` by 2 spaces, and so all that belongs to `libs:`", []),
        ("speakers:\nanna: {name: Anna Berg}\n", "indent `anna:` by 2 spaces", []),
        ("speakers:\n  anna:\n  name: Anna Berg\n", "indent `name:` by 2 spaces", []),
        (CLAIM + "questions: {a: {kind: open, claim: c, stem: 'Why, says the report?', key: X}}\n"
         "b: {kind: open, claim: c, stem: 'How, says the report?', key: Y}\n",
         "indent `b:` by 2 spaces", []),
    ],
)  # fmt: skip
def test_what_is_not_indented_is_told_once_and_read(
    body: str, hint: str, others: list[str]
) -> None:
    first, *more = try_deck(body).problems
    assert first.hint.startswith(hint)
    told = [each for each in more if each.code == "unknown-key"]
    assert [each.where.file.text[each.where.start : each.where.end] for each in told] == others
    assert not [each for each in more if each not in told and each.code.startswith("expected")]


@pytest.mark.parametrize("body", ["qestions:\n  a: {kind: open}\n", "questions:\nx: y\n"])
def test_a_misspelt_section_is_no_entry(body: str) -> None:
    assert not any("indent" in each.hint for each in try_deck(body).problems)


def test_keys_of_two_questions_beside_their_ids_are_not_called_doubled() -> None:
    body = BESIDE + BESIDE.partition("\n")[2].replace("libs", "more")
    codes = try_deck(body).codes
    assert "unknown-key" in codes
    assert "duplicate-key" not in codes


# --- Two keys on a line ---------------------------------------------------------------------------

ASKED = "quote: The market opened on May 3\n    stem: When, says the report?\n    key: May 3\n"


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        (f"questions:\n  a: kind: short\n    {ASKED}", "new line before `kind:`"),
        ("questions: a: {kind: short}\n", "new line before `a:`"),
        ("questions:\n  a: kind: short, key: y\n", "put braces around the keys: {kind: sh"),
        ("title: Rivers: a test\n", "quotation marks"),
        (f"questions:\n  a:\n    hint: note: this\n    {ASKED}", "quotation marks"),
    ],
)  # fmt: skip
def test_a_key_after_a_key_needs_a_line_of_its_own(body: str, hint: str) -> None:
    (problem,) = try_deck(body).problems
    assert hint in problem.hint
    if "new line" in hint:
        assert problem.cure is not None
        where, text = problem.cure.where, problem.where.file.text
        cured = text[: where.start] + problem.cure.replacement + text[where.end :]
        assert parse(TextFile("deck.yaml", cured))[1] == []


# --- What says why, and what to type --------------------------------------------------------------


@pytest.mark.parametrize(
    ("speakers", "hint"),
    [
        ("", "write `speaker: ID` at `c`, and the name of ID under `speakers:`"),
        ("speakers: {cara: {name: Cara}}\n", "write `speaker: cara` at `c`"),
        ("speakers: {anna: {name: Anna}, boris: {name: Boris}}\n",
         "write `speaker: anna` at `c`, or another id"),
    ],
)  # fmt: skip
def test_a_claim_without_a_speaker_is_told_how_to_have_one(speakers: str, hint: str) -> None:
    made = asked("kind: open, claim: c, stem: 'Why, {speaker}?', key: X", body=speakers + CLAIM)
    (problem,) = [each for each in made.problems if each.code == "unknown-slot"]
    assert problem.hint == f"say whose words they are: {hint}"


@pytest.mark.parametrize("line", ["hint: #1 one", "hint:   # 1 one", "accept:\n    - #1 one"])
def test_a_text_that_begins_with_a_number_sign(line: str) -> None:
    body = f"{CLAIM}questions:\n  q:\n    kind: short\n    claim: c\n    stem: When?\n    key: x\n"
    told = [each for each in try_deck(f"{body}    {line}\n").problems if each.code == "empty"]
    sign = line.partition("#")[2]
    assert [each.hint for each in told] == [
        f'` #` begins a comment; for a text that begins with #, write "#{sign}"'
    ]


def test_a_text_that_is_merely_missing() -> None:
    (problem,) = asked("kind: open, claim: c, stem: Why?, key: X, hint: ''").problems[:1]
    assert problem.hint == "write it, or remove the key"


def test_an_unknown_speaker_is_added_under_speakers() -> None:
    people = "speakers: {anna: {name: Anna Berg}}\n"
    made = asked("kind: open, quote: needs luck, speaker: zoltan, stem: Why?, key: X", body=people)
    (problem,) = made.problems
    assert problem.hint == (
        "known here: anna, reporter; add others under `speakers:` (reporter is the text itself)"
    )


@pytest.mark.parametrize("quoted", ["“{}”", "'\"{}\"'", "«{}»", "“{}"])
def test_marks_around_a_quotation_that_has_none_are_left_out(quoted: str) -> None:
    quote = quoted.format("The market opened on May 3")
    made = asked(f"kind: open, quote: {quote}, stem: 'When, says the report?', key: X")
    (problem,) = made.problems
    assert problem.code == "quotation-not-found"
    assert "leave out the marks" in problem.hint


def test_marks_around_other_words_are_not_what_is_wrong() -> None:
    made = asked("kind: open, quote: “The market closed on May 3”, stem: 'When?', key: X")
    assert "leave out the marks" not in made.problems[0].hint


PEOPLE = "speakers: {roth: {name: Ines Roth, aka: [Mayor Roth]}}\n"


@pytest.mark.parametrize(
    ("named", "hint"),
    [
        ("Ines Roth", "write roth, the id of Ines Roth"),
        ("mayor roth", "write roth, the id of mayor roth"),
        ("Susan Adeyemi", "under speakers: susan-adeyemi: {name: Susan Adeyemi}"),
        ("Нурлан Әлі", "under speakers: нурлан-әлі: {name: Нурлан Әлі}"),
    ],
)
@pytest.mark.parametrize("place", ["speaker: {}", "told_by: {}"])
def test_a_name_where_an_id_is_wanted(named: str, hint: str, place: str) -> None:
    keys = f"kind: open, quote: The market opened, stem: When?, key: X, {place.format(named)}"
    made = asked(keys, body=PEOPLE)
    assert made.codes == ["unknown-speaker"]
    assert hint in str(made.problems[0].hint)


STALLS = "The report says: “The market opened on May 3 with 14 stalls”."


@pytest.mark.parametrize(
    "gap",
    [
        "==14 stalls",
        "14 stalls==",
        "== 14 stalls",
        "==14 stalls=",
        "=14 stalls==",
        "==14== =stalls==",
    ],
)
@pytest.mark.parametrize("more", ["", ", quote: The market opened on May 3"])
def test_one_of_two_marks_is_forgotten(gap: str, more: str) -> None:
    stem = json.dumps(STALLS.replace("14 stalls", gap))
    made = asked(f"kind: cloze, stem: {stem}{more}", body="")
    assert made.codes == ["unclosed-gap"]
    assert "`==`" in made.problems[0].message
    assert "another ==" in str(made.problems[0].hint)


@pytest.mark.parametrize("stem", ["==", "====", "A gap: ====.", "==== and =="])
def test_nothing_stands_in_a_gap(stem: str) -> None:
    made = asked(f"kind: cloze, stem: {json.dumps(stem)}, quote: The market opened", body="")
    assert made.codes != []


@pytest.mark.parametrize("more", ["", ", quote: The market opened on May 3"])
def test_one_sign_is_forgotten_in_each_of_two_gaps(more: str) -> None:
    stem = json.dumps("The report says: “The ==market= opened on ==May 3=”.")
    made = asked(f"kind: cloze, stem: {stem}{more}", body="")
    assert made.codes == ["unclosed-gap"]


def test_equals_signs_in_code_are_no_gap() -> None:
    stem = json.dumps("In `a == b` and `x= 5` the ==first== sign compares.")
    assert asked(f"kind: cloze, source: none, stem: {stem}", body="").codes == []


def test_both_marks_are_forgotten() -> None:
    made = asked(f"kind: cloze, stem: {json.dumps(STALLS)}", body="")
    assert made.codes == ["no-gap"]
    assert made.problems[0].hint == "put == before and after the words to fill in"


@pytest.mark.parametrize("words", [3, 30, 60])
def test_the_line_of_carets_ends_with_the_line_above(words: int) -> None:
    made = asked(f"kind: cloze, claim: c, stem: 'Who {'is that ' * words}?'")
    _, excerpt, carets, *_ = as_text(made.problems[0]).split("\n")
    assert "^" in carets
    assert len(carets) <= len(excerpt)


def test_a_source_whose_speaker_is_unknown_is_told(tmp_path: Path) -> None:
    """Also where a stem quotes words that would be that speaker's."""
    tests = Path(__file__).parent
    text = (tests / "decks/voices/not-their-words-in-person.yaml").read_text("utf-8")
    (tmp_path / "source").mkdir()
    copy(tests / "decks/source/memoir.txt", tmp_path / "source")
    path = tmp_path / "decks/memoir.yaml"
    path.parent.mkdir()
    path.write_text(text.replace("speaker: douglass", "speaker: nobody"), "utf-8")
    assert "unknown-speaker" in {each.code for each in compile_deck(path).problems}
