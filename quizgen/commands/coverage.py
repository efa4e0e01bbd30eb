"""`quizgen coverage`: shows which sentences of the source are asked about, and by what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from quizgen.commands import _streams
from quizgen.commands._shared import chosen_decks, compile_all, decks_argument, end, print_problems
from quizgen.commands._streams import ANY_FILE, write_file
from quizgen.diagnostics import Severity, printable, shortened
from quizgen.pages.coverage import (
    Survey,
    SurveyedClaim,
    SurveyedSentence,
    coverage_page,
    listed,
    summary_lines,
    survey,
)

_SHOWN = 44  # characters of a sentence in a row of 80


@click.command(epilog="Example: quizgen coverage decks/week-1.yaml --html coverage.html")
@decks_argument
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")
@click.option(
    "--html",
    "target",
    type=ANY_FILE,
    help="Write one deck's text as a page, shaded by how often it is asked.",
)
def command(decks: tuple[Path, ...], as_json: bool, target: Path | None) -> None:
    """Shows which sentences of the source are asked about.

    Without a DECK, it covers all decks of the project. A sentence counts as soon as a quotation
    touches it; no program can say whether the questions exhaust it.
    """
    paths = chosen_decks(decks)
    if target and len(paths) > 1:
        raise click.UsageError("--html shows one deck; name it")
    compiled, problems = compile_all(paths)
    # only errors, since advice is what `check` is for
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    print_problems(errors, "text")
    surveys = [
        survey(each.deck, each.expansion)
        for each in compiled
        if each.build and each.deck and each.expansion
    ]
    if as_json:
        # ASCII, so that no code page of a terminal or a pipe can damage it
        click.echo(json.dumps([_as_mapping(each) for each in surveys], ensure_ascii=True, indent=1))
    for each in surveys:
        if target:
            write_file(target, coverage_page(each).encode())
            _streams.say(f"{target} written", err=as_json)
        elif not as_json:
            _print(each)
    end(errors)


def _print(found: Survey) -> None:
    click.secho(f"{found.about.name}: {printable(found.about.title)}", bold=True)
    for line in summary_lines(found):
        click.echo(click.wrap_text(printable(line), 80, "  ", "    "))
    places = [
        f"{each.source} {each.paragraph}.{each.number}".lstrip()
        for each in found.coverage.sentences
    ]
    wide = max([8, *map(len, places)])
    click.echo(f"\n{'place':>{wide}}  claims  items  quoted  sentence")
    for each, place in zip(found.sentences, places, strict=True):
        sentence = each.sentence
        quoted = sentence.words_quoted / sentence.words if sentence.words else 0
        figures = f"{place:>{wide}}  {len(each.claims):>6}  {len(each.items):>5}  {quoted:>6.0%}"
        click.echo(f"{figures}  {printable(shortened(sentence.text, _SHOWN))}")
    # the heading `claim` has five letters
    width = max([5, *(len(each.claim.id) for each in found.claims)])
    click.echo(f"\n  {'claim':<{width}}  items  kinds; Bloom")
    for claim in found.claims:
        how = f"{listed(claim.kinds)}; {listed(claim.blooms)}" if claim.items else "none"
        draft = " (draft)" if claim.claim.keys.draft else ""
        row = f"  {claim.claim.id:<{width}}  {len(claim.items):>5}  {how}{draft}"
        click.echo(printable(row))
    click.echo()


def _as_mapping(found: Survey) -> dict[str, Any]:
    """Places count from 1; shares are from 0 to 1."""
    measured = found.coverage
    return {
        "deck": found.about.name,
        "source": found.about.files,
        "sentences": [_sentence(each) for each in found.sentences],
        "claims": [_claim(each) for each in found.claims],
        "share": round(measured.share, 4),
        "word_share": round(measured.word_share, 4),
        "items": len(found.items),
        "drafts": found.drafts,
    }


def _sentence(each: SurveyedSentence) -> dict[str, Any]:
    sentence = each.sentence
    return {
        **({"source": sentence.source} if sentence.source else {}),
        "paragraph": sentence.paragraph,
        "sentence": sentence.number,
        "text": sentence.text,
        "words": sentence.words,
        "words_quoted": sentence.words_quoted,
        "claims": list(each.claims),
        "items": [item.id for item in each.items],
    }


def _claim(each: SurveyedClaim) -> dict[str, Any]:
    return {
        "id": each.claim.id,
        "is_draft": each.claim.keys.draft,
        "sentences": [[*filter(None, place.place)] for place in each.sentences],
        "items": [{"id": i.id, "kind": i.kind, "bloom": i.bloom} for i in each.items],
        "kinds": dict(each.kinds),
        "blooms": dict(each.blooms),
    }
