"""A damaged cell of one family hides nothing of the others from the team, and keeps nobody from being erased."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from knowledge.agenda import agenda
from knowledge.store.columns import UNREADABLE
from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow, SignupRow
from scheduler.outbox import failing
from scheduler.outbox.outbox import OutboxState, SendClass, put
from scheduler.privacy import privacy
from scheduler.reminders import for_team
from scheduler.seats import registrations
from scheduler.seats.answers import Answer, Question, copy, keep, of_signups
from scheduler.seats.registrations import live_rows
from tests.scheduler.scene import NOW, join, make_event, make_family, transaction


def _spoil(session: Session, chat: int) -> None:
    family, _ = make_family(session, chat)
    session.flush()
    session.execute(text("UPDATE participants SET first_name = 'x', birth = 'x' WHERE family_id = :f"), {"f": family})
    theirs = "signup_id IN (SELECT id FROM signups WHERE family_id = :f)"
    session.execute(text(f"UPDATE answers SET words = 'x' WHERE {theirs}"), {"f": family})
    session.execute(text("UPDATE signups SET token = 'x' WHERE family_id = :f"), {"f": family})
    session.expire_all()


def _two_families(session: Session) -> int:
    event = make_event(session, capacity=5)
    for chat, name in ((1, "Léa"), (2, "Tom")):
        join(session, event, chat, name)
        family, _ = make_family(session, chat)
        keep(session, live_rows(session, event, family), [Answer(Question.PHONE, "+33612345678")], NOW)
    _spoil(session, 1)
    return event


def test_the_teams_lists_show_the_others(database: Database) -> None:
    with transaction(database) as session:
        found = agenda.by_id(session, _two_families(session))
        assert found is not None
        rows = registrations.roster(session, found.uid) or ()
        assert [(row.first_name, row.age, row.answers[0].words) for row in rows] == [
            (UNREADABLE, None, UNREADABLE),
            ("Tom", 9, "+33612345678"),
        ]
        assert for_team.of_event(session, found).confirmed == 2
        assert [seat.first_name for seat in for_team._seats(session, found)] == [UNREADABLE, "Tom"]


def test_an_answer_goes_along_to_another_date_without_being_opened(database: Database) -> None:
    with transaction(database) as session:
        _two_families(session)
        join(session, make_event(session), 1, "Zoé")
        old, new = (session.query(SignupRow).order_by(SignupRow.id).all()[n] for n in (0, -1))
        copy(session, old, new)
        assert [one.words for one in of_signups(session, [new.id])] == [UNREADABLE]


def test_a_family_with_damaged_cells_can_be_erased(database: Database) -> None:
    with transaction(database) as session:
        _two_families(session)
        assert privacy.erase(session, 1, NOW).participants == 1


def test_a_message_that_is_aside_is_tried_again_from_the_beginning(database: Database) -> None:
    with transaction(database) as session:
        number = put(session, chat_id=1, send_class=SendClass.REPLY, payload="{}", now=NOW)
        row = session.get_one(OutboxRow, number)
        row.attempts, row.not_before = 4, 1e12
        failing.set_aside(row, "UnreadableError")
        session.flush()
        assert [(one.id, one.error) for one in failing.listed(session)] == [(number, "UnreadableError")]
        assert failing.replay(session, [0]) == 0
        assert failing.replay(session) == 1
        session.refresh(row)
        assert (row.state, row.attempts, row.not_before, row.payload) == (OutboxState.WAITING, 0, 0.0, "{}")
