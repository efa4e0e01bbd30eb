"""A thousand quotations, each credited to somebody who did not say it.

Where the sentence itself names its speaker, at most one in a hundred may pass. What passes besides
is counted here, with its reason: the check may not guess, since a wrong guess refuses an honest
question. SWAPPED in `test_voices_refused` has 504 more.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from making import HEAD, try_deck

from quizgen.deck.written import Deck
from quizgen.diagnostics import Location
from quizgen.load.voices import Stated, Voices
from quizgen.project.compiled import compile_deck
from quizgen.quiz.model import Evidence, Item, Speaker
from quizgen.reading.nodes import Report
from quizgen.source.locating import locate
from quizgen.source.speech import Speech

ROOT = Path(__file__).parent.parent

# --- Sentences that name their speaker -----------------------------------------------------------

EN = (
    ("Anna Berg", "Boris Lind", "Clara Moss", "Dan Hale"),
    (),
    ("the bridge is old", "water is scarce"),
    (
        "“{W},” {N}, who leads the council, said.",
        "“{W},” wrote the mayor of the town, {N}.",
        "It rained. {N} then replied: “{W}.”",
        "Asked about it, {N} answered that {w}.",
        "{w}, according to {N}.",
        "“{W},” {N} insisted, “and nobody listened.”",
        "“Is it so? {W}!” {N} cried.",
    ),
)
RU = (
    ("Анна Белова", "Борис Линд", "Вера Мосс", "Глеб Хейл"),
    ("Анны Беловой", "Бориса Линда", "Веры Мосс", "Глеба Хейла"),
    ("торговле нужен мир", "мост очень старый", "воды всегда мало"),
    (
        "«{W}», — сказал {N}.",
        "{N} сказал: «{W}».",
        "{N} заявил, что {w}.",
        "По словам {G}, {w}.",
        "«{W}», — подчеркнул вчера директор рынка {N}.",
        "«{W}», — добавил позже {N}.",
        "{N} ответил, что {w}.",
        "{W}, отметил {N}.",
        "«{W}, — сказал {N}. — Дождя не было».",
    ),
)
KK = (
    ("Анна Берг", "Борис Линд", "Вера Мосс", "Глеб Хейл"),
    ("Анна Бергтің", "Борис Линдтің", "Вера Мосстың", "Глеб Хейлдің"),
    ("саудаға бейбітшілік керек", "көпір өте ескі", "су әрқашан аз"),
    (
        "«{W}», — деді {N}.",
        "{N}: «{W}», — деді.",
        "{N} «{W}» деді.",
        "{G} айтуынша, {w}.",
        "«{W}», — деп атап өтті {N}.",
        "{N} былай деді: «{W}».",
    ),
)
# These languages have no words of their own but those that tell who speaks.
DE = (
    ("Anna Groß", "Jörg Weiß", "Eva Maß", "Udo Süß"),
    (),
    ("die Brücke ist alt", "das Wasser ist knapp"),
    (
        "„{W}“, sagte {N}.",
        "„{W}“, erklärte gestern der Bürgermeister {N}.",
        "„{W}“, so {N}.",
        "„{W}“, hat {N} gesagt.",
        "Am Montag sagte Frau {N}: „{W}.“",
        "Darauf entgegnete {N}: „{W}.“",
        "{N}, die den Rat leitet, widersprach: „{W}.“",
        "{N} schüttelte den Kopf: „{W}.“",
        "{N} sagte, {w}.",
        "Die Wirtin {N} schüttelte den Kopf: „{W}.“",
        "Laut {N} gilt: {w}.",
        "Wie {N} mitteilte, {w}.",
        "„Nein“, betonte {N}, „{W}.“",
        "»{W}«, betonte {N}.",
    ),
)
FR = (
    ("Anne Dupont", "Luc Morel", "Ève Petit", "Guy Blanc"),
    (),
    ("le pont est vieux", "l’eau est rare"),
    (
        "« {W} », a déclaré {N}.",
        "« {W} », a déclaré hier le maire {N}.",
        "« {W} », dit M. {N}.",
        "« {W} », selon {N}.",
        "« {W} », s’est exclamée {N}.",
        "{N} a répondu : « {W}. »",
        "{N}, qui dirige le conseil, a protesté : « {W}. »",
        "{N} secoua la tête : « {W}. »",
        "{N} a affirmé que {w}.",
        "« Non », souligne {N}, « {W}. »",
        "M. {N} haussa les épaules : « {W}. »",
        "D’après {N}, {w}.",
    ),
)
ES = (
    ("Ana Ruiz", "Luis Mora", "Eva Gil", "Juan Paz"),
    (),
    ("el puente es viejo", "el agua es poca"),
    (
        "«{W}», dijo {N}.",
        "«{W}», ha declarado hoy la alcaldesa {N}.",
        "{N} respondió: «{W}».",
        "{N} afirmó que {w}.",
        "Según {N}, {w}.",
        "{N} negó con la cabeza: «{W}».",
    ),
)
IT = (
    ("Anna Rossi", "Luca Moro", "Eva Gallo", "Gino Pace"),
    (),
    ("il ponte è vecchio", "l’acqua è poca"),
    (
        "«{W}», ha detto {N}.",
        "«{W}», dichiara il sindaco {N}.",
        "{N} ha risposto: «{W}».",
        "{N} ha spiegato che {w}.",
        "Secondo {N}, {w}.",
        "{N} scosse la testa: «{W}».",
    ),
)
# Whose paragraph it is, is known in every language.
LABELLED = (
    ("Eva Groot", "Jan Wit", "Els Maas", "Udo Smit"),
    (),
    ("de brug is oud", "er is weinig water", "niemand heeft het gevraagd"),
    ("{N}: {W}.", "{N}: Het regende. {W}.\n\nX.", "Het regende.\n\n{N}: Ja, {w}!"),
)
LANGUAGES = {"en": EN, "ru": RU, "kk": KK, "de": DE, "fr": FR, "es": ES, "it": IT, "nl": LABELLED}


def swaps(language: str) -> Iterator[tuple[str, str, int, int]]:
    """A source, the words quoted from it, who says them, and who is credited with them."""
    names, genitives, said, clauses = LANGUAGES[language]
    for clause, words, right, wrong in product(clauses, said, range(4), range(4)):
        if right != wrong:
            whole = words[0].upper() + words[1:]
            genitive = genitives[right] if genitives else ""
            source = clause.format(W=whole, w=words, N=names[right], G=genitive)
            yield f"X.\n\n{source}\n", whole if "{W}" in clause else words, right, wrong


def codes(language: str, source: str, quote: str, credited: int) -> list[str]:
    names, genitives, *_ = LANGUAGES[language]
    forms = [f", forms: {{gen: {each}}}" for each in genitives] or [""] * 4
    people = ", ".join(f"p{at}: {{name: {name}{forms[at]}}}" for at, name in enumerate(names))
    head = HEAD.replace("language: en", f"language: {language}")
    if language == "nl":
        present = [at for at, name in enumerate(names) if f"{name}:" in source]
        labels = ", ".join(f"{names[at]}: p{at}" for at in present)
        head = head.replace("as: the report", f"as: the report, labels: {{{labels}}}")
    keys = f"kind: open, key: X, quote: {quote!r}, stem: {names[credited]!r}, speaker: p{credited}"
    return try_deck(f"speakers: {{{people}}}\nquestions: {{q: {{{keys}}}}}\n", source, head).codes


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_that_names_its_speaker_is_believed(language: str) -> None:
    tried = list(swaps(language))
    passed = [
        (source, wrong)
        for source, quote, _, wrong in tried
        if "wrong-speaker" not in codes(language, source, quote, wrong)
    ]
    assert len(tried) > 70
    assert passed[: len(tried) // 100 + 1] == passed[:0], (len(passed), len(tried))


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_says_it_may_be_credited(language: str) -> None:
    """Else the test above would pass by refusing everything."""
    for source, quote, right, _ in swaps(language):
        assert "wrong-speaker" not in codes(language, source, quote, right), source


def test_there_are_as_many_as_promised() -> None:
    assert 504 + sum(len(list(swaps(language))) for language in LANGUAGES) > 1_000


# --- The decks of the tree -----------------------------------------------------------------------

# Where the sentence names its speaker, and the swap passes all the same, by deck.
PASSING = {
    "gaon": (4, "no verbs of saying are known in Hindi, as `check` says"),
    "poem": (2, "“he said”, and a name that a semicolon parts from its verb"),
}


def quoted(deck: Deck, items: tuple[Item, ...]) -> Iterator[tuple[str, Evidence, str, str]]:
    """Each quotation of a speaker once, with its speaker and its teller."""
    seen = set()
    for item in items:
        for piece in item.evidence:
            said = item.voice_of(piece)
            place = (piece.source, piece.paragraph, piece.spans)
            if said.speaker and place not in seen:
                seen.add(place)
                found = locate(deck.texts[piece.source], piece.quote, piece.paragraph)
                assert isinstance(found, Evidence)
                yield piece.source, found, said.speaker, said.teller


def is_named(speaker: Speaker, piece: Evidence) -> bool:
    around = piece.context.replace(piece.quote, "")
    return any(name in around for name in (speaker.name, *speaker.aka, *speaker.forms.values()))


@pytest.mark.parametrize(
    "path",
    sorted(ROOT.glob("tests/projects/*/decks/*.yaml")),
    ids=lambda path: path.stem,
)
def test_speakers_of_the_decks_cannot_be_swapped(path: Path) -> None:
    compiled = compile_deck(path)
    assert compiled.deck is not None
    assert compiled.build is not None
    deck, passed = compiled.deck, []
    for source, piece, speaker, teller in quoted(deck, compiled.build.deck.items):
        for other in deck.speakers.keys() - {speaker, teller}:
            report = Report(deck.file)
            speech = Speech.of(deck.language, deck.speakers.values())
            voices = Voices(deck.texts[source], deck.speakers, speech, report)
            voices.credited(piece, Stated(other, "", "", Location(deck.file)))
            if not report.problems and is_named(deck.speakers[speaker], piece):
                passed.append(f"{other}: {piece.context}")
    allowed, why = PASSING.get(path.stem, (0, ""))
    assert len(passed) == allowed, (why, passed)


# --- Two voices in one sentence ------------------------------------------------------------------

BOTH = "“Trade needs peace,” Anna Berg said. “The bridge is old,” Boris Lind said.\n"
PEOPLE = "speakers: {a: {name: Anna Berg, aka: [Berg]}, b: {name: Boris Lind, aka: [Lind]}}\n"
OF_BOTH = "[{quote: Trade needs peace, speaker: a}, {quote: The bridge is old, speaker: b}]"
TWO = HEAD.replace(
    "source: {file: text.txt, as: the report}",
    "sources: {one: {file: text.txt, as: the report}, two: {file: two.txt, as: the letter}}",
)


def compared(stem: str, more: str = "kind: open, key: X", is_right: bool = True) -> list[str]:
    """The codes of a question on both quotations; they are swapped unless it `is_right`."""
    words = ("Trade needs peace", "The bridge is old")
    first, second = words if is_right else words[::-1]
    keys = f"{more}, quote: QUOTE, stem: {stem!r}".replace("{1}", first).replace("{2}", second)
    of_people = keys.replace("QUOTE", OF_BOTH).replace("ONE", "Berg").replace("TWO", "Lind")
    of_texts = keys.replace("QUOTE", "[Trade needs peace, The bridge is old]")
    of_texts = of_texts.replace("ONE", "the report").replace("TWO", "the letter")
    two = {"two.txt": b"The bridge is old. Nobody knows why.\n"}
    return [
        *try_deck(f"{PEOPLE}questions: {{q: {{{of_people}}}}}\n", BOTH).codes,
        *try_deck(
            f"questions: {{q: {{{of_texts}}}}}\n", "It rained. Trade needs peace.\n", TWO, two
        ).codes,
    ]


SENTENCES = [
    "ONE said “{1}”, and TWO said “{2}”. Why?",
    "According to ONE, “{1}”; according to TWO, “{2}”. Why?",
    "“{1}”, said ONE; “{2}”, said TWO. Why?",
    "Why did ONE say “{1}” and TWO say “{2}”?",
    "ONE said: “{1}”. TWO replied: “{2}”. Why?",
    "Did ONE say “{1}” before TWO said “{2}”?",
    "How does ONE’s “{1}” differ from TWO’s “{2}”, as they say?",
    "Why do ONE, which said “{1}”, and TWO, which said “{2}”, differ?".replace("which", "who"),
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_words_are_not_swapped_within_a_sentence(sentence: str) -> None:
    assert compared(sentence) == []
    swapped = compared(sentence, is_right=False)
    assert "wrong-speaker" in swapped
    assert "not-their-words" in swapped


PAIRS = "kind: matching, pairs: {“{1}”: ONE, “{2}”: TWO}"
TURNED = "kind: matching, pairs: {ONE: “{1}”, TWO: “{2}”}"


@pytest.mark.parametrize("pairs", [PAIRS, TURNED])
def test_words_are_not_swapped_between_pairs(pairs: str) -> None:
    stem = "What do ONE and TWO say?"
    assert compared(stem, pairs) == []
    assert sorted({*compared(stem, pairs, is_right=False)}) == ["not-their-words", "wrong-speaker"]


@pytest.mark.parametrize(
    ("stem", "more"),
    [
        # whom the words are about, who heard them, and who is named beside them
        ("What does ONE say about “{2}”, as TWO says?", "kind: open, key: X"),
        ("After TWO said “{2}”, what did ONE say?", "kind: open, key: X"),
        ("ONE and TWO say “{1}” and “{2}”. Why?", "kind: open, key: X"),
        ("What do ONE and TWO say?", "kind: matching, pairs: {ONE: peace, TWO: the bridge}"),
    ],
)
def test_an_honest_sentence_with_two_voices_passes(stem: str, more: str) -> None:
    assert compared(stem, more) == []


def test_who_speaks_in_all_of_one_text_may_be_quoted_in_another() -> None:
    """Their name stands for their own text, and not against words of theirs elsewhere."""
    head = TWO.replace("as: the letter", "as: the letter, speaker: b")
    keys = "quote: {quote: The bridge is old, speaker: b, source: one}, kind: open, key: X"
    two = {"two.txt": b"It rained.\n"}
    for stem in (
        "What did Lind mean by “The bridge is old”?",
        "Lind said “The bridge is old”. Why?",
    ):
        made = try_deck(f"{PEOPLE}questions: {{q: {{{keys}, stem: {stem!r}}}}}\n", BOTH, head, two)
        assert made.codes == []


@pytest.mark.parametrize(
    ("source", "credited"),
    [
        ("«Нужен мир», — сказал Лин\u0301а. «Нужна вода», — сказала Белова.", "Лин"),
        ("«Нужен мир», — сказал Лина\u0306. «Нужна вода», — сказала Белова.", "Лина"),
    ],
)
def test_a_name_ends_where_no_mark_follows(source: str, credited: str) -> None:
    """An accent belongs to the letter before it, so “Лин” is nobody who speaks here."""
    people = f"speakers: {{a: {{name: {credited}}}, b: {{name: Белова}}}}\n"
    keys = "kind: open, key: X, quote: Нужен мир, stem: Что сказала Белова?, speaker: b"
    head = HEAD.replace("language: en", "language: ru")
    assert try_deck(f"{people}questions: {{q: {{{keys}}}}}\n", source, head).codes == []
