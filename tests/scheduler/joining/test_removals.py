"""A phone that leaves a family, or is removed: each keeps its own, nothing is changed meanwhile, the team may undo."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.store.database import Database
from scheduler.core.tables import FamilyLogRow, FamilyRow, SignupRow
from scheduler.families import consents, families
from scheduler.joining import joining, removals
from scheduler.joining.joining import ReadOnlyError, What, read_only
from scheduler.outbox.outbox import Notice, NoticeKind, SendClass, put_notice
from scheduler.privacy import privacy
from scheduler.seats import seats
from scheduler.seats.outcomes import Cancelled
from scheduler.seats.registrations import registrations, seen_elsewhere
from scheduler.signups import signups
from tests.scheduler.scene import NOW, join, make_event, make_family, notices, states, taken_and_seated, transaction

ANNE, BRUNO, CHLOE, TEAM = 1, 2, 3, 777
HOUR = timedelta(hours=1)


def together(session: Session) -> int:
    """Bruno's phone joins Anne's family, each with what they brought."""
    family, _ = make_family(session, ANNE)
    invited = joining.invite(session, family, NOW)
    assert invited is not None
    asked = joining.ask(session, token=invited.token, chat_id=BRUNO, now=NOW)
    assert isinstance(asked, joining.Asked)
    joined = joining.approve(session, invitation_id=asked.invitation_id, chat_id=ANNE, now=NOW)
    assert isinstance(joined, joining.Joined)
    return family


def sign_up(session: Session, event: int, chat_id: int, *names: str) -> None:
    """Sign up, from this phone, children that the family has."""
    family = families.family_of(session, chat_id)
    assert family is not None
    people = [one.id for one in families.participants(session, family.id) if one.first_name in names]
    signups.sign_up(
        session,
        family_id=family.id,
        event_id=event,
        participants=people,
        or_wait=True,
        together=True,
        chat_id=chat_id,
        now=NOW,
    )


def children(session: Session, chat_id: int) -> list[str]:
    """Whom this phone speaks for."""
    family = families.family_of(session, chat_id)
    return [] if family is None else [one.first_name for one in families.participants(session, family.id)]


def places(session: Session, chat_id: int) -> list[str]:
    """Whose places this phone may change."""
    family = families.family_of(session, chat_id)
    return [] if family is None else sorted(one.first_name or "?" for one in registrations(session, family.id, NOW))


def seen(session: Session, chat_id: int) -> list[str]:
    """Whose places it sees in another family."""
    family = families.family_of(session, chat_id)
    return [] if family is None else [one.first_name or "?" for one in seen_elsewhere(session, chat_id, family.id, NOW)]


def quarrel(session: Session) -> tuple[int, removals.Removal]:
    """Anne (Léa) and Bruno (Tom) share Zoé; each signs up, then Anne removes Bruno: the event, the removal."""
    make_family(session, ANNE, "Léa", "Zoé")
    make_family(session, BRUNO, "Tom", "Zoé")
    together(session)
    event = make_event(session, capacity=9)
    sign_up(session, event, BRUNO, "Léa", "Tom")
    sign_up(session, event, ANNE, "Zoé")
    (removal,) = removals.remove_others(session, ANNE, NOW)
    return event, removal


def test_each_keeps_what_it_brought_and_sees_what_it_made(database: Database) -> None:
    with transaction(database) as session:
        event, removal = quarrel(session)
        assert (children(session, ANNE), children(session, BRUNO)) == (["Léa", "Zoé"], ["Tom", "Zoé"])
        assert (places(session, ANNE), places(session, BRUNO)) == (["Léa", "Zoé"], ["Tom"])
        assert (seen(session, ANNE), seen(session, BRUNO)) == ([], ["Léa"])
        assert states(session, event) == ["confirmed"] * 3
        assert taken_and_seated(session, event) == (3, 3)
        assert len(consents.of_family(session, removal.away_id or 0)) == 2
        digests = [row.identity for row in families_rows(session)]
        assert len(digests) == len(set(digests)) == 4  # Zoé of the one is not Zoé of the other


def families_rows(session: Session) -> list[families.ParticipantRow]:
    return list(session.scalars(select(families.ParticipantRow)))


def test_the_removed_phone_changes_nothing_until_it_is_final_and_nobody_else_can_meanwhile(database: Database) -> None:
    with transaction(database) as session:
        event, removal = quarrel(session)
        tom = session.scalars(select(SignupRow.id).where(SignupRow.family_id == removal.away_id)).one()
        assert removals.open_of(session, BRUNO) == removal
        assert removals.open_of(session, ANNE) is None
        with pytest.raises(ReadOnlyError), session.begin_nested(), read_only(session):
            signups.cancel(session, family_id=removal.away_id or 0, signup_ids=[tom], now=NOW)
        with pytest.raises(ReadOnlyError), session.begin_nested(), read_only(session):
            privacy.erase(session, BRUNO, NOW)
        anne = families.family_of(session, ANNE)
        assert anne is not None
        signups.cancel(session, family_id=anne.id, signup_ids=[tom], now=NOW)  # somebody else's
        assert states(session, event) == ["confirmed"] * 3
        assert joining.invite(session, anne.id, NOW) is None  # Bruno may come back
        assert removals.end_due(session, NOW + removals.FINAL_AFTER - HOUR) == ()
        ended = removals.end_due(session, NOW + removals.FINAL_AFTER)
        assert [one.chat_id for one in ended] == [BRUNO]
        assert removals.open_of(session, BRUNO) is None
        assert joining.invite(session, anne.id, NOW) is not None
        assert children(session, BRUNO) == ["Tom", "Zoé"]


def test_a_no_stops_the_clock_for_a_week_and_the_team_puts_all_back(database: Database) -> None:
    with transaction(database) as session:
        event, removal = quarrel(session)
        assert removals.refuse(session, ANNE, removal.id, NOW) is None  # not hers to say
        refused = removals.refuse(session, BRUNO, removal.id, NOW + HOUR)
        assert refused is not None
        assert removals.refuse(session, BRUNO, removal.id, NOW + HOUR) is None
        assert removals.end_due(session, NOW + 3 * removals.FINAL_AFTER) == ()
        back = removals.take_back(session, removal.id, TEAM, NOW + 2 * HOUR)
        assert back is not None
        assert children(session, ANNE) == children(session, BRUNO) == ["Léa", "Zoé", "Tom"]
        assert places(session, ANNE) == places(session, BRUNO) == ["Léa", "Tom", "Zoé"]
        assert taken_and_seated(session, event) == (3, 3)
        assert removals.take_back(session, removal.id, TEAM, NOW + 2 * HOUR) is None
        said = [(row.what, row.by) for row in session.scalars(select(FamilyLogRow).order_by(FamilyLogRow.id))]
        assert said == [("joined", None), ("removed", None), ("refused", None), ("returned", TEAM)]
        # Who brought whom is known as before: the next quarrel ends as this one.
        removals.remove_others(session, BRUNO, NOW + 3 * HOUR)
        assert (children(session, BRUNO), children(session, ANNE)) == (["Zoé", "Tom"], ["Léa", "Zoé"])


def test_what_the_team_does_not_decide_in_a_week_is_final(database: Database) -> None:
    with transaction(database) as session:
        _, removal = quarrel(session)
        removals.refuse(session, BRUNO, removal.id, NOW)
        assert removals.end_due(session, NOW + removals.DECIDED_WITHIN - HOUR) == ()
        assert len(removals.end_due(session, NOW + removals.DECIDED_WITHIN)) == 1
        assert removals.confirm(session, removal.id, TEAM, NOW) is None
        # The team can undo what is final, too, as long as neither has another phone.
        assert removals.take_back(session, removal.id, TEAM, NOW + timedelta(days=30)) is not None


def test_a_phone_that_agrees_or_leaves_by_itself_is_free_at_once(database: Database) -> None:
    with transaction(database) as session:
        _, removal = quarrel(session)
        assert removals.agree(session, ANNE, removal.id, NOW) is None
        assert removals.agree(session, BRUNO, removal.id, NOW) is not None
        assert removals.open_of(session, BRUNO) is None
        together(session)
        left = removals.leave(session, ANNE, NOW)
        assert left is not None
        assert left.is_over
        assert children(session, ANNE) == ["Léa", "Zoé"]
        assert removals.leave(session, ANNE, NOW) is None
        what = list(session.scalars(select(FamilyLogRow.what).order_by(FamilyLogRow.id)))
        assert what == [What.JOINED, What.REMOVED, What.AGREED, What.JOINED, What.LEFT]


def test_whoever_came_by_a_link_cannot_take_the_family_over(database: Database) -> None:
    with transaction(database) as session:
        make_family(session, ANNE, "Léa", "Zoé")
        family = together(session)
        (removal,) = removals.remove_others(session, BRUNO, NOW)
        assert (children(session, ANNE), children(session, BRUNO)) == (["Léa", "Zoé"], [])
        assert removals.refuse(session, ANNE, removal.id, NOW) is not None
        assert removals.take_back(session, removal.id, TEAM, NOW) is not None
        assert families.all_chats_of_family(session, family) == (ANNE, BRUNO)


def test_siblings_who_waited_in_one_entry_keep_their_turn_each_with_their_own_family(database: Database) -> None:
    with transaction(database) as session:
        make_family(session, ANNE, "Léa", "Lou")
        make_family(session, BRUNO, "Tom")
        together(session)
        event = make_event(session, capacity=0)
        sign_up(session, event, ANNE, "Léa", "Tom", "Lou")
        join(session, event, CHLOE, "Max")
        removals.remove_others(session, ANNE, NOW)
        line = seats.line(session, event)
        names = {row.id: who for row, who in _named(session)}
        assert [names[one.signup_id] for one in line] == ["Léa", "Lou", "Tom", "Max"]
        assert len({one.entry_id for one in line}) == 3


def _named(session: Session) -> list[tuple[SignupRow, str]]:
    rows = session.scalars(select(SignupRow))
    return [(row, session.get_one(families.ParticipantRow, row.participant_id).first_name) for row in rows]


def test_a_notice_on_its_way_to_the_removed_phone_tells_nothing_of_the_other_family(database: Database) -> None:
    with transaction(database) as session:
        make_family(session, ANNE, "Léa")
        family = together(session)
        event = make_event(session)
        sign_up(session, event, ANNE, "Léa")
        ids = tuple(session.scalars(select(SignupRow.id)))
        notice = Notice(kind=NoticeKind.PLACE_CONFIRMED, family_id=family, event_id=event, revision=0, signup_ids=ids)
        put_notice(session, notice, (ANNE, BRUNO), send_class=SendClass.CONFIRMATION, key="place_confirmed:1", now=NOW)
        (removal,) = removals.remove_others(session, ANNE, NOW)
        assert [one.family_id for one in notices(session, BRUNO)] == [removal.away_id]
        assert [one.family_id for one in notices(session, ANNE)] == [family]


def test_a_child_is_forgotten_only_by_who_brought_it(database: Database) -> None:
    with transaction(database) as session:
        _, (lea, zoe) = make_family(session, ANNE, "Léa", "Zoé")
        make_family(session, BRUNO, "Zoé", "Tom")
        family = together(session)
        for child in (lea, zoe):
            gone = privacy.remove_participant(session, family, child, NOW, chat_id=BRUNO)
            assert isinstance(gone, privacy.BroughtByOthers)
        assert isinstance(privacy.remove_participant(session, family, lea, NOW, chat_id=ANNE), Cancelled)
        assert children(session, BRUNO) == ["Zoé", "Tom"]


def test_erasing_leaves_the_children_to_the_other_parent_or_takes_ones_own_along(database: Database) -> None:
    with transaction(database) as session:
        make_family(session, ANNE, "Léa", "Zoé")
        make_family(session, BRUNO, "Tom", "Zoé")
        together(session)
        event = make_event(session, capacity=9)
        sign_up(session, event, ANNE, "Léa", "Tom", "Zoé")
        erased = privacy.erase(session, BRUNO, NOW, with_children=True)
        assert (erased.stayed, erased.participants) == ((ANNE,), 2)
        assert children(session, ANNE) == ["Léa", "Zoé"]
        assert places(session, ANNE) == ["Léa", "Zoé"]
        assert session.scalars(select(FamilyRow)).one()
        make_family(session, BRUNO, "Max")
        together(session)
        assert privacy.erase(session, BRUNO, NOW).stayed == (ANNE,)
        assert children(session, ANNE) == ["Léa", "Zoé", "Max"]


def test_a_family_that_is_erased_lets_who_it_removed_go_at_once(database: Database) -> None:
    with transaction(database) as session:
        _, removal = quarrel(session)
        privacy.erase(session, ANNE, NOW)
        assert removals.open_of(session, BRUNO) is None
        assert len(removals.end_due(session, NOW)) == 1
        assert removals.take_back(session, removal.id, TEAM, NOW) is None
        assert children(session, BRUNO) == ["Tom", "Zoé"]
