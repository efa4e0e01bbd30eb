"""Dates by which Anki takes a change, and nothing else.

Anki updates a note if the date in the file is later than its own, and an edit by a learner sets
that to the time of the edit. So a note keeps its date as long as nothing in it changes. A trial is
dated one second after what is known of earlier builds, which is before any edit, and only a release
dates what it changes by its own time. Neither the clock nor the dates of files play a part in a
build: two computers that know the same write the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from quizgen.quiz.model import EPOCH

FIRST = EPOCH + 86_400  # a first release comes after all trials, of which there are fewer
_LATEST = 4_102_444_800  # 2100; a later date is a mistake, and nothing could come after it


class Stamp(NamedTuple):
    """What a build wrote: the guid of a note or the id of a note type, its date, and the hash of
    what was in it."""

    name: str
    modified: int
    content: str


_Dates = Mapping[str, Mapping[str, int]]  # by name, of each content the latest date


def gathered(stamps: Iterable[Stamp]) -> _Dates:
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for name, modified, content in stamps:
        if modified < _LATEST:
            dates = found[name]
            dates[content] = max(modified, dates.get(content, modified))
    return found


@dataclass(frozen=True, slots=True)
class Dating:
    """`known` is what is known of earlier builds, and `now` the time of a release, or None if this
    is only a trial. What is `resent` gets a later date than ever, by its item's id or the id of the
    note type."""

    known: _Dates = field(default_factory=dict)
    now: int | None = None
    resent: Container[str] = ()

    def trial(self, stamp: Stamp | None, name: str, content: str) -> int:
        """`stamp` is what was released. The latest date stays if only this content has it."""
        dates = dict(self.known.get(name, {}))
        if stamp:
            dates[stamp.content] = max(stamp.modified, dates.get(stamp.content, stamp.modified))
        latest = max(dates.values(), default=EPOCH)
        is_another = any(dates[each] == latest for each in dates if each != content)
        return latest + is_another

    def date(self, stamp: Stamp | None, name: str, content: str, *, is_form: bool = False) -> int:
        """`is_form` says that only the form has changed. That reaches whoever has not edited the
        note, and is no reason to overwrite an edit."""
        trial = self.trial(stamp, name, content)
        if self.now is None:
            return trial
        if stamp is None:
            return max(FIRST, trial)
        is_same = is_form or stamp.content == content
        return trial if is_same else max(self.now, trial)

    def resend(self, date: int) -> int:
        return date if self.now is None else max(self.now, date + 1)
