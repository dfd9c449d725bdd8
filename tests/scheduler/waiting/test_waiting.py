from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from knowledge.store.database import Database
from scheduler.core.hours import PARIS, VenueHours
from scheduler.families import families
from scheduler.seats.outcomes import Accepted, AgeRefused, Done, EventCancelled, Past, TooLate, Unknown
from scheduler.signups import signups
from scheduler.waiting import offers, waiting
from tests.scheduler.scene import (
    NOW,
    change,
    join,
    make_event,
    make_family,
    notices,
    states,
    taken_and_seated,
    transaction,
)

TOMORROW = NOW + timedelta(days=1)


def full_with_line(session: Session, *lines: str) -> tuple[int, list[int], list[int]]:
    """A full event with one seat, families 2, 3... in line: event, family ids, sign-up ids, all in order."""
    event = make_event(session, capacity=1)
    outcomes = [join(session, event, chat, name) for chat, name in enumerate(("Léa", *lines), start=1)]
    ids = [entry.signup_id for done in outcomes if isinstance(done, Done) for entry in done.registrations]
    return event, [make_family(session, chat)[0] for chat in range(1, len(ids) + 1)], ids


def test_the_first_in_line_accepts_and_has_the_seat(database: Database) -> None:
    with transaction(database) as session:
        event, fams, ids = full_with_line(session, "Tom", "Zoé")
        signups.cancel(session, family_id=fams[0], signup_ids=ids[:1], now=NOW)
        for _tap in range(2):
            taken = offers.accept(session, family_id=fams[1], signup_ids=ids[1:2], now=NOW)
            assert isinstance(taken, Accepted)
        assert states(session, event) == ["confirmed", "waiting"]
        (zoe,) = signups.registrations(session, fams[2], NOW)
        assert zoe.position == 1


def test_who_waits_together_waits_one_by_one_when_asked_and_a_seat_that_suffices_is_offered(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=2)
        join(session, event, 1, "Léa", "Tom")
        family, people = make_family(session, 2, "Zoé", "Paul")
        signups.sign_up(
            session, family_id=family, event_id=event, participants=people, or_wait=True, together=True, now=NOW
        )
        first, _ = make_family(session, 1)
        held = [one.signup_id for one in signups.registrations(session, first, NOW)]
        signups.cancel(session, family_id=first, signup_ids=held[:1], now=NOW)
        assert states(session, event) == ["confirmed", "waiting", "waiting"]
        waiting.regroup(session, family_id=family, event_id=event, together=False, now=NOW)
        assert sorted(states(session, event)) == ["confirmed", "offered", "waiting"]


def test_a_declined_seat_passes_to_the_next_in_line(database: Database) -> None:
    with transaction(database) as session:
        event, fams, ids = full_with_line(session, "Tom", "Zoé")
        signups.cancel(session, family_id=fams[0], signup_ids=ids[:1], now=NOW)
        left = waiting.decline(session, family_id=fams[1], signup_ids=ids[1:2], now=NOW)
        assert [offer.signup_ids for offer in left.offers] == [(ids[2],)]
        assert states(session, event) == ["offered"]
        late = offers.accept(session, family_id=fams[1], signup_ids=ids[1:2], now=NOW)
        assert isinstance(late, TooLate)
        assert taken_and_seated(session, event) == (1, 1)


def test_a_decline_leaves_a_confirmed_seat_alone(database: Database) -> None:
    with transaction(database) as session:
        event, fams, ids = full_with_line(session, "Tom")
        assert waiting.decline(session, family_id=fams[0], signup_ids=ids, now=NOW).fresh == ()
        assert states(session, event) == ["confirmed", "waiting"]


def test_an_offer_nobody_answers_expires_and_passes_on_with_one_notice_each(database: Database) -> None:
    with transaction(database) as session:
        event, fams, ids = full_with_line(session, "Tom", "Zoé")
        signups.cancel(session, family_id=fams[0], signup_ids=ids[:1], now=NOW)
        assert offers.sweep(session, now=TOMORROW - timedelta(seconds=1)).expired == ()
        for _beat in range(2):
            offers.sweep(session, now=TOMORROW)
        assert [notice.kind for notice in notices(session, 2)] == ["offer", "offer_expired"]
        assert [notice.kind for notice in notices(session, 3)] == ["offer"]
        assert states(session, event) == ["offered"]


def test_a_seat_still_held_after_its_deadline_may_still_be_taken(database: Database) -> None:
    with transaction(database) as session:
        _, fams, ids = full_with_line(session, "Tom")
        signups.cancel(session, family_id=fams[0], signup_ids=ids[:1], now=NOW)
        late = TOMORROW + timedelta(minutes=5)
        taken = offers.accept(session, family_id=fams[1], signup_ids=ids[1:], now=late)
        assert isinstance(taken, Accepted)


def test_nobody_is_woken_by_an_expiry_at_night(database: Database) -> None:
    evening, night = NOW + timedelta(hours=8), NOW + timedelta(hours=11)
    with transaction(database) as session:
        event, fams, ids = full_with_line(session, "Tom", "Zoé")
        change(session, event, starts_at=NOW + timedelta(days=2), ends_at=NOW + timedelta(days=3))
        signups.cancel(session, family_id=fams[0], signup_ids=ids[:1], now=evening)
        assert offers.sweep(session, now=evening + timedelta(hours=7)).expired == ()
        assert offers.sweep(session, now=night).expired == ()
        assert len(offers.sweep(session, now=TOMORROW).expired) == 1


def test_an_offer_that_ends_at_night_after_all_wakes_nobody(database: Database) -> None:
    """It was made before the team set its quiet hours."""
    evening, night = NOW + timedelta(hours=8), NOW + timedelta(hours=15)
    with transaction(database) as session:
        event, fams, ids = full_with_line(session, "Tom", "Zoé")
        change(session, event, starts_at=NOW + timedelta(days=2), ends_at=NOW + timedelta(days=3))
        signups.cancel(session, family_id=fams[0], signup_ids=ids[:1], now=evening, hours=VenueHours(PARIS.zone, None))
        assert offers.sweep(session, now=night).expired == ()
        assert len(offers.sweep(session, now=TOMORROW).expired) == 1


def test_the_sweep_offers_what_was_freed_at_night_in_the_morning(database: Database) -> None:
    night = NOW + timedelta(hours=11)
    with transaction(database) as session:
        event, fams, ids = full_with_line(session, "Tom")
        signups.cancel(session, family_id=fams[0], signup_ids=ids[:1], now=night)
        assert states(session, event) == ["waiting"]
        (offer,) = offers.sweep(session, now=NOW + timedelta(hours=20)).offered
        assert offer.until == NOW + timedelta(hours=44)


def test_more_capacity_reaches_as_many_as_it_holds(database: Database) -> None:
    with transaction(database) as session:
        event, _, _ = full_with_line(session, "Tom", "Zoé", "Max")
        change(session, event, capacity=3)
        assert len(waiting.fill(session, event, now=NOW)) == 2
        assert states(session, event) == ["confirmed", "offered", "offered", "waiting"]
        assert waiting.fill(session, event, now=NOW) == ()


def test_one_family_gets_one_offer_for_all_its_children(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=0)
        join(session, event, 1, "Léa", "Tom")
        change(session, event, capacity=2)
        (offer,) = waiting.fill(session, event, now=NOW)
        assert len(offer.signup_ids) == 2
        assert [notice.signup_ids for notice in notices(session, 1)] == [offer.signup_ids]


def test_a_family_that_blocked_the_bot_is_skipped_and_keeps_its_place(database: Database) -> None:
    with transaction(database) as session:
        event, fams, ids = full_with_line(session, "Tom", "Zoé")
        families.mark_unreachable(session, 2, NOW)
        signups.cancel(session, family_id=fams[0], signup_ids=ids[:1], now=NOW)
        assert states(session, event) == ["waiting", "offered"]
        families.mark_reachable(session, 2)
        signups.cancel(session, family_id=fams[2], signup_ids=ids[2:], now=NOW)
        assert states(session, event) == ["offered"]


@pytest.mark.parametrize(
    ("fields", "answer"), [({"status": "cancelled"}, EventCancelled()), ({"starts_at": NOW}, Past())]
)
def test_an_offer_for_an_event_that_is_off_or_begun_cannot_be_taken(
    database: Database, fields: dict[str, object], answer: object
) -> None:
    with transaction(database) as session:
        event, fams, ids = full_with_line(session, "Tom")
        signups.cancel(session, family_id=fams[0], signup_ids=ids[:1], now=NOW)
        change(session, event, **fields)
        assert offers.accept(session, family_id=fams[1], signup_ids=ids[1:], now=NOW) == answer
        assert offers.accept(session, family_id=fams[0], signup_ids=ids[1:], now=NOW) == Unknown()


def test_a_place_in_line_cannot_jump_the_queue(database: Database) -> None:
    last_hour = NOW + timedelta(days=9, hours=23, minutes=30)
    with transaction(database) as session:
        event, fams, ids = full_with_line(session, "Tom", "Zoé")
        signups.cancel(session, family_id=fams[0], signup_ids=ids[:1], now=last_hour)
        assert states(session, event) == ["waiting", "waiting"]
        assert isinstance(offers.accept(session, family_id=fams[2], signup_ids=ids[2:], now=last_hour), TooLate)
        assert isinstance(offers.accept(session, family_id=fams[1], signup_ids=ids[1:2], now=last_hour), Accepted)


def test_a_child_who_no_longer_fits_the_event_cannot_take_the_seat(database: Database) -> None:
    with transaction(database) as session:
        event, fams, ids = full_with_line(session, "Tom")
        signups.cancel(session, family_id=fams[0], signup_ids=ids[:1], now=NOW)
        change(session, event, age_min=11)
        answer = offers.accept(session, family_id=fams[1], signup_ids=ids[1:], now=NOW)
        assert isinstance(answer, AgeRefused)
        assert states(session, event) == ["offered"]
