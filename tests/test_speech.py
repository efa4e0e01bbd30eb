"""Nobody is credited with words that the text gives to somebody else.

Each row is a source and the words that a claim quotes from it. Where it is clear that Boris Lind
says them, a claim of Anna Berg's that quotes them is refused; wherever it is not, it passes.
"""

from __future__ import annotations

import json

import pytest
from making import try_deck

SPEAKERS = {
    "en": """
  anna: {name: Anna Berg, aka: [Berg]}
  boris: {name: Boris Lind, aka: [Lind]}
""",
    "ru": """
  anna: {name: Анна Белова, aka: [Белова], forms: {gen: Анны Беловой}}
  boris: {name: Борис Линд, aka: [Линд], forms: {gen: Бориса Линда}}
""",
    "kk": """
  anna: {name: Анна Берг, aka: [Берг], forms: {gen: Бергтің}}
  boris: {name: Борис Линд, aka: [Линд], forms: {gen: Линдтің}}
""",
}


def head(language: str) -> str:
    return f"""\
quizgen: 1
deck: test
uid: abcdefghij
title: A test
language: {language}
source: {{file: text.txt, as: the report}}
"""


def found(source: str, quote: str, speaker: str, language: str = "en") -> list[str]:
    claim = f"{{speaker: {speaker}, quote: {json.dumps(quote, ensure_ascii=False)}}}"
    body = f"speakers:{SPEAKERS[language]}claims: {{a: {claim}}}\n"
    made = try_deck(body, source, head(language))
    return [code for code in made.codes if code != "unused-claim"]


LIND_SAYS_IT = [
    # before the quotation and behind it, the verb before the name and behind it
    ("“Trade needs luck,” Boris Lind said.", "Trade needs luck"),
    ("“Trade needs luck,” said Lind.", "Trade needs luck"),
    ("Boris Lind said: “Trade needs luck. We need rain.”", "We need rain"),
    ("Lind: “We need luck.”", "We need luck"),
    # a passage of several sentences has one clause, and may be taken up again
    ("“Trade needs luck. We need rain. We need rules,” Lind told the report.", "We need rain"),
    ("“We need luck,” Lind said, “and we need rain.”", "and we need rain"),
    ("“We need luck,” said Lind, “and we need rain.”", "and we need rain"),
    ("“We need luck,” said the mayor, Boris Lind, “and we need rain.”", "and we need rain"),
    ("“We need luck,” Lind said. “We need rain.”", "We need rain"),
    # a mark of its own does not part the quotation from its clause
    ("“Is it luck?” Lind asked.", "Is it luck"),
    ("“Is it luck?” asked Lind.", "Is it luck"),
    # words between the name and the verb
    ("“We need luck,” Lind, who leads the council, told the report.", "We need luck"),
    ("The mayor, Boris Lind, said that trade needs luck.", "trade needs luck"),
    ("Her old clerk, Lind, said: “Trade needs luck.”", "Trade needs luck"),
    ("“We need luck,” the mayor of the town, Boris Lind, said.", "We need luck"),
    ("“We need luck,” Lind later also wrote.", "We need luck"),
    ("“We need luck,” said the mayor of the town, Boris Lind.", "We need luck"),
    # several speakers
    ("“We need rain,” Anna Berg said. “Trade needs luck,” Lind replied.", "Trade needs luck"),
    ("“We need rain,” said Berg, but Lind replied: “Trade needs luck.”", "Trade needs luck"),
    ("“We need luck,” Lind told Berg.", "We need luck"),
    ("Lind asked Berg: “Do we need luck?”", "Do we need luck"),
    ("Berg said that Lind had told the council: “We need luck.”", "We need luck"),
    ("Lind rose and said: “We need luck.”", "We need luck"),
    ("Berg’s teacher, Boris Lind, used to say that we need luck.", "we need luck"),
    ("The next day Lind shrugged and turned away: “We need luck.”", "We need luck"),
    ("But Lind, who had paid for it, would have none of this: “We need luck.”", "We need luck"),
    ("The mayor, Boris Lind, laughed at that and said: “We need luck.”", "We need luck"),
    ("Lind said, as Berg tells it: “We need luck.”", "We need luck"),
    ("Lind’s answer was short: “We need luck.”", "We need luck"),
    ("“We need luck,” was Lind’s answer.", "We need luck"),
    ("“We need luck,” beamed Lind.", "We need luck"),
    ("The ferryman Lind shook his head: “We need luck.”", "We need luck"),
    ("Lind would often say: “We need luck.”", "We need luck"),
    ("The mayor, Boris Lind, waved it off: “We need luck.”", "We need luck"),
    ("In May it rained, but Lind met the mayor and then said: “We need luck.”", "We need luck"),
    # no verb of saying, but a colon and the name as the subject
    ("Boris Lind disagreed: “Trade needs luck.”", "Trade needs luck"),
    ("But Lind shook his head: “Trade needs luck.”", "Trade needs luck"),
    ("When it was over, the mayor Lind would not hear of it: “We need luck.”", "We need luck"),
    ("At the meeting Boris Lind, the mayor, was blunt: “We need luck.”", "We need luck"),
    ("Berg agreed; Lind was not so sure: “We need luck.”", "We need luck"),
    ("“Trade needs luck,” according to the mayor, Boris Lind.", "Trade needs luck"),
    # reported speech
    ("Lind said that Berg was wrong.", "Berg was wrong"),
    ("Boris Lind told the report that trade needs luck.", "trade needs luck"),
    ("Lind told Berg that trade needs luck.", "trade needs luck"),
    ("Trade needs luck, Boris Lind said on Monday.", "Trade needs luck"),
    ("According to Lind, trade needs luck.", "trade needs luck"),
    ("Trade needs luck, according to Boris Lind.", "Trade needs luck"),
    ("Berg said that trade needs peace, and Lind added that trade needs luck.", "trade needs luck"),
    ("Boris Lind said that trade needs luck.", "Boris Lind said that trade needs luck"),
]  # fmt: skip

NOBODY_KNOWS = [
    # he is spoken to, or of
    ("“Trade needs luck,” she said to Lind.", "Trade needs luck"),
    ("“Trade needs luck,” she told Lind.", "Trade needs luck"),
    ("“Trade needs luck,” said Berg to Lind.", "Trade needs luck"),
    ("Asked by Lind, she said: “Trade needs luck.”", "Trade needs luck"),
    ("She turned to Lind: “Trade needs luck.”", "Trade needs luck"),
    ("Lind, she said, needs luck.", "needs luck"),
    ("“Trade needs luck,” said Lind’s colleague.", "Trade needs luck"),
    ("“Trade needs luck,” said the mother of Lind.", "Trade needs luck"),
    ("“We need luck,” said a friend of Lind, “and we need rain.”", "and we need rain"),
    ("“Trade needs luck,” said a man who knows Lind.", "Trade needs luck"),
    ("“Trade needs luck,” said a spokesman for the mayor, Lind.", "Trade needs luck"),
    ("“Trade needs luck,” said the wife of the mayor, Boris Lind.", "Trade needs luck"),
    ("The captain saw Lind and cried: “Trade needs luck.”", "Trade needs luck"),
    ("Lind’s guest rose and said: “Trade needs luck.”", "Trade needs luck"),
    ("Lind was where she rose and said: “Trade needs luck.”", "Trade needs luck"),
    ("The crowd booed Lind: “Trade needs luck.”", "Trade needs luck"),
    ("Lind received a reply: “Trade needs luck.”", "Trade needs luck"),
    ("Lind was silent as she rose: “Trade needs luck.”", "Trade needs luck"),
    ("Lind knew it by heart: “Trade needs luck,” as Berg said.", "Trade needs luck"),
    ("Lind opened the letter: “Trade needs luck.”", "Trade needs luck"),
    ("Lind rose and the crowd sang: “Trade needs luck.”", "Trade needs luck"),
    ("Lind’s friend disagreed: “Trade needs luck.”", "Trade needs luck"),
    ("“Trade needs luck,” of course.", "Trade needs luck"),
    ("“Trade needs luck” indeed.", "Trade needs luck"),
    ("“Trade needs luck,” was Lind’s.", "Trade needs luck"),
    ("“Trade needs luck,” was the answer to Lind’s question.", "Trade needs luck"),
    ("Lind waited until she rose: “Trade needs luck.”", "Trade needs luck"),
    ("A friend of Lind disagreed: “Trade needs luck.”", "Trade needs luck"),
    ("The guests saw Lind rise: “Trade needs luck.”", "Trade needs luck"),
    ("Berg saw that Lind disagreed: “Trade needs luck.”", "Trade needs luck"),
    ("Lind left: “Trade needs luck,” the crowd sang.", "Trade needs luck"),
    ("Lind quoted the mayor: “Trade needs luck.”", "Trade needs luck"),
    ("In his speech Boris Lind quoted Berg: “Trade needs luck.”", "Trade needs luck"),
    # he speaks beside it
    ("Lind listened as she said: “Trade needs luck.”", "Trade needs luck"),
    ("“Trade needs luck,” she said, and Lind said yes.", "Trade needs luck"),
    ("“Trade needs luck,” she said. Lind said nothing.", "Trade needs luck"),
    ("What Lind said was wrong, she added: “Trade needs luck.”", "Trade needs luck"),
    ("After Boris Lind spoke, the crowd sang: “Trade needs luck.”", "Trade needs luck"),
    ("“Is it luck?” Lind asked. “Trade needs luck.”", "Trade needs luck"),
    ("“We need luck,” Lind said. She smiled. “We need rain.”", "We need rain"),
    ("Berg, unlike the mayor, Lind, said that trade needs luck.", "trade needs luck"),
    # they speak together
    ("Berg and Lind said that trade needs luck.", "trade needs luck"),
    ("Berg, Cole, and Lind said: “Trade needs luck.”", "Trade needs luck"),
    # she passes on what he said
    ("Berg said that Lind had said that trade needs luck.", "trade needs luck"),
    ("Berg said that Lind was wrong.", "Lind was wrong"),
    ("She said that Lind had told the report that trade needs luck.", "trade needs luck"),
    ("“Lind said that trade needs luck,” she added.", "Lind said that trade needs luck"),
    ("“Lind said: ‘Trade needs luck,’ and I agree,” Berg said.", "Trade needs luck"),
    # passive
    ("Lind was told: “Trade needs luck.”", "Trade needs luck"),
    ("Lind was told that trade needs luck.", "trade needs luck"),
    # a quotation of several paragraphs, and the narrator's own sentence
    ("Berg rose. “We talk.\n\n“Boris Lind said that I am wrong. We need rain.”", "We need rain"),
    ("The market opened. Lind said little, and Anna Berg nodded.", "Anna Berg nodded"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "quote"), LIND_SAYS_IT)
def test_words_of_another_are_refused(source: str, quote: str) -> None:
    assert found(source, quote, "anna") == ["wrong-speaker"]


@pytest.mark.parametrize(("source", "quote"), LIND_SAYS_IT)
def test_words_of_the_speaker_pass(source: str, quote: str) -> None:
    assert found(source, quote, "boris") == []


@pytest.mark.parametrize(("source", "quote"), NOBODY_KNOWS)
def test_in_doubt_the_author_is_believed(source: str, quote: str) -> None:
    assert found(source, quote, "anna") == []


RUSSIAN = [
    ("«Торговле нужна удача», — сказал Линд.", "Торговле нужна удача"),
    ("«Нужна удача», — сказал на открытии директор рынка Борис Линд.", "Нужна удача"),
    ("Линд сказал, что торговле нужна удача.", "торговле нужна удача"),
    ("По словам Бориса Линда, торговле нужна удача.", "торговле нужна удача"),
    ("Линд ответил: «Нужна удача».", "Нужна удача"),
    ("«Нужен мир», — сказала Белова. «Нужна удача», — возразил Линд.", "Нужна удача"),
    ("«Удачи много, — заметил Линд. — Мира мало».", "Мира мало"),
]
RUSSIAN_DOUBTS = [
    ("«Торговле нужна удача», — сказала она Линду.", "Торговле нужна удача"),
    ("«Линд сказал, что нужна удача», — добавила Белова.", "нужна удача"),
    ("Белова сказала, что Линд просил удачи.", "Линд просил удачи"),
    ("«Нужна удача», — ответила она, когда Линд спросил о рынке.", "Нужна удача"),
]
KAZAKH = [
    ("«Саудаға бақ керек», — деді Линд.", "Саудаға бақ керек"),
    ("Линд: «Саудаға бақ керек», — деді.", "Саудаға бақ керек"),
    ("Линд «Саудаға бақ керек» деді.", "Саудаға бақ керек"),
    ("Линдтің айтуынша, саудаға бақ керек.", "саудаға бақ керек"),
    ("«Саудаға бақ керек», — деп атап өтті Борис Линд.", "Саудаға бақ керек"),
]
KAZAKH_DOUBTS = [
    ("«Саудаға бақ керек», — деді ол Линдке.", "Саудаға бақ керек"),
    ("«Линд келді», — деді Берг.", "Линд келді"),
    ("Берг Линд келді деп айтты.", "Линд келді"),
]


@pytest.mark.parametrize(
    ("language", "source", "quote"),
    [*(("ru", *row) for row in RUSSIAN), *(("kk", *row) for row in KAZAKH)],
)
def test_words_of_another_are_refused_in_other_languages(
    language: str, source: str, quote: str
) -> None:
    assert found(source, quote, "anna", language) == ["wrong-speaker"]
    assert found(source, quote, "boris", language) == []


@pytest.mark.parametrize(
    ("language", "source", "quote"),
    [*(("ru", *row) for row in RUSSIAN_DOUBTS), *(("kk", *row) for row in KAZAKH_DOUBTS)],
)
def test_in_doubt_the_author_is_believed_in_other_languages(
    language: str, source: str, quote: str
) -> None:
    assert found(source, quote, "anna", language) == []


def test_a_language_without_words_refuses_nothing() -> None:
    body = f"speakers:{SPEAKERS['en']}claims: {{a: {{speaker: anna, quote: Handel braucht Gl}}}}\n"
    made = try_deck(body, "„Handel braucht Gl“, sade Boris Lind.", head("sv"))
    assert "wrong-speaker" not in made.codes
    made = try_deck(body, "Boris Lind: „Handel braucht Gl.“", head("sv"))
    assert "wrong-speaker" in made.codes  # a name and a colon are read in every language


def test_the_source_s_own_voice_is_never_refused() -> None:
    assert (
        found("Boris Lind told the report that trade needs luck.", "needs luck", "reporter") == []
    )


def test_a_question_s_own_quotations_are_looked_at_too() -> None:
    body = f"""
speakers:{SPEAKERS["en"]}
claims: {{a: {{speaker: anna, quote: We need rain, slots: {{x: rain}}}}}}
templates: {{t: {{kind: short, stem: "What do we need, as {{speaker}} said?", key: "{{x}}"}}}}
questions:
  own: {{kind: short, claim: a, quote: We need luck, stem: "What did Anna Berg say?", key: luck}}
  a.t: {{quote: [We need rain, We need luck]}}
"""
    source = "“We need rain,” Anna Berg said. “We need luck,” Boris Lind said."
    made = try_deck(body, source)
    assert made.codes == ["wrong-speaker", "wrong-speaker"]
    assert "said by Boris Lind" in made.problems[0].message
    assert "speaker: boris" in made.problems[0].hint


def test_an_amendment_s_quotation_is_not_the_source_s_own_voice() -> None:
    body = """
claims: {a: {speaker: reporter, quote: The market opened, slots: {x: opened}}}
templates: {t: {kind: short, stem: What did the market do?, key: "{x}"}}
questions: {a.t: {quote: We need rain}}
"""
    made = try_deck(body, "The market opened. “We need rain,” she said.")
    assert made.codes == ["quoted-as-fact"]


# --- Who said it? --------------------------------------------------------------------------------

MEMOIR = """\
The President saw me. “Here comes my friend,” he said. I told him, “That was a sacred effort.”
"""
DOUGLASS = """
speakers:
  lincoln: {name: Lincoln, aka: [the President]}
  douglass: {name: Frederick Douglass, aka: [Douglass]}
claims:
  met: {speaker: douglass, quote: [Here comes my friend, That was a sacred effort]}
questions: {q: QUESTION}
"""
TRUE = {"kind": "truefalse", "key": True}
MATCHING = {"kind": "matching", "stem": "Who said what, Douglass or Lincoln?"}


def asked(**question: object) -> list[str]:
    written = json.dumps({"claim": "met", **question}, ensure_ascii=False)
    head_ = head("en").replace("the report", "the memoir")
    return try_deck(DOUGLASS.replace("QUESTION", written), MEMOIR, head_).codes


@pytest.mark.parametrize(
    "question",
    [
        {
            **MATCHING,
            "pairs": {"“Here comes my friend”": "Lincoln", "“a sacred effort”": "Douglass"},
        },
        {
            **MATCHING,  # without marks, and with the names on the left
            "pairs": {"The President": "Here comes my friend", "Douglass": "a sacred effort"},
        },
        {
            "kind": "choice",
            "stem": "Who said “Here comes my friend” to Douglass?",
            "key": "Lincoln",
            "distractors": ["Frederick Douglass", "Grant"],
        },
        {"kind": "short", "stem": "As Douglass tells it, who said: “Here comes my friend”?",
         "key": "Lincoln"},
        {"kind": "cloze", "stem": "==Lincoln== said to Douglass: “Here comes my friend.”"},
        {**TRUE, "stem": "Douglass writes that Lincoln said: “Here comes my friend.”"},
        {"kind": "open", "stem": "Lincoln told Douglass: “Here comes my friend.” Why?", "key": "X"},
    ],
)  # fmt: skip
def test_an_answer_names_no_other_speaker_of_the_evidence(question: dict[str, object]) -> None:
    assert asked(**question) == ["wrong-speaker"]


@pytest.mark.parametrize(
    "question",
    [
        {
            **MATCHING,  # what they did, not what they said
            "stem": "Who did what, as Douglass tells it?",
            "pairs": {"saw Douglass": "Lincoln", "spoke to the President": "Douglass"},
        },
        {
            **MATCHING,  # his own name is not among them: they are called so
            "stem": "What did Douglass say of whom?",
            "pairs": {"my friend": "Lincoln", "a sacred effort": "the speech"},
        },
        {
            "kind": "choice",
            "stem": "Douglass said: “That was a sacred effort.” Whose effort did he mean?",
            "key": "Lincoln",
            "distractors": ["Frederick Douglass", "Grant"],
        },
        {"kind": "short", "stem": "Whom did Douglass tell “That was a sacred effort”?",
         "key": "Lincoln"},
        {**TRUE, "key": False,  # words put into the wrong mouth, and called false
         "stem": "Douglass writes that Lincoln said: “That was a sacred effort.”"},
        {"kind": "cloze", "stem": "Douglass told Lincoln: “That was a ==sacred== effort.”"},
    ],
)  # fmt: skip
def test_a_speaker_may_be_an_answer_all_the_same(question: dict[str, object]) -> None:
    assert asked(**question) == []


@pytest.mark.parametrize(
    ("stem", "codes"),
    [
        ("Lincoln said, as Douglass tells it: “Here comes my friend.” Why?", []),
        ("As Douglass tells it, Lincoln said: “Here comes my friend.” Why?", []),
        ("Douglass said, as Lincoln tells it: “Here comes my friend.” Why?", ["wrong-speaker"]),
    ],
)
def test_who_tells_it_is_not_who_says_it(stem: str, codes: list[str]) -> None:
    quote = {"quote": "Here comes my friend", "speaker": "lincoln", "told_by": "douglass"}
    question = json.dumps({"kind": "open", "key": "X", "quote": quote, "stem": stem})
    body = f"{DOUGLASS[: DOUGLASS.index('claims:')]}questions: {{q: {question}}}\n"
    assert try_deck(body, MEMOIR, head("en").replace("the report", "the memoir")).codes == codes
