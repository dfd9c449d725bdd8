"""iCalendar files of other programs: zones, days, series and their exceptions, cancellations; real ones too."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest

from knowledge.agenda.agenda import Kind, Status, Theme
from knowledge.exchange import formats
from knowledge.exchange.draft import AgendaImportError, BadLinesError, EventDraft, Problem
from tests.knowledge.exchange.build import PARIS
from tests.knowledge.exchange.test_export import NOW

START = "DTSTART;TZID=Europe/Paris:20261205T140000"
HOUR = "DURATION:PT1H"


def calendar(*events: tuple[str, ...], before: tuple[str, ...] = ()) -> bytes:
    lines = [line for one in events for line in ("BEGIN:VEVENT", *one, "END:VEVENT")]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *before, *lines, "END:VCALENDAR", ""]).encode()


def read(*events: tuple[str, ...], before: tuple[str, ...] = (), now: datetime = NOW) -> list[EventDraft]:
    found = formats.parse(calendar(*events, before=before), "", PARIS, now)
    return [one.draft for one in found]


def one_of(*lines: str, before: tuple[str, ...] = ()) -> EventDraft:
    (draft,) = read(("UID:a", "SUMMARY:Robots", *lines), before=before)
    return draft


def problems(*events: tuple[str, ...]) -> tuple[Problem, ...]:
    with pytest.raises(BadLinesError) as caught:
        read(*events)
    return caught.value.problems


@pytest.mark.parametrize(
    ("lines", "starts", "hours"),
    [
        (("DTSTART:20261205T130000Z", "DTEND:20261205T150000Z"), datetime(2026, 12, 5, 13, tzinfo=UTC), 2),
        ((START, HOUR), datetime(2026, 12, 5, 13, tzinfo=UTC), 1),
        (("DTSTART;TZID=America/New_York:20261205T080000", HOUR), datetime(2026, 12, 5, 13, tzinfo=UTC), 1),
        (("DTSTART:20261205T140000", HOUR), datetime(2026, 12, 5, 13, tzinfo=UTC), 1),  # floating: the venue's hour
        (("DTSTART;VALUE=DATE:20261205",), datetime(2026, 12, 4, 23, tzinfo=UTC), 24),
        (("DTSTART;VALUE=DATE:20261205", "DTEND;VALUE=DATE:20261207"), datetime(2026, 12, 4, 23, tzinfo=UTC), 48),
        (("DTSTART;VALUE=DATE:20261205", "DTEND;VALUE=DATE:20261205"), datetime(2026, 12, 4, 23, tzinfo=UTC), 24),
        # The night in which the hour from two to three comes twice: the first, and an hour's length is an hour.
        (("DTSTART:20261025T023000", HOUR), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 2),
        (("DTSTART;TZID=Europe/Paris:20261025T023000", HOUR), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 1),
    ],
)  # fmt: skip
def test_a_time_is_read_as_the_file_means_it(lines: tuple[str, ...], starts: datetime, hours: int) -> None:
    found = one_of(*lines)
    assert (found.starts_at, found.ends_at - found.starts_at) == (starts, timedelta(hours=hours))


def test_a_zone_that_the_file_explains_is_understood() -> None:
    zone = ("BEGIN:VTIMEZONE", "TZID:Chez nous", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0300",
            "TZOFFSETTO:+0300", "END:STANDARD", "END:VTIMEZONE")  # fmt: skip
    found = one_of("DTSTART;TZID=Chez nous:20261205T160000", HOUR, before=zone)
    assert found.starts_at == datetime(2026, 12, 5, 13, tzinfo=UTC)


def test_a_zone_that_nobody_explains_is_refused_and_never_taken_for_the_venues() -> None:
    (problem,) = problems(("UID:a", "SUMMARY:a", "DTSTART;TZID=Nulle part:20261205T140000", HOUR))
    assert str(problem).startswith("entry 1: DTSTART: the time zone “Nulle part” is not known")


def test_what_a_file_says_is_kept_and_what_it_does_not_say_is_named() -> None:
    found = one_of(
        START, HOUR, "DESCRIPTION:Un robot\\n\\nà guider", "LOCATION:Salle de créativité", "CATEGORIES:Conférence,IA"
    )
    assert (found.title, found.description, found.room) == ("Robots", "Un robot\n\nà guider", "Salle de créativité")
    assert (found.kind, found.themes) == (Kind.CONFERENCE, (Theme.AI,))
    assert {"capacity", "age_min", "title_en", "audiences"} <= found.unsaid
    assert not {"title", "starts_at", "description", "kind", "status"} & found.unsaid


def test_a_category_nobody_knows_makes_a_workshop_and_leaves_a_stored_kind_alone() -> None:
    found = one_of(START, HOUR, "CATEGORIES:Divers")
    assert found.kind is Kind.WORKSHOP
    assert "kind" in found.unsaid


def test_a_long_description_is_cut_after_a_word() -> None:
    found = one_of(START, HOUR, f"DESCRIPTION:{'mot ' * 2000}")
    assert found.description is not None
    assert len(found.description) <= 3000
    assert found.description.endswith("mot…")


def test_cancelled_entries_and_messages_that_cancel_are_cancelled() -> None:
    assert one_of(START, HOUR, "STATUS:CANCELLED").status is Status.CANCELLED
    assert one_of(START, HOUR, before=("METHOD:CANCEL",)).status is Status.CANCELLED
    assert one_of(START, HOUR, "STATUS:TENTATIVE").status is Status.SCHEDULED


MONTHLY = ("UID:serie", "SUMMARY:Atelier du samedi", START, HOUR, "RRULE:FREQ=MONTHLY;BYDAY=1SA")
FEBRUARY = "serie@20270206T130000Z"


def test_a_series_becomes_an_event_a_date_for_a_year() -> None:
    found = read(MONTHLY)
    assert len(found) == 12
    assert {one.starts_at.astimezone(PARIS).hour for one in found} == {14}  # across both clock changes
    assert FEBRUARY in [one.uid for one in found]


def test_a_date_left_out_is_left_out_and_one_moved_keeps_its_uid() -> None:
    moved = ("UID:serie", "SUMMARY:Atelier du dimanche", "RECURRENCE-ID;TZID=Europe/Paris:20270206T140000",
             "DTSTART;TZID=Europe/Paris:20270207T100000", HOUR, "STATUS:CANCELLED")  # fmt: skip
    found = {one.uid: one for one in read((*MONTHLY, "EXDATE;TZID=Europe/Paris:20270102T140000"), moved)}
    assert "serie@20270102T130000Z" not in found
    february = found[FEBRUARY]
    assert february.starts_at == datetime(2027, 2, 7, 9, tzinfo=UTC)
    assert (february.title, february.status) == ("Atelier du dimanche", Status.CANCELLED)
    assert found["serie@20270306T130000Z"].title == "Atelier du samedi"


def test_the_uid_of_a_date_is_the_same_whenever_it_is_read() -> None:
    for later in (0, 1, 40):
        assert FEBRUARY in [one.uid for one in read(MONTHLY, now=NOW + timedelta(days=later))]


def test_a_series_of_days_is_one_of_days() -> None:
    found = read(("UID:stage", "SUMMARY:Stage", "DTSTART;VALUE=DATE:20270201", "RRULE:FREQ=DAILY;COUNT=3"))
    assert [one.uid for one in found] == ["stage@20270201", "stage@20270202", "stage@20270203"]


def test_a_long_uid_is_shortened_and_stays_its_own() -> None:
    found = read(*(("UID:" + "x" * 300 + end, "SUMMARY:a", START, HOUR) for end in "ab"))
    assert len({one.uid for one in found}) == 2
    assert read(("UID:" + "x" * 300 + "a", "SUMMARY:a", START, HOUR))[0].uid == found[0].uid


def test_all_that_is_wrong_is_said_with_the_number_of_the_entry() -> None:
    good = ("UID:a", "SUMMARY:a", START, HOUR)
    found = problems(
        good, ("SUMMARY:b", START, HOUR), ("UID:c", START, HOUR), ("UID:d", "SUMMARY:d", START),
        ("UID:e", "SUMMARY:e", "DTSTART:demain", HOUR), ("UID:f", "SUMMARY:f", START, "RRULE:FREQ=HOURLY"),
        ("UID:g", "SUMMARY:g", "DTEND:20261205T150000Z"), good,
    )  # fmt: skip
    said = "\n".join(map(str, found))
    assert [str(one) for one in found] == [
        "entry 4: DTEND is empty",
        "entry 5: DTSTART is not what this format puts there",
        "entry 6: it repeats too often: 1000 times at most",
        "entry 7: DTSTART is empty",
    ], said
    assert [str(one) for one in problems(good, ("SUMMARY:b", START, HOUR), ("UID:c", START, HOUR), good)] == [
        "entry 2: uid is empty",
        "entry 3: title is empty",
        "entry 4: the uid a is already on entry 1",
    ]


REAL = Path(icalendar.__file__).parent / "tests" / "calendars"
# Files of icalendar's own tests, as many programs write them, with the number of events or a part of the reason.
FILES: dict[str, int | str] = {
    "alarm_etar_future.ics": 1,
    "alarm_google_future.ics": 1,
    "alarm_thunderbird_future.ics": 1,
    "america_new_york.ics": 1,
    "big_bad_calendar.ics": "broken",
    "broken_dtstart.ics": "entry 1: DTSTART",
    "broken_ical.ics": "entry 1: DTSTART is empty",
    "empty.ics": 0,
    "example.ics": 3,
    "fuzz_testcase_invalid_month.ics": "broken",
    "invalid_duration.ics": "DURATION",
    "issue_1050_calendar_with_events_and_todos.ics": 2,
    "issue_1081_invalid_rrule_freq.ics": "RRULE",
    "issue_313_globally_unique_tzid.ics": 3,
    "issue_466_respect_unique_timezone.ics": 52,
    "issue_1050_all_components.ics": 1,
    "issue_722_missing_VTIMEZONE_custom.ics": "“CUSTOM_tzid” is not known",
    "multiple_calendar_components.ics": 3,
    "parsing_error_in_UTC_offset.ics": "broken",
    "timezoned.ics": 1,
    "x_location.ics": 263,
}


@pytest.mark.filterwarnings("ignore::icalendar.error.GloballyUniqueTZIDGuessed")
@pytest.mark.parametrize("name", FILES)
def test_a_real_file_is_imported_or_refused_with_its_reason(name: str) -> None:
    try:
        told: int | str = len(formats.parse((REAL / name).read_bytes(), name, PARIS, NOW))
    except AgendaImportError as error:
        told = str(error)
    expected = FILES[name]
    assert told == expected if isinstance(expected, int) else isinstance(told, str) and expected in told, told
