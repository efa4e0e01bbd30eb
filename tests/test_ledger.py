"""The ledger as a value: what a release changes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import as_build, released, replace
from test_lock import ABOUT, LEDGER, NOTE, SOURCE, TYPES, read

from quizgen.quiz.model import (
    Build,
    Evidence,
    Image,
    Item,
    Outlet,
    Scoring,
    Speaker,
    Status,
)
from quizgen.quiz.responses import (
    Choice,
    Gap,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Strict,
    TextEntry,
)
from quizgen.quiz.rich import Emphasis, Text
from quizgen.releases.draft import meaning
from quizgen.releases.lock import Imprint, Ledger, render
from quizgen.releases.release import FIRST, compare

# --- What counts as a change -----------------------------------------------------------

ITEM = Item(
    id="flood.when",
    kind="choice",
    stem=(Text("When does the river flood?"),),
    response=Choice((Option((Text("May"),), is_key=True), Option((Text("June"),)))),
    claim="flood",
    evidence=(Evidence("floods in May", 1, False, "The river floods in May.", ((10, 23),)),),
    speaker="ruiz",
)
EVIDENCE = ITEM.evidence[0]
RUIZ = Speaker("ruiz", "Ana Ruiz", "Ana Maria Ruiz")
MAY, JUNE = (Pair((Text(name),), (Text("spring"),)) for name in ("May", "June"))
IMAGE = Image("a.png", "A map", b"png")


def hashed(**changes: object) -> str:
    known = {name: changes.pop(name) for name in ("about", "speakers") if name in changes}
    deck = as_build(**{"about": ABOUT, "items": (), "speakers": (RUIZ,), **known}).deck
    return meaning(replace(ITEM, **changes), deck)


@pytest.mark.parametrize(
    "change",
    [
        {"stem": (Text("When?"),)},
        {"stem": (Emphasis((Text("When does the river flood?"),)),)},
        {"response": Choice((Option((Text("May"),)), Option((Text("June"),), is_key=True)))},
        {"response": replace(ITEM.response, is_fixed=True)},
        {"response": TextEntry("May")},
        {"response": Numeric(Decimal(5), "5")},
        {"rationale": (Text("So it says."),)},
        {"note": (Text("Another view."),)},
        {"hint": (Text("In spring."),)},
        {"status": Status.OPINION},
        {"speaker": ""},
        {"speakers": (replace(RUIZ, name="Dr Ruiz"),)},
        {"evidence": (replace(EVIDENCE, quote="in May"),)},
        {"evidence": (replace(EVIDENCE, is_direct=True),)},
        {"evidence": (replace(EVIDENCE, translation="в мае"),)},
        {"evidence": (replace(EVIDENCE, context="It floods."),)},
        {"image": IMAGE},
        {"about": replace(ABOUT, language="ru")},
        {"about": replace(ABOUT, source=replace(SOURCE, name="the article"))},
    ],
    ids=str,
)
def test_what_a_learner_sees_counts(change):
    assert hashed(**change) != hashed()


@pytest.mark.parametrize(
    "change",
    [
        {"id": "flood.month", "was": ("flood.when",)},
        {"claim": "floods"},
        {"subdeck": "Later"},
        {"difficulty": 3},
        {"topic": "Rivers"},
        {"tags": ("facts",)},
        {"evidence": (replace(EVIDENCE, paragraph=2),)},
        {"response": Choice(tuple(reversed(ITEM.response.options)))},
        {"use": frozenset({Outlet.ANKI})},
        {"enemies": ("other",)},
        {"friends": ("other",)},
        {"scoring": Scoring.PARTS},
        {"bloom": "remember"},
        {"speakers": (replace(RUIZ, full="A. M. Ruiz", aka=("Ruiz",), role="a mayor"),)},
        {"evidence": (replace(EVIDENCE, spans=((1, 2),)),)},
        {"evidence": (replace(EVIDENCE, is_narration=True),)},
        {"about": replace(ABOUT, name="streams", title="Streams", contact="a@example.org")},
    ],
    ids=str,
)
def test_what_a_learner_need_not_read_again_does_not_count(change):
    assert hashed(**change) == hashed()


def test_a_picture_counts_by_its_content():
    first = hashed(image=IMAGE)
    assert hashed(image=replace(IMAGE, content=b"other")) != first
    assert hashed(image=replace(IMAGE, alt="Another")) != first
    assert hashed(image=replace(IMAGE, name="b.png")) == first


def test_the_normal_form_counts_once():
    assert hashed(hint=(Text("Й"),)) == hashed(hint=(Text("И\u0306"),))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Open((Text("May"),)), Open((Text("May"),), lines=4)),
        (TextEntry("May"), TextEntry("May", strict=(Strict.ACCENTS,))),
        (Gaps((Gap("May"),)), Gaps((Gap("May", strict=(Strict.ACCENTS,)),))),
        (Matching((MAY, JUNE)), Matching((JUNE, MAY))),
    ],
    ids=["lines", "strict", "strict gap", "order of pairs"],
)
def test_what_only_paper_or_marking_use_does_not_count(one, other):
    assert hashed(response=one) == hashed(response=other)


def test_the_order_counts_where_it_is_asked_for():
    steps = (Text("May"),), (Text("June"),)
    assert hashed(response=Ordering(steps)) != hashed(response=Ordering(steps[::-1]))
    fixed = replace(ITEM.response, is_fixed=True)
    turned = replace(fixed, options=fixed.options[::-1])
    assert hashed(response=fixed) != hashed(response=turned)


# --- Whose note it is ------------------------------------------------------------------


def build(*items: Item, modified: int = 1_700_000_000) -> Build:
    return as_build(ABOUT, items, (), modified, (RUIZ,))


def named(name: str, *was: str) -> Item:
    return replace(ITEM, id=name, was=was)


def guids(ledger: Ledger) -> dict[str, str]:
    return {note.item: note.guid for note in ledger.notes if note.is_live}


def test_the_first_release_dates_notes_before_any_edit_and_says_when():
    (note,) = released(None, build(ITEM), 1_800_000_000).notes
    assert (note.modified, note.released, note.is_live) == (FIRST, 1_800_000_000, True)


def test_a_release_of_the_same_is_the_same_ledger():
    first = released(None, build(ITEM), 1_700_000_000)
    assert released(first, build(ITEM, modified=1_800_000_000), 1_900_000_000) == first


def test_a_rename_may_be_forgotten_after_its_release():
    first = released(None, build(named("a")), 0)
    second = released(first, build(named("b", "a")), 0)
    third = released(second, build(named("b")), 0)
    assert guids(first)["a"] == guids(second)["b"] == guids(third)["b"]
    assert compare(second, third).is_nothing
    assert not compare(first, second).is_nothing


def test_the_old_id_of_a_renamed_question_can_be_used_again():
    ledger = released(released(None, build(named("a")), 0), build(named("b", "a")), 0)
    again = released(ledger, build(named("a"), named("b")), 0)
    assert guids(again)["b"] == guids(ledger)["b"]
    assert len(set(guids(again).values())) == 2


def test_two_questions_that_change_their_ids_change_their_notes():
    first = released(None, build(named("a"), named("b")), 0)
    swapped = released(first, build(named("c", "a"), named("a", "b")), 0)
    assert guids(swapped) == {"a": guids(first)["a"], "c": swapped.notes[-1].guid}
    assert swapped.notes[-1].guid not in guids(first).values()
    assert [note.item for note in swapped.notes if not note.is_live] == ["b"]


def test_of_two_questions_made_one_the_later_id_goes_on():
    first = released(None, build(named("a"), named("b")), 0)
    merged = released(first, build(named("c", "b", "a")), 0)
    assert guids(merged)["c"] == guids(first)["b"]
    assert compare(first, merged).retired == ("a",)


def test_the_note_of_a_question_that_changed_its_kind_is_not_counted_as_retired():
    first = released(None, build(named("a")), 0)
    changes = compare(
        first, released(first, build(replace(named("a"), response=TextEntry("May"))), 0)
    )
    assert (changes.rekinded, changes.retired, changes.new) == (("a",), (), ())


def test_of_two_withdrawn_notes_the_one_withdrawn_last_comes_back():
    older = replace(NOTE, guid="older", modified=1_500_000_000, is_live=False)
    newer = replace(older, guid="newer", modified=1_600_000_000)
    for notes in ((older, newer), (newer, older)):
        ledger = released(replace(LEDGER, notes=notes), build(named("a")), 0)
        assert guids(ledger) == {"a": "newer"}


NAMES = st.sampled_from("abcdef")
ITEMS = st.lists(
    st.builds(
        lambda name, was, response: replace(ITEM, id=name, was=tuple(was), response=response),
        NAMES,
        st.lists(NAMES, max_size=2),
        st.sampled_from([ITEM.response, Open((Text("May"),))]),
    ),
    max_size=6,
    unique_by=lambda item: item.id,
)


@given(st.lists(ITEMS, min_size=1, max_size=5))
def test_no_history_gives_two_notes_one_guid_or_takes_one_away(history):
    ledger = None
    for turn, items in enumerate(history):
        after = released(ledger, build(*items, modified=1_700_000_000 + turn), turn)
        assert len({note.guid for note in after.notes}) == len(after.notes)
        assert {note.item for note in after.notes if note.is_live} == {item.id for item in items}
        assert read(render(after)) == after
        if ledger:
            before = {note.guid: note for note in ledger.notes}
            assert before.keys() <= {note.guid for note in after.notes}
            for note in after.notes:
                if note.guid in before and note != before[note.guid]:
                    same = before[note.guid].modified == note.modified
                    assert same == (before[note.guid].content == note.content)
        ledger = after


def test_a_note_of_the_first_format_learns_its_wording_and_keeps_its_dates():
    ledger = released(None, build(ITEM, replace(named("gone"), hint=(Text("x"),))), 1_700_000_000)
    old = tuple(replace(note, imprint=Imprint(), home="") for note in ledger.notes)
    after = released(replace(ledger, notes=old), build(ITEM, modified=1_800_000_000), 1_900_000_000)
    assert compare(replace(ledger, notes=old), after).unchanged == ("flood.when",)
    assert after.notes[0] == ledger.notes[0]
    assert (after.notes[1].is_live, after.notes[1].imprint) == (False, Imprint())
    assert after.types == ledger.types


def test_two_branches_that_both_release_merge_line_by_line():
    base = build(*map(named, "bdf"))
    first = released(None, base, 1_700_000_000)
    mine = released(first, build(*base.deck.items, named("a")), 1_700_000_000)
    theirs = released(first, build(*base.deck.items, named("e"), named("g")), 1_700_000_000)
    union = sorted({*render(mine).splitlines(), *render(theirs).splitlines()})
    merged = read("\n".join(union))
    assert [note.item for note in merged.notes] == list("abdefg")
    both = build(*map(named, "abdefg"))
    assert compare(merged, released(merged, both, 0)).is_nothing


# --- What an upgrade asks of a learner --------------------------------------------------


@pytest.mark.parametrize(
    ("change", "is_safe"),
    [
        ({}, True),
        ({"content": "0" * 16}, True),
        ({"fields": (102, 101)}, False),
        ({"fields": (101, 102, 103)}, False),
        ({"fields": (101,)}, False),
        ({"templates": (201, 202)}, False),
    ],
)
def test_whether_an_upgrade_is_safe_comes_from_ids(change, is_safe):
    after = replace(LEDGER, types=(replace(TYPES[0], **change), TYPES[1]))
    assert compare(LEDGER, after).is_safe is is_safe


def test_a_note_type_that_is_used_for_the_first_time_is_safe():
    assert compare(replace(LEDGER, types=TYPES[:1]), LEDGER).is_safe
