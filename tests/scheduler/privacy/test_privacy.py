from datetime import timedelta

from sqlalchemy import func, select

from knowledge.agenda.agenda import EventRow
from knowledge.store.database import Database
from scheduler.core.tables import FamilyChatRow, FamilyRow, OutboxRow, ParticipantRow, SignupRow
from scheduler.families import families
from scheduler.outbox.outbox import SendClass, put
from scheduler.privacy import privacy
from tests.scheduler.scene import NOW, join, make_event, make_family, notices, states, taken_and_seated, transaction


def test_everything_held_is_shown(database: Database) -> None:
    with transaction(database) as session:
        assert privacy.what_we_hold(session, 1, NOW) is None
        join(session, make_event(session, capacity=1), 1, "Léa", "Tom")
        put(session, chat_id=1, send_class=SendClass.REPLY, now=NOW)
        held = privacy.what_we_hold(session, 1, NOW)
        assert held is not None
        assert [person.first_name for person in held.participants] == ["Léa", "Tom"]
        assert len(held.registrations) == 2
        assert (held.chats, held.messages_to_come) == (1, 1)


def test_erasing_leaves_only_counts_and_passes_the_seats_on(database: Database) -> None:
    with transaction(database) as session:
        event, past = make_event(session, capacity=1), make_event(session, capacity=5)
        join(session, past, 1, "Léa")
        join(session, event, 1, "Léa")
        join(session, event, 2, "Tom")
        row = session.get_one(EventRow, past)
        row.starts_at, row.ends_at = NOW - timedelta(hours=2), NOW - timedelta(hours=1)
        put(session, chat_id=1, send_class=SendClass.REPLY, now=NOW)
        erased = privacy.erase(session, 1, NOW)
        assert (erased.participants, erased.registrations, erased.cancelled, erased.messages) == (1, 2, 1, 1)
        assert states(session, event) == ["offered"]
        assert [notice.kind for notice in notices(session)] == ["offer"]
        assert taken_and_seated(session, past) == (1, 0)
        for table in (FamilyRow, FamilyChatRow, ParticipantRow, SignupRow):
            assert session.scalar(select(func.count()).select_from(table)) == 1
        assert privacy.what_we_hold(session, 1, NOW) is None
        assert privacy.erase(session, 1, NOW) == privacy.Erased()


def test_the_other_parent_keeps_the_children(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        join(session, event, 1, "Léa")
        family, _ = make_family(session, 1)
        families.link_chat(session, 2, family)
        assert privacy.erase(session, 1, NOW).family_kept
        assert families.family_of(session, 1) is None
        assert states(session, event) == ["confirmed"]
        assert not privacy.erase(session, 2, NOW).family_kept
        assert states(session, event) == []


def test_one_child_is_forgotten_and_the_sibling_stays(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        join(session, event, 1, "Léa", "Tom")
        family, (lea, tom) = make_family(session, 1, "Léa", "Tom")
        stranger, _ = make_family(session, 2)
        assert privacy.remove_participant(session, stranger, lea, NOW) is None
        assert privacy.remove_participant(session, family, lea, NOW) is not None
        assert [person.id for person in families.participants(session, family)] == [tom]
        assert states(session, event) == ["confirmed"]
        assert taken_and_seated(session, event) == (1, 1)
        assert session.scalar(select(func.count()).select_from(OutboxRow)) == 0
