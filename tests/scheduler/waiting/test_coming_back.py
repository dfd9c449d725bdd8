"""What comes back: an offer made, lost and made again, a cancellation undone, a tap repeated."""

from datetime import timedelta

from sqlalchemy.orm import Session

from knowledge.store.database import Database
from scheduler.core.tables import State
from scheduler.seats.outcomes import AlreadyIn, Done, NotRestored, Restored, TooLate
from scheduler.signups import event_changes, moving, signups
from scheduler.waiting import offers, waiting
from tests.scheduler.scene import NOW, change, join, make_event, make_family, notices, states, transaction

TOMORROW = NOW + timedelta(days=1)


def ids_of(outcome: object) -> list[int]:
    assert isinstance(outcome, Done)
    return [entry.signup_id for entry in outcome.registrations]


def cancel(session: Session, chat: int, ids: list[int], now: object = NOW) -> None:
    family, _ = make_family(session, chat)
    signups.cancel(session, family_id=family, signup_ids=ids, now=now)  # type: ignore[arg-type]  # an instant


def test_an_offer_that_ends_a_second_time_is_told_a_second_time(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=2)
        lea, _, tom, zoe = (ids_of(join(session, event, chat, "Léa")) for chat in range(1, 5))
        cancel(session, 1, lea)
        offers.sweep(session, now=TOMORROW)
        family, _ = make_family(session, 3)
        assert isinstance(offers.accept(session, family_id=family, signup_ids=tom, now=TOMORROW), TooLate)
        cancel(session, 4, zoe, TOMORROW)
        offers.sweep(session, now=TOMORROW + timedelta(days=1))
        assert [notice.kind for notice in notices(session, 3)] == ["offer", "offer_expired"] * 2


def test_who_undoes_leaving_an_offered_seat_hears_of_the_offer_made_anew(database: Database) -> None:
    soon = NOW + timedelta(hours=2, minutes=30)  # any hold ends an hour before the start: the same deadline twice
    with transaction(database) as session:
        event = make_event(session, capacity=1, starts_at=soon)
        lea, tom = (ids_of(join(session, event, chat, "Léa")) for chat in (1, 2))
        cancel(session, 1, lea)
        cancel(session, 2, tom)
        family, _ = make_family(session, 2)
        later = NOW + timedelta(minutes=1)
        assert isinstance(signups.restore(session, family_id=family, signup_ids=tom, now=later), Restored)
        offers.sweep(session, now=later)
        assert states(session, event) == ["offered"]
        assert [notice.kind for notice in notices(session, 2)] == ["offer", "offer"]


def test_each_seat_freed_in_the_last_call_is_called_although_one_before_was_taken_back(database: Database) -> None:
    starts = NOW + timedelta(days=10)
    late = starts - timedelta(minutes=90)
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        lea, tom, _, zoe = (ids_of(join(session, event, chat, "Léa")) for chat in range(1, 5))
        cancel(session, 1, lea, starts - timedelta(minutes=210))
        offers.sweep(session, now=late)
        for chat, ids, answers in ((2, tom, offers.rejoin), (4, zoe, offers.accept)):
            family, _ = make_family(session, chat)
            answers(session, family_id=family, signup_ids=ids, now=late)
        assert states(session, event) == ["waiting", "waiting", "confirmed"]
        cancel(session, 4, zoe, late + timedelta(minutes=1))
        assert [notice.kind for notice in notices(session, 3)] == ["last_call", "last_call"]


def test_a_place_in_line_is_not_undone_once_the_list_is_closed(database: Database) -> None:
    closes = NOW + timedelta(days=10) - timedelta(hours=1)
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        join(session, event, 1, "Léa")
        tom = ids_of(join(session, event, 2, "Tom"))
        family, _ = make_family(session, 2)
        for late, expected in ((timedelta(seconds=-1), Restored), (timedelta(0), NotRestored)):
            cancel(session, 2, tom, closes - timedelta(minutes=5))
            outcome = signups.restore(session, family_id=family, signup_ids=tom, now=closes + late)
            assert isinstance(outcome, expected)


def test_undoing_does_not_pass_the_familys_limit_nor_bring_a_child_back_twice(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=9, family_cap=1)
        family, _ = make_family(session, 1, "Léa", "Tom")
        lea = ids_of(join(session, event, 1, "Léa"))
        cancel(session, 1, lea)
        tom = ids_of(join(session, event, 1, "Tom"))
        assert isinstance(signups.restore(session, family_id=family, signup_ids=lea, now=NOW), NotRestored)
        cancel(session, 1, tom)
        again = ids_of(join(session, event, 1, "Léa"))
        cancel(session, 1, again)
        change(session, event, family_cap=None)
        both = signups.restore(session, family_id=family, signup_ids=lea + again, now=NOW)
        assert isinstance(both, NotRestored)
        assert isinstance(signups.restore(session, family_id=family, signup_ids=again, now=NOW), Restored)


def test_a_late_tap_does_not_pass_the_familys_limit(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1, family_cap=1)
        lea, tom = ids_of(join(session, event, 1, "Léa")), ids_of(join(session, event, 2, "Tom"))
        cancel(session, 1, lea)
        offers.sweep(session, now=TOMORROW)
        join(session, event, 2, "Zoé", now=TOMORROW)
        family, _ = make_family(session, 2)
        assert isinstance(offers.accept(session, family_id=family, signup_ids=tom, now=TOMORROW), TooLate)
        assert states(session, event) == [State.CONFIRMED]


def test_what_a_form_held_and_did_not_use_goes_to_the_line_at_once(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=2)
        family, (lea, _) = make_family(session, 1, "Léa", "Tom")
        signups.hold(session, event_id=event, chat_id=1, wanted=2, now=NOW)
        join(session, event, 2, "Zoé")
        signups.sign_up(session, family_id=family, event_id=event, participants=[lea], chat_id=1, now=NOW)
        assert states(session, event) == ["offered", "confirmed"]


def test_seats_left_together_reach_an_entry_that_is_together(database: Database) -> None:
    with transaction(database) as session:
        event, other = make_event(session, capacity=2), make_event(session, capacity=2)
        pair = ids_of(join(session, event, 1, "Léa", "Tom"))
        family, people = make_family(session, 2, "Zoé", "Max")
        signups.sign_up(
            session, family_id=family, event_id=event, participants=people, or_wait=True, together=True, now=NOW
        )
        join(session, event, 3, "Ali")
        family, _ = make_family(session, 1)
        moving.move(session, family_id=family, signup_ids=pair, to_event_id=other, now=NOW)
        assert states(session, event) == ["offered", "offered", "waiting"]


def test_asking_again_to_move_changes_nothing_not_for_unnamed_places_either(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, age_min=None, age_max=None, capacity=2)
        other = make_event(session, age_min=None, age_max=None, capacity=0)
        family, (lea,) = make_family(session, 1, "Léa")
        done = signups.sign_up(session, family_id=family, event_id=event, participants=[lea], unnamed=1, now=NOW)
        answers = [
            moving.move(session, family_id=family, signup_ids=ids_of(done), to_event_id=other, or_wait=True, now=NOW)
            for _tap in range(2)
        ]
        assert isinstance(answers[0], Done)
        assert answers[1] == AlreadyIn(answers[0].registrations)
        assert states(session, other) == ["waiting", "waiting"]


def test_a_revoked_offer_is_before_who_joined_after_it_although_the_clock_stepped_back(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        lea = ids_of(join(session, event, 1, "Léa"))
        join(session, event, 2, "Tom")
        cancel(session, 1, lea)
        join(session, event, 3, "Zoé", now=NOW - timedelta(hours=1))
        change(session, event, status="cancelled", revision=2)
        event_changes.event_cancelled(session, event, now=NOW)
        family, _ = make_family(session, 2)
        (tom,) = signups.registrations(session, family, NOW)
        assert tom.position == 1


def test_a_child_whose_offers_ran_out_twice_rejoins_once(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        lea, first = (ids_of(join(session, event, chat, "Léa")) for chat in (1, 2))
        family, _ = make_family(session, 2)
        cancel(session, 1, lea)
        waiting.decline(session, family_id=family, signup_ids=first, now=NOW)
        join(session, event, 3, "Ali")
        second = ids_of(join(session, event, 2, "Léa"))
        waiting.decline(session, family_id=family, signup_ids=second, now=NOW)
        back = offers.rejoin(session, family_id=family, signup_ids=first + second, now=NOW)
        assert [entry.signup_id for entry in getattr(back, "registrations", ())] == first
        assert states(session, event) == [State.WAITING, State.CONFIRMED]
