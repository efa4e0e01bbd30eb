"""Writes files safely: each is written next to its target first and renamed into place later.

The temporary name is random, and the file must not exist yet, so that we never write through a link
that somebody has planted there.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from unicodedata import normalize

_FOR_ALL = 0o666  # the umask is taken off, as with every program that makes files


def read_ordinary(path: Path) -> bytes:
    """The content of a file. A pipe or a device, which may never end, raises OSError."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.EINVAL, "it is not an ordinary file", str(path))
    return path.read_bytes()


def read_inside(
    name: str, folders: Collection[Path], roots: Collection[Path]
) -> tuple[Path, bytes] | None:
    """The first file of that name in the folders, and its content. It follows no link that leads
    out of the roots, since a name that somebody else wrote could otherwise publish the user's own
    files."""
    for path in (folder / name for folder in folders):
        try:
            real = path.resolve()
            if path.is_file() and any(real.is_relative_to(root.resolve()) for root in roots):
                return path, path.read_bytes()
        except (OSError, ValueError):
            continue
    return None


def as_on_disk(name: str) -> str:
    """The same for names that some file system takes for one: Windows and macOS tell neither
    capitals apart nor the ways in which a letter can be composed."""
    return normalize("NFD", normalize("NFD", name).casefold())


def write_beside(target: Path, content: bytes, *, is_private: bool = False) -> Path:
    """Writes a new file in the folder of `target`. Only its owner may read a private one."""
    from tempfile import mkstemp  # a session that only asks writes no file

    handle, name = mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # `mkstemp` makes files that only their owner may read.
        if not is_private:
            beside.chmod(_FOR_ALL & ~_umask())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def make_private_folder(folder: Path) -> None:
    """Makes the folder and those above it. Folders that exist already keep their rights."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


def make_private(path: Path) -> None:
    """Makes the file if it does not exist, and lets only its owner read it. A file that belongs to
    somebody else keeps its rights."""
    # A pipe of this name must not hold us up; Windows has none, and no such flag.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o600))
    with suppress(OSError):
        path.chmod(0o600)


def _umask() -> int:
    """The umask of this process, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
