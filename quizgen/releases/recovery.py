"""Recovers the ledger from a released package if the lock was lost.

A package carries the lock that it was built with, next to what Anki reads. A package that was never
released carries no lock, so a mere build is not taken for a release.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from quizgen.diagnostics import TextFile
from quizgen.quiz.model import About
from quizgen.releases.lock import Ledger, parse
from quizgen.writers.anki.package import LOCK_ENTRY

_LARGEST = 64 << 20  # bytes, for half a million notes; we write no larger entry


def recovered(package: bytes, about: About) -> Ledger | None:
    """The ledger in the package; None if it has no ledger of this deck."""
    try:
        with ZipFile(BytesIO(package)) as archive:
            if archive.getinfo(LOCK_ENTRY).file_size > _LARGEST:
                return None
            text = archive.read(LOCK_ENTRY).decode()
    except (BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        return None
    ledger, _ = parse(TextFile(LOCK_ENTRY, text), about)
    return ledger
