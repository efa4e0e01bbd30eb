"""A quotation of “she said” is credited to the one whom the words before it name, or a warning
asks whether it is right. It is never an error, since no program can be sure.
"""

from __future__ import annotations

import pytest
from making import HEAD, try_deck

from quizgen.diagnostics import Diagnostic, Severity

YUSUF, DUNMORE = "Amina Yusuf", "Peter Dunmore"
REPORT = """\
Amina Yusuf, the headteacher, told the Courier that the roof leaked. “We wrote twice,” she said.

Dunmore rejected the criticism. “We answered at once,” he told reporters. “Nobody was slow.”

Karim Sow found the letter in a drawer.

“It was never opened,” he said.
"""


def warned(
    text: str, quote: str, right: str, credited: str, language: str = "en"
) -> list[Diagnostic]:
    names = dict.fromkeys(
        (right, YUSUF, DUNMORE, credited) if language == "en" else (right, credited)
    )
    ids = {name: f"p{at}" for at, name in enumerate(names)}
    people = ", ".join(f"{id_}: {{name: {name}}}" for name, id_ in ids.items())
    keys = f"kind: open, key: X, quote: {quote!r}, stem: {credited!r}, speaker: {ids[credited]}"
    head = HEAD.replace("language: en", f"language: {language}")
    made = try_deck(f"speakers: {{{people}}}\nquestions: {{q: {{{keys}}}}}\n", text, head)
    assert not {"quotation-not-found", "unknown-speaker"} & {*made.codes}
    return [each for each in made.problems if each.code == "wrong-speaker"]


SAID = [
    ("en", REPORT, "We wrote twice", YUSUF, DUNMORE),
    ("en", REPORT, "We wrote twice", YUSUF, "the mayor"),
    ("en", REPORT, "We answered at once", DUNMORE, YUSUF),
    ("en", REPORT, "Nobody was slow", DUNMORE, YUSUF),
    ("en", REPORT, "It was never opened", "Karim Sow", YUSUF),
    ("en", "Lind said little. “Trade needs luck,” she added.",
     "Trade needs luck", "Ann Lind", "Eva Berg"),
    ("de", "Anna Groß schwimmt gern. „Es ist kalt“, sagte sie.",
     "Es ist kalt", "Anna Groß", "Udo Süß"),
    ("fr", "Luc Morel nage. « L’eau est froide », explique-t-il.",
     "L’eau est froide", "Luc Morel", "Guy Blanc"),
    ("ru", "Борис Линд не согласен. «Это дорого», — заявил он.",
     "Это дорого", "Борис Линд", "Вера Мосс"),
    ("kk", "Борис Линд келіспейді. «Бұл қымбат», — деді ол.",
     "Бұл қымбат", "Борис Линд", "Вера Мосс"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "quote", "right", "wrong"), SAID)
def test_another_than_the_one_who_is_named_is_asked_about(
    language: str, text: str, quote: str, right: str, wrong: str
) -> None:
    (found,) = warned(text, quote, right, wrong, language)
    assert found.severity is Severity.WARNING
    assert f"seems to be said by {right}, and would be credited to {wrong}" in found.message
    assert found.hint.startswith("write speaker: p0; ")


@pytest.mark.parametrize(("language", "text", "quote", "right", "wrong"), SAID)
def test_the_one_who_is_named_is_not(
    language: str, text: str, quote: str, right: str, wrong: str
) -> None:
    assert warned(text, quote, right, right, language) == []


@pytest.mark.parametrize(
    "text",
    [
        # Dunmore says it, and the paragraph has Yusuf's name
        "Dunmore smiled.\n\nYusuf’s letter came in May. “It is lost,” he said.",
        "Dunmore smiled.\n\nAmina Yusuf wrote to him. “It is lost,” he said.",
        "Dunmore smiled.\n\nHe said Amina Yusuf knew. “It is lost,” he said.",
        "Dunmore smiled.\n\n“It is lost,” he told Amina Yusuf.",
        "Dunmore smiled.\n\nFor Yusuf it was news. “It is lost,” he said.",
        "Dunmore smiled.\n\nAmina Yusuf was told in May. “It is lost,” he said.",
        "Dunmore smiled.\n\nAmina Yusuf left. The councillor wept. “It is lost,” he said.",
        "Dunmore smiled.\n\nYusuf and Dunmore left. “It is lost,” he said.",
        "Dunmore smiled.\n\nShe left, and he stayed. Amina Yusuf came. “It is lost,” he said.",
        # nobody is named, or nobody speaks
        "“It is lost,” he said.\n\nAmina Yusuf left.",
        "Dunmore smiled.\n\nAmina Yusuf left. “It is lost!” was written there.",
    ],
)
def test_the_author_is_believed_where_others_may_be_meant(text: str) -> None:
    assert warned(text, "It is lost", YUSUF, DUNMORE) == []


@pytest.mark.parametrize("somebody", ["Someone", "Someone 2"])
def test_a_draft_may_have_nobody_in_particular(somebody: str) -> None:
    assert warned(REPORT, "We wrote twice", YUSUF, somebody) == []


def test_who_passes_it_on_may_have_it_from_anybody() -> None:
    people = "speakers: {y: {name: Amina Yusuf}, d: {name: Peter Dunmore}, s: {name: Karim Sow}}\n"
    claim = "{quote: We wrote twice, speaker: d, told_by: s}"
    assert "wrong-speaker" not in try_deck(f"{people}claims: {{a: {claim}}}\n", REPORT).codes


def test_what_the_text_calls_somebody_is_enough() -> None:
    text = "The letter was in the hall.\n\nAmina Yusuf left. “It is lost,” he said to the leader."
    people = "speakers: {y: {name: Amina Yusuf}, d: {name: Peter Dunmore AKA}}\n"
    claim = "claims: {a: {quote: It is lost, speaker: d}}\n"
    without, with_aka = (
        try_deck(people.replace(" AKA", aka) + claim, text).codes
        for aka in ("", ", aka: [the leader]")
    )
    assert ("wrong-speaker" in without, "wrong-speaker" in with_aka) == (True, False)


@pytest.mark.parametrize("misspelt", ["Amina Yusof", "Amine Yussuf", "Peter Dunmoor"])
def test_a_name_that_the_text_spells_otherwise(misspelt: str) -> None:
    text = "“It is lost,” a voice said. Amina Yusuf left, and so did Peter Dunmore."
    right = DUNMORE if "Dun" in misspelt else YUSUF
    (found,) = warned(text, "It is lost", right, misspelt)
    assert found.severity is Severity.WARNING
    assert found.hint.startswith(f"write name: {right}; ")


@pytest.mark.parametrize(
    ("text", "name", "language"),
    [
        ("“It is lost,” a voice said. Anne Berg left.", "Anna Berg", "en"),  # of one family
        ("“It is lost,” a voice said. Amina Yusuf left.", "Kurt Dyn", "en"),
        ("«Всё потеряно», — сказали там. Анны Беловой не было.", "Анна Белова", "ru"),
        ("«Всё потеряно», — сказали там. Ивану Толстому не писали.", "Иван Толстой", "ru"),
    ],
)
def test_other_names_and_other_cases(text: str, name: str, language: str) -> None:
    quote = "It is lost" if language == "en" else "Всё потеряно"
    assert warned(text, quote, name, name, language) == []
