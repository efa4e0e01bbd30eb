"""`quizgen new`: starts a project, a draft from a text, or a copy with its own uid."""

from __future__ import annotations

import re
import shlex
from importlib.resources import files
from pathlib import Path

import click

from quizgen.commands import _streams
from quizgen.commands._shared import find_decks, from_here
from quizgen.commands._starting_text import identifier, starting_text
from quizgen.commands._streams import EXISTING_FILE, write_file, write_files
from quizgen.commands.schema import schema_text
from quizgen.deck.written import SOMEONE
from quizgen.diagnostics import count, has_errors
from quizgen.importers._drafts import draft_questions
from quizgen.importers._imported import Entries
from quizgen.importers._new_deck import DeckHead, deck_text, speaker_ids
from quizgen.project.compiled import compile_deck, fresh_uid
from quizgen.quiz.languages import FALLBACK
from quizgen.reading.safe_files import Undecodable, decode
from quizgen.source.documents import SUFFIXES
from quizgen.source.line_ends import Paragraphs
from quizgen.source.source_text import SourceText
from quizgen.writers import File


@click.command(epilog="Example: quizgen new my-quiz, or: quizgen new article.txt")
@click.argument("what", metavar="NAME|TEXT")
@click.option(
    "--from",
    "original",
    type=EXISTING_FILE,
    help="Copy this deck under the new NAME, with a uid of its own.",
)
def command(what: str, original: Path | None) -> None:
    """Starts a project or a deck.

    With a NAME that is no file, makes a folder of that name with a small deck that builds; inside
    a project, it adds such a deck to it. With a TEXT file, makes a draft deck from it, in its
    language, with a question for each sentence. A Word file, a web page (.html) or a PDF file is
    turned into a text first, which is kept in source/. With --from, copies a deck into
    decks/NAME.yaml with a new uid, so that it lives beside the original.
    """
    text = Path(what)
    if original is not None:
        _copy(original, what)
    elif text.is_file():
        _draft(text)
    elif text.suffix.lower() in (".txt", ".md", *SUFFIXES):
        raise click.UsageError(f"there is no file {what}")
    else:
        _start(what)


def _start(name: str) -> None:
    """Makes a folder with a deck, its source and the schema for editors. Inside a project, the deck
    and its source go to those that are there."""
    folder = Path(name)
    deck = identifier(folder.name)
    around = find_decks(folder.resolve().parent)
    root = from_here(around[0].parent.parent) if around else folder
    source = f"{deck}.txt" if around else "report.txt"
    refuse_existing(root / "decks" / f"{deck}.yaml" if around else folder)
    refuse_existing(root / "source" / source)
    starter = files("quizgen").joinpath("data/starter")
    yaml = starter.joinpath("deck.yaml").read_text("utf-8")
    yaml = yaml.replace("deck: starter", f"deck: {deck}").replace("aaaaaaaaaa", fresh_uid())
    yaml = yaml.replace("report.txt", source)
    report = starter.joinpath("report.txt").read_text("utf-8")
    write_files([text_file(f"{deck}.yaml", yaml), schema_file()], root / "decks")
    write_files([text_file(source, report)], root / "source")
    _streams.say(f"{root / 'decks' / deck}.yaml and {root / 'source' / source} written.")
    enter = "" if around else f"cd {shlex.quote(str(folder))}, then "
    _streams.say(f"Next: {enter}quizgen build {deck if around else ''}".rstrip())


def _draft(path: Path) -> None:
    """One question a sentence, each with its quotation, as drafts."""
    text = starting_text(path)
    if len(text.read.skipped) == len(text.read.texts):
        raise click.ClickException(f"{path} holds no text")
    name = identifier(path.stem)
    folder = path.resolve().parent
    root = folder.parent if folder.name == "source" else Path.cwd()
    target, kept = root / "decks" / f"{name}.yaml", root / "source" / text.name
    refuse_existing(target)
    language = text.language.tag
    questions = draft_questions(SourceText.of(text.read), language)
    head = DeckHead(
        name=name,
        uid=fresh_uid(),
        title=text.title or name,
        remark="\n".join([*filter(None, [text.origin]), _remark(questions, text.read)]),
        source=text.about,
        language=language,
    )
    if kept != path.resolve():
        refuse_existing(kept)
        write_file(kept, text.content)
    write_files([text_file(target.name, deck_text(head, questions)), schema_file()], target.parent)
    for remark in text.remarks:
        _streams.say(remark)
    _streams.say(f"{from_here(target)}: {count(len(questions), 'draft question')}.")
    _streams.say(f"Beside it: {from_here(kept)}, your text, and schema.json, for editors.")
    if language != FALLBACK or not text.language.is_sure:
        doubt = "" if text.language.is_sure else ", but is not certain"
        _streams.say(
            f"quizgen takes its language to be `{language}`{doubt}; see `language:` there."
        )
    click.echo("Next: open the deck. In a stem that you like, put == around the words to fill in,")
    click.echo(f"and delete the line `draft: true` above it. Then: quizgen build {name}")


def _remark(questions: Entries, read: Paragraphs) -> str:
    """What the author is told at the head of the deck, with names that stand in it."""
    first = next(at for at in range(1, len(read.texts) + 1) if at not in read.skipped)
    ids = speaker_ids(questions).values()
    example = min(ids, key=lambda name: name.startswith(SOMEONE.lower()), default="")
    numbers = _NUMBERS.format(first=first) if first > 1 else ""
    speaker, who = (f"    speaker: {example}\n", "{speaker}") if example else ("", "{source.as}")
    unnamed = _UNNAMED if SOMEONE.lower() in ids else ""
    return _REMARK.format(unnamed=unnamed, numbers=numbers, speaker=speaker, who=who)


_NUMBERS = (
    "Learners’ numbers leave out the paragraphs at `skip:`, so p{first} is their paragraph 1.\n"
)
_UNNAMED = """\
Someone under `speakers:` stands for a person whom the text does not name beside the words shown
there; write the name in its place. A speaker whom you add is a line there, such as
`adeyemi: {name: Susan Adeyemi}`, and `speaker: adeyemi` in a question credits its words to her.
"""
_REMARK = """\
This draft has a question for each sentence, except those such as “She agreed.”, which need another
to be understood. To use one, put == around the words of its stem that learners fill in, and delete
its line `draft: true`. Delete the questions that you do not want.
{unnamed}{numbers}A question of another kind looks like this:
  who:
    kind: choice
    quote: the words of the text that show the answer
{speaker}    stem: What, according to {who}, …?
    key: the right answer
    distractors: [a wrong answer, another one, a third one]
quizgen explain deck shows all kinds.
"""


def _copy(original: Path, what: str) -> None:
    """Copies the deck under another name and uid, so that learners of one never meet the other."""
    name = identifier(what)
    text = decode(original.read_bytes())
    compiled = compile_deck(original)
    if isinstance(text, Undecodable) or compiled.deck is None or has_errors(compiled.problems):
        raise click.ClickException(
            f"{original} has problems; mend them first: quizgen check {original}"
        )
    about = compiled.deck.about
    target = original.parent / f"{name}.yaml"
    refuse_existing(target)
    text = _replaced(text, "uid", about.uid, fresh_uid())
    text = _replaced(text, "deck", about.name, name)
    write_file(target, text.encode())
    _streams.say(f"{target} written, with a uid of its own.")


def _replaced(text: str, key: str, old: str, new: str) -> str:
    # replaced in the text, since reading and writing YAML would lose the author's comments
    pattern = rf"(?m)^({key}:\s*[\"']?){re.escape(old)}(?=[\"'\s]|$)"
    return re.sub(pattern, lambda found: found.group(1) + new, text, count=1)


def refuse_existing(path: Path, hint: str = "choose another name") -> None:
    if path.exists():
        raise click.UsageError(f"{path} exists already; {hint}")


def text_file(name: str, text: str) -> File:
    return File(name, text.encode(), "")


def schema_file() -> File:
    return text_file("schema.json", schema_text())
