"""Histories go from the terminal to the page and back, and nothing is lost on the way."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from paging import Page, alone, answer, conclude, type_in
from test_anki.conftest import ITEMS

from quizgen.interchange.history import (
    Alias,
    Entry,
    Flag,
    Overrule,
    Review,
    Suspension,
    Void,
    entries,
    lines,
)
from quizgen.study.history import History, contents, merge
from quizgen.study.history_file import open_history

from .test_progress import downloaded

UID = "k3v9q2m7xd"
NOW = 1_772_440_000_000
TODAY = 739_677


def a_life(seed: int) -> list[Entry]:
    """What may have happened in a terminal, some of it at one moment."""
    chance = random.Random(seed)  # noqa: S311 - a life, no secret
    found: dict[Any, Entry] = {"alias": Alias(UID, "un.old", "un.name")}
    for number in range(30):
        item = chance.choice([*(each.id for each in ITEMS), "un.old", "gone"])
        # two machines do not do two things to one question within the same millisecond
        at, about = (NOW + 2 * chance.randrange(20) + seed % 2 for _ in range(2))
        is_right = chance.random() < 0.5
        mark, rating = ("correct", 3) if is_right else ("wrong", 1)
        mode = chance.choice(["", "", "", "cram", "exam"])
        made: list[Entry] = [
            Review(at, UID, item, NOW, TODAY + number, '["«x» \\u2028"]', mark, "", rating, 9,
                   "1.aa", mode),
            Void(at, UID, item, about),
            Overrule(at, UID, item, about, mark, rating),
            Flag(at, UID, item, "</script> \\n?"),
            Suspension(at, UID, item, is_right),
        ]  # fmt: skip
        entry = chance.choice([made[0], *made])
        found.setdefault((type(entry), item, at), entry)
    return list(found.values())


def written(path: Path, known: list[Entry]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines(known)), "utf-8")
    return path


def load(page: Page, path: Path) -> str:
    page.run("document.getElementById('told').textContent = ''")
    page.all("#file")[0].send_keys(str(path))
    for _ in range(200):
        if page.text("told"):
            break
        page.driver.execute_async_script("setTimeout(arguments[0], 25)")
    return page.text("told")


def kept(page: Page) -> set[Entry]:
    log = "\n".join(json.dumps(each) for each in ({"quizgen-history": 1}, *page.log))
    return set(entries(log.encode())[0])


def state(history: History) -> list[tuple[Any, ...]]:
    return history.connection.execute("SELECT * FROM card ORDER BY item").fetchall()


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_lost_in_either_direction(page: Page, tmp_path: Path, seed: int) -> None:
    """Two terminals and the page, whose files are brought to each other in any order and twice."""
    page.open()
    one, other = open_history(tmp_path / "one"), open_history(tmp_path / "other")
    merge(one, a_life(seed))
    merge(other, a_life(seed + 1)[::-1])
    for is_right in (True, False):
        conclude(page, is_right, answer(page, is_right))
        page.click("next")
    page.click("reveal")
    page.click("undo")
    own = kept(page)
    assert len(own) == 4
    files = [written(tmp_path / f"{n}.jsonl", list(contents(each))) for n, each in
             enumerate((one, other))]  # fmt: skip
    for path in files[:: 1 if seed % 2 else -1]:
        number = len(kept(page))
        told = load(page, path)
        assert told == f"Lines added: {len(kept(page)) - number}."
        assert load(page, path) == "Lines added: 0."
    whole, _ = entries(downloaded(page, tmp_path).read_bytes())
    assert set(whole) == kept(page) >= own
    for history in (one, other):
        merge(history, whole)
        assert merge(history, whole) == 0
    merge(one, list(contents(other)))
    merge(other, list(contents(one)))
    assert set(contents(one)) == set(contents(other)) == set(whole)
    assert state(one) == state(other)


def test_what_was_done_in_the_terminal_is_done_on_the_page(page: Page, tmp_path: Path) -> None:
    page.open(now="2026-03-02T20:00:00")
    (first, second, third, *_) = [each.id for each in ITEMS]
    right = Review(NOW, UID, first, NOW, TODAY, "[]", "correct", "", 3, 9, "")
    known: list[Entry] = [
        right,
        Review(NOW, UID, second, NOW, TODAY, "[]", "wrong", "", 1, 9, ""),
        Overrule(NOW + 1, UID, second, NOW, "correct", 3),
        Suspension(NOW, UID, third, True),
        Review(NOW, "another000", first, NOW, TODAY, "[]", "correct", "", 3, 9, ""),
    ]
    assert load(page, written(tmp_path / "a.jsonl", known)) == "Lines added: 4."
    assert page.text("place") == "Done: 3 of 12"
    assert page.text("fresh") == ""
    assert load(page, written(tmp_path / "b.jsonl", [Void(NOW + 2, UID, first, NOW)]))
    assert page.text("place") == "Done: 2 of 12"


@pytest.mark.parametrize("content", ["", "[]", "null\n", '{"quizgen-history": 2}\n', "\0" * 99])
def test_another_file_is_refused(page: Page, tmp_path: Path, content: str) -> None:
    page.open()
    path = tmp_path / "a.txt"
    path.write_text(content, "utf-8")
    assert load(page, path) == "This file is not a history of quizgen."
    assert page.log == []


def test_a_line_that_cannot_be_read_costs_only_itself_and_is_counted(
    page: Page, tmp_path: Path
) -> None:
    page.open()
    path = written(tmp_path / "a.jsonl", a_life(1))
    head, first, *rest = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text(head + first + '{"type": "rev\n\n' + "[]\n" + "".join(rest), "utf-8")
    told = load(page, path)
    left_out = "Lines left out, because they cannot be read: 2."
    assert told == f"Lines added: {len(kept(page))}. {left_out}"
    assert kept(page) == set(a_life(1))


def test_it_is_counted_what_has_not_been_downloaded(page: Page, tmp_path: Path) -> None:
    page.open()
    assert page.text("fresh") == ""
    for number in (1, 2):
        page.click("reveal")
        assert page.text("fresh") == f"Not downloaded yet: {number}."
        page.click("next")
    page.open(fresh=False)
    assert page.text("fresh") == "Not downloaded yet: 2."
    downloaded(page, tmp_path)
    assert page.text("fresh") == ""


# --- Overruled and taken back ----------------------------------------------------------------


def marks(page: Page, tmp_path: Path) -> list[tuple[str, int | None]]:
    """What stands of the answers, by the terminal."""
    history = open_history(tmp_path / "history.sqlite")
    merge(history, kept(page))
    query = "SELECT mark, rating FROM standing ORDER BY at"
    return list(history.connection.execute(query).fetchall())


@pytest.mark.parametrize(("is_right", "mark", "place"), [(False, "correct", 1), (True, "wrong", 0)])
def test_a_verdict_is_overruled(page, tmp_path, is_right, mark, place):
    page.open(alone("years"))
    conclude(page, is_right, answer(page, is_right))
    page.tab_to("#overrule")
    page.press("\ue007")
    assert page.text("verdict") == f"Noted: you were {'wrong' if is_right else 'right'}."
    assert not page.shown("overrule")
    assert marks(page, tmp_path) == [(mark, 3 if mark == "correct" else 1)]
    page.click("next")
    assert page.shown("end") == bool(place)
    page.open(alone("years"), fresh=False)
    assert page.shown("end") == bool(place)


def test_what_was_judged_or_shown_is_not_overruled(page):
    page.open(alone("why"))
    conclude(page, False, answer(page, False))
    assert not page.shown("overrule")
    page.open(alone("un.name"))
    page.click("reveal")
    assert not page.shown("overrule")


def test_an_answer_is_taken_back_behind_its_feedback(page, tmp_path):
    page.open(alone("un.name"))
    assert not page.shown("back")
    page.click("reveal")
    page.tab_to("#undo")
    page.press("\ue007")
    assert page.focus() == "stem"
    assert page.text("told") == "Taken back."
    assert page.text("place") == "Done: 0 of 1"
    type_in(page, ["UN"])
    page.check()
    page.click("next")
    assert page.text("finished").endswith("Right at the first try: 1.")
    assert marks(page, tmp_path) == [("correct", 3)]


def test_answers_are_taken_back_from_the_next_question(page, tmp_path):
    page.open()
    asked = []
    for is_right in (True, False, True):
        asked.append(page.item.id)
        conclude(page, is_right, answer(page, is_right))
        page.click("next")
    following = page.item.id
    for name in asked[::-1]:
        page.click("back")
        assert page.item.id == name
    assert not page.shown("back")
    assert marks(page, tmp_path) == []
    again = []
    for _ in range(4):
        again.append(page.item.id)
        conclude(page, True, answer(page, True))
        page.click("next")
    assert again == [*asked, following]


def test_an_overruled_answer_is_taken_back(page, tmp_path):
    page.open(alone("years"))
    conclude(page, False, answer(page, False))
    page.click("overrule")
    page.click("undo")
    assert marks(page, tmp_path) == []
    assert page.text("place") == "Done: 0 of 1"
