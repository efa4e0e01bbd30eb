"""The self-test's web page in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import axe_source, chromium, missing, needed
from paging import Page


@pytest.fixture(scope="module")
def driver(tmp_path_factory) -> Iterator[Any]:
    needed(missing())
    with chromium(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.fixture
def page(driver, tmp_path) -> Iterator[Page]:
    """Nothing may go wrong in it."""
    made = Page(driver, tmp_path)
    made.size(1000)
    made.scheme("light")
    driver.get_log("browser")
    yield made
    assert driver.get_log("browser") == []


@pytest.fixture(scope="module")
def axe() -> str:
    return axe_source()
