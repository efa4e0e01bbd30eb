"""Sentences as newspapers print them, read for who is credited with the quotation.

A second speaker whom the sentence names is refused, and an honest credit passes whoever else is
named in it, be it a speaker of the deck, a stranger, a town or a day.
"""

from __future__ import annotations

import json

import pytest
from making import HEAD, try_deck

# The credited speaker is the first; the second is named in the text.
PEOPLE = {
    "en": "{roe: {name: Hanna Roe, aka: [Roe]}, kim: {name: Arno Kim, aka: [Kim]}}",
    "de": "{bauer: {name: Jens Bauer, aka: [Bauer]}, m: {name: Anna Müller, aka: [Müller]}}",
    "fr": "{morel: {name: Claire Morel, aka: [Morel]}, d: {name: Luc Dupont, aka: [Dupont]}}",
}


def codes(language: str, source: str, words: str) -> list[str]:
    people = PEOPLE[language]
    who, name = people[1:].split(": {name: ")[0], people.split("name: ")[1].split(",")[0]
    quote = {"quote": words, "speaker": who}
    question = json.dumps(
        {"kind": "open", "key": "X", "quote": quote, "stem": f"What did {name} say?"}
    )
    head = HEAD.replace("language: en", f"language: {language}")
    return try_deck(
        f"speakers: {people}\nquestions: {{q: {question}}}\n", f"{source}\n", head
    ).codes


ANOTHER_SAYS_IT = {
    "en": [
        ("Lena Moor wept: “It was cold.”", "It was cold"),
        ("“It was cold,” sighed the nurse, Lena Moor.", "It was cold"),
        ("“It was cold,” according to Lena Moor.", "It was cold"),
        ("“It was cold,” Lena Moor would say to anybody who asked Roe.", "It was cold"),
    ],
    "de": [
        ("„Die Kasse ist leer“, erklärte Frau Müller.", "Die Kasse ist leer"),
        ("„Die Kasse ist leer“, so Müller.", "Die Kasse ist leer"),
        ("„Die Kasse ist leer“, sagte die Kämmerin Anna Müller der Zeitung.", "Die Kasse ist leer"),
        ("Müller warnte: „Die Kasse ist leer.“", "Die Kasse ist leer"),
        ("Wie Müller mitteilte, die Kasse ist leer.", "die Kasse ist leer"),
        ("Nach Angaben von Müller ist die Kasse leer.", "ist die Kasse leer"),
        ("Müller zufolge ist die Kasse leer.", "ist die Kasse leer"),
        ("„Die Kasse ist leer“, klagt Müller im Gespräch mit Bauer.", "Die Kasse ist leer"),
        ("Müller räumte ein, die Kasse sei leer.", "die Kasse sei leer"),
        ("„Die Kasse ist leer“, betonte Müller, „und sie bleibt es.“", "und sie bleibt es"),
        ("Bauer schwieg. „Die Kasse ist leer“, sagte Müller.", "Die Kasse ist leer"),
        ("Die Kasse sei leer, erklärte Müller.", "Die Kasse sei leer"),
        ("Müller: „Die Kasse ist leer.“", "Die Kasse ist leer"),
    ],
    "fr": [
        ("« La caisse est vide », a déclaré M. Dupont.", "La caisse est vide"),
        ("« La caisse est vide », selon Dupont.", "La caisse est vide"),
        ("« La caisse est vide », explique le maire, Luc Dupont.", "La caisse est vide"),
        ("M. Dupont prévient : « La caisse est vide. »", "La caisse est vide"),
        ("Selon M. Dupont, la caisse est vide.", "la caisse est vide"),
        ("Dupont estime que la caisse est vide.", "la caisse est vide"),
        ("« La caisse est vide », souligne Dupont, « et elle le restera. »", "et elle le restera"),
        ("« La caisse est vide », a lancé Dupont à Morel.", "La caisse est vide"),
        ("La caisse est vide, a reconnu Luc Dupont.", "La caisse est vide"),
        ("Pour Luc Dupont, la caisse est vide.", "la caisse est vide"),
        ("Le maire Luc Dupont n’en démord pas : « La caisse est vide. »", "La caisse est vide"),
        ("« La caisse est vide », s’inquiète Luc Dupont.", "La caisse est vide"),
    ],
}
HONEST = {
    "en": [
        ("Hanna Roe came back from New York. “It was cold,” she said.", "It was cold"),
        ("In Little Creek, Hanna Roe told the crowd: “It was cold.”", "It was cold"),
        ("The Evening Post printed what Roe said: “It was cold.”", "It was cold"),
        ("Lena Moor wept when Roe spoke: “It was cold.”", "It was cold"),
        ("The Red Cross was silent. “It was cold,” said Roe.", "It was cold"),
        ("Saint Mary Church rang its bells: “It was cold,” Roe remembers.", "It was cold"),
        ("“It was cold,” says a sign on Lena Moor’s door. Roe wrote it.", "It was cold"),
        ("“It was cold,” according to a friend of Lena Moor, Hanna Roe.", "It was cold"),
        ("Monday Morning was the title: “It was cold,” it began. Roe wrote it.", "It was cold"),
        ("Hanna Roe, of the United Nations, said: “It was cold.”", "It was cold"),
        ("“It was cold,” said Hanna Roe, head of the Lake District Council.", "It was cold"),
        ("New Year passed quietly: “It was cold.” So Roe wrote that night.", "It was cold"),
        ("Old Tom Hale nodded. “It was cold,” Roe went on.", "It was cold"),
        ("The play opens in Great Hall: “It was cold.” Roe speaks first.", "It was cold"),
        ("World War II began: “It was cold,” as Roe put it.", "It was cold"),
        ("Chapter Two: “It was cold.” The voice is Roe’s.", "It was cold"),
        ("Hanna Roe’s Letter from Home opens thus: “It was cold.”", "It was cold"),
        ("“It was cold,” Roe told Lena Moor. “It rained.”", "It rained"),
        ("Roe asked Lena Moor: “Was it cold?”", "Was it cold?"),
        ("To quote Roe: “It was cold.” Lena Moor agreed.", "It was cold"),
        ("Lena Moor loved one line of Roe’s: “It was cold.”", "It was cold"),
        ("Prime Minister Roe was blunt: “It was cold.”", "It was cold"),
        ("Easter Monday was bleak: “It was cold.” Roe kept a diary.", "It was cold"),
        ("South Station looked empty: “It was cold.” Roe’s diary says no more.", "It was cold"),
    ],
    "de": [
        ("Der Bericht der Stadt Köln nennt Roe: „Es war kalt.“", "Es war kalt"),
        ("„Die Kasse ist leer“, sagte sie zu Müller.", "Die Kasse ist leer"),
        ("„Die Kasse ist leer“, sagte Bauer über Müller.", "Die Kasse ist leer"),
        ("Müller fragte, und Bauer antwortete: „Die Kasse ist leer.“", "Die Kasse ist leer"),
        ("„Die Kasse ist leer“, las Müller vor. Es war Bauers Brief.", "Die Kasse ist leer"),
        ("Müller hatte gewarnt. „Die Kasse ist leer“, bestätigte Bauer.", "Die Kasse ist leer"),
        (
            "„Die Kasse ist leer“, hieß es aus dem Büro von Müller. Bauer hatte das geschrieben.",
            "Die Kasse ist leer",
        ),
        ("Mit Müller stritt er oft: „Die Kasse ist leer“, rief Bauer dann.", "Die Kasse ist leer"),
        ("Bauer widersprach Müller: „Die Kasse ist leer.“", "Die Kasse ist leer"),
        ("„Die Kasse ist leer“, entgegnete Müllers Kollege Bauer.", "Die Kasse ist leer"),
        ("Laut Müllers Kollegen Bauer ist die Kasse leer.", "ist die Kasse leer"),
    ],
    "fr": [
        ("La France était calme. « Il faisait froid », dit Roe.", "Il faisait froid"),
        ("« La caisse est vide », a-t-elle dit à Dupont.", "La caisse est vide"),
        ("« La caisse est vide », a dit Mme Morel à M. Dupont.", "La caisse est vide"),
        ("Dupont a demandé, et Morel a répondu : « La caisse est vide. »", "La caisse est vide"),
        ("« La caisse est vide », a dit de Dupont Claire Morel.", "La caisse est vide"),
        ("Morel a interrompu Dupont : « La caisse est vide. »", "La caisse est vide"),
        (
            "« La caisse est vide », lit-on dans la lettre à Dupont. Morel l’a écrite.",
            "La caisse est vide",
        ),
        ("Dupont se tut. « La caisse est vide », reprit Morel.", "La caisse est vide"),
        (
            "L’amie de Dupont, Claire Morel, a prévenu : « La caisse est vide. »",
            "La caisse est vide",
        ),
    ],
}


def rows(of: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str, str]]:
    return [(language, *row) for language, each in of.items() for row in each]


@pytest.mark.parametrize(("language", "source", "words"), rows(ANOTHER_SAYS_IT))
def test_words_of_another_are_refused(language: str, source: str, words: str) -> None:
    assert codes(language, source, words) == ["wrong-speaker"]


@pytest.mark.parametrize(("language", "source", "words"), rows(HONEST))
def test_an_honest_credit_passes(language: str, source: str, words: str) -> None:
    assert codes(language, source, words) == []
