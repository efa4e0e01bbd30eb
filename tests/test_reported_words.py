"""Words that the source reports without quotation marks, quoted in a question."""

from __future__ import annotations

import pytest
from making import try_deck

CLAIMS = """
speakers: {anna: {name: Anna Berg, aka: [she]}}
claims:
  needs: {speaker: anna, quote: "She said that trade needs peace, trust and time"}
"""


@pytest.mark.parametrize(
    ("rationale", "codes"),
    [
        ("The report has “peace, trust and time”.", []),
        ("It is “peace, trust and time”.", ["not-their-words"]),
        ("Anna Berg, says the report, named “peace, trust and time”.", ["not-their-words"]),
    ],
)
def test_beside_a_speaker_s_claim_they_stand_as_the_source_s_own(
    rationale: str, codes: list[str]
) -> None:
    """Only where the text names the source, and no speaker: marks give the words to a person."""
    question = "{kind: open, claim: needs, stem: What does Anna Berg say of trade?, key: X,"
    made = try_deck(f"{CLAIMS}questions:\n  q: {question} rationale: '{rationale}'}}\n")
    assert made.codes == codes
