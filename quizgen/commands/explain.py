"""`quizgen explain`: prints the manual page of a diagnostic or a lint rule."""

from __future__ import annotations

from importlib.resources import files
from textwrap import fill

import click

from quizgen.lint import rules
from quizgen.quiz.languages import known, load_language
from quizgen.reading.report import did_you_mean


@click.command(epilog="Example: quizgen explain not-their-words")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Says what a diagnostic means and how to mend it.

    CODE is the word in brackets: error[CODE]. Without one, it lists all codes.
    """
    pages = _pages()
    if code is None:
        width = max(map(len, pages)) + 2
        for name in sorted(pages):
            click.echo(f"{name:{width}}{pages[name].splitlines()[0]}")
        return
    if code not in pages:
        hint = did_you_mean(code, pages, "quizgen explain lists all codes")
        raise click.UsageError(f"there is no code `{code}`; {hint}")
    click.echo(pages[code].rstrip())


def _pages() -> dict[str, str]:
    folder = files("quizgen").joinpath("data/manual")
    pages = {
        entry.name.removesuffix(".md"): entry.read_text("utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".md")
    }
    # these lists are data of the languages, so the manual page must not repeat them
    pages["unattributed"] += f"\n{_verbs()}"
    return pages | {code: rule.manual for code, rule in rules().items()}


def _verbs() -> str:
    """Lists the verbs that count as an attribution, language by language."""
    languages = (load_language(code) for code in known())
    lists = (
        f"Counted in `language: {each.code}`: {', '.join(sorted(each.attributing))}"
        + (f"; after the name: {', '.join(each.after_name)}" if each.after_name else "")
        + (f"; with did or does: {', '.join(sorted(each.base_forms))}" if each.base_forms else "")
        for each in languages
    )
    return "\n\n".join(fill(words, 100) for words in lists)
