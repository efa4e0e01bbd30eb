"""What touches a note: exactly what differs in it, and an edit only where the question changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from making import HEAD, make_deck, rebuilt, replace
from test_anki.world import Clock, Computer, Learner

from quizgen.quiz.model import Build, CompiledDeck

DECK = """
claims:
  stalls: {speaker: reporter, quote: with 14 stalls}
  pears: {speaker: berg, quote: "Apples came before pears, and pears came before plums"}
speakers: {berg: {name: Anna Berg, aka: [Anna Berg]}}
questions:
  q: {kind: choice, claim: stalls, stem: How many stalls?, key: "14", distractors: [some, none of these, a hundred]}
  m:
    kind: matching
    claim: stalls
    stem: Match.
    pairs: {market: stalls, Anna Berg: apples, Boris Lind: luck}
  o: {kind: open, claim: stalls, stem: Why so?, key: Nobody says, lines: 3, use: [anki, print]}
  s: {kind: short, claim: stalls, stem: What opened?, key: the market}
"""  # noqa: E501  # one question a line


@pytest.fixture
def learner(anki, tmp_path: Path) -> Iterator[Learner]:
    """`anki` says whether the real Anki is there."""
    found = Learner(tmp_path / "learner", Clock())
    yield found
    found.close()


@pytest.fixture
def here(learner: Learner, tmp_path: Path) -> Computer:
    return Computer(tmp_path / "here", learner.clock)


def built(*edits: tuple[str, str]) -> Build:
    """The deck after these edits of its text."""
    head, body = HEAD, DECK
    for old, new in edits:
        assert (old in head) or (old in body), old
        head, body = head.replace(old, new), body.replace(old, new)
    made = make_deck(body, head=head)
    assert made.deck
    about = made.deck.about
    items, speakers = tuple(made.items.values()), tuple(made.deck.speakers.values())
    return Build(CompiledDeck(1, about, speakers=speakers, items=items, forms=made.forms), 0)


@pytest.mark.parametrize(
    "edit",
    [
        ("lines: 3", "lines: 5"),
        ("key: the market}", "key: the market, strict: [accents]}"),
        ("key: Nobody says", "key: Nobody says, subdeck: Reasons"),
        ("How many stalls?,", "How many stalls?, enemies: [s],"),
        ("title: A test", "title: Another"),
        ("deck: test", "deck: market"),
    ],
    ids=["lines", "strict", "subdeck", "enemies", "title", "deck"],
)
def test_what_is_not_in_a_note_touches_none(
    here: Computer, learner: Learner, edit: tuple[str, str]
) -> None:
    learner.take(*here.release(built()))
    for name in "qmos":
        learner.edit(name)
    if "deck:" in edit[0]:
        (here.folder / "decks/test.lock").rename(here.folder / "decks/market.lock")
    for files in (here.build(built(edit)), here.release(built(edit))):
        assert learner.take(*files) == {"duplicate": 4}
    assert all(learner.kept(name) for name in "qmos")


FORMS = {
    "tags": ("How many stalls?,", "How many stalls?, tags: [exam],"),
    "topic": ("How many stalls?,", "How many stalls?, topic: Numbers,"),
    "a choice renamed": ("  q: {", "  quantity: {was: [q], "),
    "a choice in another order": ("[some, none of these", "[none of these, some"),
    "the language of the source": ("as: the report", "as: the report, language: de"),
    "pairs renamed": ("  m:\n", "  match:\n    was: [m]\n"),
}


@pytest.mark.parametrize("name", FORMS)
def test_another_form_reaches_who_has_not_edited_the_note(
    here: Computer, learner: Learner, name: str
) -> None:
    other = Learner(here.folder.with_name("other"), here.clock)
    for each in (learner, other):
        each.take(*here.release(built()))
    for each in "qmos":
        learner.edit(each)
    after = built(FORMS[name])
    files = here.release(after)
    assert "updated" not in learner.take(*files)
    other.take(*files)
    theirs = {note.fields[0]: note.fields for note in _notes(other)}
    assert theirs == written(after, here), "nothing is missed"
    other.close()


def _notes(learner: Learner):
    collection = learner.anki.collection
    return map(collection.get_note, collection.find_notes(""))


def written(build: Build, here: Computer) -> dict[str, list[str]]:
    """What a new learner gets."""
    fresh = Learner(here.folder.with_name("fresh"), here.clock)
    fresh.take(*here.build(build))
    found = {note.fields[0]: note.fields for note in _notes(fresh)}
    fresh.close()
    return found


def test_a_rename_leaves_a_shuffled_choice_in_its_order(here: Computer, learner: Learner) -> None:
    learner.take(*here.release(built()))
    before = learner._note("q")["Options"]
    learner.take(*here.release(built(FORMS["a choice renamed"])))
    assert learner._note("quantity")["Options"] == before


def test_a_paragraph_more_is_another_form(here: Computer, learner: Learner) -> None:
    first = built()
    moved = [
        replace(item, evidence=tuple(replace(each, paragraph=3) for each in item.evidence))
        for item in first.deck.items
    ]
    learner.take(*here.release(first))
    learner.edit("q")
    assert learner.take(*here.release(rebuilt(first, items=tuple(moved)))) == {
        "updated": 3,
        "duplicate": 1,
    }
    assert learner.kept("q")


def test_another_contact_touches_no_note(here: Computer, learner: Learner) -> None:
    learner.take(*here.release(built()))
    learner.edit("q")
    contact = built(("title: A test", "title: A test\ncontact: a@example.org"))
    assert learner.take(*here.release(contact)) == {"duplicate": 4}


def test_a_renamed_deck_keeps_the_tags_that_learners_have(here: Computer, learner: Learner) -> None:
    learner.take(*here.release(built()))
    (here.folder / "decks/test.lock").rename(here.folder / "decks/market.lock")
    more = built(
        ("deck: test", "deck: market"),
        ("  s: {", "  t: {kind: flashcard, claim: stalls, stem: Why not?, key: X}\n  s: {"),
    )  # a whole question
    assert learner.take(*here.release(more)) == {"new": 1, "duplicate": 4}
    tags = {tag.partition("::")[0] for note in _notes(learner) for tag in note.tags}
    assert tags == {"test"}
