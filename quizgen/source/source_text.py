"""The source text: read, cut into paragraphs and sentences, and made ready to be searched.

Nothing of it is ever corrected: paragraphs are shown word for word, and what is worked out about
them (sentences, quotation marks, the folded text) is kept beside them as offsets.

A quotation must be found although its quotation marks, dashes and spaces were typed another way,
but a match must be shown as the source has it. Therefore typography is folded away, and every
offset of the folded text leads back to an offset of the original. Case, digits, hyphens, % and $
are never touched: "3" and "-3" are different facts.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain
from operator import itemgetter
from typing import TypeAlias

from quizgen.reading.safe_files import SAVE_AS_UTF8, Undecodable, decode
from quizgen.source.line_ends import Paragraphs, key_of_cut
from quizgen.source.punctuation import Span, quotations, quoted_spans, sentences

QUOTE = "'"

_QUOTES = "\"'`´«»‹›‘’‚‛“”„‟′″‴ʹʺʻʼʽ〝〞〟＂＇"
_DASHES = "-‐‑‒–—―⁃−﹘﹣－"
_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

_ONE_TO_ONE = (
    dict.fromkeys(map(ord, _QUOTES), QUOTE)
    | dict.fromkeys(map(ord, _DASHES), "-")
    | dict.fromkeys(map(ord, _SPACES), " ")
)
_SPELT_OUT = "…ﬀﬁﬂﬃﬄﬅﬆ"  # texts that were copied from a PDF file have ligatures
_LENGTH_CHANGING = re.compile(f"[ {_INVISIBLE}]{{2,}}|[{_INVISIBLE}]|[{_SPELT_OUT}]|-{{2,}}")

# No real text has longer runs of combining marks (UAX #15 allows 30), and it takes quadratic time
# to normalise them.
_LONGEST_CLUSTER = 32

# The characters from the first offset up to the second become the text.
_Change: TypeAlias = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is made of runs. Run i starts at `starts[i]`, and its first character comes from
    offset `origins[i]`. `widths[i]` is 0 if the run was copied one to one; otherwise it is the
    number of original characters that became this run."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    widths: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The original span of the folded characters from `start` up to `end`. It must not be
        empty."""
        first, last = self._run(start), self._run(end - 1)
        begins = self.origins[first] + (0 if self.widths[first] else start - self.starts[first])
        ends = self.origins[last] + (self.widths[last] or end - self.starts[last])
        return begins, ends

    def _run(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1


def fold(text: str) -> Folded:
    """Folds a text. Changes that keep its length are made first, and most texts need no others."""
    same_length = text.translate(_ONE_TO_ONE)
    changes = _changes(same_length)
    if not changes:
        return Folded(text=same_length, starts=(0,), origins=(0,), widths=(0,))
    return _apply(same_length, changes)


def folded(text: str) -> str:
    """The folded text alone, without spaces around it."""
    return fold(text).text.strip(" ")


def shingles(text: str, step: int = 1) -> frozenset[str]:
    """Every `step`-th triple of letters. Similar texts share many of them and are found quickly
    so."""
    return frozenset([text[at : at + 3] for at in range(0, max(1, len(text) - 2), step)])


def _changes(text: str) -> list[_Change]:
    changes = [
        (found.start(), found.end(), _short(found[0])) for found in _LENGTH_CHANGING.finditer(text)
    ]
    if not unicodedata.is_normalized("NFC", text):
        changes = sorted(changes + list(_compositions(text)))
    return changes


def _short(run: str) -> str:
    if run in _SPELT_OUT:
        return unicodedata.normalize("NFKC", run)
    if run[0] == "-":
        return "-"  # typewriters have two hyphens for a dash
    return " " if " " in run else ""


def _apply(text: str, changes: list[_Change]) -> Folded:
    parts: list[str] = []
    runs: list[tuple[int, int, int]] = []
    length = done = 0
    for start, end, replacement in changes:
        if start < done:
            continue  # a composition inside a run of spaces
        for part, origin, width in ((text[done:start], done, 0), (replacement, start, end - start)):
            if part:
                parts.append(part)
                runs.append((length, origin, width))
                length += len(part)
        done = end
    if done < len(text) or not runs:
        parts.append(text[done:])
        runs.append((length, done, 0))
    starts, origins, widths = zip(*runs, strict=True)
    return Folded(text="".join(parts), starts=starts, origins=origins, widths=widths)


def _compositions(text: str) -> Iterator[_Change]:
    """The changes of NFC, cluster by cluster, so that the place of each is known."""
    start = 0
    for end in (*_cluster_ends(text), len(text)):
        cluster = text[start:end]
        composed = unicodedata.normalize("NFC", cluster)
        if composed != cluster:
            yield start, end, composed
        start = end


def _cluster_ends(text: str) -> Iterator[int]:
    start = 0
    for position, character in enumerate(text):
        if position and (not _joins(character) or position - start >= _LONGEST_CLUSTER):
            yield position
            start = position


def _joins(character: str) -> bool:
    """Whether it may compose with the character before it: a mark, or a Hangul vowel or final."""
    if character < "\u0300":  # the first combining mark of Unicode
        return False
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"


_LINE_ENDS = re.compile("[\v\f\x85\u2028\u2029]")
# The last two show letters in another order than the text has them in.
_REFUSED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e]")


def decode_source(content: bytes) -> str | Undecodable:
    """A text to quote from: no control characters, and every line end is "\\n"."""
    text = decode(content)
    if isinstance(text, Undecodable):
        return text
    refused = _REFUSED.search(text)
    if refused:
        return _control_character(text, refused.start())
    return _LINE_ENDS.sub("\n", text)


def _control_character(text: str, offset: int) -> Undecodable:
    line = text.count("\n", 0, offset) + 1
    if text[offset] == "\0":
        return Undecodable(f"line {line} has a NUL byte, so this is not plain text", SAVE_AS_UTF8)
    name = f"U+{ord(text[offset]):04X}"
    return Undecodable(f"the control character {name} in line {line}", f"delete {name} there")


_LONG = 1200  # characters; sentences of people are shorter


def _pieces(sentence: Span) -> Iterator[Span]:
    """They overlap by half, so that what stands at a cut is whole in one of them."""
    start, end = sentence
    while end - start > _LONG:
        yield start, start + _LONG
        start += _LONG // 2
    yield start, end


@dataclass(frozen=True)
class SourceText:
    """Paragraphs count from 1, and keep their line ends in verse. Those in `skipped` have no
    sentences and are never searched.
    `speaker` is the id of whose words all of it is, apart from what it quotes, "" for a report's;
    `labels` are what stood before a paragraph and a colon, with the id of whoever speaks there.
    `rejoined` are words that the file has cut at a line's end. What stands in a paragraph of
    `block_quotations` is quoted, though it has no quotation marks.
    The derived values are worked out when first asked for, once."""

    paragraphs: tuple[str, ...]
    skipped: frozenset[int] = frozenset()
    speaker: str = ""
    labels: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    rejoined: tuple[str, ...] = ()
    language: str = ""
    block_quotations: frozenset[int] = frozenset()

    @classmethod
    def of(cls, read: Paragraphs) -> SourceText:
        return cls(read.texts, read.skipped, rejoined=read.rejoined, block_quotations=read.quoted)

    def paragraph(self, number: int) -> str:
        return self.paragraphs[number - 1]

    def has(self, number: int) -> bool:
        """Whether the paragraph is there and is not skipped."""
        return number <= len(self.paragraphs) and number not in self.skipped

    @property
    def shown(self) -> tuple[int, ...]:
        """The numbers of the paragraphs that are not skipped."""
        return tuple(number for number in range(1, len(self.paragraphs) + 1) if self.has(number))

    def owner(self, number: int) -> str:
        """The id of whoever speaks in the paragraph outside quotation marks, "" in a report."""
        label = self._label_at(number)
        return self.labels[label][1] if label else self.speaker

    def label_of(self, number: int) -> tuple[int, str] | None:
        """The label that a paragraph stands under, and the paragraph which has it."""
        label = self._label_at(number)
        return (label, self.labels[label][0]) if label else None

    def _label_at(self, number: int) -> int:
        """A paragraph without a label continues the one before."""
        before = bisect_right(self._labelled_paragraphs, number)
        return self._labelled_paragraphs[before - 1] if before else 0

    @cached_property
    def _labelled_paragraphs(self) -> list[int]:
        return sorted(self.labels)

    def labelled(self, number: int) -> str:
        """The paragraph as print shows it."""
        label = f"{self.labels[number][0]}: " if number in self.labels else ""
        return label + self.paragraph(number)

    @cached_property
    def of_skipped(self) -> SourceText:
        """The paragraphs that are skipped, at their numbers, and nothing else."""
        numbered = enumerate(self.paragraphs, 1)
        return SourceText(tuple(text if at in self.skipped else "" for at, text in numbered))

    @cached_property
    def cut_words(self) -> Mapping[str, str]:
        """The words that may be written with a hyphen or without, as the paragraphs show them."""
        return {key_of_cut(word): word for word in self.rejoined}

    @cached_property
    def sentences(self) -> tuple[tuple[Span, ...], ...]:
        return tuple(
            () if number in self.skipped else sentences(paragraph, self.language)
            for number, paragraph in enumerate(self.paragraphs, 1)
        )

    @cached_property
    def quoted(self) -> tuple[tuple[Span, ...], ...]:
        """What stands inside quotation marks, by paragraph, or is a block quotation."""
        marked = quoted_spans(self.paragraphs)
        return tuple(
            ((0, len(self.paragraph(number))),)
            if number in self.block_quotations and not spans
            else spans
            for number, spans in enumerate(marked, 1)
        )

    @cached_property
    def folded(self) -> tuple[Folded, ...]:
        return tuple(fold(paragraph) for paragraph in self.paragraphs)

    @cached_property
    def searchable(self) -> str:
        """The folded paragraphs, one a line. Skipped ones are empty lines."""
        return "\n".join(
            "" if number in self.skipped else paragraph.text
            for number, paragraph in enumerate(self.folded, 1)
        )

    @cached_property
    def paragraph_starts(self) -> tuple[int, ...]:
        """Where each paragraph starts in `searchable`."""
        lines = self.searchable.split("\n")[:-1]
        return tuple(accumulate((len(line) + 1 for line in lines), initial=0))

    @cached_property
    def shingled(self) -> tuple[tuple[tuple[int, int, Span], ...], Mapping[str, list[int]]]:
        """Every sentence as (how many letter triples it has, paragraph, span), and the places of
        the sentences that hold each triple. A long sentence is in pieces, since what is near
        somewhere in it is compared word by word with the whole."""
        pieces: list[tuple[int, int, Span]] = []
        holding: dict[str, list[int]] = defaultdict(list)
        for number, spans in enumerate(self.sentences, 1):
            for span in chain.from_iterable(map(_pieces, spans)):
                grams = shingles(fold(self.paragraph(number)[slice(*span)]).text)
                for gram in grams:
                    holding[gram].append(len(pieces))
                pieces.append((len(grams), number, span))
        return tuple(pieces), holding

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph at an offset of `searchable`."""
        return bisect_right(self.paragraph_starts, offset)

    def bounds(self, number: int) -> Span:
        """Where the paragraph stands in `searchable`."""
        start = self.paragraph_starts[number - 1]
        following = self.paragraph_starts[number : number + 1]
        return start, following[0] - 1 if following else len(self.searchable)

    def original(self, number: int, start: int, end: int) -> Span:
        """The span in the paragraph's own text of a span of `searchable`."""
        offset = self.paragraph_starts[number - 1]
        return self.folded[number - 1].original(start - offset, end - offset)

    def ends_line(self, offset: int) -> bool:
        """Whether the space at an offset of `searchable` is the end of a line of verse."""
        number = self.paragraph_at(offset)
        return "\n" in self.paragraph(number)[slice(*self.original(number, offset, offset + 1))]

    def is_quoted_span(self, number: int, span: Span) -> bool:
        """Whether all of the span lies inside quotation marks."""
        spans = self.quoted[number - 1]
        last = bisect_right(spans, (span[0], len(self.paragraphs[number - 1]))) - 1
        return last >= 0 and span[1] <= spans[last][1]

    def sentences_touched(self, number: int, spans: tuple[Span, ...]) -> tuple[int, ...]:
        """The indices of the paragraph's sentences that share a character with one of the spans,
        in order."""
        touched: set[int] = set()
        ranges = self.sentences[number - 1]
        for start, end in spans:
            first = bisect_right(ranges, start, key=itemgetter(1))
            touched.update(range(first, bisect_left(ranges, end, key=itemgetter(0))))
        return tuple(sorted(touched))


FAR = 5_000  # characters; no clause is so far from its quotation


@dataclass(frozen=True, slots=True)
class QuotedParagraph:
    """A paragraph, with the spans of the quotations and sentences near the words in question."""

    text: str
    quoted: Sequence[Span]
    sentences: Sequence[Span]

    @classmethod
    def of(cls, text: str) -> QuotedParagraph:
        return cls(text, quotations(text), sentences(text))

    @classmethod
    def near(cls, source: SourceText, number: int, span: Span) -> QuotedParagraph:
        quoted, sentences = source.quoted[number - 1], source.sentences[number - 1]
        return cls(source.paragraph(number), _near(quoted, span), _near(sentences, span))

    def sentence_at(self, offset: int) -> Span:
        fitting = (each for each in self.sentences if each[0] <= offset < each[1])
        return next(fitting, (offset, offset))

    def quotation_of(self, span: Span) -> Span | None:
        """The quotation that holds the words at `span`."""
        holding = (each for each in self.quoted if each[0] <= span[0] and span[1] <= each[1])
        return next(holding, None)

    def narration(self, start: int, end: int) -> str:
        """The text between these offsets that is outside quotation marks."""
        parts = []
        for quoted_start, quoted_end in self.quoted:
            if quoted_start < end and quoted_end > start:
                parts.append(self.text[start : max(start, quoted_start)])
                start = quoted_end
        return " ".join([*parts, self.text[start:end]])


def _near(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    first = bisect_left(spans, (span[0] - FAR, 0))
    return spans[max(0, first - 1) : bisect_left(spans, (span[1] + FAR, 0))]
