"""The key is checked before anything is done with a database, and everything can be sealed anew with another one."""

import hashlib
import hmac
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.core import clock
from bot.core import database as keys
from bot.core.errors import BotError
from bot.run import rekeying
from knowledge.store.columns import vault
from knowledge.store.database import Database
from knowledge.store.engine import BadKeyError, make_engine
from scheduler.core import people, transactions
from scheduler.core.tables import InvitationRow, ParticipantRow, SignupRow
from scheduler.core.team_tables import ContactRow
from scheduler.families import families
from scheduler.joining import joining
from scheduler.seats import registrations
from tests.bot.reliability import spoilt
from tests.bot.reliability.spoilt import COLUMNS, Round

OLD, NEW, OTHER = (Fernet.generate_key().decode() for _ in range(3))
WHO = Round(spoilt=1, asks=2, waits=3, update=1)
BOT = 7
BEAT_S = 30.0


@pytest.fixture(autouse=True)
def own_key(unlocked: str) -> Iterator[None]:
    """Gives the process its own key back."""
    yield
    vault.unlock([unlocked])


@pytest.fixture
def old(database: Database) -> Database:
    """A database with something in every sealed column, sealed with the old key."""
    vault.unlock([OLD])
    database.do(keys.adopt, clock.real_now())
    database.do(spoilt.plant, WHO, BOT, ())
    return database


def rekey(database: Database) -> rekeying.Rekeyed:
    return rekeying.rekey(database, clock.real_now(), BEAT_S)


def _found(session: Session) -> list[object]:
    """What is found by its digest: the child by its name, the sign-ups by their tokens, the link."""
    family = families.family_of(session, WHO.spoilt)
    assert family is not None
    (lea,) = families.participants(session, family.id)
    same = families.find_participant(session, family.id, "lea", lea.birth)
    seats = [registrations.by_token(session, row.token) for row in session.query(SignupRow).order_by(SignupRow.id)]
    link = joining.look(session, session.query(InvitationRow).one().token or "", 99, clock.real_now())
    return [same == lea, *(seat is not None for seat in seats), isinstance(link, joining.Invitation)]


def _sealed_with(session: Session) -> set[bool]:
    """Whether the first key alone opens the cells, over all columns; each has some."""
    found = set()
    for _, columns in keys.sealed_columns():
        for column in columns:
            cells = session.query(column).filter(column.is_not(None)).all()
            assert cells, column
            found |= {vault.writes_like(cell.stored) for (cell,) in cells}
    return found


def test_another_key_is_refused_in_one_sentence_that_names_both(old: Database) -> None:
    needed = vault.names[0]
    old.do(keys.check)
    vault.unlock([OTHER])
    with pytest.raises(BadKeyError) as refused:
        old.do(keys.check)
    assert f"needs the key {needed} and was given the key {vault.names[0]}" in str(refused.value)
    vault.unlock([OTHER, OLD])
    old.do(keys.check)


def test_a_database_of_version_0_1_which_lists_no_key_is_known_by_what_is_sealed_in_it(database: Database) -> None:
    vault.unlock([OLD])
    database.do(keys.check)  # nothing is sealed yet
    database.do(spoilt.plant, WHO, BOT, COLUMNS[:3])
    database.do(keys.check)
    vault.unlock([OTHER])
    with pytest.raises(BadKeyError, match="opens nothing"):
        database.do(keys.check)
    vault.unlock([NEW, OLD])
    database.do(keys.adopt, clock.real_now())
    assert set(database.do(keys.needs)) == set(vault.names)  # nobody knows which of them was used


def test_once_everything_is_sealed_anew_the_old_key_can_go_and_all_is_found(old: Database) -> None:
    vault.unlock([NEW, OLD])
    done = rekey(old)
    assert done.rows > len({column.partition(".")[0] for column in COLUMNS})  # several in some table
    assert done.unreadable == set()
    assert done.may_go == (vault.names[1],)
    vault.unlock([NEW])
    old.do(keys.check)
    assert old.do(_sealed_with) == {True}
    assert set(old.do(_found)) == {True}
    assert rekey(old).rows == 0
    vault.unlock([OLD])
    with pytest.raises(BadKeyError):
        old.do(keys.check)


def test_with_both_keys_all_is_found_before_everything_is_sealed_anew(old: Database) -> None:
    vault.unlock([NEW, OLD])
    assert old.do(_sealed_with) == {False}
    assert set(old.do(_found)) == {True}


def test_digests_of_version_0_1_are_accepted_until_they_are_made_anew(old: Database) -> None:
    old.do(_as_in_version_0_1)
    assert set(old.do(_found)) == {True}
    before = old.do(_digests)
    assert rekey(old).rows == len(before)  # the same key: nothing but the digests
    assert not set(old.do(_digests)) & set(before)
    assert set(old.do(_found)) == {True}


def _as_in_version_0_1(session: Session) -> None:
    def digest(words: str) -> str:
        return hmac.new(OLD.encode(), words.encode(), hashlib.sha256).hexdigest()

    for who in session.query(ParticipantRow):
        who.identity = digest(f"{people.fold_name(who.first_name)}|{who.birth}")
    for seat in session.query(SignupRow):
        seat.token_digest = digest(f"{people.CHECK_IN}:{seat.token}")
    for link in session.query(InvitationRow):
        link.digest = digest(f"{people.INVITATION}:{link.token}")
    for called in session.query(ContactRow):
        called.digest = digest(f"{people.CONTACT}:{called.phone}")


def _digests(session: Session) -> list[str]:
    columns = (ParticipantRow.identity, SignupRow.token_digest, InvitationRow.digest, ContactRow.digest)
    return [digest for column in columns for (digest,) in session.query(column)]


def test_a_cell_that_no_key_opens_is_left_and_named_and_holds_up_nothing(old: Database) -> None:
    old.do(_spoil_a_name)
    vault.unlock([NEW, OLD])
    done = rekey(old)
    (spoilt_cell,) = done.unreadable
    assert (spoilt_cell.table, spoilt_cell.column) == ("participants", "first_name")
    assert rekeying.unreadable(old) == (spoilt_cell,)
    assert done.may_go


def _spoil_a_name(session: Session) -> None:
    (row, *_) = session.query(ParticipantRow).order_by(ParticipantRow.id).all()
    session.execute(text("UPDATE participants SET first_name = 'spoilt' WHERE id = :id"), {"id": row.id})


def test_while_a_bot_runs_without_the_new_key_nothing_is_sealed_with_it(old: Database) -> None:
    old.do(transactions.take, "beat", owner="bot", clock=clock.elapsed(), seconds=20.0)
    vault.unlock([NEW, OLD])
    with pytest.raises(BotError, match="start it anew"):
        rekey(old)
    assert old.do(_sealed_with) == {False}
    old.do(keys.adopt, clock.real_now())  # what its start with both keys does
    assert rekey(old).rows


def _until_killed(url: str, step: int) -> None:
    """Seal anew, and die like by a power cut just before the commit of this step; even ones: just after it."""
    plain, left = Database.do, [step]

    def do(self: Database, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        left[0] -= 1

        def dying(session: Session, *inner: Any, **named: Any) -> Any:
            value = use_case(session, *inner, **named)
            session.flush()
            if left[0] == 0 and step % 2:
                os.kill(os.getpid(), signal.SIGKILL)
            return value

        value = plain(self, dying, *args, **kwargs)
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return value

    Database.do = do  # type: ignore[method-assign, assignment]  # in this process only
    rekey(Database(make_engine(url)))


@pytest.mark.parametrize("stride", [5, pytest.param(1, marks=pytest.mark.slow)])
def test_killed_at_each_step_it_goes_on_and_nothing_is_unreadable(
    old: Database, database_url: str, stride: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "BATCH", 1)
    vault.unlock([NEW, OLD])
    forked = multiprocessing.get_context("fork")
    for step in range(1, 200, stride):
        old.engine.dispose()
        life = forked.Process(target=_until_killed, args=(database_url, step))
        life.start()
        life.join(60)
        if life.exitcode == 0:
            break
        assert life.exitcode == -signal.SIGKILL
        old.do(keys.check)
        assert rekeying.unreadable(old) == ()
        assert set(old.do(_found)) == {True}
    else:
        raise AssertionError("it never comes to an end")
    assert step > len(COLUMNS) / stride
    vault.unlock([NEW])
    old.do(keys.check)
    assert old.do(_sealed_with) == {True}
    assert set(old.do(_found)) == {True}
