"""Dates of built files where a file's date, the clock or SOURCE_DATE_EPOCH is odd."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from quizgen.__main__ import cli

YEAR_10000 = 253_402_300_800
# Neither the clock nor a file's date plays a part in the dates of notes that never changed.
TRIED, RELEASED = {1_577_836_800}, {1_577_923_200}
FORMATS = ("anki", "docx", "json", "pdf")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    result = CliRunner().invoke(cli, ["new", str(tmp_path / "orchids")])
    assert result.exit_code == 0, result.output
    return tmp_path / "orchids"


def build(project: Path, *options: str, formats: tuple[str, ...] = FORMATS) -> Result:
    named = [word for name in formats for word in ("--to", name)]
    deck = str(project / "decks/orchids.yaml")
    return CliRunner().invoke(cli, ["build", deck, *named, *options], catch_exceptions=False)


def saved_at(project: Path, seconds: int) -> None:
    os.utime(project / "decks/orchids.yaml", (seconds, seconds))


def note_dates(project: Path) -> set[int]:
    with ZipFile(project / "dist/orchids/orchids.apkg") as archive:
        database = sqlite3.connect(":memory:")
        database.deserialize(archive.read("collection.anki2"))
    models = json.loads(database.execute("select models from col").fetchone()[0])
    dates = {date for (date,) in database.execute("select mod from notes")}
    return dates | {model["mod"] for model in models.values() if "quizgen" in model["name"]}


def word_date(project: Path) -> str:
    (path, *_) = sorted(project.glob("dist/*/*.docx"))
    with ZipFile(BytesIO(path.read_bytes())) as archive:
        return archive.read("docProps/core.xml").decode().partition('W3CDTF">')[2][:10]


FUTURES = {"2099": 4_070_908_800, "10000": YEAR_10000, "tomorrow": int(time.time()) + 86_400}


@pytest.mark.parametrize("when", FUTURES)
def test_a_file_from_the_future_is_dated_now(project, when):
    saved_at(project, FUTURES[when])
    before = datetime.now(UTC).date()
    assert build(project).exit_code == 0
    assert note_dates(project) == TRIED
    assert before.isoformat() <= word_date(project) <= datetime.now(UTC).date().isoformat()


@pytest.mark.parametrize("when", [-86_400, -5_000_000_000, 0])
def test_files_from_before_1980_are_dated_1980(project, when):
    for path in project.rglob("*.*"):
        os.utime(path, (when, when))
    assert build(project).exit_code == 0
    assert note_dates(project) == TRIED
    assert word_date(project) == "1980-01-01"


@pytest.mark.parametrize("now", [-1e9, 0, 3e8])
def test_a_clock_before_1980(project, monkeypatch, now):
    monkeypatch.setattr(time, "time", lambda: now)
    assert build(project, "--release").exit_code == 0
    assert note_dates(project) == RELEASED
    lock = (project / "decks/orchids.lock").read_text("utf-8")
    assert lock.count("\t2020-01-02T00:00:00Z\t1980-01-01T00:00:00Z\t") == 5
    assert build(project, "--locked").exit_code == 0


def test_a_clock_after_all_dates(project, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: float(YEAR_10000))
    assert build(project, "--release").exit_code == 0
    assert build(project, "--locked").exit_code == 0


def test_released_dates_stay_whatever_the_files_say(project):
    """A change comes later than they are, even where they lie in the future."""
    assert build(project, "--release", formats=("anki",)).exit_code == 0
    lock = project / "decks/orchids.lock"
    future = lock.read_text("utf-8").replace("\t2020-", "\t2098-")
    lock.write_text(future, "utf-8")
    saved_at(project, 86_400)
    assert build(project, formats=("anki",)).exit_code == 0
    (date,) = note_dates(project)
    assert date > 4_000_000_000
    deck = project / "decks/orchids.yaml"
    deck.write_text(deck.read_text("utf-8").replace("How many volunteers", "How many"), "utf-8")
    assert build(project, "--release", formats=("anki",)).exit_code == 0
    assert note_dates(project) == {date, date + 1}


@pytest.mark.parametrize(
    "value",
    ["yesterday", "-1", "-99999999999", "1e9", "17" * 40, "4102444800", "²", "\x1b[2J", " "],
)
def test_what_is_no_date_is_said(project, monkeypatch, value):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    result = build(project)
    assert result.exit_code == 2
    assert "not seconds since 1970" in result.stderr
    assert "\x1b" not in result.stderr


def test_a_given_date_in_the_future_is_said(project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4070908800")
    result = build(project)
    assert result.exit_code == 2
    assert "is in the future" in result.stderr


@pytest.mark.parametrize(("value", "date"), [("0", 315_532_800), ("1", 315_532_800),
                                             ("1700000000", 1_700_000_000)])  # fmt: skip
def test_a_given_date_counts_also_where_the_clock_is_wrong(project, monkeypatch, value, date):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert build(project).exit_code == 0
    assert note_dates(project) == TRIED
    assert word_date(project) == datetime.fromtimestamp(date, UTC).date().isoformat()
