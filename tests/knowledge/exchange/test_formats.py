"""Each format is recognised, read by a child process, and comes back unchanged when it was written by us."""

from datetime import datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.agenda.agenda import Event
from knowledge.exchange import formats
from knowledge.exchange.apply import apply
from knowledge.exchange.draft import EventDraft, Flaw, UnreadableFileError
from knowledge.exchange.formats import Format, recognise
from knowledge.store.database import Database
from tests.knowledge.exchange.build import PARIS, agenda_file, draft
from tests.knowledge.exchange.test_export import NOW, drafts
from tests.scheduler.scene import transaction


def event_of(one: EventDraft, number: int = 1) -> Event:
    """The event that would be stored of it."""
    said = {name: getattr(one, name) for name in EventDraft.__dataclass_fields__ if name != "unsaid"}
    kept = {"id": number, "code": f"code{number:04}", "taken": 0, "over": 0, "revision": 1, "revised_at": NOW}
    return Event(**said, **kept)


def read_here(content: bytes, now: datetime = NOW) -> tuple[EventDraft, ...]:
    return tuple(one.draft for one in formats.parse(content, "", PARIS, now))


def without_unsaid(found: tuple[EventDraft, ...]) -> list[dict[str, object]]:
    names = [name for name in EventDraft.__dataclass_fields__ if name != "unsaid"]
    return [{name: getattr(one, name) for name in names} for one in found]


@pytest.mark.parametrize("kind", Format)
@settings(max_examples=25)
@given(st.lists(drafts(), max_size=3, unique_by=lambda one: one.uid))
def test_what_is_written_is_read_again_as_the_same(kind: Format, some: list[EventDraft]) -> None:
    numbers = count(1)
    content = formats.write([event_of(one, next(numbers)) for one in some], kind, PARIS)
    assert recognise(content, "") is kind
    assert without_unsaid(read_here(content)) == without_unsaid(tuple(some))


@pytest.mark.parametrize("kind", Format)
def test_a_child_process_reads_the_same(kind: Format) -> None:
    some = [draft("robots"), draft("lego", title="« L’été »", capacity=None)]
    content = formats.write([event_of(one, at) for at, one in enumerate(some)], kind, PARIS)
    found = formats.read(content, f"agenda.{formats.ENDINGS[kind]}", PARIS, NOW)
    assert found == read_here(content)
    assert without_unsaid(found) == without_unsaid(tuple(some))


@pytest.mark.parametrize("kind", Format)
def test_forty_events_of_each_format_are_imported_and_imported_again_unchanged(
    kind: Format, database: Database
) -> None:
    some = [draft(f"e{number}", title=f"Atelier n° {number}") for number in range(40)]
    content = formats.write([event_of(one, at) for at, one in enumerate(some)], kind, PARIS)
    with transaction(database) as session:
        assert len(apply(session, read_here(content), NOW).added) == 40
        assert len(apply(session, read_here(content), NOW).unchanged) == 40


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"uid,title\n", "", Format.CSV),
        (b"\xef\xbb\xbf" + agenda_file({}).encode(), "agenda", Format.CSV),
        (b"\xef\xbb\xbfbegin:vcalendar\n", "agenda.csv", Format.CALENDAR),
        (b' \n{"events": []}', "export", Format.OPENAGENDA),
        (b"[]", "agenda.ics", Format.OPENAGENDA),
        (b"PK\x03\x04", "agenda.zip", Format.XLSX),
        (b"", "agenda.CSV", Format.CSV),
    ],
)
def test_the_content_tells_the_format_before_the_name_does(content: bytes, name: str, kind: Format) -> None:
    assert recognise(content, name) is kind


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<html>", b"\x00\x01\x02"])
def test_what_has_no_format_is_told_by_its_first_bytes(content: bytes) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        recognise(content, "agenda.pdf")
    assert caught.value.flaw is Flaw.UNKNOWN_FORMAT


def test_anything_else_is_refused_in_one_sentence() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        formats.read(b"%PDF-1.7", "agenda.pdf", PARIS, NOW)
    assert caught.value.flaw is Flaw.UNKNOWN_FORMAT
    assert "\n" not in str(caught.value)


def test_a_file_too_large_is_refused_before_a_child_is_started() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        formats.read(b"x" * (formats.LARGEST + 1), "agenda.csv", PARIS, NOW)
    assert caught.value.flaw is Flaw.TOO_LARGE


def test_the_child_inherits_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CITE_TOKEN", "canary")
    told = tmp_path / "environment"
    (tmp_path / "knowledge" / "exchange").mkdir(parents=True)
    for folder in ("knowledge", "knowledge/exchange"):
        (tmp_path / folder / "__init__.py").touch()
    tell = 'print(\'["drafts", "[]"]\')'
    spy = f"import os, pathlib; pathlib.Path({str(told)!r}).write_text(repr(dict(os.environ))); {tell}"
    (tmp_path / "knowledge" / "exchange" / "formats.py").write_text(spy)
    monkeypatch.setattr("knowledge.exchange.formats._CODE", tmp_path)
    assert formats.read(agenda_file({}).encode(), "agenda.csv", PARIS, NOW) == ()
    assert "canary" not in told.read_text()
