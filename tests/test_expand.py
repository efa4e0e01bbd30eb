"""Which items a deck makes: templates × claims, amendments, drafts, ids that they had before."""

from __future__ import annotations

import pytest
from making import make_deck, try_deck

from quizgen.quiz.model import Outlet, Scoring, Status

CLAIMS = """
speakers:
  anna: {name: Anna Berg, aka: [she]}
  boris: {name: Boris Lind}
claims:
  opening:
    speaker: reporter
    quote: opened on May 3 with 14 stalls
    text: the market opened on May 3
    slots: {day: May 3, stalls: "14"}
    tags: [facts]
  apples:
    speaker: anna
    quote: Apples came before pears
    text: apples came before pears
    slots: {fruit: Apples}
    tags: [facts, fruit]
  luck:
    speaker: boris
    quote: trade needs luck
    text: trade needs luck
    status: disputed
    note: The report quotes nobody else.
    slots: {need: luck}
"""

PICTURE = b"\x89PNG\r\n\x1a\n"


def ids(templates: str) -> list[str]:
    return list(make_deck(f"{CLAIMS}templates:\n{templates}").items)


# --- Templates ---------------------------------------------------------------------------------


def test_a_template_applies_to_claims_that_have_all_it_names() -> None:
    made = make_deck(f"""{CLAIMS}
templates:
  day:    {{kind: short, stem: "When?", key: "{{day}}"}}
  both:   {{kind: short, stem: "When, if {{stalls}}?", key: "{{day}}"}}
  said:   {{kind: truefalse, stem: "{{speaker}} said that {{text}}."}}
  nobody: {{kind: short, stem: "{{speaker}} said?", key: "{{day}}"}}
  gap:    {{kind: cloze, stem: "{{quote|gap day}}"}}
  deep:   {{kind: open, stem: "When?", key: X, marking: [One, "{{stalls}}"]}}
""")
    assert list(made.items) == [
        "opening.day",
        "opening.both",
        "apples.said",
        "luck.said",
        "opening.gap",
        "opening.deep",
    ]
    assert "unused-template" in made.codes  # `nobody`: a reporter has no {speaker}


@pytest.mark.parametrize("stem", ["{dya}", "{quote|gap dya}", "{quote|gap}"])
def test_a_slot_that_no_claim_has_is_an_error(stem: str) -> None:
    made = try_deck(f"{CLAIMS}templates: {{t: {{kind: cloze, stem: '{stem}'}}}}\n")
    errors = [each for each in made.problems if each.severity == "error"]
    assert [each.code for each in errors] == ["unknown-slot"]
    assert "`day`" in errors[0].hint or "day," in errors[0].hint


@pytest.mark.parametrize(
    ("selection", "claims"),
    [
        ("{tags: [facts]}", ["opening", "apples"]),
        ("{tags: [fruit, facts]}", ["opening", "apples"]),
        ("{tags: [fruit]}", ["apples"]),
        ("{speaker: reporter}", ["opening"]),
        ("{speaker: anna}", ["apples"]),
        ("{speaker: [anna, boris]}", ["apples", "luck"]),
        ("{status: fact}", ["opening"]),
        ("{status: [opinion, disputed]}", ["apples", "luck"]),
        ("{claims: [luck, opening]}", ["opening", "luck"]),
        ("{tags: [facts], speaker: anna}", ["apples"]),  # both must hold
        ("{tags: [fruit], speaker: reporter}", []),
    ],
)
def test_a_template_is_for_some_claims(selection: str, claims: list[str]) -> None:
    stem = '"Anna Berg, Boris Lind said {text}?"'
    template = f"  t: {{kind: open, stem: {stem}, key: X, for: {selection}}}\n"
    assert ids(template) == [f"{claim}.t" for claim in claims]


@pytest.mark.parametrize(
    ("voice", "claims"), [("direct", ["words", "first"]), ("reported", ["told", "last"])]
)
def test_the_voice_of_a_claim_is_that_of_its_first_quotation(voice: str, claims: list[str]) -> None:
    """The first is what {quote} stands for."""
    made = make_deck(f"""
speakers: {{anna: {{name: Anna Berg}}}}
claims:
  words: {{speaker: anna, text: so, quote: There is no other way}}
  told: {{speaker: anna, text: thus, quote: "trade needs peace, trust and time"}}
  first: {{speaker: anna, text: this, quote: [There is no other way, trade needs peace]}}
  last: {{speaker: anna, text: that, quote: [trade needs peace, There is no other way]}}
templates:
  t: {{kind: open, stem: "Why did {{speaker}} say {{text}}?", key: X, for: {{voice: {voice}}}}}
""")
    asked = [name.partition(".")[0] for name in made.items]
    assert sorted(asked) == sorted(claims)


def test_items_stand_in_the_order_of_the_file_templates_first() -> None:
    made = make_deck(f"""{CLAIMS}
questions:
  own: {{kind: open, claim: opening, stem: "Why?", key: X}}
templates:
  b: {{kind: open, stem: "{{speaker}} said {{text}}?", key: X}}
  a: {{kind: open, stem: "{{speaker}} said {{text}}, why?", key: X}}
""")
    assert list(made.items) == ["apples.b", "luck.b", "apples.a", "luck.a", "own"]


def test_an_item_knows_its_claim() -> None:
    made = make_deck(f"""{CLAIMS}
templates:
  t: {{kind: open, stem: "Anna Berg, Boris Lind said {{text}}?", key: X}}
""")
    fact, opinion, disputed = made.items.values()
    assert [item.claim for item in (fact, opinion, disputed)] == ["opening", "apples", "luck"]
    assert (fact.speaker, opinion.speaker) == ("", "anna")
    assert [item.status for item in (fact, opinion, disputed)] == [
        Status.FACT,
        Status.OPINION,
        Status.DISPUTED,
    ]
    assert (fact.note, disputed.note) == ((), ("The report quotes nobody else.",))
    assert [item.evidence[0].is_direct for item in (fact, opinion, disputed)] == [
        False,
        True,
        False,
    ]
    assert [item.evidence[0].paragraph for item in (fact, opinion, disputed)] == [1, 2, 3]


def test_a_question_can_bring_its_own_evidence() -> None:
    made = make_deck(f"""{CLAIMS}
templates: {{t: {{kind: open, stem: "{{speaker}} said {{text}}?", key: X}}}}
questions:
  luck.t: {{quote: trade needs luck, translation: Handel braucht Glück}}
  q:
    kind: open
    claim: apples
    quote: [There is no other way, pears came]
    stem: "{{speaker}} said “{{quote}}”, why?"
    key: X
""")
    assert [each.quote for each in made.items["q"].evidence] == [
        "There is no other way",
        "pears came",
    ]
    assert made.stem("q") == "Anna Berg said “There is no other way”, why?"
    assert made.items["luck.t"].evidence[0].translation == "Handel braucht Glück"
    assert made.items["apples.t"].evidence[0].translation == ""


# --- Amending ----------------------------------------------------------------------------------


def test_a_question_with_the_id_of_an_item_amends_it() -> None:
    made = make_deck(f"""{CLAIMS}
templates:
  t: {{kind: short, stem: "{{speaker}} said {{text}}?", key: a word, hint: think, tags: [made]}}
questions:
  apples.t: {{stem: "What came first, as {{speaker}} has it?", key: "{{fruit}}", tags: [mine]}}
""")
    amended, other = made.items["apples.t"], made.items["luck.t"]
    assert list(made.items) == ["apples.t", "luck.t"]
    assert made.stem("apples.t") == "What came first, as Anna Berg has it?"
    assert made.stem("luck.t") == "Boris Lind said trade needs luck?"
    assert (amended.kind, amended.hint) == ("short", ("think",))  # as the template has it
    assert amended.tags == ("facts", "fruit", "made", "mine")
    assert other.tags == ("made",)


def test_stating_kind_and_claim_again_changes_nothing() -> None:
    template = '  t: {kind: short, stem: "{speaker} said {text}?", key: a word}\n'
    amending = [
        '  apples.t: {stem: "What did {speaker} say?"}',
        '  apples.t: {kind: short, stem: "What did {speaker} say?"}',
        '  apples.t: {kind: short, claim: apples, stem: "What did {speaker} say?"}',
    ]
    first, *others = [
        make_deck(f"{CLAIMS}templates:\n{template}questions:\n{question}\n").items
        for question in amending
    ]
    assert first["apples.t"].response == others[0]["apples.t"].response
    assert all(other == first for other in others)


def test_an_amendment_of_nothing_is_never_passed_over() -> None:
    """`kind:` alone does not make a question of it: that needs a claim as well."""
    body = f"""{CLAIMS}
templates: {{t: {{kind: short, stem: "{{speaker}} said {{text}}?", key: a word}}}}
questions:
"""
    for question in ("nope.t: {stem: Why?}", "nope.t: {kind: short, stem: Why?}"):
        assert "unknown-item" in try_deck(f"{body}  {question}\n").codes
    own = "nope.t: {kind: short, claim: opening, stem: Why?, key: X}"
    assert "nope.t" in make_deck(f"{body}  {own}\n").items
    unknown = "nope.t: {kind: short, claim: closing, stem: Why?, key: X}"
    assert "unknown-claim" in try_deck(f"{body}  {unknown}\n").codes


@pytest.mark.parametrize(
    ("default", "claim", "template", "question", "difficulty"),
    [
        (1, None, None, None, 1),
        (1, 2, None, None, 2),
        (1, 2, 3, None, 3),
        (1, 2, 3, 4, 4),
        (1, None, None, 4, 4),
        (None, 2, None, 4, 4),
        (None, None, None, None, None),
    ],
)
def test_the_nearer_wins(
    default: int | None,
    claim: int | None,
    template: int | None,
    question: int | None,
    difficulty: int | None,
) -> None:
    def says(value: int | None) -> str:
        return f"difficulty: {value}, " if value else ""

    made = make_deck(f"""
defaults: {{{says(default)}scoring: parts}}
claims: {{a: {{{says(claim)}speaker: reporter, quote: with 14 stalls, text: X}}}}
templates: {{t: {{{says(template)}kind: open, stem: "{{text}}?", key: X}}}}
questions: {{a.t: {{{says(question)}rationale: Because.}}}}
""")
    item = made.items["a.t"]
    assert (item.difficulty, item.scoring) == (difficulty, Scoring.PARTS)


def test_tags_add_up_and_the_defaults_give_way_to_them() -> None:
    made = make_deck("""
defaults: {tags: [usual]}
claims:
  a: {speaker: reporter, quote: with 14 stalls, text: A, tags: [one, two]}
  b: {speaker: reporter, quote: with 14 stalls, text: B}
templates:
  t: {kind: open, stem: "{text}?", key: X}
  u: {kind: open, stem: "{text}, why?", key: X, tags: [two, three]}
questions:
  b.t: {tags: [mine]}
""")
    assert {item_id: item.tags for item_id, item in made.items.items()} == {
        "a.t": ("one", "two"),
        "b.t": ("mine",),
        "a.u": ("one", "two", "three"),
        "b.u": ("two", "three"),
    }


def test_defaults_of_sections_and_claims_are_not_keys_of_items() -> None:
    """`points:` of an item are its own, those of the defaults are for sections."""
    made = make_deck("""
defaults: {points: 2, speaker: reporter, status: opinion}
claims: {a: {quote: with 14 stalls}}
questions: {q: {kind: open, claim: a, stem: Why?, key: X}}
quizzes: {z: {title: Z, sections: [{items: [q]}]}}
""")
    assert made.items["q"].status is Status.OPINION
    assert made.forms[0].placed[0].points == 2


def test_everything_that_an_item_can_say() -> None:
    made = make_deck(
        """
claims:
  a: {speaker: reporter, quote: with 14 stalls, topic: market, bloom: remember, subdeck: "A::B"}
questions:
  q:
    kind: open
    claim: a
    stem: Why?
    key: X
    use: [anki, study]
    enemies: [r]
    friends: [r]
    image: {file: map.png, alt: A map}
    bloom: apply
  r: {kind: short, claim: a, stem: Why not?, key: X}
""",
        files={"map.png": PICTURE},
    )
    item, other = made.items["q"], made.items["r"]
    assert (item.topic, item.bloom, item.subdeck) == ("market", "apply", "A::B")
    assert item.use == {Outlet.ANKI, Outlet.STUDY}
    assert item.enemies == item.friends == ("r",)
    assert item.image
    assert (item.image.name, item.image.alt, item.image.content) == ("map.png", "A map", PICTURE)
    assert (other.bloom, other.use, other.image) == ("remember", frozenset(Outlet), None)


# --- Drafts ------------------------------------------------------------------------------------


def test_drafts_are_counted_and_left_out() -> None:
    made = make_deck("""
claims:
  a: {speaker: reporter, quote: with 14 stalls, text: A}
  b: {speaker: reporter, quote: with 14 stalls, text: B, draft: true}
templates:
  t: {kind: open, stem: "{text}?", key: X}
  u: {kind: open, stem: "{text}, why?", key: X, draft: true}
questions:
  q: {kind: open, claim: a, stem: Why?, key: X, draft: true}
  r: {kind: open, claim: a, stem: Why not?, key: X, draft: false}
""")
    assert list(made.items) == ["a.t", "r"]
    assert made.drafts == 4  # b.t, a.u, b.u, q


def test_an_amendment_can_take_an_item_out_of_the_draft() -> None:
    made = make_deck("""
claims:
  a: {speaker: reporter, quote: with 14 stalls, text: A}
  b: {speaker: reporter, quote: with 14 stalls, text: B}
templates: {t: {kind: open, stem: "{text}?", key: X, draft: true}}
questions: {b.t: {draft: false}}
""")
    assert (list(made.items), made.drafts) == (["b.t"], 1)


# --- Ids ---------------------------------------------------------------------------------------


def test_old_ids_fan_out() -> None:
    made = make_deck("""
claims:
  a: {speaker: reporter, quote: with 14 stalls, text: A, was: [a1, a2]}
  b: {speaker: reporter, quote: with 14 stalls, text: B}
templates:
  t: {kind: open, stem: "{text}?", key: X, was: [t1]}
  u: {kind: open, stem: "{text}, why?", key: X}
questions:
  a.u: {was: [old]}
  q: {kind: open, claim: a, stem: Why?, key: X, was: [q1, a.v]}
""")
    assert {item_id: item.was for item_id, item in made.items.items()} == {
        "a.t": ("a.t1", "a1.t", "a1.t1", "a2.t", "a2.t1"),
        "b.t": ("b.t1",),
        "a.u": ("a1.u", "a2.u", "old"),
        "b.u": (),
        "q": ("q1", "a.v"),
    }


def test_ids_are_the_authors_in_any_script() -> None:
    made = make_deck("""
claims: {сөз-1: {speaker: reporter, quote: with 14 stalls, text: A}}
templates: {іс_2: {kind: open, stem: "{text}?", key: X}}
questions: {日本: {kind: open, claim: сөз-1, stem: Why?, key: X}}
""")
    assert list(made.items) == ["сөз-1.іс_2", "日本"]


def test_rewording_keeps_every_id() -> None:
    reworded = CLAIMS.replace("with 14 stalls", "with 14").replace("text: t", "text: that t")
    template = 'templates: {t: {kind: open, stem: "Anna Berg, Boris Lind said {text}?", key: X}}\n'
    before, after = make_deck(CLAIMS + template), make_deck(reworded + template)
    assert list(before.items) == list(after.items)
    assert before.stem("luck.t") != after.stem("luck.t")
