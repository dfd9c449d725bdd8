from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.store import Database
from scheduler import consents, families, invitations, joining, signups
from scheduler.invitations import Invitation, Invited, Refusal
from scheduler.joining import Joined
from scheduler.models import InvitationRow, OutboxRow, SignupRow
from scheduler.outbox import SendClass, put
from tests.scheduler.scene import NOW, join, make_event, make_family, notices, transaction

FIRST, SECOND, THIRD = 1, 2, 3
MOMENT = timedelta(seconds=1)


def invited(session: Session, chat_id: int = FIRST) -> Invited:
    """A fresh link of this chat's family."""
    family, _ = make_family(session, chat_id)
    made = invitations.invite(session, family, NOW)
    assert made is not None
    return made


def test_only_a_digest_of_the_token_is_stored(database: Database) -> None:
    with transaction(database) as session:
        token = invited(session).token
        row = session.scalars(select(InvitationRow)).one()
        assert token not in repr([row.digest, row.id])
        assert row.until == NOW + timedelta(days=7)


def test_a_link_works_once_for_a_week_and_both_parents_speak_for_the_family(database: Database) -> None:
    with transaction(database) as session:
        family, _ = make_family(session, FIRST, "Léa")
        link = invited(session)
        late = NOW + timedelta(days=7) - MOMENT
        joined = joining.join(session, token=link.token, chat_id=SECOND, now=late)
        assert isinstance(joined, Joined)
        assert (joined.family_id, joined.others, joined.merged) == (family, (FIRST,), False)
        assert families.chats_of_family(session, family) == (FIRST, SECOND)
        assert joining.join(session, token=link.token, chat_id=THIRD, now=late) is Refusal.ENDED
        assert joining.join(session, token=link.token, chat_id=SECOND, now=late) is Refusal.OWN
        assert families.chats_of_family(session, family) == (FIRST, SECOND)


def test_the_second_parents_agreement_is_a_record_of_its_own(database: Database) -> None:
    with transaction(database) as session:
        family, _ = make_family(session, FIRST)
        families.record_consent(session, family, NOW)
        joining.join(session, token=invited(session).token, chat_id=SECOND, now=NOW + MOMENT)
        given = [(one.purpose, one.given_at) for one in consents.of_family(session, family)]
        assert given == [("notice", NOW), ("guardian", NOW), ("notice", NOW + MOMENT), ("guardian", NOW + MOMENT)]


def test_a_week_later_the_link_is_over(database: Database) -> None:
    with transaction(database) as session:
        link = invited(session)
        assert isinstance(invitations.look(session, link.token, SECOND, link.until - MOMENT), Invitation)
        assert invitations.look(session, link.token, SECOND, link.until) is Refusal.EXPIRED
        assert joining.join(session, token=link.token, chat_id=SECOND, now=link.until) is Refusal.EXPIRED


def test_a_new_link_ends_the_older_one_and_a_link_can_be_called_back(database: Database) -> None:
    with transaction(database) as session:
        family, _ = make_family(session, FIRST)
        older, newer = invited(session), invited(session)
        assert invitations.look(session, older.token, SECOND, NOW) is Refusal.ENDED
        assert invitations.open_one(session, family, NOW) is not None
        assert invitations.revoke(session, family, NOW)
        assert not invitations.revoke(session, family, NOW)
        assert invitations.look(session, newer.token, SECOND, NOW) is Refusal.ENDED
        assert invitations.open_one(session, family, NOW) is None


@pytest.mark.parametrize("token", ["", "x", "A" * 22, "é" * 22])
def test_a_forged_link_leads_nowhere(database: Database, token: str) -> None:
    with transaction(database) as session:
        invited(session)
        assert joining.join(session, token=token, chat_id=SECOND, now=NOW) is Refusal.UNKNOWN
        assert families.family_of(session, SECOND) is None


def test_a_third_phone_is_refused_and_a_family_of_two_invites_nobody(database: Database) -> None:
    with transaction(database) as session:
        family, _ = make_family(session, FIRST)
        link = invited(session)
        families.link_chat(session, SECOND, family)
        assert joining.join(session, token=link.token, chat_id=THIRD, now=NOW) is Refusal.FULL
        assert invitations.invite(session, family, NOW) is None


def test_who_shares_a_family_with_another_phone_cannot_take_its_children_along(database: Database) -> None:
    with transaction(database) as session:
        link = invited(session, FIRST)
        shared, _ = make_family(session, SECOND, "Tom")
        families.link_chat(session, THIRD, shared)
        assert joining.join(session, token=link.token, chat_id=SECOND, now=NOW) is Refusal.SHARED
        assert families.chats_of_family(session, shared) == (SECOND, THIRD)


def test_the_other_phone_can_be_taken_out_and_is_told_nothing_more_about_the_family(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        join(session, event, THIRD, "Zoé")
        family, _ = make_family(session, FIRST)
        joined = joining.join(session, token=invited(session).token, chat_id=SECOND, now=NOW)
        assert isinstance(joined, Joined)
        join(session, event, FIRST, "Léa")
        other, _ = make_family(session, THIRD)
        reply = put(session, chat_id=SECOND, send_class=SendClass.REPLY, payload="…", now=NOW)
        _zoe_leaves(session, other)
        assert (len(notices(session, FIRST)), len(notices(session, SECOND))) == (1, 1)
        assert joining.take_out_others(session, FIRST, joined.invitation_id) == (SECOND,)
        assert families.chats_of_family(session, family) == (FIRST,)
        assert (len(notices(session, FIRST)), len(notices(session, SECOND))) == (1, 0)
        assert session.get(OutboxRow, reply) is not None
        assert joining.take_out_others(session, FIRST) == ()


def _zoe_leaves(session: Session, family: int) -> None:
    ids = list(session.scalars(select(SignupRow.id).where(SignupRow.family_id == family)))
    signups.cancel(session, family_id=family, signup_ids=ids, now=NOW)


def test_an_old_button_takes_out_nobody_who_came_later(database: Database) -> None:
    with transaction(database) as session:
        family, _ = make_family(session, FIRST)
        first = joining.join(session, token=invited(session).token, chat_id=SECOND, now=NOW)
        assert isinstance(first, Joined)
        assert joining.take_out_others(session, FIRST) == (SECOND,)
        joining.join(session, token=invited(session).token, chat_id=THIRD, now=NOW)
        assert joining.take_out_others(session, FIRST, first.invitation_id) == ()
        assert families.chats_of_family(session, family) == (FIRST, THIRD)
        assert joining.take_out_others(session, 99, None) == ()


def test_of_two_who_use_one_link_at_the_same_moment_one_joins(postgres_database: Database) -> None:
    with transaction(postgres_database) as session:
        family, _ = make_family(session, FIRST)
        token = invited(session).token
        for chat in (SECOND, THIRD):
            make_family(session, chat, "Léa")
    together = Barrier(2)

    def uses(chat: int) -> Joined | Refusal:
        with transaction(postgres_database) as session:
            invitations.look(session, token, chat, NOW)
            together.wait(20)
            return joining.join(session, token=token, chat_id=chat, now=NOW)

    with ThreadPoolExecutor(2) as threads:
        came = list(threads.map(uses, (SECOND, THIRD)))
    assert sorted(type(one).__name__ for one in came) == ["Joined", "Refusal"]
    with transaction(postgres_database) as session:
        assert len(families.chats_of_family(session, family)) == 2
