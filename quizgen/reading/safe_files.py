"""Reads files as text, and writes them safely: each next to its target, renamed into place later.

The temporary name is random, and the file must not exist yet, so that we never write through a link
that somebody has planted there.
"""

from __future__ import annotations

import codecs
import errno
import os
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Undecodable:
    """`message` follows the name of a file and a colon."""

    message: str
    hint: str


# The mark of UTF-16-LE is the beginning of that of UTF-32-LE, so the longer one is tried first.
_NOT_UTF8 = (
    (b"PK\x03\x04", "this is a Word, Excel, OpenDocument or ZIP file, not plain text"),
    (b"\xd0\xcf\x11\xe0", "this is a file of an old Word or Excel, not plain text"),
    (b"%PDF", "this is a PDF file, not plain text"),
    (b"{\\rtf", "this is an RTF file, not plain text"),
    (codecs.BOM_UTF32_LE, "the text is UTF-32, not UTF-8"),
    (codecs.BOM_UTF32_BE, "the text is UTF-32, not UTF-8"),
    (codecs.BOM_UTF16_LE, "the text is UTF-16, not UTF-8"),
    (codecs.BOM_UTF16_BE, "the text is UTF-16, not UTF-8"),
)
SAVE_AS_UTF8 = "open it in the program it was written with and save it as plain text in UTF-8"


def decode(content: bytes) -> str | Undecodable:
    """UTF-8 with or without a byte-order mark; line ends become \\n."""
    for mark, message in _NOT_UTF8:
        if content.startswith(mark):
            return Undecodable(message, SAVE_AS_UTF8)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"0x{content[error.start]:02X}"
        return Undecodable(f"the text is not UTF-8: byte {byte} in line {line}", SAVE_AS_UTF8)
    return text.replace("\r\n", "\n").replace("\r", "\n")
