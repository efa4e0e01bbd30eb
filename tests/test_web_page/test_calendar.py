"""The days on which the page asks again, which are the terminal's."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path
from random import Random

import pytest
from making import rebuilt, replace
from paging import Page, alone, answer, conclude, type_in
from test_anki.conftest import ABOUT, BUILD, ITEMS

from quizgen.interchange.history import Entry, Overrule, Review, Void
from quizgen.study.history import merge
from quizgen.study.history_file import open_history
from quizgen.study.schedule import replay

from .test_exchange import NOW, TODAY, UID, kept, load, written

CALENDAR = files("quizgen").joinpath("data/html/self-test/calendar.js").read_text("utf-8")


def answers(seed: int) -> list[tuple[int, int]]:
    """Days and ratings; two machines may both have scheduled on one day."""
    chance, day, found = Random(seed), TODAY, []  # noqa: S311 - no secrets
    for _ in range(chance.randrange(1, 20)):
        found.append((day, chance.choice([1, 1, 2, 3, 3, 3, 3, 4])))
        day += chance.choice([0, 1, 1, 2, 5, 20, 90])
    return found


@pytest.mark.parametrize("retention", [0.7, 0.9, 0.97])
def test_three_hundred_histories_are_due_as_in_the_terminal(page: Page, retention: float) -> None:
    lives = [answers(seed) for seed in range(300)]
    given = [
        [{"day": date.fromordinal(day).isoformat(), "rating": rating} for day, rating in life]
        for life in lives
    ]
    run = "return arguments[0].map((given) => dueDay(given, arguments[1]));"
    found = page.run(CALENDAR + run, given, retention)
    wanted = [date.fromordinal(replay(life, retention).due).isoformat() for life in lives]
    assert found == wanted


def day(number: int, hour: int = 12) -> str:
    return f"2026-03-{number:02}T{hour:02}:00:00"


def asks(page: Page, now: str) -> bool:
    page.open(alone("un.name"), fresh=False, now=now)
    return page.shown("asking")


def test_what_was_right_comes_back_on_its_day(page: Page) -> None:
    page.open(alone("un.name"), now=day(2))
    type_in(page, ["UN"])
    page.check()
    page.click("next")
    assert page.text("next-due") == "The next question is due on 2026-03-04."
    assert not asks(page, day(3))
    assert not asks(page, day(4, 3))  # still the third
    assert asks(page, day(4))
    assert page.text("place") == "Done: 0 of 1"
    type_in(page, ["UN"])
    page.check()
    assert [line["rating"] for line in page.log] == [3, 3]
    page.click("next")
    assert page.text("finished") == "All 1 questions are done. Right at the first try: 1."
    assert not asks(page, day(5))
    assert asks(page, day(31))


def test_what_was_missed_comes_back_until_it_is_right_and_the_next_day(page: Page) -> None:
    page.open(alone("un.name"), now=day(2))
    page.click("reveal")
    page.click("next")
    type_in(page, ["UN"])
    page.check()
    assert not asks(page, day(2, 20))
    assert asks(page, day(3))


def test_what_is_due_comes_before_what_is_new(page: Page) -> None:
    page.open(now=day(2))
    for _ in range(3):
        conclude(page, True, answer(page, True))
        page.click("next")
    done = {line["item"] for line in page.log}
    page.open(fresh=False, now=day(9))
    assert page.text("place") == "Done: 0 of 12"
    asked = []
    for _ in ITEMS:
        asked.append(page.item.id)
        page.click("skip")
    assert set(asked[:3]) == done


def test_a_tab_that_was_left_open_asks_when_something_is_due(page: Page) -> None:
    page.open(alone("un.name"), now=day(2))
    type_in(page, ["UN"])
    page.check()
    page.click("next")
    assert page.shown("end")
    page.run("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.shown("end")
    page.run("Date = class extends Date { constructor(...given) {"
             f"super(...(given.length ? given : ['{day(4)}'])); }} }};")  # fmt: skip
    page.run("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.shown("asking")


def due(page: Page, tmp_path: Path) -> str:
    history = open_history(tmp_path / "history.sqlite")
    merge(history, kept(page))
    return date.fromordinal(min(history.due_days(UID).values())).isoformat()


def test_what_the_terminal_has_planned_is_the_pages_plan(page: Page, tmp_path: Path) -> None:
    """An answer taken back does not count, and one overruled counts as the learner said."""
    page.open(alone("un.name"), now=day(2))
    at, day_ms = NOW, 86_400_000
    known: list[Entry] = [
        Review(at, UID, "un.name", NOW, TODAY, "[]", "correct", "", 3, 9, ""),
        Review(at + 2 * day_ms, UID, "un.name", NOW, TODAY + 2, "[]", "wrong", "", 1, 9, ""),
        Overrule(at + 2 * day_ms + 1, UID, "un.name", at + 2 * day_ms, "correct", 3),
        Review(at + 3 * day_ms, UID, "un.name", NOW, TODAY + 3, "[]", "wrong", "", 1, 9, ""),
        Void(at + 3 * day_ms + 1, UID, "un.name", at + 3 * day_ms),
        Review(at + 4 * day_ms, UID, "un.name", NOW, TODAY + 4, "[]", "correct", "", None, 9,
               "", "cram"),
    ]  # fmt: skip
    load(page, written(tmp_path / "a.jsonl", known))
    planned = due(page, tmp_path)
    assert page.text("next-due") == f"The next question is due on {planned}."


@pytest.mark.parametrize("retention", [0.8, 0.95])
def test_a_deck_may_aim_higher_or_lower(page: Page, tmp_path: Path, retention: float) -> None:
    about = replace(ABOUT, retention=retention)
    page.open(alone("un.name", rebuilt(BUILD, about=about)), now=day(2))
    type_in(page, ["UN"])
    page.check()
    page.click("next")
    wanted = date.fromordinal(replay([(date(2026, 3, 2).toordinal(), 3)], retention).due)
    assert page.text("next-due") == f"The next question is due on {wanted.isoformat()}."


# --- Questions on one claim ------------------------------------------------------------------


def asked_on(page: Page, now: str) -> list[str]:
    page.open(fresh=False, now=now)
    found = []
    while page.shown("asking"):
        found.append(page.item.id)
        conclude(page, True, answer(page, True))
        page.click("next")
    return found


def test_what_is_due_on_one_claim_comes_on_different_days(page: Page) -> None:
    """All are learnt in one sitting, so that all fall due together."""
    claims = {item.id: item.claim for item in ITEMS}
    page.open(now=day(2))
    assert len(asked_on(page, day(2))) == len(ITEMS)
    seen: list[str] = []
    number = 4
    while len(set(seen)) < len(ITEMS):
        asked = asked_on(page, day(number))
        on_claims = [claims[name] for name in asked]
        assert len(set(on_claims)) == len(on_claims)
        seen += asked
        if len(set(seen)) < len(ITEMS):
            assert page.text("put-off").startswith("Due, but put off to another day")
            assert page.text("next-due").endswith(f"{day(number + 1)[:10]}.")
        number += 1
    assert number == 4 + max(list(claims.values()).count(claim) for claim in claims.values())
    assert page.text("put-off") == ""


def test_what_was_missed_today_is_not_put_off(page: Page) -> None:
    page.open(now=day(2))
    asked_on(page, day(2))
    page.open(fresh=False, now=day(4))
    asked = []
    for _ in range(3):
        asked.append(page.item.id)
        page.click("reveal")
        page.click("next")
    page.open(fresh=False, now=day(4))
    rest = asked_on(page, day(4))
    assert set(asked) <= set(rest)
