"""What a deck is told whose language quizgen knows only in part, or not at all."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from making import HEAD, SOURCE, make_deck

from quizgen.__main__ import cli
from quizgen.diagnostics import Diagnostic, Severity, as_github, as_text
from quizgen.grade import lexicon, marking_language
from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import compile_lexicon
from quizgen.grade.marking import grade
from quizgen.lint import lint
from quizgen.quiz import languages
from quizgen.quiz.responses import TextEntry

CODE = "incomplete-language"
BODY = """\
claims: {c: {speaker: reporter, quote: The market opened}}
questions: {q: {kind: short, claim: c, stem: "?!", key: KEY}}
"""


def told(language: str, key: str = "plums", source: str = "en", more: str = "") -> list[Diagnostic]:
    head = HEAD.replace("language: en", f"language: {language}" if language else "")
    head = head.replace("as: the report", f"as: the report, language: {source}")
    made = make_deck(BODY.replace("KEY", key) + more, head=head)
    assert made.deck is not None
    return [each for each in lint(made.deck, made.expansion, made.forms) if each.code == CODE]


def listed(language: str, **given: str) -> dict[str, list[str]]:
    """The lists of the only message, by their heads."""
    (problem,) = told(language, **given)
    rows = (row.partition(": ") for row in problem.details)
    return {head: row.split(", ") for head, _, row in rows}


@pytest.mark.parametrize("language", ["", "en", "EN", "en-GB", "ru", "ru-KZ", "kk", "kk-Cyrl"])
def test_a_language_that_is_complete_is_told_nothing(language: str) -> None:
    assert told(language) == []
    assert told(language, key="市场") == []


def test_one_message_stands_at_the_language_and_lists_everything() -> None:
    (problem,) = told("hi")
    assert problem.severity is Severity.INFO
    assert problem.where.file.text[problem.where.start : problem.where.end] == "hi"
    assert problem.message == "`language: hi`: quizgen knows this language only in part"
    heads = [row.partition(":")[0] for row in problem.details]
    assert heads[:4] == ["in English", "not known in marking", "not checked", "not known in advice"]
    for row in problem.details:
        assert row in as_text(problem)
        assert row.replace("%", "%25") in as_github(problem)


def test_what_appears_in_english() -> None:
    shown = listed("de")["in English"]
    for each in ("Anki cards", "prints", "the self-test", "the web page", "statistics"):
        assert each in shown


def test_a_language_that_is_partly_known_is_told_only_what_is_missing() -> None:
    german, finnish, polish = (listed(code)["not known in marking"] for code in ("de", "fi", "pl"))
    known = {"articles", "“and” in a list", "number words", "words in dates"}
    assert known <= set(finnish)
    assert not known & set(german)
    assert not known & set(polish)  # it has no articles to know


def test_months_and_units_are_known_in_every_language_of_cldr() -> None:
    names = {"months", "units in words"}
    assert not names & set(listed("fi")["not known in marking"])
    assert names <= set(listed("qqq")["not known in marking"])


def test_attribution_says_what_is_left_of_it() -> None:
    unchecked = listed("fi")["not checked"]
    assert "verbs of saying (naming the speaker is enough)" in unchecked
    assert "whose words a stem says they are" in unchecked
    assert "whose words the source says they are" not in unchecked
    assert "whose words the source says they are" in listed("fi", source="fi")["not checked"]
    assert told("en", source="fi") == []


def test_where_it_is_known_who_speaks_that_is_not_listed() -> None:
    unchecked = listed("de", source="fr")["not checked"]
    assert "verbs of saying (naming the speaker is enough)" in unchecked
    assert "whose words a stem says they are" not in unchecked
    assert "whose words the source says they are" not in unchecked


@pytest.mark.parametrize(
    ("language", "key", "is_said"),
    [
        ("zh", "市场", True),
        ("ja", "いちば", True),
        ("ko", "시장", True),
        ("ja", "ABC", False),
        ("hi", "बाज़ार", False),
    ],
)
def test_slips_are_spoken_of_where_none_is_forgiven(language: str, key: str, is_said: bool) -> None:
    (problem,) = told(language, key=key)
    said = "no slip is forgiven where a character is a word or a syllable"
    assert (said in problem.details) is is_said


@pytest.mark.parametrize("installed", [True, False])
def test_a_missing_list_of_words_is_spoken_of(
    installed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = frozenset({"Pflaumen"} if installed else ())
    monkeypatch.setattr(lexicon, "common_words", lambda code: words)
    (problem,) = told("de")
    said = "only a word of the deck or of its source is never taken for a slip"
    assert (said in problem.details) is not installed


def test_the_manual_s_example_is_true() -> None:
    def mark(language: str) -> str:
        response = TextEntry("three bridges" if language == "en" else "kolme siltaa")
        typed = "3 bridges" if language == "en" else "3 siltaa"
        return grade(response, Typed((typed,)), compile_lexicon(language, [response], ())).mark

    assert mark("en") == "correct"
    assert mark("fi") == "wrong"


# --- The lists come from the files -------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The files of the languages, to be changed."""
    for each in languages._FOLDER.glob("*.toml"):
        (tmp_path / each.name).write_bytes(each.read_bytes())
    monkeypatch.setattr(languages, "_FOLDER", tmp_path)
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    languages.load_language.cache_clear()
    marking_language.load_marking_language.cache_clear()


def test_a_new_section_is_listed_by_its_name(folder: Path) -> None:
    english = folder / "en.toml"
    rhymes = '\n[rhymes]\nmoon = "June"\n'
    tales = english.read_text("utf-8").replace("[lint]", '[lint]\ntall-tales = "ever"')
    english.write_text(tales + rhymes, "utf-8")
    assert "tall tales" in listed("de")["not known in advice"]
    assert "rhymes" in listed("de")["not checked"]
    assert listed("ru") == {"not checked": ["rhymes"], "not known in advice": ["tall tales"]}


def test_a_word_that_a_language_lacks_names_its_outlet(folder: Path) -> None:
    russian = folder / "ru.toml"
    rows = russian.read_text("utf-8").split("\n")
    russian.write_text("\n".join(row for row in rows if not row.startswith("next-due =")), "utf-8")
    assert listed("ru") == {"in English": ["the self-test"]}


def test_what_only_one_language_has_is_missing_nowhere() -> None:
    kazakh = tomllib.loads(files("quizgen").joinpath("data/marking/kk.toml").read_text("utf-8"))
    assert "keyboard" in kazakh
    assert not [key for key in marking_language.missing("de") if key.startswith("keyboard")]
    assert [marking_language.missing(code) for code in marking_language.known()] == [(), (), ()]


# --- On the command line -----------------------------------------------------------------------


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def write(folder: Path, more: str = "") -> Path:
    (folder / "text.txt").write_text(SOURCE, "utf-8")
    path = folder / "test.yaml"
    head = HEAD.replace("language: en", "language: de")
    path.write_text(head + BODY.replace("?!", "Was kam zuerst, von allem?") + more, "utf-8")
    return path


def test_it_stops_nothing(tmp_path: Path) -> None:
    deck = write(tmp_path)
    checked = run("check", "--strict", deck)
    assert checked.exit_code == 0, checked.output
    assert checked.output.count(f"info[{CODE}]") == 1
    assert "no problems" in checked.output
    found = json.loads(run("check", deck, "--format", "json").output)
    assert [(each["code"], bool(each["details"])) for each in found] == [(CODE, True)]
    built = run("build", deck, "--to", "json", "-o", tmp_path / "out")
    assert (built.exit_code, CODE in built.output) == (0, False)


def test_a_deck_may_keep_it_quiet(tmp_path: Path) -> None:
    deck = write(tmp_path, f"lint: {{allow: [{CODE}]}}\n")
    assert CODE not in run("check", "--strict", deck).output
    english = deck.read_text("utf-8").replace("language: de", "language: en")
    deck.write_text(english, "utf-8")
    assert f"`{CODE}` has nothing to allow here" in run("check", deck).output
