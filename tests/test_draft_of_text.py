"""`quizgen new TEXT` makes a question of each sentence, which lacks only its gap."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen.__main__ import cli
from quizgen.diagnostics import Severity, as_text
from quizgen.project.compiled import compile_deck
from quizgen.quiz.rich import plain

ROOT = Path(__file__).parent.parent
TEXTS = [*ROOT.glob("source/*.txt"), *ROOT.glob("tests/projects/*/source/*.txt")]
ADVICE = ("undeclared-label", "line-ends")
ODD = """\
Tea cost {five} *stars*, `x == y`, a_b_c and [more](there). He said: „Ja.“ Ann said 'no' again.
"""


def drafted(text: str, folder: Path) -> Path:
    (folder / "mine.txt").write_text(text, "utf-8")
    made = CliRunner().invoke(cli, ["new", str(folder / "mine.txt")], catch_exceptions=False)
    assert made.exit_code == 0, made.output
    return folder / "decks/mine.yaml"


def finished(deck: str) -> str:
    """The deck as its author leaves it: the longest word of each sentence is a gap. A sentence of
    fewer than four words stays a draft."""
    return re.sub(r"(?s)(  p\d+-s\d+:\n)    draft: true\n(.*?    stem: )(.*?\n)", _with_gap, deck)


def _with_gap(found: re.Match[str]) -> str:
    said, _, sentence = found[3].partition(": ")
    words = [word.strip("“”„‘’'\".,;:!?()[]*`\\{}") for word in sentence.split()]
    once = [word for word in words if sentence.count(word) == 1 and word.isalpha()]
    if len(words) < 4 or not once:
        return found[0]
    gap = max(once, key=len)
    return f"{found[1]}{found[2]}{said}: {sentence.replace(gap, f'=={gap}==')}"


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_a_sentence_is_a_question_once_it_has_a_gap(text, tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path)
    path = drafted(text.read_text("utf-8"), tmp_path)
    draft = compile_deck(path)
    assert {each.code for each in draft.problems} <= {*ADVICE}
    assert {each.code for each in draft.draft_problems} <= {"no-gap", "leftover-placeholder"}
    deck = finished(path.read_text("utf-8")).replace("name: Someone", "name: Mrs. Example")
    path.write_text(deck, "utf-8")
    compiled = compile_deck(path)
    # Mrs. Example is not the one whom “he said” means, and a warning may say so
    doubt = ("wrong-speaker", Severity.WARNING)
    wrong = (each for each in compiled.problems if (each.code, each.severity) != doubt)
    assert "\n".join(as_text(each) for each in wrong if each.code not in ADVICE) == ""
    assert len(compiled.expansion.items) == deck.count("==") // 2 > 0


def test_signs_of_a_text_are_not_markup(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path)
    path = drafted(ODD, tmp_path)
    path.write_text(finished(path.read_text("utf-8")), "utf-8")
    compiled = compile_deck(path)
    assert "\n".join(map(as_text, compiled.problems)) == ""
    stems = [plain(item.stem) for item in compiled.expansion.items]
    assert stems == [
        "The text says: “Tea cost {five} *_____*, `x == y`, a_b_c and [more](there).”",
        "The text says: “Ann said 'no' _____.”",
    ]


QUOTED = """\
# The bridge

By Tom Hale

“We rebuilt the bridge. We built one that will carry everything,” Mayor Holt added. “No,” he said.
"""


def test_who_is_quoted_in_a_sentence_says_it(tmp_path, monkeypatch):
    """Half of a quotation is no words of the text's own; bylines and the like are left out."""
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path)
    (tmp_path / "bridge.md").write_text(QUOTED, "utf-8")
    assert CliRunner().invoke(cli, ["new", str(tmp_path / "bridge.md")]).exit_code == 0
    deck = (tmp_path / "decks/bridge.yaml").read_text("utf-8")
    assert "\ntitle: The bridge\n" in deck
    assert re.findall(r"stem: (.*)", deck)[1:] == [
        '"{speaker} said: “We rebuilt the bridge.”"',
        '"{speaker} said: “We built one that will carry everything”."',
    ]


def test_whom_the_text_names_beside_his_words_is_a_speaker(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path)
    text = "“We walk here,” said Tom Berg.\n\n“We never walk,” she said. “We really run.”\n"
    deck = drafted(text, tmp_path).read_text("utf-8")
    assert "\n  tom-berg: {name: Tom Berg}\n  someone: {name: Someone}" in deck
    assert re.findall(r"(?m)^    speaker: (.*)", deck) == ["tom-berg", "someone", "someone"]


def test_a_gap_in_a_quotation_is_answered_by_where_it_belongs(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path)
    path = drafted("The market opened in the spring.\n", tmp_path)
    quoting = "    quote: The ==market== opened in the spring.\n"
    deck = path.read_text("utf-8").replace("    draft: true\n", quoting)
    path.write_text(deck, "utf-8")
    (problem,) = (each for each in compile_deck(path).problems if each.code != "no-gap")
    assert problem.hint.startswith("== belongs in the stem")


def quotations_of(stem: str, folder: Path) -> list[str]:
    """What the only question of the draft quotes with another stem."""
    path = drafted("The market opened in the spring. It has “14” stalls.\n", folder)
    deck = path.read_text("utf-8").partition("questions:")[0]
    path.write_text(f"{deck}questions:\n  q: {{kind: cloze, stem: '{stem}'}}\n", "utf-8")
    build = compile_deck(path).build
    return [each.quote for item in build.deck.items for each in item.evidence] if build else []


@pytest.mark.parametrize(
    ("stem", "quoted"),
    [
        ("It says: “The market opened in the ==spring==.”", ["The market opened in the spring."]),
        ("The ==market== “opened in the spring”.", ["opened in the spring"]),
        ("“==The market==” and “in the spring”", []),
        ("The market opened in the ==spring==.", []),
        ("It says: “{source.as} ==opened==”.", []),
        ("It says: “The market opened in the ==summer==.”", []),
    ],
)
def test_a_cloze_quotes_the_only_words_that_its_stem_has_in_marks(
    stem, quoted, tmp_path, monkeypatch
):
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path)
    assert quotations_of(stem, tmp_path) == quoted


OPENING = "The market opens\n\nBy Tom Hale\n\nThe market opened in the spring.\n"


def test_a_title_and_a_byline_are_skipped(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path)
    path = drafted(OPENING, tmp_path)
    deck = path.read_text("utf-8")
    assert "\ntitle: The market opens\n" in deck
    assert "skip: [1, 2]}" in deck
    assert "`skip:`, so p3 is their paragraph 1." in deck
    assert re.findall(r"^  (p.*):", deck, re.MULTILINE) == ["p3-s1"]
    path.write_text(finished(deck), "utf-8")
    assert compile_deck(path).coverage.untouched_paragraphs == {}


@pytest.mark.parametrize(
    "text",
    [
        "The market opened in the spring.\n\nBy Tom Hale\n",
        "Rain falls on the hill\nand fills the river.\n\nThe river is still.\n",
        f"{'We walked and walked ' * 10}\n\nThen we slept.\n",
        "The market opened in the spring\n\nThe market closed in the autumn\n",
    ],
)
def test_what_may_be_text_is_not_skipped(text, tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path)
    deck = drafted(text, tmp_path).read_text("utf-8")
    assert "skip:" not in deck


@pytest.mark.parametrize(
    "opens",
    ["She", "It", "Their hall", "“They", "These", "In her days it", "Why has it"],
)
def test_a_sentence_that_speaks_of_someone_named_before_is_left_out(opens, tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path)
    text = f"Ruiz opened the new market hall. {opens} closed again in the autumn.\n"
    deck = drafted(text.replace("autumn.", "autumn.”") if "“" in opens else text, tmp_path)
    assert re.findall(r"^  (p.*):", deck.read_text("utf-8"), re.MULTILINE) == ["p1-s1"]


@pytest.mark.parametrize("sentence", ["Ruiz said that she would be there.", "Ruiz said it was so."])
def test_a_sentence_with_hardly_a_word_of_its_own_is_left_out(sentence, tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path)
    text = f"Ruiz opened the hall where she was born. {sentence}\n"
    deck = drafted(text, tmp_path).read_text("utf-8")
    assert re.findall(r"^  (p.*):", deck, re.MULTILINE) == ["p1-s1"]


def test_who_goes_on_speaking_says_the_next_quotation_too(tmp_path, monkeypatch):
    """Finished, such a draft was refused, since Ruiz says it and not Someone."""
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path)
    text = "“We walk here on Sundays,” Ruiz said. “People from the town walk on Mondays.”\n"
    path = drafted(text, tmp_path)
    deck = path.read_text("utf-8")
    assert re.findall(r"(?m)^    speaker: (.*)", deck) == ["ruiz", "ruiz"]
    path.write_text(finished(deck), "utf-8")
    assert "\n".join(map(as_text, compile_deck(path).problems)) == ""


@pytest.mark.parametrize("text", ["“We walk here,” Ruiz said.\n", "Ruiz walks here on Sundays.\n"])
def test_the_example_at_the_head_of_a_draft_becomes_a_question(text, tmp_path, monkeypatch):
    """It names who says it where somebody does."""
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path)
    path = drafted(text, tmp_path)
    head, _, questions = path.read_text("utf-8").partition("quizgen: 1")
    example = re.search(r"(?s)#   who:.*?distractors:.*?\n", head)[0].replace("# ", "")
    words = text.split(",")[0].lstrip("“").rstrip(".\n")
    example = example.replace("the words of the text that show the answer", words)
    path.write_text(f"quizgen: 1{questions}{example}", "utf-8")
    compiled = compile_deck(path)
    assert "\n".join(map(as_text, compiled.problems)) == ""
    assert [item.id for item in compiled.expansion.items] == ["who"]


def test_new_names_each_file_that_it_has_made(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path)
    (tmp_path / "mine.txt").write_text("The market opened in the spring.\n", "utf-8")
    said = CliRunner().invoke(cli, ["new", str(tmp_path / "mine.txt")], catch_exceptions=False)
    made = [path for path in tmp_path.rglob("*") if path.is_file() and path.parent != tmp_path]
    assert sorted(path.name for path in made) == ["mine.txt", "mine.yaml", "schema.json"]
    assert [path.name for path in made if path.name not in said.output] == []
    assert f"{Path('source/mine.txt')}" in said.output


def test_verse_without_full_stops_has_questions(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path)
    text = "The market opened in the spring\n\nThe market closed in the autumn\n"
    assert "p2-s1" in drafted(text, tmp_path).read_text("utf-8")
