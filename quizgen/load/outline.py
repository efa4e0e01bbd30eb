"""What the outline of a file shows, whether its entries can be read or not.

Entries that stand beside the key that they belong below are moved to where their author means them:
YAML reads such a deck without complaint, and every moved line would be reported for another reason.
Drafts are told from the file, since an unfinished entry often gives no claim and no question yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from quizgen import kinds, registry
from quizgen.deck.written import REPORTER, Drafts, origin
from quizgen.diagnostics import Cure, Location, count
from quizgen.load.claims import DeclaredNames
from quizgen.load.format import DECK, QUESTION_OWN, TEMPLATE_OWN, DeckKeys, all_item_fields
from quizgen.quiz.model import Speaker, all_with_parents
from quizgen.reading.nodes import Node, Report, location, meant_key
from quizgen.reading.scalars import check_device, truth

# Whether an entry belongs below the key above it, which had nothing below it, or had something.
_IsAstray: TypeAlias = Callable[[bool, str, Node], bool]

_SECTIONS = ("claims", "questions", "quizzes", "speakers", "templates")
_KEYS = {each.name for each in (*QUESTION_OWN, *TEMPLATE_OWN)}


def indent(root: Node, known: Collection[str], report: Report) -> None:
    """Reports once what is not indented below its section, or below its id."""

    def is_entry(is_bare: bool, name: str, node: Node) -> bool:
        return name not in known and bool(node.entries) and (is_bare or not meant_key(name, known))

    def is_key(is_bare: bool, name: str, node: Node) -> bool:
        is_own = name in _KEYS or name in all_item_fields()
        return is_bare and bool(node.value) and (is_own or not node.entries)

    _move(root, _SECTIONS, is_entry, report)
    for section in (root.entries[name] for name in _SECTIONS if name in root.entries):
        _move(section, section.entries, is_key, report)


def _move(parent: Node, above: Iterable[str], is_astray: _IsAstray, report: Report) -> None:
    owner, is_bare = "", False
    moved: dict[str, list[str]] = {}
    parents = set(above)
    for name, node in [*parent.entries.items()]:
        if owner in parents and is_astray(is_bare, name, node):
            moved.setdefault(owner, []).append(name)
        else:
            owner, is_bare = name, not node.value
    for owner, names in moved.items():
        first = names[0]
        node = parent.entries[owner]
        others = f" and {count(len(names) - 1, 'other key')}" if len(names) > 1 else ""
        message = f"`{first}`{others} must be indented to belong to `{owner}:`"
        hint = f"indent `{first}:` by 2 spaces, and so all that belongs to `{owner}:`"
        report.error(parent.entries[first], "unknown-key", message, hint, key=first)
        found = {each: parent.entries.pop(each) for each in names}
        node.value = {**found, **node.entries}
        # the keys of several ids are there several times, for the same reason
        report.problems = [
            each
            for each in report.problems
            if each.code != "duplicate-key" or each.message.split("`")[1] not in found
        ]


_DRAFTED = ("claims", "templates", "questions")


def find_drafts(root: Node, end: int) -> Drafts:
    """`end` is that of the file. A question about a draft claim is a draft, and so is what amends
    a draft template, unless it says that its item is done; then the template must be right."""
    claims, templates, questions = (_said(root.entries_at(section)) for section in _DRAFTED)
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
        for section, drafts in zip(_DRAFTED, found, strict=True)
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


def lend_uid(root: Node, report: Report, fresh_uid: str) -> None:
    """A deck that has no uid, nor a key that means it, is read with one to paste."""
    if isinstance(root.value, dict) and not any(
        meant_key(key, DECK.by_name) == "uid" for key in root.value
    ):
        message = "the deck has no `uid:`, which is its identity in Anki and in the self-test"
        report.error(report.opening(root), "missing-uid", message, f"uid: {fresh_uid}")
        if not report.file.text.startswith("{", root.start):
            where = Location(report.file, root.start, root.start)
            line = Cure(where, f"uid: {fresh_uid}\n")
            report.problems[-1] = replace(report.problems[-1], cure=line)
        root.value["uid"] = Node(fresh_uid, root.start)


_UID = re.compile(r"[a-z0-9]{10}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LANGUAGES = {"english": "en", "russian": "ru", "русский": "ru", "kazakh": "kk", "қазақша": "kk"}


def check_identity(keys: DeckKeys, root: Node, report: Report, fresh_uid: str) -> None:
    """The language is a tag, as BCP 47 has them: a word that is none would switch the language's
    checks off."""
    check_device(keys.deck or "", location(report.file, root.at("deck")), report)
    uid, language = keys.uid, keys.language
    if uid is not None and not _UID.fullmatch(uid.text):
        message = f"`{uid.text}` is not a uid: ten characters a–z, 0–9, made once at random"
        report.error(uid, "bad-uid", message, f"uid: {fresh_uid}")
    if language is not None and not _LANGUAGE.fullmatch(language.text):
        tag = _LANGUAGES.get(language.text.lower())
        hint = f"write {tag}" if tag else "write its tag: en, ru, kk, de, fr, …"
        message = f"`{language.text}` is not the tag of a language"
        report.error(language, "unknown-language", message, hint)


def names_in(
    root: Node, keys: DeckKeys, speakers: Mapping[str, Speaker]
) -> dict[str, DeclaredNames]:
    bearers = {name.casefold(): each.id for each in speakers.values() for name in each.names}
    sections: dict[str, Collection[str]] = {
        "speaker": {*speakers, REPORTER},
        "pool": keys.pools,
        "source": keys.texts.keys() - {""},
        "claim": root.entries_at("claims"),
    }
    names = [
        DeclaredNames("tag", _all_tags(root, keys)),
        DeclaredNames("kind", registry.names(kinds)),
        DeclaredNames("template", root.entries_at("templates")),
    ]
    for what, known in sections.items():
        written = root.at(f"{what}s")
        is_unread = written is not root and not isinstance(written.value, dict)
        unread = root.entries_at(f"{what}s").keys() - set(known)
        of_people = bearers if what == "speaker" else {}
        names.append(
            DeclaredNames(
                what=what, known=known, unread=unread, is_unread=is_unread, bearers=of_people
            )
        )
    return {each.what: each for each in names}


def slot_names(root: Node) -> frozenset[str]:
    claims = root.entries_at("claims").values()
    return frozenset(name for claim in claims for name in claim.entries_at("slots"))


def left_out(root: Node, **read: Mapping[str, object]) -> frozenset[str]:
    """The ids in the file that gave nothing, so that nobody is told twice."""
    left_out: set[str] = set()
    for section, entries in read.items():
        left_out |= root.entries_at(section).keys() - entries.keys()
        written = root.entries.get(section)
        if written is not None and not isinstance(written.value, dict):
            left_out.add(f"{section}:")
    return frozenset(left_out)


def _all_tags(root: Node, keys: DeckKeys) -> frozenset[str]:
    """Every tag that a claim, a template, a question or the defaults give, and those above it."""
    tags = set(keys.defaults.tags)
    for node in (node for section in _DRAFTED for node in root.entries_at(section).values()):
        listed = node.entries.get("tags")
        if listed is not None and isinstance(listed.value, list):
            tags.update(tag.text for tag in listed.value)
    return all_with_parents(tags)
