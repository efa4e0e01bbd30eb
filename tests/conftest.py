"""What holds for the whole test suite."""

from __future__ import annotations

import signal

import pytest

# A shell ignores Ctrl-C in what it starts with `&`, and children inherit that: then no test that
# interrupts a program could pass.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite goldens; read them after")
