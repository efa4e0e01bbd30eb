"""Which items a quiz holds, in which order, on which form, for how many points."""

from __future__ import annotations

import pytest
from making import Made, make_deck, try_deck

from quizgen.compiling.assemble import assemble
from quizgen.compiling.expand import expand
from quizgen.deck.written import template_of
from quizgen.quiz.layout import Layout, Paper, Printing, Style
from quizgen.quiz.model import Form, Item, Passage
from quizgen.quiz.responses import Choice, Matching, Option, Ordering

SOURCE = "One stall.\n\nTwo stalls.\n\nThree stalls.\n\nPhoto: somebody."


def quiz(sections: str, keys: str = "", items: str = "", count: int = 12) -> Made:
    """A deck of `count` questions q0 to q11 on two claims, `items`, and a quiz `z`."""
    claims = ("first", "second")
    questions = "\n".join(
        f"  q{n}: {{kind: choice, claim: {claims[n % 2]}, stem: Which {n}?, key: ape,"
        f" distractors: [elk, fox, owl], tags: [{'even' if n % 2 == 0 else 'odd'}]}}"
        for n in range(count)
    )
    return make_deck(
        f"""
claims:
  first: {{speaker: reporter, quote: One stall, text: A}}
  second: {{speaker: reporter, quote: Two stalls, text: B, status: opinion}}
questions:
{questions}
{items}
quizzes:
  z:
    title: A quiz
    {keys}
    sections:
{sections}
""",
        SOURCE,
    )


def listed(form: Form) -> list[str]:
    return [placed.item for placed in form.placed]


def drawn(section: str, keys: str = "", items: str = "", count: int = 12) -> list[str]:
    return listed(quiz(f"      - {section}", keys, items, count).forms[0])


# --- What is drawn -----------------------------------------------------------------------------


def test_as_many_as_asked_for_and_none_twice() -> None:
    for count in (1, 5, 12):
        ids = drawn(f"{{draw: {count}}}")
        assert len(ids) == len(set(ids)) == count


@pytest.mark.parametrize(
    ("selection", "admitted"),
    [
        ("{tags: [even]}", {"q0", "q2", "q4", "q6", "q8", "q10"}),
        ("{claims: [first]}", {"q0", "q2", "q4", "q6", "q8", "q10", "o", "first.t"}),
        ("{status: opinion}", {"q1", "q3", "q5", "q7", "q9", "q11", "second.t"}),
        ("{speaker: reporter, tags: [odd]}", {"q1", "q3", "q5", "q7", "q9", "q11"}),
        ("{kinds: [open]}", {"o", "first.t", "second.t"}),
        ("{templates: [t]}", {"first.t", "second.t"}),
        ("{templates: [t], claims: [second]}", {"second.t"}),
        ("{kinds: [choice, open], tags: [rare]}", {"o"}),
    ],
)
def test_from_what(selection: str, admitted: set[str]) -> None:
    items = """
  o: {kind: open, claim: first, stem: Why?, key: X, tags: [rare]}
templates:
  t: {kind: open, stem: "{text}?", key: X}"""
    section = f"{{draw: {len(admitted)}, from: {selection}}}"
    assert set(drawn(section, items=items)) == admitted


def test_only_what_a_template_made_is_from_it() -> None:
    """An id with a dot can also be an author's own."""
    made = make_deck("""
claims: {c: {speaker: reporter, quote: trade needs luck}}
templates: {t: {kind: open, stem: Why?, key: X}}
questions:
  other.t: {kind: open, claim: c, stem: How?, key: X}
  c.other: {kind: open, claim: c, stem: When?, key: X}
  plain: {kind: open, claim: c, stem: Where?, key: X}
""")
    found = {name: template_of(item) for name, item in made.items.items()}
    assert found == {"c.t": "t", "other.t": "", "c.other": "other", "plain": ""}


def test_at_most_so_many_of_a_claim() -> None:
    ids = drawn("{draw: 4, max_per_claim: 2}")
    assert sum(int(item_id[1:]) % 2 for item_id in ids) == 2


def test_a_section_draws_what_the_others_left() -> None:
    made = quiz("      - {draw: 5}\n      - {draw: 5}\n      - {items: [q3, q4]}")
    ids = listed(made.forms[0])
    assert sorted(ids) == sorted(f"q{n}" for n in range(12))
    assert ids[10:] == ["q3", "q4"]  # listed ones have the first say


def test_enemies_do_not_meet() -> None:
    enemies = "\n".join(
        f"  e{n}: {{kind: open, claim: first, stem: Why {n}?, key: X, enemies: [q{n}]}}"
        for n in range(12)
    )
    ids = drawn("{draw: 12}", items=enemies)
    assert len({item_id[1:] for item_id in ids}) == 12
    assert len({item_id[0] for item_id in ids}) == 2  # both sides come, never a pair


def test_what_is_not_for_print_is_never_drawn() -> None:
    hidden = "\n".join(
        f"  h{n}: {{kind: open, claim: first, stem: Why {n}?, key: X, use: [anki, study]}}"
        for n in range(20)
    )
    shown = "  s: {kind: open, claim: first, stem: And why?, key: X, use: [print]}"
    ids = drawn("{draw: 13}", items=f"{hidden}\n{shown}")
    assert set(ids) == {f"q{n}" for n in range(12)} | {"s"}


def test_drafts_are_never_drawn() -> None:
    draft = "  d: {kind: open, claim: first, stem: Why?, key: X, draft: true}"
    assert "d" not in drawn("{draw: 12}", items=draft)


def test_the_seed_is_the_quiz_s_id_and_can_be_another() -> None:
    usual, same, other = (drawn("{draw: 5}", keys) for keys in ("", "seed: z", "seed: 2027"))
    assert usual == same != other


# --- Points, numbers, titles, passages -----------------------------------------------------------


def test_points_numbers_and_titles() -> None:
    (form,) = quiz(
        """\
      - {title: One, draw: 2, points: 0.5}
      - {title: Two, instructions: Think., items: [q1, q2, q3], points: 2}
""",
        "instructions: Read.",
    ).forms
    assert [placed.number for placed in form.placed] == [1, 2, 3, 4, 5]
    assert [placed.points for placed in form.placed] == [0.5, 0.5, 2, 2, 2]
    assert form.points == 7
    assert (form.quiz, form.title, form.letter) == ("z", "A quiz", "A")
    assert form.instructions == ("Read.",)
    assert [(s.title, s.instructions) for s in form.sections] == [
        ("One", ()),
        ("Two", ("Think.",)),
    ]


def test_points_are_1_unless_the_deck_says_otherwise() -> None:
    body = """
claims: {a: {speaker: reporter, quote: One stall}}
questions: {q: {kind: open, claim: a, stem: Why?, key: X}}
quizzes: {z: {title: Z, sections: [{items: [q]}]}}
"""
    assert make_deck(body, SOURCE).forms[0].points == 1
    assert make_deck(f"defaults: {{points: 3}}{body}", SOURCE).forms[0].points == 3


@pytest.mark.parametrize(
    ("keys", "passage"),
    [
        ("", None),
        ("passage: [3, 1]", Passage(((3, "Three stalls."), (1, "One stall.")))),
        (
            "passage: source",
            Passage(((1, "One stall."), (2, "Two stalls."), (3, "Three stalls."))),
        ),
    ],
)
def test_the_passage_is_the_source_or_paragraphs_of_it(keys: str, passage: Passage) -> None:
    """What the deck skips (the photo credit) is not text."""
    made = make_deck(
        f"""
claims: {{a: {{speaker: reporter, quote: One stall}}}}
questions: {{q: {{kind: open, claim: a, stem: Why?, key: X}}}}
quizzes: {{z: {{title: Z, sections: [{{items: [q]}}], {keys}}}}}
""",
        SOURCE,
        head="""\
quizgen: 1
deck: test
uid: abcdefghij
title: A test
source: {file: text.txt, as: the report, skip: [4]}
""",
    )
    assert made.forms[0].passage == passage


# --- Forms ---------------------------------------------------------------------------------------


def test_forms_hold_the_same_items_in_other_orders() -> None:
    forms = quiz("      - {draw: 6}\n      - {items: [q1, q2, q3, q4]}", "forms: 4").forms
    assert [form.letter for form in forms] == ["A", "B", "C", "D"]
    for number in (0, 1):
        sections = [[placed.item for placed in form.sections[number].placed] for form in forms]
        assert all(sorted(section) == sorted(sections[0]) for section in sections)
        assert len({tuple(section) for section in sections}) > 1


def test_what_is_listed_keeps_its_order_on_form_a() -> None:
    forms = quiz("      - {items: [q4, q1, q3, q2, q0, q5]}", "forms: 2").forms
    assert listed(forms[0]) == ["q4", "q1", "q3", "q2", "q0", "q5"]
    assert listed(forms[1]) != listed(forms[0])


def test_options_stand_in_another_order_on_another_form() -> None:
    forms = quiz("      - {draw: 12}", "forms: 2").forms
    orders = [{placed.item: placed.order for placed in form.placed} for form in forms]
    assert orders[0] != orders[1]
    assert all(sorted(order) == [0, 1, 2, 3] for each in orders for order in each.values())


def test_a_form_is_the_same_however_many_there_are() -> None:
    """A teacher who lost form C makes it anew, also after asking for more forms."""
    few = quiz("      - {draw: 12}", "forms: 3").forms
    many = quiz("      - {draw: 12}", "forms: 26").forms
    assert many[:3] == few
    assert len({tuple(listed(form)) for form in many}) == 26


def test_orders_of_every_response() -> None:
    items = """
  fixed: {kind: choice, claim: first, stem: When?, key: "2", distractors: ["1", "3"]}
  last: {kind: choice, claim: first, stem: What?, key: a,
         distractors: [{text: none, last: true}, b, c]}
  match: {kind: matching, claim: first, stem: Match., pairs: {a: one, b: two}, extras: [three]}
  steps: {kind: ordering, claim: first, stem: Order., steps: [one, two]}
  open: {kind: open, claim: first, stem: Why?, key: X}
"""
    section = "      - {items: [fixed, last, match, steps, open]}"
    made = quiz(section, "forms: 9", items)
    for form in made.forms:
        placed = {each.item: each for each in form.placed}
        assert placed["fixed"].order == (0, 1, 2)
        shown = _shown_options(made.items["last"], placed["last"].order)
        assert [option.is_last for option in shown] == [False, False, False, True]
        assert isinstance(made.items["match"].response, Matching)
        assert sorted(placed["match"].order) == [0, 1, 2]
        assert isinstance(made.items["steps"].response, Ordering)
        assert placed["steps"].order in ((0, 1), (1, 0))
        assert placed["open"].order == ()


def _shown_options(item: Item, order: tuple[int, ...]) -> list[Option]:
    assert isinstance(item.response, Choice)
    return [item.response.options[index] for index in order]


def test_steps_never_stand_in_their_right_order() -> None:
    items = "\n".join(
        f"  s{n}: {{kind: ordering, claim: first, stem: Order {n}., steps: [a, b, c]}}"
        for n in range(40)
    )
    (form,) = quiz("      - {draw: 40, from: {kinds: [ordering]}}", items=items).forms
    orders = {placed.order for placed in form.placed}
    assert len(orders) > 2
    assert (0, 1, 2) not in orders


# --- What a change moves -----------------------------------------------------------------------


def test_a_new_item_moves_none_of_the_others() -> None:
    before = drawn("{draw: 12}")
    for name in ("new", "other", "third"):
        item = f"  {name}: {{kind: open, claim: first, stem: Why?, key: X}}"
        after = drawn("{draw: 13}", items=item)
        after.remove(name)
        assert after == before


def test_a_new_item_takes_one_place_or_none() -> None:
    before = set(drawn("{draw: 5}"))
    for number in range(12):
        item = f"  new{number}: {{kind: open, claim: first, stem: Why?, key: X}}"
        assert len(before - set(drawn("{draw: 5}", items=item))) in (0, 1)


def test_rewording_moves_nothing() -> None:
    """Form B of a reworded deck is form B, item by item and option by option in its place."""
    body = """
claims: {a: {speaker: reporter, quote: One stall}}
questions:
  q: {kind: choice, claim: a, stem: Which?, key: ape, distractors: [elk, fox]}
  r: {kind: open, claim: a, stem: Why?, key: X}
  s: {kind: ordering, claim: a, stem: Order., steps: [a, b, c]}
quizzes: {z: {title: Z, forms: 3, sections: [{draw: 3}]}}
"""
    before = make_deck(body, SOURCE).forms
    after = make_deck(body.replace("Why?", "Why not?").replace("Which?", "Who?"), SOURCE).forms
    assert [[(p.item, p.order) for p in form.placed] for form in before] == [
        [(p.item, p.order) for p in form.placed] for form in after
    ]


def test_another_quiz_moves_nothing() -> None:
    body = """
claims: {a: {speaker: reporter, quote: One stall}}
questions:
  q: {kind: open, claim: a, stem: Which?, key: X}
  r: {kind: open, claim: a, stem: Why?, key: X}
  s: {kind: open, claim: a, stem: When?, key: X}
quizzes:
  z: {title: Z, forms: 2, sections: [{draw: 2}]}
"""
    another = "  y: {title: Y, forms: 2, sections: [{draw: 2}]}\n"
    alone, beside = make_deck(body, SOURCE).forms, make_deck(body + another, SOURCE).forms
    assert beside[:2] == alone
    assert [form.quiz for form in beside] == ["z", "z", "y", "y"]


# --- Drawn anew for each form ------------------------------------------------------------------


def test_a_section_can_draw_anew_for_each_form() -> None:
    sections = "      - {draw: 3, from: {tags: [even]}}\n      - {draw: 3, per_form: true}"
    forms = quiz(sections, "forms: 4").forms
    once = [{placed.item for placed in form.sections[0].placed} for form in forms]
    anew = [{placed.item for placed in form.sections[1].placed} for form in forms]
    assert len(set(map(frozenset, once))) == 1
    assert len(set(map(frozenset, anew))) > 1
    for form in forms:
        assert len(set(listed(form))) == 6
        assert form.points == 6


def test_what_one_form_draws_moves_nothing_on_the_others() -> None:
    """A section that draws anew has the last word, wherever it stands."""
    once = "      - {draw: 3, from: {tags: [even]}}"
    alone = quiz(once, "forms: 3").forms
    beside = quiz(f"      - {{draw: 4, per_form: true}}\n{once}", "forms: 3").forms
    assert [[placed.item for placed in form.sections[0].placed] for form in alone] == [
        [placed.item for placed in form.sections[1].placed] for form in beside
    ]


def test_the_command_line_chooses_forms_and_quizzes() -> None:
    made = quiz("      - {draw: 3}", "forms: 2")
    assert made.deck is not None
    expansion, _ = expand(made.deck)
    forms, _ = assemble(made.deck, expansion, Printing(forms=3))
    assert [form.letter for form in forms] == ["A", "B", "C"]
    assert forms[:2] == made.forms
    assert assemble(made.deck, expansion, Printing(quizzes=("other",))) == ((), [])


def test_the_quiz_has_the_last_word_on_its_layout() -> None:
    body = """
claims: {c: {speaker: reporter, quote: One stall}}
questions: {q: {kind: short, claim: c, stem: How many?, key: One}}
layout: {paper: letter, columns: 2, sides: 1}
quizzes:
  a: {title: A, sections: [{items: [q]}]}
  b: {title: B, sections: [{items: [q]}], layout: {columns: 1, style: large-print}}
"""
    first, second = make_deck(body, SOURCE).forms
    assert first.layout == Layout(Paper.LETTER, columns=2, sides=1)
    assert second.layout == Layout(Paper.LETTER, style=Style.LARGE_PRINT, sides=1)


def test_a_quiz_takes_no_more_of_a_claim_than_it_may() -> None:
    """Just so many, and not one more."""
    body = """
claims:
  a: {speaker: reporter, quote: opened on May 3}
  b: {speaker: reporter, quote: with 14 stalls}
questions:
  one: {kind: open, claim: a, stem: Why one?, key: X}
  two: {kind: open, claim: a, stem: Why two?, key: X}
  three: {kind: open, claim: b, stem: Why three?, key: X}
quizzes: {t: {title: T, max_per_claim: 1, sections: [{draw: 2}]}}
"""
    made = make_deck(body)
    claims = (made.items[placed.item].claim for placed in made.forms[0].placed)
    assert sorted(claims) == ["a", "b"]
    short = try_deck(body.replace("draw: 2", "draw: 3"))
    assert "cannot-fill" in short.codes
    free = body.replace("max_per_claim: 1, ", "")
    one = try_deck(free.replace("draw: 2", "draw: 2, from: {claims: [b]}"))
    assert [each.message for each in one.problems if each.code == "cannot-fill"] == [
        "this section draws 2 items and can have 1: 1 fits `from:`"
    ]
