"""Many messages due at once: none lost, copies only where a kill met one in flight, no limit passed, replies first."""

import random
from collections import Counter

import pytest

from bot.bench.delivery import Plan, measure
from bot.sandbox import faults
from bot.sandbox.faults import Limits
from bot.sandbox.server import Running, running
from bot.sandbox.state import Call, Sandbox
from knowledge.store.database import Database
from scheduler.outbox import failing, sending
from scheduler.outbox.outbox import OutboxState, SendClass
from tests.bot.reliability.post import all_sent, an_api, owe, senders, sent, states
from tests.bot.reliability.process import until

RATE = 25.0
FULL_RATE = 24.0


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param({"messages": 80, "kills": 2, "rate": None, "lease_s": 2.0}, id="80"),
        pytest.param({"messages": 1500, "kills": 10}, id="1500", marks=pytest.mark.slow),
    ],
)
async def test_killed_senders_lose_nothing_and_double_only_what_was_in_flight(
    plan: dict[str, float], database: Database, unlocked: str
) -> None:
    found = await measure(database, Plan(key=unlocked, **plan))  # type: ignore[arg-type]  # ints stay ints
    assert found.never_sent == 0
    assert found.copies <= found.in_flight
    assert len(database.do(sending.ambiguous)) >= found.doubled
    assert found.refusals == 0


@pytest.mark.slow
async def test_at_full_speed_no_limit_is_passed_and_nothing_is_doubled(database: Database, unlocked: str) -> None:
    found = await measure(database, Plan(key=unlocked, messages=1500, rate=RATE))
    assert (found.never_sent, found.copies, found.refusals) == (0, 0, 0)
    assert found.per_second >= FULL_RATE
    assert found.worst_second <= 30
    assert found.worst_chat_second <= 3


async def test_a_reply_goes_out_at_once_while_reminders_wait_and_no_limit_is_passed(
    database: Database,
) -> None:
    async with running(Sandbox(limits=Limits())) as server:
        families = [server.sandbox.add_person(f"P{n}", met=True).id for n in range(60)]
        for chat in families:
            owe(database, chat, "rappel", SendClass.REMINDER)
        for number in range(50):
            owe(database, families[0], str(number), SendClass.REMINDER)
        async with an_api(server.url) as api, senders(database, api, 3, RATE) as made:
            await until(lambda: len(sent(server.sandbox)) >= 10)
            before = len(sent(server.sandbox))
            owe(database, families[-1], "réponse")
            made[0].wake.ring()
            await until(lambda: "réponse" in sent(server.sandbox, families[-1]))
            passed = sent(server.sandbox).index("réponse") - before
            await until(lambda: all(sent(server.sandbox, chat) for chat in families), 20)
        assert passed <= 15  # those in flight, and no other of the hundred
        assert len(sent(server.sandbox, families[0])) <= 3 + 5  # its fifty did not hold up the others
        assert all(call.ok for call in server.sandbox.calls)


AMBIGUOUS = (
    faults.reset(processed=True), faults.bad_gateway(processed=True), faults.truncated(processed=True),
    faults.server_error(processed=True), faults.delay(0.4, processed=True), faults.reset(),
)  # fmt: skip


@pytest.mark.parametrize("count", [24, pytest.param(200, marks=pytest.mark.slow)])
async def test_after_lost_answers_nothing_is_missing_no_announcement_doubled_and_every_doubt_named(
    count: int, database: Database, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.bot_api.delivery.SEND_WITHIN_S", 0.2)
    monkeypatch.setattr(failing, "FIRST_PAUSE_S", 0.02)
    dice = random.Random(count)
    people = [server.sandbox.add_person(f"P{n}", met=True).id for n in range(count)]
    for kind in (SendClass.REMINDER, SendClass.ANNOUNCEMENT):
        for chat in people:
            owe(database, chat, kind.name, kind)
            server.sandbox.faults.add("sendMessage", dice.choice(AMBIGUOUS))
        await all_sent(database, server.url, count=4)
    arrived = Counter((call.params["text"], int(call.params["chat_id"])) for call in _taken(server))
    assert all(arrived["REMINDER", chat] >= 1 for chat in people)
    assert all(arrived["ANNOUNCEMENT", chat] <= 1 for chat in people)
    kept = states(database)
    assert set(kept[:count]) == {OutboxState.SENT}
    assert set(kept[count:]) == {OutboxState.UNCLEAR}
    doubts = Counter(doubt.state for doubt in database.do(sending.ambiguous))
    assert doubts[OutboxState.UNCLEAR] == count
    assert doubts[OutboxState.SENT] >= sum(arrived["REMINDER", chat] > 1 for chat in people) > 0


def _taken(server: Running) -> list[Call]:
    return [call for call in server.sandbox.calls if call.ok and "text" in call.params]
