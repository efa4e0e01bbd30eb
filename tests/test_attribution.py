"""Who said it is named, and what stands in quotation marks stands in the source.

Each stem below is judged as a question on a claim of the same short report.
"""

from __future__ import annotations

import json

import pytest
from making import Made, make_deck, try_deck

from quizgen.quiz.model import Status

SOURCE = """\
The market opened on Monday. “Apples came before pears,” Anna Berg said. “There is no way back.”

She said that trade needs peace and trust. “We need luck, not rules,” Boris Lind told the report.
"""

DECK = """
speakers:
  anna: {name: Anna Berg, full: Dr Anna Maria Berg, aka: [the reeve], forms: {obj: Ms Berg}}
  boris: {name: Boris Lind}
claims:
  direct: {speaker: anna, quote: There is no way back, text: there is no way back}
  reported: {speaker: anna, quote: trade needs peace and trust, slots: {need: peace}}
  opened: {speaker: reporter, quote: The market opened on Monday}
  doubted: {speaker: reporter, quote: opened on Monday, status: disputed, note: Others say Tuesday.}
"""


def ask(stem: str, claim: str = "reported", **keys: object) -> Made:
    question = {"kind": "open", "claim": claim, "stem": stem, "key": "X", **keys}
    if question["kind"] == "cloze":
        del question["key"]
    return try_deck(f"{DECK}questions: {json.dumps({'q': question})}\n", SOURCE)


def found(stem: str, claim: str = "reported", **keys: object) -> list[str]:
    made = ask(stem, claim, **keys)
    return [code for code in made.codes if code != "unused-claim"]


# --- Direct and reported -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "is_direct"),
    [
        ("There is no way back", True),
        ("Apples came before pears", True),
        ("Apples came before pears,", True),
        ("trade needs peace and trust", False),
        ("Anna Berg said", False),
        ("pears,” Anna Berg said. “There is", False),  # reaches out of the quotations
        ("Apples … pears", True),
        ("Apples … Anna Berg", False),
    ],
)
def test_evidence_is_direct_inside_quotation_marks(quote: str, is_direct: bool) -> None:
    made = make_deck(
        "speakers: {anna: {name: Anna Berg}}\n"
        f"claims: {{a: {{speaker: anna, quote: {json.dumps(quote)}}}}}\n"
        "questions: {q: {kind: open, claim: a, stem: Why did Anna Berg say so?, key: X}}\n",
        SOURCE,
    )
    (evidence,) = made.items["q"].evidence
    assert evidence.is_direct is is_direct


def test_evidence_shows_the_sentence_and_its_paragraph() -> None:
    (evidence,) = ask("What did Anna Berg say?").items["q"].evidence
    assert evidence.paragraph == 2
    assert evidence.context == "She said that trade needs peace and trust."
    (span,) = evidence.spans
    assert evidence.context[slice(*span)] == evidence.quote == "trade needs peace and trust"


# --- The speaker is named ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stem",
    [
        "What did Anna Berg say?",
        "What did ANNA BERG say?",
        "What did Dr Anna Maria Berg say?",
        "What did the reeve say?",
        "What was said by Ms Berg?",
        "According to Anna Berg, what does trade need?",
        "In the words of Anna Berg, what does trade need?",
        "Anna Berg warned of what?",
        "What did Dr. Anna Berg say?",  # no sentence ends there
        "Trade needs something. What it needs, said Anna Berg, is what? Choose!",
        "Prices rose. What does trade need now, according to the reeve? Choose.",
    ],
)
def test_a_speaker_is_named_with_a_phrase(stem: str) -> None:
    assert found(stem) == []


@pytest.mark.parametrize(
    "stem",
    [
        "What does trade need?",  # passed off as fact
        "What did Boris Lind say?",  # somebody else's
        "What did the Reeves say?",  # part of a word is no name
        "What did Anna Bergman say?",
        "What did Anna say?",  # not declared as a name of hers
        "Does Anna Berg need peace?",  # named, and nothing says that she said it
        "What is the essay of Anna Berg about?",  # a phrase is a word of its own: es-say
        "Anna Berg sells apples. What does the report say?",  # not in one sentence
    ],
)
def test_a_stem_that_names_nobody_or_says_nothing(stem: str) -> None:
    assert found(stem) == ["unattributed"]


def test_the_speaker_may_be_the_key() -> None:
    """“Who said so?” names the speaker in its key, not in its stem."""
    speaker = "Who said that trade needs peace?"
    assert found(speaker, kind="choice", key="{speaker}", distractors=1) == []
    assert found(speaker, kind="short", key="{speaker}") == []
    assert found("==Anna Berg== said that trade needs peace.", kind="cloze") == []
    assert found(speaker, kind="choice", key="Cleo", distractors=["Anna Berg"]) == ["unattributed"]


def test_words_in_quotation_marks_are_not_the_source_s_own_voice() -> None:
    body = """
claims: {a: {speaker: reporter, quote: There is no way back}}
questions: {q: {kind: open, claim: a, stem: Is there a way back?, key: X}}
"""
    assert try_deck(body, SOURCE).codes == ["quoted-as-fact"]


def test_the_source_needs_no_name() -> None:
    assert found("When did the market open?", "opened") == []


def test_a_disputed_claim_of_the_source_names_the_source() -> None:
    assert found("When did the market open?", "doubted") == ["unattributed"]
    assert found("When did the market open, as the report says?", "doubted") == []
    assert found("When did it open, according to {source.as}?", "doubted") == []
    assert found("When, as the report says?", "doubted", kind="flashcard") == ["bare-disputed"]


def test_the_name_may_stand_inside_markup() -> None:
    assert found("What did **Anna** Berg *say*?") == []


# --- Words in quotation marks --------------------------------------------------------------------


@pytest.mark.parametrize(
    "stem",
    [
        "What did Anna Berg mean when she said “There is no way back”?",
        "What did Anna Berg mean when she said “There is no way back.”?",
        "What did Anna Berg mean when she said «There is no way back»?",
        "What did Anna Berg mean when she said “no way”?",
        "What did Anna Berg mean when she said “There is … back”?",
        "What did Anna Berg mean when she said “{quote}”?",
    ],
)
def test_what_she_said_may_be_quoted(stem: str) -> None:
    assert found(stem, "direct") == []


@pytest.mark.parametrize(
    ("stem", "codes"),
    [
        ("Why did Anna Berg say “There is a way back”?", ["invented-quotation"]),
        ("Why did Anna Berg say “back way no”?", ["invented-quotation"]),
        ("What did Anna Berg say of “peace and trust”?", ["not-their-words"]),
        ("Anna Berg said: “trade needs {need}”?", ["not-their-words"]),
        ("Anna Berg said “a” and “b”?", ["invented-quotation", "invented-quotation"]),
    ],
)
def test_nobody_gets_words_that_are_not_hers(stem: str, codes: list[str]) -> None:
    assert found(stem) == codes


def test_the_source_may_be_quoted_as_the_source() -> None:
    assert found("Why “opened on Monday”, as the report says?", "opened") == []
    assert found("What does “opened on Monday” mean?", "opened") == []
    assert found("Why “opened on Monday”, as Anna Berg says?", "opened") == ["not-their-words"]


def test_a_gap_in_a_quotation_is_looked_up_with_its_surroundings() -> None:
    assert found("Anna Berg said: “There is ==no way== back.”", "direct", kind="cloze") == []
    invented = "Anna Berg said: “There is ==no way== forward.”"
    assert found(invented, "direct", kind="cloze") == ["invented-quotation"]


@pytest.mark.parametrize(
    "keys",
    [
        {"rationale": "“Oranges” stood first."},
        {"hint": "Think of “oranges”."},
        {"key": "“Oranges”"},
        {"marking": ["names “oranges”"]},
        {"kind": "choice", "distractors": ["“Oranges”"]},
        {"kind": "choice", "distractors": {"Figs": "Who says “oranges”?"}},
        {"kind": "ordering", "steps": ["“Oranges”", "plums"], "key": None},
        {"kind": "matching", "pairs": {"“Oranges”": "one", "plums": "two"}, "key": None},
        {"kind": "matching", "pairs": {"one": "“Oranges”", "two": "plums"}, "key": None},
        {"kind": "matching", "pairs": {"a": "b", "c": "d"}, "extras": ["“Oranges”"], "key": None},
    ],
)
def test_every_text_of_an_item_is_looked_at(keys: dict[str, object]) -> None:
    question: dict[str, object] = {
        "kind": "open",
        "claim": "reported",
        "stem": "What did Anna Berg say?",
        "key": "X",
        **keys,
    }
    written = {key: value for key, value in question.items() if value is not None}
    made = try_deck(f"{DECK}questions: {json.dumps({'q': written})}\n", SOURCE)
    assert [code for code in made.codes if code != "unused-claim"] == ["invented-quotation"]


def test_the_note_of_a_claim_is_looked_at() -> None:
    body = DECK.replace("Others say Tuesday.", "Others say “Tuesday”.")
    question = "{kind: open, claim: doubted, stem: What does the report say?, key: X}"
    made = try_deck(f"{body}questions: {{q: {question}}}\n", SOURCE)
    assert "invented-quotation" in made.codes


@pytest.mark.parametrize("blank", ["_____", "__"])
def test_words_left_open_by_hand_are_told_how_to_be(blank: str) -> None:
    made = ask(f"Anna Berg said: “There is no way {blank}”. What is missing?", "direct")
    (problem,) = [each for each in made.problems if each.code != "unused-claim"]
    assert problem.code == "invented-quotation"
    assert "==words==" in problem.hint
    assert "[…]" in problem.hint
    other = ask("Anna Berg said: “There is a way”. Why?", "direct")
    assert not any("==words==" in each.hint for each in other.problems)


def test_a_translation_of_reported_words_is_not_theirs() -> None:
    """A quotation's translation has the voice of its quotation."""
    body = """
speakers: {anna: {name: Anna Berg}}
claims:
  direct: {speaker: anna, quote: There is no way back, translation: Es gibt kein Zurück}
  reported: {speaker: anna, quote: trade needs peace, translation: Handel braucht Frieden}
questions: {q: QUESTION}
"""

    def codes(claim: str, stem: str) -> list[str]:
        question = json.dumps({"kind": "open", "claim": claim, "stem": stem, "key": "X"})
        found_ = try_deck(body.replace("QUESTION", question), SOURCE).codes
        return [code for code in found_ if code != "unused-claim"]

    assert codes("direct", "Why did Anna Berg say “Es gibt kein Zurück”?") == []
    reported = "Why did Anna Berg say “Handel braucht Frieden”?"
    assert codes("reported", reported) == ["not-their-words"]


# --- Status --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        ("speaker: anna", Status.OPINION),
        ("speaker: reporter", Status.FACT),
        ("speaker: anna, status: fact", Status.FACT),
        ("speaker: reporter, status: opinion", Status.OPINION),
        ("speaker: anna, status: disputed, note: Others differ.", Status.DISPUTED),
    ],
)
def test_what_a_speaker_says_is_opinion_unless_it_is_said_otherwise(
    claim: str, status: Status
) -> None:
    made = make_deck(
        f"""
speakers: {{anna: {{name: Anna Berg}}}}
claims: {{a: {{{claim}, quote: trade needs peace}}}}
questions: {{q: {{kind: open, claim: a, stem: "What did Anna Berg say, says the report?", key: X}}}}
""",
        SOURCE,
    )
    assert made.items["q"].status is status


# --- Other languages -----------------------------------------------------------------------------


def head(language: str, source_language: str = "") -> str:
    spoken = f", language: {source_language}" if source_language else ""
    return f"""\
quizgen: 1
deck: test
uid: abcdefghij
title: A test
language: {language}
source: {{file: text.txt, as: der Bericht{spoken}}}
"""


def test_a_language_without_a_file_needs_the_name_only() -> None:
    body = """
speakers: {anna: {name: Anna Berg}}
claims: {a: {speaker: anna, quote: Handel braucht Frieden}}
questions:
  q: {kind: truefalse, claim: a, stem: "Anna Berg zufolge braucht Handel Frieden.", key: true}
"""
    source = "Handel braucht Frieden, sagte Anna Berg."
    made = make_deck(body, source, head("de"))
    assert made.options("q") == ["True", "False"]  # fixed words fall back to English
    nameless = body.replace("Anna Berg zufolge braucht", "Es hieß, dass")
    assert "unattributed" in try_deck(nameless, source, head("de")).codes


def test_a_source_in_another_language() -> None:
    """The quotation stays as it is and is looked up; the slot's value is that of the translation,
    and stands in no quotation marks."""
    body = """
speakers: {anna: {name: Анна Берг}}
claims:
  a:
    speaker: anna
    quote: trade needs peace
    translation: торговле нужен мир
    slots: {need: мир}
questions:
  q: {kind: short, claim: a, stem: "Что нужно торговле, по словам {speaker.gen}?", key: "{need}"}
""".replace("{name: Анна Берг}", "{name: Анна Берг, forms: {gen: Анны Берг}}")
    made = make_deck(body, SOURCE, head("ru", "en"))
    (evidence,) = made.items["q"].evidence
    assert (evidence.quote, evidence.translation) == ("trade needs peace", "торговле нужен мир")
    assert made.source.language == "en"
    assert made.stem("q") == "Что нужно торговле, по словам Анны Берг?"


def test_quotation_marks_and_phrases_of_a_language() -> None:
    source = "«Торговле нужен мир», — сказала Анна Берг. Она добавила, что нужна удача."
    body = """
speakers: {anna: {name: Анна Берг}}
claims: {a: {speaker: anna, quote: Торговле нужен мир}}
questions: {q: {kind: open, claim: a, stem: STEM, key: X}}
"""

    def codes(stem: str) -> list[str]:
        return try_deck(body.replace("STEM", json.dumps(stem)), source, head("ru")).codes

    assert codes("Анна Берг сказала: «Торговле нужен мир». Почему?") == []
    assert codes("Анна Берг сказала: „Торговле нужен мир“. Почему?") == []
    assert codes("Анна Берг сказала: «нужна удача». Почему?") == ["not-their-words"]
    assert codes("Анна Берг сказала: «нужен рынок». Почему?") == ["invented-quotation"]
    assert codes("Почему торговле нужен мир?") == ["unattributed"]
