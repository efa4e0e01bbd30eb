"""A real browser for tests: Chromium through its driver, and axe-core to judge what it shows."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

import pytest

ALT, CTRL, ENTER, SPACE, TAB, SHIFT = "\ue00a", "\ue009", "\ue007", " ", "\ue004", "\ue008"
UP, DOWN, LEFT, RIGHT = "\ue013", "\ue015", "\ue012", "\ue014"

# Chrome neither asks nor tells anyone anything.
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-prefers-reduced-motion",
)


@contextmanager
def chromium(folder: Path, **preferences: object) -> Iterator[Any]:
    """Its profile lies in `folder`: a second one there is the same browser started again."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    options.add_experimental_option("prefs", preferences)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(_driver()))
    try:
        yield driver
    finally:
        driver.quit()


class Screen:
    """What the tests of every page do with a browser."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def run(self, script: str, *values: object) -> Any:
        return self.driver.execute_script(script, *values)

    def all(self, selector: str) -> list[Any]:
        return self.driver.find_elements("css selector", selector)

    def texts(self, selector: str) -> list[str]:
        return [element.text.strip() for element in self.all(selector)]

    def press(self, *keys: str, holding: str = "") -> None:
        from selenium.webdriver import ActionChains

        chain = ActionChains(self.driver, duration=0)
        for held in holding:
            chain.key_down(held)
        for key in keys:
            chain.send_keys(key)
        for held in holding:
            chain.key_up(held)
        chain.perform()

    def size(self, width: int, height: int = 800) -> None:
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )

    def overflow(self) -> int:
        """Pixels that stand out at the side."""
        return int(self.run("return document.documentElement.scrollWidth - innerWidth"))

    @contextmanager
    def without_scripts(self) -> Iterator[None]:
        self.devtools("Emulation.setScriptExecutionDisabled", value=True)
        try:
            yield
        finally:
            self.devtools("Emulation.setScriptExecutionDisabled", value=False)

    def picture(self, path: Path) -> None:
        width, height = self.run("return [innerWidth, document.documentElement.scrollHeight]")
        self.size(width, max(height, 300))
        self.driver.save_screenshot(str(path))

    def violations(self, axe: str) -> list[str]:
        """What axe-core, whose source is given, finds on the page as it stands."""
        self.run(axe)
        found: list[str] = self.driver.execute_async_script(_AXE)
        return found

    def devtools(self, command: str, **values: object) -> None:
        self.driver.execute_cdp_cmd(command, values)


_AXE = """
var done = arguments[arguments.length - 1];
var tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
axe.run(document, {runOnly: tags, resultTypes: ["violations"]}).then(function (found) {
  done(found.violations.map(function (each) {
    return each.id + ": " + each.nodes.map(function (node) { return node.html; }).join(" | ");
  }));
}, function (error) { done([String(error)]); });
"""


def axe_source() -> str:
    """The source of axe-core, from the file that AXE_CORE names."""
    path = Path(os.environ.get("AXE_CORE", "axe.min.js"))
    needed("" if path.is_file() else "AXE_CORE names no axe.min.js (npm install axe-core)")
    return path.read_text("utf-8")


def needed(problem: str) -> None:
    """A check that cannot be made says so; where CI must have made it, it fails."""
    if not problem:
        return
    message = f"NOT CHECKED in a browser: {problem}"
    if os.environ.get("CI"):
        pytest.fail(message)
    warnings.warn(message, stacklevel=2)
    pytest.skip(message)


def missing(*packages: str) -> str:
    """What a machine lacks for these tests; empty when it lacks nothing."""
    for name in (*packages, "selenium"):
        if find_spec(name) is None:
            return f"{name} is not installed: `pip install 'quizgen[test]'`"
    if not _driver():
        return "there is no chromedriver: install chromium and chromium-driver"
    return ""


def _driver() -> str | None:
    return which("chromedriver")
