"""What may be asked back after a cancellation: the last one only, while there is time, and one's own."""

from datetime import timedelta

import pytest

from knowledge.store.database import Database
from scheduler.seats.outcomes import Registration, Standing
from scheduler.signups import signups
from scheduler.signups.undoing import UNDO_WITHIN, undoable
from scheduler.waiting import waiting
from tests.scheduler.scene import NOW, join, make_event, make_family, transaction

CAMILLE, BRUNO = 1, 2
SOON = NOW + timedelta(minutes=2)


def names(found: tuple[Registration, ...]) -> list[str | None]:
    return [one.first_name for one in found]


def test_only_what_the_last_cancellation_ended_comes_back_and_only_for_ten_minutes(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=3)
        standing = join(session, event, CAMILLE, "Léa", "Tom", "Zoé")
        assert isinstance(standing, Standing)
        family, _ = make_family(session, CAMILLE)
        ids = [one.signup_id for one in standing.registrations]
        signups.cancel(session, family_id=family, signup_ids=ids[:1], now=NOW)
        assert names(undoable(session, family_id=family, event_id=event, now=NOW)) == ["Léa"]
        signups.cancel(session, family_id=family, signup_ids=ids, now=SOON)
        assert names(undoable(session, family_id=family, event_id=event, now=SOON)) == ["Tom", "Zoé"]
        late = SOON + UNDO_WITHIN
        assert names(undoable(session, family_id=family, event_id=event, now=late)) == ["Tom", "Zoé"]
        assert undoable(session, family_id=family, event_id=event, now=late + timedelta(seconds=1)) == ()


@pytest.mark.parametrize("whose", ["another family's", "an offer that was declined"])
def test_nothing_else_comes_back(database: Database, whose: str) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        family, _ = make_family(session, CAMILLE)
        other, _ = make_family(session, BRUNO)
        holder = join(session, event, CAMILLE, "Léa")
        waiter = join(session, event, BRUNO, "Noé")
        assert isinstance(holder, Standing)
        assert isinstance(waiter, Standing)
        ids = [one.signup_id for one in holder.registrations]
        signups.cancel(session, family_id=family, signup_ids=ids, now=NOW)
        if whose != "another family's":
            declined = [one.signup_id for one in waiter.registrations]
            waiting.decline(session, family_id=other, signup_ids=declined, now=NOW)
        assert undoable(session, family_id=other, event_id=event, now=NOW) == ()
