"""Button presses: each one answered, soon and once; whatever the data says, only the chat's own things move."""

import random
import string
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.bot_api import api as answering
from bot.bot_api.api import Api, CallbackAnswers
from bot.bot_api.replies import Action
from bot.chat.form import Verb
from bot.core import clock
from bot.core.tables import InboxRow
from bot.intake import inbox
from bot.sandbox import actions, faults
from bot.sandbox.server import Running
from bot.sandbox.state import Sandbox
from bot.sandbox.values import Message
from bot.sandbox.visitor import Visitor
from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow, ParticipantRow, SignupRow
from tests.bot.reliability.desk import BOT, Table, workers
from tests.bot.reliability.post import an_api
from tests.bot.reliability.process import BotProcess, a_bot, until
from tests.bot.reliability.town import EVENT, prepare, settled, unsent
from tests.scheduler.scene import join, make_event

ANSWER = "answercallbackquery"


@pytest.fixture
async def api(server: Running) -> AsyncIterator[Api]:
    async with an_api(server.url) as api:
        yield api


def press(sandbox: Sandbox, database: Database) -> str:
    """Somebody presses, and it is in the inbox; the press's id."""
    person = sandbox.add_person("Léa", met=True).id
    actions.perform(sandbox, person, person, actions.Say("x"))
    sandbox.updates.clear()
    (message,) = sandbox.chats[person].messages.values()
    number = actions.forge_press(sandbox, person, message, "he::0")
    raw = [update.as_json() for update in sandbox.updates.pending]
    database.do(inbox.store, BOT, inbox.read_raw(raw), clock.real_now())
    return number


def answers(sandbox: Sandbox) -> list[str]:
    """The toasts that were sent, "" for none."""
    return [str(call.params.get("text", "")) for call in list(sandbox.calls) if call.method.lower() == ANSWER]


async def test_a_press_is_answered_once_with_its_toast_after_the_commit(
    database: Database, sandbox: Sandbox, api: Api
) -> None:
    number = press(sandbox, database)
    table = Table()
    table.gate.clear()
    async with workers(database, table, api) as heard:
        heard.heard(number)
        heard.heard(number)
        await until(lambda: table.here.total() == 1)
        assert answers(sandbox) == []
        table.gate.set()
        await until(lambda: answers(sandbox))
        assert database.do(settled) == 1
        heard.heard(number)
        heard.answer(number, "encore")
    assert answers(sandbox) == ["noté"]


async def test_a_press_is_answered_empty_when_the_worker_is_stuck_and_only_once(
    database: Database, sandbox: Sandbox, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "EMPTY_AFTER_S", 0.2)
    number = press(sandbox, database)
    table = Table()
    table.gate.clear()
    async with workers(database, table, api) as heard:
        heard.heard(number)
        await until(lambda: answers(sandbox))
        assert database.do(settled) == 0
        table.gate.set()
        await until(lambda: database.do(settled) == 1)
    assert answers(sandbox) == [""]


def test_the_empty_answer_comes_well_before_the_hourglass_gives_up() -> None:
    assert answering.EMPTY_AFTER_S == 5.0
    assert answering.NEVER_AFTER_S == 10.0


async def test_a_press_that_another_process_heard_is_answered_by_the_one_that_handles_it(
    database: Database, sandbox: Sandbox, api: Api
) -> None:
    press(sandbox, database)
    async with workers(database, Table(), api):
        await until(lambda: answers(sandbox))
    assert answers(sandbox) == ["noté"]


async def test_a_press_is_never_answered_too_late(database: Database, sandbox: Sandbox, api: Api) -> None:
    async with workers(database, Table(), api) as heard:
        heard.answer("old", "noté", age=answering.NEVER_AFTER_S + 1)
    assert answers(sandbox) == []


async def test_a_refused_answer_undoes_nothing(database: Database, sandbox: Sandbox, api: Api) -> None:
    number = press(sandbox, database)
    sandbox.faults.add("answerCallbackQuery", faults.error(400, "Bad Request: query is too old"))
    async with workers(database, Table(), api) as heard:
        heard.heard(number)
        await until(lambda: database.do(settled) == 1)


def _forgeries(signups: list[int], events: list[str], seed: int) -> list[str]:
    """Every action with other people's numbers and other events, then noise."""
    dice = random.Random(seed)
    codes = [*events, "", "zzzzzzzz", "yes", *(f"{verb}-{n}" for verb in Verb for n in (0, 1, 99999))]
    numbers = [0, 1, 999_999_999_999, *signups]
    aimed = [f"{action}:{dice.choice(codes)}:{number}" for action in Action for number in numbers]
    aimed += [f"{Action.DO_CANCEL}:{event}:{n}" for event in events for n in (*signups, 0)]
    aimed += [f"{Action.FORM}:{verb}-{n}:{serial}" for verb in Verb for n in (0, 99999) for serial in (0, 1)]
    alphabet = string.printable + "é🙂\u202e:"
    noise = ["".join(dice.choices(alphabet, k=dice.randint(1, 16))) for _ in range(40)]
    # Each action once, and as many again at random: tests/bot/router/test_forgery.py tries them all, without a process.
    aimed = [*{data[:2]: data for data in aimed}.values(), *dice.sample(aimed, 30)]
    # Erasing one's own (empty) data and registering oneself are not forgeries.
    return [data for data in aimed + noise if not data.startswith((Action.ERASE.value, Action.SIGN_UP.value))]


async def test_forged_data_changes_nothing_and_breaks_nothing(server: Running, file_url: str, unlocked: str) -> None:
    database = prepare(file_url)
    other = database.do(make_event, now=clock.real_now(), code="c9000002")
    for family, name in ((11, "Tom"), (12, "Zoé")):
        database.do(join, other, family, name, now=clock.real_now())
    before = database.do(_everything)
    mallory = Visitor(server.sandbox, "Mallory")
    async with a_bot(server.url, file_url, unlocked) as bot:
        message = await _first_message(mallory, server.sandbox)
        for data in _forgeries([one for one, *_ in before], [EVENT, "c9000002"], seed=4):
            actions.forge_press(server.sandbox, await mallory.id(), message, data)
        await until(lambda: not server.sandbox.updates.pending)
        await until(lambda: database.do(inbox.count_open) == 0, 60)
        await until(lambda: database.do(unsent) == 0, 60)
        await until(lambda: not server.sandbox.unanswered_callbacks())
    assert database.do(_everything) == before
    _nothing_broke(bot, database, server.sandbox)
    database.close()


async def _first_message(visitor: Visitor, sandbox: Sandbox) -> Message:
    await visitor.opens()
    seen = await visitor.sees()
    return sandbox.chats[await visitor.id()].messages[seen.id]


def _nothing_broke(bot: BotProcess, database: Database, sandbox: Sandbox) -> None:
    assert bot.logged("update_failed") == []
    assert database.do(_set_aside) == 0
    assert sandbox.violations == []


def _everything(session: Session) -> list[tuple[int, str, int]]:
    people = session.scalar(select(func.count()).select_from(ParticipantRow)) or 0
    found = session.execute(select(SignupRow.id, SignupRow.state).order_by(SignupRow.id))
    return [(number, state, people) for number, state in found]


def _set_aside(session: Session) -> int:
    aside = select(func.count()).select_from(InboxRow).where(InboxRow.state == "set_aside")
    failed = select(func.count()).select_from(OutboxRow).where(OutboxRow.state == "failed")
    return (session.scalar(aside) or 0) + (session.scalar(failed) or 0)


async def test_many_presses_cost_no_more_each_than_few(sandbox: Sandbox, api: Api) -> None:
    """Looking through all those answered before at each one took a minute for ten thousand."""
    answers = CallbackAnswers(api)
    looked_at = _Counted()
    answers._answered = looked_at
    for n in range(5000):
        answers.answer(f"q{n}", None, age=answering.NEVER_AFTER_S + 1)
    assert len(looked_at) == 5000
    assert looked_at.looks < 3 * 5000


class _Counted(dict[str, float]):
    """Counts how many of its entries are looked at."""

    looks = 0

    def __getitem__(self, key: str) -> float:
        self.looks += 1
        return super().__getitem__(key)

    def items(self) -> Any:
        self.looks += len(self)
        return super().items()
