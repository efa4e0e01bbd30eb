"""The deck of imported questions. What the compiler would refuse is left out and named, so that the
rest can be built at once."""

from __future__ import annotations

import binascii
import json
import re
from base64 import b64decode
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from urllib.parse import unquote

from quizgen.compiling.assemble import assemble
from quizgen.compiling.expand import expand
from quizgen.diagnostics import Diagnostic, Severity, TextFile, printable, shortened
from quizgen.importers._drafts import with_quotations
from quizgen.importers._imported import (
    Entries,
    ForeignPicture,
    Imported,
    Value,
    as_id,
    changed,
    not_kept,
    unread,
)
from quizgen.load import load
from quizgen.quiz.images import fault
from quizgen.reading.characters import REPLACEMENT, without_refused
from quizgen.source.source_text import SourceText

_ENTRY = re.compile(r"^  ([^\s#].*):$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class NewDeck:
    text: str
    kept: int
    quoting: int
    pictures: Mapping[str, bytes]
    problems: tuple[Diagnostic, ...]


def new_deck(
    head: DeckHead, found: Sequence[Imported], pictures: Pictures, quoted: SourceText | None
) -> NewDeck:
    """`quoted` is a text that the questions ask about; then they are drafts that quote it."""
    questions, problems = named(found)
    entries: dict[str, Mapping[str, Value]] = {}
    for name, each in questions.items():
        image, more = pictures.keys(each)
        entries[name] = {"kind": each.kind, **each.keys, **image}
        problems += more
    refused = _refused(head, entries, pictures) if quoted is None else {}
    problems += [unread(questions[name].where, said) for name, said in refused.items()]
    sound: Entries = {name: keys for name, keys in entries.items() if name not in refused}
    if quoted is not None:
        sound = with_quotations(sound, quoted)
    text = deck_text(head, sound)
    files = {name: content for name, content in pictures.files.items() if name in text}
    quoting = sum("quote" in keys for keys in sound.values())
    return NewDeck(
        text=text, kept=len(sound), quoting=quoting, pictures=files, problems=tuple(problems)
    )


def _refused(head: DeckHead, entries: Entries, pictures: Pictures) -> dict[str, str]:
    """Why the compiler refuses a question. Once one is gone, others may be refused with better
    reasons, since some stages wait for the ones before."""
    refused: dict[str, str] = {}
    while True:
        rest = {name: keys for name, keys in entries.items() if name not in refused}
        more = _errors(deck_text(head, rest), pictures)
        if not rest or not more:
            return refused
        refused |= more


def _errors(text: str, beside: Pictures) -> dict[str, str]:
    """What is wrong with the questions of a deck, by their ids."""
    deck, problems = load(TextFile("", text), beside, "aaaaaaaaaa")
    if deck is not None:
        expansion, more = expand(deck)
        _, still_more = assemble(deck, expansion)
        problems = [*problems, *more, *still_more]
    entries = [*_ENTRY.finditer(text)]
    wrong: dict[str, str] = {}
    for problem in problems:
        at = bisect_right(entries, problem.where.start, key=re.Match.start) - 1
        if problem.severity is Severity.ERROR and at >= 0:
            name = entries[at][1]
            wrong.setdefault(name, problem.message.replace(f" of `{name}`", ""))
    return wrong


def named(questions: Sequence[Imported]) -> tuple[dict[str, Imported], list[Diagnostic]]:
    """Every question by its id: the file's own where it has one, else from its title or its first
    words; never from a hash of its content, which changes with every correction. One that stands
    twice in the file is taken once."""
    found: dict[str, Imported] = {}
    problems: list[Diagnostic] = []
    seen: dict[str, Imported] = {}
    for question in questions:
        first = seen.setdefault(repr((question.kind, question.keys)), question)
        if first is not question:
            line, _ = first.where.file.line_and_column(first.where.start)
            problems.append(unread(question.where, f"the same question as in line {line}"))
            continue
        words = [*filter(None, map(as_id, question.title.split()))][:6]
        slug = as_id("-".join(words)).lower()
        wanted = as_id(question.id, dots=True) or slug or "question"
        names = chain([wanted], (f"{wanted[:90]}-{number}" for number in count(2)))
        name = next(each for each in names if each not in found)
        if question.id and name != question.id:
            problems.append(changed(question.where, f"the id “{question.id}” is `{name}` here"))
        found[name] = question
    return found, problems


_HEAD = """\
# yaml-language-server: $schema=schema.json
{remark}
quizgen: 1
deck: {name}
uid: {uid}
title: {title}
language: {language}
source: {source}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckHead:
    """`source` is what stands there in the deck; `remark` says what the deck was made from."""

    name: str
    uid: str
    title: str
    remark: str
    source: Value = "none"
    language: str = "en"


def deck_text(head: DeckHead, questions: Entries) -> str:
    begin = _HEAD.format(
        remark="\n".join(f"# {printable(line)}" for line in head.remark.splitlines()),
        name=head.name,
        uid=head.uid,
        title=_written(head.title),
        language=head.language,
        source=_written(head.source),
    )
    return "".join([begin, *_speakers(questions), *_section(questions)])


def _speakers(questions: Entries) -> Iterator[str]:
    """Whoever is declared at `speaker:`, by an id that is made of the name."""
    ids = speaker_ids(questions)
    if ids:
        yield "\nspeakers:\n"
    for question in questions.values():
        match question.get("speaker"):
            case dict(declared) if name := ids.pop(repr(declared), ""):
                remark = f"    # {declared['remark']}" if "remark" in declared else ""
                shown = {key: said for key, said in declared.items() if key != "remark"}
                yield f"  {name}: {_written(shown)}{remark}\n"


def speaker_ids(questions: Entries) -> dict[str, str]:
    """The id of each declaration that stands at `speaker:`; those without a name are numbered."""
    ids: dict[str, str] = {}
    for question in questions.values():
        match question.get("speaker"):
            case dict(declared):
                wanted = as_id(str(declared["name"])).lower() or "speaker"
                names = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
                ids.setdefault(
                    repr(declared), next(each for each in names if each not in ids.values())
                )
    return ids


def _section(questions: Entries) -> Iterator[str]:
    ids = speaker_ids(questions)
    if questions:
        yield "\nquestions:\n"
    for name, keys in questions.items():
        yield f"  {name}:\n"
        for key, value in keys.items():
            yield f"    {key}: {_written(ids.get(repr(value), value))}\n"


def _written(value: Value) -> str:
    """The value on one line, without what no deck may hold; JSON is YAML as well."""
    match value:
        case str(text):
            allowed = without_refused(text).replace(REPLACEMENT, "")
            return allowed if _PLAIN.fullmatch(allowed) else json.dumps(allowed, ensure_ascii=False)
        case list(entries):
            return f"[{', '.join(map(_written, entries))}]"
        case dict(entries):
            return f"{{{', '.join(f'{_key(k)}: {_written(v)}' for k, v in entries.items())}}}"
        case _:
            return json.dumps(value)


def _key(text: str) -> str:
    """YAML looks for the colon of a key in its first 1,024 characters, unless a ? announces it."""
    written = _written(text)
    return written if len(written) < 1000 else f"? {written} "


# Words that YAML takes as they are, also between brackets.
_PLAIN = re.compile(r"[^\W_](?:[^,:#\[\]{}\n\"'\\&*!|>%@`]*[^\s,:#\[\]{}\"'\\&*!|>%@`])?")


_INLINE = re.compile(r"data:image/(\w+)[\w+.;=-]*;base64,(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pictures:
    """`find` gets the bytes of a file beside the imported one. `files` are those to write."""

    deck: str
    find: Callable[[str], bytes | None]
    files: dict[str, bytes] = field(default_factory=dict)

    def read(self, name: str) -> bytes | None:
        """A file beside the deck, which is not on disk yet."""
        return self.files.get(name)

    def keys(self, question: Imported) -> tuple[dict[str, Value], list[Diagnostic]]:
        """What the question says of its picture."""
        if question.picture is None:
            return {}, []
        picture = _opened(question.picture)
        content = self.find(picture.name) if picture.content is None else picture.content
        shown = shortened(picture.name)
        if content is None:
            message = f"not kept: the picture “{shown}”, which is not beside the file"
            hint = "put it there and import again, or write image: into the deck"
            return {}, [not_kept(question.where, message, hint)]
        if wrong := fault(picture.name, content):
            return {}, [not_kept(question.where, f"not kept: the picture “{shown}”: {wrong}")]
        name, alt = self._placed(picture, content), " ".join(picture.alt.split())
        return {"image": {"file": name, "alt": alt or _readable(picture.name)}}, []

    def _placed(self, picture: ForeignPicture, content: bytes) -> str:
        ending = picture.name.lower().rpartition(".")[2]
        stem = f"{self.deck}-{as_id(_readable(picture.name)).lower() or 'picture'}"
        names = chain([stem], (f"{stem}-{number}" for number in count(2)))
        full = (f"{name}.{ending}" for name in names)
        name = next(each for each in full if self.files.get(each, content) == content)
        self.files[name] = content
        return name


def _opened(picture: ForeignPicture) -> ForeignPicture:
    """A picture may stand in its address itself."""
    inline = _INLINE.fullmatch(picture.name)
    if inline is None:
        name = unquote(picture.name).removeprefix("@@PLUGINFILE@@/")  # Moodle's, without its file
        return ForeignPicture(name, picture.alt, picture.content)
    kind = {"svg": "svg", "jpeg": "jpg"}.get(inline[1], inline[1])
    try:
        return ForeignPicture(f"picture.{kind}", picture.alt, b64decode(inline[2]))
    except (binascii.Error, ValueError):
        return ForeignPicture(f"picture.{kind}", picture.alt, b"")


def _readable(name: str) -> str:
    stem = re.split(r"[/\\]", name)[-1].rpartition(".")[0]
    return " ".join(re.split(r"[-_\s]+", stem)).strip() or "picture"
