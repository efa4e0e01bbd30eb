"""The cards in a real browser, on the page that Anki's reviewer builds around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from browsing import axe_source, chromium, missing, needed
from test_anki.conftest import BUILD, Anki, written
from test_anki.reviewer import Card, Reviewer, cards_of

from quizgen.quiz.model import Build

Cards = Mapping[tuple[str, int], Card]


@pytest.fixture(scope="module")
def imported(tmp_path_factory) -> Iterator[Callable[[Build], tuple[Anki, Cards]]]:
    """Cards as the real Anki renders them after an import."""
    needed(missing("anki"))
    opened: list[Anki] = []

    def take(build: Build) -> tuple[Anki, Cards]:
        folder = tmp_path_factory.mktemp("anki")
        anki = Anki(folder)
        opened.append(anki)
        files = written(build, folder)
        for file in files:
            anki.take(file)
        if len(files) > 1:  # withdrawn notes have no cards until Anki checks its database
            anki.collection.fix_integrity()
        return anki, cards_of(anki.collection)

    yield take
    for anki in opened:
        anki.collection.close()


@pytest.fixture(scope="module")
def deck(imported) -> tuple[Anki, Cards]:
    return imported(BUILD)


@pytest.fixture(scope="module")
def cards(deck) -> Cards:
    return deck[1]


@pytest.fixture(scope="module")
def browser(deck, tmp_path_factory) -> Iterator[Reviewer]:
    """One for all tests; it lies beside the pictures, as Anki's page does."""
    collection = deck[0].collection
    with chromium(tmp_path_factory.mktemp("browser")) as driver:
        yield Reviewer(driver, Path(collection.media.dir()), collection)


@pytest.fixture
def page(browser) -> Iterator[Reviewer]:
    """A new page on a desktop; nothing may go wrong in it."""
    browser.size(1000)
    browser.open()
    browser.driver.get_log("browser")
    yield browser
    assert browser.failures() == []


@pytest.fixture(scope="module")
def axe() -> str:
    return axe_source()
