"""`quizgen explain`: prints a page of the manual, such as that of a diagnostic."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from textwrap import fill

import click

from quizgen.lint import rules
from quizgen.quiz.languages import known, load_language
from quizgen.reading.nodes import did_you_mean


def _names(_context: object, _parameter: object, typed: str) -> list[str]:
    return [name for name in _pages_in("guide") | _codes() if name.startswith(typed)]


@click.command(epilog="Example: quizgen explain deck, or: quizgen explain not-their-words")
@click.argument("page", required=False, metavar="[PAGE]", shell_complete=_names)
def command(page: str | None) -> None:
    """Prints a page of the manual, or says what a diagnostic means and how to mend it.

    PAGE is deck, import, export, print, study, anki, release or git, or the code of a diagnostic,
    which is the word in brackets: error[CODE]. Without one, it lists them all. `deck` is enough to
    write a deck with.
    """
    guide, codes = _pages_in("guide"), _codes()
    if page is None:
        for pages in (guide, codes):
            _list(pages)
        return
    found = (guide | codes).get(page)
    if found is None:
        hint = did_you_mean(page, guide | codes, "quizgen explain lists all pages")
        raise click.UsageError(f"there is no page or code `{page}`; {hint}")
    click.echo(found.rstrip())


def _list(pages: Mapping[str, str]) -> None:
    width = max(map(len, pages)) + 2
    for name in sorted(pages):
        click.echo(f"{name:{width}}{pages[name].splitlines()[0]}")
    click.echo()


def _pages_in(folder: str) -> dict[str, str]:
    return {
        entry.name.removesuffix(".md"): entry.read_text("utf-8")
        for entry in files("quizgen").joinpath("data", folder).iterdir()
        if entry.name.endswith(".md")
    }


def _codes() -> dict[str, str]:
    rule_pages = {code: rule.manual for code, rule in rules().items()}
    return _pages_in("manual") | {f"verbs-{code}": _verbs(code) for code in known()} | rule_pages


def _verbs(code: str) -> str:
    """Lists the words that count as an attribution, which stand in the file of the language."""
    language = load_language(code)
    lists = {
        "": sorted(language.attributing),
        "After the name: ": language.after_name,
        "With did or does: ": sorted(language.base_forms),
    }
    shown = (fill(name + ", ".join(words), 100) for name, words in lists.items() if words)
    return f"Which words say who speaks, in `language: {code}`.\n\n" + "\n\n".join(shown)
