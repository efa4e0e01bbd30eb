"""A rule about what quizgen lacks in the deck's language, compared with the English files.

Labels say in plain words what the keys of those files are for. A key without a label is reported
by its own name, so that nothing that a language lacks goes unmentioned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from quizgen.compiling.contents import answers
from quizgen.lint import advice
from quizgen.lint._context import LintContext
from quizgen.quiz.languages import WORDS, Language, load_language, missing
from quizgen.quiz.responses import Gaps, TextEntry

# What a key is for, and the sections or keys that are for it.
_SHOWN = {
    "the words beside questions": "common",
    "Anki cards": "anki",
    "prints": "print",
    "the self-test": "study",
    "the web page": "page",
    "statistics": "stats",
    "the letters of options": "letters",
    "how numbers are written (0.5)": "decimal-comma",
}
_CHECKED = {
    "verbs of saying (naming the speaker is enough)": (
        "saying according attributing after-name base-forms auxiliaries"
    ),
    "whose words a stem says they are": "speech",
    "the order of dates among options": "months date-words",
}
_ADVISED = {
    "how short a stem can be": "lint.least-words",
    "function words": "lint.functions",
    "“no” and its like": "lint.no-words",
    "loaded verbs": "lint.loaded",
    "vague stems": "lint.vague",
    "question words": "lint.questions",
    "relative words": "lint.relatives",
    "“yes” and “no”": "lint.yes-or-no",
}
_MARKED = {
    "“and” in a list": "and",
    "words before an answer (“it is”)": "lead-ins",
    "function words": "function-words",
    "“about” and its like": "approximate",
    "“minus” and “percent”": "minus percent",
    "spans of time": "between opens-a-span",
    "words in dates": "date-words",
    "eras and centuries": "before-christ after-christ century decade-ending",
    "whether 3/4 begins with the day or the month": "first-day",
    "forms of a word": "has-cases forms",
    "other spellings": "spellings",
    "like words that mean the contrary": "contrary-beginnings contrary-endings confused",
    "names of states": "names",
    "number words": "numbers",
    "units in words": "units",
}
_UNLISTED = ("direction", "filters")  # computed; an error where used


@advice
def incomplete_language(language: Language, context: LintContext) -> Iterator[str]:
    """quizgen knows the language of the deck only in part, or not at all.

    The deck is built all the same. What is listed appears in English, is unknown to marking, is not
    checked, or gets no advice. So list under `accept:` what else should count, such as a number in
    digits. Check by yourself that each stem says whose words it asks about: while verbs of saying
    are unknown, any stem passes that names the speaker.

    In scripts whose characters are words or syllables, such as Chinese, Japanese and Korean, no
    slip is forgiven, since another character is another word. In other scripts a slip may make
    another word. The deck and its source have some of these, and the extra `words` (pip install
    'quizgen[words]') has the common words of forty languages.

    Source: the files of quizgen in data/languages and data/marking, which are complete for English,
    Russian and Kazakh. For German, French, Spanish and Italian, data/speech.toml says how a text
    names who speaks.

    Found: language: fi, and a question with key: kolme siltaa
    Better: language: fi, and a question with key: kolme siltaa and accept: [3 siltaa]
    """
    from quizgen.grade import marking_language  # few decks name a language

    unmarked = marking_language.missing(language.code)
    lacking = [key for key in missing(language.code) if key not in _UNLISTED]
    shown = [key for key in lacking if _section(key) in (*WORDS, *_SHOWN.values())]
    advised = [key for key in lacking if _section(key) == "lint"]
    unchecked = [key for key in lacking if key not in (*shown, *advised)]
    if language.speech:
        unchecked = [key for key in unchecked if _section(key) != "speech"]
    lists = {
        "in English": _labels(shown, _SHOWN),
        "not known in marking": _labels(unmarked, _MARKED),
        "not checked": [*_labels(unchecked, _CHECKED), *_unread(context)],
        "not known in advice": _labels(advised, _ADVISED),
    }
    lines = [f"{head}: {', '.join(labels)}" for head, labels in lists.items() if labels]
    if lacking or unmarked:
        yield "\n".join(
            ("quizgen knows this language only in part", *lines, *_slips(language.code, context))
        )


def _unread(context: LintContext) -> Iterator[str]:
    """The source may be in another language than the questions."""
    if not all(load_language(each.language).speech for each in context.deck.about.sources):
        yield "whose words the source says they are"


def _slips(code: str, context: LintContext) -> Iterator[str]:
    from quizgen.grade.lexicon import common_words
    from quizgen.grade.likeness import has_syllables

    typed = [item for item in context.items if isinstance(item.response, TextEntry | Gaps)]
    if any(has_syllables(answer) for item in typed for answer in answers(item)):
        yield "no slip is forgiven where a character is a word or a syllable"
    elif typed and not common_words(code):
        yield "only a word of the deck or of its source is never taken for a slip"


def _labels(keys: Iterable[str], labels: Mapping[str, str]) -> list[str]:
    """The label of each key or of its section, or else the name of the section or word list, each
    once, in the order of the files."""
    known = {each: label for label, named in labels.items() for each in named.split()}
    names = {key: _section(key.removeprefix("lint.")).replace("-", " ") for key in keys}
    found = (known.get(key) or known.get(_section(key)) or name for key, name in names.items())
    return list(dict.fromkeys(found))


def _section(key: str) -> str:
    return key.partition(".")[0]
