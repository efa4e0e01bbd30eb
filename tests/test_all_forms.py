"""The twenty-six forms of each quiz of the speech's deck, worked out again from the compiled JSON.

Nothing here comes from the program: keys, points, letters and pages are counted as a teacher would
who has only the compiled deck and the printed sheets.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, groupby, pairwise
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest

ROOT = Path(__file__).parent.parent
NAME = "astana-think-tank-forum"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
QUIZZES = ("ten-minutes", "exam", "reading")
Json = dict[str, Any]


class Sheets:
    """The compiled deck, and the words of the files beside it without their spaces."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.deck: Json = json.loads((folder / f"{NAME}.json").read_text("utf-8"))
        self.items: dict[str, Json] = {item["id"]: item for item in self.deck["items"]}

    def forms(self, quiz: str) -> list[Json]:
        return [form for form in self.deck["forms"] if form["quiz"] == quiz]

    def file(self, form: Json, what: str = "") -> pypdfium2.PdfDocument:
        name = f"{NAME}-{form['quiz']}-{form['letter'].lower()}{what}.pdf"
        return pypdfium2.PdfDocument(self.folder / name)

    def words(self, form: Json, what: str = "") -> str:
        pages = self.file(form, what)
        return "\n".join(page.get_textpage().get_text_range() for page in pages)

    def text(self, form: Json, what: str = "") -> str:
        return glued(self.words(form, what))

    def asked(self, form: Json) -> Iterator[tuple[Json, Json]]:
        """Each place on the form with its question."""
        for section in form["sections"]:
            for placed in section["placed"]:
                yield placed, self.items[placed["item"]]


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Sheets:
    project = tmp_path_factory.mktemp("project")
    for folder in ("decks", "source"):
        shutil.copytree(ROOT / folder, project / folder)
    deck = project / f"decks/{NAME}.yaml"
    with deck.open("a", encoding="utf-8") as file:
        file.write("\nlayout: {feedback: false, marked: false, key: short}\n")
    how = ["build", deck, "--to", "json", "--to", "pdf", "--forms", "26", "-o", project / "dist"]
    subprocess.run([sys.executable, "-m", "quizgen", *map(str, how)], check=True)
    return Sheets(project / "dist")


def glued(text: str) -> str:
    return re.sub(r"[\s\ufffe\u00ad]", "", text)


def words(rich: list[Any]) -> str:
    """The words of a text with markup."""
    parts = (each if isinstance(each, str) else words_of(each) for each in rich)
    return glued("".join(parts))


def words_of(node: Json) -> str:
    return node["text"] if "text" in node else words(node.get("children", []))


def right(item: Json, order: list[int]) -> str:
    """The right answer in the letters of the form, or in words."""
    response = item["response"]
    match response["type"]:
        case "choice":
            options = response["options"]
            return "".join(LETTERS[at] for at, i in enumerate(order) if options[i].get("key"))
        case "matching":
            pairs = enumerate(response["pairs"])
            return "".join(f"{at + 1}{LETTERS[order.index(at)]}" for at, _ in pairs)
        case "ordering":
            return "".join(f"{LETTERS[at]}{i + 1}" for at, i in enumerate(order))
        case "gaps":
            return glued(response["gaps"][0]["answer"])
        case "number":
            return glued(response["shown"])
        case "open":
            return words(response["answer"])
        case _:
            return glued(response["answer"])


def worth(points: float) -> str:
    return f"{points:g}point{'' if points == 1 else 's'}"


@pytest.mark.parametrize("quiz", QUIZZES)
def test_every_key_has_the_right_answers(sheets: Sheets, quiz: str) -> None:
    forms = sheets.forms(quiz)
    assert [form["letter"] for form in forms] == list(LETTERS)
    for form in forms:
        key = sheets.text(form, "-key")
        blocks: defaultdict[float, list[str]] = defaultdict(list)
        for placed, item in sheets.asked(form):
            answer, number = right(item, placed["order"]), placed["number"]
            if item["response"]["type"] == "choice":
                blocks[placed["points"]].append(f"{number}{answer}")
            else:
                assert f"{number}.{answer}" in key, (form["letter"], item["id"])
        for points, block in blocks.items():
            assert worth(points) + "".join(block) in key, form["letter"]


@pytest.mark.parametrize("quiz", QUIZZES)
def test_every_paper_has_the_options_in_their_letters(sheets: Sheets, quiz: str) -> None:
    for form in sheets.forms(quiz):
        paper = sheets.text(form)
        for placed, item in sheets.asked(form):
            response, order = item["response"], placed["order"]
            listed = {
                "choice": [words(option["content"]) for option in response.get("options", [])],
                "ordering": [words(step) for step in response.get("steps", [])],
                "matching": [words(pair["right"]) for pair in response.get("pairs", [])]
                + [words(extra) for extra in response.get("extras", [])],
            }.get(response["type"], [])
            shown = "".join(f"{LETTERS[at]}{listed[i]}" for at, i in enumerate(order))
            assert shown in paper, (form["letter"], item["id"])


@pytest.mark.parametrize("quiz", QUIZZES)
def test_points_add_up_on_every_paper(sheets: Sheets, quiz: str) -> None:
    for form in sheets.forms(quiz):
        sections = [[placed["points"] for placed in each["placed"]] for each in form["sections"]]
        whole = sum(map(sum, sections))
        wanted = Counter([whole, *map(sum, sections), *chain(*sections)])
        assert f"{len([*chain(*sections)])}questions·{worth(whole)}" in sheets.text(form)
        boxes = re.findall(r"/\s(\d+(?:\.\d+)?)(?=\s|$)", sheets.words(form))
        assert Counter(map(float, boxes)) == wanted, form["letter"]


@pytest.mark.parametrize("quiz", QUIZZES)
def test_all_forms_have_as_many_pages(sheets: Sheets, quiz: str) -> None:
    most = {"ten-minutes": 1, "exam": 4, "reading": 4}
    (pages,) = {len(sheets.file(form)) for form in sheets.forms(quiz)}
    assert pages <= most[quiz]
    assert {len(sheets.file(form, "-key")) for form in sheets.forms(quiz)} == {1}


def single(sheets: Sheets, form: Json) -> list[tuple[Json, Json, str]]:
    """The questions with one right option, and its letter."""
    found = []
    for placed, item in sheets.asked(form):
        is_choice = item["response"]["type"] == "choice"
        if is_choice and not item["response"].get("multiple"):
            found.append((placed, item["response"], right(item, placed["order"])))
    return found


@pytest.mark.parametrize("quiz", QUIZZES)
def test_letters_are_fair_on_every_form(sheets: Sheets, quiz: str) -> None:
    for form in sheets.forms(quiz):
        rows: defaultdict[int, list[str]] = defaultdict(list)
        for _, choice, letter in single(sheets, form):
            if not choice.get("fixed"):
                rows[len(choice["options"])].append(letter)
        for options, row in rows.items():
            found = Counter(row)
            shares = [found[letter] - len(row) / options for letter in LETTERS[:options]]
            assert max(map(abs, shares)) <= 1, (form["letter"], row)
            assert max(len([*same]) for _, same in groupby(row)) <= 3, (form["letter"], row)


@pytest.mark.parametrize("quiz", QUIZZES)
def test_neighbours_have_other_answers(sheets: Sheets, quiz: str) -> None:
    """Nothing that chance arranged has the same answer as on the form before."""
    for before, form in pairwise(sheets.forms(quiz)):
        then = {placed["item"]: placed["order"] for placed, _ in sheets.asked(before)}
        for placed, item in sheets.asked(form):
            if placed["item"] in then and placed["order"] and not item["response"].get("fixed"):
                answers = [right(item, order) for order in (then[item["id"]], placed["order"])]
                assert answers[0] != answers[1], (form["letter"], item["id"])


@pytest.mark.parametrize("quiz", QUIZZES)
def test_steps_are_really_mixed(sheets: Sheets, quiz: str) -> None:
    for form in sheets.forms(quiz):
        for placed, item in sheets.asked(form):
            if item["response"]["type"] == "ordering":
                right_order = sorted(placed["order"])
                assert placed["order"] not in (right_order, right_order[::-1]), form["letter"]


@pytest.mark.parametrize("quiz", QUIZZES)
def test_the_table_of_all_forms_agrees(sheets: Sheets, quiz: str) -> None:
    """A long answer in words stands once below the table, which points to it."""
    forms = sheets.forms(quiz)
    pages = pypdfium2.PdfDocument(sheets.folder / f"{NAME}-{quiz}-grid.pdf")
    table = glued("".join(page.get_textpage().get_text_range() for page in pages))
    worths = {placed["points"] for placed, _ in sheets.asked(forms[0])}
    below = re.split(r"(?=→1(?!\d))", table)[-1]  # from where the first answer stands
    rows: dict[tuple[int, int], str] = {}
    for place, form in enumerate(forms):
        for placed, item in sheets.asked(form):
            cell = "—" if item["response"]["type"] == "open" else right(item, placed["order"])
            told = [number for number in range(1, 20) if f"→{number}{cell}" in below]
            is_letters = item["response"]["type"] in ("choice", "matching", "ordering", "open")
            cell = cell if is_letters or not told else f"→{told[0]}"
            worth = f"({placed['points']:g})" if len(worths) > 1 else ""
            rows[place, placed["number"]] = cell + worth
    for start in range(0, 26, 7):
        beside = range(start, min(start + 7, 26))
        for number in range(1, len(rows) // 26 + 1):
            row = "".join(rows[place, number] for place in beside)
            assert f"{number}{row}" in table, (start, number)
