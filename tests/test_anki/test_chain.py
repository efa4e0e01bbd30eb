"""How notes are dated: situations in six groups, each run on the real Anki.

What the rule cannot do is listed too, so that a change of the rule shows either way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from test_anki.world import Clock, Computer, Learner, deck

Situation = Callable[[Computer, Learner], bool]
ONE, TWO, THREE = deck("one", "one"), deck("two", "one"), deck("three", "one")


@pytest.fixture
def learner(anki, tmp_path: Path) -> Iterator[Learner]:
    """`anki` says whether the real Anki is there."""
    found = Learner(tmp_path / "learner", Clock())
    yield found
    found.close()


@pytest.fixture
def here(learner: Learner, tmp_path: Path) -> Computer:
    return Computer(tmp_path / "here", learner.clock)


def edited(here: Computer, learner: Learner, *, is_released: bool = False) -> None:
    learner.take(*here.build(ONE, "release" if is_released else "build"))
    learner.edit("a")


# --- An edit, a tag and the styling are kept ---------------------------------------------


def rebuilt_elsewhere(here: Computer, learner: Learner) -> bool:
    edited(here, learner)
    learner.style("/* mine */")
    learner.take(*here.cloned("there").build(ONE))
    styles = learner.anki.collection.models.get(learner._note("a").mid)["css"]
    return learner.kept("a") and styles == "/* mine */"


def another_item_changed(here: Computer, learner: Learner) -> bool:
    edited(here, learner)
    learner.take(*here.build(deck("one", "two")))
    return learner.kept("a") and learner.has("b", "two")


def two_versions_in_turns(here: Computer, learner: Learner) -> bool:
    edited(here, learner)
    there = here.cloned("there")
    for _ in range(3):
        learner.take(*there.build(deck("one", "two")))
        learner.take(*here.build(ONE))
    return learner.kept("a")


def an_unchanged_clone_after_a_release(here: Computer, learner: Learner) -> bool:
    edited(here, learner, is_released=True)
    learner.tag("b")
    learner.take(*here.cloned("there").build(ONE))
    return learner.kept("a") and learner.kept("b")


def the_tried_text_released(here: Computer, learner: Learner) -> bool:
    here.build(ONE)
    learner.take(*here.build(TWO))
    learner.edit("a")
    learner.take(*here.release(TWO))
    return learner.kept("a") and learner.has("a", "two")


def an_edit_before_a_trial_that_was_reverted(here: Computer, learner: Learner) -> bool:
    edited(here, learner)
    here.build(TWO)
    learner.take(*here.build(ONE))
    return learner.kept("a")


def the_same_released(here: Computer, learner: Learner) -> bool:
    edited(here, learner, is_released=True)
    here.build(TWO)
    learner.take(*here.release(ONE))
    return learner.kept("a")


# --- Changes arrive ----------------------------------------------------------------------


def a_change_here(here: Computer, learner: Learner) -> bool:
    learner.take(*here.build(ONE))
    learner.take(*here.build(TWO))
    return learner.has("a", "two")


def a_change_elsewhere_after_a_release(here: Computer, learner: Learner) -> bool:
    learner.take(*here.release(ONE))
    learner.take(*here.cloned("there").build(TWO))
    return learner.has("a", "two")


def elsewhere_and_never_released(here: Computer, learner: Learner) -> bool:
    learner.take(*here.build(ONE))
    learner.take(*here.cloned("there").build(TWO))
    return learner.has("a", "two")


def fixed_tagged_released(here: Computer, learner: Learner) -> bool:
    learner.take(*here.release(ONE))
    here.build(TWO)
    learner.tag("a")
    learner.take(*here.release(TWO))
    return learner.has("a", "two")


def unreleased_on_a_tagged_note(here: Computer, learner: Learner) -> bool:
    learner.take(*here.build(ONE))
    learner.tag("a")
    learner.take(*here.build(TWO))
    return learner.has("a", "two")


def a_first_release_over_a_trial_elsewhere(here: Computer, learner: Learner) -> bool:
    learner.take(*here.cloned("there").build(ONE))
    learner.take(*here.release(TWO))
    return learner.has("a", "two")


# --- Trials revert -----------------------------------------------------------------------


def never_released(here: Computer, learner: Learner) -> bool:
    return _reverted(here, learner, TWO)


def _reverted(here: Computer, learner: Learner, *trials: object) -> bool:
    for tried in (ONE, *trials):
        learner.take(*here.build(tried))
    assert not learner.has("a", "one")
    learner.take(*here.build(ONE))
    return learner.has("a", "one")


def released(here: Computer, learner: Learner) -> bool:
    here.release(ONE)
    return _reverted(here, learner, TWO)


def by_a_release_here(here: Computer, learner: Learner) -> bool:
    learner.take(*here.release(ONE))
    learner.take(*here.build(TWO))
    learner.take(*here.release(ONE))
    return learner.has("a", "one")


def the_same_with_the_edit_of_another_kept(here: Computer, learner: Learner) -> bool:
    other = Learner(here.folder.with_name("other"), here.clock)
    other.take(*here.release(ONE))
    other.edit("a")
    learner.take(*here.build(TWO))
    files = here.release(ONE)
    learner.take(*files)
    other.take(*files)
    is_kept = other.kept("a")
    other.close()
    return is_kept and learner.has("a", "one")


def by_a_release_that_knows_of_no_trial(here: Computer, learner: Learner) -> bool:
    here.release(ONE)
    learner.take(*here.cloned("there").build(TWO))
    learner.take(*here.release(ONE))
    return learner.has("a", "one")


def trials_2_3_2_1(here: Computer, learner: Learner) -> bool:
    return _reverted(here, learner, TWO, THREE, TWO)


# --- Equal bytes -------------------------------------------------------------------------


def on_two_computers(here: Computer, learner: Learner) -> bool:
    return here.build(ONE) == here.cloned("there").build(ONE)


def changed_since_the_release(here: Computer, learner: Learner) -> bool:
    here.release(ONE)
    there = here.cloned("there")
    return here.build(TWO) == there.build(TWO)


def in_two_clones_after_a_trial(here: Computer, learner: Learner) -> bool:
    here.release(ONE)
    here.build(TWO)
    return here.cloned("there").build(ONE) == here.cloned("elsewhere").build(ONE)


def here_and_elsewhere_after_a_trial(here: Computer, learner: Learner) -> bool:
    here.release(ONE)
    here.build(TWO)
    return here.build(ONE) == here.cloned("there").build(ONE)


def by_the_lock_alone(here: Computer, learner: Learner) -> bool:
    here.release(ONE)
    here.build(TWO)
    there = here.cloned("there")
    fixed = here.build(TWO, alone=True) == there.build(TWO, alone=True)
    return fixed and here.build(ONE, "locked") == there.build(ONE, "locked")


# --- What git sees -----------------------------------------------------------------------


def a_build_leaves_nothing_for_git(here: Computer, learner: Learner) -> bool:
    here.release(ONE)
    before = here.lock
    here.build(TWO)
    here.build(ONE)
    return here.lock == before and len(list((here.folder / "decks").iterdir())) == 1


# --- Something is lost -------------------------------------------------------------------


def dist(here: Computer, learner: Learner) -> bool:
    learner.take(*here.build(ONE))
    here.forget(dist=True)
    learner.take(*here.build(TWO))
    return learner.has("a", "two")


def the_folder_copied(here: Computer, learner: Learner) -> bool:
    learner.take(*here.build(ONE))
    copied = here.cloned("copy")
    copied.memory = here.memory
    learner.take(*copied.build(TWO))
    return learner.has("a", "two")


def memory(here: Computer, learner: Learner) -> bool:
    learner.take(*here.build(ONE))
    here.forget(memory=True)
    learner.take(*here.build(TWO))
    return learner.has("a", "two")


def memory_and_dist(here: Computer, learner: Learner) -> bool:
    learner.take(*here.build(ONE))
    here.forget(dist=True, memory=True)
    learner.take(*here.build(TWO))
    return learner.has("a", "two")


def both_lost_and_the_edit_kept(here: Computer, learner: Learner) -> bool:
    edited(here, learner)
    here.build(TWO)
    here.forget(dist=True, memory=True)
    learner.take(*here.build(TWO))
    return learner.kept("a")


# --- What holds, and what cannot ---------------------------------------------------------

GROUPS: dict[str, tuple[Situation, ...]] = {
    "kept": (
        rebuilt_elsewhere,
        another_item_changed,
        two_versions_in_turns,
        an_unchanged_clone_after_a_release,
        the_tried_text_released,
        an_edit_before_a_trial_that_was_reverted,
        the_same_released,
    ),
    "arrives": (
        a_change_here,
        a_change_elsewhere_after_a_release,
        fixed_tagged_released,
        a_first_release_over_a_trial_elsewhere,
    ),
    "reverts": (
        never_released,
        released,
        by_a_release_here,
        the_same_with_the_edit_of_another_kept,
        trials_2_3_2_1,
    ),
    "equal bytes": (
        on_two_computers,
        changed_since_the_release,
        in_two_clones_after_a_trial,
        by_the_lock_alone,
    ),
    "git": (a_build_leaves_nothing_for_git,),
    "lost": (dist, the_folder_copied, memory, both_lost_and_the_edit_kept),
}
CANNOT: dict[str, tuple[Situation, ...]] = {
    "arrives": (elsewhere_and_never_released, unreleased_on_a_tagged_note),
    "reverts": (by_a_release_that_knows_of_no_trial,),
    "equal bytes": (here_and_elsewhere_after_a_trial,),
    "lost": (memory_and_dist,),
}


def _cases(groups: dict[str, tuple[Situation, ...]]) -> list[object]:
    return [
        pytest.param(each, id=f"{group}: {each.__name__.replace('_', ' ')}")
        for group, found in groups.items()
        for each in found
    ]


@pytest.mark.parametrize("situation", _cases(GROUPS))
def test_it_holds(situation: Situation, here: Computer, learner: Learner) -> None:
    assert situation(here, learner)


@pytest.mark.parametrize("situation", _cases(CANNOT))
def test_it_cannot_hold(situation: Situation, here: Computer, learner: Learner) -> None:
    """The guide says so. `--resend` is the way out."""
    assert not situation(here, learner)


@pytest.mark.parametrize("situation", [*CANNOT["arrives"], *CANNOT["reverts"]])
def test_sending_again_is_the_way_out(
    situation: Situation, here: Computer, learner: Learner
) -> None:
    assert not situation(here, learner)
    learner.take(*here.release(THREE, "b", "a"))
    assert learner.has("a", "three")
