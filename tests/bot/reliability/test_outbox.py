"""What delivery does with Telegram's answers, refusals and silences, against the strict local server."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import clock
from bot.sandbox import actions, faults
from bot.sandbox.faults import Fault
from bot.sandbox.server import Running
from bot.sandbox.state import Sandbox
from knowledge.store.database import Database
from scheduler.core.tables import FamilyChatRow, OutboxRow
from scheduler.families import families
from scheduler.outbox import failing, sending
from scheduler.outbox.failing import Silence, Verdict
from scheduler.outbox.outbox import Notice, NoticeKind, OutboxState, SendClass, put
from scheduler.outbox.sending import Claimed
from tests.bot.reliability.post import all_sent, no_notice, owe, sent, states, tries

SENT, FAILED, VOID, LEASED = OutboxState.SENT, OutboxState.FAILED, OutboxState.VOID, OutboxState.LEASED


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failing, "FIRST_PAUSE_S", 0.05)


@pytest.fixture
def lea(sandbox: Sandbox) -> int:
    return sandbox.add_person("Léa", met=True).id


@pytest.fixture
def tom(sandbox: Sandbox) -> int:
    return sandbox.add_person("Tom", met=True).id


@pytest.mark.parametrize("rate", [25.0, None], ids=["limited", "unlimited"])
async def test_too_many_requests_stops_everything_for_as_long_as_telegram_says(
    rate: float | None, database: Database, server: Running, lea: int, tom: int
) -> None:
    server.sandbox.faults.add("sendMessage", faults.too_many_requests(1))
    for chat in (lea, tom):
        owe(database, chat, f"pour {chat}")
    begun = server.sandbox.elapsed()
    await all_sent(database, server.url, rate=rate)
    after = tries(server.sandbox)
    assert len(after) == 2
    assert all(call.ok and call.at - begun >= 0.99 for call in after)


async def test_a_chat_that_blocked_the_bot_is_noted_and_the_others_are_served(
    database: Database, server: Running, lea: int, tom: int
) -> None:
    database.do(families.ensure_family, lea, "fr", clock.real_now())
    actions.perform(server.sandbox, lea, lea, actions.Block())
    for chat in (lea, lea, tom):
        owe(database, chat, "bonjour")
    await all_sent(database, server.url)
    assert states(database) == [FAILED, VOID, SENT]
    assert database.do(_unreachable, lea)


def _unreachable(session: Session, chat: int) -> bool:
    return session.get_one(FamilyChatRow, chat).unreachable_since is not None


async def test_an_edit_that_changes_nothing_counts_as_sent(database: Database, server: Running, lea: int) -> None:
    owe(database, lea, "bonjour")
    await all_sent(database, server.url)
    number = database.do(_message_of, 1)
    owe(database, lea, "bonjour", message_id=number)
    await all_sent(database, server.url)
    assert states(database) == [SENT, SENT]
    assert [call.ok for call in tries(server.sandbox)] == [True, False]


def _message_of(session: Session, row: int) -> int | None:
    return session.scalars(select(OutboxRow.sent_message_id).order_by(OutboxRow.id)).first()


async def test_an_edit_of_a_message_that_is_gone_is_sent_anew(database: Database, server: Running, lea: int) -> None:
    owe(database, lea, "bonjour", message_id=999_999)
    await all_sent(database, server.url)
    assert states(database) == [SENT]
    assert [(call.method, call.ok) for call in tries(server.sandbox)] == [
        ("editMessageText", False),
        ("sendMessage", True),
    ]


async def test_broken_markup_goes_out_as_plain_text(database: Database, server: Running, lea: int) -> None:
    owe(database, lea, "<b>2 &lt; 3", parse_mode="HTML")
    owe(database, lea, "ensuite")
    await all_sent(database, server.url)
    assert sent(server.sandbox, lea) == ["2 < 3", "ensuite"]
    assert states(database) == [SENT, SENT]


async def test_what_is_refused_as_plain_text_too_is_given_up(database: Database, server: Running, lea: int) -> None:
    refusal = faults.error(400, "Bad Request: can't parse entities: unexpected end")
    server.sandbox.faults.add("sendMessage", refusal, times=2)
    owe(database, lea, "bonjour", parse_mode="HTML")
    owe(database, lea, "ensuite")
    await all_sent(database, server.url)
    assert states(database) == [FAILED, SENT]
    assert sent(server.sandbox, lea) == ["ensuite"]


AMBIGUOUS = {
    "reset": faults.reset(processed=True),
    "bad_gateway": faults.bad_gateway(processed=True),
    "server_error": faults.server_error(processed=True),
    "half_an_answer": faults.truncated(processed=True),
}


@pytest.mark.parametrize("fault", AMBIGUOUS.values(), ids=AMBIGUOUS)
async def test_a_lost_answer_repeats_a_reply_but_never_an_announcement(
    fault: Fault, database: Database, server: Running, lea: int, tom: int
) -> None:
    for chat, words, kind in ((lea, "réponse", SendClass.REPLY), (tom, "annonce", SendClass.ANNOUNCEMENT)):
        server.sandbox.faults.add("sendMessage", fault)
        owe(database, chat, words, kind)
        await all_sent(database, server.url)
    assert sent(server.sandbox, lea) == ["réponse", "réponse"]
    assert sent(server.sandbox, tom) == ["annonce"]
    assert states(database) == [SENT, OutboxState.UNCLEAR]


async def test_what_never_arrived_is_repeated_too(database: Database, server: Running, lea: int) -> None:
    server.sandbox.faults.add("sendMessage", faults.reset())
    owe(database, lea, "un")
    owe(database, lea, "deux")
    await all_sent(database, server.url)
    assert sent(server.sandbox, lea) == ["un", "deux"]


async def test_a_refused_token_does_not_drop_a_reply(database: Database, server: Running, lea: int) -> None:
    server.sandbox.faults.add("sendMessage", faults.unauthorized())
    owe(database, lea, "bonjour")
    await all_sent(database, server.url)
    assert states(database) == [SENT]


async def test_each_chat_gets_its_messages_in_order_whoever_sends(database: Database, server: Running) -> None:
    people = [server.sandbox.add_person(f"P{n}", met=True).id for n in range(4)]
    for number in range(8):
        for chat in people:
            owe(database, chat, str(number))
    server.sandbox.faults.add("sendMessage", faults.delay(0.05), times=12)
    await all_sent(database, server.url, count=4)
    for chat in people:
        assert sent(server.sandbox, chat) == [str(number) for number in range(8)]


async def test_a_notice_that_cannot_be_written_is_set_aside_and_the_senders_live(
    database: Database, server: Running, lea: int
) -> None:
    notice = Notice(kind=NoticeKind.REMINDER, family_id=1, event_id=1, revision=1)
    database.do(put, chat_id=lea, send_class=SendClass.REPLY, notice=notice, now=clock.real_now())
    owe(database, lea, "ensuite")
    await all_sent(database, server.url, count=2)
    assert states(database) == [OutboxState.SET_ASIDE, SENT]


async def test_a_message_that_our_own_code_cannot_send_is_set_aside_and_the_team_told_once(
    database: Database, server: Running, lea: int
) -> None:
    database.do(put, chat_id=lea, send_class=SendClass.REPLY, payload="not a call", now=clock.real_now())
    owe(database, lea, "ensuite")
    team = server.sandbox.add_person("L’équipe", met=True).id
    await all_sent(database, server.url, count=2, staff_chat_id=team)
    assert states(database) == [OutboxState.SET_ASIDE, SENT, SENT]
    (told,) = sent(server.sandbox, team)
    assert "n°" in told


def claim(session: Session, owner: str, at: float) -> Claimed | sending.Later | None:
    """Claim without limits, at an instant of a clock of our own."""
    return sending.claim(session, owner=owner, clock=at, rate=None, render=no_notice)


def test_one_message_a_chat_is_in_flight_and_other_chats_go_on(database: Database) -> None:
    first, second, other = (owe(database, chat, "x") for chat in (7, 7, 8))
    taken = [database.do(claim, owner, 0.0) for owner in ("a", "b", "c")]
    assert [one.id for one in taken if isinstance(one, Claimed)] == [first, other]
    database.do(sending.mark_sent, "a", first, 1, clock.real_now())
    after = database.do(claim, "c", 1.0)
    assert isinstance(after, Claimed)
    assert after.id == second


def test_a_message_that_waits_to_be_tried_again_holds_its_chat_a_refused_one_does_not(
    database: Database,
) -> None:
    first, second = owe(database, 7, "x"), owe(database, 7, "y")
    database.do(claim, "a", 0.0)
    database.do(sending.retry, "a", first, 0.0, 5.0, "TimedOut")
    assert database.do(claim, "a", 4.9) is None
    again = database.do(claim, "a", 5.0)
    assert isinstance(again, Claimed)
    assert (again.id, again.attempts) == (first, 1)
    database.do(sending.mark_failed, "a", first, "BadRequest")
    after = database.do(claim, "a", 5.0)
    assert isinstance(after, Claimed)
    assert after.id == second


def test_a_lease_that_ran_out_is_taken_over_and_its_old_owner_changes_nothing(database: Database) -> None:
    row = owe(database, 7, "x")
    assert isinstance(database.do(claim, "a", 0.0), Claimed)
    assert database.do(claim, "b", sending.LEASE_S - 0.1) is None
    taken = database.do(claim, "b", sending.LEASE_S + 0.1)
    assert isinstance(taken, Claimed)
    assert (taken.id, taken.attempts) == (row, 2)
    database.do(sending.mark_sent, "a", row, 1, clock.real_now())
    database.do(sending.mark_failed, "a", row, "late")
    database.do(sending.retry, "a", row, 0.0, 0.0, "late")
    silence = Silence(error="late", may_have_arrived=True, telegram_answers=True)
    assert database.do(failing.no_answer, "a", row, silence, 0.0) is Verdict.LOST
    assert states(database) == [LEASED]
    database.do(sending.mark_sent, "b", row, 1, clock.real_now())
    assert states(database) == [SENT]


def test_a_start_takes_back_what_its_predecessor_had_in_flight(database: Database) -> None:
    row = owe(database, 7, "x")
    database.do(claim, "dead", 0.0)
    database.do(sending.take_back, 1.0)
    again = database.do(claim, "alive", 1.0)
    assert isinstance(again, Claimed)
    assert again.id == row
    database.do(sending.mark_failed, "dead", row, "late")
    assert states(database) == [LEASED]


def test_the_words_of_a_sent_message_are_erased(database: Database) -> None:
    row = owe(database, 7, "x")
    database.do(claim, "a", 0.0)
    database.do(sending.mark_sent, "a", row, 1, clock.real_now())
    assert database.do(lambda session: session.get_one(OutboxRow, row).payload) is None
