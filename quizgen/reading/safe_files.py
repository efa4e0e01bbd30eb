"""Files written beside their place and renamed into it, and folders that are nobody else's.

The name beside is drawn by chance and made by this program or not at all, so that a link which
somebody planted there is never written through.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

_FOR_ALL = 0o666  # less the umask, as every program makes files


def read_ordinary(path: Path) -> bytes:
    """The content of a file. OSError for a pipe or a device, which may have no end."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.EINVAL, "it is no ordinary file", str(path))
    return path.read_bytes()


def write_beside(target: Path, content: bytes, *, is_private: bool = False) -> Path:
    """The new file, in the folder of `target`. A private one is for its owner alone."""
    handle, name = mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if not is_private:
            beside.chmod(_FOR_ALL & ~_umask())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def make_private_folder(folder: Path) -> None:
    """Folders that are there already stay as they are."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


def make_private(path: Path) -> None:
    """The file, made if it is not there, for its owner alone. What belongs to somebody else is
    left to them."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o600))
    with suppress(OSError):
        path.chmod(0o600)


def _umask() -> int:
    """It can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
