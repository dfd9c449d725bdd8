"""Drafts are nobody's but the team's, an import is previewed, and thousands of events take few statements."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event, Status
from knowledge.exchange.apply import ImportReport, apply, preview
from knowledge.exchange.compare import What
from knowledge.exchange.draft import AgendaChangedError, EventDraft
from knowledge.store.database import Database
from tests.effort import counted
from tests.knowledge.exchange.build import draft

BEFORE = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 12, 13, 0, tzinfo=UTC)
Take = Callable[..., ImportReport]


@pytest.fixture
def take(database: Database, now: datetime) -> Take:
    """Import these drafts now, in a transaction of their own."""

    def take(*drafts: EventDraft, **how: object) -> ImportReport:
        return database.do(lambda session: apply(session, drafts, now, **how))  # type: ignore[arg-type]  # as given

    return take


def stored(database: Database, uid: str = "robots") -> Event:
    event = database.do(agenda.by_uid, uid)
    assert event is not None
    return event


def moved(uid: str = "robots", **said: object) -> EventDraft:
    return draft(uid, **{"starts_at": LATER, "ends_at": LATER + timedelta(hours=2)} | said)


def test_a_draft_is_not_among_what_families_see_and_its_code_opens_nothing(
    database: Database, take: Take, now: datetime
) -> None:
    take(draft("shown"), draft(status=Status.DRAFT))
    code = stored(database).code
    assert [one.uid for one in database.do(agenda.upcoming, now)] == ["shown"]
    assert database.do(agenda.by_code, code) is None
    assert database.do(agenda.by_code, "robots") is None
    assert not stored(database).takes_signups(now)


def test_the_team_sees_it(database: Database, take: Take, now: datetime) -> None:
    take(draft("shown"), draft(status=Status.DRAFT), draft("gone", status=Status.CANCELLED))
    assert {one.uid for one in database.do(agenda.to_come, now)} == {"shown", "robots"}
    found = database.do(agenda.by_code_of_any, stored(database).code)
    assert found is not None
    assert found.is_draft


def test_what_was_a_draft_is_published_by_a_file_that_schedules_it_and_nobody_is_told_of_a_move(
    database: Database, take: Take
) -> None:
    take(draft(status=Status.DRAFT))
    report = take(moved())
    assert report.published == (stored(database).id,)
    assert report.moved == report.resumed == ()


def test_a_draft_that_gets_another_date_moves_for_nobody(database: Database, take: Take) -> None:
    take(draft(status=Status.DRAFT))
    assert take(moved(status=Status.DRAFT)).moved == ()


def test_what_families_know_is_no_draft_any_more_whatever_a_file_says(database: Database, take: Take) -> None:
    take(draft(), draft("gone", status=Status.CANCELLED))
    report = take(draft(status=Status.DRAFT), draft("gone", status=Status.DRAFT))
    assert report.changed == ()
    assert {stored(database).status, stored(database, "gone").status} == {Status.SCHEDULED, Status.CANCELLED}


def test_as_drafts_nothing_is_published(database: Database, take: Take) -> None:
    take(draft("known"), draft("hidden", status=Status.DRAFT))
    take(draft(), draft("known", title="Autre"), draft("hidden", title="Autre"), as_drafts=True)
    found = {uid: stored(database, uid).status for uid in ("robots", "known", "hidden")}
    assert found == {"robots": Status.DRAFT, "known": Status.SCHEDULED, "hidden": Status.DRAFT}


def test_a_preview_says_what_becomes_of_each_event_and_what_the_file_leaves_out(
    database: Database, take: Take, now: datetime
) -> None:
    take(*map(draft, ("same", "moves", "goes", "text", "left")), draft("back", status=Status.CANCELLED))
    take(draft("hidden", status=Status.DRAFT))
    wanted = [
        draft("same"), moved("moves"), draft("goes", status=Status.CANCELLED), draft("text", description="Plus"),
        draft("back"), draft("hidden"), draft("new"),
    ]  # fmt: skip
    found = database.do(lambda session: preview(session, wanted, now))
    assert {one.draft.uid: one.what for one in found.planned} == {
        "same": What.UNCHANGED, "moves": What.MOVED, "goes": What.CANCELLED, "text": What.CHANGED,
        "back": What.RESUMED, "hidden": What.PUBLISHED, "new": What.NEW,
    }  # fmt: skip
    assert [one.uid for one in found.missing] == ["left"]
    assert found.of(What.CHANGED)[0].differing == {"description"}


def test_a_preview_changes_nothing(database: Database, take: Take, now: datetime) -> None:
    take(draft())
    before = stored(database)
    database.do(lambda session: preview(session, [moved(), draft("new")], now))
    assert database.do(agenda.everything) == (before,)


def test_what_was_seen_is_done_and_nothing_when_the_agenda_has_changed_since(
    database: Database, take: Take, now: datetime
) -> None:
    take(draft(), draft("other"))
    seen = database.do(lambda session: preview(session, [moved(), draft("new")], now)).fingerprint
    take(draft("other", title="Autre"))  # not what was looked at
    take(draft(title="Entre-temps"))
    with pytest.raises(AgendaChangedError):
        take(moved(), draft("new"), seen=seen)
    assert stored(database).title == "Entre-temps"
    assert database.do(agenda.by_uid, "new") is None
    again = database.do(lambda session: preview(session, [moved(), draft("new")], now)).fingerprint
    assert take(moved(), draft("new"), seen=again).moved


def test_the_reason_of_a_cancellation_goes_when_it_takes_place_after_all(database: Database, take: Take) -> None:
    take(draft())
    take(draft(status=Status.CANCELLED))
    database.do(agenda.give_reason, stored(database).id, "Chauffage en panne")
    take(draft(status=Status.CANCELLED, title="Autre"))
    assert stored(database).cancel_reason == "Chauffage en panne"
    take(draft())
    assert stored(database).cancel_reason is None


def test_a_thousand_events_take_a_few_statements_to_add_to_move_and_to_look_at(
    database: Database, take: Take, now: datetime
) -> None:
    uids = [f"event-{number}" for number in range(1000)]
    with counted(database) as said:
        take(*map(draft, uids))
        assert len(said) < 20
        said.clear()
        report = take(*map(moved, uids))
        assert len(said) < 20
        said.clear()
        database.do(lambda session: preview(session, [draft(uid) for uid in uids], now))
        assert len(said) < 10
    assert len(report.moved) == 1000
