"""What the statistics say of a history that is known, as text, as JSON and as a page."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from browsing import Screen, axe_source, chromium, missing, needed
from click.testing import CliRunner
from studying import deck, item, rich, words

from quizgen.commands.stats import command
from quizgen.interchange.compiled import read
from quizgen.interchange.history import Overrule, Review, Suspension, Void
from quizgen.pages.statistics_page import statistics_page
from quizgen.quiz.languages import load_language
from quizgen.quiz.model import CompiledDeck, Evidence, Item
from quizgen.quiz.responses import TextEntry
from quizgen.study.history import History, merge
from quizgen.study.history_file import open_history
from quizgen.study.statistics import Share, Statistics, statistics
from quizgen.study.statistics_text import tables

TODAY = date(2026, 3, 2).toordinal()
NOW = 1_772_440_000_000
HOSTILE = "<script>alert(1)</script> & \x1b[2J ]]> “"


def asked(name: str, claim: str, paragraph: int = 1, stem: str = "Stem?") -> Item:
    evidence = (Evidence(f"words of {claim}", paragraph, True, "All the words."),)
    return item(name, rich(stem), TextEntry("UN"), claim=claim, evidence=evidence)


def review(name: str, day: int, mark: str = "correct", **more: Any) -> Review:
    """`day` counts from today."""
    rating = more.pop("rating", 1 if mark == "wrong" else 3)
    at = NOW + day * 86_400_000 + more.pop("after", 0)
    return Review(at, "uid-demo", name, NOW, TODAY + day, "[]", mark, "", rating, 9, "", **more)


# one claim known well, one not; one question never asked, one put away, one removed
DECK = (
    asked("a.1", "a"),
    asked("a.2", "a"),
    asked("b.1", "b", 2, "A hard one?"),
    asked("c.1", "c", 3),
    asked("c.2", "c", 3),
)
LIFE = (
    review("a.1", -60),
    review("a.1", -57),
    review("a.1", -40),
    review("a.2", -3),
    review("b.1", -20, "wrong"),
    review("b.1", -19, "wrong"),
    review("b.1", -18),
    review("b.1", -17, "wrong"),
    review("b.1", -17, rating=None, after=1),
    review("b.1", -5, "wrong", rating=None, mode="cram"),
    review("c.2", -2, "wrong"),
    Suspension(NOW, "uid-demo", "c.2", True),
    review("gone", -9, "wrong"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return deck(tmp_path, *DECK)


@pytest.fixture
def compiled(path: Path) -> CompiledDeck:
    found, _ = read(path.read_bytes(), "demo")
    assert found
    return found


@pytest.fixture
def history(tmp_path: Path) -> History:
    made = open_history(tmp_path / "history.sqlite")
    merge(made, LIFE)
    return made


@pytest.fixture
def found(compiled: CompiledDeck, history: History) -> Statistics:
    return statistics(compiled, history, TODAY, 0.9)


def test_how_much_there_is(found: Statistics) -> None:
    assert (found.total, found.seen, found.suspended) == (5, 4, 1)
    assert found.answers == len(LIFE) - 1


def test_what_is_overdue_falls_due_today(found: Statistics, history: History) -> None:
    days = history.due_days("uid-demo")
    assert days["b.1"] < TODAY
    assert found.forecast[0] == sum(days[name] <= TODAY for name in ("a.1", "a.2", "b.1"))
    assert sum(found.forecast) == sum(days[name] < TODAY + 30 for name in ("a.1", "a.2", "b.1"))


def test_true_retention_leaves_out_first_answers_and_what_did_not_schedule(
    found: Statistics,
) -> None:
    """Asked again: twice a.1, three times b.1."""
    assert found.retention == (Share("7", 0, 0), Share("30", 1, 3), Share("", 3, 5))
    assert found.months == (Share("2026-01", 2, 2), Share("2026-02", 1, 3))


def test_the_hardest_are_those_most_often_wrong(found: Statistics) -> None:
    assert [(each.item, each.wrong, each.asked) for each in found.hardest] == [
        ("b.1", 4, 6),
        ("c.2", 1, 1),
    ]


def test_the_least_known_come_first_and_what_was_never_asked_not_at_all(found: Statistics) -> None:
    assert [each.name for each in found.claims] == ["b", "c", "a"]
    assert [(each.name, each.answered, each.total) for each in found.paragraphs] == [
        ("2", 1, 1),
        ("3", 1, 2),
        ("1", 2, 2),
    ]
    assert all(0 < each.recall < 1 for each in found.claims)
    assert found.claims[0].words == "words of b"


def test_a_question_without_a_text_is_named_by_its_words(tmp_path: Path) -> None:
    path = deck(tmp_path, item("peru", rich("Capital of Peru?"), TextEntry("Lima"), evidence=()))
    merge(open_history(tmp_path / "history.sqlite"), [review("peru", -1)])
    said = CliRunner().invoke(command, [str(path), "--db", str(tmp_path / "history.sqlite")])
    assert "peru: “Capital of Peru?”" in said.output


def test_what_was_taken_back_or_overruled_counts_as_it_stands(
    compiled: CompiledDeck, history: History
) -> None:
    hard = [entry for entry in LIFE if isinstance(entry, Review) and entry.item == "b.1"]
    history.add(Void(NOW, "uid-demo", "b.1", hard[0].at))
    history.add(Overrule(NOW, "uid-demo", "b.1", hard[3].at, "correct", 3))
    found = statistics(compiled, history, TODAY, 0.9)
    assert found.overruled == (1, 0)
    assert found.retention[-1] == Share("", 4, 4)


def test_what_was_put_aside_is_named(compiled: CompiledDeck, history: History) -> None:
    """Only what the learner has not resumed since, and not what was put away by hand."""
    for name, lapses in (("b.1", 9), ("a.1", 8), ("a.2", 6)):
        merge(history, [review(name, day, "wrong") for day in range(30, 31 + lapses)])
        history.add(Suspension(NOW, "uid-demo", name, True))
    found = statistics(compiled, history, TODAY, 0.9)
    assert [(each.item, each.wrong) for each in found.leeches] == [("b.1", 12), ("a.1", 9)]
    history.add(Suspension(NOW + 1, "uid-demo", "b.1", False))
    found = statistics(compiled, history, TODAY, 0.9)
    assert [each.item for each in found.leeches] == ["a.1"]
    table = next(each for each in tables(found, load_language("en")) if "aside" in each.title)
    assert table.rows[0][:2] == ("Stem? (a.1)", "9")
    assert "quizgen history resume" in table.remark


def run(tmp_path: Path, path: Path, *options: str) -> Any:
    place = str(tmp_path / "history.sqlite")
    return CliRunner().invoke(command, [str(path), "--db", place, *options], catch_exceptions=False)


def test_as_text(tmp_path: Path, path: Path, history: History) -> None:
    shown = words(run(tmp_path, path).stdout_bytes)
    for said in (
        "Statistics: A demonstration Questions: 5. Answered at least once: 4.",
        "The schedule aims at 90 %.",
        "all – Share: 60 %, Known: 3, Asked: 5",
        "A hard one? – Wrong: 4, Asked: 6",
        "c: “words of c” – Known tomorrow, by the schedule:",
        "par. 3 –",
    ):
        assert said in shown


def test_nothing_yet(tmp_path: Path, path: Path) -> None:
    assert words(run(tmp_path, path).stdout_bytes) == (
        "Statistics: A demonstration Nothing has been answered yet."
    )
    assert json.loads(run(tmp_path, path, "--json").stdout)["answers"] == 0
    assert run(tmp_path, path, "--html", str(tmp_path / "s.html")).exit_code == 0


def test_as_json(tmp_path: Path, path: Path, history: History) -> None:
    found = json.loads(run(tmp_path, path, "--json").stdout)
    assert found["retention"][-1] == {"days": None, "right": 3, "asked": 5}
    assert found["hardest"][0] == {"item": "b.1", "stem": "A hard one?", "wrong": 4, "asked": 6}
    assert len(found["forecast"]) == 30
    assert set(found["forecast"][0]) == {"day", "due"}


def test_a_history_that_cannot_be_used_is_said(tmp_path: Path, path: Path) -> None:
    (tmp_path / "history.sqlite").write_text("My holidays. " * 500)
    assert run(tmp_path, path).exit_code == 2


def test_hostile_text_is_inert(tmp_path: Path, history: History) -> None:
    path = deck(tmp_path, asked("b.1", HOSTILE, 2, HOSTILE))
    out = tmp_path / "s.html"
    assert run(tmp_path, path, "--html", str(out)).exit_code == 0
    page = out.read_text("utf-8")
    assert "<script" not in page
    assert "\x1b" not in page + run(tmp_path, path).stdout
    assert "&lt;script&gt;" in page


# --- The page in a browser ------------------------------------------------------------------


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Any:
    needed(missing())
    with chromium(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.fixture(params=["en", "ru", "kk"])
def page(request: Any, driver: Any, tmp_path: Path, found: Statistics) -> Screen:
    language = load_language(request.param)
    path = tmp_path / "stats.html"
    path.write_bytes(statistics_page(found, "A demonstration", language))
    screen = Screen(driver)
    screen.size(1000)
    driver.get(path.as_uri())
    return screen


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page: Screen, theme: str) -> None:
    media = [{"name": "prefers-color-scheme", "value": theme}]
    page.devtools("Emulation.setEmulatedMedia", features=media)
    assert page.violations(axe_source()) == []


def test_each_number_has_a_bar_as_long_as_its_share(page: Screen) -> None:
    assert len(page.all("table")) == 6
    assert len(page.all("tbody tr")) == len(page.all("td .bar")) > 6
    widths = page.run("""
        return [...document.querySelectorAll("section:nth-of-type(2) .bar")].map(
          (bar) => [bar.offsetWidth / bar.parentNode.clientWidth, bar.parentNode.textContent]);""")
    assert len({round(width, 2) for width, _ in widths}) > 1
    assert all(width <= float(said.removesuffix(" %")) / 100 for width, said in widths)


def test_the_page_fits_a_phone(page: Screen) -> None:
    page.size(320)
    assert page.overflow() <= 0


def test_the_page_needs_nothing_else(page: Screen) -> None:
    source = page.driver.page_source
    assert not re.findall(r"""(?:src|href|url\()=?["']?https?:""", source)
    assert "default-src 'none'" in source
    assert page.driver.get_log("browser") == []


def test_the_history_is_not_changed_by_looking(
    tmp_path: Path, path: Path, history: History
) -> None:
    with sqlite3.connect(tmp_path / "history.sqlite") as connection:
        before = connection.execute("SELECT * FROM card").fetchall()
        run(tmp_path, path)
        assert connection.execute("SELECT * FROM card").fetchall() == before
