"""What one session works with, and how it marks an answer and keeps it.

What only later steps need is imported while the learner reads the first question.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from quizgen.quiz.model import CompiledDeck
from quizgen.quiz.rich import plain
from quizgen.study import schedule
from quizgen.study.frontend import Frontend, Given
from quizgen.study.history import History
from quizgen.study.screen import Marked, ShownItem

if TYPE_CHECKING:
    from quizgen.grade.lexicon import Lexicon
    from quizgen.interchange.history import Review
    from quizgen.study.tables import Event


class SessionContext(Struct, frozen=True):
    """`decks` are at least one, by their uids. `clock` gives local time with its zone; `seed`
    decides the order of options."""

    decks: dict[str, CompiledDeck]
    history: History
    frontend: Frontend
    clock: Callable[[], datetime]
    seed: str
    _lexicons: dict[str, Lexicon] = field(default_factory=dict)

    @property
    def now(self) -> int:
        return milliseconds(self.clock())

    @property
    def day(self) -> int:
        return schedule.study_day(self.clock())

    def mark(self, shown: ShownItem, given: Given | None) -> Marked:
        """`given` is None if the learner asked to be shown the answer, or left the question
        open."""
        from quizgen.grade.answer import UNANSWERED, Typed
        from quizgen.grade.lexicon import EMPTY
        from quizgen.grade.marking import grade

        if given is None:
            return Marked(shown, None, UNANSWERED)
        item, answer = shown.item, given.answer
        lexicon = self._lexicon(shown.deck) if isinstance(answer, Typed) else EMPTY
        return Marked(shown, answer, grade(item.response, answer, lexicon, plain(item.stem)))

    def keep(
        self, marked: Marked, rating: int | None, session: int, mode: str, began: int
    ) -> Review:
        """The review that it returns is on disk. `session` is when the session began, and `began`
        when the question was shown."""
        from quizgen.interchange.fingerprint import key_hash
        from quizgen.interchange.history import Review
        from quizgen.study.answers import words_of

        now, item, verdict = self.clock(), marked.shown.item, marked.verdict
        return self.history.record(
            Review(
                at=milliseconds(now),
                deck=marked.shown.deck.about.uid,
                item=item.id,
                session=session,
                day=schedule.study_day(now),
                answer=json.dumps(words_of(item, marked.answer), ensure_ascii=False),
                mark=verdict.mark,
                reason=verdict.reason,
                rating=rating,
                took=max(0, milliseconds(now) - began),  # the clock may have been set back
                key=key_hash(item.response),
                mode=mode,
            )
        )

    def overrule(self, review: Review, is_right: bool, rating: int | None) -> None:
        """Keeps the learner's own verdict."""
        from quizgen.grade.answer import Mark
        from quizgen.interchange.history import Overrule

        mark = Mark.CORRECT if is_right else Mark.WRONG
        self.log(
            Overrule(
                at=0, deck=review.deck, item=review.item, of=review.at, mark=mark, rating=rating
            )
        )

    def flag(self, deck: str, item: str, remark: str) -> None:
        from quizgen.interchange.history import Flag

        self.log(Flag(at=0, deck=deck, item=item, remark=remark))
        self.frontend.tell("flagged")

    def log(self, event: Event) -> None:
        """The event happens now, whatever time it has."""
        self.history.add(replace(event, at=self.now))

    def _lexicon(self, deck: CompiledDeck) -> Lexicon:
        """Reading the whole deck takes time, so this waits for the first typed answer."""
        from quizgen.grade.lexicon import compile_lexicon

        about = deck.about
        if about.uid not in self._lexicons:
            responses = (item.response for item in deck.items)
            prose = [
                text
                for source in about.sources
                for number, text in enumerate(source.paragraphs, 1)
                if number not in source.skipped
            ]
            self._lexicons[about.uid] = compile_lexicon(about.language, responses, prose)
        return self._lexicons[about.uid]


def milliseconds(moment: datetime) -> int:
    """The moment in milliseconds since 1970."""
    return int(moment.timestamp() * 1000)
