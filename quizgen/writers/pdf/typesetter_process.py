"""The script that runs Typst in the process of the typesetter, which talks to it through pipes.

A job is a line of JSON on standard input. The answer on standard output is a line of JSON and as
many bytes as it says. The process ends with its standard input, or when Typst breaks. The script
imports nothing from quizgen, since it has to start quickly.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

# 1,500 named papers need 140 MB. The largest image that is allowed (40 million pixels, 16 bits a
# channel) needs 490 MB; sixty photographs of 12 million pixels in one document, 2.2 GB.
_MOST_BYTES = 4 * 1024**3
_MOST_SECONDS = 30  # of computing for one job: 1,000 questions in 18 points need two


def main() -> None:
    _limit_memory()
    try:
        import typst as _  # noqa: F401 - an answer must say that it is missing
    except ImportError as error:
        _answer({"unloadable": str(error)}, b"")
        return
    for line in sys.stdin.buffer:
        _limit_time()
        _answer(*_result(json.loads(line)))


def _result(job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    import typst

    if "families" in job:
        own = typst.Fonts(False, False, job["families"]) if job["families"] else None
        return {"families": own.families() if own else []}, b""
    compiler = _compiler(job["template"], tuple(job["fonts"]))
    try:
        content = compiler.compile(**job["how"])
        found: dict[str, list[Any]] = {label: [] for label in job["labels"]}
        for each in json.loads(compiler.query("metadata")) if found else ():
            found[each["label"].strip("<>")].append(each["value"])
    except typst.TypstError as error:
        return {"refused": str(error.diagnostic), "message": str(error.message)}, b""
    if not isinstance(content, bytes):
        raise TypeError("typst gave no bytes")
    return {"found": found}, content


@cache
def _compiler(template: str, fonts: tuple[str, ...]) -> typst.Compiler:
    """A compiler caches layouts, so there is one for each template, which serves all forms."""
    import typst

    return typst.Compiler(template, root=Path(template).parent, font_paths=_fonts(fonts))


@cache
def _fonts(folders: tuple[str, ...]) -> typst.Fonts:
    """System fonts are left out, since the output would depend on the machine."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=list(folders))


def _answer(head: dict[str, Any], content: bytes) -> None:
    line = json.dumps(head | {"size": len(content)}).encode("ascii")
    sys.stdout.buffer.write(line + b"\n" + content)
    sys.stdout.buffer.flush()


def _limit_memory() -> None:
    """Only Linux respects a limit of the address space: macOS ignores it and Windows has none.
    There the system itself ends a process that takes too much."""
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = _MOST_BYTES if hard == resource.RLIM_INFINITY else min(_MOST_BYTES, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    """These are seconds of the processor, so a busy machine does not shorten them."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        most = int(used.ru_utime + used.ru_stime) + _MOST_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (most if hard < 0 else min(most, hard), hard))


if __name__ == "__main__":
    main()
