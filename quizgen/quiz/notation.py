"""How numbers, dates, code and verdicts are written, and which texts say the same."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TypeVar

from msgspec import structs

from quizgen.quiz.languages import Language
from quizgen.quiz.responses import Choice, Gap, Gaps, Match, Numeric, Open, Response, TextEntry
from quizgen.quiz.rich import LOWERED, RAISED, Code, Listing, Rich, Text, every, plain
from quizgen.reading.characters import normalised, words


def read_number(text: str, language: Language) -> Decimal | None:
    """Reads 14,000 and 0.5, or 14 000 and 0,5 where the language has a decimal comma."""
    bare = text.strip().replace("−", "-")
    value = read_digits(bare.removeprefix("-").removeprefix("+"), language.has_decimal_comma)
    return -value if value is not None and bare.startswith("-") else value


def written_number(value: Decimal, language: Language) -> str:
    """Writes a number so that `read_number` reads it again. Thousands have no marks."""
    digits = f"{value.normalize():f}"
    return digits.replace(".", ",") if language.has_decimal_comma else digits


def tolerance_in_words(numeric: Numeric, language: Language) -> str:
    tolerance = written_number(numeric.tolerance, language)
    return language.say("common.tolerance", tolerance=tolerance) if numeric.tolerance else ""


def number(language: Language, value: float) -> str:
    return written_number(Decimal(f"{value:g}"), language)


def count(language: Language, thing: str, value: float) -> str:
    """ "2 points": `thing` is "points" or "questions"; patterns of the language choose its form,
    since Russian has three where English has two."""
    shown = number(language, value)
    forms = (form for form in ("one", "few") if re.search(language.say(f"common.{form}"), shown))
    return language.say(f"common.{thing}-{next(forms, 'many')}", number=shown)


def marking_points(response: Open, language: Language) -> tuple[Rich, ...]:
    """Adds to each what it is worth, where that is said."""
    if not response.worths:
        return response.points
    return tuple(
        (*point, f" ({count(language, 'points', worth)})")
        for point, worth in zip(response.points, response.worths, strict=True)
    )


def read_digits(digits: str, has_decimal_comma: bool) -> Decimal | None:
    """Reads digits and their marks, both for authors and for learners. It returns None where they
    make no number, as in 1,2,3 or 1.2.3.

    How 1,000 is meant depends on where its reader went to school. The rule: marks that group digits
    by threes throughout are grouping, except for a single decimal mark of the language; a dot is
    one in every language. So 1,000 in English and 1 000 and 1.000.000 everywhere are whole; 1.000,
    3,5 and 0,125 are not.
    """
    if len(digits) > _LONGEST_NUMBER:
        return None
    bare = _SPACED.sub("", digits) if _GROUPED_BY_SPACES.match(digits) else digits
    bare = bare.replace("’", "'")
    if _INDIAN.fullmatch(bare):  # 1,50,000 can be read in no other way
        return Decimal(bare.replace(",", ""))
    whole, mark, fraction = _split_fraction(bare, ".," if has_decimal_comma else ".")
    if not fraction.isdecimal() and mark:
        return None
    grouped = _GROUPED.fullmatch(whole)
    is_whole = whole.isdecimal() or (not whole and bool(mark))
    if not is_whole and (grouped is None or grouped["mark"] == mark):
        return None
    unmarked = whole.translate(_UNMARKED) or "0"
    return Decimal(f"{unmarked}.{fraction}" if fraction else unmarked)


_LONGEST_NUMBER = 200
_SPACED = re.compile(r"\s")
_GROUPED_BY_SPACES = re.compile(r"[0-9]{1,3}(?:\s[0-9]{3})+(?![0-9])")
# A number in groups never begins with 0, so 0,125 is a fraction.
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?P<mark>[,.'])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
# In India only the last group has three digits, and all others have two.
_INDIAN = re.compile(r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_UNMARKED = str.maketrans("", "", ",.'")


def _split_fraction(digits: str, decimal_marks: str) -> tuple[str, str, str]:
    """Gives the whole part, the decimal mark and the fraction. The last mark is the decimal mark if
    it cannot be grouping digits."""
    grouped = _GROUPED.fullmatch(digits)
    if grouped and (grouped["mark"] not in decimal_marks or digits.count(grouped["mark"]) > 1):
        return digits, "", ""
    last = max(digits.rfind(","), digits.rfind("."))
    return (digits, "", "") if last < 0 else (digits[:last], digits[last], digits[last + 1 :])


def read_date(text: str, language: Language) -> tuple[int, int, int] | None:
    """(year, month, day), with 0 for what is not said; None where no month is named or another
    word stands beside it."""
    year = month = day = 0
    for word in re.findall(r"\w+", text.casefold()):
        if word in language.months:
            month = language.months[word]
        elif word.isdecimal() and len(word) == 4:
            year = int(word)
        elif word.isdecimal() and len(word) <= 2:
            day = int(word)
        elif word not in language.date_words:
            return None
    return (year, month, day) if month else None


_Key = TypeVar("_Key", bound=Gap)


def as_typed(key: _Key) -> _Key:
    """A key that is code is typed exactly, and without its backticks."""
    if key.answer == without_ticks(key.answer):
        return key
    answer, *accepted = map(without_ticks, (key.answer, *key.accepted))
    return structs.replace(key, answer=answer, accepted=tuple(accepted), match=Match.EXACT)


def in_code(response: Response) -> Response:
    """The response with its typed keys as they are typed."""
    match response:
        case TextEntry() as entry:
            return as_typed(entry)
        case Gaps(gaps=gaps):
            return structs.replace(response, gaps=tuple(map(as_typed, gaps)))
        case _:
            return response


def without_ticks(text: str) -> str:
    """The code in a typed text that is nothing else; any other text as it is."""
    found = _CODE_ALONE.fullmatch(text.strip()) if "`" in text else None
    is_one = found and found[1] not in re.findall("`+", found[2])
    return found[2].strip() if found and is_one else text


_CODE_ALONE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1", re.DOTALL)


def typed_text(text: str) -> Rich:
    """A typed text, in which only code alone is markup."""
    code = without_ticks(text)
    return (Text(text),) if code == text else (Code(code),)


def same(text: str) -> str:
    """Brings a text into a form in which two options that say the same are equal. Case, width,
    spaces and the final mark do not count; a leading minus, digits and % do. Code alone stays as
    it is, and so does a text of marks alone, which may be what is asked for."""
    if "`" in text and text != without_ticks(text):
        return text
    if not text.isascii():
        text = normalised("NFKC", text.translate(_SHIFTED))
    spaced = " ".join(text.casefold().split())
    return spaced.rstrip(".!?;:, ").strip("“”\"'«» ") or spaced


# NFKC would make 10² of 102.
_SHIFTED = str.maketrans(
    {shown: f"^{sign}" for sign, shown in RAISED.items()}
    | {shown: f"_{sign}" for sign, shown in LOWERED.items()}
)


def alike(rich: Rich) -> tuple[str, ...]:
    """What is equal in two texts that say the same. Code counts sign for sign, since in a program
    a capital, a space or a quotation mark can be all the difference."""
    if len(rich) == 1 and isinstance(rich[0], str):
        return (same(rich[0]),)  # nearly all texts
    return (same(plain(rich)), *(node.text for node in every(rich) if isinstance(node, _CODE)))


_CODE = (Code, Listing)


def bare_words(text: str) -> str:
    """Gives only the words, with a space between them, for comparisons in which no mark counts."""
    return " ".join(words(text.casefold()))


TRUE, FALSE, NOT_STATED = VERDICTS = ("true", "false", "not stated")


def shown_as(verdict: str, language: Language) -> str:
    return language.say(f"common.{verdict.replace(' ', '-')}")


def verdicts(choice: Choice, language: Language) -> tuple[str, ...]:
    """What the options of a statement say, in their order; () for any other choice."""
    possible = VERDICTS[: len(choice.options)]
    shown = tuple(plain(option.content) for option in choice.options)
    is_statement = len(shown) > 1 and not choice.is_multiple
    words = tuple(shown_as(each, language) for each in possible)
    return possible if is_statement and shown == words else ()
