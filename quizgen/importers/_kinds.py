"""Makes a question of one of our kinds out of foreign answers, whichever format they come from.
Whatever our kinds cannot express is listed as lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from quizgen.diagnostics import Diagnostic, Location
from quizgen.importers import _imported
from quizgen.importers._foreign_text import Conversion, Formatted, as_typed, side_by_side
from quizgen.importers._imported import ForeignPicture, Imported, Value
from quizgen.importers._referring import names_letters, stays_last
from quizgen.quiz.languages import known, load_language

NO_MODEL_ANSWER = "No model answer is given."
WORDLESS = "the question has no words"
NOTHING = Formatted("")
ENGLISH_TRUTHS = {"true": True, "t": True, "false": False, "f": False}
_MOST_DIGITS = 40  # 1e999999 would be written out with a million zeros


@dataclass(frozen=True, slots=True)
class KindAndKeys:
    kind: str
    keys: dict[str, Value]


@dataclass(frozen=True, slots=True)
class ForeignAnswer:
    """`sign` is =, ~ or "" (before the first of them); `weight` in per cent, None for none. Of a
    statement, `feedback` goes with the wrong answer and `praise` with the right one."""

    sign: str
    text: Formatted
    weight: float | None = None
    feedback: Formatted = NOTHING
    praise: Formatted = NOTHING

    @property
    def is_key(self) -> bool:
        """Whether the answer is right: its sign says so, or it earns a share of the points."""
        return self.weight > 0 if self.weight is not None else self.sign == "="


def as_question(
    where: Location,
    found: KindAndKeys | str,
    texts: Conversion,
    *,
    stem: str,
    rationale: str = "",
    hint: str = "",
    tags: Sequence[str] = (),
    subdeck: str = "",
    points: str = "",
    id: str = "",
    title: str = "",
    picture: ForeignPicture | None = None,
) -> Iterator[Imported | Diagnostic]:
    """The question and what is lost of it, or why it cannot be read."""
    if isinstance(found, str) or not stem:
        yield _imported.unread(where, found if isinstance(found, str) else WORDLESS)
        return
    found = with_rationale(found, rationale)
    more: dict[str, Value] = {
        "hint": hint,
        "tags": _imported.tags_of(tags),
        "subdeck": subdeck,
        "points": points,
    }
    keys = {"stem": stem, **found.keys, **{key: said for key, said in more.items() if said}}
    yield Imported(
        where=where,
        kind=found.kind,
        keys=keys,
        id=id,
        title=title or stem,
        picture=picture or texts.picture,
    )
    yield from _losses(where, texts, tags)


def _losses(where: Location, texts: Conversion, tags: Sequence[str]) -> Iterator[Diagnostic]:
    for lost in dict.fromkeys(texts.lost):
        yield _imported.not_kept(where, f"not kept: {lost}")
    for tag in tags:
        if _imported.as_tag(tag) != tag:
            yield _imported.changed(where, f"the tag “{tag}” is `{_imported.as_tag(tag)}` here")


def essay(model: str) -> KindAndKeys:
    """An open question with this answer, without the word that our own export puts before it."""
    labels = (f"{load_language(code).say('common.answer')}: " for code in known())
    label = next(filter(model.startswith, labels), "")
    return KindAndKeys("open", {"key": model.removeprefix(label) or NO_MODEL_ANSWER})


def with_rationale(found: KindAndKeys, *more: str) -> KindAndKeys:
    texts = [str(found.keys.get("rationale", "")), *more]
    rationale = side_by_side(list(dict.fromkeys(filter(None, texts))))
    keys: dict[str, Value] = {"rationale": rationale} if rationale else {}
    return KindAndKeys(found.kind, {**found.keys, **keys})


def true_or_false(truth: Value, answer: ForeignAnswer, texts: Conversion) -> KindAndKeys:
    why = texts.prose(answer.feedback)
    keys = {"key": truth, **({"why": why} if why else {})}
    return with_rationale(KindAndKeys("truefalse", keys), texts.prose(answer.praise))


def choice(answers: Sequence[ForeignAnswer], texts: Conversion) -> KindAndKeys | str:
    answers = _without_empty(answers, texts)
    right = [answer for answer in answers if answer.is_key]
    whole = [answer for answer in right if answer.sign == "=" and answer.weight in (None, 100)]
    if len(whole) == 1 and len(answers) > 1:
        return _single(whole[0], answers, texts)
    found = several(answers, texts)
    if isinstance(found, str):
        return found
    if whole:
        texts.lost.append("that one of several right options is enough; here all must be chosen")
    if any(answer.weight is not None for answer in answers):
        found.keys["scoring"] = "parts"  # right minus wrong gives each right option the same
        listed = ", ".join(f"{answer.weight or 0:g} %" for answer in right)
        if len({answer.weight for answer in right}) > 1:
            lost = f"the weights {listed} of the right options; here each counts the same"
            texts.lost.append(lost)
    return found


def offered_truth(answers: Sequence[ForeignAnswer]) -> bool | None:
    """Whether a statement is true that offers True and False to choose from; None for another
    question."""
    words = [ENGLISH_TRUTHS.get(answer.text.text.strip(" .").lower()) for answer in answers]
    right = [truth for truth, answer in zip(words, answers, strict=True) if answer.is_key]
    return right[0] if len(right) == 1 and {*words} == {True, False} else None


def several(answers: Sequence[ForeignAnswer], texts: Conversion) -> KindAndKeys | str:
    """A choice of which all right options must be chosen."""
    right: list[Value] = [_option(answer, texts) for answer in answers if answer.is_key]
    wrong: list[Value] = [_option(answer, texts) for answer in answers if not answer.is_key]
    if not right:
        return "no answer is right"
    if not wrong:
        return "no answer is wrong"
    return KindAndKeys("multiple", {"keys": right, "distractors": wrong, **_order(answers, texts)})


def _without_empty(answers: Sequence[ForeignAnswer], texts: Conversion) -> list[ForeignAnswer]:
    """What shows only a picture is empty for us."""
    kept = [answer for answer in answers if texts.words(answer.text)]
    for answer in answers:
        if answer not in kept:
            texts.prose(answer.text)
            texts.lost.append("an answer without words")
    return kept


def _single(key: ForeignAnswer, answers: Sequence[ForeignAnswer], texts: Conversion) -> KindAndKeys:
    others = [answer for answer in answers if answer is not key]
    for answer in others:
        if answer.weight:
            texts.lost.append(_share(answer, "", texts))
    distractors: list[Value] = [_option(answer, texts) for answer in others]
    order = _order(answers, texts)
    if not order and stays_last(texts.words(key.text)):
        order = {"order": "key-last"}
    keys = {"key": texts.prose(key.text), "distractors": distractors, **order}
    return with_rationale(KindAndKeys("choice", keys), texts.prose(key.feedback))


def _share(answer: ForeignAnswer, what: str, texts: Conversion) -> str:
    return f"{answer.weight:g} % of the points for {what}“{texts.words(answer.text)}”"


def _option(answer: ForeignAnswer, texts: Conversion) -> Value:
    text, why = texts.prose(answer.text), texts.prose(answer.feedback)
    last: dict[str, Value] = {"last": True} if stays_last(texts.words(answer.text)) else {}
    return {"text": text, **({"why": why} if why else {}), **last} if why or last else text


def _order(answers: Sequence[ForeignAnswer], texts: Conversion) -> dict[str, Value]:
    """The places of the right options, where an option names others by their letters."""
    if not any(names_letters(texts.words(answer.text)) for answer in answers):
        return {}
    return {"order": [place for place, answer in enumerate(answers, 1) if answer.is_key]}


def short(answers: Sequence[ForeignAnswer], texts: Conversion) -> KindAndKeys | str:
    answers = _without_empty(answers, texts)
    whole = [answer for answer in answers if answer.weight in (None, 100)]
    partial = [answer for answer in answers if answer not in whole]
    texts.lost.extend(_share(answer, "the answer ", texts) for answer in partial)
    if not whole:
        return "no answer gets all the points"
    for answer in whole[1:]:
        if feedback := texts.words(answer.feedback):
            texts.lost.append(f"the feedback “{feedback}”")
    if any("*" in texts.words(answer.text).replace("\\*", "") for answer in whole):
        texts.lost.append("that * stands for any letters in an answer; here it is an asterisk")
    # Moodle has an asterisk that stands for itself behind a backslash
    key, *others = (texts.words(answer.text).replace("\\*", "*") for answer in whole)
    accept: dict[str, Value] = {"accept": [*others]} if others else {}
    keys: dict[str, Value] = {"key": as_typed(key), **accept}
    return with_rationale(KindAndKeys("short", keys), texts.prose(whole[0].feedback))


def matching(pairs: Iterable[tuple[Formatted, Formatted]], texts: Conversion) -> KindAndKeys | str:
    """A right-hand side without a left one matches nothing."""
    found: dict[str, Value] = {}
    extras: list[Value] = []
    for written, right in pairs:
        left = texts.typed(written)
        if not left:
            extras.append(texts.prose(right))
        elif left in found:
            texts.lost.append(f"a second pair of “{left}”")
        else:
            found[left] = texts.prose(right)
    if len(found) < 2:
        return "there are fewer than two pairs to match"
    return KindAndKeys("matching", {"pairs": found, **({"extras": extras} if extras else {})})


def numeric(answers: Sequence[ForeignAnswer], texts: Conversion) -> KindAndKeys | str:
    """The answer is a number, `value:tolerance`, or `least..most`."""
    whole = next((answer for answer in answers if answer.weight in (None, 100)), None)
    others = (answer for answer in answers if answer is not whole)
    texts.lost.extend(f"the answer “{texts.words(answer.text)}”" for answer in others)
    found = _number(texts.words(whole.text)) if whole else None
    if whole is None or found is None:
        return "the answer is not a number"
    value, tolerance = found
    allowed: dict[str, Value] = {"tolerance": f"{tolerance:f}"} if tolerance else {}
    keys: dict[str, Value] = {"key": f"{value:f}", **allowed}
    return with_rationale(KindAndKeys("numeric", keys), texts.prose(whole.feedback))


def _number(text: str) -> tuple[Decimal, Decimal] | None:
    try:
        if ".." in text:
            least, most = (Decimal(part.strip()) for part in text.split("..", 1))
            numbers = ((least + most) / 2, abs(most - least) / 2)
        else:
            value, _, tolerance = text.partition(":")
            numbers = (Decimal(value.strip()), abs(Decimal(tolerance.strip() or "0")))
    except InvalidOperation:
        return None
    is_sane = all(n.is_finite() and abs(n.adjusted()) < _MOST_DIGITS for n in numbers)
    return numbers if is_sane else None
