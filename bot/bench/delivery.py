"""Does delivery lose, double or hurry? Many messages due at once, senders that are killed, a strict server."""

import asyncio
import os
import random
import secrets
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass

from cryptography.fernet import Fernet
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from bot.bench import measures
from bot.bot_api.api import Api
from bot.bot_api.delivery import senders
from bot.bot_api.replies import Call
from bot.core import clock, database
from bot.core.errors import BotError
from bot.core.telemetry import set_up_logs
from bot.sandbox import faults
from bot.sandbox.faults import Limits
from bot.sandbox.server import Running, running
from bot.sandbox.state import Sandbox
from knowledge.store.columns import vault
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from scheduler.core.tables import OutboxRow
from scheduler.outbox import sending
from scheduler.outbox.outbox import Notice, OutboxState, SendClass, put


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What the process is told; `owner` begins the names of its senders."""

    api_url: str
    token: str
    database_url: str
    rate: float | None
    lease_s: float
    senders: int
    owner: str

    def environment(self) -> dict[str, str]:
        """The variables that carry it."""
        return {f"SENDER_{name.upper()}": "" if value is None else str(value) for name, value in asdict(self).items()}

    @classmethod
    def given(cls) -> "Orders":
        """Read them back."""
        said = {name: os.environ[f"SENDER_{name.upper()}"] for name in cls.__slots__}
        return cls(
            api_url=said["api_url"],
            token=said["token"],
            database_url=said["database_url"],
            rate=float(said["rate"]) if said["rate"] else None,
            lease_s=float(said["lease_s"]),
            senders=int(said["senders"]),
            owner=said["owner"],
        )


def no_notice(session: Session, row: OutboxRow, notice: Notice) -> str | None:
    """The bench owes rendered messages only."""
    raise NotImplementedError


async def run(orders: Orders) -> None:
    """Send until SIGTERM."""
    sending.LEASE_S = orders.lease_s
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    db = Database(make_engine(orders.database_url))
    if db.is_sqlite:
        await db.run(sending.take_back, clock.elapsed())
    api, name = Api(orders.token, orders.api_url), f"{orders.owner}-{secrets.token_hex(3)}"
    made = senders(orders.senders, db, api, no_notice, owner=f"{name}-", rate=orders.rate)
    await asyncio.gather(*(sender.run(stopping) for sender in made))
    await api.close_wires()
    db.close()


if __name__ == "__main__":
    set_up_logs()
    vault.unlock([os.environ["SENDER_KEY"]])
    asyncio.run(run(Orders.given()))
    sys.exit(0)


ANSWERS_AFTER_S = 0.02
PATIENCE_S = 180.0
GLANCE_S = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`processes` of `senders` each; `rate` None: no limit, ours or the server's. `key` opens the database."""

    messages: int = 1500
    kills: int = 0
    processes: int = 2
    senders: int = 2
    rate: float | None = 25.0
    lease_s: float = 40.0
    seed: int = 1
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the server saw. `in_flight`: sends under way at the kills, the most copies that may be.

    `doubled`: messages that came more than once; one that two kills met has two copies.
    """

    messages: int
    never_sent: int
    copies: int
    doubled: int
    kills: int
    in_flight: int
    refusals: int
    per_second: float
    worst_second: int
    worst_chat_second: int
    seconds: float

    def table(self) -> str:
        """One line a figure."""
        figures = ((name.replace("_", " "), value) for name, value in asdict(self).items())
        return "\n".join(f"{name:18} {round(value, 2):>8}" for name, value in figures)


def fresh(url: str) -> tuple[Database, str]:
    """This database with our tables, and a key for it; BotError when it holds tables already."""
    engine = make_engine(url)
    if inspect(engine).get_table_names():
        raise BotError("The bench needs an empty database, and this one has tables.")
    key = Fernet.generate_key().decode()
    vault.unlock([key])
    database.upgrade(engine)
    return Database(engine), key


async def measure(db: Database, plan: Plan) -> Outcome:
    """Owe the messages, let the processes send them, kill as planned; `db` has its tables and is empty."""
    strict = None if plan.rate is None else Limits()
    async with running(Sandbox(limits=strict)) as server:
        chats = [server.sandbox.add_person(f"P{n}", met=True).id for n in range(plan.messages)]
        # Late answers: a kill then meets messages that arrived and are not recorded yet.
        server.sandbox.faults.add("sendMessage", faults.delay(ANSWERS_AFTER_S), times=20 * plan.messages)
        db.do(_owe_all, chats)
        in_flight = await _send_all(server, db, plan)
        return outcome(server.sandbox, chats, kills=plan.kills, in_flight=in_flight)


def _owe_all(session: Session, chats: Iterable[int]) -> None:
    for chat in chats:
        call = Call("sendMessage", {"chat_id": chat, "text": f"Rappel {chat}"})
        put(session, chat_id=chat, send_class=SendClass.REMINDER, payload=call.to_json(), now=clock.real_now())


async def _send_all(server: Running, db: Database, plan: Plan) -> int:
    dice, in_flight = random.Random(plan.seed), 0
    share = plan.messages // (plan.kills + 1)
    async with _processes(server, db, plan) as alive:
        for number in range(plan.kills):
            reached = number * share + dice.randint(share // 2, share)
            await _until_taken(server.sandbox, reached)
            await asyncio.sleep(dice.uniform(0, 2 * ANSWERS_AFTER_S))
            victim = dice.randrange(len(alive))
            in_flight += await _kill(db, alive, victim)
            alive[victim] = await _start(server, db, plan, victim)
        async with asyncio.timeout(PATIENCE_S):
            while db.do(_owed):  # noqa: ASYNC110  # other processes work there, and announce nothing
                await asyncio.sleep(0.5)  # each look takes SQLite's one write lock
    return in_flight


async def _until_taken(sandbox: Sandbox, messages: int) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while len(sandbox.calls) < messages:  # noqa: ASYNC110  # same
            await asyncio.sleep(GLANCE_S)


async def _kill(db: Database, alive: list[asyncio.subprocess.Process], victim: int) -> int:
    """SIGKILL; how many sends it left in flight."""
    alive[victim].kill()
    await alive[victim].wait()
    return db.do(_left_by, _owner(victim))


@asynccontextmanager
async def _processes(server: Running, db: Database, plan: Plan) -> AsyncIterator[list[asyncio.subprocess.Process]]:
    count = 1 if db.is_sqlite else plan.processes
    alive = [await _start(server, db, plan, number) for number in range(count)]
    try:
        yield alive
    finally:
        for process in alive:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def _start(server: Running, db: Database, plan: Plan, number: int) -> asyncio.subprocess.Process:
    orders = Orders(
        api_url=server.url,
        token=server.sandbox.token or "",
        rate=plan.rate,
        lease_s=plan.lease_s,
        database_url=db.engine.url.render_as_string(hide_password=False),
        senders=plan.senders,
        owner=_owner(number),
    )
    environment = measures.environment() | orders.environment() | {"SENDER_KEY": plan.key}
    silent = asyncio.subprocess.DEVNULL
    command = measures.module("bot.bench.delivery")
    return await asyncio.create_subprocess_exec(*command, env=environment, stdout=silent, stderr=silent)


def _owner(number: int) -> str:
    return f"process{number}"


def _owed(session: Session) -> int:
    states = (OutboxState.WAITING, OutboxState.LEASED)
    return session.scalar(select(func.count()).where(OutboxRow.state.in_(states))) or 0


def _left_by(session: Session, owner: str) -> int:
    theirs = (OutboxRow.state == OutboxState.LEASED, OutboxRow.owner.startswith(owner))
    return session.scalar(select(func.count()).where(*theirs)) or 0


def outcome(sandbox: Sandbox, chats: list[int], *, kills: int, in_flight: int) -> Outcome:
    """Judge what the server took."""
    calls = [call for call in list(sandbox.calls) if "text" in call.params]
    taken = [call for call in calls if call.ok]
    by_chat = Counter(int(call.params["chat_id"]) for call in taken)
    times = sorted(call.at for call in taken)
    seconds = times[-1] - times[0] if len(times) > 1 else 0.0
    return Outcome(
        messages=len(chats),
        never_sent=sum(by_chat[chat] == 0 for chat in chats),
        copies=sum(count - 1 for count in by_chat.values() if count),
        doubled=sum(count > 1 for count in by_chat.values()),
        kills=kills,
        in_flight=in_flight,
        refusals=sum(call.error_code == 429 for call in calls),
        per_second=(len(times) - 1) / seconds if seconds else 0.0,
        worst_second=most_in(times, 1.0),
        worst_chat_second=max((_of_chat(sandbox, chat) for chat, count in by_chat.items() if count > 1), default=1),
        seconds=seconds,
    )


def _of_chat(sandbox: Sandbox, chat: int) -> int:
    theirs = [call.at for call in sandbox.calls if call.ok and call.params.get("chat_id") in (chat, str(chat))]
    return most_in(sorted(theirs), 1.0)


def most_in(times: list[float], window: float) -> int:
    """The most instants that lie in any half-open window of this length."""
    most = start = 0
    for end, at in enumerate(times):
        while times[start] <= at - window:
            start += 1
        most = max(most, end - start + 1)
    return most
