"""What the file marks as a draft, whether it can be read or not.

It is told from the file, since an unfinished entry is often one that gives no claim and no
question yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quizgen.deck.written import Drafts, origin
from quizgen.reading.nodes import Node
from quizgen.reading.scalars import truth

_SECTIONS = ("claims", "templates", "questions")


def find_drafts(root: Node, end: int) -> Drafts:
    """`end` is that of the file. A question about a draft claim is a draft, and so is what amends
    a draft template, unless it says that its item is done; then the template must be right."""
    claims, templates, questions = (_said(root.entries_at(section)) for section in _SECTIONS)
    if not (claims or templates or questions):
        return Drafts()
    draft_claims = {name for name, is_draft in claims.items() if is_draft}
    done = {origin(name).template for name, is_draft in questions.items() if is_draft is False}
    draft_templates = {name for name, is_draft in templates.items() if is_draft} - done
    draft_questions = {
        name
        for name, node in root.entries_at("questions").items()
        if questions.get(name)
        or _claim_of(name, node) in draft_claims
        or ("claim" not in node.entries and origin(name).template in draft_templates)
    }
    found = (draft_claims, draft_templates, draft_questions)
    spans = (
        (start, stop, name)
        for section, drafts in zip(_SECTIONS, found, strict=True)
        for name, start, stop in _extents(root, section, end)
        if name in drafts
    )
    ids = frozenset().union(*found)
    return Drafts(ids, frozenset(draft_questions), tuple(sorted(spans)))


def _extents(root: Node, section: str, end: int) -> Iterator[tuple[str, int, int]]:
    """Each entry goes up to the next, the last one up to the next section."""
    entries = root.entries_at(section)
    if not entries:
        return
    ordered = sorted(entries, key=lambda name: entries[name].key_start)
    starts = [entries[name].key_start for name in ordered]
    sections = (node.key_start for node in root.entries.values())
    last = min((start for start in sections if start > starts[-1]), default=end)
    yield from zip(ordered, starts, [*starts[1:], last], strict=True)


def _claim_of(name: str, node: Node) -> str:
    stated = node.entries.get("claim")
    return str(stated.value) if stated else origin(name).claim


def _said(entries: Mapping[str, Node]) -> dict[str, bool | None]:
    """What the entries with `draft:` say there."""
    return {
        name: truth(node.entries["draft"])
        for name, node in entries.items()
        if "draft" in node.entries
    }
