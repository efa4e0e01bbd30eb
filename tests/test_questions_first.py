"""A question that quotes for itself needs no claim: it is its own."""

from __future__ import annotations

import pytest
from making import SOURCE, make_deck, try_deck

from quizgen.deck.written import PLACEHOLDER
from quizgen.diagnostics import TextFile
from quizgen.load import load
from quizgen.quiz.model import Status

DAY = "kind: short, quote: The market opened on May 3, stem: When did the market open?, key: May 3"
PEACE = """
speakers: {anna: {name: Anna Berg}}
questions:
  peace:
    kind: short
    quote: trade needs peace, trust and time
    speaker: anna
    stem: "What does trade need before trust, according to {speaker}?"
    key: "{need}"
    note: She said so on Monday.
    slots: {need: peace}
"""


def test_a_question_is_its_own_claim() -> None:
    item = make_deck(f"questions: {{day: {{{DAY}}}}}\n").items["day"]
    assert (item.claim, item.speaker, item.status) == ("day", "", Status.FACT)
    assert [each.quote for each in item.evidence] == ["The market opened on May 3"]


def test_a_question_has_the_keys_of_a_claim() -> None:
    made = make_deck(PEACE)
    item = made.items["peace"]
    assert made.stem("peace") == "What does trade need before trust, according to Anna Berg?"
    assert (item.speaker, item.status) == ("anna", Status.OPINION)
    assert item.note == ("She said so on Monday.",)


@pytest.mark.parametrize(
    ("quote", "quoted"),
    [
        ("on May 3", ["on May 3"]),
        ("{quote: on May 3, par: 1, translation: am 3. Mai}", ["on May 3"]),
        ("[The market opened, {quote: with 14 stalls}]", ["The market opened", "with 14 stalls"]),
    ],
)
def test_a_quotation_is_a_text_a_map_or_a_list_of_both(quote: str, quoted: list[str]) -> None:
    day = DAY.replace("The market opened on May 3, s", f"{quote}, s")
    item = make_deck(f"questions: {{day: {{{day}}}}}\n").items["day"]
    assert [each.quote for each in item.evidence] == quoted


def test_templates_do_not_apply_to_the_claim_of_a_question() -> None:
    template = 'templates: {again: {kind: open, stem: "Who says “{quote}”?", key: X}}\n'
    made = try_deck(f"{template}questions: {{day: {{{DAY}}}}}\n")
    assert list(made.items) == ["day"]
    assert made.codes == ["unused-template"]


def test_a_quiz_can_draw_by_the_claim_of_a_question() -> None:
    quizzes = "quizzes: {one: {title: One, sections: [{draw: 1, from: {claims: [day]}}]}}\n"
    made = make_deck(f"questions: {{day: {{{DAY}}}}}\n{quizzes}")
    assert [each.item for each in made.forms[0].placed] == ["day"]


def test_a_draft_waits_for_its_words() -> None:
    draft = DAY.replace("The market opened on May 3", PLACEHOLDER, 1) + ", draft: true"
    assert try_deck(f"questions: {{day: {{{draft}}}}}\n").codes == []


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (DAY.replace("quote: The market opened on May 3, ", ""), "no-evidence"),
        (DAY.replace("on May 3, s", "on May 4, s"), "quotation-not-found"),
        (DAY.replace("The market opened on May 3", "There is no other way"), "quoted-as-fact"),
        (f"{DAY}, speaker: nobody", "unknown-speaker"),
        (f"{DAY}, status: disputed", "note-needed"),
        (f"{DAY}, slots: {{place: the harbour}}", "slot-not-in-quotation"),
        (f"{DAY}, slots: {{quote: May}}", "reserved-word"),
        (f"{DAY}, text: it opened", "unknown-key"),
        (f"{DAY}, claim: other", "unknown-claim"),
        (f"{DAY}, quote: []", "duplicate-key"),
    ],
)
def test_what_a_claim_may_not_be_a_question_may_not_be(question: str, code: str) -> None:
    assert code in try_deck(f"questions: {{day: {{{question}}}}}\n").codes


def test_words_of_a_speaker_are_still_to_be_attributed() -> None:
    made = try_deck(PEACE.replace(", according to {speaker}", ""))
    assert made.codes == ["unattributed"]


def test_a_file_of_one_question_is_a_deck() -> None:
    """Neither claims nor speakers are needed."""
    text = (
        "quizgen: 1\ndeck: one\nuid: abcdefghij\ntitle: One\nsource: {file: text.txt}\n"
        f"questions: {{day: {{{DAY}}}}}\n"
    )

    class Beside:
        def read(self, name: str) -> bytes | None:
            return SOURCE.encode()

    deck, problems = load(TextFile("one.yaml", text), Beside(), "zzzzzzzzzz")
    assert deck is not None
    assert problems == []
