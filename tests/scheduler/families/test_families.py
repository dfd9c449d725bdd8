from cryptography.fernet import Fernet
from sqlalchemy import text

from knowledge.store.columns import vault
from knowledge.store.database import Database
from scheduler.core.people import BirthMonth
from scheduler.families import families
from tests.scheduler.scene import NOW, transaction

MARCH = BirthMonth(2018, 3)


def test_a_chat_has_one_family_with_an_opaque_number(database: Database) -> None:
    with transaction(database) as session:
        assert families.family_of(session, 1) is None
        first = families.ensure_family(session, 1, "fr", NOW)
        assert families.ensure_family(session, 1, "en", NOW) == first
        assert families.family_of(session, 1) == first
        assert families.ensure_family(session, 2, "en", NOW).number != first.number
        assert 10_000_000 <= first.number < 100_000_000


def test_the_same_child_is_one_row_however_the_name_is_typed(database: Database) -> None:
    with transaction(database) as session:
        family = families.ensure_family(session, 1, "fr", NOW)
        other = families.ensure_family(session, 2, "fr", NOW)
        zoe = families.add_participant(session, family.id, "Zoé-Lou", MARCH, NOW)
        assert families.add_participant(session, family.id, " zoe lou ", MARCH, NOW) == zoe
        twin = families.add_participant(session, family.id, "Zoé-Lou", BirthMonth(2018, 4), NOW)
        adult = families.add_participant(session, family.id, "Zoé-Lou", None, NOW)
        theirs = families.add_participant(session, other.id, "Zoé-Lou", MARCH, NOW)
        assert len({zoe.id, twin.id, adult.id, theirs.id}) == 4
        assert families.participants(session, family.id) == (zoe, twin, adult)


def test_a_new_key_still_finds_the_child_and_names_are_never_stored_plainly(database: Database, unlocked: str) -> None:
    with transaction(database) as session:
        family = families.ensure_family(session, 1, "fr", NOW)
        lea = families.add_participant(session, family.id, "Léa", MARCH, NOW)
        try:
            vault.unlock([Fernet.generate_key().decode(), unlocked])
            assert families.add_participant(session, family.id, "Léa", MARCH, NOW) == lea
        finally:
            vault.unlock([unlocked])
        stored = session.execute(text("SELECT first_name, identity FROM participants")).one()
        assert not any(word in column.casefold() for column in stored for word in ("léa", "lea|"))


def test_a_familys_wishes_are_kept(database: Database) -> None:
    with transaction(database) as session:
        assert not families.set_reminders(session, 1, False)
        families.remember_language(session, 1, "en")
        family = families.ensure_family(session, 1, "fr", NOW)
        families.set_reminders(session, 1, False)
        families.remember_language(session, 1, "en")
        families.record_consent(session, family.id, NOW)
        session.expire_all()
        found = families.family_of(session, 1)
        assert found is not None
        assert (found.reminders_on, found.language, found.consented_at) == (False, "en", NOW)


def test_a_chat_cannot_be_taken_from_another_family(database: Database) -> None:
    with transaction(database) as session:
        ours, theirs = (families.ensure_family(session, chat, "fr", NOW) for chat in (1, 2))
        assert not families.link_chat(session, 2, ours.id)
        assert families.link_chat(session, 3, ours.id)
        assert families.chats_of_family(session, ours.id) == (1, 3)
        assert families.chats_of_family(session, theirs.id) == (2,)
        families.mark_unreachable(session, 1, NOW)
        assert families.chats_of_family(session, ours.id) == (3,)
        families.mark_reachable(session, 1)
        assert families.chats_of_family(session, ours.id) == (1, 3)
