"""One answer in the many wordings that people use, and the wordings that say something else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quizgen.grade.answer import Typed
from quizgen.grade.lexicon import compile_lexicon
from quizgen.grade.marking import grade
from quizgen.quiz.responses import Match, Numeric, Response, TextEntry


def text(key: str, match: Match = Match.TEXT) -> Response:
    return TextEntry(key, match=match)


def name(key: str) -> Response:
    return TextEntry(key, match=Match.NAME)


def number(value: str, unit: str = "") -> Response:
    return Numeric(Decimal(value), value, unit=unit)


WORDINGS = {
    "number words and digits in a span": (
        text("three to five years"),
        "en",
        ("3-5 years", "3 to 5 years", "three–five years", "between three and five years"),
        ("3 years", "5 years", "3-6 years", "five to three", "three times five years"),
    ),
    "two things": (
        text("peace and security"),
        "en",
        ("security and peace", "peace, security", "peace & security", "security + peace"),
        ("peace", "peace or security", "peace, insecurity", "peace, security, trust"),
    ),
    "two things in Chinese": (
        text("氢和氧"),
        "zh",
        ("氧和氢", "氢、氧", "氧，氢"),
        ("氢", "氢和氮"),
    ),
    "what belongs to what": (
        text("the rule of law"),
        "en",
        ("rule of law", "law rule"),
        ("law of rule", "the law of the rule"),
    ),
    "a sign in a formula": (
        text("E = mc^2"),
        "en",
        ("E=mc²", "E=mc2", "E = mc^2"),
        ("E=-mc^2", "E = -mc²", "E=mc^3", "E=mc"),
    ),
    "initials with a number": (
        text("World War II"),
        "en",
        ("WWII", "WW2", "World War 2"),
        ("WWI", "WW1", "WW", "World War"),
    ),
    "initials with an ordinal": (
        text("the Second World War"),
        "en",
        ("WW II", "WWII"),
        ("WW I", "WW"),
    ),
    "a formula": (text("H2O"), "en", ("H₂O", "h2o"), ("HO2", "H2", "HO")),
    "the charge of an ion": (text("2-"), "en", ("2−", "2-"), ("2", "2+")),
    "another word on the same stem": (text("evaporation"), "en", ("evaporatoin",), ("evaporator",)),
    "a conjunction before a clause": (
        text("закон противоречит конституции"),
        "ru",
        ("что закон противоречит конституции", "потому что закон противоречит конституции"),
        ("что закон не противоречит конституции",),
    ),
    "a solution": (text("x = -1"), "en", ("x=-1", "-1"), ("y = -1", "1", "x = 1")),
    "a product in a formula": (text("F = ma"), "en", ("F = m × a", "F=m*a"), ("F = m/a", "F = m")),
    "a pronoun": (text("it increases"), "en", ("increases", "it increases"), ("it decreases",)),
    "a fraction": (text("2/3"), "en", ("2/3",), ("3/2", "2,3", "2 and 3")),
    "a sort and its abbreviation": (text("озеро Байкал"), "ru", ("оз. Байкал",), ("оз. Ханка",)),
    "a Roman ordinal": (text("первый закон"), "ru", ("I закон", "1-й закон"), ("II закон",)),
    "kilovolts": (number("220", "В"), "ru", ("0,22 кВ", "220 В"), ("22 кВ", "220 А")),
    "a misspelt number": (number("46"), "en", ("fourty-six",), ("fourteen-six", "forty")),
    "a river": (text("Волга"), "ru", ("р. Волга", "река Волга"), ("р. Дон",)),
    "capitals in Turkish": (text("kış"), "tr", ("KIŞ", "Kış"), ("KUŞ",)),
    "an honorific in Hindi": (text("राम"), "hi", ("श्री राम",), ("श्री श्याम",)),
    "a letter as a telephone writes it": (
        text("f'(x)", Match.EXACT),
        "en",
        ("f’(x)", "f'(x)"),
        ("f(x)", "F'(x)"),
    ),
    "small digits in an exact formula": (
        text("H2SO4", Match.EXACT),
        "en",
        ("H₂SO₄",),
        ("H2SO3", "h2so4", "H²SO⁴"),
    ),
    "yes and no": (
        text("no"),
        "en",
        ("No, it did not", "no, he didn't", "No, it is a mammal"),
        ("yes", "no, yes", "yes, no", "not no"),
    ),
    "yes and no in Russian": (text("да"), "ru", ("Да, он был прав",), ("нет", "да, нет")),
    "who somebody is": (
        name("Olaf Scholz"),
        "en",
        ("Chancellor Olaf Scholz", "the German chancellor Olaf Scholz", "chancellor Scholz"),
        ("not Olaf Scholz", "friend of Olaf Scholz", "Chancellor Merkel", "Olaf"),
    ),
    "who somebody is in Russian": (
        name("Олаф Шольц"),
        "ru",
        ("канцлер Олаф Шольц", "немецкий канцлер Олаф Шольц"),
        ("не Олаф Шольц", "канцлер Меркель"),
    ),
    "a name with its particle": (
        name("Ludwig van Beethoven"),
        "de",
        ("van Beethoven", "Beethoven"),
        ("Ludwig", "Ludwig van"),
    ),
    "a short year": (
        text("17 October 2024", Match.DATE),
        "en",
        ("17 Oct 24", "17 Oct '24", "Oct 17, '24"),
        ("17 Oct 23", "24 Oct 17", "17 Nov '24"),
    ),
    "a short year as a number": (number("1991"), "en", ("'91",), ("91", "'19", "'91 BC")),
    "a year as an ordinal": (text("1991 год", Match.DATE), "ru", ("в 1991-м",), ("в 1990-м",)),
    "a day as an ordinal": (
        text("17 қазан", Match.DATE),
        "kk",
        ("қазанның 17-сі",),
        ("қарашаның 17-сі", "қазанның 18-і"),
    ),
    "a century": (text("XX век"), "ru", ("XX в.", "20 в.", "двадцатый век"), ("XIX в.", "20")),
    "a scale in one letter": (
        number("1500"),
        "en",
        ("1.5k", "1.5K", "1500"),
        ("1.5m", "1.5", "15k"),
    ),
    "a scale that is the unit": (
        number("2.5", "million"),
        "en",
        ("2.5m", "2500k", "2.5 mln"),
        ("2.5k", "25m", "2.5bn"),
    ),
    "a letter that is a unit": (number("5", "km"), "en", ("5000 m",), ("5 m", "5k")),
    "below zero": (
        number("-12", "°C"),
        "en",
        ("12 below zero", "12 degrees below zero", "12 °C below freezing"),
        ("12", "13 below zero", "12 above zero"),
    ),
    "below zero in Russian": (number("-12"), "ru", ("12 ниже нуля",), ("12", "12 выше нуля")),
    "said twice": (number("7"), "en", ("7 (seven)", "seven (7)"), ("7 (eight)", "8 (seven)")),
    "another answer denied": (
        text("meiosis"),
        "en",
        ("Meiosis, not mitosis.",),
        ("mitosis, not meiosis", "meiosis, or not", "not mitosis, meiosis", "meiosis, or mitosis"),
    ),
    "another answer denied in Kazakh": (
        text("мейоз"),
        "kk",
        ("мейоз, митоз емес",),
        ("митоз, мейоз емес",),
    ),
    "degrees with a letter": (
        number("-273.15", "°C"),
        "en",
        ("minus 273.15 degrees C", "-273.15 deg C"),
        ("-273.15 degrees F", "273.15 degrees C"),
    ),
    "degrees with a letter in Russian": (number("20", "°C"), "ru", ("20 градусов C",), ("20 F",)),
    "a piece": (number("32"), "tr", ("32 tane", "otuz iki adet"), ("33 tane", "32 yıl")),
    "a piece in Russian": (number("32"), "ru", ("32 штуки", "32 шт."), ("32 года",)),
    "a year as an ordinal in Russian": (
        text("1861", Match.DATE),
        "ru",
        ("тысяча восемьсот шестьдесят первый год", "в тысяча восемьсот шестьдесят первом году"),
        ("тысяча восемьсот шестьдесят второй год", "шестьдесят первый"),
    ),
    "a year as an ordinal in Kazakh": (
        text("1465 жылы", Match.DATE),
        "kk",
        ("мың төрт жүз алпыс бесінші жылы",),
        ("мың төрт жүз алпыс алтыншы жылы",),
    ),
    "a year as two ordinals in Polish": (
        text("1991", Match.DATE),
        "pl",
        ("rok tysiąc dziewięćset dziewięćdziesiąty pierwszy",),
        (
            "rok tysiąc dziewięćset dziewięćdziesiąty drugi",
            "rok tysiąc dziewięćset dziewięćdziesiąty",
        ),
    ),
    "a year as an ordinal in Ukrainian": (
        text("1955", Match.DATE),
        "uk",
        ("тисяча дев'ятсот п'ятдесят п'ятий рік",),
        ("тисяча дев'ятсот п'ятдесят шостий рік", "тисяча дев'ятсот п'ятдесятий рік"),
    ),
    "a year as an ordinal in Turkish": (
        text("1453", Match.DATE),
        "tr",
        ("bin dört yüz elli üçüncü yıl",),
        ("bin dört yüz elli dördüncü yıl",),
    ),
    "quotation marks around an exact answer": (
        text("112", Match.EXACT),
        "ru",
        ("«112»", "“112”"),
        ("«113»", "«112", "112."),
    ),
    "a foreign article": (text("Loire"), "en", ("La Loire", "le Loire"), ("Loire la", "La Seine")),
    "what sort of place in Japanese": (text("東京都"), "ja", ("東京",), ("京都", "都")),
    "a letter that is doubled for another": (
        text("tariff"),
        "en",
        ("tarrif", "tarif"),
        ("tarrip", "traffic"),
    ),
    "a letter that moved by two places": (
        text("München"),
        "de",
        ("Müchnen", "Münhcen"),
        ("Mücnhne",),
    ),
    "a word with another beginning": (text("спряжение"), "ru", ("спрежение",), ("сопряжение",)),
    "said twice in words": (text("trust"), "en", ("trust (the trust)",), ("trust (doubt)",)),
}


@pytest.mark.parametrize("subject", WORDINGS)
def test_all_wordings_are_right_and_nothing_else(subject):
    wanted, code, right, wrong = WORDINGS[subject]
    lexicon = compile_lexicon(code, [wanted], ())

    def is_right(typed: str) -> bool:
        return grade(wanted, Typed((typed,)), lexicon).is_right

    assert [typed for typed in right if not is_right(typed)] == []
    assert [typed for typed in wrong if is_right(typed)] == []


# --- With the words of the question -----------------------------------------------------------

ASKED = {
    "What kind of energy does a book on a shelf have?": (
        "potential energy",
        "potential",
        "kinetic",
    ),
    "Which treaty ended the war?": ("the Treaty of Versailles", "Versailles", "Vienna"),
    "Какой закон Ньютона называют законом инерции?": ("первый закон Ньютона", "первый", "второй"),
    "Which side of the heart pumps blood to the lungs?": ("the right side", "right", "left"),
    "In which century was it founded?": ("15th century", "15th", "16th"),
    "What did the court declare the law to be?": (
        "unconstitutional",
        "The court declared the law to be unconstitutional.",
        "The court declared the law not to be unconstitutional.",
    ),
    "How many members does the United States Senate have?": ("100", "100 senators", "100 cents"),
    "You can't teach an old dog new …": (
        "tricks",
        "You can't teach an old dog new tricks.",
        "You can teach an old dog new tricks.",
    ),
    "Закончите: «Без труда не вытащишь и … из пруда».": (
        "рыбку",
        "Без труда не вытащишь и рыбку из пруда",
        "Без труда вытащишь и рыбку из пруда",
    ),
    "भारत की राजधानी क्या है?": ("नई दिल्ली", "भारत की राजधानी नई दिल्ली है।", "भारत की राजधानी मुंबई है।"),
}


@pytest.mark.parametrize("stem", ASKED)
def test_the_noun_and_the_words_of_the_question(stem):
    key, right, wrong = ASKED[stem]
    entry = number(key) if key.isdecimal() else text(key)
    language = "hi" if stem[-2] > "\u0900" else "ru" if stem[0] > "z" else "en"
    lexicon = compile_lexicon(language, [entry], ())
    found = [grade(entry, Typed((typed,)), lexicon, stem).is_right for typed in (right, wrong)]
    assert found == [True, False]
