"""Turns GIFT's kinds of answers into ours. Whatever ours cannot express is listed as lost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from quizgen.importers._gift_answers import GiftAnswer, GiftBody, formatted
from quizgen.importers._gift_text import as_written, unescaped, words_alone
from quizgen.importers._imported import Value
from quizgen.importers._prose import as_typed
from quizgen.phrases import NO_KEY

_ARROW = "->"
_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}


@dataclass(frozen=True, slots=True)
class KindAndKeys:
    kind: str
    keys: dict[str, Value]


@dataclass(frozen=True, slots=True)
class _GiftTexts:
    """Texts of one question, in the format of its stem; `lost` gathers what they lose."""

    form: str
    lost: list[str]

    def prose(self, text: str) -> str:
        written, lost = as_written(formatted(text, self.form))
        self.lost.extend(lost)
        return written

    def plain(self, text: str) -> str:
        """Reads an answer that learners type, which is one line without markup."""
        return " ".join(unescaped(formatted(text, self.form).text).split())


def response(body: GiftBody, form: str, lost: list[str]) -> KindAndKeys | str:
    """The kind and its keys, or why there is none."""
    texts = _GiftTexts(form, lost)
    found = _response(body, texts)
    if isinstance(found, KindAndKeys) and body.general:
        rationale = [str(found.keys.get("rationale", "")), texts.prose(body.general)]
        found.keys["rationale"] = " ".join(filter(None, rationale))
    return found


def _response(body: GiftBody, texts: _GiftTexts) -> KindAndKeys | str:
    answers = body.answers
    if not answers:
        return KindAndKeys("open", {"key": NO_KEY})
    if body.is_numeric:
        return _numeric(answers, texts)
    first = answers[0]
    if len(answers) == 1 and not first.sign:
        return _true_or_false(body, texts)
    if not all(answer.sign for answer in answers):
        return f"“{first.text}” comes before the first answer; an answer begins with = or ~"
    if all(answer.sign == "=" and _ARROW in answer.text for answer in answers):
        return _matching(answers, texts)
    if any(answer.sign == "~" for answer in answers):
        return _choice(answers, texts)
    return _short(answers, texts)


def _true_or_false(body: GiftBody, texts: _GiftTexts) -> KindAndKeys | str:
    """Its feedback is first that of the wrong answer, then that of the right one."""
    (answer,) = body.answers
    truth = _TRUTHS.get(answer.text.upper())
    if truth is None:
        return f"“{answer.text}” is not an answer: one begins with = or ~, or is just T or F"
    keys: dict[str, Value] = {"key": truth}
    wrong, _, right = answer.feedback.partition("#")
    if wrong.strip():
        keys["why"] = texts.prose(wrong.strip())
    if right.strip():
        keys["rationale"] = texts.prose(right.strip())
    return KindAndKeys("truefalse", keys)


def _choice(answers: tuple[GiftAnswer, ...], texts: _GiftTexts) -> KindAndKeys | str:
    right = [answer for answer in answers if answer.is_key]
    wrong = [answer for answer in answers if not answer.is_key]
    if not right:
        return "no answer is right"
    if not wrong:
        return "no answer is wrong"
    whole = [answer for answer in right if answer.sign == "=" and answer.weight in (None, 100)]
    if len(whole) == 1:
        return _single(whole[0], [a for a in answers if a is not whole[0]], texts)
    if whole:
        texts.lost.append("that one of several right options is enough; here all must be chosen")
    options: list[Value] = [_option(answer, texts) for answer in right]
    keys: dict[str, Value] = {"keys": options, "distractors": [_option(a, texts) for a in wrong]}
    if any(answer.weight is not None for answer in answers):
        keys["scoring"] = "parts"
        _leave_out_weights(right, texts)
    return KindAndKeys("multiple", keys)


def _single(key: GiftAnswer, others: list[GiftAnswer], texts: _GiftTexts) -> KindAndKeys:
    for answer in others:
        if answer.weight:
            share = f"{answer.weight:g} %"
            texts.lost.append(f"{share} of the points for “{texts.plain(answer.text)}”")
    keys: dict[str, Value] = {
        "key": texts.prose(key.text),
        "distractors": [_option(answer, texts) for answer in others],
    }
    if key.feedback:
        keys["rationale"] = texts.prose(key.feedback)
    return KindAndKeys("choice", keys)


def _leave_out_weights(right: list[GiftAnswer], texts: _GiftTexts) -> None:
    """Right minus wrong gives each right option the same."""
    if len({answer.weight for answer in right}) > 1:
        listed = ", ".join(f"{answer.weight or 0:g} %" for answer in right)
        texts.lost.append(f"the weights {listed} of the right options; here each counts the same")


def _option(answer: GiftAnswer, texts: _GiftTexts) -> Value:
    text = texts.prose(answer.text)
    if not answer.feedback:
        return text
    return {"text": text, "why": texts.prose(answer.feedback)}


def _short(answers: tuple[GiftAnswer, ...], texts: _GiftTexts) -> KindAndKeys | str:
    whole = [answer for answer in answers if answer.weight in (None, 100)]
    for answer in answers:
        if answer not in whole:
            share = f"{answer.weight:g} %"
            texts.lost.append(f"{share} of the points for the answer “{texts.plain(answer.text)}”")
    if not whole:
        return "no answer gets all the points"
    for answer in whole[1:]:
        if answer.feedback:
            texts.lost.append(f"the feedback “{texts.plain(answer.feedback)}”")
    if any("*" in answer.text.replace("\\*", "") for answer in whole):
        texts.lost.append("that * stands for any letters in an answer; here it is an asterisk")
    keys: dict[str, Value] = {"key": as_typed(texts.plain(whole[0].text))}
    variants: list[Value] = [texts.plain(answer.text) for answer in whole[1:]]
    if variants:
        keys["accept"] = variants
    if whole[0].feedback:
        keys["rationale"] = texts.prose(whole[0].feedback)
    return KindAndKeys("short", keys)


def _matching(answers: tuple[GiftAnswer, ...], texts: _GiftTexts) -> KindAndKeys | str:
    """A right-hand side without a left one matches nothing."""
    pairs: dict[str, Value] = {}
    extras: list[Value] = []
    for answer in answers:
        written, _, right = answer.text.partition(_ARROW)
        left = as_typed(words_alone(formatted(written, texts.form)))
        if not left:
            extras.append(texts.prose(right))
        elif left in pairs:
            texts.lost.append(f"a second pair of “{left}”")
        else:
            pairs[left] = texts.prose(right)
    if len(pairs) < 2:
        return "there are fewer than two pairs to match"
    return KindAndKeys("matching", {"pairs": pairs, **({"extras": extras} if extras else {})})


def _numeric(answers: tuple[GiftAnswer, ...], texts: _GiftTexts) -> KindAndKeys | str:
    whole = [answer for answer in answers if answer.weight in (None, 100)]
    for answer in answers:
        if answer is not (whole[0] if whole else None):
            texts.lost.append(f"the answer “{texts.plain(answer.text)}”")
    found = _number(unescaped(whole[0].text)) if whole else None
    if found is None:
        return "the answer is not a number"
    value, tolerance = found
    keys: dict[str, Value] = {"key": f"{value:f}"}
    if tolerance:
        keys["tolerance"] = f"{tolerance:f}"
    if whole[0].feedback:
        keys["rationale"] = texts.prose(whole[0].feedback)
    return KindAndKeys("numeric", keys)


def _number(text: str) -> tuple[Decimal, Decimal] | None:
    """The value and the tolerance, written as `value:tolerance` or `least..most`."""
    try:
        if ".." in text:
            least, most = (Decimal(part.strip()) for part in text.split("..", 1))
            numbers = ((least + most) / 2, abs(most - least) / 2)
        else:
            value, _, tolerance = text.partition(":")
            numbers = (Decimal(value.strip()), abs(Decimal(tolerance.strip() or "0")))
    except InvalidOperation:
        return None
    # 1e999999 would be written out with a million zeros
    is_sane = all(number.is_finite() and abs(number.adjusted()) < 15 for number in numbers)
    return numbers if is_sane else None
