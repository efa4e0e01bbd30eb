"""What a draft holds in place of an author's words is never printed.

The words come from the constants that `quizgen import` and `quizgen new` write.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from making import HEAD, try_deck

from quizgen.deck.written import NO_KEY, PLACEHOLDER, SOMEONE
from quizgen.importers._drafts import draft_questions
from quizgen.importers._new_deck import DeckHead, deck_text
from quizgen.source.source_text import SourceText

SOURCE = "The market opened on Monday. “We need rain,” Anna Berg said."
CODE = "leftover-placeholder"


def found(
    claim: str = "",
    *,
    source: str = SOURCE,
    speaker: str = "Anna Berg",
    **question: object,
) -> list[str]:
    asked = {"kind": "open", "claim": "a", "stem": "When, said Anna Berg?", "key": "On Monday."}
    body = f"""
speakers: {{anna: {{name: {json.dumps(speaker)}, aka: [Anna Berg]}}}}
claims: {{a: {claim or "{speaker: anna, quote: We need rain}"}}}
questions: {{q: {json.dumps({**asked, **question})}}}
"""
    return try_deck(body, source).codes


@pytest.mark.parametrize("text", [
    PLACEHOLDER,
    PLACEHOLDER.upper(),
    PLACEHOLDER.rstrip("."),
    PLACEHOLDER.replace(" ", "  "),
    f"It rained. {PLACEHOLDER} So it went.",
])  # fmt: skip
def test_neither_the_source_nor_a_quotation_may_be_a_placeholder(text: str) -> None:
    assert found(source=f"{SOURCE}\n\n{text}\n") == [CODE]
    assert found(f"{{speaker: anna, quote: {json.dumps(text)}}}")[0] == CODE


@pytest.mark.parametrize("text", [
    NO_KEY,
    NO_KEY.upper(),
    NO_KEY.rstrip("."),
    f"It rained. {NO_KEY}",
    f"  {NO_KEY.replace(' ', '  ')}",
    f"**{NO_KEY}**",
    PLACEHOLDER,
    f"See: {PLACEHOLDER}",
])  # fmt: skip
@pytest.mark.parametrize("key", ["key", "rationale", "hint"])
def test_no_text_of_a_question_may_be_one(text: str, key: str) -> None:
    assert found(**{key: text}) == [CODE]


def test_nor_may_its_stem_or_a_point_or_an_option() -> None:
    assert found(stem=f"{NO_KEY} What did Anna Berg say?") == [CODE]
    assert found(marking=[NO_KEY]) == [CODE]
    assert found(kind="choice", distractors=[NO_KEY, "x"]) == [CODE]
    assert found(kind="short", key=NO_KEY) == [CODE]


@pytest.mark.parametrize(
    "text",
    [
        "Put the question here",
        "*Write your own stem here.*",
        "Insert the right answer text here!",
        "TODO",
        "Lorem ipsum dolor sit amet",
    ],
)
def test_nor_may_it_be_what_anybody_writes_for_the_time_being(text: str) -> None:
    assert found(stem=text, kind="short") == [CODE]
    assert found(key=text) == [CODE]
    assert found(kind="choice", key="x", distractors=[text, "y"]) == [CODE]
    assert found(draft=True, key=text) == []


@pytest.mark.parametrize("entry", ["todo", "to be written", "write your answer here"])
def test_an_entry_of_a_vocabulary_passes(entry: str) -> None:
    head = HEAD.replace("{file: text.txt, as: the report}", "none")

    def codes(question: str) -> list[str]:
        return try_deck(f"questions: {{q: {question}}}\n", head=head).codes

    card = "{kind: flashcard, stem: In other words?, key: %s}"
    pairs = "{kind: matching, stem: Which are the same?, pairs: {%s: 1, nothing: 2}}"
    assert codes(card % entry) == codes(pairs % entry) == []
    assert codes(card % entry.upper()) == codes(pairs % entry.capitalize()) == [CODE]
    assert codes(card.replace("flashcard", "open") % entry) == [CODE]
    assert codes(card.replace("flashcard", "short") % entry) == [CODE]
    assert found(key=entry) == [CODE]


@pytest.mark.parametrize(("language", "passes"), [("es", True), ("pt-BR", True), ("en", False)])
def test_a_word_of_the_language_passes(language: str, passes: bool) -> None:
    head = HEAD.replace("{file: text.txt, as: the report}", "none")
    head = head.replace("language: en", f"language: {language}")
    for word in ("todo", "Todo", "TODO"):
        question = f"{{kind: choice, stem: ¿Nada?, key: {word}, distractors: [nada, algo]}}"
        is_right = passes and word != "TODO"
        assert (CODE in try_deck(f"questions: {{q: {question}}}\n", head=head).codes) != is_right


def test_nobody_is_called_someone() -> None:
    assert found(speaker=SOMEONE) == found(speaker=SOMEONE.lower()) == [CODE]
    assert found(speaker="Someone Else") == []


@pytest.mark.parametrize("text", [
    "The letter was to be written.",
    "They have yet to be written.",
    "He wrote the answer here.",
    "Put the answer here, he said.",
    "The todo list was long.",
    "the right answer",
])  # fmt: skip
def test_words_of_an_author_that_are_like_it_pass(text: str) -> None:
    assert found(rationale=text) == []


def test_drafts_may_hold_them() -> None:
    draft = f"{{draft: true, speaker: anna, quote: {json.dumps(PLACEHOLDER)}}}"
    assert found(draft, speaker=SOMEONE, key=NO_KEY, source=f"{SOURCE}\n\n{PLACEHOLDER}") == []
    assert found(draft=True, key=NO_KEY) == []


# --- The commands --------------------------------------------------------------------------------


def run(folder: Path, *arguments: str, code: int = 0) -> str:
    command = [sys.executable, "-m", "quizgen", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_an_imported_deck_has_none(tmp_path: Path) -> None:
    (tmp_path / "q.gift").write_text("Why does it rain?{}\n\nWho came?{=She ~He}\n", "utf-8")
    run(tmp_path, "import", "q.gift")
    run(tmp_path, "build", "--to", "json")
    assert "No model answer is given." in (tmp_path / "decks/q.yaml").read_text("utf-8")


def test_drafts_of_an_import_are_not_built_without_a_quotation(tmp_path: Path) -> None:
    (tmp_path / "q.gift").write_text("Why does it rain?{}\n\nWho came?{=She ~He}\n", "utf-8")
    (tmp_path / "article.txt").write_text("It was dry. Boris Lind stood there.\n", "utf-8")
    run(tmp_path, "import", "q.gift", "--source", "article.txt")
    assert "no problems" in run(tmp_path, "check")
    run(tmp_path, "coverage")
    deck = tmp_path / "decks/q.yaml"
    deck.write_text(deck.read_text("utf-8").replace("    draft: true\n", ""), "utf-8")
    assert run(tmp_path, "build", "--to", "json", code=1).count("error[no-evidence]") == 2


def test_a_draft_of_a_text_names_its_speaker_before_it_is_built() -> None:
    source = "“We need rain.”"
    questions = draft_questions(SourceText((source,)), "en")
    about = {"file": "text.txt", "as": "the text"}
    head = DeckHead(name="test", uid="abcdefghij", title="A", remark="A draft.", source=about)
    deck = deck_text(head, questions)
    begin, _, rest = deck.partition("\nspeakers:")
    body = f"speakers:{rest}"
    assert try_deck(body, source, begin + "\n").codes == []
    finished = body.replace("    draft: true\n", "").replace("said: “We", "said: “==We==")
    assert CODE in try_deck(finished, source, begin + "\n").codes
    named = finished.replace(f"name: {SOMEONE}", "name: Anna Berg")
    assert CODE not in try_deck(named, source, begin + "\n").codes


def test_a_new_project_holds_none(tmp_path: Path) -> None:
    run(tmp_path, "new", "first")
    deck = tmp_path / "first/decks/first.yaml"
    assert not any(word in deck.read_text("utf-8") for word in (PLACEHOLDER, NO_KEY, SOMEONE))
    run(tmp_path / "first", "build", "--to", "json")
