"""How an answer and a key are written into the log, in words that outlive an edit of the deck."""

from __future__ import annotations

import json
from hashlib import sha256

from quizgen.grade.answer import Answer, Chosen, Judged, Matched, Ordered, Typed
from quizgen.interchange import encode
from quizgen.model import Choice, Matching, Ordering, Response, plain


def as_logged(response: Response, answer: Answer | None) -> str:
    """JSON: a list of texts (options chosen, texts typed, steps in the order given), pairs for a
    matching, true or false for a judgement, null where the answer was asked for."""
    return json.dumps(_given(response, answer), ensure_ascii=False)


def key_hash(response: Response) -> str:
    """Sixteen hexadecimal digits that change when what counts as right changes."""
    written = json.dumps(encode.response(response), ensure_ascii=False, sort_keys=True)
    return sha256(written.encode()).hexdigest()[:16]


def _given(response: Response, answer: Answer | None) -> object:
    match response, answer:
        case Choice(options=options), Chosen(chosen):
            return [plain(options[index].content) for index in sorted(chosen)]
        case Matching() as matching, Matched(rights):
            return [
                [plain(pair.left), None if right is None else plain(matching.rights[right])]
                for pair, right in zip(matching.pairs, rights, strict=True)
            ]
        case Ordering(steps), Ordered(given):
            return [plain(steps[index]) for index in given]
        case _, Typed(texts):
            return list(texts)
        case _, Judged(is_right):
            return is_right
        case _:
            return None
