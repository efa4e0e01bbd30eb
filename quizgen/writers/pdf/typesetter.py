"""Runs Typst in a process of its own, so that whatever breaks the compiler does not break quizgen.

An image can make Typst take more memory or time than there is. It then aborts, which no `except`
catches. One process serves a writer until the end, and is replaced when it has died.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from msgspec.json import encode

# Each thread of Typst would reserve 64 MB of addresses, which count against the limit of memory.
_SETTINGS = {"MALLOC_ARENA_MAX": "4"}


class RefusedError(Exception):
    """The compiler refuses to print this. `complaint` is its whole output, and the message is the
    beginning of it."""

    def __init__(self, message: str, complaint: str) -> None:
        super().__init__(message)
        self.complaint = complaint


class BrokenError(Exception):
    """The compiler died, or was ended because it took too much memory or time."""


class Typesetter:
    """The process starts when it is first needed. Raises ImportError where there is no Typst."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._has_worked = False

    def families(self, folders: Iterable[Path]) -> list[str]:
        """The names of the fonts in these folders."""
        head, _ = self._ask({"families": [os.fspath(each) for each in folders]})
        return list(head["families"])

    def compile(
        self,
        template: Path,
        fonts: Iterable[Path],
        data: dict[str, Any],
        labels: Iterable[str] = (),
        **how: Any,
    ) -> tuple[bytes, dict[str, list[Any]]]:
        """The document, and the values in it at each label. The data are in a file, since for every
        new input the compiler would forget what it keeps of other sheets."""
        template.with_name("data.json").write_bytes(encode(data))
        job = {
            "template": os.fspath(template),
            "fonts": [os.fspath(folder) for folder in fonts],
            "labels": list(labels),
            "how": how,
        }
        head, content = self._ask(job)
        if "refused" in head:
            raise RefusedError(head["message"], head["refused"])
        return content, head["found"]

    def start(self) -> subprocess.Popen[bytes]:
        """Called early, so that Typst loads while the caller prepares its first sheet."""
        if self._process is None:
            if find_spec("typst") is None:
                raise ImportError("No module named 'typst'")
            script = Path(__file__).with_name("typesetter_process.py")
            self._process = subprocess.Popen(  # noqa: S603  # our own script
                [sys.executable, "-P", os.fspath(script)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # the compiler's last words are not for authors
                env=os.environ | _SETTINGS,
            )
        return self._process

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
            self._has_worked = False

    def _ask(self, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """A process still holds the memory of its earlier jobs. So if it dies at a later one, that
        proves nothing, and a fresh process tries the same job again."""
        has_worked = self._has_worked
        try:
            return self._answer(job)
        except (OSError, EOFError, ValueError) as error:
            self.close()
            if not has_worked:
                raise BrokenError from error
        return self._ask(job)

    def _answer(self, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        process = self.start()
        if process.stdin is None or process.stdout is None:
            raise TypeError("the typesetter has no pipes")
        process.stdin.write(json.dumps(job).encode("ascii") + b"\n")
        process.stdin.flush()
        head = json.loads(process.stdout.readline())
        if "unloadable" in head:
            self.close()
            raise ImportError(head["unloadable"])
        content = process.stdout.read(head["size"])
        if len(content) < head["size"]:
            raise EOFError
        self._has_worked = "template" in job
        return head, content
