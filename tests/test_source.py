"""The source text: what is read, where paragraphs and sentences end, what is quoted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.reading.safe_files import Undecodable
from quizgen.source.line_ends import read_paragraphs
from quizgen.source.punctuation import quotations, sentences
from quizgen.source.source_text import SourceText, decode_source

SPEECH = Path(__file__).parent.parent / "source" / "astana-think-tank-forum.txt"


def speech() -> SourceText:
    text = decode_source(SPEECH.read_bytes())
    assert isinstance(text, str)
    return SourceText(read_paragraphs(text).texts, frozenset({8}))


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quotations(text)]


# --- Bytes ---


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Тоқаев".encode(), "Тоқаев"),
        (b"\xef\xbb\xbfone", "one"),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("one\u2028two\x0cthree".encode(), "one\ntwo\nthree"),
        (b"", ""),
    ],
)
def test_reads_utf8_with_any_line_ends(content: bytes, text: str) -> None:
    assert decode_source(content) == text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("Тоқаев".encode("utf-16"), "UTF-16"),
        ("Tokayev".encode("utf-16-be"), "NUL"),
        (b"\xff\xfe\x00\x00T\x00\x00\x00", "UTF-32"),
        ("one\nТокаев".encode("cp1251"), "byte 0xD2 in line 2"),
        (b"one\ntw\x00o", "line 2 has a NUL byte"),
        (b"one \x1b[31m red", "U+001B in line 1"),
        ("one\n\n\u202etwo".encode(), "U+202E in line 3"),
        (b"\xed\xa0\x80", "not UTF-8"),  # half of a surrogate pair
        (b"PK\x03\x04", "a Word, Excel,"),
    ],
)
def test_says_why_bytes_are_no_text(content: bytes, says: str) -> None:
    problem = decode_source(content)
    assert isinstance(problem, Undecodable)
    assert says in problem.message
    assert "UTF-8" in problem.hint or "delete U+" in problem.hint


@given(st.binary(max_size=60))
def test_any_bytes_are_a_text_or_a_reason(content: bytes) -> None:
    assert isinstance(decode_source(content), str | Undecodable)


# --- Paragraphs ---


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("one\ntwo\n", ("one", "two")),
        ("\n\none\ntwo\n\n", ("one", "two")),  # blank lines at the ends part nothing
        ("one\ntwo\n\nthree", ("one two", "three")),
        ("one\n \t\n\n  two  \n three", ("one", "two three")),
        ("one  two", ("one  two",)),  # word for word
        ("", ()),
        (" \n\n ", ()),
    ],
)
def test_paragraphs(text: str, paragraphs: tuple[str, ...]) -> None:
    assert read_paragraphs(text).texts == paragraphs


def test_the_speech_has_a_paragraph_a_line() -> None:
    source = speech()
    assert len(source.paragraphs) == 8
    assert [len(spans) for spans in source.sentences] == [1, 1, 3, 1, 7, 1, 6, 0]


# --- Sentences ---


@pytest.mark.parametrize(
    "marked",
    [  # a sentence ends at each |
        "He came.|He saw!|Who won?",
        "Mr. Putin met Dr. J. K. Rowling of the U.S. Army.|They spoke.",
        "It cost $3.5 million, or 10,000.|No. 5 is missing.|No.|That is all.",
        "“There is no other way.”|“The alternative is war.”|It ended.",
        "He asked “Why?” and left.|(They stayed.)|End",
        "Many issues.|… I think that it is visible.|Yes.",
        "Many issues|… I think so.",
        "Many … issues remain.|Well…|I think so.|And so on...|Then he left.",
        "Some text.|[…] More text.|Really?!|Yes.",
        "1. The first point.|2. The second.",
        "It was 8 p.m. on Friday, e.g. Good Friday.|All slept.",
        "Он приехал в г. Астана в 2024 г. и сказал: «Нет».|Потом ушёл.",
        "«Иного пути нет!» — сказал К. К. Токаев.|«Да?» — спросили его.|Стр. 5 и т. д.|Всё.",
        "Торговля выросла на 3,5 млрд. Токаев рад.",  # in doubt one sentence
        "Қ. Ж. Тоқаев сөз сөйледі.|Бұл — маңызды, т.б.|Ол 2024 ж. болды.",
        "「そうです。」|彼は言った。|終わり",
        "no end",
    ],
)
def test_sentences(marked: str) -> None:
    expected = marked.split("|")
    assert cut(marked.replace("|", " ").replace("」 ", "」")) == expected


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("de", "Am 3. Mai war es kalt.|Der 2. Weltkrieg endete 1945.|Danach kam Frieden."),
        ("de-AT", "Sie ging z. B. nach Berlin, d. h. weit.|Er blieb u. a. in Köln."),
        ("de", "Dr. Müller und Hr. Meier sagten: „Wir kommen.“|Die Fa. Lind ging."),
        ("de", "Karl V. war Kaiser.|Vgl. S. 12 und Bd. 3. Das genügt."),
        ("de", "Prof. Dr. h. c. Maier zeigt Abb. 3 und Anm. 4 dazu.|Das war alles."),
        ("fr", "Il est né en 12 av. J.-C. selon eux.|Voir fig. 3 et p. 5.|Fin."),
        ("pl", "Mieszkał przy ul. Długiej, np. w 1920 r. Potem umarł.|Koniec."),
        ("uk", "Це було у 1920 р. Він жив на вул. Довгій.|Кінець."),
        ("el", "Ο κ. Παπάς ήρθε.|Τέλος."),
        ("fr", "MM. Dupont et Mlle. Petit sont partis.|Ils ont dit « non ».|Fin."),
        ("es", "El Sr. García y la Dra. Ruiz llegaron.|Eran dos."),
        ("hi", "डॉ. शर्मा और पं. नेहरू मिले।|श्री. वर्मा सन् 1947 ई. में आए।|कौन जीता?|हम।"),
        ("cs", "Dne 1. Května přišel.|Bylo jich 1945.|Odešli."),
        ("en", "They were 12.|Then they left.|He said so on May 3.|May was cold."),
        ("ru", "Их было 12.|Потом ушли."),
    ],
)
def test_sentences_of_a_language(language: str, marked: str) -> None:
    text = marked.replace("|", " ")
    found = [text[start:end] for start, end in sentences(text, language)]
    assert found == marked.split("|")


def test_a_source_has_a_language() -> None:
    paragraph = "Am 3. Mai war es kalt."
    assert [SourceText((paragraph,), language=each).sentences for each in ("de", "")] == [
        (((0, 22),),),
        (((0, 5), (6, 22)),),
    ]


def test_a_sentence_in_the_speech_keeps_its_lone_ellipsis() -> None:
    paragraph = speech().paragraph(7)
    assert [text[:12] for text in cut(paragraph)] == [
        "“The more we",
        "The current ",
        "Now we have ",
        "… I think th",
        "I hope that ",
        "We will do e",
    ]
    assert cut(paragraph)[-1].endswith("very important region.”")


TEXT = st.text(alphabet="aБ.!?… \"“”«»‘’[]()1,-\n'", max_size=60)


@given(TEXT)
def test_sentences_lose_nothing_but_spaces(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


# --- Quotation marks ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("entitled “Middle Powers”.", ["Middle Powers"]),
        ('"One" or "two", ("three") or "four"-"five"', ["One", "two", "three", "four", "five"]),
        ("«Иного пути нет», — сказал он", ["Иного пути нет"]),
        ("« Oui », dit-il", ["Oui"]),
        ("ein „Wort“ und »mehr« und ‚so‘", ["Wort", "mehr", "so"]),
        ("”Svenska” ord", ["Svenska"]),
        ("「そう」と言った", ["そう"]),
        ("He said ‘no’ twice", ["no"]),
        ("‘don’t’, he said", ["don’t"]),
        ("‘the teachers’ plan is good’ they said", ["the teachers’ plan is good"]),
        ("“He said ‘no’ and “never””, she said", ["He said ‘no’ and “never”"]),
        ("‘He said “no” to us’, she said", ["He said “no” to us"]),
        ("«Газета «Правда» писала», — сказал он", ["Газета «Правда» писала"]),
        ("Он сказал: «Это газета «Правда». Потом ушёл.", ["Это газета «Правда"]),  # merged marks
        ('“Curly and straight" text', ["Curly and straight"]),
        ("an “unclosed one", ["unclosed one"]),
        ("“” and “ ”", []),
    ],
)
def test_words_in_quotation_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "don't, Kazakhstan's, Kazakhstan’s, the teachers’ plan, the teachers' plan",
        "the ’90s and rock ’n’ roll",
        "the ‘90s and more",  # an apostrophe that an editor turned round
        "'single straight marks'",
        'a 5" pipe',
        'стены в 3" и 5"',
        "closed” without being opened",
        "Қазақстанның сөзі — ’ жоқ",
    ],
)
def test_apostrophes_and_inches_quote_nothing(text: str) -> None:
    assert quoted(text) == []


def test_a_quotation_goes_on_in_a_paragraph_that_opens_with_a_mark() -> None:
    source = SourceText(
        ("He said: “One “a” two.", "“Three", "”Four” he said.", "Not “five", "nor six.”")
    )
    spans = [
        [paragraph[slice(*span)] for span in quoted]
        for paragraph, quoted in zip(source.paragraphs, source.quoted, strict=True)
    ]
    assert spans == [["One “a” two."], ["Three"], ["Four"], ["five"], []]


def test_the_speech_is_quoted_where_it_has_marks() -> None:
    quoted_ends = [
        [paragraph[start : start + 9] for start, _ in spans]
        for paragraph, spans in zip(speech().paragraphs, speech().quoted, strict=True)
    ]
    assert quoted_ends == [
        ["Middle Po"],
        ["While maj"],
        ["Therefore"],
        [],
        ["As I alre"],
        [],
        ["The more "],
        [],
    ]
    paragraph, (span,) = speech().paragraph(5), speech().quoted[4]
    assert paragraph[slice(*span)].endswith("an expression of strategic prudence,")


@given(TEXT)
def test_quotations_lie_apart_and_in_order(text: str) -> None:
    spans = quotations(text)
    flat = [offset for span in spans for offset in span]
    assert flat == sorted(flat)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(['"', "“", "«”", "‘a", ". ", "…", "A. ", "\u0316\u0301", "[", " \u200b"]))
def test_long_runs_of_marks_are_read(run: str) -> None:
    """Anything quadratic would take minutes here."""
    source = SourceText((run * (100_000 // len(run)),))
    assert len(source.quoted) == len(source.sentences) == len(source.folded) == 1
