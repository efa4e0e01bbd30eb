"""The pages for authors in a real browser: reachable, readable, and without a word to anyone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import Screen, axe_source, chromium, missing, needed
from test_anki.conftest import ABOUT, BUILD
from test_pages import coverage_of, made, preview_of

from quizgen.pages.preview import _side
from quizgen.writers.anki.rendering import rendered

ROOT = Path(__file__).parent.parent
PAGES = {"coverage": coverage_of, "preview": preview_of}


@pytest.fixture(scope="module")
def driver(tmp_path_factory) -> Iterator[Any]:
    needed(missing())
    with chromium(tmp_path_factory.mktemp("browser")) as driver:
        yield driver


@pytest.fixture(params=PAGES)
def page(request, driver, tmp_path) -> Any:
    """Each page of a hostile deck; nothing may be complained about when it has been read."""
    path = tmp_path / "page.html"
    path.write_text(PAGES[request.param](made()), "utf-8")
    driver.get(path.as_uri())
    yield driver
    complaints = [json.dumps(each) for each in driver.get_log("browser")]
    assert complaints == []


def in_theme(driver: Any, theme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": theme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": features})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page, theme):
    in_theme(page, theme)
    assert Screen(page).violations(axe_source()) == []


@pytest.mark.parametrize("width", [320, 900])
def test_nothing_stands_out_at_the_side(page, width):
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    wider = page.execute_script("return document.documentElement.scrollWidth - innerWidth")
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wider <= 0


def test_the_count_leads_to_the_items(driver, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(coverage_of(made()), "utf-8")
    driver.get(path.as_uri())
    (link,) = [each for each in driver.find_elements("css selector", ".count") if each.text == "3"]
    link.click()
    target = driver.execute_script("return document.querySelector(':target').textContent")
    assert "Paragraph 2, sentence 1" in target
    assert "which (choice, remember)" in target


def test_cards_fit_their_frames(driver, tmp_path):
    """As wide as half of a page. The height is reckoned: a few lines too many may be, hardly any
    too few."""
    for item in BUILD.deck.items:
        for card in rendered(item, BUILD.deck):
            for side in (card.front, card.back):
                frame = _side(side, "side", ABOUT)
                path = tmp_path / "side.html"
                path.write_text(frame.attrib["srcdoc"], "utf-8")
                metrics = {"width": 470, "height": 100, "deviceScaleFactor": 1, "mobile": False}
                driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
                driver.get(path.as_uri())
                tall = driver.execute_script("return document.documentElement.scrollHeight")
                height = int(frame.attrib["style"].removeprefix("height: ").removesuffix("px"))
                spare = 450 if item.image else 130  # this picture is a single point
                assert tall - 60 <= height <= max(180, tall + spare), (item.id, tall, height)
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
