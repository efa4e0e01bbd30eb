"""The ledger out of a released package, for a lock that was lost.

A package carries the lock that it was built with, beside what Anki reads. One that was never
released carries none, so a mere build is not taken for a publication.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from quizgen.diagnostics import TextFile
from quizgen.quiz.model import About
from quizgen.releases.lock import Ledger, parse
from quizgen.writers.anki.package import LOCK_ENTRY

_LARGEST = 64 << 20  # half a million notes; a larger entry is none of ours


def recovered(package: bytes, about: About) -> Ledger | None:
    """None where the package has no ledger of this deck."""
    try:
        with ZipFile(BytesIO(package)) as archive:
            if archive.getinfo(LOCK_ENTRY).file_size > _LARGEST:
                return None
            text = archive.read(LOCK_ENTRY).decode()
    except (BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        return None
    ledger, _ = parse(TextFile(LOCK_ENTRY, text), about)
    return ledger
