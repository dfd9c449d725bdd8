from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from knowledge.store.database import Database
from scheduler.core.people import BirthMonth
from scheduler.core.tables import SignupRow
from scheduler.families import families
from scheduler.seats import answers
from scheduler.seats.answers import Answer, Question
from scheduler.seats.outcomes import AlreadyIn, Done, NotEnough, Unknown
from scheduler.signups import signups
from scheduler.signups.moving import alternatives, sign_up_instead, unanswered_questions
from tests.scheduler.scene import NOW, change, join, make_event, make_family, states, transaction


def titles(session: Session, event: int, family: int, ids: list[int]) -> list[str]:
    found = alternatives(session, family_id=family, event_id=event, signup_ids=ids, now=NOW)
    return [f"{one.title} {(one.starts_at - NOW).days}" for one in found]


def gone(session: Session, *names: str, **fields: Any) -> tuple[int, int, list[int]]:
    """A cancelled event: its id, the family's, the sign-ups."""
    event = make_event(session, **{"capacity": 4, **fields})
    done = join(session, event, 1, *names)
    assert isinstance(done, Done)
    change(session, event, status="cancelled")
    return event, make_family(session, 1)[0], [one.signup_id for one in done.registrations]


def at(days: int) -> Any:
    return NOW + timedelta(days=days)


def test_the_same_title_comes_first_then_free_places_then_the_same_ages(database: Database) -> None:
    with transaction(database) as session:
        event, family, ids = gone(session, "Léa")
        make_event(session, title="Autre", starts_at=at(2), age_min=5, age_max=15)
        make_event(session, title="Python", starts_at=at(3))
        make_event(session, title="SCRATCH", starts_at=at(20))
        full = make_event(session, starts_at=at(4), capacity=0)
        assert titles(session, event, family, ids) == ["SCRATCH 20", "Scratch 4", "Python 3"]
        change(session, full, title="Complet")
        assert titles(session, event, family, ids) == ["SCRATCH 20", "Python 3", "Autre 2"]


def test_only_what_all_of_them_may_take_part_in_is_proposed(database: Database) -> None:
    with transaction(database) as session:
        event, family, ids = gone(session, "Léa")
        small = families.add_participant(session, family, "Tom", BirthMonth(NOW.year - 8, 1), NOW)
        other = make_event(session, starts_at=at(1))
        done = signups.sign_up(session, family_id=family, event_id=other, participants=[small.id], now=NOW)
        assert isinstance(done, Done)
        both = [*ids, done.registrations[0].signup_id]
        make_event(session, starts_at=at(2), age_min=9)
        make_event(session, starts_at=at(3))
        make_event(session, starts_at=at(4), status="cancelled")
        make_event(session, starts_at=at(5), capacity=None)
        make_event(session, starts_at=at(6), signup_closes_at=NOW)
        make_event(session, starts_at=NOW - timedelta(hours=1))
        assert titles(session, event, family, both) == ["Scratch 3"]
        assert titles(session, event, family, ids) == ["Scratch 1", "Scratch 3", "Scratch 2"]
        join(session, other, 1, "Léa")
        assert titles(session, event, family, ids) == ["Scratch 3", "Scratch 2"]


def test_one_tap_takes_everybody_and_their_answers_along(database: Database) -> None:
    with transaction(database) as session:
        event, family, ids = gone(session, "Léa", "Tom")
        rows = [session.get_one(SignupRow, one) for one in ids]
        answers.keep(session, rows, [Answer(Question.PHONE, "06")], NOW)
        other = make_event(session, questions="phone")
        assert not unanswered_questions(session, other, ids)
        done = sign_up_instead(session, family_id=family, signup_ids=ids, to_event_id=other, now=NOW)
        assert isinstance(done, Done)
        new = [one.signup_id for one in done.confirmed]
        assert [kept.words for kept in answers.of_signups(session, new)] == ["06", "06"]
        again = sign_up_instead(session, family_id=family, signup_ids=ids, to_event_id=other, now=NOW)
        assert isinstance(again, AlreadyIn)
        assert states(session, event) == []


def test_after_a_closed_list_they_sign_up_anew_unnamed_places_too(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=0, age_min=None, age_max=None)
        family, people = make_family(session, 1, "Léa")
        waited = signups.sign_up(
            session, family_id=family, event_id=event, participants=people, unnamed=1, or_wait=True, now=NOW, chat_id=1
        )
        assert isinstance(waited, Done)
        ids = [one.signup_id for one in waited.registrations]
        lea = [session.get_one(SignupRow, one.signup_id) for one in waited.registrations if one.first_name]
        answers.keep(session, lea, [Answer(Question.ALLERGY, "noix")], NOW)
        signups.cancel(session, family_id=family, signup_ids=ids, now=NOW)
        other = make_event(session, age_min=None, age_max=None, questions="phone")
        assert unanswered_questions(session, other, ids)
        for kind in (Done, AlreadyIn):
            outcome = sign_up_instead(session, family_id=family, signup_ids=ids, to_event_id=other, now=NOW)
            assert isinstance(outcome, Done | AlreadyIn)
            assert type(outcome) is kind
            new = [one.signup_id for one in outcome.registrations]
            assert [kept.words for kept in answers.of_signups(session, new)] == ["noix"]
            assert [session.get_one(SignupRow, one).made_by for one in new] == [1, 1]
        assert states(session, other) == ["confirmed", "confirmed"]


def test_too_few_places_take_nobody_and_strangers_move_nobody(database: Database) -> None:
    with transaction(database) as session:
        event, family, ids = gone(session, "Léa", "Tom")
        small = make_event(session, capacity=1)
        short = sign_up_instead(session, family_id=family, signup_ids=ids, to_event_id=small, now=NOW)
        assert isinstance(short, NotEnough)
        stranger, _ = make_family(session, 2)
        other = make_event(session)
        outcome = sign_up_instead(session, family_id=stranger, signup_ids=ids, to_event_id=other, now=NOW)
        assert outcome == Unknown()
        assert (states(session, event), states(session, small), states(session, other)) == (["confirmed"] * 2, [], [])
