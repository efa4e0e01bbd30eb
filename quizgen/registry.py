"""Modules are plug-ins: their directory is the registry, and a file name is the plug-in's name.

Nothing is imported until it is asked for, so that `quizgen --help` loads neither genanki nor
typst. An underscore in a file name reads as a hyphen in the plug-in's name.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any


def names(package: ModuleType) -> tuple[str, ...]:
    """The sorted names of a package's plug-ins. A module whose name starts with _ is not one."""
    return _listed(tuple(package.__path__))


@cache  # the folders are read only once, though `names` is asked often
def _listed(folders: tuple[str, ...]) -> tuple[str, ...]:
    found = (module.name for module in iter_modules(folders))
    return tuple(sorted(name.replace("_", "-") for name in found if not name.startswith("_")))


def summary(package: ModuleType, name: str) -> str:
    """The first line of the plug-in's docstring, read without importing it."""
    for folder in package.__path__:
        path = Path(folder) / f"{name.replace('-', '_')}.py"
        if path.is_file():
            with path.open(encoding="utf-8") as lines:
                return lines.readline().strip().strip('"')
    return ""


@cache
def load(package: ModuleType, name: str) -> Any:
    """The plug-in's module; the caller has checked the name against `names`, and says which
    contract the module keeps. That it does, mypy sees in `tests/plug_ins.py`."""
    return import_module(f"{package.__name__}.{name.replace('-', '_')}")
