"""OpenAgenda's JSON: languages, timings, ages, status, registration, keywords; what is wrong is said by entry."""

import json
from datetime import UTC, datetime

import pytest

from knowledge.agenda.agenda import Audience, Kind, Status, Theme
from knowledge.exchange import formats
from knowledge.exchange.draft import BadLinesError, EventDraft, Flaw, UnreadableFileError
from tests.knowledge.exchange.build import PARIS
from tests.knowledge.exchange.test_export import NOW

EVENT = {
    "uid": 123,
    "title": {"fr": "Petits robots", "en": "Little robots"},
    "description": {"fr": "Un robot à guider.", "en": "A robot to guide."},
    "longDescription": {"fr": "Sur un tapis."},
    "conditions": {"fr": "Gratuit"},
    "keywords": {"fr": ["Atelier", "codage", "familles", "goûter"]},
    "registration": [{"type": "phone", "value": "02 00 00 00 00"}],
    "timings": [{"begin": "2026-12-05T14:00:00+0100", "end": "2026-12-05T16:00:00+0100"}],
    "age": {"min": 8, "max": 12},
    "location": {"name": "La Cité du numérique", "city": "Blois"},
    "attendanceMode": 1,
    "status": 1,
    "state": 2,
}


def read(*events: dict[str, object], **beside: object) -> list[EventDraft]:
    content = json.dumps({"events": events, **beside}).encode()
    return [one.draft for one in formats.parse(content, "", PARIS, NOW)]


def test_each_field_is_where_it_belongs() -> None:
    (found,) = read(EVENT)
    assert (found.uid, found.title, found.title_en) == ("openagenda-123", "Petits robots", "Little robots")
    assert (found.starts_at, found.ends_at) == (
        datetime(2026, 12, 5, 13, tzinfo=UTC),
        datetime(2026, 12, 5, 15, tzinfo=UTC),
    )
    assert (found.kind, found.themes, found.audiences) == (Kind.WORKSHOP, (Theme.CODING,), (Audience.FAMILIES,))
    assert (found.age_min, found.age_max, found.status) == (8, 12, Status.SCHEDULED)
    assert found.description == (
        "Un robot à guider.\n\nSur un tapis.\n\nConditions : Gratuit\n\nInscription : 02 00 00 00 00"
    )
    assert found.description_en == "A robot to guide.\n\nRegistration: 02 00 00 00 00"
    assert {"capacity", "room"} <= found.unsaid  # the place is the venue, and no room of it


def test_several_timings_are_several_events_each_with_its_own_uid() -> None:
    timings = [{"begin": f"2026-12-{day}T14:00:00+01:00", "end": f"2026-12-{day}T16:00:00+01:00"} for day in (12, 19)]
    assert [one.uid for one in read({**EVENT, "timings": timings})] == [
        "openagenda-123@20261212T130000Z",
        "openagenda-123@20261219T130000Z",
    ]


@pytest.mark.parametrize(("status", "is_cancelled"), [(2, False), (4, True), (5, False), (6, True)])
def test_a_status_says_whether_it_takes_place(status: int, is_cancelled: bool) -> None:
    assert (read({**EVENT, "status": status})[0].status is Status.CANCELLED) == is_cancelled


def test_only_the_published_counts() -> None:
    assert read({**EVENT, "state": 1}, {**EVENT, "removed": True}) == []


@pytest.mark.parametrize(
    ("title", "french", "english"),
    [("Robots", "Robots", None), ({"en": "Robots"}, "Robots", None), ({"de": "Roboter", "en": ""}, "Roboter", None)],
)
def test_a_title_in_one_language_is_the_title(title: object, french: str, english: str | None) -> None:
    (found,) = read({**EVENT, "title": title})
    assert (found.title, found.title_en) == (french, english)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ["Robots"]), ("timings", []), ("timings", [{"begin": "demain", "end": "hier"}]), ("timings", {}),
        ("status", 7), ("status", []), ("age", {"min": "huit"}), ("age", 8), ("registration", "tél."),
        ("description", {"fr": 3}), ("cite", {"room": 3}), ("cite", []),
    ],
)  # fmt: skip
def test_a_field_that_is_none_is_named_with_its_entry(field: str, value: object) -> None:
    with pytest.raises(BadLinesError) as caught:
        read(EVENT, {**EVENT, "uid": 124, field: value})
    assert str(caught.value) == f"entry 2: {field} is not what this format puts there"


def test_a_page_of_more_is_refused_as_a_part_would_look_like_cancellations() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(EVENT, total=301)
    assert caught.value.flaw is Flaw.INCOMPLETE


@pytest.mark.parametrize("content", [b"{", b'{"events": 3}', b"[3]", b'{"title": "\xff"}'])
def test_what_is_no_agenda_is_broken(content: bytes) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        formats.parse(content, "", PARIS, NOW)
    assert caught.value.flaw is Flaw.BROKEN
