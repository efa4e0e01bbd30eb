"""Words that a text has inside quotation marks are no fact, though the text's voice is quoted."""

from __future__ import annotations

import pytest
from making import try_deck

SOURCE = """\
The arm was found in March. “An arm that is cut off still reaches for food,” says Dr. Fischer.

“We rebuilt the bridge. We built one that will carry everything,” Mayor Holt added on Monday.
"""
WHOLE = "“An arm that is cut off still reaches for food,” says Dr. Fischer."
HALF = "We built one that will carry everything,” Mayor Holt added on Monday."


def codes(quote: str, question: str) -> list[str]:
    return try_deck(f"questions:\n  q: {{quote: '{quote}', {question}}}\n", SOURCE).codes


@pytest.mark.parametrize(
    ("quote", "question"),
    [
        (WHOLE, "kind: truefalse, stem: An arm that is cut off still reaches for food., key: true"),
        (WHOLE, "kind: cloze, stem: An arm that is cut off still reaches for ==food==."),
        (WHOLE, "kind: short, stem: What does an arm that is cut off still reach for?, key: food"),
        (WHOLE, "kind: open, stem: What can an arm do?, key: it still reaches for food"),
        (HALF, "kind: cloze, stem: We built one that will carry ==everything==."),
        (
            HALF,
            "kind: short, stem: Which bridge did they build?, key: one that will carry everything",
        ),
    ],
)
def test_a_stem_that_states_them_says_who_said_so(quote: str, question: str) -> None:
    assert codes(quote, question) == ["quoted-as-fact"]


@pytest.mark.parametrize(
    ("quote", "question"),
    [
        (WHOLE, "kind: truefalse, stem: 'Dr. Fischer says that an arm that is cut off still "
         "reaches for food.', key: true"),
        (WHOLE, "kind: cloze, stem: 'The text says: “An arm that is cut off still reaches for "
         "==food==,” says Dr. Fischer.'"),
        (WHOLE, "kind: short, stem: Who spoke of an arm?, key: Dr. Fischer"),
        (HALF, "kind: short, stem: On what day did Mayor Holt speak?, key: Monday"),
        ("The arm was found in March", "kind: short, stem: When was the arm found?, key: in March"),
    ],
)  # fmt: skip
def test_what_says_so_or_asks_something_else_is_fine(quote: str, question: str) -> None:
    assert codes(quote, question) == []
