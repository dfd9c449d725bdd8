from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.store.database import Database
from scheduler.core.tables import InvitationRow
from scheduler.families import consents, families
from scheduler.joining import joining
from scheduler.joining.joining import Declined, Invitation, Invited, Joined, Refusal
from tests.scheduler.scene import NOW, make_family, transaction

FIRST, SECOND, THIRD = 1, 2, 3
MOMENT = timedelta(seconds=1)


def invited(session: Session, chat_id: int = FIRST) -> Invited:
    """A fresh link of this chat's family."""
    family, _ = make_family(session, chat_id)
    made = joining.invite(session, family, NOW)
    assert made is not None
    return made


def joins(session: Session, token: str, chat_id: int, now: datetime = NOW) -> Joined | Declined | Refusal | None:
    """Ask with the link, and the family says yes."""
    asked = joining.ask(session, token=token, chat_id=chat_id, now=now)
    if isinstance(asked, Refusal):
        return asked
    return joining.approve(session, invitation_id=asked.invitation_id, chat_id=asked.phones[0], now=now)


def test_nobody_joins_before_the_family_says_yes(database: Database) -> None:
    with transaction(database) as session:
        family, _ = make_family(session, FIRST, "Léa")
        make_family(session, SECOND, "Tom")
        link = invited(session)
        asked = joining.ask(session, token=link.token, chat_id=SECOND, now=NOW)
        assert asked == joining.Asked(family, 1, (FIRST,))
        assert families.chats_of_family(session, family) == (FIRST,)
        assert joining.ask(session, token=link.token, chat_id=SECOND, now=NOW) is Refusal.ASKED
        assert joining.ask(session, token=link.token, chat_id=THIRD, now=NOW) is Refusal.ENDED
        for stranger in (SECOND, THIRD):  # a forged « Accepter »
            assert joining.approve(session, invitation_id=1, chat_id=stranger, now=NOW) is None
        assert joining.decline(session, invitation_id=1, chat_id=FIRST, now=NOW) == Declined(SECOND)
        assert joining.approve(session, invitation_id=1, chat_id=FIRST, now=NOW) is None
        assert [one.first_name for one in families.participants(session, family)] == ["Léa"]


def test_a_yes_that_comes_a_day_late_lets_nobody_in(database: Database) -> None:
    with transaction(database) as session:
        link, later = invited(session), NOW + timedelta(hours=23)
        assert isinstance(joining.ask(session, token=link.token, chat_id=SECOND, now=later), joining.Asked)
        over = later + joining.LASTS
        assert joining.approve(session, invitation_id=1, chat_id=FIRST, now=over) is None
        in_time = joining.approve(session, invitation_id=1, chat_id=FIRST, now=over - MOMENT)
        assert isinstance(in_time, Joined)


def test_who_is_not_free_any_more_when_the_yes_comes_does_not_join(database: Database) -> None:
    with transaction(database) as session:
        family, _ = make_family(session, FIRST)
        joining.ask(session, token=invited(session).token, chat_id=SECOND, now=NOW)
        families.link_chat(session, THIRD, family)
        answer = joining.approve(session, invitation_id=1, chat_id=FIRST, now=NOW)
        assert answer == Declined(SECOND, Refusal.FULL)


def test_only_a_digest_of_the_token_is_stored(database: Database) -> None:
    with transaction(database) as session:
        token = invited(session).token
        row = session.scalars(select(InvitationRow)).one()
        assert token not in repr([row.digest, row.id])
        assert row.until == NOW + timedelta(days=1)


def test_a_link_works_once_for_a_day_and_both_parents_speak_for_the_family(database: Database) -> None:
    with transaction(database) as session:
        family, _ = make_family(session, FIRST, "Léa")
        link = invited(session)
        late = NOW + timedelta(days=1) - MOMENT
        joined = joins(session, token=link.token, chat_id=SECOND, now=late)
        assert isinstance(joined, Joined)
        assert (joined.family_id, joined.others, joined.merged) == (family, (FIRST,), False)
        assert families.chats_of_family(session, family) == (FIRST, SECOND)
        assert joins(session, token=link.token, chat_id=THIRD, now=late) is Refusal.ENDED
        assert joins(session, token=link.token, chat_id=SECOND, now=late) is Refusal.OWN
        assert families.chats_of_family(session, family) == (FIRST, SECOND)


def test_the_second_parents_agreement_is_a_record_of_its_own(database: Database) -> None:
    with transaction(database) as session:
        family, _ = make_family(session, FIRST)
        families.record_consent(session, family, NOW)
        joins(session, token=invited(session).token, chat_id=SECOND, now=NOW + MOMENT)
        given = [(one.purpose, one.given_at) for one in consents.of_family(session, family)]
        assert given == [("notice", NOW), ("guardian", NOW), ("notice", NOW + MOMENT), ("guardian", NOW + MOMENT)]


def test_a_day_later_the_link_is_over(database: Database) -> None:
    with transaction(database) as session:
        link = invited(session)
        assert isinstance(joining.look(session, link.token, SECOND, link.until - MOMENT), Invitation)
        assert joining.look(session, link.token, SECOND, link.until) is Refusal.EXPIRED
        assert joins(session, token=link.token, chat_id=SECOND, now=link.until) is Refusal.EXPIRED


def test_a_new_link_ends_the_older_one_and_a_link_can_be_called_back(database: Database) -> None:
    with transaction(database) as session:
        family, _ = make_family(session, FIRST)
        older, newer = invited(session), invited(session)
        assert joining.look(session, older.token, SECOND, NOW) is Refusal.ENDED
        assert joining.open_one(session, family, NOW) is not None
        assert joining.revoke(session, family, NOW)
        assert not joining.revoke(session, family, NOW)
        assert joining.look(session, newer.token, SECOND, NOW) is Refusal.ENDED
        assert joining.open_one(session, family, NOW) is None


@pytest.mark.parametrize("token", ["", "x", "A" * 22, "é" * 22])
def test_a_forged_link_leads_nowhere(database: Database, token: str) -> None:
    with transaction(database) as session:
        invited(session)
        assert joins(session, token=token, chat_id=SECOND, now=NOW) is Refusal.UNKNOWN
        assert families.family_of(session, SECOND) is None


def test_a_third_phone_is_refused_and_a_family_of_two_invites_nobody(database: Database) -> None:
    with transaction(database) as session:
        family, _ = make_family(session, FIRST)
        link = invited(session)
        families.link_chat(session, SECOND, family)
        assert joins(session, token=link.token, chat_id=THIRD, now=NOW) is Refusal.FULL
        assert joining.invite(session, family, NOW) is None


def test_who_shares_a_family_with_another_phone_cannot_take_its_children_along(database: Database) -> None:
    with transaction(database) as session:
        link = invited(session, FIRST)
        shared, _ = make_family(session, SECOND, "Tom")
        families.link_chat(session, THIRD, shared)
        assert joins(session, token=link.token, chat_id=SECOND, now=NOW) is Refusal.SHARED
        assert families.chats_of_family(session, shared) == (SECOND, THIRD)


def test_of_two_who_use_one_link_at_the_same_moment_one_joins(postgres_database: Database) -> None:
    with transaction(postgres_database) as session:
        family, _ = make_family(session, FIRST)
        token = invited(session).token
        for chat in (SECOND, THIRD):
            make_family(session, chat, "Léa")
    together = Barrier(2)

    def uses(chat: int) -> Joined | Refusal:
        with transaction(postgres_database) as session:
            joining.look(session, token, chat, NOW)
            together.wait(20)
            return joins(session, token=token, chat_id=chat, now=NOW)

    with ThreadPoolExecutor(2) as threads:
        came = list(threads.map(uses, (SECOND, THIRD)))
    assert sorted(type(one).__name__ for one in came) == ["Joined", "Refusal"]
    with transaction(postgres_database) as session:
        assert len(families.chats_of_family(session, family)) == 2
