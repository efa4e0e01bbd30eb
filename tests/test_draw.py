"""What a section draws where some items help with others, or ask about one claim."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner
from making import Made, make_deck, replace, try_deck

from quizgen.__main__ import cli
from quizgen.compiling import enemies as enemies_module
from quizgen.compiling.assemble import assemble
from quizgen.diagnostics import Severity
from quizgen.quiz.enemy import MOST, Enemies
from quizgen.quiz.layout import Printing, QuizzesSeen
from quizgen.quiz.responses import shuffled

SOURCE = """\
The ferry reaches the island in winter, and the envoy praised the harbour.

The council wants cheaper tickets.

A second lighthouse was built by fishermen.

Schools open in August.
"""
CLAIMS = """\
claims:
  ferry: {speaker: reporter, quote: The ferry reaches the island in winter}
  praise: {speaker: reporter, quote: the envoy praised the harbour}
  price: {speaker: reporter, quote: The council wants cheaper tickets}
  light: {speaker: reporter, quote: A second lighthouse was built by fishermen}
  school: {speaker: reporter, quote: Schools open in August}
"""
# `who` and `whom` have one answer; the others have nothing to do with each other.
QUESTIONS = {
    "who": "{kind: short, claim: light, stem: Who built it?, key: fishermen}",
    "whom": "{kind: short, claim: light, stem: By whom was it built?, key: the fishermen}",
    "season": "{kind: short, claim: ferry, stem: Which season?, key: winter}",
    "what": "{kind: open, claim: praise, stem: What did the envoy like?, key: X}",
    "wish": "{kind: open, claim: price, stem: What is wanted?, key: Y}",
    "month": "{kind: short, claim: school, stem: Which month?, key: August}",
}
SEEDS = range(12)


def quiz(sections: str, names: Iterable[str], seed: object = 1, more: str = "") -> Made:
    return make_deck(deck(sections, names, seed, more), SOURCE)


def deck(sections: str, names: Iterable[str], seed: object = 1, more: str = "") -> str:
    questions = "".join(f"  {name}: {QUESTIONS[name]}\n" for name in names)
    keys = f"title: Z, seed: s{seed}, sections: {sections}"
    return f"{CLAIMS}questions:\n{questions}{more}quizzes: {{z: {{{keys}}}}}\n"


def drawn(made: Made, form: int = 0) -> list[list[str]]:
    return [[placed.item for placed in each.placed] for each in made.forms[form].sections]


def told(made: Made) -> list[str]:
    problems = [each for each in made.problems if each.code == "enemies-drawn"]
    assert {each.severity for each in problems} <= {Severity.INFO}
    return [each.message for each in problems]


@pytest.mark.parametrize("seed", SEEDS)
def test_two_that_help_with_each_other_are_not_drawn_where_others_are(seed: int) -> None:
    made = quiz("[{draw: 2}]", ["who", "whom", "month"], seed)
    assert "month" in drawn(made)[0]
    assert not told(made)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_listed_counts(seed: int) -> None:
    made = quiz("[{draw: 1}, {items: [who]}]", ["who", "whom", "wish"], seed)
    assert drawn(made) == [["wish"], ["who"]]


def test_without_a_choice_they_are_drawn_and_named() -> None:
    made = quiz("[{draw: 3}]", ["who", "whom", "month"])
    (message,) = told(made)
    start, _, reason = message.partition(": ")
    assert start in {
        "this section cannot keep `who` and `whom` apart",
        "this section cannot keep `whom` and `who` apart",
    }
    assert reason.endswith("have nearly the same answer")


def test_what_the_author_forbids_is_not_drawn_even_so() -> None:
    foe = QUESTIONS["whom"].replace("}", ", enemies: [who]}")
    body = deck("[{draw: 3}]", ["who", "month"], more=f"  whom: {foe}\n")
    assert "cannot-fill" in try_deck(body, SOURCE).codes


def test_friends_are_drawn_together() -> None:
    friend = QUESTIONS["whom"].replace("}", ", friends: [who]}")
    made = quiz("[{draw: 3}]", ["who", "month"], more=f"  whom: {friend}\n")
    assert sorted(drawn(made)[0]) == ["month", "who", "whom"]
    assert not told(made)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_item_with_the_fewest_enemies_is_taken(seed: int) -> None:
    more = """\
  third: {kind: short, claim: light, stem: Which people?, key: fishermen}
  time: {kind: short, claim: ferry, stem: When?, key: winter}
"""
    section = "{draw: 1, from: {claims: [light, ferry]}}"
    made = quiz(f"[{{items: [who, whom, season]}}, {section}]", ["who", "whom", "season"],
                seed, more)  # fmt: skip
    assert drawn(made)[1] == ["time"]
    assert len(told(made)) == 1


STATEMENTS = "".join(
    f"  s{n}: {{kind: truefalse, claim: light, stem: There are {n} lights., key: true}}\n"
    for n in range(MOST + 1)
)


def test_of_too_many_alike_two_are_named() -> None:
    made = quiz("[{draw: 2, from: {kinds: [truefalse]}}]", [], more=STATEMENTS)
    (message,) = told(made)
    assert message.endswith("there are 51 statements on `light`")


@pytest.mark.parametrize("friends", [["s7"], ["s7", "s9"]])
def test_friends_among_too_many_alike_are_drawn_together(friends: list[str]) -> None:
    """What is lifted is the one pair, and not the group: the third still goes with neither."""
    more = STATEMENTS.replace(
        "There are 3 lights., key: true", f"There are 3 lights., key: true, friends: {friends}"
    )
    made = quiz("[{items: [s3]}, {draw: 1, from: {kinds: [truefalse]}}]", [], more=more)
    assert drawn(made)[1][0] in friends
    assert not told(made)
    made = quiz("[{items: [s3, s7]}, {draw: 1, from: {kinds: [truefalse]}}]", [], more=more)
    (message,) = told(made)
    assert message.endswith("(and 1 more like it)") == (friends == ["s7"])


# --- Spreading ---------------------------------------------------------------------------------


def many(claims: Iterable[str], count: int) -> str:
    return "".join(
        f"  {claim}-{n}: {{kind: open, claim: {claim}, stem: What of {claim} {n}?, key: K{n}}}\n"
        for claim in claims
        for n in range(count)
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_as_many_of_each_claim_as_of_another(seed: int) -> None:
    made = quiz("[{draw: 6}]", [], seed, many(["light", "price", "school"], 6))
    claims = [name.partition("-")[0] for name in drawn(made)[0]]
    assert {claims.count(each) for each in claims} == {2}


@pytest.mark.parametrize("seed", SEEDS)
def test_other_sentences_come_before_other_claims_on_one(seed: int) -> None:
    """Four items, so that a claim comes twice: that of the ferry is in the sentence of praise."""
    made = quiz("[{draw: 4}]", [], seed, many(["ferry", "praise", "school"], 4))
    claims = [name.partition("-")[0] for name in drawn(made)[0]]
    assert claims.count("school") == 2


@pytest.mark.parametrize("seed", SEEDS)
def test_other_words_come_before_those_that_another_item_asks_about(seed: int) -> None:
    """No rule says that `lamp` helps with `who` and `whom`, yet it shows a rare word of theirs."""
    lamp = "  lamp: {kind: open, claim: price, stem: Who sells the lighthouse?, key: Y}\n"
    names = ["who", "whom", "month", "season"]
    made = quiz("[{draw: 3}]", names, seed, lamp)
    is_by_chance = not {"who", "whom"} <= {*shuffled([*names, "lamp"], str, f"s{seed}")[:3]}
    assert is_by_chance or {"month", "season"} <= {*drawn(made)[0]}
    assert not told(made)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_section_with_the_fewest_to_spare_comes_first(seed: int) -> None:
    few = "{draw: 1, from: {claims: [school]}}"
    made = quiz(f"[{{draw: 2}}, {few}]", ["month", "season", "wish"], seed)
    assert drawn(made)[1] == ["month"]


# --- What stays as it was ----------------------------------------------------------------------


def test_a_draw_by_chance_stands_where_nothing_speaks_against_it() -> None:
    names = [name for name in QUESTIONS if name != "whom"]
    for seed in SEEDS:
        made = quiz("[{draw: 2}, {draw: 2}]", names, seed)
        by_chance = shuffled(names, str, f"s{seed}")
        assert [set(each) for each in drawn(made)] == [set(by_chance[:2]), set(by_chance[2:4])]


def test_forms_on_which_nothing_is_drawn_again_stay() -> None:
    section = "[{draw: 2, per_form: true}], forms: 8"
    alone = quiz(section, ["who", "month", "wish"])
    beside = quiz(section, ["who", "month", "wish", "whom"])
    orders = [shuffled(["who", "month", "wish", "whom"], str, "s1", each) for each in "ABCDEFGH"]
    kept = [at for at, order in enumerate(orders) if "whom" not in order[:2]]
    assert 0 < len(kept) < 8
    assert [drawn(alone, at) for at in kept] == [drawn(beside, at) for at in kept]


# --- What it costs -----------------------------------------------------------------------------


def unwanted() -> Enemies:
    raise AssertionError


def test_enemies_are_found_where_something_is_drawn_and_shown() -> None:
    listed, drawing = quiz("[{items: [who, month]}]", QUESTIONS), quiz("[{draw: 2}]", QUESTIONS)
    unused = Printing(shown=QuizzesSeen.NONE)
    for made, printing in ((listed, Printing()), (drawing, unused)):
        assert made.deck is not None
        forms, problems = assemble(made.deck, replace(made.expansion, compare=unwanted), printing)
        assert len(forms) == 1
        assert not problems
    assert drawing.deck is not None
    with pytest.raises(AssertionError):
        assemble(drawing.deck, replace(drawing.expansion, compare=unwanted))


@pytest.mark.parametrize(("outlet", "calls"), [("anki", 1), ("html", 0), ("json", 1)])
def test_outlets_that_order_nothing_do_not_wait(
    outlet: str, calls: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "text.txt").write_text(SOURCE, "utf-8")
    file = tmp_path / "test.yaml"
    head = "quizgen: 1\ndeck: test\nuid: abcdefghij\ntitle: A test\nsource: {file: text.txt}\n"
    file.write_text(head + deck("[{draw: 2}]", ["who", "month"]), "utf-8")
    found: list[object] = []

    def counted(*_given: object) -> Enemies:
        found.append(_given)
        return Enemies()

    monkeypatch.setattr(enemies_module, "enemies", counted)
    arguments = ["build", str(file), "--to", outlet, "-o", str(tmp_path / "dist")]
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert len(found) == calls
