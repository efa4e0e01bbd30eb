"""Keeps compiled decks between sessions, so that a session starts without reading YAML.

A deck's entry is good as long as the program and every file that it was made from are unchanged.
An entry is one file: a line of JSON with their hashes, then the compiled deck. If an entry cannot
be read or written, the deck is silently recompiled.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from quizgen.diagnostics import Diagnostic
from quizgen.interchange.compiled import read
from quizgen.quiz.model import CompiledDeck
from quizgen.reading.safe_files import make_private_folder, read_ordinary, write_beside

# the deck, the problems, and the files that went in with the SHA-256 of each
Outcome: TypeAlias = tuple[CompiledDeck | None, Sequence[Diagnostic], Sequence[tuple[Path, str]]]


def load_compiled(
    path: Path, folder: Path, compile_deck: Callable[[Path], Outcome]
) -> tuple[CompiledDeck | None, Sequence[Diagnostic]]:
    """`folder` holds the entries, and is made if it does not exist."""
    entry = folder / f"{sha256(os.fsencode(path.resolve())).hexdigest()[:32]}.deck"
    kept = _kept(entry)
    if kept is not None:
        deck, damage = read(kept, path.name)
        if deck is not None and not damage:  # a damaged entry is recompiled in full
            return deck, []
    deck, problems, inputs = compile_deck(path)
    if deck is None:
        return None, problems
    from quizgen.interchange.compiled import write

    _keep(entry, _stamp(path, inputs) + b"\n" + write(deck))
    return deck, []


def _kept(entry: Path) -> bytes | None:
    try:
        line, _, content = read_ordinary(entry).partition(b"\n")
        stamp = json.loads(line)
        is_good = stamp["program"] == _program() and all(
            _hash(Path(name)) == digest for name, digest in stamp["inputs"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return content if is_good else None


def _keep(entry: Path, content: bytes) -> None:
    """Writes the entry beside its place and renames it, so that no session reads half of one."""
    with suppress(OSError):
        make_private_folder(entry.parent)
        beside = write_beside(entry, content, is_private=True)
        try:
            beside.replace(entry)
        finally:
            beside.unlink(missing_ok=True)


def _stamp(path: Path, inputs: Sequence[tuple[Path, str]]) -> bytes:
    """A file beside the deck wins over one in `source/`, so the stamp also records which files are
    not there: such a file may appear later."""
    hashes = {str(path.resolve().parent / each.name): "" for each, _ in inputs}
    hashes |= {str(each.resolve()): digest for each, digest in inputs}
    return json.dumps({"program": _program(), "inputs": hashes}).encode()


def _hash(path: Path) -> str:
    """Returns "" if there is no such file."""
    try:
        return sha256(read_ordinary(path)).hexdigest()
    except OSError:
        return ""


def _program() -> str:
    """Changes with every file of the program, so that a checkout never serves what an older
    version of itself compiled."""
    root = Path(__file__).parent.parent
    digest = sha256()
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "fonts"))
        for name in sorted(names):
            state = os.stat(os.path.join(folder, name))
            digest.update(f"{name}\0{state.st_mtime_ns}\0{state.st_size}\0".encode())
    return digest.hexdigest()
