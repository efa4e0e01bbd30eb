"""Released questions that go on under another id in other words, by their key and quotation."""

from __future__ import annotations

import pytest
from test_renames import (
    BORN,
    DECK,
    PLACE,
    TOWN,
    Edits,
    deck,
    edit,
    first_format,
    found,
    guids,
    release,
    run,
    said,
)

from quizgen.quiz.model import Outlet

__all__ = ["deck"]

REWORDED = TOWN.replace("Where was she born?", "What is her birthplace?")
HOME = REWORDED.replace("  town:", "  home:")
ELSEWHERE = "claim: mayor", "quote: It rises by 3 metres"
STATEMENT = "  {0}: {{kind: truefalse, claim: mayor, stem: {1}, key: true}}"


def reports(deck, *edits, was=DECK):
    deck.write_text(was, "utf-8")
    before = release(edit(deck))
    return said(found(edit(deck, *edits), before))


REWORDINGS: dict[str, tuple[Edits, list[tuple[str, str]]]] = {
    "another stem": (((TOWN, HOME),), [("home", "was: [town]")]),
    "other options": (
        (("  town:", "  home:"), ("Bergen", "Narvik")),
        [("home", "was: [town]")],
    ),
    "another stem and other options": (
        ((TOWN, HOME), ("Bergen", "Narvik")),
        [("home", "was: [town]")],
    ),
    "another quotation": (
        (
            ("  town:", "  home:"),
            ("quote: The mayor was born in Oslo}", "quote: mayor was born in Oslo}"),
        ),
        [("home", "was: [town]")],
    ),
    "another picture": (
        (("  place:", "  the-map:"), ("alt: A map", "alt: A plan")),
        [("the-map", "was: [place]")],
    ),
    "other capitals and emphasis": (
        (("  town:", "  home:"), ("Where was she born?", "Where *was* She born?")),
        [("home", "was: [town]")],
    ),
    "a template, with its stem": (
        (("  which:", "  complete:"), ("Complete: “", "Fill the gap: “")),
        [("complete", "was: [which]")],
    ),
    "a claim, with its template's stem": (
        (("  flood:", "  high-water:"), ("Complete: “", "Fill the gap: “")),
        [("high-water", "was: [flood]")],
    ),
    "the same stem on the same words with another key": (
        ((TOWN, TOWN.replace("  town:", "  home:").replace("key: Oslo", "key: Norway")),),
        [("home", "was: [town]")],
    ),
    "two at once": (
        ((TOWN, HOME), (PLACE, PLACE.replace("  place:", "  map:").replace("What is", "Which is"))),
        [("home", "was: [town]"), ("map", "was: [place]")],
    ),
}


@pytest.mark.parametrize("name", REWORDINGS)
def test_a_reworded_question_is_known(deck, name):
    edits, problems = REWORDINGS[name]
    assert reports(deck, *edits) == problems


@pytest.mark.parametrize("name", REWORDINGS)
def test_a_lock_of_the_first_format_tells_nothing_of_it(deck, name):
    before = first_format(edit(deck))
    assert said(found(edit(deck, *REWORDINGS[name][0]), before)) in ([], REWORDINGS[name][1])


NO_REWORDING: dict[str, Edits] = {
    "another key": ((TOWN, HOME.replace("key: Oslo", "key: Norway")),),
    "the same key on other words": ((TOWN, HOME.replace(*ELSEWHERE)),),
    "of another kind, which is another note": (
        (TOWN, "  home: {kind: short, claim: mayor, stem: Her birthplace?, key: Oslo}"),
    ),
    "there is the old one still": ((TOWN, f"{TOWN}\n{HOME}"),),
    "the old one is a draft now": (
        (TOWN, f"{TOWN.replace('{kind', '{draft: true, kind')}\n{HOME}"),
    ),
    "the new one is a draft": ((TOWN, HOME.replace("{kind", "{draft: true, kind")),),
    "it is said to be new": ((TOWN, HOME.replace("{kind", "{was: [], kind")),),
    "it says what it was": ((TOWN, HOME.replace("{kind", "{was: [town], kind")),),
    "its id stays": ((TOWN, REWORDED),),
    "its id stays, and a second question has its key": (
        (TOWN, REWORDED + "\n" + HOME.replace("What is her", "Which is her")),
    ),
}


@pytest.mark.parametrize("name", NO_REWORDING)
def test_neighbours(deck, name):
    assert reports(deck, *NO_REWORDING[name]) == []


def test_statements_on_one_claim_have_one_key(deck):
    """So their quotation tells nothing, and only their stem does."""
    was = DECK + STATEMENT.format("first", "The mayor is of Oslo.") + "\n"
    other = ("first: {kind: truefalse, claim: mayor, stem: The mayor is of Oslo.",
             "second: {kind: truefalse, claim: mayor, stem: The mayor is no Swede.")  # fmt: skip
    assert reports(deck, other, was=was) == []
    assert reports(deck, ("  first:", "  second:"), was=was) == [("second", "was: [first]")]


def test_without_a_quotation_the_stem_or_the_key_has_to_stay(deck):
    plain = "  capital: {kind: short, source: none, stem: What is the capital?, key: Oslo}\n"
    was = DECK + plain
    assert reports(deck, ("  capital:", "  seat:"), was=was) == [("seat", "was: [capital]")]
    other = (plain, "  seat: {kind: short, source: none, stem: Which town is it?, key: Oslo}\n")
    assert reports(deck, other, was=was) == [("seat", "was: [capital]")]
    new = (plain, "  seat: {kind: short, source: none, stem: Which town is it?, key: Riga}\n")
    assert reports(deck, new, was=was) == []


def test_of_two_candidates_one_is_reported_at_a_time(deck):
    """First the one with the likelier id; once it is said to be new, the other one."""
    before = release(edit(deck))
    second = HOME.replace("  home:", "  the-town:").replace("What is her", "Which is her")
    problems = found(edit(deck, (TOWN, f"{HOME}\n{second}")), before)
    assert said(problems) == [("home", "was: [town]")]
    problems = found(edit(deck, ("  home: {", "  home: {was: [], ")), before)
    assert said(problems) == [("the-town", "was: [town]")]
    cured = edit(deck, ("  the-town: {", "  the-town: {was: [town], "))
    assert found(cured, before) == []
    assert guids(release(cured, before))["the-town"] == guids(before)["town"]


def test_of_two_that_are_gone_the_one_with_the_likelier_id_goes_on(deck):
    again = TOWN.replace("  town:", "  your-birth-town:").replace("Where was", "In which town was")
    was = DECK.replace(TOWN, f"{TOWN}\n{again}")
    new = HOME.replace("  home:", "  town-of-birth:")
    assert reports(deck, (f"{TOWN}\n{again}", new), was=was) == [
        ("town-of-birth", "was: [your-birth-town]")
    ]


def test_the_same_stem_goes_before_the_same_quotation(deck):
    """The question that stays as it was is the old one, though the reworded one comes first."""
    kept = TOWN.replace("  town:", "  native:")
    assert reports(deck, (TOWN, f"{HOME}\n{kept}")) == [("native", "was: [town]")]


def test_what_was_withdrawn_before_is_not_taken_for_a_reworded_one(deck):
    first = release(edit(deck))
    without = release(edit(deck, (f"{TOWN}\n", "")), first)
    assert found(edit(deck, (BORN, f"{HOME}\n{BORN}")), without) == []


SWAPPED = TOWN.replace("  town:", "  seat:").replace("Where was she born?", "And the seat?")


def test_questions_that_swap_their_ids_are_told_to_have_them_again(deck):
    two = SWAPPED.replace("key: Oslo", "key: Lund")
    was = DECK.replace(TOWN, f"{TOWN}\n{two}")
    deck.write_text(was, "utf-8")
    before = release(edit(deck))
    swapped = [TOWN.replace("  town:", "  seat:"), two.replace("  seat:", "  town:")]
    problems = found(edit(deck, (f"{TOWN}\n{two}", "\n".join(swapped))), before)
    assert said(problems) == [
        ("seat", "give it the id `town` again"),
        ("town", "give it the id `seat` again"),
    ]
    assert "`seat` asks now what the released question `town` asked" in problems[0].message
    new = [(f"  {name}: {{", f"  {name}: {{was: [], ") for name in ("town", "seat")]
    assert found(edit(deck, *new), before) == []


def test_questions_with_new_keys_keep_their_ids(deck):
    assert (
        reports(deck, ("key: Oslo, distractors", "key: Lund, distractors"), ("born?", "sent?"))
        == []
    )


def test_decks_know_nothing_of_each_other(deck):
    """The same question may leave one deck and stand in another one."""
    assert run(deck, "build", "--release").exit_code == 0
    other = deck.with_name("lakes.yaml")
    other.write_text(
        DECK.replace("deck: rivers", "deck: lakes").replace("k3v9q2m7xd", "k3v9q2m7xe"), "utf-8"
    )
    assert run(other, "build", "--release").exit_code == 0
    edit(deck, (f"{TOWN}\n", ""))
    edit(other, (TOWN, HOME))
    assert run(deck, "check").exit_code == 0
    result = run(other, "check")
    assert result.exit_code == 1
    assert "hint: was: [town]" in result.stderr


def test_outlets_other_than_anki_do_not_count(deck):
    compiled = edit(deck, (TOWN, TOWN.replace("{kind", "{use: [print], kind")))
    assert Outlet.ANKI not in compiled.build.deck.by_id["town"].use
    assert found(edit(deck, ("  town:", "  home:")), release(compiled)) == []
