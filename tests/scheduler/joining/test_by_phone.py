"""A family that telephones: one a number, called instead of written to, and how it gets a chat."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.core.people import BirthMonth
from scheduler.core.tables import FamilyRow, SignupRow, State
from scheduler.core.team_tables import CallRow, ContactRow
from scheduler.families import contacts, families
from scheduler.joining import by_phone
from scheduler.joining.by_phone import Linked, Proof, WrongNumber
from scheduler.joining.joining import Refusal
from scheduler.outbox.outbox import NoticeKind
from scheduler.privacy import privacy, purge
from scheduler.reminders import for_team, reminders
from scheduler.reminders.rules import parse_rules
from scheduler.signups import signups
from scheduler.waiting import offers
from tests.scheduler.scene import NOW, join, make_event, notices, transaction

NUMBER, ENDING, OTHER = "+33254000001", 1, "+33612000002"
CHAT = 31


def call(session: Session, event: int, name: str = "Léa", number: str = NUMBER) -> int:
    """Somebody calls from this number and has a seat, or waits; the family."""
    family = contacts.caller(session, number, NOW)
    child = families.add_participant(session, family.id, name, BirthMonth(2018, 3), NOW)
    signups.sign_up(session, family_id=family.id, event_id=event, participants=[child.id], or_wait=True, now=NOW)
    return family.id


def code(session: Session, family_id: int) -> str:
    made = by_phone.invite(session, family_id, NOW)
    assert made is not None
    return made.token


def kinds(session: Session) -> list[str]:
    """What is to be called for."""
    return [one.notice.kind.value for one in for_team.to_make(session, NOW)]


def test_a_number_is_one_family_and_is_kept_sealed(database: Database) -> None:
    with transaction(database) as session:
        first = contacts.caller(session, NUMBER, NOW)
        assert contacts.caller(session, NUMBER, NOW) == first
        assert contacts.caller(session, OTHER, NOW) != first
        row = session.get_one(ContactRow, first.id)
        assert NUMBER not in (row.sealed_phone.stored, row.digest)
        assert contacts.phone_of(session, first.id) == NUMBER


def test_a_freed_seat_is_offered_to_who_telephones_at_its_place_in_line_and_becomes_a_call(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        join(session, event, 1, "Max")
        family = call(session, event)
        join(session, event, 2, "Zoé")
        (seat,) = session.scalars(select(SignupRow).where(SignupRow.state == State.CONFIRMED)).all()
        signups.cancel(session, family_id=seat.family_id, signup_ids=[seat.id], now=NOW)
        (offer,) = for_team.to_make(session, NOW)
        assert (offer.notice.kind, offer.notice.family_id) == (NoticeKind.OFFER, family)
        assert offer.until is not None
        assert notices(session) == []
        offers.sweep(session, now=NOW, hours=PARIS)
        assert kinds(session) == ["offer"]


def test_who_was_not_called_in_time_waits_on_at_the_end_of_the_line(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        join(session, event, 1, "Max")
        family = call(session, event)
        join(session, event, 2, "Zoé")
        (seat,) = session.scalars(select(SignupRow).where(SignupRow.state == State.CONFIRMED)).all()
        signups.cancel(session, family_id=seat.family_id, signup_ids=[seat.id], now=NOW)
        swept = offers.sweep(session, now=NOW + timedelta(hours=25), hours=PARIS)
        assert [one.family_id for one in swept.expired] == [family]
        assert [one.family_id for one in swept.offered] != [family]
        (mine,) = session.scalars(select(SignupRow).where(SignupRow.family_id == family)).all()
        assert mine.state == State.WAITING


def test_what_is_not_true_any_more_is_not_called_for(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        join(session, event, 1, "Max")
        family = call(session, event)
        (seat,) = session.scalars(select(SignupRow).where(SignupRow.state == State.CONFIRMED)).all()
        signups.cancel(session, family_id=seat.family_id, signup_ids=[seat.id], now=NOW)
        assert for_team.settle(session, NOW) == 1
        assert for_team.settle(session, NOW) == 0
        theirs = session.scalars(select(SignupRow.id).where(SignupRow.family_id == family)).all()
        signups.cancel(session, family_id=family, signup_ids=theirs, now=NOW)
        assert for_team.to_make(session, NOW) == ()
        for_team.settle(session, NOW)
        assert session.scalars(select(CallRow.outcome)).all() == [for_team.Outcome.VOID]


def test_one_reminder_at_most_is_called_for_and_not_a_week_before(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        call(session, event)
        starts = session.get_one(EventRow, event).starts_at
        rules = parse_rules("7d,1d@18:00,2h")
        put = [
            reminders.put_due(session, starts - before, PARIS, rules)
            for before in (timedelta(days=6), timedelta(hours=17), timedelta(hours=1))
        ]
        assert put == [0, 1, 0]


def test_the_code_alone_shows_nothing_and_the_number_links_the_chat(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        join(session, event, 1, "Max")
        family = call(session, event)
        (seat,) = session.scalars(select(SignupRow).where(SignupRow.state == State.CONFIRMED)).all()
        signups.cancel(session, family_id=seat.family_id, signup_ids=[seat.id], now=NOW)
        token = code(session, family)
        proof = by_phone.look(session, token.lower(), CHAT, NOW)
        assert isinstance(proof, Proof)
        assert ENDING in proof.endings
        assert len(proof.endings) == by_phone.CHOICES
        assert by_phone.look(session, token, CHAT, NOW) == proof  # who looks twice learns no more
        done = by_phone.link(session, code=token, chat_id=CHAT, ending=ENDING, now=NOW)
        assert done == Linked(family, merged=False, news=1)
        assert [one.kind for one in notices(session, CHAT)] == [NoticeKind.OFFER]
        assert session.scalars(select(CallRow)).all() == []
        assert session.get(ContactRow, family) is None
        assert by_phone.link(session, code=token, chat_id=CHAT + 1, ending=ENDING, now=NOW) == Refusal.ENDED


def test_a_wrong_number_ends_the_code(database: Database) -> None:
    with transaction(database) as session:
        family = call(session, make_event(session))
        token = code(session, family)
        assert by_phone.link(session, code=token, chat_id=CHAT, ending=ENDING + 1, now=NOW) == WrongNumber(family)
        assert by_phone.link(session, code=token, chat_id=CHAT, ending=ENDING, now=NOW) == Refusal.ENDED
        assert contacts.phone_of(session, family) == NUMBER
        assert families.family_of(session, CHAT) is None


@pytest.mark.parametrize("late", [timedelta(days=7), timedelta(days=30)])
def test_a_code_ends_after_a_week_and_a_newer_one_ends_an_older(database: Database, late: timedelta) -> None:
    with transaction(database) as session:
        family = call(session, make_event(session))
        old, new = code(session, family), code(session, family)
        assert by_phone.look(session, old, CHAT, NOW) == Refusal.ENDED
        assert by_phone.look(session, new, CHAT, NOW + late) == Refusal.EXPIRED
        assert by_phone.look(session, "ABCD", CHAT, NOW) == Refusal.UNKNOWN


def test_what_the_chat_had_of_its_own_is_joined_and_one_child_stays_one(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=5)
        family = call(session, event)
        own = families.ensure_family(session, CHAT, "fr", NOW)
        child = families.add_participant(session, own.id, "LÉA", BirthMonth(2018, 3), NOW, CHAT)
        signups.sign_up(session, family_id=own.id, event_id=event, participants=[child.id], now=NOW)
        done = by_phone.link(session, code=code(session, family), chat_id=CHAT, ending=ENDING, now=NOW)
        assert done == Linked(family, merged=True, news=0)
        assert [one.first_name for one in families.participants(session, family)] == ["Léa"]
        assert session.scalars(select(SignupRow.state).where(SignupRow.state == State.CONFIRMED)).all() == ["confirmed"]


def test_a_family_that_asks_for_it_is_erased_and_its_seat_goes_to_the_next(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        family = call(session, event)
        join(session, event, 1, "Max")
        assert privacy.erase_called(session, family, NOW) is not None
        assert session.get(FamilyRow, family) is None
        assert session.scalars(select(ContactRow)).all() == []
        assert session.scalars(select(SignupRow.state)).all() == ["offered"]
        joined = families.family_of(session, 1)
        assert joined is not None
        assert privacy.erase_called(session, joined.id, NOW) is None


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_the_number_goes_a_month_after_the_last_event(database: Database, days: int, left: int) -> None:
    with transaction(database) as session:
        event = make_event(session)
        call(session, event)
        later = session.get_one(EventRow, event).ends_at + timedelta(days=days)
        nobody = select(FamilyRow.id).where(FamilyRow.id < 0)
        purge.purge(session, now=later, keep=timedelta(days=365), hours=PARIS, awake=nobody, needed=nobody)
        assert len(session.scalars(select(ContactRow)).all()) == left
