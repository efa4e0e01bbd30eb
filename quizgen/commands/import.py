"""`quizgen import`: makes a deck of another program's questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace as replace_fields
from pathlib import Path
from shlex import quote
from typing import Any

import click

from quizgen import importers, registry
from quizgen.commands import _streams, new
from quizgen.commands._shared import find_decks, print_problems
from quizgen.commands._starting_text import StartingText, identifier, starting_text
from quizgen.commands._streams import EXISTING_FILE, content_of, write_files
from quizgen.diagnostics import (
    Diagnostic,
    TextFile,
    count,
    in_reading_order,
    more_like_it,
    shortened,
)
from quizgen.importers import ForeignFile, Imported, Resemblance
from quizgen.importers._imported import Wishes, decoded, is_packed, known_as, unseen
from quizgen.importers._language import LanguageGuess, language_of
from quizgen.importers._new_deck import DeckHead, NewDeck, Pictures, new_deck
from quizgen.project.compiled import fresh_uid
from quizgen.quiz.languages import FALLBACK, known
from quizgen.reading.safe_files import Undecodable, read_inside, read_ordinary
from quizgen.source.source_text import SourceText
from quizgen.writers import File


def _numbers(_context: click.Context, _option: click.Parameter, value: str) -> tuple[int, ...]:
    if not re.fullmatch(r"(?:[1-9][0-9]?(?:,[1-9][0-9]?){1,9})?", value):
        raise click.BadParameter("write numbers such as 1,3: the question, then the answer")
    return tuple(map(int, filter(None, value.split(","))))


def _tag(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if value and not re.fullmatch(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,3}", value):
        raise click.BadParameter("write its tag: en, ru, kk, de, fr, …")
    return value


@click.command("import", epilog="Example: quizgen import questions.xlsx")
@click.argument("file", type=EXISTING_FILE)
@click.option(
    "--from",
    "form",
    type=click.Choice(registry.names(importers)),
    help="Read the file as this format. Default: as its content says.",
)
@click.option(
    "--heads",
    default="",
    help="What the columns of a table mean: question,A,B,C,D,key in their order ('-' leaves one "
    "out), or by their headings: Kysymys=question,Oikea=key.",
)
@click.option(
    "--key",
    type=click.Choice(["text", "letter", "from-0", "from-1"]),
    default=None,
    callback=lambda _context, _option, chosen: chosen or "",
    help="How a table names the right option. Default: as the whole column fits best.",
)
@click.option(
    "--fields",
    callback=_numbers,
    default="",
    help="Which fields of a note are its question, its answer and an explanation, such as 1,3.",
)
@click.option("--encoding", default="", help="The encoding of a text that is not UTF-8.")
@click.option(
    "--language",
    callback=_tag,
    default="",
    help="The language of the questions. Default: as their letters and words say.",
)
@click.option(
    "--source",
    type=EXISTING_FILE,
    help="Copy this text, which the questions ask about, into source/, and make drafts that quote "
    "it.",
)
@click.option("--name", help="Give the deck this name. Default: that of the file.")
@click.option("--replace", is_flag=True, help="Write over the deck of this name; its uid stays.")
def command(
    file: Path,
    form: str | None,
    encoding: str,
    language: str,
    source: Path | None,
    name: str | None,
    replace: bool,
    **wishes: Any,
) -> None:
    """Imports questions from other programs.

    Reads tables (CSV, TSV, XLSX), GIFT, Moodle XML, Aiken, text2qti, Anki's text export and lists
    of cards such as Quizlet's. It writes a deck into decks/ that can be built at once, and lists
    what could not be kept. Its questions rest on no text; with --source they become drafts that
    quote one. Pictures are taken from beside the file. The exit code is 0 if any question was read,
    even where others were not. `quizgen explain import` says more.
    """
    foreign = _foreign(file, encoding, Wishes(**wishes))
    form = form if form and not is_packed(foreign.content) else _format_of(foreign)
    found, problems = _read(foreign, form)
    deck = identifier(name or file.stem)
    target = _root() / "decks" / f"{deck}.yaml"
    former = _former(target, is_replaced=replace)
    quoted = starting_text(source) if source else None
    guess = LanguageGuess(language, is_sure=True) if language else _language_of(found)
    head = _head(file, deck, former, guess.tag, quoted)
    made = new_deck(head, found, Pictures(deck, _finder(file)), _text_of(quoted))
    problems += made.problems
    print_problems(in_reading_order(_without_repetition(problems)), "text")
    tally = _tally(made.kept, problems)
    if not made.kept:
        raise click.ClickException(f"{file}: it has no question that can be imported. {tally}")
    _write(target, made, quoted, former)
    _streams.say(f"{target} written: {count(made.kept, 'question')}, read as {form}.")
    _say_names(target, head, former)
    _say_orders(found)
    _say_more(target, made, quoted)
    _say_language(guess, language)
    _streams.say(tally)


def _text_of(quoted: StartingText | None) -> SourceText | None:
    return SourceText.of(quoted.read) if quoted else None


def _former(target: Path, *, is_replaced: bool) -> bytes:
    """Returns what stands there; only `--replace` writes over it."""
    if not is_replaced:
        hint = "write over it with --replace, or choose another name with --name"
        new.refuse_existing(target, hint)
    return read_ordinary(target) if target.exists() else b""


def _head(
    file: Path, deck: str, former: bytes, language: str, quoted: StartingText | None
) -> DeckHead:
    uid = re.search(rb"^uid: *([a-z0-9]{10})\b", former, re.MULTILINE)
    words = " ".join(re.split(r"[\s_-]+", file.stem)).strip() or file.stem
    return DeckHead(
        name=deck,
        uid=uid[1].decode() if uid else fresh_uid(),
        title=words[:1].upper() + words[1:],  # `unit_3-week` is “Unit 3 week”
        remark=_REMARK.format(file.name),
        source=quoted.about if quoted else "none",
        language=language,
    )


def _say_names(target: Path, head: DeckHead, former: bytes) -> None:
    if former:
        _streams.say(f"What stood there is kept as {target}~.")
    _streams.say(f"Its title is “{head.title}”; you can change it at `title:` in {target}.")


def _say_more(target: Path, made: NewDeck, quoted: StartingText | None) -> None:
    if quoted:
        verb = "quotes" if made.quoting == 1 else "quote"
        _streams.say(f"All are drafts; {made.quoting:,} of them {verb} {quoted.name}.")
    if made.pictures:
        _streams.say(f"Pictures beside it: {', '.join(made.pictures)}.")
    _streams.say(f"Next: quizgen {'check' if quoted else 'build'} {target}")


def _say_orders(found: list[Imported]) -> None:
    """Papers mix the options, but not those that speak of the others."""
    if any("distractors" in each.keys for each in found):
        _streams.say("Papers mix the options: mark them with their own keys.")
    ordered = [each.keys.get("order") for each in found]
    if fixed := sum(isinstance(order, list) for order in ordered):
        _streams.say(
            f"The order of {count(fixed, 'question')} stays, since an option names others by "
            "letters."
        )
    if last := sum(_has_last(each) for each in found):
        _streams.say(
            f"In {count(last, 'question')} an option such as “All of the above” stays last."
        )


def _has_last(question: Imported) -> bool:
    order, parts = question.keys.get("order"), question.keys.values()
    lists = (each for each in parts if isinstance(each, list) and not isinstance(order, list))
    options = (option for each in lists for option in each if isinstance(option, dict))
    return order == "key-last" or any("last" in option for option in options)


def _say_language(guess: LanguageGuess, wished: str) -> None:
    tag = guess.tag
    if not guess.is_sure or tag != (wished or FALLBACK):
        doubt = "" if guess.is_sure else ", but is not certain"
        _streams.say(
            f"quizgen takes their language to be `{tag}`{doubt}; --language names another."
        )
    if tag.lower().partition("-")[0] not in known():
        _streams.say(f"quizgen has no words in `{tag}`: those around the questions are English.")


def _language_of(found: list[Imported]) -> LanguageGuess:
    told = Counter(each.language for each in found if each.language).most_common(1)
    if told:
        return LanguageGuess(told[0][0], is_sure=True)
    return language_of(str(each.keys.get("stem", "")) for each in found)


_MOST_SHOWN = 100
_REMARK = """\
Imported from {}. What learners know is kept under the ids, so change an id now or not at all.
"""


def _foreign(path: Path, encoding: str, wishes: Wishes) -> ForeignFile:
    content = content_of(path)
    command = f"quizgen import {quote(str(path))}"
    text = "" if is_packed(content) else decoded(content, encoding, command)
    if isinstance(text, Undecodable):
        raise click.ClickException(f"{path}: {text.message}\n{text.hint}")
    return ForeignFile(
        name=path.name, content=content, text=TextFile(str(path), text), wishes=wishes
    )


def _read(file: ForeignFile, form: str) -> tuple[list[Imported], list[Diagnostic]]:
    importer: importers.Importer = registry.load(importers, form)
    found = [*unseen(file.text), *importer.read(file)]
    questions = [each for each in found if isinstance(each, Imported)]
    return questions, [each for each in found if isinstance(each, Diagnostic)]


def _format_of(file: ForeignFile) -> str:
    known = registry.names(importers)
    judged = {form: registry.load(importers, form).likeness(file) for form in known}
    best = max(known, key=lambda form: judged[form])
    if judged[best] is not Resemblance.NONE:
        return best
    listed = "\n".join(f"  --from {form:<11} {registry.summary(importers, form)}" for form in known)
    raise click.UsageError(
        f"{file.name} {known_as(file)}.\nName its format if it is one of these:\n{listed}"
    )


def _finder(file: Path) -> Callable[[str], bytes | None]:
    """Finds pictures beside the file, or in a folder there, but follows nothing that leads out."""
    folder = file.resolve().parent
    places = (folder, folder / "media", folder / "images")

    def find(name: str) -> bytes | None:
        found = read_inside(name, places, (folder,))
        return found[1] if found else None

    return find


def _without_repetition(problems: list[Diagnostic]) -> list[Diagnostic]:
    """At most a hundred of a kind, the last with a count of the others."""
    kinds: dict[str, list[Diagnostic]] = {}
    for problem in problems:
        kinds.setdefault(_kind_of(problem), []).append(problem)
    shown: list[Diagnostic] = []
    for alike in kinds.values():
        *first, last = alike[:_MOST_SHOWN]
        rest = alike[_MOST_SHOWN - 1 :]
        more = more_like_it(rest) if len(rest) > 1 else ""
        shown += [*first, replace_fields(last, message=last.message + more)]
    return shown


def _kind_of(problem: Diagnostic) -> str:
    """The message without what it quotes; a single sign, such as `{`, belongs to the kind."""
    said = shortened(problem.message, 90)
    return re.sub("“[^”]*”|(`[^`]`)|`[^`]*`", lambda found: found[1] or "…", said)


def _tally(kept: int, problems: list[Diagnostic]) -> str:
    """How many were read and how many were not, with the reasons."""
    lost = [problem for problem in problems if problem.code == "row-not-read"]
    reasons = Counter(map(_kind_of, lost))
    common = reasons.most_common(5)
    why = "; ".join(f"{reason} ({count(number, 'time')})" for reason, number in common)
    why += "; other reasons" if len(reasons) > 5 else ""
    return f"{kept:,} read, {len(lost):,} not read" + (f": {why}." if why else ".")


def _root() -> Path:
    """The project around the working directory. If there is none, one begins here."""
    decks = find_decks(Path.cwd())
    root = decks[0].parent.parent if decks else Path.cwd()
    return Path() if root == Path.cwd() else root


def _write(target: Path, made: NewDeck, quoted: StartingText | None, former: bytes) -> None:
    """Nothing is overwritten, unless it is the same already; then nothing is written at all. Only
    the deck may be replaced, and then its `former` content is kept beside it."""
    source = [File(quoted.name, quoted.content, "")] if quoted else []
    pictures = [File(name, content, "") for name, content in made.pictures.items()]
    beside = target.parent.parent / "source"
    for folder, files in ((beside, source), (target.parent, pictures)):
        for file in files:
            place = folder / file.name
            if not place.is_file() or read_ordinary(place) != file.content:
                new.refuse_existing(place)
    if source:
        write_files(source, beside)
    kept = [File(f"{target.name}~", former, "")] if former else []
    write_files(
        [*kept, *pictures, new.text_file(target.name, made.text), new.schema_file()], target.parent
    )
