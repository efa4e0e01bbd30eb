"""What each freedom still refuses: nobody gets words that he did not say, in any of its forms."""

from __future__ import annotations

from itertools import product

import pytest
from making import HEAD, SOURCE, Made, try_deck

from quizgen.diagnostics import count

SPEAKERS = """
speakers:
  douglass: {name: Frederick Douglass, aka: [Douglass]}
  lincoln: {name: Lincoln, aka: [the President]}
  stanton: {name: Stanton}
"""
MEMOIR = """\
Two policemen told me to stand back. I got in all the same. “Here comes my friend,” the President
said. “I saw you in the crowd today.” Stanton said that the hall was full. I thought of the war.

“The war is over,” Stanton said. I told the President that it was a sacred effort.
""".replace("\nsaid.", " said.")
HIS = HEAD.replace("as: the report", "as: the memoir, speaker: douglass")

INTERVIEW = """\
Q: How old were you when you began to work?

EVANS: I went into the mill when I was nine. “Be quick,” the master told us.

It was dark when we left home.

Q: Were you paid?
"""
LABELLED = HEAD.replace("as: the report", "as: the interview, labels: {Q: asker, EVANS: evans}")
SPEAKING = """
speakers:
  asker: {name: the interviewer}
  evans: {name: Mr. Evans}
  master: {name: the master}
"""


def codes(keys: str, source: str = MEMOIR, head: str = HIS, speakers: str = SPEAKERS) -> list[str]:
    return try_deck(f"{speakers}questions: {{q: {{{keys}}}}}\n", source, head).codes


def ask(stem: str, quote: str = "I got in all the same", more: str = "") -> list[str]:
    return codes(f"kind: open, quote: {quote}, stem: '{stem}', key: X{more}")


# --- A source with a speaker ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stem", "code"),
    [
        ("Who got in?", "unattributed"),
        ("What did Lincoln say?", "unattributed"),
        ("Did Douglass get in?", "unattributed"),  # named, and nothing says that he says so
        ("What does the report say?", "unattributed"),  # that is another source
        ("What did Lincoln mean when he said “I got in all the same”?", "unattributed"),
        ("Douglass tells it. What did Lincoln mean, who said “I thought of the war”?",
         "not-their-words"),
        ("What, as Douglass says, did “I went in all the same” mean?", "invented-quotation"),
        ("What does Douglass say “the hall was empty” means?", "invented-quotation"),
        ("“I thought of the war,” Stanton said. What does the memoir say?", "not-their-words"),
        ("“I got in all the same,” Lincoln said. What does the memoir say?", "wrong-speaker"),
    ],
)  # fmt: skip
def test_words_of_a_source_with_a_speaker(stem: str, code: str) -> None:
    assert code in ask(stem)


@pytest.mark.parametrize(
    "stem",
    [
        "What does Douglass say of the door?",
        "What does the memoir say of the door?",
        "What did {speaker} mean by “I got in all the same”, as he put it?",
        "“I got in all the same,” Douglass wrote. What did he mean?",
    ],
)
def test_what_is_right_there(stem: str) -> None:
    assert ask(stem) == []


@pytest.mark.parametrize(
    ("quote", "code"),
    [
        ("Here comes my friend", "whose-words"),
        ("I told the President that it was a sacred effort", None),  # his own sentence
        ("{quote: Here comes my friend, speaker: stanton}", "wrong-speaker"),
        ("{quote: Here comes my friend, speaker: douglass}", "wrong-speaker"),
        ("{quote: Here comes my friend, speaker: reporter}", "quoted-as-fact"),
        ("{quote: Here comes my friend, speaker: lincon}", "unknown-speaker"),
        ("{quote: Here comes my friend, speaker: lincoln, told_by: duglas}", "unknown-speaker"),
        ("{quote: The war is over, speaker: lincoln}", "wrong-speaker"),
        ("The war is over", "whose-words"),
        ("the hall was full", "wrong-speaker"),  # it is what Stanton said
        ("{quote: the hall was full, speaker: lincoln}", "wrong-speaker"),
        ("{quote: the hall was full, speaker: stanton}", None),
        ("[I got in, I saw you in the crowd]", "whose-words"),
        ("Here comes my enemy", "quotation-not-found"),
    ],
)
def test_who_can_be_credited(quote: str, code: str | None) -> None:
    stem = "What do Douglass, Lincoln and Stanton say in the memoir?"
    assert ask(stem, quote) == ([code] if code else [])


def test_a_default_never_says_who_is_quoted() -> None:
    keys = "kind: open, quote: Here comes my friend, stem: What did Lincoln say?, key: X"
    made = try_deck(
        f"{SPEAKERS}defaults: {{speaker: lincoln}}\nquestions: {{q: {{{keys}}}}}\n", MEMOIR, HIS
    )
    assert made.codes == ["whose-words"]


# --- Who tells it ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("What did {speaker} say, as {teller} tells it?", []),
        ("What did {speaker} say, according to the memoir?", []),
        ("What did {speaker} say?", ["unattributed"]),  # who tells it?
        ("What does {teller} tell?", ["unattributed"]),  # of whom?
        ("What did Stanton say, as {teller} tells it?", ["unattributed"]),
        ("What did {speaker} say, as Stanton tells it?", ["unattributed"]),
        ("Did {speaker} see {teller}?", ["unattributed"]),
        ("“I saw you in the crowd today,” {teller} said to {speaker}. When?", ["wrong-speaker"]),
        ("What did {speaker} say, who, as {teller} says, said “I got in all the same”?",
         []),  # both are named: a reader has to judge
        ("{speaker} said “I got in all the same”. What did he mean, as {teller} tells it?",
         ["not-their-words"]),
        ("What did {speaker} call “the crowd tomorrow”, as {teller} tells it?",
         ["invented-quotation"]),
    ],
)  # fmt: skip
def test_what_is_passed_on(stem: str, expected: list[str]) -> None:
    assert ask(stem, "{quote: I saw you in the crowd today, speaker: lincoln}") == expected


# --- Labels ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("I went into the mill", []),
        ("It was dark when we left home", []),  # it continues the paragraph before
        ("{quote: I went into the mill, speaker: asker}", ["wrong-speaker"]),
        ("{quote: I went into the mill, speaker: reporter}", ["wrong-speaker"]),
        ("{quote: It was dark, speaker: asker}", ["wrong-speaker"]),
        ("{quote: How old were you, speaker: evans}", ["wrong-speaker"]),
        ("{quote: Were you paid?, speaker: master}", ["wrong-speaker"]),
        ("{quote: I went into the mill, speaker: master, told_by: asker}", ["wrong-speaker"]),
        ("{quote: I went into the mill, speaker: master, told_by: evans}", []),
        ("Be quick", ["whose-words"]),
        ("{quote: Be quick, speaker: evans}", ["wrong-speaker"]),
        ("{quote: Be quick, speaker: reporter}", ["quoted-as-fact"]),
        ("{quote: Be quick, speaker: master}", []),
        ("Q", ["quotation-not-found"]),
    ],
)
def test_a_label_says_who_speaks(quote: str, expected: list[str]) -> None:
    stem = "What do Mr. Evans, the interviewer and the master say in the interview?"
    keys = f"kind: open, quote: {quote}, stem: '{stem}', key: X"
    assert codes(keys, INTERVIEW, LABELLED, SPEAKING) == expected


@pytest.mark.parametrize("claimed", ["speaker: asker, ", "told_by: asker, speaker: master, "])
def test_a_claim_contradicts_a_label_as_a_quotation_does(claimed: str) -> None:
    made = try_deck(
        f"{SPEAKING}claims: {{c: {{{claimed}quote: I went into the mill}}}}\n"
        "questions: {q: {kind: open, claim: c, stem: What?, key: X}}\n",
        INTERVIEW,
        LABELLED,
    )
    assert made.codes == ["wrong-speaker"]
    assert "“EVANS:” of paragraph 2" in made.problems[0].message


# --- Who said it? ---------------------------------------------------------------------------------

ONE = "{quote: Here comes my friend, speaker: lincoln}"
BOTH = (
    "quote: [{quote: Here comes my friend, speaker: lincoln},"
    " {quote: I got in all the same, speaker: douglass}]"
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("kind: matching, stem: Who said what in the memoir?,"
         " pairs: {“Here comes my friend”: Lincoln, “I got in all the same”: Douglass}", []),
        ("kind: matching, stem: Who said what in the memoir?,"
         " pairs: {“Here comes my friend”: Douglass, “I got in all the same”: Lincoln}",
         ["wrong-speaker"]),
        ("kind: matching, stem: What did they say in the memoir?,"
         " pairs: {Lincoln: Here comes my friend, Douglass: I got in all the same}", []),
        ("kind: matching, stem: What did they say in the memoir?,"
         " pairs: {Douglass: Here comes my friend, Lincoln: I got in all the same}",
         ["wrong-speaker"]),
        ("kind: matching, stem: Which words mean what in the memoir?,"
         " pairs: {“Here comes my friend”: joy, “I got in all the same”: pride}",
         ["unattributed"]),
        ("kind: matching, stem: Who said it in the memoir?,"
         " pairs: {“I got in all the same”: Douglass, “Two policemen”: nobody},"
         " extras: [Lincoln]", ["unattributed"]),  # an extra names nobody
        ("kind: choice, stem: Which words are in the memoir?, key: friend,"
         " distractors: [Lincoln, Douglass]", ["unattributed"]),
        ("kind: choice, stem: Whom does the memoir call a friend?, key: the guest of Lincoln,"
         " distractors: [Stanton, nobody]", ["unattributed"]),
        ("kind: choice, stem: 'Who said “Here comes my friend” to {teller}, as he tells?',"
         " key: Lincoln, distractors: [Stanton]", []),
        ("kind: choice, stem: 'Who said “Here comes my friend” to {teller}, as he tells?',"
         " key: Stanton, distractors: [Lincoln]", ["wrong-speaker"]),
        ("kind: choice, stem: '{speaker} spoke, {teller} says. Who said “Here comes my friend”?',"
         " key: Stanton, distractors: [Lincoln]", ["wrong-speaker"]),
    ],
)  # fmt: skip
def test_questions_that_ask_who(question: str, expected: list[str]) -> None:
    quote = BOTH if "matching" in question else f"quote: {ONE}"
    assert codes(f"{question}, {quote}") == expected


@pytest.mark.parametrize(
    ("stem", "key", "expected"),
    [
        ("The memoir says that {speaker} saw him.", "true", []),
        ("Stanton saw him, the memoir says.", "false", []),
        ("Stanton said in the memoir that he saw him.", "false", []),  # the key says who did
        ("Somebody said that he saw him.", "false", ["unattributed"]),
        ("Stanton said in the memoir that he saw him.", "true", ["unattributed"]),
    ],
)
def test_a_false_statement_may_name_the_wrong_speaker(
    stem: str, key: str, expected: list[str]
) -> None:
    quote = "{quote: I saw you in the crowd today, speaker: lincoln}"
    assert codes(f"kind: truefalse, quote: {quote}, stem: '{stem}', key: {key}") == expected


# --- A report, as before --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("trade needs peace", []),  # “she” tells nothing
        ("trade needs luck", ["whose-words"]),
        ("Boris Lind told the report that trade needs luck", []),
        ("There is no other way", ["quoted-as-fact"]),
        ("with 14 stalls", ["whose-words"]),
        ("{quote: with 14 stalls, speaker: reporter}", []),
    ],
)
def test_a_report_without_a_speaker(quote: str, expected: list[str]) -> None:
    speakers = "speakers: {anna: {name: Anna Berg}, boris: {name: Boris Lind}}\n"
    keys = f"kind: open, quote: {quote}, stem: What does the report say?, key: X"
    assert codes(keys, SOURCE, HEAD, speakers) == expected


# --- Swapped speakers -----------------------------------------------------------------------------

NAMES = ("Anna Berg", "Boris Lind", "Clara Moss", "Dan Hale")
SAID = ("trade needs peace", "the bridge is old", "water is scarce", "the roads are closed",
        "nobody was asked", "the mill will burn")  # fmt: skip
CLAUSES = ("“{W},” {N} said.", "{N} said: “{W}.”", "{N} said that {w}.", "According to {N}, {w}.",
           "“{W},” said {N}.", "“{W},” {N} added later.", "{w}, {N} told the town.")  # fmt: skip


def swapped() -> list[Made]:
    """Each sentence names its speaker; the deck names another."""
    decks = []
    people = ", ".join(f"p{at}: {{name: {name}}}" for at, name in enumerate(NAMES))
    for clause, words, (at, name), other in product(
        CLAUSES, SAID, enumerate(NAMES), range(len(NAMES))
    ):
        if at == other:
            continue
        whole = words[0].upper() + words[1:]
        source = f"It rained.\n\n{clause.format(W=whole, w=words, N=name)}\n"
        quote = whole if "{W}" in clause else words
        keys = f"kind: open, key: X, quote: {quote}, stem: 'What did {NAMES[other]} say?'"
        question = f"questions: {{q: {{{keys}, speaker: p{other}}}}}\n"
        decks.append(try_deck(f"speakers: {{{people}}}\n{question}", source))
    return decks


def test_swapped_speakers_are_found() -> None:
    decks = swapped()
    passed = [made for made in decks if "wrong-speaker" not in made.codes]
    assert len(decks) > 500
    assert len(passed) <= len(decks) / 100, count(len(passed), "deck")
