"""What holds for the whole test suite."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, settings

from quizgen.__main__ import cli

# A shell ignores Ctrl-C in what it starts with `&`, and children inherit that: then no test that
# interrupts a program could pass.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes depends on what else the machine does. Speed is measured in bench/.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite goldens; read them after")


@pytest.fixture(autouse=True)
def _own_memory(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds remember dates in the user's data folder, and no test may meet what another left."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))


@pytest.fixture
def enter(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Makes a folder the working directory until the test ends. Commands look there for the project
    when no deck is named, and `new` and `import` write there; no option names another folder."""
    return monkeypatch.chdir


@pytest.fixture
def project(tmp_path: Path, enter: Callable[[Path], None]) -> Path:
    """A new project, with the working directory inside it."""
    folder = tmp_path / "orchids"
    result = CliRunner().invoke(cli, ["new", str(folder)])
    assert result.exit_code == 0, result.output
    enter(folder)
    return folder
