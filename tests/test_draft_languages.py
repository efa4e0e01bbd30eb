"""A draft is in the language of its text, and calls the text what its file or title says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen.__main__ import cli
from quizgen.diagnostics import as_text
from quizgen.importers._language import text_called
from quizgen.project.compiled import compile_deck

# A text, the stems of its drafts, and whether somebody is quoted.
TEXTS = {
    "en": (
        "The market opened in the spring. “We have waited for ten years,” Ann Berg said.",
        ["The text says: “The market opened in the spring.”",
         "{speaker} said: “We have waited for ten years”."],
    ),
    "de": (
        "Der Markt öffnete im Frühling. „Wir haben zehn Jahre gewartet“, sagte die Frau.",
        ["Der Text: „Der Markt öffnete im Frühling.“",
         "{speaker} sagt: „Wir haben zehn Jahre gewartet“."],
    ),
    "fr": (
        "Le marché est ouvert depuis le printemps. « Nous avons attendu dix ans », dit la mairie.",
        ["Le texte : «\u00a0Le marché est ouvert depuis le printemps.\u00a0»",
         "{speaker} dit : «\u00a0Nous avons attendu dix ans\u00a0»."],
    ),
    "ru": (
        "Рынок, как и мост, открылся весной. «Мы ждали этого десять лет», — сказала Анна Берг.",
        ["Текст: «Рынок, как и мост, открылся весной.»",
         "{speaker} говорит: «Мы ждали этого десять лет»."],
    ),
    "kk": (
        "Базар көктемде ашылды және бұл қала үшін маңызды.",
        ["Мәтін: «Базар көктемде ашылды және бұл қала үшін маңызды.»"],
    ),
    "el": (
        "Η αγορά άνοιξε την άνοιξη.",
        ["Το κείμενο: «Η αγορά άνοιξε την άνοιξη.»"],
    ),
    "ar": ("افتتح السوق في الربيع هذا العام.", ["النص: “افتتح السوق في الربيع هذا العام.”"]),
    "zh": ("市场在春天开放，一共有十四个摊位。", ["文章: “市场在春天开放，一共有十四个摊位。”"]),
}  # fmt: skip


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path)
    return tmp_path


def drafted(text: str, folder: Path, name: str = "mine.txt") -> tuple[Path, str]:
    (folder / name).write_text(text, "utf-8")
    said = run("new", str(folder / name))
    return folder / f"decks/{name.partition('.')[0]}.yaml", said


@pytest.mark.parametrize("tag", TEXTS)
def test_a_draft_is_in_the_language_of_its_text(folder, tag):
    text, stems = TEXTS[tag]
    path, said = drafted(text, folder)
    deck = path.read_text("utf-8")
    assert f"\nlanguage: {tag}\n" in deck
    assert (f"takes its language to be `{tag}`; see `language:` there." in said) == (tag != "en")
    called = deck.partition(", as: ")[2].partition("}")[0]
    found = [stem.strip('"') for stem in re.findall(r"(?m)^    stem: (.*)", deck)]
    capital = called[:1].upper() + called[1:]
    assert [each.replace("{source.as|cap}", capital) for each in found] == stems


@pytest.mark.parametrize("tag", TEXTS)
def test_such_a_draft_is_finished_by_its_gaps_and_names(folder, tag):
    path, _ = drafted(TEXTS[tag][0], folder)
    deck = path.read_text("utf-8").replace("name: Someone", "name: Anna Berg")
    deck = re.sub(r"    draft: true\n", "", deck)
    path.write_text(re.sub(r"(?m)(stem: .*?[“„«]\W*\w+\W+)(\w+)", r"\1==\2==", deck), "utf-8")
    compiled = compile_deck(path)
    problems = [each for each in compiled.problems if each.severity == "error"]
    assert "\n".join(map(as_text, problems)) == ""
    assert len(compiled.expansion.items) == len(TEXTS[tag][1])


def test_a_text_that_tells_no_language_is_named(folder):
    _, said = drafted("Berg, Lind, Holm: 14.\n", folder)
    assert "takes its language to be `en`, but is not certain; see `language:` there." in said


@pytest.mark.parametrize(
    ("file", "title", "tag", "called"),
    [
        ("library-report", "", "en", "the report"),
        ("Brief_an_Anna", "", "de", "der Brief"),
        ("mine", "Letter to the editor", "en", "the letter"),
        ("mine", "The Gettysburg Address", "en", "the address"),
        ("mine", "Speech therapy opens", "en", "the text"),
        ("mine", "Интервью с мэром", "ru", "текст"),
        ("интервью", "", "ru", "интервью"),
        ("article", "", "xx", "the article"),
    ],
)
def test_a_text_is_called_what_its_file_or_title_says(file, title, tag, called):
    assert text_called(file, title, tag) == called


def test_imported_questions_call_their_source_by_it(folder, enter):
    enter(folder)
    (folder / "q.csv").write_text("question,answer\nWhat opened on Sundays?,the library\n")
    text = "The library opens\n\nBy Tom Hale\n\nThe library opened on Sundays in May.\n"
    (folder / "library-report.txt").write_text(text)
    run("import", "q.csv", "--source", "library-report.txt")
    deck = (folder / "decks/q.yaml").read_text("utf-8")
    about = "file: library-report.txt, as: the report, title: The library opens, skip: [1, 2]"
    assert f"\nsource: {{{about}}}\n" in deck
    assert "quote: The library opened on Sundays in May." in deck
    assert "no problems" in run("check")
