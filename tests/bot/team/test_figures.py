"""The numbers of the weeks: counted of nobody, kept when rows go, drawn, told once on Monday."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.bot_api.replies import AttachmentKind, Call, Reply
from bot.core.tables import QuestionRow, WeekRow
from bot.team.weeks import A_WEEK, Figure, Tally, Week, keep_hourly, picture, put, put_due, with_the_week
from knowledge.agenda import agenda
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.core.tables import OutboxRow, SignupRow
from scheduler.door import checking, closing
from scheduler.door.roll import Mark
from scheduler.signups import signups
from tests.bot.team.desk import TEAM, Desk, plain
from tests.scheduler.door.doors import expected, seats_of
from tests.scheduler.scene import NOW, join, make_event, transaction

THIS = date(2026, 11, 23)  # the Monday of NOW's week
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=PARIS.zone)
PNG = b"\x89PNG"


def of_week(session: Session, monday: date = THIS) -> dict[Figure, int]:
    rows = session.execute(select(WeekRow.what, WeekRow.number).where(WeekRow.monday == monday))
    return {Figure(what): number for what, number in rows}


def kept(session: Session, now: datetime = NOW) -> dict[Figure, int]:
    """Counted as at a beat, an hour after the one before."""
    keep_hourly(session, owner="b", now=now, hours=PARIS)
    return of_week(session)


def test_what_rows_say_of_a_week_is_kept_when_they_are_erased(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=3)
        join(session, event, 1, "Léa", "Tom")
        join(session, event, 2, "Zoé", "Max")
        (seat, *_) = session.scalars(select(SignupRow)).all()
        signups.cancel(session, family_id=seat.family_id, signup_ids=[seat.id], now=NOW)
        session.add(QuestionRow(chat_id=1, words="…", created_at=NOW, asked_team_at=NOW, answered_at=NOW))
        first = kept(session)
        assert (first[Figure.SIGNED_UP], first[Figure.CANCELLED]) == (4, 1)
        assert (first[Figure.HANDED_ON], first[Figure.BY_TEAM]) == (1, 1)
        session.execute(delete(SignupRow))
        session.execute(delete(QuestionRow))
        assert kept(session, NOW + timedelta(hours=1)) == first


def test_seats_count_in_the_week_in_which_the_event_took_place(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=4, starts_at=NOW + timedelta(days=1))
        make_event(session, capacity=None, starts_at=NOW + timedelta(hours=1))
        make_event(session, capacity=9, status="cancelled", starts_at=NOW + timedelta(hours=1))
        join(session, event, 1, "Léa")
        assert Figure.SEATS not in kept(session)
        later = kept(session, NOW + timedelta(days=2))
        assert (later[Figure.SEATS], later[Figure.TAKEN]) == (4, 1)


def test_who_did_not_come_counts_where_a_door_was_closed(database: Database) -> None:
    with transaction(database) as session:
        event = expected(session, ("Léa", "Tom"), ("Zoé",))
        assert Figure.ABSENT not in kept(session)
        lea, *_ = seats_of(session, event)
        checking.mark(session, event, [lea], Mark.PRESENT, by=1, now=NOW)
        closing.close(session, event, by=1, now=NOW + timedelta(minutes=40))
        counted = kept(session, NOW + timedelta(hours=1))
        assert (counted[Figure.EXPECTED], counted[Figure.ABSENT]) == (3, 2)


def test_it_is_counted_once_an_hour(database: Database) -> None:
    with transaction(database) as session:
        done = [keep_hourly(session, owner=one, now=NOW, hours=PARIS) for one in "ab"]
        assert done == [True, False]


def test_a_question_is_counted_once_and_only_when_that_is_committed(database: Database) -> None:
    tally = Tally()
    tally.count(Figure.ANSWERED, NOW, PARIS)
    with Session(database.engine) as session:
        tally.write_down(session)
        session.rollback()
    database.do(tally.write_down)
    database.do(tally.write_down)
    assert database.do(of_week) == {Figure.ANSWERED: 1}
    tally.count(Figure.ANSWERED, NOW, PARIS)
    database.do(tally.write_down)
    assert database.do(of_week) == {Figure.ANSWERED: 2}


@pytest.mark.parametrize(
    ("numbers", "rates"),
    [
        ({}, (None, None, None)),
        ({Figure.ANSWERED: 3, Figure.UNANSWERED: 1, Figure.SEATS: 8, Figure.TAKEN: 2}, (75, 25, None)),
        ({Figure.SEATS: 0, Figure.TAKEN: 0, Figure.EXPECTED: 4, Figure.ABSENT: 1}, (None, None, 25)),
        ({Figure.EXPECTED: 4}, (None, None, None)),  # nobody has counted who did not come
    ],
)
def test_a_rate_of_nothing_or_of_what_nobody_counted_is_none(
    numbers: dict[Figure, int], rates: tuple[int | None, ...]
) -> None:
    week = Week(THIS, numbers)
    assert (week.answer_rate, week.fill_rate, week.absence_rate) == rates


async def test_the_team_gets_a_picture_with_the_numbers_beside_it(desk: Desk) -> None:
    assert "Rien n’a encore été compté" in await desk.says("/chiffres")
    with transaction(desk.database) as session:
        put(session, THIS, {Figure.ANSWERED: 30, Figure.UNANSWERED: 10, Figure.SIGNED_UP: 5})
    said = await desk.says("/stats")
    (reply,) = desk.last.replies
    assert "40 questions, dont 30 avec réponse du bot (75 %)" in said
    assert "5 inscriptions" in said
    assert "attendus" not in said
    assert reply.attachment is not None
    assert (reply.attachment.kind, reply.attachment.content[:4]) == (AttachmentKind.PHOTO, PNG)


def test_what_nobody_counted_has_no_panel() -> None:
    weeks = [Week(THIS, {Figure.SIGNED_UP: 5}), Week(THIS + A_WEEK, {})]
    with_more = [weeks[0], Week(THIS + A_WEEK, {Figure.EXPECTED: 9, Figure.ABSENT: 1})]
    low, high = (int.from_bytes(picture(one)[20:24], "big") for one in (weeks, with_more))  # their heights
    assert low < high


def owed(session: Session) -> list[str]:
    rows = session.scalars(select(OutboxRow).where(OutboxRow.chat_id == TEAM, OutboxRow.key.is_not(None)))
    return [plain(Call.from_json(row.payload).parameters["text"]) for row in rows if row.payload]


def test_on_monday_the_week_is_told_once_and_not_on_tuesday(database: Database) -> None:
    with transaction(database) as session:
        put_due(session, TEAM, MONDAY, PARIS)
        assert owed(session) == []  # there is nothing to tell
        put(session, THIS, {Figure.SIGNED_UP: 5, Figure.CANCELLED: 1})
        for at in (MONDAY - timedelta(hours=2), MONDAY, MONDAY + timedelta(hours=1), MONDAY + timedelta(days=1)):
            put_due(session, TEAM, at, PARIS)
        (said,) = owed(session)
        assert "La semaine dernière" in said
        assert "5 inscriptions, une annulation" in said


def test_an_event_of_that_monday_carries_the_week_in_its_digest_so_that_it_is_one_message(desk: Desk) -> None:
    with transaction(desk.database) as session:
        put(session, THIS, {Figure.SIGNED_UP: 5})
        first, second = (make_event(session, starts_at=MONDAY + timedelta(hours=n)) for n in (5, 6))
        for event in (first, second):
            join(session, event, 1, "Léa")
        put_due(session, TEAM, MONDAY, PARIS)
        assert owed(session) == []
        for event, tells in ((first, True), (second, False)):
            value = agenda.by_id(session, event)
            assert value is not None
            said = with_the_week(session, Reply("…"), value, MONDAY, PARIS)
            assert ("5 inscriptions" in said.text) == tells
        session.execute(update(SignupRow).values(state="cancelled"))
        put_due(session, TEAM, MONDAY, PARIS)
        assert len(owed(session)) == 1  # nobody has a digest of such an event
