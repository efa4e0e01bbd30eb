"""What holds for the whole test suite."""

from __future__ import annotations

import signal

import pytest
from hypothesis import HealthCheck, settings

# A shell ignores Ctrl-C in what it starts with `&`, and children inherit that: then no test that
# interrupts a program could pass.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes depends on what else the machine does. Speed is measured in bench/.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite goldens; read them after")
